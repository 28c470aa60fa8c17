"""Values by name in one file that is written once; a name is found without reading the others."""

from __future__ import annotations

import mmap
import zlib
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path

_ROOM = 2  # places in the table for each name
_NUMBER = array("I").itemsize


class Shelf:
    """A table of places by the names' check sums, then the values, each behind its name and both their lengths."""

    def __init__(self, path: Path):
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        (size,) = array("I", self._data[:_NUMBER])
        self._places = array("I", self._data[_NUMBER : _NUMBER * (size + 1)])

    def close(self) -> None:
        """Let go of the file."""
        self._data.close()

    def get(self, name: str) -> bytes | None:
        """The value of a name, if there is one."""
        key, size = name.encode(), len(self._places)
        at = zlib.crc32(key) % size
        while place := self._places[at]:
            found, value = self._row(place)
            if found == key:
                return value
            at = (at + 1) % size
        return None

    def items(self) -> Iterator[tuple[str, bytes]]:
        """All names with their values."""
        for name, value in map(self._row, filter(None, self._places)):
            yield name.decode(), value

    def _row(self, place: int) -> tuple[bytes, bytes]:
        start = place + 2 * _NUMBER
        name, value = array("I", self._data[place:start])
        return self._data[start : start + name], self._data[start + name : start + name + value]


def write(path: Path, values: Mapping[str, bytes]) -> None:
    """Put values on a shelf."""
    places = array("I", bytes(_NUMBER * (_ROOM * len(values) + 1)))
    parts = [array("I", [len(places)]).tobytes(), b""]
    end = _NUMBER * (len(places) + 1)
    for name, value in values.items():
        key = name.encode()
        at = zlib.crc32(key) % len(places)
        while places[at]:
            at = (at + 1) % len(places)
        places[at] = end
        parts += [array("I", [len(key), len(value)]).tobytes(), key, value]
        end += 2 * _NUMBER + len(key) + len(value)
    parts[1] = places.tobytes()
    path.write_bytes(b"".join(parts))
