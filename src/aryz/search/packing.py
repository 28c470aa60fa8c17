"""How numbers and names are written in the shards of the browser's index; `static/packing.js` reads them back.

A list of numbers is a text with a letter for each: in UTF-8 small numbers take one byte, and gzip sees what repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_FIRST = 35  # «#»: no control character, no quotation mark
_ESCAPE = "!"
_LARGEST = 50_000  # below the surrogates; what is more takes three letters
_DIGIT = 48  # «0»
_ALIKE = 40  # letters that are left out at most
_FORMS = sorted(range(256), key=lambda forms: (forms.bit_count(), forms))
_RANK = {forms: rank for rank, forms in enumerate(_FORMS)}


def numbers(values: Iterable[int]) -> str:
    """Whole numbers from 0 as a text."""
    return "".join([chr(_FIRST + value) if value < _LARGEST else _large(value) for value in values])


def _large(value: int) -> str:
    high, low = divmod(value, _LARGEST)
    return f"{_ESCAPE}{chr(_FIRST + high)}{chr(_FIRST + low)}"


def rising(values: Sequence[int]) -> str:
    """Numbers that grow, as their differences."""
    return numbers(value - before - 1 for before, value in zip([-1, *values], values, strict=False))


def risen(text: str) -> list[int]:
    """What `rising` wrote."""
    made, before, letters = [], -1, iter(text)
    for letter in letters:
        value = ord(letter) - _FIRST
        if letter == _ESCAPE:
            value = (ord(next(letters)) - _FIRST) * _LARGEST + ord(next(letters)) - _FIRST
        before += value + 1
        made.append(before)
    return made


def lifted(values: Sequence[int]) -> str:
    """Numbers that are seldom small: the least first, then how far each lies above it, unless all are the same."""
    least, most = min(values, default=0), max(values, default=0)
    return numbers([least, *(value - least for value in values)] if most > least else [least])


def forms(masks: Iterable[int]) -> str:
    """Masks of forms: those of few forms first, once if all are the same."""
    made = numbers(_RANK[mask] for mask in masks)
    return made[:1] if len(set(made)) == 1 else made


def words(rows: Sequence[tuple[str, int]]) -> str:
    """Words in the order of the alphabet with their counts."""
    return " ".join(f"{word} {count}" for word, (_, count) in zip(fronted(row[0] for row in rows), rows, strict=True))


def fronted(listed: Iterable[str]) -> list[str]:
    """Words in the order of the alphabet: of each how many letters it shares with the one before, and the others."""
    made, before = [], ""
    for word in listed:
        same, most = 0, min(len(word), len(before), _ALIKE)
        while same < most and word[same] == before[same]:
            same += 1
        made.append(f"{chr(_DIGIT + same)}{word[same:]}")
        before = word
    return made


def mapping(table: Mapping[str, str]) -> list[Any]:
    """A table of letters: `[first, how many, from one to the next, how far away the target lies, …]`, and what is no
    such run by itself.
    """
    made: list[list[int]] = []
    odd = {key: to for key, to in table.items() if len(key) != 1 or len(to) != 1}
    for code, to in sorted((ord(key), ord(to)) for key, to in table.items() if key not in odd):
        if made and made[-1][3] == to - code:
            first, count, step, _ = made[-1]
            if code - first == count * (step if count > 1 else code - first) and code - first <= count * 2:
                made[-1][1:3] = count + 1, (code - first) // count
                continue
        made.append([code, 1, 1, to - code])
    return [[value for run in made for value in run], odd]


def runs(values: Iterable[int]) -> list[int]:
    """A column as [value, how many times, …]."""
    made: list[int] = []
    for value in values:
        if made and made[-2] == value:
            made[-1] += 1
        else:
            made += [value, 1]
    return made


def trimmed(*values: Any) -> list[Any]:
    """Values without the empty ones at the end."""
    made = list(values)
    while made and not made[-1]:
        made.pop()
    return made


def bucket(key: str, count: int) -> int:
    """In which of so many shards a key lies."""
    made = 0
    for letter in key:
        made = (made * 31 + ord(letter)) & 0x7FFFFFFF
    return made % count
