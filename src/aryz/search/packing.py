"""How numbers and names are written in the shards of the browser's index; `static/packing.js` reads them back.

Pages and what is said of them are a row of bits, written as base64, of which gzip makes six bits a letter again.
So each column is coded by itself (after Rice: the low bits as they are, so many ones for what lies above); gzip, which
has one table of letters for a whole file, cannot do that.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

_LENGTH = 5  # bits that say how many bits a number has
_LOW = 4  # bits that say how many low bits each number of a column has
_HEAD = 16  # letters in which the first two numbers stand
_AWAY = ord("а") - ord("`")  # from a letter of one byte to the Russian one in whose place it stands
_SWAPPED = {code: code + _AWAY for code in range(96, 128)} | {code + _AWAY: code for code in range(96, 128)}
_DIGIT = 48  # «0»
_ALIKE = 40  # letters that are left out at most


def packed(pages: Sequence[int], *columns: Sequence[int]) -> str:
    """Pages, in their order, and columns with a number of 0 or more for each of them."""
    made = _plain(len(pages))
    if pages:
        gaps = [page - before - 1 for before, page in pairwise(pages)]
        made = "".join([made, _plain(pages[0]), _rice(gaps), *map(_column, columns)])
    size = -(-len(made) // 8)
    return base64.b64encode(int(made.ljust(8 * size, "0"), 2).to_bytes(size, "big")).decode().rstrip("=")


def unpacked(text: str, columns: int = 0) -> list[list[int]]:
    """The pages and so many columns of what `packed` wrote."""
    bits = _Bits(text)
    count = bits.plain()
    if not count:
        return [[] for _ in range(columns + 1)]
    gaps = [bits.plain(), *(gap + 1 for gap in bits.rice(count - 1))]
    return [list(accumulate(gaps)), *(bits.column(count) for _ in range(columns))]


def first(text: str) -> int:
    """The first page of what `packed` wrote, of one or more."""
    bits = _Bits(text[:_HEAD])
    bits.plain()
    return bits.plain()


class _Bits:
    """Reads what was written, one after another."""

    def __init__(self, text: str):
        data = base64.b64decode(text + "=" * (-len(text) % 4))
        self.text, self.at = f"{int.from_bytes(data, 'big'):0{8 * len(data)}b}", 0

    def take(self, count: int) -> int:
        """A number of so many bits."""
        self.at += count
        return int(self.text[self.at - count : self.at] or "0", 2)

    def plain(self) -> int:
        """What `_plain` wrote."""
        return self.take(self.take(_LENGTH))

    def rice(self, count: int) -> list[int]:
        """What `_rice` wrote of so many numbers."""
        low, text, made = self.take(_LOW), self.text, []
        at = self.at
        for _ in range(count):
            zero = text.index("0", at)
            made.append(zero - at << low | int(text[zero : zero + low + 1], 2))
            at = zero + low + 1
        self.at = at
        return made

    def column(self, count: int) -> list[int]:
        """What `_column` wrote of so many numbers."""
        size = self.plain()
        listed = [self.plain() for _ in range(size or 1)]
        if size == 1:
            return listed * count
        return [listed[value] if size else listed[0] + value for value in self.rice(count)]


def _column(values: Sequence[int]) -> str:
    """Numbers as how far they lie above the least, or as places in a table with the most frequent first, whichever is
    shorter.
    """
    least, listed = min(values), [value for value, _ in Counter(values).most_common()]
    places = {value: place for place, value in enumerate(listed)}
    table = "".join([_plain(len(listed)), *map(_plain, listed)])
    if len(listed) == 1:
        return table
    table += _rice([places[value] for value in values])
    above = _plain(0) + _plain(least) + _rice([value - least for value in values])
    return min(table, above, key=len)


def _plain(value: int) -> str:
    """A number by itself: how many bits it has, then these."""
    return f"{value.bit_length():0{_LENGTH}b}{value:b}" if value else "0" * _LENGTH


def _rice(values: Sequence[int]) -> str:
    """Numbers with so many low bits each that they take least."""
    most = min((sum(values) // max(1, len(values))).bit_length(), (1 << _LOW) - 1)
    near = range(max(0, most - 2), most + 1)
    low = min(near, key=lambda low: sum([value >> low for value in values]) + low * len(values))
    lows, below = _lows(low), (1 << low) - 1
    return f"{low:0{_LOW}b}" + "".join(["1" * (value >> low) + lows[value & below] for value in values])


@cache
def _lows(low: int) -> list[str]:
    """The low bits of numbers after what ends the ones."""
    return [f"0{value:0{low}b}" if low else "0" for value in range(1 << low)]


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


def swapped(text: str) -> str:
    """JSON as the arguments of a call: as it is or, if that is shorter, as a text in which Russian small letters have
    changed places with letters of one byte.
    """
    made = text.translate(_SWAPPED).replace("\\", r"\\").replace("'", r"\'")
    return f"'{made}',1" if len(made.encode()) + 4 < len(text.encode()) else text


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
