"""Arrears and the penalty for late wages, with sums worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.content import Content
from aryz.diagnostics import Findings
from aryz.law import calendar, wages
from aryz.law.tables import load_tables
from aryz.plan import days
from aryz.plan.faults import FaultError
from tests.conftest import ROOT

TABLES: dict[str, Any] = load_tables(ROOT / "kb" / "data", Findings())
CALENDAR = TABLES["calendar"]


def test_the_worked_example_of_the_fact_sheet() -> None:
    # 250 000 due on 10.04.2026 and paid on 20.07.2026: 101 days, rate of that day 17 %.
    # 250 000 × 0.17 × 1.25 × 101 / 365 = 14 700.342… → 14 700.34
    assert wages.penalty(TABLES, 25_000_000, "2026-04-10", "2026-07-20", 1700) == (1_470_034, 101)


def test_the_final_pay_of_the_fact_sheet() -> None:
    # Work ended on Friday 31.07.2026: due by Wednesday 05.08; 430 000 paid on 01.09: 27 days at 16.75 %.
    # 430 000 × 0.1675 × 1.25 × 27 / 365 = 6 659.845… → 6 659.85
    assert wages.final_pay_due(TABLES, "2026-07-31") == "2026-08-05"
    assert wages.base_rate(TABLES, "2026-09-01") == 1675
    assert wages.penalty(TABLES, 43_000_000, "2026-08-05", "2026-09-01", 1675) == (665_985, 27)


def test_pay_in_time_bears_no_penalty() -> None:
    assert wages.penalty(TABLES, 100_000, "2026-04-10", "2026-04-10", 1700) == (0, 0)
    assert wages.penalty(TABLES, 100_000, "2026-04-10", "2026-04-01", 1700) == (0, 0)


@pytest.mark.parametrize(
    ("month", "agreed", "due"),
    [
        ("2026-03", None, "2026-04-10"),  # Friday
        ("2026-04", None, "2026-05-08"),  # the 10th is a Sunday, the 9th a holiday: Friday the 8th
        ("2026-02", 9, "2026-03-06"),  # 9 March is off after Sunday 8 March: Friday the 6th
        ("2026-09", 25, "2026-10-09"),  # later than the 10th cannot be agreed; Saturday: Friday the 9th
        ("2025-12", None, "2026-01-09"),  # across the year's end; Saturday the 10th
    ],
)
def test_a_pay_day_that_is_off_moves_back(month: str, agreed: int | None, due: str) -> None:
    assert wages.pay_due(TABLES, month, agreed) == due


def test_arrears_by_month_with_part_pay_and_late_pay() -> None:
    items = [
        {"month": "2026-03", "due": None, "agreed": 25_000_000, "paid": 10_000_000, "paid_on": None},
        {"month": "2026-04", "due": "2026-05-08", "agreed": 25_000_000, "paid": None, "paid_on": "2026-07-20"},
    ]
    made = wages.wage_arrears(TABLES, items, "2026-10-20")
    assert made is not None
    first, second = made["rows"]
    # 150 000 × 0.1625 × 1.25 × 193 / 365 = 16 110.873… ; the rate is that of the day of calculation
    assert (first["short"], first["days"], first["rate"], first["penalty"]) == (15_000_000, 193, 1625, 1_611_087)
    # 250 000 × 0.17 × 1.25 × 73 / 365 = 10 625 ; nothing is owed any more, the penalty is
    assert (second["open"], second["days"], second["penalty"]) == (0, 73, 1_062_500)
    assert (made["debt"], made["penalty"], made["total"]) == (15_000_000, 2_673_587, 17_673_587)
    assert (made["first_month"], made["last_month"], made["unverified"]) == ("2026-03", "2026-04", True)


def test_a_day_past_the_table_asks_for_the_rate_and_never_guesses() -> None:
    item = {"month": "2026-09", "due": "2026-10-09", "agreed": 100, "paid": 0, "paid_on": None}
    with pytest.raises(FaultError) as caught:
        wages.wage_arrears(TABLES, [item], "2026-11-24")
    assert caught.value.fault.key == "base_rate.outside"
    assert caught.value.fault.params["last"] == "2026-10-25"
    made = wages.wage_arrears(TABLES, [item], "2026-11-24", rate=1625)
    assert made is not None
    assert made["rows"][0]["rate"] == 1625


def test_before_2021_another_formula_was_in_force() -> None:
    with pytest.raises(FaultError, match=r"wage_penalty\.before"):
        wages.penalty(TABLES, 100, "2020-12-31", "2026-01-01", 1700)


def test_a_year_without_a_calendar_is_an_error() -> None:
    with pytest.raises(FaultError, match=r"calendar\.outside"):
        wages.pay_due(TABLES, "2027-12")


amounts = st.integers(1, 10**12)
dates = st.integers(days.number("2022-01-10"), days.number("2026-10-01")).map(days.from_number)


@given(amounts, dates, st.integers(0, 400), st.integers(1, 60), st.integers(1, 3000))
def test_a_penalty_never_falls_as_days_pass(amount: int, due: str, late: int, more: int, rate: int) -> None:
    now = wages.penalty(TABLES, amount, due, days.add(due, late), rate)[0]
    later = wages.penalty(TABLES, amount, due, days.add(due, late + more), rate)[0]
    assert 0 <= now <= later


@given(dates, st.integers(1, 30))
def test_terms_in_working_days_end_on_one_and_move_only_forward(start: str, count: int) -> None:
    end = calendar.working_days_after(CALENDAR, start, count)
    assert calendar.is_working(CALENDAR, end)
    assert days.between(start, end) >= count
    assert calendar.on_or_before(CALENDAR, end) == end == calendar.on_or_after(CALENDAR, end)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-11-24", 12, "2027-11-24")],
)
def test_months_end_on_the_same_number_or_the_last_day(day: str, months: int, end: str) -> None:
    assert calendar.months_after(day, months) == end


def test_the_calendar_agrees_with_what_is_known_of_it() -> None:
    off = [
        "2026-03-09",
        "2026-03-24",
        "2026-03-25",
        "2026-05-11",
        "2026-10-26",
        "2025-01-03",
        "2025-03-10",
        "2025-10-27",
    ]
    assert not any(calendar.is_working(CALENDAR, day) for day in off)
    worked = ["2024-05-04", "2025-01-05", "2026-08-31", "2026-11-24"]
    assert all(calendar.is_working(CALENDAR, day) for day in worked)


def test_every_function_of_the_law_cites_articles_that_exist(content: Content) -> None:
    from aryz.law.citations import parse_ref, resolve
    from aryz.law.functions import FUNCTIONS, RUN_FUNCTIONS

    assert set(FUNCTIONS) == set(RUN_FUNCTIONS)
    for function in FUNCTIONS.values():
        for ref in function.cites:
            resolve(parse_ref(ref), content.registry)
