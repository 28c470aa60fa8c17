"""The databases that the benchmarks of the centre run on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.centre.postgres import NoPostgres, Postgres


@dataclass(frozen=True)
class Place:
    """A database to measure on; folder: an empty one beside it; server: of a PostgreSQL."""

    name: str
    url: str
    folder: Path
    server: Postgres | None = None


def databases(only: str | None = None) -> Iterator[Place]:
    """SQLite, and a PostgreSQL of its own where one can be started."""
    if only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            yield Place("SQLite", f"sqlite:///{folder}/centre.sqlite", Path(folder))
    if only != "sqlite":
        with tempfile.TemporaryDirectory(prefix="aryz-pg-", ignore_cleanup_errors=True) as folder:
            try:
                server = Postgres(Path(folder), "on")
            except NoPostgres as why:
                print(f"Without PostgreSQL: {why}")
                return
            with tempfile.TemporaryDirectory() as beside:
                yield Place("PostgreSQL", server.url, Path(beside), server)
            server.stop()
