"""The engine asks by need: only what the chosen papers still lack, in the order of the file."""

from __future__ import annotations

from typing import Any

import pytest

from aryz.content import Content
from aryz.interviews.answers import read_question
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.engine import Program
from aryz.plan.faults import Fault
from tests.conftest import ROOT
from tests.twin.dice import own_cases

TODAY = "2026-11-24"
EXAMPLES = [
    "six-months-unpaid",
    "representative-signs",
    "final-pay",
    "three-workers",
    "passport-farm",
    "passport-police",
]


def example(content: Content, name: str) -> tuple[Program, dict[str, Any], str]:
    path = ROOT / "examples" / f"{name}.yml"
    data = read_file(path)
    program = content.program(data["interview"])
    today = str(data["today"])
    texts = content.project.interface["ru"]
    return program, read_answers(program, data, path, today, texts, "ru"), today


def faults(
    program: Program, question: str, raw: dict[str, Any], answers: dict[str, Any] | None = None
) -> dict[str, Fault]:
    return read_question(program, answers or {}, TODAY, question, raw, "ru")[1]


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_is_complete(content: Content, name: str) -> None:
    program, answers, today = example(content, name)
    assert program.evaluate(answers, today).complete


@pytest.mark.parametrize("name", EXAMPLES)
def test_answering_question_by_question_leads_to_the_same_end_and_asks_nothing_twice(
    content: Content, name: str
) -> None:
    program, wanted, today = example(content, name)
    answers: dict[str, Any] = {}
    asked: list[str] = []
    while (question := program.evaluate(answers, today).question) is not None:
        assert question not in asked
        asked.append(question)
        answers |= {path: wanted.get(path) for path in program.questions[question]["fields"]}
        assert len(asked) <= len(program.order)
    assert program.evaluate(answers, today).complete
    assert asked == program.evaluate(answers, today).asked or set(asked) == set(program.evaluate(answers, today).asked)


def test_before_a_question_stand_those_that_were_seen_before_it(content: Content) -> None:
    """An answer may lead to a question that stands higher in the file than those already asked."""
    program, climbed = content.program("employer-claim"), 0
    for today, wanted in list(own_cases(program, ROOT, content.project.interface))[:3]:
        answers: dict[str, Any] = {}
        seen: list[str] = []
        while (question := (turn := program.evaluate(answers, today)).question) is not None:
            assert turn.before(question) == seen
            climbed += bool(seen) and program.rank[question] < program.rank[seen[-1]]
            seen.append(question)
            answers |= {path: wanted.get(path) for path in program.questions[question]["fields"]}
        assert [turn.before(question) for question in seen] == [seen[:at] for at in range(len(seen))]  # answered anew
    assert climbed, "in none of these the order of asking differs from the file's"


def test_only_the_chosen_paper_is_asked_for(content: Content) -> None:
    program, answers, today = example(content, "passport-farm")
    for which, unneeded in ((["demand"], "police"), (["police"], "return")):
        turn = program.evaluate({**answers, "papers.which": which}, today)
        assert unneeded not in turn.asked
        assert turn.complete


def test_an_answer_that_no_longer_counts_is_kept_but_never_reaches_the_paper(content: Content) -> None:
    program, answers, today = example(content, "final-pay")
    text = program.template("inspection-complaint", "ru")
    assert text is not None
    turn = program.evaluate(answers, today)
    assert "30\u00a0октября 2026\u00a0года" in text.render_text(turn.environment("ru"))
    changed = program.evaluate({**answers, "work.ended": False}, today)
    assert changed.complete
    assert changed.answers["work.end"] == "2026-10-30"
    assert "30\u00a0октября" not in text.render_text(changed.environment("ru"))


def test_the_same_answers_give_the_same_next_question(content: Content) -> None:
    program = content.program("wage-claim")
    assert {program.evaluate({}, TODAY).question for _ in range(5)} == {"employer"}


def test_the_rate_is_asked_only_when_the_table_does_not_reach_the_day(content: Content) -> None:
    program, answers, today = example(content, "six-months-unpaid")
    assert "rate" not in program.evaluate(answers, today).asked
    later = {**answers, "claim.date": TODAY}
    assert program.evaluate(later, TODAY).question == "rate"
    assert program.evaluate({**later, "rate.by_hand": 1625}, TODAY).complete


def test_notices_speak_of_an_unverified_rate_and_of_a_missed_year(content: Content) -> None:
    program, answers, today = example(content, "six-months-unpaid")

    def said(unpaid: list[Any]) -> str:
        turn = program.evaluate({**answers, "wages.unpaid": unpaid}, today)
        return " ".join(str(part) for notice in turn.notices("ru") for part in notice)

    row = answers["wages.unpaid"][0]
    recent = said(answers["wages.unpaid"])
    assert "ещё не сверили" not in recent
    assert "год" not in recent
    assert "прошёл год" in said([{**row, "month": "2025-03", "due": "2025-04-10"}])
    # the first day of the rate of July 2024 has one source
    assert "ещё не сверили" in said([{**row, "month": "2024-05", "due": "2024-06-10", "paid_on": "2024-07-20"}])


ROW = {"month": "03.2026", "agreed": "250 000", "paid": "", "due": "", "paid_on": ""}


@pytest.mark.parametrize(
    ("question", "raw", "at", "key"),
    [
        ("unpaid", {"wages.unpaid": [{**ROW, "month": "13.2026"}]}, "wages.unpaid[0].month", "month.form"),
        ("unpaid", {"wages.unpaid": [{**ROW, "agreed": "много"}]}, "wages.unpaid[0].agreed", "money.form"),
        ("unpaid", {"wages.unpaid": [{**ROW, "agreed": ""}]}, "wages.unpaid[0].agreed", "required"),
        ("unpaid", {"wages.unpaid": [{**ROW, "paid": "300000"}]}, "wages.unpaid[0].paid", "check"),
        (
            "unpaid",
            {"wages.unpaid": [{**ROW, "due": "10.04.2026", "paid_on": "01.04.2026"}]},
            "wages.unpaid[0].paid_on",
            "check",
        ),
        ("unpaid", {"wages.unpaid": [{**ROW, "paid_on": "09.04.2026"}]}, "wages.unpaid[0].paid_on", "check"),
        ("unpaid", {"wages.unpaid": [{**ROW, "month": "03.2019"}]}, "wages.unpaid[0].due", "required"),
        ("unpaid", {"wages.unpaid": [{**ROW, "paid_on": "01.01.2030"}]}, "wages.unpaid[0].paid_on", "date.max"),
        ("unpaid", {"wages.unpaid": [{**ROW, "month": "11.2026"}]}, "wages.unpaid[0].month", "check"),  # not due yet
        ("unpaid", {"wages.unpaid": [{**ROW, "due": "10.12.2026"}]}, "wages.unpaid[0].due", "check"),
        ("unpaid", {"wages.unpaid": []}, "wages.unpaid", "list.empty"),
        ("claim-date", {"claim.date": "31.02.2026"}, "claim.date", "date.unreal"),
        ("claim-date", {"claim.date": "вчера"}, "claim.date", "date.form"),
        ("claim-date", {"claim.date": "01.01.2020"}, "claim.date", "date.min"),
        ("rate", {"rate.by_hand": "0,5"}, "rate.by_hand", "percent.min"),
        ("worker-name", {"worker.name": {"surname": "Ким"}, "worker.sex": "m"}, "worker.name", "name.parts"),
        ("worker-name", {"worker.name": ["Ким"], "worker.sex": "m"}, "worker.name", "name.form"),
        ("worker-name", {"worker.name": {"surname": ["Ким"], "given": True}}, "worker.name", "name.form"),
        (
            "worker-name",
            {"worker.name": {"surname": "К1м", "given": "А"}, "worker.sex": "m"},
            "worker.name",
            "name.letters",
        ),
        ("worker-name", {"worker.name": "Ким Анна", "worker.sex": "x"}, "worker.sex", "choice.unknown"),
        (
            "worker-papers",
            {"worker.born": "01.01.1990", "worker.citizenship": "ZZ"},
            "worker.citizenship",
            "country.unknown",
        ),
        ("worker-papers", {"worker.iin": "123"}, "worker.iin", "iin.form"),
        ("worker-papers", {"worker.iin": "900101300012"}, "worker.iin", "iin.check"),
        ("worker-contact", {"worker.phone": "нет"}, "worker.phone", "phone.form"),
        ("worker-contact", {"worker.address": "x" * 501}, "worker.address", "text.long"),
        ("hearing", {"claim.witnesses": "может быть"}, "claim.witnesses", "yes_no.form"),
    ],
)
def test_bad_answers_are_named_at_their_field(
    content: Content, question: str, raw: dict[str, Any], at: str, key: str
) -> None:
    found = faults(content.program("wage-claim"), question, raw, {"wages.pay_day": None, "work.ended": False})
    assert at in found, found
    assert found[at].key == key


def test_a_month_is_due_sooner_once_the_work_has_ended(content: Content) -> None:
    program = content.program("wage-claim")
    row = {"wages.unpaid": [{**ROW, "month": "11.2026"}]}
    left = {"wages.pay_day": None, "work.ended": True, "work.end": "2026-11-13"}
    assert not faults(program, "unpaid", row, left)
    assert faults(program, "unpaid", row, {**left, "work.end": "2026-11-23"})  # the final pay is not due either


def test_what_came_after_the_final_day_came_late_though_the_months_own_day_was_ahead(content: Content) -> None:
    """Work ended on Monday 05.10.2026: all was due by 08.10 (113.4), October too, whose own day is 10.11 (113.1)."""
    program = content.program("wage-claim")
    left = {"wages.pay_day": None, "work.ended": True, "work.end": "2026-10-05"}

    def told(paid_on: str) -> set[str]:
        row = {**ROW, "month": "10.2026", "paid_on": paid_on}
        return set(faults(program, "unpaid", {"wages.unpaid": [row]}, left))

    assert told("09.10.2026") == told("01.11.2026") == set()
    assert told("08.10.2026") == {"wages.unpaid[0].paid_on"}


def test_a_month_that_may_still_be_paid_stops_the_paper_in_whatever_order_one_answers(content: Content) -> None:
    program, answers, today = example(content, "six-months-unpaid")
    early = {**answers, "claim.date": "2026-09-10"}  # August is due on that very day
    turn = program.evaluate(early, today)
    assert (turn.faults["arrears"].key, turn.complete) == ("arrears.early", False)
    assert program.evaluate({**early, "claim.date": "2026-09-11"}, today).complete
    found = read_question(program, answers, today, "claim-date", {"claim.date": "2026-09-10"}, "ru")[1]
    assert found["claim.date"].key == "arrears.early"


def test_every_fault_has_words_in_every_language(content: Content) -> None:
    import re

    source = "".join(p.read_text() for p in (ROOT / "src" / "aryz").rglob("*.py"))
    keys = set(re.findall(r'(?:_RefusedError|Fault|FaultError)\("([a-z_.]+)"', source)) - {"check"}
    keys |= {f"{kind}.{end}" for kind in ("date", "month", "money", "percent", "integer") for end in ("min", "max")}
    for language, texts in content.project.interface.items():
        assert not {key for key in keys if f"fault.{key}" not in texts}, language


def test_interface_texts_are_the_same_in_every_language(content: Content) -> None:
    first, *others = content.project.interface.values()
    assert all(set(texts) == set(first) for texts in others)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8 701 123-45-67", "+7 701 123 45 67"),
        ("+998901234567", "+998 90 123 45 67"),
        ("7011234567", "+7 701 123 45 67"),
    ],
)
def test_telephone_numbers_are_written_in_one_way(content: Content, typed: str, value: str) -> None:
    answers, _ = read_question(
        content.program("wage-claim"), {}, TODAY, "worker-contact", {"worker.phone": typed}, "ru"
    )
    assert answers["worker.phone"] == value
