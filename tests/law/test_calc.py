"""The law's arithmetic but for the penalty, with sums worked out by hand in the comments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.content import Content
from aryz.law.calc import hours, leave, named, wages
from aryz.plan import days
from aryz.plan.faults import FaultError
from tests.law.tables import TABLES

# the monthly calculation index


def test_the_index_of_a_day_and_where_the_table_ends() -> None:
    from aryz.law.functions import RUN_FUNCTIONS

    known, index = RUN_FUNCTIONS["law.has_mci"], RUN_FUNCTIONS["law.mci"]
    assert index(TABLES, "2020-03-31") == 265_100 and index(TABLES, "2020-04-01") == 277_800  # changed within the year
    assert index(TABLES, "2026-11-25") == 432_500 and index(TABLES, None) is None
    assert known(TABLES, TABLES["mci"]["last"]) and not known(TABLES, days.add(TABLES["mci"]["last"], 1))


# arrears


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
    assert (made["first_month"], made["last_month"], made["unverified"]) == ("2026-03", "2026-04", False)
    # the calculator of the terminal and the site says the same of the same months
    again = wages.arrears(TABLES, named.by_month(TABLES, items, None), "2026-10-20")
    assert again is not None
    assert (again["debt"], again["penalty"], again["total"]) == (15_000_000, 2_673_587, 17_673_587)


def test_a_month_that_may_still_be_paid_in_time_is_no_arrears() -> None:
    months = named.by_month(TABLES, [{"month": "2026-08", "agreed": 100}], None)  # due on 10.09.2026
    with pytest.raises(FaultError, match=r"arrears\.early"):
        wages.arrears(TABLES, months, "2026-09-10")
    made = wages.arrears(TABLES, months, "2026-09-11")
    assert made is not None
    assert [step["days"] for step in made["steps"]] == [None, 1]


def test_after_the_last_day_of_work_a_month_is_due_with_the_final_pay() -> None:
    month = {"agreed": 100, "paid": 0, "due": None, "paid_on": None}
    items = [{**month, "month": "2026-09"}, {**month, "month": "2026-10"}]
    working = wages.wage_arrears(TABLES, items, "2026-11-24", rate=1625)
    left = wages.wage_arrears(TABLES, items, "2026-11-24", rate=1625, last_day="2026-10-30")
    assert working is not None
    assert left is not None
    assert [row["due"] for row in working["rows"]] == ["2026-10-09", "2026-11-10"]
    assert [row["due"] for row in left["rows"]] == ["2026-10-09", "2026-11-04"]  # three working days after a Friday
    with pytest.raises(FaultError, match=r"arrears\.early"):
        wages.wage_arrears(TABLES, items, "2026-11-10", rate=1625)  # on the 10th October may still be paid in time
    assert wages.wage_arrears(TABLES, items, "2026-11-05", rate=1625, last_day="2026-10-30") is not None


def test_a_row_of_a_paper_has_one_formula() -> None:
    item = {"month": "2020-11", "due": "2020-12-10", "agreed": 100, "paid": 0, "paid_on": None}
    with pytest.raises(FaultError, match=r"wage_penalty\.before"):
        wages.wage_arrears(TABLES, [item], "2021-03-01")
    with pytest.raises(FaultError, match=r"wage_penalty\.before"):
        wages.wage_arrears(TABLES, [{**item, "due": "2020-12-30"}], "2021-03-01")
    # due on the last day of the old formula: the whole delay is under the new one
    made = wages.wage_arrears(TABLES, [{**item, "due": "2020-12-31", "agreed": 36_500_000}], "2021-01-01")
    # 365 000 × 0.09 × 1.25 × 1 / 365 = 112.50
    assert made is not None
    assert made["penalty"] == 11_250


# hours


def test_overtime_night_and_days_off() -> None:
    # March 2026 has 22 weekdays less 9, 23, 24 and 25 March: 18 × 8 = 144 hours. 250 000 / 144 = 1 736.11 an hour.
    # overtime 12 h: 250 000 × 12 × 1.5 / 144 = 31 250 ; day off 8 h: 20 833.33 ; night 8 h: 20 833.33
    made = hours.extra_pay(TABLES, "2026-03", 25_000_000, None, 1200, 800, 800)
    assert made is not None
    by_kind = {step["what"]: step["amount"] for step in made["steps"]}
    assert by_kind["hour_rate"] == 173_611
    assert (by_kind["overtime"], by_kind["day_off"], by_kind["night"]) == (3_125_000, 2_083_333, 2_083_333)
    assert (made["total"], made["notes"]) == (7_291_666, [])
    # the night hours were in the salary: only the half above it is due: 250 000 × 8 × 0.5 / 144 = 6 944.44
    made = hours.extra_pay(TABLES, "2026-03", 25_000_000, None, None, 800, None, None, ["night"])
    assert made is not None
    assert made["total"] == 694_444


def test_hours_over_the_limit_are_still_paid_and_said() -> None:
    made = hours.extra_pay(TABLES, "2026-03", None, 100_000, 1250)
    # 1 000 × 12.5 × 1.5 = 18 750
    assert made is not None
    assert (made["total"], made["notes"]) == (1_875_000, ["overtime_limit"])


@pytest.mark.parametrize(("month", "norm"), [("2024-02", 21), ("2025-02", 20), ("2024-05", 20), ("2026-12", 22)])
def test_the_norm_of_a_month_follows_the_calendar(month: str, norm: int) -> None:
    # February 2024 has 29 days, 21 of them weekdays. May 2024: 23 weekdays less 1, 7, 8 (moved) and 9 May, more
    # Saturday 4 May: 20. December 2026: 23 weekdays less 16 December: 22.
    assert hours.month_norm(TABLES, month)["days"] == norm


# leave


def test_unused_leave() -> None:
    # 15.01.2026 to 30.09.2026: eight full months (to 14.09) and 16 of the 30 days of the ninth.
    # 24 / 12 × (8 + 16/30) = 17.0666… → 17.07 days. Laid from 01.10.2026: 17 whole days to 17.10 and 0.07 of 18.10,
    # a Sunday. Working days among them: 1, 2, 5–9, 12–16 October: 12. 12 × 10 000 = 120 000.
    made = leave.unused_leave(TABLES, "2026-01-15", "2026-09-30", 1_000_000)
    assert made is not None
    assert (made["days"], made["total"], made["notes"]) == (1707, 12_000_000, ["leave_practice"])
    laid = next(step for step in made["steps"] if step["what"] == "leave_working")
    assert (laid["from"], laid["days"], made["steps"][-1]["amount"]) == ("2026-10-01", 12, 12_000_000)
    # all calendar days: 17.07 × 10 000 = 170 700
    made = leave.unused_leave(TABLES, "2026-01-15", "2026-09-30", 1_000_000, None, None, None, None, None, "calendar")
    assert made is not None
    assert made["total"] == 17_070_000
    # seven days already taken: 10.07 left; 1, 2, 5–9 October: 7 working days
    made = leave.unused_leave(TABLES, "2026-01-15", "2026-09-30", 1_000_000, None, None, 700)
    assert made is not None
    assert (made["days"], made["total"]) == (1007, 7_000_000)


def test_a_six_day_week_is_paid_by_its_own_days() -> None:
    # as above: 17.07 days from 01.10.2026; Monday to Saturday: 1-3, 5-10, 12-17 October: 15 × 10 000 = 150 000
    made = leave.unused_leave(TABLES, "2026-01-15", "2026-09-30", 1_000_000, week="six")
    assert made is not None
    assert (made["total"], made["notes"]) == (15_000_000, ["leave_practice"])
    # 24 days to 24.10: 21 worked; 3 000 000 × 21 / 300 = 210 000. By the five-day week 17: that it is low is said
    asked = (TABLES, "2025-10-01", "2026-09-30", None, 300_000_000, 30_000)
    six, five = leave.unused_leave(*asked, week="six"), leave.unused_leave(*asked)
    assert six is not None
    assert five is not None
    assert (six["total"], five["total"]) == (21_000_000, 17_000_000)
    assert (six["notes"], five["notes"]) == (["leave_practice"], ["leave_practice", "leave_week"])


first_days = st.integers(days.number("2022-01-01"), days.number("2026-10-01")).map(days.from_number)


@given(first_days, st.integers(0, 9000))
def test_six_days_a_week_are_never_fewer_than_five(last: str, unused: int) -> None:
    """But for days that an order moved to a Saturday: 2022 to May 2024, two in a row at most."""
    five, six = leave.paid_days(TABLES, last, unused), leave.paid_days(TABLES, last, unused, six=True)
    assert five - 200 <= six <= unused
    if last > "2024-05-08":
        assert five <= six


def test_a_full_working_year_gives_the_whole_leave_by_either_count() -> None:
    # 01.03.2024 to 28.02.2025 is one working year: 24 days; with 01.03.2025 one day of the second year more:
    # by days 24 / 365 = 0.0657… → 0.07 ; by months 24 / 12 × 1/31 = 0.0645… → 0.06
    assert leave.earned_days("2024-03-01", "2025-02-28", 2400, "months")["days"] == 2400
    assert leave.earned_days("2024-03-01", "2025-02-28", 2400, "days")["days"] == 2400
    assert leave.earned_days("2024-03-01", "2025-03-01", 2400, "days")["days"] == 2407
    assert leave.earned_days("2024-03-01", "2025-03-01", 2400, "months")["days"] == 2406


def test_the_average_comes_from_earnings_and_days_worked() -> None:
    # 3 000 000 in 12 months by 247 days worked = 12 145.749 a day; 24 days from 01.10.2026: working days in 24
    # calendar days to 24.10 (no holiday before 25.10): 17. 3 000 000 × 17 / 247 = 206 477.73
    made = leave.unused_leave(TABLES, "2025-10-01", "2026-09-30", None, 300_000_000, 24_700)
    assert made is not None
    assert (made["days"], made["total"]) == (2400, 20_647_773)


def test_leave_is_laid_around_holidays() -> None:
    # two days from 30.04.2026 (last day 29.04): 30.04 counts, 1 May is a holiday and does not, 2 May (Saturday) does
    assert leave.paid_days(TABLES, "2026-04-29", 200) == 100


@given(first_days, st.integers(0, 1200), st.sampled_from(["months", "days"]))
def test_leave_grows_with_time_and_never_past_its_yearly_share(first: str, length: int, count: str) -> None:
    last = days.add(first, length)
    now = leave.earned_days(first, last, 2400, count)["days"]
    assert now <= leave.earned_days(first, days.add(last, 1), 2400, count)["days"]
    assert abs(now - 2400 * (length + 1) / 365.25) < 25  # a quarter of a day: months differ in length


def test_interviews_give_whole_hours_and_days() -> None:
    """Of the worked examples above, as `law.…` of an interview asks for them."""
    from aryz.law.functions import RUN_FUNCTIONS as RUN

    extra = RUN["law.extra_pay"](TABLES, "2026-03", 25_000_000, None, 12, 8, 8, None)
    assert extra["total"] == 7_291_666
    left = RUN["law.unused_leave"](TABLES, "2025-10-01", "2026-09-30", None, 300_000_000, 247, *[None] * 5)
    assert left["total"] == 20_647_773
    late = [{"due": "2026-04-10", "amount": 25_000_000, "paid_on": "2026-07-20"}]
    assert RUN["law.wage_penalty"](TABLES, late, "2026-09-01", None, None, None)["total"] == 1_470_034
    assert RUN["law.working_days_after"](TABLES, "2026-07-31", 3) == "2026-08-05"
    assert RUN["law.working_days_after"](TABLES, None, 3) is RUN["law.months_after"](TABLES, "2026-07-31", None) is None


def test_every_function_of_the_law_cites_articles_that_exist(content: Content) -> None:
    from aryz.law.citations import parse_ref, resolve
    from aryz.law.functions import FUNCTIONS, RUN_FUNCTIONS

    assert set(FUNCTIONS) == set(RUN_FUNCTIONS)
    for function in FUNCTIONS.values():
        for ref in function.cites:
            resolve(parse_ref(ref), content.registry)
