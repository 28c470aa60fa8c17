"""A parameter by date.

The table: `{"values": [[ISO day, value, verified]], "last": ISO day or "", "file": path, "id": name}`; numbers are
hundredths. A value holds from its day to the next row's; the last one to `last`, or without end when that is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.plan.faults import FaultError

Table = Mapping[str, Any]


def covers(table: Table, day: str) -> bool:
    """Whether the table knows the value of `day`."""
    return bool(table["values"][0][0] <= day and (table["last"] == "" or day <= table["last"]))


def row(table: Table, day: str) -> list[Any]:
    """The row that holds on `day`: [from, value, verified]. Raises FaultError for a day outside the table."""
    if not covers(table, day):
        raise FaultError(
            "series.outside",
            day=day,
            first=table["values"][0][0],
            last=table["last"],
            file=table["file"],
            id=table["id"],
        )
    values = table["values"]
    at = len(values) - 1  # most days asked for are of late
    while values[at][0] > day:
        at -= 1
    return list(values[at])


def value(table: Table, day: str) -> Any:
    """The value that holds on `day`."""
    return row(table, day)[1]


def changes(table: Table, first: str, last: str) -> list[str]:
    """The days after `first` up to `last` from which another row holds."""
    return [row[0] for row in table["values"] if first < row[0] <= last]
