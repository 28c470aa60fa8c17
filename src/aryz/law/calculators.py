"""The calculators' faces: what each asks, and results with `Decimal` instead of tiyn and hundredths.

The arithmetic is in `aryz.law.calc`; every rounding is said there. The texts are `calc.*` in `kb/interface/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from aryz.law.calc import named
from aryz.plan import days
from aryz.plan.faults import FaultError

Row = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One question. kind: date, month, money (tenge), percent, hours, days, integer, choice, choices, rule, rows."""

    id: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()
    today: bool = False  # today is proposed


@dataclass(frozen=True)
class Calculator:
    """A calculator: its questions, and the articles that it rests on."""

    id: str
    fields: tuple[Field, ...]
    cites: tuple[str, ...]


_PAID = (Field("paid", "money"), Field("paid_on", "date"))
_AS_OF = Field("as_of", "date", required=True, today=True)
_CHOICES = (
    Field("rate", "percent"),
    Field("method", "choice", choices=("payment_day", "by_period")),
    Field("divisor", "choice", choices=("365", "360")),
)
CALCULATORS = {
    one.id: one
    for one in (
        Calculator(
            "penalty",
            (
                Field(
                    "rows", "rows", True, columns=(Field("due", "date", True), Field("amount", "money", True), *_PAID)
                ),
                _AS_OF,
                *_CHOICES,
            ),
            ("tk:113.3",),
        ),
        Calculator(
            "arrears",
            (
                Field(
                    "rows",
                    "rows",
                    True,
                    columns=(Field("month", "month", True), Field("agreed", "money", True), *_PAID),
                ),
                Field("pay_day", "integer"),
                _AS_OF,
                *_CHOICES,
            ),
            ("tk:113.1", "tk:113.3"),
        ),
        Calculator(
            "overtime",
            (
                Field("month", "month", True),
                Field("salary", "money"),
                Field("hour_rate", "money"),
                Field("overtime", "hours"),
                Field("night", "hours"),
                Field("day_off", "hours"),
                Field("month_hours", "hours"),
                Field("base_paid", "choices", choices=("overtime", "night", "day_off")),
                Field("already_paid", "money"),
            ),
            ("tk:108", "tk:109", "tk:110"),
        ),
        Calculator(
            "leave",
            (
                Field("first", "date", True),
                Field("last", "date", True),
                Field("average_day", "money"),
                Field("earned", "money"),
                Field("worked", "days"),
                Field("used", "days"),
                Field("yearly", "days"),
                Field("count", "choice", choices=("months", "days")),
                Field("week", "choice", choices=("five", "six")),
                Field("pay_days", "choice", choices=("working", "calendar")),
            ),
            ("tk:88", "tk:96.2", "tk:114.1", "tk:114.3"),
        ),
        Calculator(
            "final-pay",
            (
                Field("last_day", "date", True),
                *(Field(kind, "money") for kind in ("wages", "leave", "job_loss", "other")),
                *_PAID,
                Field("as_of", "date", today=True),
                *_CHOICES,
            ),
            ("tk:113.4",),
        ),
        Calculator("deadline", (Field("rule", "rule", True), Field("from", "date", True)), ("tk:13",)),
    )
}


def calculate(tables: Mapping[str, Any], name: str, asked: Mapping[str, Any]) -> Row:
    """Run a calculator. asked: as `named.run` takes it. Gives `{calculator, total, steps, unverified, notes, …}`: sums
    are `Decimal` tenge with two decimals, rates `Decimal` percent, `total` of «deadline» an ISO day. Raises FaultError.
    """
    _check_near(asked)
    made = named.run(tables, name, asked)
    assert made is not None
    result: Row = {"calculator": name, "total": _amount(made["total"])}
    for key in ("due", "first"):
        if key in made:
            result[key] = made[key]
    for key in ("debt", "penalty"):
        if key in made:
            result[key] = _amount(made[key])
    if "days" in made:
        result["days"] = Decimal(made["days"]) / 100
    return {
        **result,
        "steps": [_step(step) for step in made["steps"]],
        "unverified": made["unverified"],
        "notes": made.get("notes", []),
    }


def _check_near(value: Any) -> None:
    """Raises FaultError for a day or month, wherever it stands in what was asked, from which nothing can be counted: a
    year such as 0206 or 9999 is a slip.
    """
    if isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            _check_near(each)
    elif isinstance(value, str) and (days.is_day(value) or days.is_month(value)):
        kind, length = ("date", 10) if days.is_day(value) else ("month", 7)
        if value < days.EARLIEST[:length]:
            raise FaultError(f"{kind}.min", limit=days.EARLIEST[:length])
        if value > days.LATEST[:length]:
            raise FaultError(f"{kind}.max", limit=days.LATEST[:length])


def plain(value: Any) -> Any:
    """A result as JSON has it: decimals are strings, for a float has no place in money."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def _step(step: Row) -> Row:
    made = {key: step[key] for key in ("what", "from", "to", "days")}
    rate = None if step["rate"] is None else (Decimal(step["rate"]) / 100)
    shown = {**made, "rate": rate, "amount": _amount(step["amount"]), "formula": step["formula"]}
    return {**shown, "cites": step["cites"], "verified": step["verified"]}


def _amount(value: Any) -> Any:
    """Tiyn as tenge; a day stays a day."""
    return Decimal(value).scaleb(-2) if isinstance(value, int) else value


# what people write


def hundredths(text: str) -> int:
    """«250 000,50» → 25000050. Raises FaultError for what is no number, is negative, or has more than two decimals:
    «250.000» may be meant as thousands, and is not taken for 250.
    """
    match = re.fullmatch(r"(\d{1,13})(?:[.,](\d{1,2}))?", re.sub(r"\s", "", text), re.ASCII)
    if match is None:
        raise FaultError("money.form", value=text)
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def day(text: str) -> str:
    """An ISO day or «24.11.2026» as an ISO day. Raises FaultError."""
    match = re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", text.strip(), re.ASCII)
    iso = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text.strip()
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", iso):
        raise FaultError("date.form", value=text)
    if not days.is_day(iso):
        raise FaultError("date.unreal", value=text)
    return iso


def month(text: str) -> str:
    """«2026-03» or «03.2026» as `2026-03`. Raises FaultError."""
    match = re.fullmatch(r"(\d\d?)\.(\d{4})", text.strip(), re.ASCII)
    iso = f"{match[2]}-{int(match[1]):02d}" if match else text.strip()
    if not days.is_month(iso):
        raise FaultError("month.form", value=text)
    return iso


def payments(text: str) -> Row:
    """The third part of `DUE:AMOUNT[:PAID]`: a day (all paid then), a sum (paid in time), or `SUM@DAY[,SUM@DAY…]`."""
    if not text:
        return {}
    if "@" in text:
        pairs = [one.partition("@") for one in text.split(",")]
        return {"payments": [{"on": day(when), "amount": hundredths(amount)} for amount, _, when in pairs]}
    if re.fullmatch(r"\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4}", text.strip()):
        return {"paid_on": day(text)}
    return {"paid": hundredths(text)}
