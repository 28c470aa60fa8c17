"""Values by name in one file that is written once; a name is found without reading the others."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock

_ROOM = 2  # places in the table for each name
_NUMBER = array("I").itemsize


class Shelf:
    """The names' check sums, their places, then the values, each behind its name and both their lengths."""

    def __init__(self, path: Path):
        self._file, self._lock = path.open("rb", buffering=0), Lock()  # not mapped: what was read would count as memory
        (size,) = array("I", self._file.read(_NUMBER))
        self._sums = array("I", self._file.read(_NUMBER * size))
        self._places = array("I", self._file.read(_NUMBER * size))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def get(self, name: str) -> bytes | None:
        """The value of a name, if there is one."""
        key, size = name.encode(), len(self._places)
        sum_ = zlib.crc32(key)
        at = sum_ % size
        while place := self._places[at]:
            if self._sums[at] == sum_:
                found, value = self._row(place)
                if found == key:
                    return value
            at = (at + 1) % size
        return None

    def items(self) -> Iterator[tuple[str, bytes]]:
        """All names with their values."""
        for place in filter(None, self._places):
            name, value = self._row(place)
            yield name.decode(), value

    def _row(self, place: int) -> tuple[bytes, bytes]:
        with self._lock:
            self._file.seek(place)
            name, value = array("I", self._file.read(2 * _NUMBER))
            row = self._file.read(name + value)
        return row[:name], row[name:]


def write(path: Path, values: Mapping[str, bytes]) -> None:
    """Put values on a shelf."""
    size = _ROOM * len(values) + 1
    sums, places = array("I", bytes(_NUMBER * size)), array("I", bytes(_NUMBER * size))
    end = _NUMBER * (1 + 2 * size)
    rows = []
    for name, value in values.items():
        key = name.encode()
        sum_ = zlib.crc32(key)
        at = sum_ % size
        while places[at]:
            at = (at + 1) % size
        sums[at], places[at] = sum_, end
        rows += [array("I", [len(key), len(value)]).tobytes(), key, value]
        end += 2 * _NUMBER + len(key) + len(value)
    path.write_bytes(b"".join([array("I", [size]).tobytes(), sums.tobytes(), places.tobytes(), *rows]))
