"""Working days and the counting of terms.

The table: `{"first": year, "last": year, "off": [ISO days], "worked": [ISO days], "holidays": {year: [MM-DD]},
"rest": [ISO days], "file": path}`; `off` and `worked` are of the five-day week, `rest` is off under any schedule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.plan import days
from aryz.plan.faults import FaultError

Table = Mapping[str, Any]


def covers(table: Table, day: str) -> bool:
    """Whether the calendar knows the year of `day` (or of a month)."""
    return bool(table["first"] <= int(day[:4]) <= table["last"])


def check(table: Table, day: str) -> None:
    """Raises FaultError for a day outside the table."""
    if not covers(table, day):
        raise FaultError("calendar.outside", day=day, first=table["first"], last=table["last"], file=table["file"])


def is_working(table: Table, day: str) -> bool:
    """Whether `day` is worked in the five-day week. Raises FaultError outside the table."""
    check(table, day)
    if day in table["worked"]:
        return True
    return days.weekday(day) < 5 and day not in table["off"]


def is_holiday(table: Table, day: str) -> bool:
    """Whether `day` is itself a holiday: leave is counted without such days (Labour Code 90.1)."""
    check(table, day)
    known = [year for year in table["holidays"] if year <= day[:4]]
    return day[5:] in table["holidays"][known[-1]]


def is_working_six(table: Table, day: str) -> bool:
    """Whether `day` is worked in the six-day week: Sunday is off, a holiday on a Sunday moves to the next working day
    (Labour Code 84; Law on Holidays 5). A Sunday that an order made a working day is one in both weeks; a Saturday is
    worked anyway. Raises FaultError outside the table.
    """
    check(table, day)
    if days.weekday(day) == 6 and day in table["worked"]:
        return True
    if days.weekday(day) == 6 or is_holiday(table, day) or day in table["rest"]:
        return False
    before = days.add(day, -1)
    while covers(table, before) and is_holiday(table, before):
        if days.weekday(before) == 6:
            return False
        before = days.add(before, -1)
    return True


def on_or_before(table: Table, day: str) -> str:
    """The last working day that is not later than `day`: pay days move back (Labour Code 113.1). Raises FaultError
    outside the table, as all that follow do.
    """
    while not is_working(table, day):
        day = days.add(day, -1)
    return day


def on_or_after(table: Table, day: str) -> str:
    """The first working day that is not earlier than `day`: terms move forward (Labour Code 13.5)."""
    while not is_working(table, day):
        day = days.add(day, 1)
    return day


def working_days_after(table: Table, day: str, count: int) -> str:
    """The `count`-th working day after `day`; counting begins on the next day (Labour Code 13.3)."""
    while count > 0:
        day = days.add(day, 1)
        if is_working(table, day):
            count -= 1
    return day


def working_days_in(table: Table, first: str, last: str) -> int:
    """How many working days lie from `first` to `last`, both included."""
    count = 0
    day = first
    while day <= last:
        if is_working(table, day):
            count += 1
        day = days.add(day, 1)
    return count


def months_after(day: str, count: int) -> str:
    """The same number `count` months later, or the last day of a shorter month (Labour Code 13.4); asks no table."""
    months = int(day[:4]) * 12 + int(day[5:7]) - 1 + count
    month = f"{months // 12}-{months % 12 + 1:02d}"
    number = min(int(day[8:]), days.days_in_month(month))
    return f"{month}-{number:02d}"
