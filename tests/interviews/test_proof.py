"""The proof: faults seeded into good interviews are found, and the good ones have none."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path

import pytest

from aryz.content import Content, workshop_of
from aryz.diagnostics import Findings, Place
from aryz.interviews import proof
from aryz.interviews.compile import compile_interview
from aryz.interviews.engine import Program
from aryz.interviews.load import load_interview
from aryz.interviews.proof import conditions
from aryz.interviews.proof.samples import Samples
from aryz.law.functions import RUN_FUNCTIONS
from aryz.plan.nametables import load_name_tables
from tests.conftest import ROOT
from tests.thorough import some

TODAY = "2026-11-24"


# that the interviews as they are have no faults is what `aryz check` shows: tests/test_cli.py
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
    ("common/court", "    fields: [court.name, court.name_kk]", "    when: \"claim.witnesses or not claim.witnesses\"\n    fields: [court.name, court.name_kk]",
     "proof.constant «when» of «court»"),
    ("common/court", "    fields: [court.name, court.name_kk]", "    when: \"court.name == 'x'\"\n    fields: [court.name, court.name_kk]", "graph.circle"),
    ("wage-claim", "    fields: [commission.result]", "    fields: [commission.result, court.name]", "proof.twice «court.name»"),
    ("common/employer", 'when: "work.ended"', 'when: "not work.ended"', "proof.undefined"),
]  # fmt: skip
# ruff: noqa: E501


_INCLUDING = {"common/employer": "wage-claim", "common/court": "wage-claim"}  # interviews with a shared file


@pytest.mark.parametrize(("file", "good", "bad", "said"), some(SEEDED, *SEEDED[::5]))
def test_a_seeded_fault_is_found(tmp_path: Path, content: Content, file: str, good: str, bad: str, said: str) -> None:
    shutil.copytree(ROOT / "interviews", tmp_path / "interviews")
    path = tmp_path / "interviews" / f"{file}.yml"
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    found = _broken(tmp_path, content, _INCLUDING.get(file, "passport-return") if "/" in file else file)
    assert any(line.startswith(said) for line in found), found


def _broken(folder: Path, content: Content, key: str) -> list[str]:
    """What is wrong with an interview of a copied folder, with the project's papers."""
    findings = Findings()
    project = content.project
    interview = load_interview(
        folder / "interviews" / f"{key}.yml", list(project.languages), project.everywhere, findings
    )
    assert interview is not None
    tables = {**content.data.tables, "names": load_name_tables()}
    plan = compile_interview(interview, workshop_of(project, content.registry, tables, findings))
    if not findings.errors:
        program = Program(plan, RUN_FUNCTIONS)
        seen = proof.explore(program, TODAY, law_day=interview.law_day)
        proof.report(interview, program, seen, findings, Place(project.templates))
    return [f"{p.code} {p.message}" for p in findings]


def test_the_walk_says_how_far_it_went(content: Content) -> None:
    program = content.programs["passport-police"]
    short, whole = proof.explore(program, TODAY, 100), proof.explore(program, TODAY)
    assert not short.complete
    assert short.turns == 100
    assert "left: the walk was cut at its limit" in proof.summary("passport-police", short)
    assert whole.complete
    assert whole.pairs > short.pairs
    assert proof.explore(program, TODAY, 100) == short  # the same walk every time


def test_no_pair_of_answers_is_forgotten(content: Content) -> None:
    """A debt of more than a year ago, claimed a month ago: such pairs were once left out."""
    program = content.programs["notary-inscription"]
    seen = proof.explore(program, TODAY)
    samples = Samples(program, TODAY)
    asked = [path for path in program.fields if path in program.asked_by and len(samples.of(path)) > 1]
    pairs = sum(len(samples.of(a)) * len(samples.of(b)) for a, b in combinations(asked, 2))
    assert seen.all_pairs == pairs
    assert not seen.untried


def test_days_are_tried_on_both_sides_of_a_term_of_the_law(content: Content) -> None:
    days = Samples(content.programs["notary-inscription"], TODAY).of("debt.since")
    assert {"2025-11-23", "2025-11-24"} <= set(days)  # a year, by law.deadline
    assert {"2023-11-23", "2023-11-24"} <= set(days)  # three years, by law.months_after


def test_what_asks_how_a_table_is_verified_is_no_condition_of_answers(content: Content) -> None:
    """Else a notice of unverified rates were called useless on the day the last rate is verified."""
    plan = content.plans["wage-claim"]
    verified = [notice["when"] for notice in plan["notices"] if notice["when"][-1] == "unverified"]
    assert len(verified) == 1
    assert verified[0] not in [spot.node for spot in conditions.spots(plan)]
