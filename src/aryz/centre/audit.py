"""Who did what, when, to which case: a log that is only added to. Each row's hash covers the row before it.

A changed, removed or moved row breaks the chain. Whoever can write the whole table could build a new chain: write the
head that `aryz audit check` prints down outside of the computer, and give it to the next check.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aryz.centre.clock import Clock
from aryz.centre.database import Database, Sha256
from aryz.centre.steps import Shape, Step, statement
from aryz.centre.tables import audit, audit_head

OPENED_AGAIN = 3600  # seconds within which the same person's opening the same case is one entry


@dataclass(frozen=True)
class Checked:
    """What a check found. `head` = number:hash of the last row; `fault` = the first number that is not as written."""

    rows: int
    head: str
    fault: int | None = None
    message: str = ""


class Audit:
    """The log of one database."""

    def __init__(self, database: Database, clock: Clock):
        self._database, self._clock = database, clock

    def add(self, connection: Connection, who: str, what: str, code: str = "", *more: Step) -> None:
        """Write a row as part of a change. Last in the change: until its end all other writers of the log wait. more:
        what is left to change, each of other rows, which goes the same way; PostgreSQL gets all as one statement.
        """
        # one statement takes the head's row, works out the hash and moves the head on: nobody waits while we think
        at = self._clock.now()
        told = {"at": at, "who": who, "what": what, "code": code}
        rest = {"rest": _record("", 0, at, who, what, code).partition(",0,")[2]}
        given = {name: value for number, one in enumerate(more) for name, value in one.given(number).items()}
        if not self._database.embedded:
            entry = {f"told_{name}": value for name, value in told.items()}
            connection.execute(_all_at_once(tuple(one.shape for one in more)), {**given, **rest, **entry})
            return
        for number, one in enumerate(more):
            connection.execute(statement(one.shape, number), one.given(number))
        taken = connection.execute(_moved_head(), rest).one()
        connection.execute(_ENTRY, {**told, "number": taken.number, "hash": taken.hash})

    def refused(self, who: str, where: str, code: str = "") -> None:
        """Note that somebody asked for what is not theirs, once an hour. where: the page's kind, without ids."""
        self._hourly(who, f"refused {where}", code)

    def opened(self, who: str, code: str) -> None:
        """Note that somebody reads a case, once an hour."""
        self._hourly(who, "case.open", code)

    def _hourly(self, who: str, what: str, code: str) -> None:
        now = self._clock.now()
        same = sa.and_(audit.c.who == who, audit.c.code == code, audit.c.what == what)
        lately = sa.select(audit.c.number).where(same, audit.c.at.between(now - OPENED_AGAIN, now)).limit(1)
        with self._database.read() as connection:
            if connection.execute(lately).first() is not None:
                return
        with self._database.write() as connection:
            self.add(connection, who, what, code)

    def rows(self, code: str = "", who: str = "", limit: int = 200) -> list[Row[tuple[int, int, str, str, str, str]]]:
        """The latest rows first, of one case or one person."""
        wanted = sa.select(audit).order_by(audit.c.number.desc()).limit(limit)
        wanted = wanted.where(audit.c.code == code) if code else wanted
        wanted = wanted.where(audit.c.who == who) if who else wanted
        with self._database.read() as connection:
            return list(connection.execute(wanted))

    def check(self, noted: str = "") -> Checked:
        """Follow the chain from the first row to the head. noted: a head that an earlier check printed."""
        with self._database.read(still=True) as connection:
            head = connection.execute(sa.select(audit_head)).one()
            return _follow(_all(connection), f"{head.number}:{head.hash}", noted)


_ENTRY = sa.insert(audit)
_TOLD = (audit.c.at, audit.c.who, audit.c.what, audit.c.code)


@cache
def _moved_head() -> Any:
    """The head moved on to a record that ends with :rest."""
    number, before = audit_head.c.number + 1, audit_head.c.hash
    end = sa.bindparam("rest", type_=sa.String)
    record = sa.literal('["') + before + '",' + sa.cast(number, sa.String) + "," + end
    moved = sa.update(audit_head).values(number=number, hash=Sha256(record))
    return moved.returning(audit_head.c.number, audit_head.c.hash)


@cache
def _all_at_once(shapes: tuple[Shape, ...]) -> sa.Insert:
    """Steps of these shapes, and the row of the log."""
    head = _moved_head().cte("head")
    told = [sa.bindparam(f"told_{column.name}", type_=column.type) for column in _TOLD]
    names = ["number", "hash", *(column.name for column in _TOLD)]
    row = sa.insert(audit).from_select(names, sa.select(head.c.number, head.c.hash, *told))
    return row.add_cte(*(statement(shape, at).cte(f"step_{at}") for at, shape in enumerate(shapes)))


def _all(connection: Connection) -> Iterator[Row[tuple[int, int, str, str, str, str]]]:
    return iter(connection.execution_options(yield_per=1000).execute(sa.select(audit).order_by(audit.c.number)))


def _follow(rows: Iterator[Row[tuple[int, int, str, str, str, str]]], head: str, noted: str) -> Checked:
    number, before, met = 0, "", not noted or noted == "0:"
    for row in rows:
        if row.number != number + 1:
            return Checked(number, head, number + 1, f"Row {number + 1} of the log was removed.")
        if row.hash != _hash(before, row.number, row.at, row.who, row.what, row.code):
            return Checked(number, head, row.number, f"Row {row.number} of the log was changed or moved.")
        number, before = row.number, row.hash
        met = met or f"{number}:{before}" == noted
    if f"{number}:{before}" != head:
        return Checked(number, head, number + 1, f"The end of the log was removed, after row {number}.")
    if not met:
        return Checked(number, head, 1, f"The log is another than when {noted} was noted: it was written anew.")
    return Checked(number, head)


def _hash(before: str, number: int, at: int, who: str, what: str, code: str) -> str:
    return hashlib.sha256(_record(before, number, at, who, what, code).encode()).hexdigest()


def _record(before: str, number: int, at: int, who: str, what: str, code: str) -> str:
    return json.dumps([before, number, at, who, what, code], ensure_ascii=True, separators=(",", ":"))
