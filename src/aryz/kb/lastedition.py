"""What an edition has in common with the one before it: that stays in the packs that phones have.

A file that changed is cut where it differs; only what is new goes into a new pack. Packs of which too much is out of
use are made anew, so that who takes a language along for the first time does not pay for many updates of others.
"""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aryz.kb.editionform import FORM, address, packed_name

_SEAMS = re.compile(rb'(?<=[\n>])|(?<=,)(?=["\[{])')  # where a changed file is cut to be compared
_SHORT = 60  # bytes: to say where so few are takes as much as to send them
_IN_USE = 0.8  # of a pack, at least
_SMALL, _MOST = 20_000, 120  # no more packs as small as this: each is a request
_HASH = re.compile(r"^(assets/search/)\w+/")  # the folder of the search's index is named by its contents


@dataclass(frozen=True)
class Kept:
    """Bytes of a pack of the edition before."""

    pack: str
    start: int
    end: int


Piece = Kept | bytes


class LastEdition:
    """The edition of a language that phones have, as it lies in a built site. Without files if there is none."""

    def __init__(self, site: Path | None, language: str):
        self.packed: dict[str, bytes] = {}
        self.plain: dict[str, bytes] = {}
        self.files: dict[str, list[Kept]] = {}
        take = site / "take" if site is not None else Path()
        try:
            if site is not None:
                self._read(take, json.loads((take / f"{language}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, EOFError):  # none, or damaged: all is made anew
            self.files = {}
        self._names = sorted(self.files)

    def _read(self, take: Path, listed: Mapping[str, Any]) -> None:
        if listed["form"] != FORM:
            return
        (first, _), *others = listed["packs"]
        index = json.loads(gzip.decompress(self._checked(take, first)))
        for name, _ in others:
            self.packed[name] = self._checked(take, name)
            self.plain[name] = gzip.decompress(self.packed[name])
        where: list[Kept] = []
        for name, lengths in index["packs"].items():
            at = 0
            for length in lengths:
                where.append(Kept(name, at, at + length))
                at += length
        self.files = {_lasting(name): [where[part] for part in parts] for name, parts in index["files"].items()}

    def _checked(self, take: Path, name: str) -> bytes:
        packed = (take / f"{name}.pack").read_bytes()
        if packed_name(packed) != name:
            raise ValueError(name)
        return packed

    def pieces(self, files: Mapping[str, bytes]) -> dict[str, list[Piece]]:
        """Of each file, by its name, what lies in the packs before, and what is new."""
        made = {name: self._cut(_lasting(address(name)), data) for name, data in files.items()}
        worn = self._worn(made.values())
        if worn:
            plain = {
                name: [self._bytes(one) if isinstance(one, Kept) and one.pack in worn else one for one in row]
                for name, row in made.items()
            }
            made = {name: _joined(row) for name, row in plain.items()}
        return made

    def _cut(self, name: str, data: bytes) -> list[Piece]:
        before = self.files.get(name) or self._beside(name)
        old = b"".join(map(self._bytes, before))
        return _joined(
            piece for run in _runs(old, data) for piece in ([run] if isinstance(run, bytes) else _within(before, *run))
        )

    def _beside(self, name: str) -> list[Kept]:
        """For a new file the one next to it: both have the frame of the site's pages, or of interviews."""
        near = self._names[max(bisect(self._names, name) - 1, 0) :][:1]
        return self.files[near[0]] if near and near[0].split("/")[:2] == name.split("/")[:2] else []

    def _bytes(self, one: Kept) -> bytes:
        return self.plain[one.pack][one.start : one.end]

    def _worn(self, rows: Iterable[Sequence[Piece]]) -> set[str]:
        used: dict[str, set[tuple[int, int]]] = {}
        for row in rows:
            for one in row:
                if isinstance(one, Kept):
                    used.setdefault(one.pack, set()).add((one.start, one.end))
        worn = {name for name, spans in used.items() if _covered(spans) < _IN_USE * len(self.plain[name])}
        small = {name for name in used if name not in worn and len(self.packed[name]) < _SMALL}
        return worn | small if len(small) > _MOST else worn


def _lasting(name: str) -> str:
    return _HASH.sub(r"\1", name)


def _runs(old: bytes, new: bytes) -> list[tuple[int, int] | bytes]:
    """New bytes as spans of the old ones, and as what is not in them."""
    if old == new:
        return [(0, len(old))]
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    where: dict[bytes, int] = {}
    at = start
    for token in _SEAMS.split(old[start : len(old) - end]):
        where.setdefault(token, at)
        at += len(token)
    made: list[tuple[int, int] | bytes] = [(0, start)]
    for token in _SEAMS.split(new[start : len(new) - end]):
        last = made[-1]
        if isinstance(last, tuple) and old.startswith(token, last[1]):
            made[-1] = last[0], last[1] + len(token)
        elif token in where:
            made.append((where[token], where[token] + len(token)))
        else:
            made.append(token)
    made.append((len(old) - end, len(old)))
    return [old[slice(*run)] if isinstance(run, tuple) and run[1] - run[0] < _SHORT else run for run in made]


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes at their beginning are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _within(file: Iterable[Kept], start: int, end: int) -> list[Kept]:
    """Where a span of a file lies in its packs."""
    made, at = [], 0
    for one in file:
        size = one.end - one.start
        first, last = max(start - at, 0), min(end - at, size)
        if first < last:
            made.append(Kept(one.pack, one.start + first, one.start + last))
        at += size
    return made


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces without empty ones, neighbours as one."""
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if isinstance(piece, bytes):
            if isinstance(last, bytes):
                made[-1] = last + piece
            elif piece:
                made.append(piece)
        elif isinstance(last, Kept) and (last.pack, last.end) == (piece.pack, piece.start):
            made[-1] = Kept(last.pack, last.start, piece.end)
        else:
            made.append(piece)
    return made


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    size = reached = 0
    for start, end in sorted(spans):
        size += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return size
