"""What people read in interviews: questions that can be answered as they are asked, advice without stray signs."""

from __future__ import annotations

import re

from aryz.content import Content

# in the last sentence: a word that asks for more than yes or no, or a choice of two
OPEN = re.compile(r"\b(who|whose|what|where|when|which|how|why|alone or)\b[^.]*$", re.IGNORECASE)


def test_a_lone_yes_or_no_is_asked_for_by_the_question_itself(content: Content) -> None:
    """Its label is for those who hear the page; others see the question and «yes», «no»."""
    found = []
    for key, program in content.programs.items():
        for name, question in program.questions.items():
            if [program.fields[path]["type"] for path in question["fields"]] == ["yes_no"]:
                words = "".join(part for part in question["ask"]["en"] if isinstance(part, str))
                if OPEN.search(words):
                    found.append(f"{key} {name}: {words}")
    assert not found, "\n".join(found)


def test_advice_has_no_marks_that_pages_do_not_read(content: Content) -> None:
    """Pages read paragraphs, lists and bold words; a table or a link would stand there as signs."""
    marks = re.compile(r"^\s*[|#>]|\]\(|`|\|-", re.MULTILINE)
    found = []
    for key, program in content.programs.items():
        for outcome in program.plan["outcomes"]:
            for language, parts in outcome["say"].items():
                if any(isinstance(part, str) and marks.search(part) for part in parts):
                    found.append(f"{key} {outcome['id']} {language}")
    assert not found, "\n".join(found)
