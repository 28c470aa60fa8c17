"""What interviews share: headings of the review page, answers that carry over from the triage and between claims."""

from __future__ import annotations

from typing import Any

import pytest

from aryz.content import Content
from aryz.interviews.saved import carried

TODAY = "2026-11-24"


def test_every_question_stands_under_a_heading(content: Content) -> None:
    bare = {
        f"{key}: {question}"
        for key, program in content.programs.items()
        for question, spec in program.questions.items()
        if not spec["topic"]
    }
    assert bare == set()


@pytest.mark.parametrize(
    ("source", "answers", "target", "kept"),
    [
        (
            "hotline-triage",
            {"safety.signs": ["none"], "triage.trouble": ["police"], "served.date": "2026-11-23"},
            "migration-complaint",
            {"served.date"},
        ),
        (
            "hotline-triage",
            {"safety.signs": ["debt"], "triage.trouble": ["papers"]},
            "passport-police",
            {"safety.signs"},
        ),
        (
            "hotline-triage",
            {"safety.signs": ["none"], "triage.trouble": ["papers"], "triage.signs": ["none"]},
            "passport-return",
            {"safety.signs"},
        ),
    ],
)
def test_answers_carry_over(
    content: Content, source: str, answers: dict[str, Any], target: str, kept: set[str]
) -> None:
    program = content.programs[source]
    turn = program.evaluate(answers, TODAY, "ru")
    assert turn.complete
    assert set(carried(program, turn, content.programs[target], "ru")) == kept


def test_the_commission_is_asked_by_the_same_paths_in_all_claims(content: Content) -> None:
    for key in ("wage-claim", "dismissal-claim", "employer-claim"):
        assert content.programs[key].fields["commission.free"]["type"] == "choice"
    for key in ("wage-claim", "dismissal-claim"):
        assert content.programs[key].fields["commission.result"]["type"] == "choice"
