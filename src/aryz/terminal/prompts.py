"""The face of keys: a line to edit or a menu to move in, with what is wrong and which keys there are below it.

Drawn by prompt_toolkit within the flow of the terminal: what was answered stays above, as on paper. Nothing is told by
colour alone.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress

from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, FilterOrBool, is_done
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.styles import Style

from aryz.terminal.face import SIGNS, WIPED, Command, Kind, Line, Menu, Option, command_of

try:
    import termios
except ImportError:  # Windows
    termios = None  # type: ignore[assignment]

Parts = list[tuple[str, str]]  # style and text
Press = KeyPressEvent

_STYLE = Style.from_dict({"title": "bold", "quiet": "dim", "fault": "bold ansired", "here": "reverse", "label": "bold"})
_KEYS = {
    "f1": Kind.HELP,
    "f2": Kind.WHY,
    "f3": Kind.BACK,
    "f4": Kind.REVIEW,
    "f5": Kind.LANGUAGE,
    "f10": Kind.LEAVE,
}
_WIDEST = 100
_PAGE = 10  # options


class KeysFace:
    """Prompts by prompt_toolkit; needs a terminal that can move its cursor."""

    def __init__(self, texts: Mapping[str, str]):
        self.texts = texts

    def held(self) -> AbstractContextManager[None]:
        return _no_echo()

    def wipe(self) -> None:
        print(WIPED, end="", flush=True)

    def say(self, text: str = "", style: str = "") -> None:
        words = f"× {text}" if style == "fault" else text
        print_formatted_text(FormattedText([(f"class:{style}" if style else "", _wrapped(words))]), style=_STYLE)

    def line(self, line: Line) -> None:
        _Writing(line, self.texts).run()

    def menu(self, menu: Menu) -> None:
        _Choosing(menu, self.texts).run()


def _wrapped(text: str, indent: str = "", width: int = 0) -> str:
    """Words not broken at the edge of the terminal; `indent` stands before all lines but the first of each."""
    width = width or min(shutil.get_terminal_size().columns, _WIDEST) - 1
    lines = text.split("\n")
    return "\n".join(textwrap.fill(line, width, subsequent_indent=indent, break_on_hyphens=False) for line in lines)


@contextmanager
def _no_echo() -> Iterator[None]:
    """Keys pressed between two prompts wait for the next one: they are not shown, edited or acted on in between."""
    if termios is None:
        yield
        return
    before = termios.tcgetattr(0)
    silent = list(before)
    silent[0] &= ~termios.ICRNL
    silent[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
    termios.tcsetattr(0, termios.TCSANOW, silent)
    try:
        yield
    finally:
        with suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(0, termios.TCSANOW, before)


class _Prompt:
    """What both prompts share: the label above, the message and the keys below, the commands."""

    def __init__(self, label: str, hint: str, help_text: str, keys_text: str, texts: Mapping[str, str]):
        self.texts = texts
        self.message = ""
        above: Parts = [("class:quiet", f"{_wrapped(help_text)}\n")] if help_text else []
        above.append(("class:label", _wrapped(label)))
        above += [("class:quiet", f"\n{_wrapped(f'({hint})')}")] if hint else []
        self.above = _window(lambda: above)
        self.wrong = _window(lambda: [("class:fault", _wrapped(f"× {self.message}"))])
        self.below = _window(lambda: [("class:quiet", _wrapped(f"{keys_text} · {texts['terminal.keys']}"))])
        self.bindings = KeyBindings()
        for key, kind in _KEYS.items():
            self.bindings.add(key)(_giving(kind))
        self.bindings.add("c-c")(_interrupt)
        self.bindings.add(Keys.SIGINT)(_interrupt)

    def show(self, body: Window) -> None:
        """Run until something is given; raises what it was left by."""
        layout = HSplit(
            [
                self.above,
                body,
                ConditionalContainer(self.wrong, Condition(lambda: bool(self.message)) & ~is_done),
                ConditionalContainer(self.below, ~is_done),
            ]
        )
        app: Application[None] = Application(Layout(layout, body), key_bindings=self.bindings, style=_STYLE)
        app.ttimeoutlen = 0.1  # Escape by itself means nothing here
        app.run()


def _window(parts: Callable[[], Parts]) -> Window:
    return Window(FormattedTextControl(lambda: FormattedText(parts())), dont_extend_height=True, wrap_lines=True)


def _giving(kind: Kind) -> Callable[[Press], None]:
    return lambda event: event.app.exit(exception=Command(kind))


def _interrupt(event: Press) -> None:
    event.app.exit(exception=KeyboardInterrupt())


class _Writing(_Prompt):
    """A line, or several, with what stands there already. Signs of commands count while nothing else was typed."""

    def __init__(self, line: Line, texts: Mapping[str, str]):
        super().__init__(
            line.label, line.hint, line.help, texts["terminal.keys.several" if line.several else "terminal.keys.line"],
            texts,
        )  # fmt: skip
        self.line = line
        self.buffer = Buffer(
            document=Document(line.text, len(line.text)), multiline=line.several, on_text_changed=self._changed
        )
        untouched = Condition(lambda: self.buffer.text in {"", line.text})
        for sign in SIGNS:
            if len(sign) == 1:
                self.bindings.add(sign, filter=untouched)(_giving(SIGNS[sign]))
        self.bindings.add("c-d", filter=Condition(lambda: not self.buffer.text))(_giving(Kind.STOP))
        self._add(self._finish, ["c-m"], Condition(lambda: not line.several))
        self._add(self._finish, ["escape", "c-m"])
        self._add(self._finish, ["c-d"], Condition(lambda: line.several and bool(self.buffer.text)))
        self._add(self._paste, [Keys.BracketedPaste])

    def _add(self, act: Callable[[Press], None], keys: list[str], when: FilterOrBool = True) -> None:
        self.bindings.add(*keys, filter=when)(act)

    def run(self) -> None:
        def prefix(number: int, wrapped: int) -> FormattedText:
            return FormattedText([("", "› " if number == wrapped == 0 else "  ")])

        control = BufferControl(self.buffer, focusable=True)
        self.show(Window(control, dont_extend_height=True, wrap_lines=True, get_line_prefix=prefix))

    def _changed(self, buffer: Buffer) -> None:
        self.message = ""
        self.line.keep(buffer.text)

    def _paste(self, event: Press) -> None:
        """Pasted line ends are spaces where one line is asked."""
        data = event.data.replace("\r\n", "\n").replace("\r", "\n")
        self.buffer.insert_text(data if self.line.several else " ".join(data.split("\n")).strip())

    def _finish(self, event: Press) -> None:
        text = self.buffer.text
        command = command_of(text, self.texts)
        if command is not None:
            self.line.keep(self.line.text)  # the command is no answer: what stood there comes back
            event.app.exit(exception=command)
            return
        self.line.keep(text)
        self.message = self.line.check(text)
        if not self.message:
            event.app.exit()


class _Choosing(_Prompt):
    """A menu: arrows or a number move, letters narrow it, space ticks where several are allowed, Enter takes."""

    def __init__(self, menu: Menu, texts: Mapping[str, str]):
        keys = texts["terminal.keys.several_of" if menu.several else "terminal.keys.menu"]
        super().__init__(menu.label, menu.hint, menu.help, keys, texts)
        self.menu = menu
        self.picked = set(menu.picked)
        self.number = self.letters = ""
        self.taken = False
        standing = [at for at, option in enumerate(menu.options) if option.key in self.picked]
        self.at = standing[0] if standing else 0 if menu.several else -1  # -1: nothing is taken by a mere Enter
        for key, act in {
            "up": lambda event: self._move(-1),
            "down": lambda event: self._move(1),
            "pageup": lambda event: self._move(-_PAGE),
            "pagedown": lambda event: self._move(_PAGE),
            "c-m": self._take,
            "c-h": self._shorten,
            "c-d": _giving(Kind.STOP),
            Keys.Any: self._typed,
        }.items():
            self.bindings.add(key)(act)

    def run(self) -> None:
        control = FormattedTextControl(lambda: FormattedText(self._drawn()), focusable=True, show_cursor=False)
        self.show(Window(control, dont_extend_height=True, wrap_lines=True))

    def _shown(self) -> list[int]:
        """The options that the letters typed leave: those with a word that begins so, else those that have them."""
        words = [option.words.casefold() for option in self.menu.options]
        begin = [at for at, word in enumerate(words) if f" {self.letters}" in f" {word}"]
        return begin or [at for at, word in enumerate(words) if self.letters in word]

    def _drawn(self) -> Parts:
        if is_done():
            return [("", _wrapped(f"› {self.menu.words(self._chosen())}", "  "))] if self.taken else [("", "‹")]
        parts: Parts = [("class:quiet", f"  {self.letters}…\n")] if self.letters else []
        for at in self._shown():
            parts += self._option(at, self.menu.options[at])
        return [*parts[:-1], (parts[-1][0], parts[-1][1].rstrip("\n"))] if parts else parts

    def _option(self, at: int, option: Option) -> Parts:
        here = at == self.at
        mark = ("[x] " if option.key in self.picked else "[ ] ") if self.menu.several else ""
        words = f"{'›' if here else ' '} {at + 1:>2}. {mark}{option.words}"
        parts: Parts = [("class:label", f"{_wrapped(option.heading)}\n")] if option.heading else []
        if here:
            parts.append(("[SetCursorPosition]", ""))
        parts.append(("class:here" if here else "", f"{_wrapped(words, ' ' * 6)}\n"))
        parts += [("class:quiet", f"{_wrapped(f'      {line}', ' ' * 6)}\n") for line in option.note.splitlines()]
        return parts

    def _chosen(self) -> list[str]:
        if self.menu.several:
            return [option.key for option in self.menu.options if option.key in self.picked]
        return [self.menu.options[self.at].key] if self.at >= 0 else []

    def _move(self, by: int) -> None:
        shown = self._shown()
        self.number = self.message = ""
        if shown:
            before = shown.index(self.at) if self.at in shown else -1 if by > 0 else 0
            after = before + by
            self.at = shown[after % len(shown) if abs(by) == 1 else min(max(after, 0), len(shown) - 1)]

    def _typed(self, event: Press) -> None:
        self.message = ""
        typed = event.data
        if typed in SIGNS:
            event.app.exit(exception=Command(SIGNS[typed]))
        elif typed.isdigit():
            self._numbered(typed)
        elif typed == " " and self.menu.several:
            self.picked ^= {self.menu.options[self.at].key}
            self.menu.keep(self._chosen())
        elif typed.isprintable() and (typed != " " or self.letters):
            self._narrow(self.letters + typed.casefold())

    def _numbered(self, digit: str) -> None:
        """Go to an option by its number; two digits in a row make one number where there are so many."""
        wanted = self.number + digit
        self.number = wanted if 0 < int(wanted) <= len(self.menu.options) else digit
        self.letters = ""
        if 0 < int(self.number) <= len(self.menu.options):
            self.at = int(self.number) - 1

    def _narrow(self, letters: str) -> None:
        self.letters, before, self.number = letters, self.letters, ""
        shown = self._shown()
        if not shown:
            self.letters = before
        elif self.at not in shown:
            self.at = shown[0]

    def _shorten(self, event: Press) -> None:
        self._narrow(self.letters[:-1])

    def _take(self, event: Press) -> None:
        chosen = self._chosen()
        self.menu.keep(chosen)
        self.message = self.menu.check(chosen)
        self.taken = not self.message
        if self.taken:
            event.app.exit()
