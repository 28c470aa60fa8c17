"""The functions of the law that expressions may call: their types for the compiler, their code for the runtime."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aryz.law.calc import calendar, deadlines, hours, leave, penalty, series, wages
from aryz.plan import days
from aryz.plan import types as t
from aryz.plan.vocabulary import Function, Parameter

ARREARS_ITEM = t.struct(month=t.MONTH, due=t.DATE, agreed=t.MONEY, paid=t.MONEY, paid_on=t.DATE)
ARREARS_ROW = t.struct(
    month=t.MONTH,
    due=t.DATE,
    agreed=t.MONEY,
    paid=t.MONEY,
    short=t.MONEY,
    open=t.MONEY,
    paid_on=t.DATE,
    first_day=t.DATE,
    last_day=t.DATE,
    days=t.INTEGER,
    rate=t.PERCENT,
    penalty=t.MONEY,
    verified=t.BOOL,
    deadline=t.DATE,
)
ARREARS = t.struct(
    rows=t.list_of(ARREARS_ROW),
    agreed=t.MONEY,
    paid=t.MONEY,
    debt=t.MONEY,
    penalty=t.MONEY,
    total=t.MONEY,
    first_month=t.MONTH,
    last_month=t.MONTH,
    unverified=t.BOOL,
    late_from=t.DATE,
)
SUM = t.struct(due=t.DATE, amount=t.MONEY, paid_on=t.DATE)
_STEP_FIELDS = {
    "what": t.TEXT,
    "from": t.DATE,
    "to": t.DATE,
    "days": t.INTEGER,
    "rate": t.PERCENT,
    "amount": t.MONEY,
    "formula": t.TEXT,
    "verified": t.BOOL,
}
STEPS = t.list_of(t.struct(**_STEP_FIELDS))
RESULT = t.struct(total=t.MONEY, steps=STEPS, unverified=t.BOOL)
OWED = t.struct(total=t.MONEY, debt=t.MONEY, steps=STEPS, unverified=t.BOOL)
FINAL = t.struct(total=t.MONEY, due=t.DATE, debt=t.MONEY, penalty=t.MONEY, steps=STEPS, unverified=t.BOOL)
PENALTY_TABLES = ("base_rate", "refinancing_rate", "penalty_multiplier", "penalty_rate")
_DAY = Parameter("day", t.DATE)
_RATE = Parameter("rate", t.PERCENT, False)
_METHOD = Parameter("method", t.TEXT, False, ("payment_day", "by_period"))


def _asked(name: str, kind: t.Type) -> Parameter:
    return Parameter(name, kind, False)


_LISTED = (
    Function("law.has_base_rate", (_DAY,), t.BOOL, ("base_rate",), about="whether the table knows the rate of the day"),
    Function("law.base_rate", (_DAY,), t.PERCENT, ("base_rate",), ("tk:113.3",), "the base rate on the day"),
    Function("law.has_mci", (_DAY,), t.BOOL, ("mci",), about="whether the table knows the index of the day"),
    Function("law.mci", (_DAY,), t.MONEY, ("mci",), about="the monthly calculation index on the day"),
    Function(
        "law.has_calendar", (Parameter("month", t.ANY),), t.BOOL, ("calendar",), (), "whether the calendar knows it"
    ),
    Function(
        "law.pay_due",
        (Parameter("month", t.MONTH), _asked("pay_day", t.INTEGER)),
        t.DATE,
        ("calendar",),
        ("tk:113.1",),
        "the last lawful day to pay for a month",
    ),
    Function("law.final_pay_due", (_DAY,), t.DATE, ("calendar",), ("tk:113.4",), "the last day of the final pay"),
    Function(
        "law.working_days_after",
        (_DAY, Parameter("count", t.INTEGER)),
        t.DATE,
        ("calendar",),
        ("tk:13.3",),
        "the n-th working day after a day",
    ),
    Function(
        "law.months_after",
        (_DAY, Parameter("count", t.INTEGER)),
        t.DATE,
        (),
        ("tk:13.4",),
        "the same number, months later",
    ),
    Function(
        "law.deadline",
        (Parameter("rule", t.TEXT), _DAY),
        t.DATE,
        ("terms", "calendar"),
        (),
        "the last day of a term of kb/data/terms.yml that began with an event of the day",
    ),
    Function(
        "law.wage_arrears",
        (
            Parameter("items", t.list_of(ARREARS_ITEM)),
            Parameter("as_of", t.DATE),
            _RATE,
            _asked("pay_day", t.INTEGER),
            _asked("last_day", t.DATE),
        ),
        ARREARS,
        (*PENALTY_TABLES, "calendar"),
        ("tk:113.1", "tk:113.3", "tk:113.4"),
        "arrears and penalty by month",
    ),
    Function(
        "law.wage_penalty",
        (Parameter("sums", t.list_of(SUM)), Parameter("as_of", t.DATE), _RATE, _METHOD, _asked("divisor", t.INTEGER)),
        OWED,
        PENALTY_TABLES,
        ("tk:113.3",),
        "the penalty on late sums, step by step",
    ),
    Function(
        "law.extra_pay",
        (
            Parameter("month", t.MONTH),
            _asked("salary", t.MONEY),
            _asked("hour_rate", t.MONEY),
            _asked("overtime", t.INTEGER),
            _asked("night", t.INTEGER),
            _asked("day_off", t.INTEGER),
            _asked("month_hours", t.INTEGER),
        ),
        RESULT,
        ("overtime_multiplier", "night_multiplier", "day_off_multiplier", "overtime_limit", "working_day", "calendar"),
        ("tk:108", "tk:109", "tk:110"),
        "pay for whole hours of overtime, night work, holidays and days off",
    ),
    Function(
        "law.unused_leave",
        (
            Parameter("first", t.DATE),
            Parameter("last", t.DATE),
            _asked("average_day", t.MONEY),
            _asked("earned", t.MONEY),
            _asked("worked", t.INTEGER),
            _asked("used", t.INTEGER),
            _asked("yearly", t.INTEGER),
            Parameter("count", t.TEXT, False, ("months", "days")),
            Parameter("pay_days", t.TEXT, False, ("working", "calendar")),
            Parameter("week", t.TEXT, False, ("five", "six")),
        ),
        RESULT,
        ("leave_days", "calendar"),
        ("tk:88", "tk:96.2", "tk:114.1", "tk:114.3"),
        "pay for unused leave on leaving, whole days given",
    ),
    Function(
        "law.final_pay",
        (
            Parameter("last_day", t.DATE),
            _asked("wages", t.MONEY),
            _asked("leave", t.MONEY),
            _asked("job_loss", t.MONEY),
            _asked("other", t.MONEY),
            _asked("paid", t.MONEY),
            _asked("paid_on", t.DATE),
            _asked("as_of", t.DATE),
            _RATE,
        ),
        FINAL,
        (*PENALTY_TABLES, "calendar"),
        ("tk:113.4",),
        "all that is due on leaving, by when, and the penalty",
    ),
)
FUNCTIONS: dict[str, Function] = {f.name: f for f in _LISTED}
TABLES = sorted({table for function in _LISTED for table in function.tables})

Tables = Mapping[str, Any]
Row = dict[str, Any]


def _has_calendar(tables: Tables, day: str | None) -> bool:
    return day is not None and calendar.covers(tables["calendar"], day)


def _working_days_after(tables: Tables, day: str | None, count: int | None) -> str | None:
    return None if day is None or count is None else calendar.working_days_after(tables["calendar"], day, count)


def _months_after(tables: Tables, day: str | None, count: int | None) -> str | None:
    return None if day is None or count is None else calendar.months_after(day, count)


def _of_day(run: Callable[[Tables, str], Any]) -> Callable[[Tables, str | None], Any]:
    return lambda tables, day: None if day is None else run(tables, day)


def _pay_due(tables: Tables, month: str | None, pay_day: int | None) -> str | None:
    return None if month is None or not days.is_month(month) else wages.pay_due(tables, month, pay_day)


def _has_mci(tables: Tables, day: str) -> bool:
    return series.covers(tables["mci"], day)


def _mci(tables: Tables, day: str) -> int:
    found: int = series.value(tables["mci"], day)
    return found


def _deadline(tables: Tables, rule: str | None, day: str | None) -> str | None:
    made = deadlines.deadline(tables, rule, day)
    return None if made is None else made["total"]


def _wage_penalty(tables: Tables, sums: list[Row] | None, as_of: str | None, *choices: Any) -> Row | None:
    """Interviews ask for one payment day a sum; the calculator knows part payments."""
    if sums is None:
        return None
    listed = [{**row, "payments": _payments(row["amount"], row["paid_on"])} for row in sums]
    return penalty.penalty(tables, listed, as_of, *choices)


def _payments(amount: int | None, day: str | None) -> list[Row]:
    return [{"on": day, "amount": amount}] if day and amount else []


def _hundredths(count: int | None) -> int | None:
    return None if count is None else 100 * count


def _extra_pay(
    tables: Tables, month: str | None, salary: int | None, hour_rate: int | None, *counts: int | None
) -> Row | None:
    overtime, night, day_off, month_hours = (_hundredths(count) for count in counts)
    return hours.extra_pay(tables, month, salary, hour_rate, overtime, night, day_off, month_hours)


def _unused_leave(
    tables: Tables,
    first: str | None,
    last: str | None,
    average_day: int | None,
    earned: int | None,
    *rest: Any,
) -> Row | None:
    worked, used, yearly, count, pay_days, week = rest
    return leave.unused_leave(tables, first, last, average_day, earned, _hundredths(worked), _hundredths(used),
                              _hundredths(yearly), count, pay_days, week)  # fmt: skip


def _final_pay(tables: Tables, last_day: str | None, *rest: Any) -> Row | None:
    paid, paid_on, as_of, rate = rest[4:]
    kinds = ("wages", "leave", "job_loss", "other")
    items = [{"what": kind, "amount": amount} for kind, amount in zip(kinds, rest[:4], strict=True) if amount]
    return wages.final_pay(tables, last_day, items, _payments(paid, paid_on), as_of, rate)


RUN_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "law.has_base_rate": _of_day(wages.has_base_rate),
    "law.base_rate": _of_day(wages.base_rate),
    "law.has_mci": _of_day(_has_mci),
    "law.mci": _of_day(_mci),
    "law.has_calendar": _has_calendar,
    "law.pay_due": _pay_due,
    "law.final_pay_due": _of_day(wages.final_pay_due),
    "law.working_days_after": _working_days_after,
    "law.months_after": _months_after,
    "law.deadline": _deadline,
    "law.wage_arrears": wages.wage_arrears,
    "law.wage_penalty": _wage_penalty,
    "law.extra_pay": _extra_pay,
    "law.unused_leave": _unused_leave,
    "law.final_pay": _final_pay,
}
