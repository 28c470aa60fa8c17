"""The proof: faults seeded into good interviews are found, and the good ones have none."""

from __future__ import annotations

from datetime import date

import pytest

from aryz.content import Content, load_content
from aryz.diagnostics import Findings, Place
from aryz.interviews import proof
from aryz.project import Project


def _proved(content: Content, interview: str) -> list[str]:
    """What is wrong with one interview, as «code field or message»."""
    if content.findings.errors:
        return [f"{p.code} {p.message}" for p in content.findings.errors]
    program = content.programs[interview]
    findings = Findings()
    seen = proof.explore(program, date.today().isoformat(), 1500)
    proof.report(content.interviews[interview], program, seen, findings, Place(content.project.templates))
    return [f"{p.code} {p.message}" for p in findings]


@pytest.mark.parametrize("interview", ["wage-claim", "inspection-complaint", "passport-return", "passport-police"])
def test_good_interviews_have_no_faults(content: Content, interview: str) -> None:
    assert _proved(content, interview) == []


SEEDED = [  # file, what stands there, what a tired editor writes, the interview, what must be said
    ("passport-return", 'when: "not danger"', 'when: "danger or not danger"', "proof.twice «papers.which»"),
    ("passport-return", 'when: "danger"\n', 'when: "danger and not danger"\n', "proof.unreached"),
    ("passport-return", "when: \"'demand' in papers.which\"\n", "when: \"'demand' in papers.which and danger and not danger\"\n",
     "proof.never-made"),
    ("common/passport", "when: \"taken.reason == 'other'\"", "when: \"taken.reason == 'other' and taken.willing\"",
     "proof.undefined"),
    ("common/passport", 'when: "taken.willing"', 'when: "not taken.willing"', "proof.unreached"),
    ("common/passport", 'when: "back.asked"', 'when: "not back.asked"', "proof.undefined"),
    ("common/police", 'when: "police.interpreter"', 'when: "not police.interpreter"', "proof.undefined"),
    ("common/passport", 'when: "not holder.is_employer"', 'when: "holder.is_employer"', "proof.undefined"),
    ("common/passport", '- when: "danger"\n', '- when: "danger or not danger"\n', "proof.constant the notice is shown on every way"),
    ("common/passport", '- when: "pay.unpaid"', '- when: "pay.unpaid and not pay.unpaid"', "proof.constant the notice is never"),
    ("common/court", 'when: "claim.interpreter"', 'when: "not claim.interpreter"', "proof.undefined"),
    ("wage-claim", "in ['not_performed', 'not_settled']\"", "in ['not_performed']\"", "proof.undefined"),
    ("common/court", "    fields: [court.name]", "    when: \"claim.witnesses or not claim.witnesses\"\n    fields: [court.name]",
     "proof.constant «when» of «court»"),
    ("common/court", "    fields: [court.name]", "    when: \"court.name == 'x'\"\n    fields: [court.name]", "graph.circle"),
    ("wage-claim", "    fields: [commission.result]", "    fields: [commission.result, court.name]", "proof.twice «court.name»"),
    ("common/employer", 'when: "work.ended"', 'when: "not work.ended"', "proof.undefined"),
]  # fmt: skip
# ruff: noqa: E501


@pytest.mark.parametrize(("file", "good", "bad", "said"), SEEDED)
def test_a_seeded_fault_is_found(copy: Project, file: str, good: str, bad: str, said: str) -> None:
    path = copy.interviews / f"{file}.yml"
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    content = load_content(copy, stop=False)
    found = _proved(content, {"common/employer": "wage-claim"}.get(file, "passport-return") if "/" in file else file)
    assert any(line.startswith(said) for line in found), found


def test_the_walk_says_how_far_it_went(content: Content) -> None:
    program = content.programs["passport-police"]
    short, whole = proof.explore(program, "2026-11-24", 100), proof.explore(program, "2026-11-24")
    assert not short.complete
    assert short.turns == 100
    assert "cut at its limit" in proof.summary("passport-police", short)
    assert whole.complete
    assert whole.pairs > short.pairs
    assert proof.explore(program, "2026-11-24", 100) == short  # the same walk every time
