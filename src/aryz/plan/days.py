"""Days as ISO strings (`2026-11-24`) and the arithmetic on them. Months are `2026-11`."""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from datetime import date
else:
    try:
        from _datetime import date  # the half in C: `datetime` of Python 3.11 reads its twin in Python first
    except ImportError:
        from datetime import date


EARLIEST, LATEST = "1900-01-01", "2199-12-31"  # what people may write: a day outside is a slip of the finger
_KEPT = 4_000  # a calculation asks for the same few days over and over


def is_day(text: str) -> bool:
    """Whether `text` is a real day written YYYY-MM-DD."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_month(text: str) -> bool:
    """Whether `text` is a month written YYYY-MM."""
    return len(text) == 7 and is_day(text + "-01")


@lru_cache(_KEPT)
def number(day: str) -> int:
    """The day's number, counted from 0001-01-01 = 1."""
    return date.fromisoformat(day).toordinal()


def from_number(count: int) -> str:
    """The ISO day of a number."""
    return date.fromordinal(count).isoformat()


@lru_cache(_KEPT)
def add(day: str, days: int) -> str:
    """The day `days` later (earlier when negative)."""
    return from_number(number(day) + days)


def between(first: str, last: str) -> int:
    """Days from `first` to `last`: 0 for the same day, negative when `last` is earlier."""
    return number(last) - number(first)


@lru_cache(_KEPT)
def weekday(day: str) -> int:
    """0 = Monday … 6 = Sunday."""
    return date.fromisoformat(day).weekday()


@lru_cache(_KEPT)
def next_month(month: str) -> str:
    """The month after: 2026-12 → 2027-01."""
    year, count = int(month[:4]), int(month[5:])
    return f"{year + 1}-01" if count == 12 else f"{year}-{count + 1:02d}"


@lru_cache(_KEPT)
def days_in_month(month: str) -> int:
    """How many days `month` has."""
    return between(month + "-01", next_month(month) + "-01")
