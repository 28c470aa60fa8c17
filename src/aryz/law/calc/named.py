"""The calculators by name, from answers as people give them. The terminal and the site both call `run`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.law.calc import deadlines, hours, leave, penalty, wages
from aryz.plan.faults import FaultError

Tables = Mapping[str, Any]
Row = dict[str, Any]


def run(tables: Tables, name: str, asked: Mapping[str, Any]) -> Row | None:
    """The result of calculator `name`. `asked`: money in tiyn; rates, hours, days in hundredths; ISO days and months;
    what was left empty is None or missing. Raises FaultError.
    """
    rate = asked.get("rate")
    method = asked.get("method")
    divisor = asked.get("divisor")
    if name == "penalty":
        return penalty.penalty(tables, sums(asked["rows"]), asked["as_of"], rate, method, divisor)
    if name == "arrears":
        months = by_month(tables, asked["rows"], asked.get("pay_day"))
        return wages.arrears(tables, months, asked["as_of"], rate, method, divisor)
    if name == "overtime":
        return hours.extra_pay(
            tables,
            asked["month"],
            asked.get("salary"),
            asked.get("hour_rate"),
            asked.get("overtime"),
            asked.get("night"),
            asked.get("day_off"),
            asked.get("month_hours"),
            asked.get("base_paid"),
            asked.get("already_paid"),
        )
    if name == "leave":
        return leave.unused_leave(
            tables,
            asked["first"],
            asked["last"],
            asked.get("average_day"),
            asked.get("earned"),
            asked.get("worked"),
            asked.get("used"),
            asked.get("yearly"),
            asked.get("count"),
            asked.get("pay_days"),
            asked.get("week"),
        )
    if name == "final-pay":
        due = wages.final_pay_due(tables, asked["last_day"])
        listed = items(asked)
        paid = payments(asked, sum(item["amount"] for item in listed), due)
        return wages.final_pay(tables, asked["last_day"], listed, paid, asked.get("as_of"), rate, method, divisor)
    if name == "deadline":
        return deadlines.deadline(tables, asked["rule"], asked["from"])
    raise FaultError("choice.unknown", value=name, known="penalty, arrears, overtime, leave, final-pay, deadline")


def payments(row: Mapping[str, Any], amount: int, due: str) -> list[Row]:
    """What was paid of `amount`: the list under `payments`, or one payment: `paid` (empty: all of it) on `paid_on`
    (empty: in time).
    """
    if row.get("payments") is not None:
        return [{"on": each["on"] or due, "amount": each["amount"]} for each in row["payments"]]
    paid = row.get("paid")
    day = row.get("paid_on")
    if paid is None and day is None:
        return []
    return [{"on": day or due, "amount": amount if paid is None else paid}]


def sums(rows: list[Row]) -> list[Row]:
    """`{due, amount, paid, paid_on}` → what `penalty.penalty` takes."""
    return [
        {"due": row["due"], "amount": row["amount"], "payments": payments(row, row["amount"], row["due"])}
        for row in rows
    ]


def by_month(tables: Tables, rows: list[Row], pay_day: int | None) -> list[Row]:
    """`{month, agreed, paid, paid_on}` → what `wages.arrears` takes: each month due on its lawful day (113.1)."""
    made: list[Row] = []
    for row in rows:
        due = wages.pay_due(tables, row["month"], pay_day)
        paid = payments(row, row["agreed"], due)
        made.append({"month": row["month"], "agreed": row["agreed"], "due": due, "payments": paid})
    return made


def items(asked: Mapping[str, Any]) -> list[Row]:
    """`{wages, leave, job_loss, other}` → the items of `wages.final_pay`. Raises FaultError when there is none."""
    kinds = ["wages", "leave", "job_loss", "other"]
    found = [{"what": kind, "amount": asked.get(kind)} for kind in kinds if (asked.get(kind) or 0) > 0]
    if len(found) == 0:
        raise FaultError("final.nothing")
    return found
