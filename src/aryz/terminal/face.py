"""What a face of the terminal can do: say something, take a line, offer a menu. And the commands of every prompt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class Kind(Enum):
    """Commands that a person can give instead of an answer."""

    HELP = "help"
    WHY = "why"
    BACK = "back"
    REVIEW = "review"
    LANGUAGE = "language"
    STOP = "stop"
    LEAVE = "leave"


SIGNS = {
    "?": Kind.HELP,
    "??": Kind.WHY,
    "<": Kind.BACK,
    "=": Kind.REVIEW,
    "@": Kind.LANGUAGE,
    "!": Kind.STOP,
    "!!": Kind.LEAVE,
}


WIPED = "\x1b[2J\x1b[3J\x1b[H"  # the screen and what was scrolled off it


class Command(Exception):  # noqa: N818 (not an error: the person wants something else than to answer)
    """A command was given at a prompt. What had been typed there is kept already. `language` only with LANGUAGE."""

    def __init__(self, kind: Kind, language: str = ""):
        self.kind, self.language = kind, language
        super().__init__(kind.value)


_LANGUAGE = re.compile(r"@[a-z]{2,3}(?:-[a-z]{4})?", re.IGNORECASE)  # @kk, @uz-cyrl


class EndedError(Exception):
    """There is nobody to type any more: the input came to its end."""


def command_of(typed: str, texts: Mapping[str, str]) -> Command | None:
    """The command that someone typed, or None: a sign, `@kk`, or the word «why» in English and their language."""
    word = typed.strip()
    if word in SIGNS:
        return Command(SIGNS[word])
    if _LANGUAGE.fullmatch(word):
        return Command(Kind.LANGUAGE, word[1:].lower())
    if word.lower() in {"why", texts["terminal.why.word"]}:
        return Command(Kind.WHY)
    return None


def _right(value: object) -> str:
    return ""


def _forget(value: object) -> None:
    pass


@dataclass
class Line:
    """A prompt for words. `text` stands there already; `keep` is told of every change, so that nothing typed is lost.

    check: what is wrong with a text, in the person's language; "" when nothing is.
    """

    label: str
    text: str = ""
    hint: str = ""
    help: str = ""
    several: bool = False  # several lines
    keep: Callable[[str], None] = _forget
    check: Callable[[str], str] = _right


@dataclass(frozen=True)
class Option:
    """One line of a menu. `heading` stands above it, `note` below."""

    key: str
    words: str
    heading: str = ""
    note: str = ""


@dataclass
class Menu:
    """A prompt for one of several options, or for some of them (`several`)."""

    label: str
    options: Sequence[Option]
    picked: list[str] = field(default_factory=list)
    hint: str = ""
    help: str = ""
    several: bool = False
    keep: Callable[[list[str]], None] = _forget
    check: Callable[[list[str]], str] = _right

    def words(self, keys: Sequence[str]) -> str:
        """The words of some options, as the menu has them."""
        return ", ".join(option.words for option in self.options if option.key in keys)


class Face(Protocol):
    """A way to talk. `texts` are the interface texts of the language spoken now.

    `line` and `menu` end when what was given is right, and tell `keep`. They raise Command, EndedError and
    KeyboardInterrupt.
    """

    texts: Mapping[str, str]

    def held(self) -> AbstractContextManager[None]:
        """Keep the terminal for the whole dialogue."""

    def say(self, text: str = "", style: str = "") -> None:
        """Write words; style: "" | "title" | "quiet" | "fault"."""

    def line(self, line: Line) -> None: ...

    def menu(self, menu: Menu) -> None: ...

    def wipe(self) -> None:
        """Take everything off the screen, as far as that can be done."""
