"""What happened to an account is told to its person at the next login, and stays until they say that they read it.

There is no address to write to, so this takes the place of an e-mail. Nothing in it is more than the log says.
"""

from __future__ import annotations

import hashlib
import ipaddress
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aryz.centre.clock import Clock
from aryz.centre.database import Database
from aryz.centre.models import Notice, Person
from aryz.centre.tables import browser, notice

RESET, PASSWORD, RECOVERY, SPARE_USED = "reset", "password", "recovery", "spare"
TELEPHONE, BROWSER, FEED, VOUCHED = "telephone", "browser", "feed", "vouched"
KINDS = (RESET, PASSWORD, RECOVERY, SPARE_USED, TELEPHONE, BROWSER, FEED, VOUCHED)
MOST = 50  # notices on one page
_FORGOTTEN = 90 * 24 * 3600  # seconds after which a browser is a new one again


class Notices:
    """The notices of all accounts."""

    def __init__(self, database: Database, clock: Clock):
        self._database, self._clock = database, clock

    def tell(self, connection: Connection, account_id: str, kind: str, about: str = "") -> None:
        """Write a notice as part of the change that it tells of."""
        row = {"id": uuid.uuid4().hex, "account_id": account_id, "at": self._clock.now(), "kind": kind}
        connection.execute(sa.insert(notice).values(**row, about=about[:120]))

    def unread(self, person: Person) -> list[Notice]:
        """The oldest first."""
        wanted = sa.select(notice).where(notice.c.account_id == person.id).order_by(notice.c.at, notice.c.id)
        with self._database.read() as connection:
            return [Notice(row.id, row.at, row.kind, row.about) for row in connection.execute(wanted.limit(MOST))]

    def read(self, person: Person, ids: Sequence[str]) -> None:
        """The person read these; others that came meanwhile stay."""
        with self._database.write() as connection:
            own = sa.delete(notice).where(notice.c.account_id == person.id)
            connection.execute(own.where(notice.c.id.in_(ids[:MOST])))

    def seen(self, connection: Connection, account_id: str, kind: str, network: str) -> None:
        """A login from a kind of browser and a network; told if neither the like was used before. The very first one
        is nothing new.
        """
        now, mark = self._clock.now(), _mark(account_id, kind, network)
        ours = browser.c.account_id == account_id
        before = {row.mark: row.seen for row in connection.execute(sa.select(browser).where(ours))}
        fresh = {one for one, at in before.items() if at > now - _FORGOTTEN}
        if mark in before:
            connection.execute(sa.update(browser).where(ours, browser.c.mark == mark).values(seen=now))
        else:
            connection.execute(sa.insert(browser).values(account_id=account_id, mark=mark, seen=now))
        if before and mark not in fresh:
            self.tell(connection, account_id, BROWSER, ", ".join(filter(None, (kind, network))))
        connection.execute(sa.delete(browser).where(ours, browser.c.seen <= now - _FORGOTTEN))


def _mark(account_id: str, kind: str, network: str) -> str:
    """Networks are taken wider than for wrong tries: a telephone on the road changes the narrow one every day."""
    try:
        narrow = ipaddress.ip_network(network)
        network = str(narrow.supernet(new_prefix=16 if narrow.version == 4 else 32))
    except ValueError:
        pass
    return hashlib.sha256(f"{account_id}\n{kind}\n{network}".encode()).hexdigest()
