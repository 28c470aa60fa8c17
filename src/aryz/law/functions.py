"""The functions of the law that expressions may call: their types for the compiler, their code for the runtime."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aryz.law import calendar, wages
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
_DAY = Parameter("day", t.DATE)
_LISTED = (
    Function("law.has_base_rate", (_DAY,), t.BOOL, ("base_rate",), about="whether the table knows the rate of the day"),
    Function("law.base_rate", (_DAY,), t.PERCENT, ("base_rate",), ("tk:113.3",), "the base rate on the day"),
    Function(
        "law.has_calendar", (Parameter("month", t.ANY),), t.BOOL, ("calendar",), (), "whether the calendar knows it"
    ),
    Function(
        "law.pay_due",
        (Parameter("month", t.MONTH), Parameter("pay_day", t.INTEGER, False)),
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
        "law.wage_arrears",
        (
            Parameter("items", t.list_of(ARREARS_ITEM)),
            Parameter("as_of", t.DATE),
            Parameter("rate", t.PERCENT, False),
            Parameter("pay_day", t.INTEGER, False),
        ),
        ARREARS,
        ("base_rate", "calendar", "wage_penalty"),
        ("tk:113.1", "tk:113.3"),
        "arrears and penalty by month",
    ),
)
FUNCTIONS: dict[str, Function] = {f.name: f for f in _LISTED}

Tables = Mapping[str, Any]


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


RUN_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "law.has_base_rate": _of_day(wages.has_base_rate),
    "law.base_rate": _of_day(wages.base_rate),
    "law.has_calendar": _has_calendar,
    "law.pay_due": _pay_due,
    "law.final_pay_due": _of_day(wages.final_pay_due),
    "law.working_days_after": _working_days_after,
    "law.months_after": _months_after,
    "law.wage_arrears": wages.wage_arrears,
}
