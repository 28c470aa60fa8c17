"""What people type into calculators: sums and days, and the slips that are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aryz.law import calculators
from aryz.plan.faults import FaultError
from tests.law.tables import TABLES


@pytest.mark.parametrize(
    ("text", "tiyn"),
    [("250 000,50", 25_000_050), ("250\u00a0000.5", 25_000_050), ("0", 0), ("999999999999", 99_999_999_999_900)],
)
def test_sums_as_people_write_them(text: str, tiyn: int) -> None:
    assert calculators.hundredths(text) == tiyn


@pytest.mark.parametrize(
    "text", ["250.000", "250,000", "1.005", "", "-5", "nan", "inf", "1e5", "1_000", "٣٠٠", "1,2,3"]
)
def test_a_sum_that_may_mean_two_things_is_refused(text: str) -> None:
    """Two hundred and fifty thousand with a point is never taken for two hundred and fifty."""
    with pytest.raises(FaultError, match=r"money\.form"):
        calculators.hundredths(text)


@pytest.mark.parametrize(
    ("read", "text", "key"),
    [
        (calculators.day, "٠١.٠١.2026", "date.form"),
        (calculators.day, "31.04.2026", "date.unreal"),
        (calculators.month, "13.2026", "month.form"),
    ],
)
def test_a_slip_in_a_day_is_told(read: Callable[[str], str], text: str, key: str) -> None:
    with pytest.raises(FaultError) as caught:
        read(text)
    assert caught.value.fault.key == key


@pytest.mark.parametrize(
    ("name", "asked", "key"),
    [
        ("deadline", {"rule": "wage-claim", "from": "9999-12-31"}, "date.max"),
        ("deadline", {"rule": "wage-claim", "from": "0206-04-10"}, "date.min"),
        ("arrears", {"rows": [{"month": "0203-03", "agreed": 1}], "as_of": "2026-09-01"}, "month.min"),
        ("overtime", {"month": "9999-12", "salary": 1, "night": 1}, "month.max"),
        (
            "penalty",
            {
                "rows": [{"due": "2026-04-10", "amount": 1, "payments": [{"on": "9999-12-31", "amount": 1}]}],
                "as_of": "x",
            },
            "date.max",
        ),
    ],
)
def test_nothing_is_counted_from_a_year_that_is_a_slip(name: str, asked: dict[str, Any], key: str) -> None:
    with pytest.raises(FaultError) as caught:
        calculators.calculate(TABLES, name, asked)
    assert caught.value.fault.key == key


def test_days_are_read_in_two_forms() -> None:
    assert calculators.day("1.4.2026") == calculators.day("2026-04-01") == "2026-04-01"
    assert calculators.month("3.2026") == calculators.month("2026-03") == "2026-03"
