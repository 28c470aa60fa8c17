"""A centre on a fresh database, SQLite and PostgreSQL in turn, with a clock that tests set."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher

from aryz.centre import Centre, Contents, Person, put_together
from aryz.centre.clock import Clock, Moment
from aryz.centre.database import Database
from aryz.centre.keys import FileKeys, add_to_file
from aryz.centre.passwords import Passwords
from aryz.centre.tables import metadata
from aryz.centre.vault import Vault
from tests.centre.postgres import NoPostgres, Postgres

PASSWORD = "three calm green camels"
_numbers = itertools.count(1)


class Hand(Clock):
    """A clock set by hand."""

    def __init__(self, wall: int = 1_795_600_000):  # 25 November 2026
        self.wall, self.ticks, self.boot = wall, 1000, "first"

    def moment(self) -> Moment:
        return Moment(self.wall, self.boot, self.ticks)

    def go(self, seconds: int) -> None:
        """Time goes by."""
        self.wall += seconds
        self.ticks += seconds


@dataclass
class Office:
    """A centre and what tests need beside it."""

    centre: Centre
    clock: Hand
    key_file: Path
    url: str
    secrets: dict[str, str] = field(default_factory=dict)

    def person(self, name: str, role: str = "consultant") -> Person:
        """A user who is ready to work."""
        people = self.centre.people
        code = people.invite(name, name.title(), role)
        self.secrets[name] = people.enrol(name, code).secret
        people.finish(name, code, PASSWORD, self.code(name))
        return people.find(name)

    def code(self, name: str) -> str:
        """A code of the telephone that was not used yet."""
        self.clock.go(30)
        return pyotp.TOTP(self.secrets[name]).at(self.clock.wall)


def form() -> str:
    """A fresh id of a form."""
    return f"form-{next(_numbers)}"


def contents(**answers: object) -> Contents:
    return Contents("wage-claim", "ru", answers=dict(answers))


def quick() -> Passwords:
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of this process."""
    with tempfile.TemporaryDirectory(prefix="aryz-pg-", ignore_cleanup_errors=True) as folder:
        try:
            running = Postgres(Path(folder))
        except NoPostgres as why:
            pytest.skip(f"Without PostgreSQL: {why}")
        yield running
        running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'centre.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres")
    _empty(server.url)
    return server.url


def _empty(url: str) -> None:
    """The tables of the server's first database as a migration leaves them: far quicker than a new database."""
    database = Database(url)
    database.upgrade()
    with database.write() as connection:
        names = ", ".join(f'"{name}"' for name in metadata.tables)
        connection.exec_driver_sql(f"TRUNCATE {names}")
        connection.exec_driver_sql("INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '')")
    database.close()


@pytest.fixture
def office(url: str, tmp_path: Path) -> Iterator[Office]:
    made = office_at(url, tmp_path)
    yield made
    made.centre.close()


@pytest.fixture
def small_office(tmp_path: Path) -> Iterator[Office]:
    """On SQLite only, for what no database changes."""
    made = office_at(f"sqlite:///{tmp_path / 'centre.sqlite'}", tmp_path)
    yield made
    made.centre.close()


def office_at(url: str, folder: Path) -> Office:
    database, clock, key_file = Database(url, busy=5), Hand(), folder / "key"
    database.upgrade()
    name = add_to_file(key_file)
    keys = FileKeys(key_file)
    Vault(database, keys, clock).learn(name)
    return Office(put_together(database, keys, clock, quick()), clock, key_file, url)
