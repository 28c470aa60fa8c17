"""The databases that the benchmarks of the centre run on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.centre.postgres import NoPostgres, Postgres


def databases(only: str | None = None) -> Iterator[tuple[str, str, Path]]:
    """Name, address, and an empty folder beside it: SQLite, and a PostgreSQL of its own where one can be started."""
    if only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            yield "SQLite", f"sqlite:///{folder}/centre.sqlite", Path(folder)
    if only != "sqlite":
        with tempfile.TemporaryDirectory(prefix="aryz-pg-", ignore_cleanup_errors=True) as folder:
            try:
                server = Postgres(Path(folder), "on")
            except NoPostgres as why:
                print(f"Without PostgreSQL: {why}")
                return
            with tempfile.TemporaryDirectory() as beside:
                yield "PostgreSQL", server.url, Path(beside)
            server.stop()
