"""Time that a clock set back or forward does not spoil.

Days and lists use the wall clock. How long something lasted is measured by the time since the computer was started,
which all processes of the computer share; only between computers, and across a restart, the wall clock serves, and it
never counts backward.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Moment:
    """A point in time by the wall clock, and by the time since start `boot`."""

    wall: int
    boot: str
    ticks: int

    def since(self, earlier: Moment) -> int:
        """Seconds from `earlier` until this moment."""
        if self.boot == earlier.boot:
            return max(0, self.ticks - earlier.ticks)
        return max(0, self.wall - earlier.wall)


class Clock:
    """The computer's clocks. Tests put their own in its place."""

    def moment(self) -> Moment:
        return Moment(int(time.time()), _BOOT, int(_ticks()))

    def now(self) -> int:
        return self.moment().wall

    def today(self) -> str:
        """The day here, ISO."""
        return datetime.fromtimestamp(self.now()).astimezone().date().isoformat()


def written(at: int) -> str:
    """A time as logs and exports write it: UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:  # not Linux: what this process measures, only it knows
        return str(uuid.uuid4())


def _ticks() -> float:
    known = getattr(time, "CLOCK_BOOTTIME", None)  # goes on while the computer sleeps
    return time.monotonic() if known is None else time.clock_gettime(known)


_BOOT = _boot()
