"""Wrong tries: each account is watched for each network apart, so nobody can lock another out from elsewhere."""

from __future__ import annotations

import hashlib
import ipaddress

import sqlalchemy as sa

from aryz.centre.clock import Clock
from aryz.centre.database import Database
from aryz.centre.errors import TooMany
from aryz.centre.tables import attempt

FREE = 5  # tries before anyone has to wait
LONGEST = 900  # seconds
_FORGOTTEN = 24 * 3600


class Tries:
    """The count of wrong tries, shared by all processes."""

    def __init__(self, database: Database, clock: Clock):
        self._database, self._clock = database, clock

    def begin(self, name: str, network: str) -> str:
        """Count a try before it is looked at, so that many at once count too; raises TooMany. Gives the pair's mark."""
        pair = hashlib.sha256(f"{name}\n{network}".encode()).hexdigest()
        now = self._clock.now()
        with self._database.write() as connection:
            self._database.lock(connection, int(pair[:12], 16))
            connection.execute(sa.delete(attempt).where(attempt.c.last < now - _FORGOTTEN))
            row = connection.execute(sa.select(attempt).where(attempt.c.pair == pair)).first()
            fails = row.fails + 1 if row else 1
            # a wait longer than there can be: the clock was set back meanwhile
            if row and now < row.until <= now + LONGEST:
                raise TooMany(row.until - now)
            if row:
                again = sa.update(attempt).where(attempt.c.pair == pair)
                connection.execute(again.values(fails=fails, until=now + delay(fails), last=now))
            else:
                connection.execute(sa.insert(attempt).values(pair=pair, fails=fails, until=now, last=now))
        return pair

    def right(self, connection: sa.Connection, pair: str) -> None:
        """The try was right: the count begins anew."""
        connection.execute(sa.delete(attempt).where(attempt.c.pair == pair))


def delay(fails: int) -> int:
    """Seconds to wait after so many wrong tries: twice as long each time."""
    return 0 if fails < FREE else min(LONGEST, int(2 ** min(fails - FREE + 1, 20)))


def network_of(address: str) -> str:
    """The network an address belongs to: what one household or office has (IPv4 /24, IPv6 /56)."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    return str(ipaddress.ip_network(f"{known}/{24 if known.version == 4 else 56}", strict=False))
