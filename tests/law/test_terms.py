"""Terms and the calendar they are counted by, with days counted by hand in the comments."""

from __future__ import annotations

import holidays as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.law.calc import calendar, deadlines
from aryz.plan import days
from aryz.plan.faults import FaultError
from tests.law.tables import CALENDAR, TABLES


def test_deadlines_say_each_day_and_why() -> None:
    # the appeal was registered on Friday 11.12.2026: counting begins on the 12th; 16 December is off. Working days:
    # 14, 15, 17, 18, 21, 22, 23, 24, 25, 28, 29, 30, 31 December are 13; 1 and 4 January are off; 5, 6 January: 15.
    made = deadlines.deadline(TABLES, "appeal-answer", "2026-12-11")
    assert made is not None
    assert (made["first"], made["total"]) == ("2026-12-12", "2027-01-06")
    assert [step["cites"] for step in made["steps"]] == [["appk:76"], ["appk:76"]]


def test_a_last_day_that_is_off_moves_forward() -> None:
    # one year from Saturday 24.01.2026 is Sunday 24.01.2027: Monday 25.01
    made = deadlines.deadline(TABLES, "wage-claim", "2026-01-24")
    assert made is not None
    assert made["total"] == "2027-01-25"
    assert [(step["what"], step["to"]) for step in made["steps"]] == [
        ("term_starts", "2026-01-25"),
        ("term_years", "2027-01-24"),
        ("term_moved", "2027-01-25"),
    ]
    # one month from 31.01.2026: February has no 31st: Saturday 28.02, then Monday 02.03
    month = deadlines.deadline(TABLES, "reinstatement-commission", "2026-01-31")
    assert month is not None
    assert month["total"] == "2026-03-02"


@pytest.mark.parametrize(
    ("rule", "event", "count"),
    [
        ("case-preparation", "2022-01-10", "20"),  # 15 until Law 156-VI of 24.05.2018
        ("administrative-complaint-unnamed", "2025-12-29", "6"),  # the very day on which Law 241-VIII began to hold
    ],
)
def test_a_term_is_that_of_the_day_of_the_event(rule: str, event: str, count: str) -> None:
    made = deadlines.deadline(TABLES, rule, event)
    assert made is not None
    assert made["steps"][1]["formula"] == count


def test_an_event_before_the_rule_and_an_unknown_rule_are_refused() -> None:
    with pytest.raises(FaultError, match=r"deadline\.before"):
        deadlines.deadline(TABLES, "appeal-answer", "2021-06-30")
    with pytest.raises(FaultError, match=r"deadline\.rule"):
        deadlines.deadline(TABLES, "appeal", "2026-06-30")
    with pytest.raises(FaultError, match=r"calendar\.outside"):
        deadlines.deadline(TABLES, "reinstatement-direct", f"{TABLES['calendar']['last']}-12-01")


def test_a_year_that_ends_after_the_calendar_is_not_moved_and_says_so() -> None:
    """In January nobody has the calendar of the year after: a claim of that day still has its last day."""
    first = f"{TABLES['calendar']['last']}-01-02"
    made = deadlines.deadline(TABLES, "wage-claim", first)
    assert made is not None
    assert (made["total"], made["notes"]) == (f"{TABLES['calendar']['last'] + 1}-01-02", ["stands_still", "not_moved"])
    within = deadlines.deadline(TABLES, "wage-claim", "2026-01-24")
    assert within is not None and within["notes"] == ["stands_still"]


working_dates = st.integers(days.number("2022-01-10"), days.number("2026-10-01")).map(days.from_number)


@given(st.sampled_from(sorted(TABLES["terms"]["rules"])), working_dates)
def test_a_deadline_is_never_a_day_off_nor_before_its_first_day(rule: str, event: str) -> None:
    if event < TABLES["terms"]["rules"][rule]["values"][0][0]:
        return
    made = deadlines.deadline(TABLES, rule, event)
    assert made is not None
    assert calendar.is_working(CALENDAR, made["total"])
    assert event < made["first"] <= made["total"]


@given(working_dates, st.integers(1, 30))
def test_terms_in_working_days_end_on_one_and_move_only_forward(start: str, count: int) -> None:
    end = calendar.working_days_after(CALENDAR, start, count)
    assert calendar.is_working(CALENDAR, end)
    assert calendar.working_days_in(CALENDAR, days.add(start, 1), end) == count
    assert calendar.on_or_before(CALENDAR, end) == end == calendar.on_or_after(CALENDAR, end)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-11-24", 12, "2027-11-24")],
)
def test_months_end_on_the_same_number_or_the_last_day(day: str, months: int, end: str) -> None:
    assert calendar.months_after(day, months) == end


def test_a_sunday_that_an_order_moved_is_worked_in_the_six_day_week_too() -> None:
    # the ministry on January 2025: off 1-4 and 7 in five days a week, 1-3 and 7 in six, with seven days off in all
    first = [f"2025-01-{day:02d}" for day in range(1, 9)]
    assert [day[8:] for day in first if not calendar.is_working(CALENDAR, day)] == ["01", "02", "03", "04", "07"]
    assert [day[8:] for day in first if not calendar.is_working_six(CALENDAR, day)] == ["01", "02", "03", "07"]
    whole = [f"2025-01-{day:02d}" for day in range(1, 32)]
    assert sum(not calendar.is_working_six(CALENDAR, day) for day in whole) == 7
    # a Saturday that was moved is one of its own working days, and the day got for it stays one
    assert [calendar.is_working(CALENDAR, day) for day in ("2024-05-04", "2024-05-08")] == [True, False]
    assert [calendar.is_working_six(CALENDAR, day) for day in ("2024-05-04", "2024-05-08")] == [True, True]


def test_the_six_day_week_has_the_days_of_the_published_balances() -> None:
    """The labour ministry's balance of 2024 without June, which foresaw Kurban Ait a day later, and January 2026."""
    balance = {1: 25, 2: 25, 3: 22, 4: 26, 5: 24, 7: 26, 8: 26, 9: 25, 10: 26, 11: 26, 12: 25}
    for month, count in [*((f"2024-{number:02d}", count) for number, count in balance.items()), ("2026-01", 24)]:
        listed = [f"{month}-{day:02d}" for day in range(1, days.days_in_month(month) + 1)]
        assert sum(calendar.is_working_six(CALENDAR, day) for day in listed) == count, month
    # 2026: 8 March (Sunday) moves to Monday, Sunday 22 March past Monday 23 to Tuesday 24; Saturday 21 does not move
    off = [f"2026-03-{day:02d}" for day in range(1, 32) if not calendar.is_working_six(CALENDAR, f"2026-03-{day:02d}")]
    assert [day[8:] for day in off] == ["01", "08", "09", "15", "21", "22", "23", "24", "29"]


@pytest.mark.parametrize("year", range(2022, 2028))
def test_our_calendar_and_the_library_agree_on_every_day(year: int) -> None:
    """The library `holidays` is a second opinion; our file, with the number of each act, is the source."""
    theirs = library.country_holidays("KZ", years=year)
    day = f"{year}-01-01"
    while day[:4] == str(year):
        off = day in theirs or (days.weekday(day) > 4 and day not in map(str, theirs.weekend_workdays))
        assert calendar.is_working(CALENDAR, day) is not off, day
        if calendar.is_holiday(CALENDAR, day):
            assert day in theirs, day
        day = days.add(day, 1)
