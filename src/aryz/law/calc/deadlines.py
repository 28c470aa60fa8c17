"""Terms: the first and the last day of each, and why (Labour Code 13; Civil Procedure Code 122, 123; АППК 76).

A term begins on the day after the event. Months and years end on the same number, or on the last day of a shorter
month. A last day that is not worked moves to the next working day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.law.calc import calendar
from aryz.law.calc.wages import plain
from aryz.plan import days
from aryz.plan.faults import FaultError

Tables = Mapping[str, Any]
Row = dict[str, Any]


def deadline(tables: Tables, rule: str | None, event: str | None) -> Row | None:
    """The last day of the term `rule` that an event of the day `event` sets going: `{total, first, steps, …}`.

    `total` is the last day, included. Raises FaultError for an unknown rule, an event before the rule held, and a day
    outside the calendar, but for terms of years.
    """
    if rule is None or event is None:
        return None
    rules = tables["terms"]["rules"]
    if rule not in rules:
        raise FaultError("deadline.rule", value=rule, known=", ".join(sorted(rules)))
    chosen = rules[rule]
    held = [row for row in chosen["values"] if row[0] <= event]
    if len(held) == 0:
        raise FaultError("deadline.before", day=event, first=chosen["values"][0][0], file=tables["terms"]["file"])
    count, unit, verified = held[-1][1], held[-1][2], held[-1][3]
    counting = tables["terms"]["counting"][chosen["counting"]]
    table = tables["calendar"]
    first = days.add(event, 1)
    steps = [{**plain("term_starts", None, f"{event} + 1", [counting["start"]]), "from": first, "to": first}]
    end = _end(table, event, count, unit)
    cites = [*chosen["cites"]]
    if unit in ["months", "years"]:
        cites.append(counting["months"])
    step = {**plain("term_" + unit, None, str(count), cites), "from": first, "to": end}
    steps.append({**step, "days": count if unit in ["working_days", "calendar_days"] else None, "verified": verified})
    known = unit != "years" or calendar.covers(table, end)
    last = calendar.on_or_after(table, end) if known else end
    if last != end:
        moved = {**plain("term_moved", None, f"{end} → {last}", [counting["moved"]]), "from": end, "to": last}
        steps.append(moved)
    notes = [chosen["note"]] if chosen["note"] != "" else []
    if not known:
        notes.append("not_moved")
    return {"total": last, "first": first, "steps": steps, "unverified": not verified, "notes": notes}


def _end(table: calendar.Table, event: str, count: int, unit: str) -> str:
    if unit == "working_days":
        return calendar.working_days_after(table, event, count)
    if unit == "calendar_days":
        return days.add(event, count)
    return calendar.months_after(event, count if unit == "months" else 12 * count)
