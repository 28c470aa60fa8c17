"""Values by name in one file that is written once; a name is found without reading the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from threading import Lock


class Shelf:
    """A table of SQLite that nobody changes any more, read by all threads of a process."""

    def __init__(self, path: Path):
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._base, self._lock = sqlite3.connect(address, uri=True, check_same_thread=False), Lock()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def get(self, name: str) -> bytes | None:
        """The value of a name, if there is one."""
        with self._lock:
            row = self._base.execute("SELECT value FROM shelf WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def items(self) -> Iterator[tuple[str, bytes]]:
        """All names with their values."""
        with self._lock:
            rows = self._base.execute("SELECT name, value FROM shelf").fetchall()
        yield from rows


def write(path: Path, values: Mapping[str, bytes]) -> None:
    """Put values on a shelf."""
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE shelf (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
        base.executemany("INSERT INTO shelf VALUES (?, ?)", sorted(values.items()))
