"""Login and sessions. A session ends when left alone, after a day's work, or by word, on all devices if wished."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from aryz.centre.accounts import by_name, digest, new_recovery, person_of, plain_name, use_second
from aryz.centre.audit import Audit
from aryz.centre.clock import Clock, Moment
from aryz.centre.database import Database
from aryz.centre.errors import Unavailable, Unknown
from aryz.centre.models import Person, Session
from aryz.centre.passwords import Passwords, check_password
from aryz.centre.questions import running
from aryz.centre.tables import account, session
from aryz.centre.tries import Tries, network_of
from aryz.centre.vault import Vault

IDLE = 30 * 60  # seconds
ABSOLUTE = 12 * 3600
_TOUCH = 30  # a session seen so lately is not written again

Row = sa.Row[Any]


class Sessions:
    """Who is logged in."""

    def __init__(
        self, database: Database, vault: Vault, audit: Audit, clock: Clock, tries: Tries, passwords: Passwords
    ):
        self._database, self._vault, self._audit, self._clock = database, vault, audit, clock
        self._tries, self._passwords = tries, passwords

    def login(self, name: str, password: str, code: str, address: str = "", old: str = "") -> str:
        """A new token for the cookie. code: of the telephone, or a recovery code. old: the token that the browser had;
        it ends, so nobody can put one there beforehand. Raises Unknown, TooMany.
        """
        token, network = secrets.token_urlsafe(32), network_of(address)
        pair = self._tries.begin(plain_name(name), network)
        row = self._proven(name, password)
        with self._database.write() as connection:
            row = self._still(connection, row)
            right = row is not None and use_second(connection, self._vault, row, code, self._clock.now())
            if row is not None and right:
                self._tries.right(connection, pair)
                connection.execute(sa.delete(session).where(session.c.hash == digest(old)))
                self._begin(connection, row, token, network)
                if self._passwords.weak(row.password):
                    better = sa.update(account).where(account.c.id == row.id)
                    connection.execute(better.values(password=self._passwords.hash(password)))
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
            connection.execute(sa.delete(session).where(session.c.account_id == person.id))
            self._audit.add(connection, person.name, "session.end-all")

    def change_password(self, person: Person, old: str, new: str, address: str = "") -> None:
        """Set a new password and end all sessions, for who knows the old one. Raises Unknown, TooMany, Refused."""
        pair = self._tries.begin(person.name, network_of(address))
        if self._proven(person.name, old) is None:
            raise Unknown("The present password is not right.")
        check_password(new, person.name)
        kept = self._passwords.hash(new)
        with self._database.write() as connection:
            self._tries.right(connection, pair)
            connection.execute(sa.update(account).where(account.c.id == person.id).values(password=kept))
            connection.execute(sa.delete(session).where(session.c.account_id == person.id))
            self._audit.add(connection, person.name, "user.password")

    def new_recovery_codes(self, person: Person, password: str, address: str = "") -> list[str]:
        """Fresh recovery codes in place of the old ones, to be shown once. Raises Unknown, TooMany."""
        pair = self._tries.begin(person.name, network_of(address))
        if self._proven(person.name, password) is None:
            raise Unknown("The password is not right.")
        with self._database.write() as connection:
            self._tries.right(connection, pair)
            codes = new_recovery(connection, person.id)
            self._audit.add(connection, person.name, "user.recovery")
        return codes

    def _proven(self, name: str, password: str) -> Row | None:
        """The account whose password it is. As slow, and as silent, when there is none."""
        with self._database.read() as connection:
            row = by_name(connection, name)
        fits = self._passwords.fits(row.password if row is not None else None, password)
        return row if row is not None and fits and not row.disabled else None

    @staticmethod
    def _still(connection: sa.Connection, row: Row | None) -> Row | None:
        """The account, unless it was reset or shut while its password was looked at."""
        if row is None:
            return None
        same = sa.select(account).where(account.c.id == row.id, account.c.password == row.password)
        return connection.execute(same.where(account.c.disabled.is_(False)).with_for_update()).first()

    def _begin(self, connection: sa.Connection, row: Row, token: str, network: str) -> None:
        now = self._clock.moment()
        for old in connection.execute(sa.select(session).where(session.c.account_id == row.id)).all():
            if _over(old, now):
                connection.execute(sa.delete(session).where(session.c.hash == old.hash))
        fresh = {"began": now.wall, "seen": now.wall, "boot": now.boot, "ticks": now.ticks, "age": 0}
        connection.execute(sa.insert(session).values(hash=digest(token), account_id=row.id, network=network, **fresh))

    def _touch(self, row: Row, now: Moment, idle: int) -> None:
        """Note that the session was used. Where the database cannot take it now, the session is good still."""
        same = sa.update(session).where(session.c.hash == row.hash, session.c.age <= row.age + idle)
        seen = {"seen": now.wall, "boot": now.boot, "ticks": now.ticks, "age": row.age + idle}
        with suppress(Unavailable), self._database.write() as connection:
            connection.execute(same.values(**seen))


def _over(row: Row, now: Moment) -> bool:
    idle = now.since(Moment(row.seen, row.boot, row.ticks))
    return bool(idle > IDLE or row.age + idle > ABSOLUTE)


def _session(row: Row, form: str) -> Session:
    return Session(row.hash[:20], person_of(row), form, row.began, row.seen, row.network)
