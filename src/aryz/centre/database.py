"""One database for all processes: a SQLite file in the data folder, or PostgreSQL. Nothing is kept in memory.

A confirmed write is on the disk: leaving `write()` without an error is the confirmation. The disk takes some
milliseconds, so nobody else waits for it in a line: a change is committed, lets the next one in, and then waits; those
who wait at the same time share one write (`settling.py`). Changes come to the disk in their order: no later one without
the earlier.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from aryz.centre.errors import CentreError, Refused, Unavailable
from aryz.centre.settings import loopback
from aryz.centre.settling import Settling, name_on_disk, on_disk

BUSY = 10  # seconds to wait for another writer
POOL = 10  # connections of one process
RESTED = 5  # seconds after which a connection to PostgreSQL is tried before it is used
_MIGRATIONS = Path(__file__).parent / "migrations"


class Sha256(FunctionElement[str]):
    """The SHA-256 of a text, as the database works it out: its hex digits."""

    name, type, inherit_cache = "aryz_sha256", sa.String(), True


@compiles(Sha256, "postgresql")
def _served_sha256(element: Sha256, compiler: Any, **given: Any) -> str:
    return f"encode(sha256(convert_to({compiler.process(element.clauses, **given)}, 'UTF8')), 'hex')"


@compiles(Sha256, "sqlite")
def _embedded_sha256(element: Sha256, compiler: Any, **given: Any) -> str:
    return f"{element.name}({compiler.process(element.clauses, **given)})"  # see `_prepare`


class Database:
    """Transactions on one database. Connects when first used."""

    def __init__(self, url: str, busy: float = BUSY):
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise CentreError("ARYZ_DATABASE_URL is no address of a database: postgresql://user@host/name") from None
        if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
            raise CentreError("ARYZ_DATABASE_URL: only sqlite and postgresql are known.")
        _private(parsed)
        self.embedded = parsed.get_backend_name() == "sqlite"
        self._busy, self._line = busy, Lock()
        self.engine = self._embedded(url, busy) if self.embedded else self._served(url, busy)
        event.listen(self.engine, "begin", _begin)
        self._writing = self.engine.execution_options(aryz_write=True)
        # each statement of a look is of its own moment: no BEGIN and no end, which at PostgreSQL are two ways less
        self._looking = self.engine if self.embedded else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._named = False
        self._settled = Settling(self._log_synced if self.embedded else self._flushed)

    @staticmethod
    def _embedded(url: str, busy: float) -> Engine:
        engine = sa.create_engine(url, pool_size=POOL, pool_timeout=busy, connect_args={"timeout": busy})
        event.listen(engine, "connect", _prepare)
        return engine

    @staticmethod
    def _served(url: str, busy: float) -> Engine:
        options = (
            f"-c lock_timeout={int(busy * 1000)} -c statement_timeout={int(busy * 3000)} -c synchronous_commit=off"
        )
        engine = sa.create_engine(
            url, pool_size=POOL, pool_timeout=busy, connect_args={"connect_timeout": 5, "options": options}
        )

        @event.listens_for(engine, "checkin")
        def rests(_raw: Any, record: Any) -> None:
            record.info["rests"] = time.monotonic()

        @event.listens_for(engine, "checkout")
        def tried(raw: Any, record: Any, _proxy: Any) -> None:
            """The server may have been started anew meanwhile. Not with every use: each question takes time."""
            if time.monotonic() - record.info.get("rests", time.monotonic()) < RESTED:
                return
            try:
                engine.dialect.do_ping(raw)
            except engine.dialect.loaded_dbapi.Error:
                raise InvalidatePoolError from None

        return engine

    @contextmanager
    def read(self, still: bool = False) -> Iterator[Connection]:
        """A look; nothing is changed. still: all of it as of one moment."""
        with _told(), (self.engine if still else self._looking).connect() as connection:
            if still:
                connection.execution_options(
                    **({"aryz_still": True} if self.embedded else {"isolation_level": "REPEATABLE READ"})
                )
            yield connection

    @contextmanager
    def write(self, settled: bool = True) -> Iterator[Connection]:
        """One change, whole or not at all; on SQLite writers stand in a line. settled: it is on the disk at the end;
        False for what may be lost when the computer fails within the next moment.
        """
        with self._turn(), _told(), self._writing.begin() as connection:
            yield connection
        if settled:
            with _told():
                self._settled()

    def _log_synced(self) -> None:
        """SQLite's log file is on the disk, and so is what was committed to it. Without one all of it is in the file
        itself, which SQLite writes to the disk before it drops the log.
        """
        logged = f"{self.engine.url.database}-wal"
        try:
            on_disk(logged)
            if not self._named:  # SQLite keeps the file while this process has a connection
                name_on_disk(logged)
                self._named = True
        except FileNotFoundError:
            pass
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            raise Unavailable("full" if full else "gone", _FULL if full else _GONE) from None

    def _flushed(self) -> None:
        """PostgreSQL's log is on the disk as far as this note, which stands behind all that was committed before."""
        with self._looking.connect() as connection:
            connection.exec_driver_sql(_FLUSH)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """SQLite lets one writer in and others try again and again, in no order: within a process they stand in a line,
        and do not hold connections that readers need.
        """
        if not self.embedded:
            yield
            return
        if not self._line.acquire(timeout=self._busy):
            raise Unavailable("busy", _BUSY)
        try:
            yield
        finally:
            self._line.release()

    def lock(self, connection: Connection, name: int) -> None:
        """Hold others off until the end of this change (SQLite lets one writer in at a time anyway)."""
        if not self.embedded:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:name)"), {"name": name})

    # the schema

    def upgrade(self) -> str:
        """Bring the schema up to date; gives its revision."""
        from alembic import command

        if self.embedded and self.engine.url.database:
            folder = Path(self.engine.url.database).parent
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                os.close(os.open(self.engine.url.database, os.O_CREAT, 0o600))  # SQLite's other files do as this one
            except OSError as error:
                raise Unavailable("gone", f"The data folder {folder} cannot be made: {error.strerror}.") from None
        with self.write() as connection:
            self.lock(connection, 7401)
            if not self.embedded:
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # large tables take their time
            command.upgrade(_alembic(connection), "head")
        return self._newest()

    def check(self) -> str:
        """Gives the revision; raises Unavailable when the schema is not the one of this Aryz."""
        newest, present = self._newest(), self._present()
        if present == newest:
            return present
        known = {script.revision for script in _scripts().walk_revisions()}
        if present and present not in known:
            raise Unavailable("outdated", "The database was made by a newer Aryz. Install that one, or a later one.")
        what = "is of an older Aryz" if present else "is empty"
        raise Unavailable("outdated", f"The database {what}. Make a backup, then run: aryz db upgrade")

    def _present(self) -> str:
        if self.embedded and self.engine.url.database and not Path(self.engine.url.database).is_file():
            return ""
        with self.read() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return ""
            return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or "")

    @staticmethod
    def _newest() -> str:
        return str(_scripts().get_current_head())

    def sweep(self) -> None:
        """After an erasure: nothing of it stays in SQLite's log file (while someone reads, it goes with the next)."""
        if self.embedded:
            with suppress(Unavailable), _told(), self._outside() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def backup(self, path: Path) -> None:
        """A copy of the SQLite file as of one moment, while others go on; raises CentreError for PostgreSQL."""
        if not self.embedded:
            raise CentreError("PostgreSQL is copied by its own programme: pg_dump --format=custom")
        if not self._present():
            raise CentreError(f"There is no database yet to be copied: {self.engine.url.database}")
        if path.exists():
            raise CentreError(f"{path} is there already. Name another file.")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            raise CentreError(f"{path} cannot be written: {error.strerror}.") from None
        with _told(), self._outside() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))

    def _outside(self) -> Connection:
        """A connection outside of any change: for what SQLite refuses within one."""
        return self.engine.execution_options(isolation_level="AUTOCOMMIT").connect()

    def close(self) -> None:
        self.engine.dispose()


def _private(url: URL) -> None:
    """Raises CentreError for a database on another machine whose line others could read or answer on."""
    named = [url.host, *(one for key in ("host", "hostaddr") for one in _several(url.query.get(key)))]
    elsewhere = [one for one in named if one and not loopback(one) and not one.startswith(("/", "@"))]
    if elsewhere and (url.query.get("sslmode") or os.environ.get("PGSSLMODE")) != "verify-full":
        raise CentreError(f"ARYZ_DATABASE_URL: {elsewhere[0]} is another machine. Add ?sslmode=verify-full")


def _several(said: str | tuple[str, ...] | None) -> list[str]:
    """The hosts that a parameter names: once, several times, or with commas."""
    return [one for part in ([said] if isinstance(said, str) else said or []) for one in part.split(",")]


def _alembic(connection: Connection | None = None) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _scripts() -> Any:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_alembic())


def _prepare(connection: Any, _record: Any) -> None:
    """A fresh connection to SQLite. Transactions are begun by `_begin`, not by the driver."""
    connection.isolation_level = None
    connection.create_function(
        Sha256.name, 1, lambda text: hashlib.sha256(text.encode()).hexdigest(), deterministic=True
    )
    logged = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] == "wal"  # not on every file system
    synchronous = "NORMAL" if logged else "FULL"  # NORMAL: the log is written to the disk by `Database._log_synced`
    for pragma in (f"synchronous={synchronous}", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if connection.dialect.name == "sqlite" and (options.get("aryz_write") or options.get("aryz_still")):
        # a reader that turns into a writer fails at once when another wrote meanwhile: writers say so at the start
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("aryz_write") else "BEGIN")


# a commit with synchronous_commit waits until the log is on the disk, with all that others committed before
_FLUSH = "SELECT set_config('synchronous_commit', 'on', true), pg_logical_emit_message(true, 'aryz', '')"
_FULL = (
    "There is no room left on the disk of the database. What you typed is not saved yet: free some room, send it again."
)
_BUSY = "The database is busy. What you typed is not saved yet: send it again in a moment."
_GONE = "The database does not answer. What you typed may not be saved: send it again when it is back."
_BROKEN = "The file of the database is damaged. Stop the server and put the last backup in its place."


@contextmanager
def _told() -> Iterator[None]:
    """Faults of the database as one class with words; faults of the programme (a broken rule) stay what they are."""
    try:
        yield
    except PoolTimeout:
        raise Unavailable("busy", _BUSY) from None
    except DataError:
        raise Refused("centre.value", "Something that was given cannot be kept: it is too long, or no text.") from None
    except DBAPIError as error:
        told = _said(error)
        if told is None:
            raise
        raise told from None


def _said(error: DBAPIError) -> Unavailable | None:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    text = str(error.orig).lower()
    if "disk is full" in text or state in {"53100", "53000"}:
        return Unavailable("full", _FULL)
    if "is locked" in text or "is busy" in text or state in {"55P03", "57014", "40P01", "53300"}:
        return Unavailable("busy", _BUSY)
    if "not a database" in text or "malformed" in text:
        return Unavailable("gone", _BROKEN)
    if "no such table" in text or "no such column" in text or state in {"42P01", "42703"}:
        return Unavailable("outdated", "The database is not the one of this Aryz. Run: aryz db upgrade")
    broken = error.connection_invalidated or state[:2] in {"08", "57", "58", "53"} or not state
    operational = type(error).__name__ in {"OperationalError", "InterfaceError"}
    return Unavailable("gone", _GONE) if broken and operational else None
