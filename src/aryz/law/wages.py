"""Run time: wages, arrears and the penalty for late pay (Labour Code 113). Pure; sums are whole tiyn.

Tables: `base_rate` `{"values": [[ISO day, hundredths of a percent, verified]], "last": ISO day}`; `wage_penalty`
`{"from": ISO day, "multiplier": hundredths, "divisor": days}`; `calendar` as in the module of that name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.law import calendar
from aryz.plan import days
from aryz.plan.faults import FaultError

Tables = Mapping[str, Any]
Row = dict[str, Any]


def has_base_rate(tables: Tables, day: str) -> bool:
    """Whether the table knows the base rate of `day`."""
    table = tables["base_rate"]
    return bool(table["values"][0][0] <= day <= table["last"])


def rate_of(tables: Tables, day: str) -> tuple[int, bool]:
    """The base rate on `day` in hundredths of a percent, and whether it is verified.

    Raises FaultError `base_rate.outside` for a day the table does not cover.
    """
    if not has_base_rate(tables, day):
        table = tables["base_rate"]
        raise FaultError("base_rate.outside", day=day, first=table["values"][0][0], last=table["last"])
    found = [row for row in tables["base_rate"]["values"] if row[0] <= day][-1]
    return found[1], found[2]


def base_rate(tables: Tables, day: str) -> int:
    """The base rate on `day`, hundredths of a percent a year."""
    return rate_of(tables, day)[0]


def pay_due(tables: Tables, month: str, pay_day: int | None = None) -> str:
    """The last lawful day to pay for `month`: the day agreed, at the latest the 10th of the next month, and the
    working day before it when it is a day off (Labour Code 113.1).
    """
    day = f"{days.next_month(month)}-{min(pay_day or 10, 10):02d}"
    return calendar.on_or_before(tables["calendar"], day)


def final_pay_due(tables: Tables, last_day: str) -> str:
    """The last day to pay all that is due when work ended on `last_day`: the third working day after (113.4)."""
    return calendar.working_days_after(tables["calendar"], last_day, 3)


def penalty(tables: Tables, amount: int, due: str, paid: str, rate: int) -> tuple[int, int]:
    """The penalty on `amount` tiyn for the days after `due` up to and including `paid`: (tiyn, days of delay).

    amount × rate × multiplier × days ÷ divisor, rounded half up to a whole tiyn; `rate` in hundredths of a percent.
    """
    rules = tables["wage_penalty"]
    if due < rules["from"]:
        raise FaultError("wage_penalty.before", day=due, first=rules["from"])
    late = max(0, days.between(due, paid))
    over = 10_000 * 100 * rules["divisor"]
    return (2 * amount * rate * rules["multiplier"] * late + over) // (2 * over), late


def wage_arrears(
    tables: Tables, items: list[Row] | None, as_of: str | None, rate: int | None = None, pay_day: int | None = None
) -> Row | None:
    """Arrears and penalty by month.

    items: `{month, due, agreed, paid, paid_on}`; `due` empty = the lawful day for the month; `paid` is what came in
    time; `paid_on` is the day the rest was paid, empty while it is owed. as_of: the day of calculation. rate: the base
    rate of the day of calculation, for days past the table's end. One rate applies to a debt: that of the day it was
    paid, or of the day of calculation (113.3).
    """
    if items is None or as_of is None:
        return None
    rows = [_row(tables, item, as_of, rate, pay_day) for item in items]
    debt = sum(row["open"] for row in rows)
    total_penalty = sum(row["penalty"] for row in rows)
    months = sorted(row["month"] for row in rows)
    return {
        "rows": rows,
        "agreed": sum(row["agreed"] for row in rows),
        "paid": sum(row["paid"] for row in rows),
        "debt": debt,
        "penalty": total_penalty,
        "total": debt + total_penalty,
        "first_month": months[0] if months else None,
        "last_month": months[-1] if months else None,
        "unverified": any(not row["verified"] for row in rows),
        "late_from": min((row["deadline"] for row in rows if row["open"]), default=None),
    }


def _row(tables: Tables, item: Row, as_of: str, by_hand: int | None, pay_day: int | None) -> Row:
    due = item.get("due") or pay_due(tables, item["month"], pay_day)
    end = item.get("paid_on") or as_of
    short = max(0, item["agreed"] - (item.get("paid") or 0))
    if has_base_rate(tables, end) or by_hand is None:
        rate, verified = rate_of(tables, end)
    else:
        rate, verified = by_hand, end == as_of
    amount, late = penalty(tables, short, due, end, rate)
    return {
        "month": item["month"],
        "due": due,
        "agreed": item["agreed"],
        "paid": item.get("paid") or 0,
        "short": short,
        "open": 0 if item.get("paid_on") else short,
        "paid_on": item.get("paid_on"),
        "first_day": days.add(due, 1) if late else None,
        "last_day": end if late else None,
        "days": late,
        "rate": rate,
        "penalty": amount,
        "verified": verified,
        "deadline": calendar.months_after(due, 12),
    }
