"""The penalty for late pay, with sums worked out by hand in the comments."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.law.calc import named, penalty, series, wages
from aryz.plan import days
from aryz.plan.faults import FaultError
from tests.law.tables import TABLES

DEFAULTS = penalty.choices(None, None, None, "tk:113.3")


def _penalty(amount: int, due: str, paid: str, **chosen: Any) -> list[tuple[Any, ...]]:
    """(from, to, days, rate, tiyn) of each step."""
    steps = penalty.of_sum(TABLES, amount, due, paid, {**DEFAULTS, **chosen})
    return [(s["from"], s["to"], s["days"], s["rate"], s["amount"]) for s in steps]


def test_the_worked_example_of_the_fact_sheet() -> None:
    # 250 000 due on 10.04.2026 and paid on 20.07.2026: 101 days, rate of that day 17 %.
    # 250 000 × 0.17 × 1.25 × 101 / 365 = 14 700.342… → 14 700.34
    assert _penalty(25_000_000, "2026-04-10", "2026-07-20") == [("2026-04-11", "2026-07-20", 101, 1700, 1_470_034)]
    # By periods: 58 days at 18 % (11.04 to 07.06) and 43 at 17 % (08.06 to 20.07).
    # 250 000 × 0.18 × 1.25 × 58 / 365 = 8 938.356… ; with the 43 days 15 196.917… → 15 196.92
    first, second = _penalty(25_000_000, "2026-04-10", "2026-07-20", method="by_period")
    assert first == ("2026-04-11", "2026-06-07", 58, 1800, 893_836)
    assert second == ("2026-06-08", "2026-07-20", 43, 1700, 625_856)
    assert first[4] + second[4] == 1_519_692
    # With 360 days in the divisor: 250 000 × 0.17 × 1.25 × 101 / 360 = 14 904.513… → 14 904.51
    assert _penalty(25_000_000, "2026-04-10", "2026-07-20", divisor=360)[0][4] == 1_490_451


def test_the_final_pay_of_the_fact_sheet() -> None:
    # Work ended on Friday 31.07.2026: due by Wednesday 05.08; 430 000 paid on 01.09: 27 days at 16.75 %.
    # 430 000 × 0.1675 × 1.25 × 27 / 365 = 6 659.845… → 6 659.85
    assert wages.final_pay_due(TABLES, "2026-07-31") == "2026-08-05"
    items = [{"what": "wages", "amount": 40_000_000}, {"what": "leave", "amount": 3_000_000}]
    paid = [{"on": "2026-09-01", "amount": 43_000_000}]
    made = wages.final_pay(TABLES, "2026-07-31", items, paid, "2026-10-01")
    assert made is not None
    assert (made["due"], made["debt"], made["penalty"], made["total"]) == ("2026-08-05", 0, 665_985, 665_985)
    assert [step["cites"] for step in made["steps"]] == [
        ["tk:113.4"],
        ["tk:96.2"],
        ["tk:113.4", "tk:13.3"],
        [],
        ["tk:113.4"],
    ]
    paid_step = made["steps"][3]  # what was paid stands among the steps, so that they tell what is left
    assert (paid_step["what"], paid_step["to"], paid_step["amount"]) == ("paid", "2026-09-01", -43_000_000)


@given(st.integers(1, 10**10), st.integers(0, 10**10), st.integers(1, 300), st.integers(0, 300))
def test_the_steps_of_the_final_pay_add_up_to_what_is_left(leave: int, loss: int, late: int, later: int) -> None:
    last = "2025-01-31"
    items = [{"what": "leave", "amount": leave}, {"what": "job_loss", "amount": loss}]
    paid_on = days.add(last, late)
    made = wages.final_pay(TABLES, last, items, [{"on": paid_on, "amount": leave}], days.add(paid_on, later))
    assert made is not None
    kept = [step["amount"] for step in made["steps"] if step["what"] != "due"]
    assert (sum(kept), made["debt"]) == (made["total"], loss)


def test_pay_in_time_bears_no_penalty() -> None:
    assert _penalty(100_000, "2026-04-10", "2026-04-10") == []
    assert _penalty(100_000, "2026-04-10", "2026-04-01") == []
    made = penalty.penalty(TABLES, named.sums([{"due": "2026-04-10", "amount": 100, "paid": 100}]), "2026-07-20")
    assert made == {"total": 0, "debt": 0, "steps": [], "unverified": False}


def test_the_formula_has_a_history() -> None:
    # 100 000 due on 30.04.2020 and paid on 15.06.2020. The law of 04.05.2020 raised the multiplier from 16.05.2020;
    # the rate of the day of payment is 9.5 %. 01.05 to 15.05: 15 days × 1; 16.05 to 15.06: 31 days × 1.25.
    # 100 000 × 0.095 × (15 + 31 × 1.25) / 365 = 100 000 × 0.095 × 53.75 / 365 = 1 398.972… → 1 398.97
    # the first step alone: 100 000 × 0.095 × 15 / 365 = 390.410… → 390.41
    made = _penalty(10_000_000, "2020-04-30", "2020-06-15")
    assert made == [
        ("2020-05-01", "2020-05-15", 15, 950, 39_041),
        ("2020-05-16", "2020-06-15", 31, 950, 100_856),
    ]


def test_before_april_2017_the_refinancing_rate_was_5_5_percent_and_not_the_base_rate() -> None:
    # 100 000 due on 31.12.2016, paid on 31.03.2017: 90 days at 5.5 %, multiplier 1: 1 356.164… → 1 356.16
    assert _penalty(10_000_000, "2016-12-31", "2017-03-31") == [("2017-01-01", "2017-03-31", 90, 550, 135_616)]
    # by periods one day longer takes the base rate of 11 % for 01.04.2017
    made = _penalty(10_000_000, "2016-12-31", "2017-04-01", method="by_period")
    assert [(step[2], step[3]) for step in made] == [(90, 550), (1, 1100)]


def test_a_leap_year_counts_its_day_and_keeps_the_divisor() -> None:
    # 365 000 from 28.02.2024 to 01.03.2024: two days (29.02 and 01.03), rate 14.75 %.
    # 365 000 × 0.1475 × 1.25 × 2 / 365 = 368.75
    assert _penalty(36_500_000, "2024-02-28", "2024-03-01") == [("2024-02-29", "2024-03-01", 2, 1475, 36_875)]
    # the same two numbers a year later are one day: 01.03.2025, rate 15.25 %: 365 000 × 0.1525 × 1.25 / 365 = 190.625
    assert _penalty(36_500_000, "2025-02-28", "2025-03-01") == [("2025-03-01", "2025-03-01", 1, 1525, 19_063)]


def test_across_a_year_s_end() -> None:
    # 365 000 due on 30.12.2025, paid on 02.01.2026: three days at 18 %: 365 000 × 0.18 × 1.25 × 3 / 365 = 675
    assert _penalty(36_500_000, "2025-12-30", "2026-01-02") == [("2025-12-31", "2026-01-02", 3, 1800, 67_500)]


def test_part_payments_cut_a_sum() -> None:
    # 300 000 due on 10.04.2026; 100 000 paid on 20.07.2026 (101 days, 17 %), 200 000 owed on 20.10.2026 (193 days,
    # 16.25 %). 100 000 × 0.17 × 1.25 × 101 / 365 = 5 880.137 → 5 880.14
    # 200 000 × 0.1625 × 1.25 × 193 / 365 = 21 481.164… → 21 481.16 ; together 27 361.30
    sums = [{"due": "2026-04-10", "amount": 30_000_000, "payments": [{"on": "2026-07-20", "amount": 10_000_000}]}]
    made = penalty.penalty(TABLES, sums, "2026-10-20")
    assert made is not None
    assert [step["amount"] for step in made["steps"]] == [588_014, 2_148_116]
    assert (made["total"], made["debt"], made["unverified"]) == (2_736_130, 20_000_000, False)
    with pytest.raises(FaultError, match=r"penalty\.overpaid"):
        penalty.penalty(TABLES, [{**sums[0], "amount": 9_000_000}], "2026-10-20")


def test_a_rate_that_is_not_verified_marks_the_result() -> None:
    rates = TABLES["base_rate"]
    doubtful = {**rates, "values": [[day, value, False] for day, value, _ in rates["values"]]}
    for tables, unverified in ((TABLES, False), ({**TABLES, "base_rate": doubtful}, True)):
        made = penalty.penalty(tables, [{"due": "2026-04-10", "amount": 100, "payments": []}], "2026-10-20")
        assert made is not None
        assert made["unverified"] is unverified


def test_a_stretch_joined_of_two_rests_on_both() -> None:
    """The bank kept its rate, and the second decision was not verified: one step, which says so."""
    for known in ([True, False], [False, True], [True, True]):
        rates = [["2026-01-01", 1800, known[0]], ["2026-05-01", 1800, known[1]]]
        tables = {**TABLES, "base_rate": {**TABLES["base_rate"], "values": rates}}
        (step,) = penalty.of_sum(tables, 100_000, "2026-04-10", "2026-05-20", {**DEFAULTS, "method": "by_period"})
        assert (step["days"], step["verified"]) == (40, all(known))


def test_a_day_past_the_table_asks_for_the_rate_and_never_guesses() -> None:
    with pytest.raises(FaultError) as caught:
        _penalty(100, "2026-10-09", "2026-11-24")
    fault = caught.value.fault
    assert (fault.key, fault.params["first"], fault.params["last"]) == ("series.outside", "2015-09-02", "2026-10-25")
    assert fault.params["file"] == "kb/data/base-rate.yml"
    (by_hand,) = penalty.of_sum(TABLES, 36_500_000, "2026-11-22", "2026-11-24", {**DEFAULTS, "rate": 1600})
    assert by_hand["verified"]  # whoever wrote it in has looked it up
    assert _penalty(36_500_000, "2026-11-22", "2026-11-24", rate=1600)[0] == (
        "2026-11-23", "2026-11-24", 2, 1600, 40_000)  # fmt: skip


def test_before_the_code_of_2015_another_law_was_in_force() -> None:
    with pytest.raises(FaultError, match=r"wage_penalty\.before"):
        _penalty(100, "2015-12-30", "2016-02-01")


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(FaultError, match=r"choice\.unknown"):
        penalty.penalty(TABLES, [], "2026-10-20", None, "sometimes")
    with pytest.raises(FaultError, match=r"choice\.unknown"):
        penalty.penalty(TABLES, [], "2026-10-20", None, None, 366)


amounts = st.integers(1, 10**12)
dates = st.integers(days.number("2016-01-10"), days.number("2026-10-01")).map(days.from_number)
methods = st.sampled_from(["payment_day", "by_period"])


def _total(steps: list[tuple[Any, ...]]) -> int:
    return sum(step[4] for step in steps)


@given(amounts, dates, st.integers(0, 900), st.integers(1, 60))
def test_a_penalty_by_periods_never_falls_as_days_pass(amount: int, due: str, late: int, more: int) -> None:
    end = min(days.add(due, late), TABLES["base_rate"]["last"])
    later = min(days.add(end, more), TABLES["base_rate"]["last"])
    now = _total(_penalty(amount, due, end, method="by_period"))
    assert 0 <= now <= _total(_penalty(amount, due, later, method="by_period"))


@given(amounts, dates, st.integers(1, 60), st.integers(1, 20))
def test_a_penalty_at_one_rate_never_falls_while_the_rate_stands(amount: int, due: str, late: int, more: int) -> None:
    first, second = days.add(due, late), days.add(due, late + more)
    if second <= TABLES["base_rate"]["last"] and not series.changes(TABLES["refinancing_rate"], first, second):
        assert _total(_penalty(amount, due, first)) <= _total(_penalty(amount, due, second))


@given(amounts, dates, st.integers(2, 900), st.data())
def test_cutting_a_period_at_a_rate_change_gives_the_same_sum(amount: int, due: str, late: int, data: Any) -> None:
    """The steps add up to one rounding of the whole, whatever the number of rate changes in between."""
    end = min(days.add(due, late), TABLES["base_rate"]["last"])
    steps = _penalty(amount, due, end, method="by_period")
    above = 0
    day = days.add(due, 1)
    while day <= end:  # day by day: no step, no change looked for
        table = TABLES["refinancing_rate" if day < "2021-01-01" else "base_rate"]
        above += series.value(table, day) * series.value(TABLES["penalty_multiplier"], day)
        day = days.add(day, 1)
    below = 10_000 * 100 * 365
    assert _total(steps) == (2 * amount * above + below) // (2 * below)
    assert all(first[1] < second[0] for first, second in itertools.pairwise(steps))
    assert sum(step[2] for step in steps) == days.between(due, end)
