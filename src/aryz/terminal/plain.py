"""The face of plain lines: nothing is drawn or moved, so that it can be read aloud, piped and logged."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext

from aryz.terminal.face import WIPED, EndedError, Line, Menu, command_of

KEEP_NOTHING = "-"  # typed where something stands already: leave it empty
END_OF_TEXT = "."  # alone on a line: the long text ends here


class PlainFace:
    """Reads lines by `ask(prompt)`, which raises EOFError at the end of input, and writes them by `out`."""

    def __init__(self, texts: Mapping[str, str], ask: Callable[[str], str] = input, out: Callable[[str], None] = print):
        self.texts, self._input, self._out = texts, ask, out

    def held(self) -> AbstractContextManager[None]:
        return nullcontext()

    def wipe(self) -> None:
        """Nothing is drawn here; a screen, if there is one, is wiped by its own sequence."""
        if sys.stdout.isatty():
            self._out(WIPED)

    def say(self, text: str = "", style: str = "") -> None:
        self._out(f"× {text}" if style == "fault" else text)

    def line(self, line: Line) -> None:
        if line.help:
            self.say(f"  {line.help}")
        while True:
            typed = self._several(line) if line.several else self._one(line)
            line.keep(typed)
            line.text = typed
            wrong = line.check(typed)
            if not wrong:
                return
            self.say(wrong, "fault")

    def _one(self, line: Line) -> str:
        hint = f" ({line.hint})" if line.hint else ""
        standing = f" [{line.text}]" if line.text else ""
        return self._kept(self._ask(f"  {line.label}{hint}{standing}: "), line.text)

    def _several(self, line: Line) -> str:
        """Lines up to a full stop alone on one; an empty first line keeps what stands there."""
        self.say(f"  {line.label} ({self.texts['terminal.plain.several']})")
        for standing in line.text.splitlines():
            self.say(f"  | {standing}")
        lines = [self._ask("  > ")]
        if lines[0] in {"", KEEP_NOTHING} and line.text:
            return self._kept(lines[0], line.text)
        while lines[-1] != END_OF_TEXT:
            line.keep("\n".join(lines))
            lines.append(self._ask("  > "))
        return "\n".join(lines[:-1])

    @staticmethod
    def _kept(typed: str, standing: str) -> str:
        if standing and typed == "":
            return standing
        return "" if standing and typed == KEEP_NOTHING else typed

    def menu(self, menu: Menu) -> None:
        if menu.help:
            self.say(f"  {menu.help}")
        self._show(menu)
        while True:
            picked = self._picked(menu)
            if isinstance(picked, str):
                wrong = picked
            else:
                menu.keep(picked)
                menu.picked = picked
                wrong = menu.check(picked)
                if not wrong:
                    return
            self.say(wrong, "fault")

    def _show(self, menu: Menu) -> None:
        hint = f" ({menu.hint})" if menu.hint else ""
        self.say(f"  {menu.label}{hint}")
        for number, option in enumerate(menu.options, start=1):
            if option.heading:
                self.say(f"  {option.heading}")
            mark = "*" if menu.several and option.key in menu.picked else " "
            self.say(f"  {mark} {number}. {option.words}")
            for line in option.note.splitlines():
                self.say(f"       {line}")

    def _picked(self, menu: Menu) -> list[str] | str:
        """What was chosen, or a message when it cannot be understood."""
        standing = ", ".join(str(n) for n, option in enumerate(menu.options, start=1) if option.key in menu.picked)
        prompt = self.texts["terminal.plain.numbers" if menu.several else "terminal.plain.number"]
        typed = self._ask(f"  {prompt}{f' [{standing}]' if standing else ''}: ")
        if typed == "":
            return list(menu.picked)
        if typed == KEEP_NOTHING:
            return []
        words = typed.replace(",", " ").split() if menu.several and typed[0].isdigit() else [typed]
        found = [_option(menu, word) for word in words]
        if None in found:
            wrong = words[found.index(None)]
            return self.texts["terminal.plain.unknown"].format(value=wrong, last=len(menu.options))
        return [key for key in found if key is not None]

    def _ask(self, prompt: str) -> str:
        try:
            typed = self._input(prompt).strip()
        except EOFError:
            raise EndedError from None
        command = command_of(typed, self.texts)
        if command is not None:
            raise command
        return typed


def _option(menu: Menu, typed: str) -> str | None:
    """The key of the option with this number, these words, or the only one whose words begin so."""
    if typed.isdigit():
        return menu.options[int(typed) - 1].key if 0 < int(typed) <= len(menu.options) else None
    wanted = typed.casefold()
    same = [option.key for option in menu.options if wanted in {option.words.casefold(), option.key.casefold()}]
    near = same or [option.key for option in menu.options if option.words.casefold().startswith(wanted)]
    return near[0] if len(near) == 1 else None
