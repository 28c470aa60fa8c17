"""Deadlines of an interview: computed after the papers, asking nothing, naming nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.content import Content
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


def test_interviews_with_papers_have_deadlines_in_every_language(content: Content) -> None:
    without = {key for key, plan in content.plans.items() if plan["documents"] and not plan["deadlines"]}
    assert without == {"legal-aid"}  # no law sets a term for it
    for plan in content.plans.values():
        for spec in plan["deadlines"]:
            assert set(spec["title"]) == {"ru", "kk", "uz", "en"}
