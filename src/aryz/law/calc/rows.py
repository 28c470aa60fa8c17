"""Rows as people type them, made into what the calculators take. The terminal and the site share it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.law.calc import wages
from aryz.plan.faults import FaultError

Tables = Mapping[str, Any]
Row = dict[str, Any]


def payments(row: Mapping[str, Any], amount: int, due: str) -> list[Row]:
    """The one payment of a row: `paid` tiyn (empty: all of it) on `paid_on` (empty: in time)."""
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


def months(tables: Tables, rows: list[Row], pay_day: int | None) -> list[Row]:
    """`{month, agreed, due, paid, paid_on}` → what `wages.arrears` takes."""
    made: list[Row] = []
    for row in rows:
        due = row.get("due") or wages.pay_due(tables, row["month"], pay_day)
        paid = payments(row, row["agreed"], due)
        made.append({"month": row["month"], "agreed": row["agreed"], "due": due, "payments": paid})
    return made


def items(sums_by_kind: Mapping[str, Any]) -> list[Row]:
    """`{wages, leave, job_loss, other}` → the items of `wages.final_pay`."""
    kinds = ["wages", "leave", "job_loss", "other"]
    found = [{"what": kind, "amount": sums_by_kind.get(kind)} for kind in kinds if (sums_by_kind.get(kind) or 0) > 0]
    if len(found) == 0:
        raise FaultError("final.nothing")
    return found
