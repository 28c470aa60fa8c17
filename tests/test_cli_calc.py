"""`aryz calc`: the commands of the issue, their JSON, and errors for people."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import run_aryz


def _json(*words: str) -> dict[str, Any]:
    done = run_aryz("calc", *words, "--json")
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_penalty_gives_its_steps_as_decimal_strings() -> None:
    made = _json("penalty", "--unpaid", "2026-04-10:250000:2026-07-20", "--as-of", "2026-09-01")
    assert made["total"] == "14700.34"
    (step,) = made["steps"]
    assert step["from"] == "2026-04-11"
    assert (step["to"], step["days"], step["rate"], step["amount"]) == ("2026-07-20", 101, "17", "14700.34")
    assert step["formula"] == "250000.00 × 17 % × 1.25 × 101 / 365"
    assert step["cites"] == ["tk:113.3"]


def test_part_payments_are_written_in_one_word() -> None:
    # 5 880.14 for the part paid and 21 481.16 for the rest: see tests/law/test_calc.py
    words = ["penalty", "--unpaid", "10.04.2026:300 000:100000@20.07.2026", "--as-of", "2026-10-20"]
    made = _json(*words)
    assert (made["total"], made["debt"], made["unverified"]) == ("27361.30", "200000.00", False)
    # a plain sum was paid in time: 200 000 × 0.1625 × 1.25 × 193 / 365
    assert _json("penalty", "--unpaid", "2026-04-10:300000:100000", "--as-of", "2026-10-20")["total"] == "21481.16"


def test_the_other_calculators_answer() -> None:
    arrears = _json("arrears", "--month", "2026-03:250000:100000", "--as-of", "2026-09-01")
    # 150 000 × 0.1675 × 1.25 × 144 / 365 = 12 390.41
    assert (arrears["debt"], arrears["penalty"], arrears["total"]) == ("150000.00", "12390.41", "162390.41")
    extra = _json("overtime", "--month", "2026-03", "--salary", "250000", "--overtime", "12")
    assert extra["total"] == "31250.00"
    leave = _json("leave", "--first", "2026-01-15", "--last", "2026-09-30", "--average-day", "10000")
    assert (leave["days"], leave["total"]) == ("17.07", "120000.00")
    final = _json("final-pay", "--last-day", "2026-07-31", "--wages", "430000", "--paid", "2026-09-01")
    assert (final["due"], final["penalty"]) == ("2026-08-05", "6659.85")
    term = _json("deadline", "--rule", "wage-claim", "--from", "2026-01-24")
    assert (term["total"], term["notes"]) == ("2027-01-25", ["stands_still"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["penalty", "--unpaid", "2026-04-10:250000", "--as-of", "2026-11-24"], "kb/data/base-rate.yml"),
        (["penalty", "--unpaid", "2026-04-10:250000", "--as-of", "2026-11-24"], "2026-10-25"),
        (["penalty", "--unpaid", "2026-02-30:250000", "--as-of", "2026-09-01"], "2026-02-30"),
        (["penalty", "--unpaid", "2026-04-10:много", "--as-of", "2026-09-01"], "много"),
        (["deadline", "--rule", "wage", "--from", "2026-01-24"], "wage-claim"),
        (["overtime", "--month", "2026-03", "--overtime", "3"], "Нужна месячная зарплата"),
        (["final-pay", "--last-day", "2026-07-31"], "Укажите хотя бы одну сумму"),
    ],
)
def test_bad_input_is_one_message_and_exit_1(words: list[str], said: str) -> None:
    done = run_aryz("calc", *words)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_table_names_the_article_in_the_language_asked() -> None:
    done = run_aryz("calc", "deadline", "--rule", "appeal-answer", "--from", "2026-11-24", "--lang", "kk")
    assert "ҚР ӘРПК 76-бабы" in done.stdout
    assert "2026-12-15" in done.stdout
    listed = run_aryz("calc", "deadline")
    assert "wage-claim:" in listed.stdout
    assert run_aryz("calc", "deadline", "--rule", "wage-claim").returncode == 2
    assert run_aryz("calc", "penalty", "--unpaid", "2026-04-10", "--as-of", "2026-09-01").returncode == 2
