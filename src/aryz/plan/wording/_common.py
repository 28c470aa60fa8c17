"""What the modules of this package share: choosing by language, checking the name of a case."""

from __future__ import annotations

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    T = TypeVar("T")

UZ_CYRILLIC = "uz-cyrl"  # beside «uz», which is Latin
NBSP = "\u00a0"
CASES = ("nom", "gen", "dat", "acc", "ins", "prep", "loc", "abl")


def pick(table: Mapping[str, T], language: str) -> T:
    """The entry of `language`. ValueError when the table does not have it."""
    if language not in table:
        raise ValueError(f"unknown language {language!r}: one of {', '.join(table)}")
    return table[language]


def check_case(case: str) -> None:
    """ValueError unless `case` is one of `CASES`."""
    if case not in CASES:
        raise ValueError(f"unknown case {case!r}: one of {', '.join(CASES)}")


def all_capitals(word: str) -> bool:
    """Whether a word of two letters or more is written in capitals."""
    return len(word) > 1 and word == word.upper() and word != word.lower()
