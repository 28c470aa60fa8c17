"""What is done more often within an hour than is usual, read from the log: counts only, no cases.

How much is usual is data of the project (`kb/unusual.yml`); nobody is shut out by it, an administrator looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from aryz.centre.clock import Clock
from aryz.centre.database import Database
from aryz.centre.tables import audit

HOUR = 3600
LOOKED_AT = 7 * 24  # hours
MOST = 50


@dataclass(frozen=True)
class Rule:
    """what: the entries of the log that are counted; more than so many of one person (or network) in an hour show."""

    what: str
    more_than: int
    by_network: bool = False


@dataclass(frozen=True)
class Unusual:
    """who: a person's name for login, or a network. hour: when it began."""

    what: str
    who: str
    count: int
    hour: int


class Watch:
    """Looks at the log of one database."""

    def __init__(self, database: Database, clock: Clock):
        self._database, self._clock = database, clock

    def unusual(self, rules: Sequence[Rule]) -> list[Unusual]:
        """What was unusual in the last seven days, the latest first."""
        found: list[Unusual] = []
        with self._database.read() as connection:
            for rule in rules:
                found += [
                    Unusual(rule.what, str(row.who).removeprefix(f"{rule.what} "), row.many, row.hour * HOUR)
                    for row in connection.execute(self._counted(rule))
                ]
        return sorted(found, key=lambda one: (-one.hour, -one.count, one.who))[:MOST]

    def _counted(self, rule: Rule) -> sa.Select[tuple[str, int, int]]:
        # entries of one network have the same words; those of a person may name more behind the verb
        who = (audit.c.what if rule.by_network else audit.c.who).label("who")
        hour, many = (audit.c.at // HOUR).label("hour"), sa.func.count().label("many")
        verb = sa.or_(audit.c.what == rule.what, audit.c.what.startswith(f"{rule.what} ", autoescape=True))
        lately = audit.c.at > self._clock.now() - LOOKED_AT * HOUR
        rows = sa.select(who, hour, many).where(lately, verb).group_by(who, hour)
        return rows.having(many > rule.more_than).order_by(hour.desc()).limit(MOST)
