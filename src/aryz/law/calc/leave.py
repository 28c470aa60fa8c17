"""Pay for unused leave on leaving (Labour Code 88, 92.2, 96.2, 114).

Days: for each full working year (twelve months from the first day of work, 92.2) the yearly days; for the last, started
one a share. The law does not say how the share is counted: `count` «months» takes a twelfth for each full month and
the days of the started month by that month's length, as practice does; «days» takes the days worked of that year.
Pay: average daily pay is earnings by days worked (114.1). `pay_days` «working»: it is multiplied by the working days
that fall within the unused calendar days, laid from the day after the end of work, holidays not counted (90.1), by
the worker's own week of five or six days (rules of average pay, 7);
«calendar»: by all unused days, for an average that was itself counted by calendar days.
Days are hundredths, rounded half up; sums whole tiyn, rounded half up once.
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

MOST_WEEKDAYS = 26_200  # hundredths: twelve months have no more days from Monday to Friday


def earned_days(first: str, last: str, yearly: int, count: str) -> Row:
    """Hundredths of calendar days of leave for work from `first` to `last`, both included: `{"days", "formula"}`.

    yearly: hundredths of days a working year (88, 92.2); count: «months» or «days».
    """
    after = days.add(last, 1)
    years = 0
    while calendar.months_after(first, 12 * (years + 1)) <= after:
        years += 1
    start = calendar.months_after(first, 12 * years)
    if count == "days":
        worked = days.between(start, after)
        length = days.between(start, calendar.months_after(first, 12 * (years + 1)))
        share = exact.proportion([yearly, worked], [length])
        return {"days": yearly * years + share, "formula": f"{exact.decimal(yearly)} × ({years} + {worked}/{length})"}
    months = 0
    while calendar.months_after(first, 12 * years + months + 1) <= after:
        months += 1
    start = calendar.months_after(first, 12 * years + months)
    worked = days.between(start, after)
    length = days.between(start, calendar.months_after(first, 12 * years + months + 1))
    share = exact.proportion([yearly, months * length + worked], [12, length])
    all_months = 12 * years + months
    formula = f"{exact.decimal(yearly)} / 12 × ({all_months} + {worked}/{length})"
    return {"days": yearly * years + share, "formula": formula}


def paid_days(tables: Tables, last: str, unused: int, six: bool = False) -> int:
    """Hundredths of working days within `unused` hundredths of leave days laid from the day after `last`; six: by the
    six-day week.
    """
    table = tables["calendar"]
    day = days.add(last, 1)
    rest = unused
    found = 0
    while rest > 0:
        if not calendar.is_holiday(table, day):
            taken = min(100, rest)
            rest -= taken
            if calendar.is_working_six(table, day) if six else calendar.is_working(table, day):
                found += taken
        day = days.add(day, 1)
    return found


def unused_leave(
    tables: Tables,
    first: str | None,
    last: str | None,
    average_day: int | None = None,
    earned: int | None = None,
    worked: int | None = None,
    used: int | None = None,
    yearly: int | None = None,
    count: str | None = None,
    pay_days: str | None = None,
    week: str | None = None,
) -> Row | None:
    """Pay for unused leave: `{total, days (hundredths), steps, unverified, notes}`.

    first, last: first and last day of work. average_day: tiyn; or earned (tiyn over the twelve months before) and
    worked (days worked then, hundredths). used, yearly: hundredths of calendar days. week: «five» or «six» days. Raises
    FaultError for unknown choices and when the average cannot be found.
    """
    if first is None or last is None:
        return None
    counted = count or "months"
    laid = pay_days or "working"
    if counted not in ["months", "days"]:
        raise FaultError("choice.unknown", value=counted, known="months, days")
    if laid not in ["working", "calendar"]:
        raise FaultError("choice.unknown", value=laid, known="working, calendar")
    if week not in [None, "five", "six"]:
        raise FaultError("choice.unknown", value=week, known="five, six")
    if last < first:
        raise FaultError("leave.order", first=first, last=last)
    least = series.row(tables["leave_days"], first)
    each_year = max(yearly or 0, least[1])
    due = earned_days(first, last, each_year, counted)
    steps = [{**plain("leave_days", None, f"{due['formula']} = {exact.decimal(due['days'])}", ["tk:88", "tk:92.2"])}]
    steps[0]["from"] = first
    steps[0]["to"] = last
    unused = max(0, due["days"] - (used or 0))
    if (used or 0) > 0:
        formula = f"{exact.decimal(due['days'])} - {exact.decimal(used or 0)} = {exact.decimal(unused)}"
        steps.append(plain("leave_unused", None, formula, ["tk:96.2"]))
    top, below, average = average_day or 0, 1, ""
    if average_day is None:
        if earned is None or worked is None or worked == 0:
            raise FaultError("leave.no_average")
        top, below = earned * 100, worked
        made = exact.proportion([top], [below])
        average = f"{exact.money(earned)} / {exact.decimal(worked)}"
        steps.append(plain("average_day", made, average, ["tk:114.1"]))
    else:
        average = exact.money(average_day)
    counted_days = unused
    if laid == "working":
        counted_days = paid_days(tables, last, unused, week == "six")
        formula = f"{exact.decimal(unused)} → {exact.decimal(counted_days)}"
        step = plain("leave_working", None, formula, ["tk:90", "tk:114.3"])
        steps.append({**step, "from": days.add(last, 1), "days": exact.proportion([counted_days], [100])})
    total = exact.proportion([top, counted_days], [below, 100])
    steps.append(plain("leave", total, f"{average} × {exact.decimal(counted_days)}", ["tk:96.2"]))
    notes = ["leave_practice"]
    if laid == "working" and week != "six" and (worked or 0) > MOST_WEEKDAYS:
        notes.append("leave_week")
    return {"total": total, "days": unused, "steps": steps, "unverified": not least[2], "notes": notes}
