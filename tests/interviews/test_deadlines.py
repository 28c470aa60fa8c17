"""Deadlines of an interview: computed after the papers, asking nothing, naming nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.content import Content
from aryz.diagnostics import Findings
from aryz.interviews import trials
from aryz.interviews.cases import read_answers, read_file
from tests.conftest import ROOT
from tests.interviews.small import codes, program_of

TOP = """
fields:
  name: {type: text}
  filed: {type: date, label: F}
  other: {type: date}
  sum: {type: money, label: S}
questions:
  - {id: filed, ask: When?, fields: [filed, sum]}
  - {id: name, ask: Who?, fields: [name]}
  - {id: other, ask: Other?, fields: [other], when: "sum > tenge(5)"}
outcomes:
  - {id: end, kind: advice, title: End, when: "filed is not empty", say: "{{ name }}"}
"""


OTHER = '  - {id: other, ask: Other?, fields: [other], when: "sum > tenge(5)"}\n'
FIELD = "  other: {type: date}\n"


def test_the_days_come_nearest_first_and_only_where_the_answers_give_them(tmp_path: Path) -> None:
    program = program_of(
        tmp_path,
        f"""{TOP}  - {{id: more, kind: advice, title: More, when: "other is not empty", say: "-"}}
deadlines:
  - {{id: late, title: Late, on: "filed + 30", say: "From {{{{ filed | format_date('short') }}}}", cite: "tk:160"}}
  - {{id: soon, title: Soon, on: "filed + 3", remind: 0}}
  - {{id: gone, title: Gone, on: "other + 1"}}
  - {{id: never, title: Never, on: "filed", when: "sum > tenge(100)"}}
""",
    )
    turn = program.evaluate({"name": "N", "filed": "2026-11-25", "sum": 100}, "2026-11-25")
    assert turn.complete
    assert [(d.id, d.day, d.remind) for d in turn.deadlines("kk")] == [
        ("soon", "2026-11-28", 0),
        ("late", "2026-12-25", 3),
    ]
    assert turn.deadlines("ru")[1].text == "From 25.11.2026 (tk:160)."
    assert turn.missing == set()


def test_a_deadline_asks_no_question(tmp_path: Path) -> None:
    text = f'{TOP}deadlines:\n  - {{id: x, title: X, on: "other"}}\n'
    assert codes(tmp_path, text) == ["question.unneeded", "deadline.unasked"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{id: x, title: X, on: "sum"}', "expr.type"),
        ('{id: x, title: X, on: "nothing.here"}', "expr.unknown-name"),
        ('{id: x, title: X, on: "filed", say: "{{ name }}"}', "deadline.person"),
        ('{id: x, title: X, on: "filed", remind: soon}', "deadline.remind"),
        ('{id: x, title: X, on: "filed", until: 3}', "yaml.unknown-key"),
    ],
)
def test_what_is_wrong_is_said(line: str, code: str, tmp_path: Path) -> None:
    outcome = 'outcomes:\n  - {id: end, kind: advice, title: End, say: "{{ name }}"}'
    head = TOP[: TOP.index("  - {id: other")].replace("  other: {type: date}\n", "")
    found = codes(tmp_path, f"{head}{outcome}\ndeadlines:\n  - {line}\n")
    assert code in found


def test_two_of_one_name_are_told(tmp_path: Path) -> None:
    twice = '  - {id: x, title: X, on: "filed"}\n' * 2
    assert "deadline.twice" in codes(tmp_path, f"{TOP}deadlines:\n{twice}")


def test_those_of_another_interview_count_where_its_condition_holds(tmp_path: Path) -> None:
    inner = f'id: inner\ntitle: I\nsummary: I.\n{TOP}deadlines:\n  - {{id: x, title: X, on: "filed"}}\n'
    program = program_of(
        tmp_path,
        """
include: [{interview: inner, when: "wanted"}]
fields: {wanted: yes_no}
questions:
  - {id: wanted, ask: Wanted?, fields: [wanted]}
  - {from: inner}
outcomes: [{id: top, kind: advice, title: T, when: "not wanted", say: T}]
""",
        inner=inner.replace('  - {id: other, ask: Other?, fields: [other], when: "sum > tenge(5)"}\n', "").replace(
            "  other: {type: date}\n", ""
        ),
    )
    answers = {"wanted": True, "name": "N", "filed": "2026-11-25", "sum": 1}
    assert [d.id for d in program.evaluate(answers, "2026-11-25").deadlines("ru")] == ["x"]
    assert program.evaluate({**answers, "wanted": False}, "2026-11-25").deadlines("ru") == []


# counted by hand: 25 October 2026 falls on a Sunday, so the 26th is free; 16 December is a holiday
BY_HAND = {
    "accrued-wages": {"notary-objection": "2026-12-10", "notary-year": "2027-08-10"},
    "claim-and-commission": {"breach-mended": "2026-12-03", "commission-decides": "2026-12-15"},
    "dismissal": {"court-accepts": "2026-12-01", "job": "2026-12-07"},
    "expulsion-appeal": {"file-by": "2026-11-27", "complaint-heard": "2026-12-04"},
    "final-pay": {"inspection-answers": "2026-12-15", "silence": "2027-03-16"},
    "passport-farm": {"victim": "2026-11-27", "passport-back": "2026-11-27"},
    "report-refused": {"prosecutor-answers": "2026-12-02", "judge": "2026-12-25"},
    "six-months-unpaid": {"court-accepts": "2026-10-28", "year": "2027-04-10"},
}


@pytest.mark.parametrize("example", BY_HAND)
def test_the_days_of_the_examples_are_those_counted_by_hand(content: Content, example: str) -> None:
    path = ROOT / "examples" / f"{example}.yml"
    data = read_file(path)
    program, today = content.program(data["interview"]), str(data["today"])
    answers = read_answers(program, data, path, today, content.project.interface["ru"], "ru")
    made = {deadline.id: deadline.day for deadline in program.evaluate(answers, today).deadlines("ru")}
    assert made | BY_HAND[example] == made


def test_cases_say_which_days_must_come(tmp_path: Path) -> None:
    program = program_of(
        tmp_path, f"{TOP.replace(OTHER, '').replace(FIELD, '')}deadlines:\n  - {{id: x, title: X, on: filed}}\n"
    )
    answers = "{name: N, filed: 2026-11-25, sum: 1}"
    path = tmp_path / "trial.cases.yml"
    wanted = ("{x: 2026-11-25}", "{x: none}", "{x: 2026-11-26}", "{y: none}")
    path.write_text(
        "cases:\n"
        + "".join(f"  - {{name: c, today: 2026-11-25, answers: {answers}, deadlines: {w}}}\n" for w in wanted)
    )
    findings = Findings()
    trials.run(program, path, tmp_path, {"ru": {}}, findings)
    assert [problem.message for problem in findings] == [
        "«c»: the deadline «x» is 2026-11-25, not none.",
        "«c»: the deadline «x» is 2026-11-25, not 2026-11-26.",
        "«c»: there is no deadline «y».",
    ]


def test_interviews_with_papers_have_deadlines_in_every_language(content: Content) -> None:
    without = {key for key, plan in content.plans.items() if plan["documents"] and not plan["deadlines"]}
    assert without == {"legal-aid"}  # no law sets a term for it
    for plan in content.plans.values():
        for spec in plan["deadlines"]:
            assert set(spec["title"]) == set(content.project.spoken)
