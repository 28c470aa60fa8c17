"""Why a question is asked, in words that people read."""

from __future__ import annotations

import pytest

from aryz.content import Content
from aryz.interviews.why import readable


@pytest.mark.parametrize(
    ("around", "words"),
    [
        ("БИН (ИИН): {{ employer.bin }}", "БИН (ИИН): …"),
        ("{%p if employer.bin is not empty %}", ""),
        ("{{ employer.name }}", ""),
        ("Работал в {{ employer.name }} с {{ work.start | format_da", "Работал в … с …"),
        ("{% if a %}да{% else %}нет{% endif %}", "да нет"),
    ],
)
def test_tags_of_a_template_are_not_shown_to_people(around: str, words: str) -> None:
    assert readable(around) == words


def test_no_question_of_ours_shows_a_tag_or_tells_a_reason_twice(content: Content) -> None:
    for program in content.programs.values():
        for question in program.order:
            reasons = program.why(question)
            assert all("{" not in reason.get("around", "") for reason in reasons), (question, reasons)
            assert all(reasons.count(reason) == 1 for reason in reasons)
