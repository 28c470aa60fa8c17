"""Login and sessions. A session ends when left alone, after a day's work, or by word, on all devices if wished."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from aryz.centre import notices
from aryz.centre.accounts import (
    SPARE,
    by_name,
    digest,
    pepper,
    person_of,
    plain_name,
    spare_left,
    use_second,
)
from aryz.centre.audit import Audit
from aryz.centre.clock import Clock, Moment
from aryz.centre.database import Database
from aryz.centre.errors import NotFound, Unavailable, Unknown
from aryz.centre.models import Person, Session
from aryz.centre.notices import Notices
from aryz.centre.passwords import Passwords
from aryz.centre.questions import running
from aryz.centre.tables import account, session
from aryz.centre.tries import Tries, network_of
from aryz.centre.vault import Vault

IDLE = 30 * 60  # seconds
ABSOLUTE = 12 * 3600
_TOUCH = 60  # a session seen so lately is not written again

Row = sa.Row[Any]


class Sessions:
    """Who is logged in."""

    def __init__(
        self, database: Database, vault: Vault, audit: Audit, clock: Clock, tries: Tries, passwords: Passwords
    ):
        self._database, self._vault, self._audit, self._clock = database, vault, audit, clock
        self._tries, self._passwords, self._notices = tries, passwords, Notices(database, clock)

    def login(self, name: str, password: str, code: str, address: str = "", old: str = "", browser: str = "") -> str:
        """A new token for the cookie. code: of the telephone, or a recovery code. old: the token that the browser had;
        it ends, so nobody can put one there beforehand. browser: which kind it says it is. Raises Unknown, TooMany.
        """
        token, network = secrets.token_urlsafe(32), network_of(address)
        pair = self._tries.begin(plain_name(name), network)
        row = self._proven(name, password)
        with self._database.write() as connection:
            row = self._still(connection, row)
            right = use_second(connection, self._vault, row, code, self._clock.now()) if row is not None else ""
            if row is not None and right:
                self._tries.right(connection, pair)
                connection.execute(sa.delete(session).where(session.c.hash == digest(old)))
                self._begin(connection, row, token, network)
                self._used(connection, row, right)
                self._notices.seen(connection, row.id, browser, network)
                if self._passwords.weak(row.password):
                    better, salt = sa.update(account), pepper(connection, self._vault, row.id)
                    kept = self._passwords.hash(password, salt)
                    connection.execute(better.where(account.c.id == row.id).values(password=kept))
            known = by_name(connection, name)
            who = known.name if known is not None else "somebody"  # what was typed as a name may be a password
            self._audit.add(connection, who, f"login {network}" if right else f"login.wrong {network}")
        if not right:
            raise Unknown("The name, the password or the code is not right.")
        return token

    def session(self, token: str) -> Session | None:
        """The running session of a token, or None; being asked for keeps it from ending."""
        if not token:
            return None
        with self._database.read() as connection:
            row = connection.execute(running(), {"hash": digest(token)}).first()
        if row is None:
            return None
        now = self._clock.moment()
        idle = now.since(Moment(row.seen, row.boot, row.ticks))
        if row.disabled or idle > IDLE or row.age + idle > ABSOLUTE:
            with suppress(Unavailable):
                self.logout(token)
            return None
        if idle >= _TOUCH:
            self._touch(row, now, idle)
        return _session(row, hashlib.sha256(f"form {token}".encode()).hexdigest())

    def logout(self, token: str) -> None:
        with self._database.write() as connection:
            connection.execute(sa.delete(session).where(session.c.hash == digest(token)))

    def sessions(self, person: Person) -> list[Session]:
        """The running sessions of a person, the last used first."""
        now = self._clock.moment()
        found = sa.select(account, session).join(session, session.c.account_id == account.c.id)
        with self._database.read() as connection:
            rows = connection.execute(found.where(account.c.id == person.id).order_by(session.c.seen.desc())).all()
        return [_session(row, "") for row in rows if not _over(row, now)]

    def end(self, person: Person, session_id: str) -> None:
        """End one of the person's own sessions."""
        with self._database.write() as connection:
            own = sa.delete(session).where(session.c.account_id == person.id)
            connection.execute(own.where(session.c.hash.startswith(session_id, autoescape=True)))
            self._audit.add(connection, person.name, "session.end")

    def end_all(self, person: Person) -> None:
        """End all sessions of a person, this one too."""
        with self._database.write() as connection:
            self._end_all(connection, person.id)
            self._audit.add(connection, person.name, "session.end-all")

    @staticmethod
    def _end_all(connection: sa.Connection, account_id: str, but: str = "") -> None:
        """End all sessions of an account. but: the id of one that goes on."""
        theirs = sa.delete(session).where(session.c.account_id == account_id)
        connection.execute(theirs.where(session.c.hash.not_like(f"{but}%")) if but else theirs)

    def _proven(self, name: str, password: str) -> Row | None:
        """The account whose password it is. As slow, and as silent, when there is none."""
        with self._database.read() as connection:
            row = by_name(connection, name)
            try:
                salt = pepper(connection, self._vault, row.id if row is not None else "")
            except NotFound:  # asked for in vain, so that nobody's account takes as long
                salt = os.urandom(32)
        fits = self._passwords.fits(row.password if row is not None else None, password, salt)
        return row if row is not None and fits and not row.disabled else None

    @staticmethod
    def _still(connection: sa.Connection, row: Row | None) -> Row | None:
        """The account, unless it was reset or shut while its password was looked at."""
        if row is None:
            return None
        same = sa.select(account).where(account.c.id == row.id, account.c.password == row.password)
        return connection.execute(same.where(account.c.disabled.is_(False)).with_for_update()).first()

    def _used(self, connection: sa.Connection, row: Row, which: str) -> None:
        """A recovery code is gone: its owner is told, and how many are left."""
        if which == SPARE:
            self._notices.tell(connection, row.id, notices.SPARE_USED, str(spare_left(connection, row.id)))

    def _begin(self, connection: sa.Connection, row: Row, token: str, network: str) -> None:
        now = self._clock.moment()
        for old in connection.execute(sa.select(session).where(session.c.account_id == row.id)).all():
            if _over(old, now):
                connection.execute(sa.delete(session).where(session.c.hash == old.hash))
        fresh = {"began": now.wall, "seen": now.wall, "boot": now.boot, "ticks": now.ticks, "age": 0}
        connection.execute(sa.insert(session).values(hash=digest(token), account_id=row.id, network=network, **fresh))

    def _touch(self, row: Row, now: Moment, idle: int) -> None:
        """Note that the session was used. Where the database cannot take it now, the session is good still; were the
        note lost, the session would end a minute too early.
        """
        same = sa.update(session).where(session.c.hash == row.hash, session.c.age <= row.age + idle)
        seen = {"seen": now.wall, "boot": now.boot, "ticks": now.ticks, "age": row.age + idle}
        with suppress(Unavailable), self._database.write(settled=False) as connection:
            connection.execute(same.values(**seen))


def _over(row: Row, now: Moment) -> bool:
    idle = now.since(Moment(row.seen, row.boot, row.ticks))
    return bool(idle > IDLE or row.age + idle > ABSOLUTE)


def _session(row: Row, form: str) -> Session:
    return Session(row.hash[:20], person_of(row), form, row.began, row.seen, row.network)
