"""The days that count, of all cases of a person, as a calendar for telephones: code names only."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from aryz.centre.accounts import digest, person_of
from aryz.centre.desk import Desk, mine
from aryz.centre.errors import NotFound
from aryz.centre.models import CLOSED, Person
from aryz.centre.notices import FEED, Notices
from aryz.centre.tables import account, case_file, due


class Feed:
    """A calendar at a secret address. Who has the address sees code names and days, nothing else."""

    def __init__(self, desk: Desk):
        self._desk = desk

    def renew(self, who: Person) -> str:
        """A new secret for the address, shown once; the one before ends."""
        mine(who)
        token = secrets.token_urlsafe(24)
        self._set(who, digest(token), "feed.renew")
        return token

    def stop(self, who: Person) -> None:
        self._set(who, None, "feed.stop")

    def calendar(self, token: str) -> bytes:
        """The calendar as .ics; raises NotFound for a secret that is no more."""
        from aryz.interviews.engine import Deadline
        from aryz.package.calendar import as_calendar

        today = self._desk.clock.today()
        with self._desk.database.read() as connection:
            row = connection.execute(sa.select(account).where(account.c.feed == digest(token))).first()
            if row is None or row.disabled or not person_of(row).reads_cases:
                raise NotFound("This calendar is no more.")
            wanted = sa.select(case_file.c.id, case_file.c.code, due.c.day, due.c.remind).join(due)
            wanted = wanted.where(mine(person_of(row)), case_file.c.state != CLOSED, due.c.day >= today)
            days = connection.execute(wanted.order_by(due.c.day, case_file.c.code)).all()
        return as_calendar("centre", [Deadline(d.id, d.day, d.code, [], [], d.remind) for d in days], today, whole=True)

    def _set(self, who: Person, kept: str | None, what: str) -> None:
        with self._desk.database.write() as connection:
            connection.execute(sa.update(account).where(account.c.id == who.id).values(feed=kept))
            if kept is not None:
                Notices(self._desk.database, self._desk.clock).tell(connection, who.id, FEED)
            self._desk.audit.add(connection, who.name, what)
