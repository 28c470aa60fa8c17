"""The questions that every page of an interview asks the database: each is one statement, put together once.

To put a statement together takes as long as to ask it. What differs from time to time stands in it by name.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from aryz.centre.models import CLOSED
from aryz.centre.tables import account, audit, case_file, due, master, piece, sealed_key, session, version

SEALED = (sealed_key.c.sealed, master.c.id.label("master_id"), master.c.how)  # a key, beside whose it is


def owned(all_cases: bool) -> sa.ColumnElement[bool]:
    """The cases of the person :who, or all."""
    return sa.true() if all_cases else case_file.c.owner == bindparam("who")


def next_due(today: Any) -> sa.ScalarSelect[str | None]:
    """The next day that counts for a case that is not closed."""
    days = sa.select(sa.func.min(due.c.day)).where(due.c.case_id == case_file.c.id, due.c.day >= today)
    return days.where(case_file.c.state != CLOSED).scalar_subquery()


def listing(today: Any) -> tuple[tuple[Any, ...], sa.FromClause, sa.ColumnElement[Any]]:
    """Columns and tables of a list of cases, and the column of the next day."""
    owner, editor = account.alias("owner_account"), account.alias("editor_account")
    upcoming = next_due(today).label("next_day")
    columns = (case_file, owner.c.title.label("owner_title"), editor.c.title.label("editor_title"), upcoming)
    joined = case_file.join(owner, owner.c.id == case_file.c.owner)
    return columns, joined.outerjoin(editor, editor.c.id == case_file.c.editor), upcoming


def _with_key(table: sa.FromClause) -> sa.FromClause:
    """A table with the key of :key beside it."""
    keyed = table.outerjoin(sealed_key, sealed_key.c.owner == bindparam("key"))
    return keyed.outerjoin(master, master.c.id == sealed_key.c.master)


def _this(all_cases: bool) -> sa.ColumnElement[bool]:
    return sa.and_(case_file.c.id == bindparam("case"), owned(all_cases))


@cache
def opening(all_cases: bool) -> sa.Select[Any]:
    """The :case as lists show it, its contents and key, and whether :name opened it since :since."""
    columns, joined, _ = listing(bindparam("today"))
    own = sa.and_(version.c.case_id == case_file.c.id, version.c.number == case_file.c.version)
    lately = sa.exists().where(
        audit.c.who == bindparam("name"),
        audit.c.code == case_file.c.code,
        audit.c.what == "case.open",
        audit.c.at.between(bindparam("since"), bindparam("now")),
    )
    asked = sa.select(*columns, version.c.body, *SEALED, lately.correlate(case_file).label("lately"))
    return asked.select_from(_with_key(joined.outerjoin(version, own))).where(_this(all_cases))


@cache
def holding(all_cases: bool) -> sa.Select[Any]:
    """The :case, held until the end of the change, with its key, its days and the title of who edits it."""
    day = due.c.day + ":" + sa.cast(due.c.remind, sa.String)
    noted = sa.select(sa.func.aggregate_strings(day, ",")).where(due.c.case_id == case_file.c.id)
    title = sa.select(account.c.title).where(account.c.id == case_file.c.editor)
    more = (noted.scalar_subquery().label("days"), title.scalar_subquery().label("editor_title"))
    asked = sa.select(case_file, *SEALED, *more).select_from(_with_key(case_file)).where(_this(all_cases))
    return asked.with_for_update(of=case_file)


@cache
def last_piece(all_cases: bool) -> sa.Select[Any]:
    """The newest piece of a :kind of the :case, and the key."""
    joined = case_file.join(piece, piece.c.case_id == case_file.c.id)
    asked = sa.select(piece.c.id, piece.c.head, *SEALED).select_from(_with_key(joined))
    return asked.where(_this(all_cases), piece.c.kind == bindparam("kind")).order_by(piece.c.rank.desc()).limit(1)


@cache
def key_of() -> sa.Select[Any]:
    """The key of :key."""
    return sa.select(*SEALED).select_from(sealed_key.join(master)).where(sealed_key.c.owner == bindparam("key"))


@cache
def running() -> sa.Select[Any]:
    """The session with the :hash, and whose it is."""
    joined = session.join(account, account.c.id == session.c.account_id)
    return sa.select(account, session).select_from(joined).where(session.c.hash == bindparam("hash"))
