"""Pay for overtime, night hours, holidays and days off (Labour Code 106, 108, 109, 110).

The hourly rate is the monthly pay by the month's norm of hours (106.2): working days × hours of a working day, or the
norm that the employer's own schedule sets. Kinds add up: a night hour on a holiday is paid by both rules (110).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.law.calc import calendar, exact, series
from aryz.law.calc.wages import plain
from aryz.plan import days
from aryz.plan.faults import FaultError

Tables = Mapping[str, Any]
Row = dict[str, Any]


def month_norm(tables: Tables, month: str) -> Row:
    """The norm of hours of a month of the five-day week: `{"days", "hours" (hundredths)}` (Labour Code 68.1). Raises
    FaultError outside the calendar.
    """
    last = f"{month}-{days.days_in_month(month):02d}"
    count = calendar.working_days_in(tables["calendar"], month + "-01", last)
    return {"days": count, "hours": count * series.value(tables["working_day"], month + "-01")}


def extra_pay(
    tables: Tables,
    month: str | None,
    salary: int | None = None,
    hour_rate: int | None = None,
    overtime: int | None = None,
    night: int | None = None,
    day_off: int | None = None,
    month_hours: int | None = None,
    base_paid: list[str] | None = None,
    paid: int | None = None,
) -> Row | None:
    """What is due for extra hours of a month: `{total, steps, unverified, notes}`.

    salary: tiyn a month; or hour_rate: tiyn an hour. overtime, night, day_off, month_hours: hundredths of hours.
    base_paid: kinds whose hours were already paid once at the plain rate (as piece work is: 108), so that only what is
    above it is due. paid: tiyn already paid for these hours. Raises FaultError when neither salary nor hour_rate is
    known.
    """
    if month is None:
        return None
    steps: list[Row] = []
    pay = hour_rate
    per = 100
    if pay is None:
        if salary is None:
            raise FaultError("hours.no_pay")
        pay = salary
        per = month_hours or 0
        if per == 0:
            norm = month_norm(tables, month)
            per = norm["hours"]
            hours_a_day = exact.decimal(series.value(tables["working_day"], month + "-01"))
            made = plain("norm", None, f"{norm['days']} × {hours_a_day} = {exact.decimal(per)}", ["tk:68.1"])
            steps.append({**made, "days": norm["days"]})
        rate = exact.proportion([salary, 100], [per])
        steps.append(plain("hour_rate", rate, f"{exact.money(salary)} / {exact.decimal(per)}", ["tk:103.1"]))
    asked = {"overtime": overtime or 0, "night": night or 0, "day_off": day_off or 0}
    cites = {"overtime": "tk:108", "night": "tk:110", "day_off": "tk:109"}
    notes: list[str] = []
    for kind in ["overtime", "day_off", "night"]:
        if asked[kind] > 0:
            row = series.row(tables[kind + "_multiplier"], month + "-01")
            times = row[1] - 100 if kind in (base_paid or []) else row[1]
            amount = exact.proportion([pay, asked[kind], times], [per, 100])
            formula = f"{exact.money(pay)} × {exact.decimal(asked[kind])} × {exact.decimal(times)}"
            if per != 100:
                formula = (
                    f"{exact.money(pay)} / {exact.decimal(per)} × {exact.decimal(asked[kind])} × {exact.decimal(times)}"
                )
            steps.append({**plain(kind, amount, formula, [cites[kind]]), "verified": row[2]})
    if asked["overtime"] > series.value(tables["overtime_limit"], month + "-01"):
        notes.append("overtime_limit")
    if (paid or 0) > 0:
        steps.append(plain("paid", -(paid or 0), f"- {exact.money(paid or 0)}", []))
    total = sum(step["amount"] for step in steps if step["what"] not in ["norm", "hour_rate"])
    return {
        "total": max(0, total),
        "steps": steps,
        "unverified": any(not step["verified"] for step in steps),
        "notes": notes,
    }
