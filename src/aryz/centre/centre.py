"""A centre put together from its settings."""

from __future__ import annotations

from dataclasses import dataclass

from aryz.centre.audit import Audit
from aryz.centre.care import Care
from aryz.centre.cases import Cases
from aryz.centre.clock import Clock
from aryz.centre.counts import CountedCases
from aryz.centre.database import Database
from aryz.centre.desk import Desk
from aryz.centre.feed import Feed
from aryz.centre.keys import Keys, keys_of
from aryz.centre.missed import MissedWords
from aryz.centre.notices import Notices
from aryz.centre.papers import Papers
from aryz.centre.passwords import Passwords
from aryz.centre.people import People
from aryz.centre.scanning import Scan, nothing, scanner
from aryz.centre.settings import Settings
from aryz.centre.unusual import Watch
from aryz.centre.vault import Vault


@dataclass(frozen=True)
class Centre:
    """All that the pages and the command line use. Safe for threads; processes open their own."""

    database: Database
    vault: Vault
    audit: Audit
    people: People
    notices: Notices
    cases: Cases
    papers: Papers
    care: Care
    feed: Feed
    counts: CountedCases
    missed: MissedWords
    watch: Watch

    def close(self) -> None:
        self.database.close()


def open_centre(settings: Settings | None = None) -> Centre:
    """The centre of the environment's settings; raises Unavailable for a database that is not ready, NoKey."""
    given = settings or Settings.of()
    database = Database(given.url)
    database.check()
    centre = put_together(database, keys_of(given), scan=scanner(given.clamd))
    centre.vault.ready()
    return centre


def put_together(
    database: Database,
    keys: Keys,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
    scan: Scan = nothing,
) -> Centre:
    """The same from its parts, which tests replace."""
    clock = clock or Clock()
    vault, audit = Vault(database, keys, clock), Audit(database, clock)
    desk = Desk(database, vault, audit, clock)
    return Centre(
        database,
        vault,
        audit,
        People(database, vault, audit, clock, passwords),
        Notices(database, clock),
        Cases(desk),
        Papers(desk, scan),
        Care(desk),
        Feed(desk),
        CountedCases(desk),
        MissedWords(desk),
        Watch(database, clock),
    )
