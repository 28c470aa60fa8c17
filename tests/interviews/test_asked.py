"""What people read in interviews: questions that can be answered as they are asked, advice without stray signs."""

from __future__ import annotations

import re

from aryz.content import Content
from aryz.interviews.shown import readable

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


def test_the_question_about_wages_beside_a_passport_means_yes_as_its_field_does(content: Content) -> None:
    """It was read as «were your wages paid?», and «yes» was taken for «they are not paid»."""
    program = content.programs["passport-return"]
    ask, label = program.questions["unpaid"]["ask"], program.fields["pay.unpaid"]["label"]
    assert ask == label
    assert "owed" in ask["en"][0]


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


def test_a_row_of_a_list_is_read_with_what_each_figure_means(content: Content) -> None:
    """A month of wages is no row of bare figures; what labels say in brackets is for who fills them in."""
    program, texts = content.programs["wage-claim"], content.project.interface["ru"]
    field = program.fields["wages.unpaid"]
    row = {"month": "2026-03", "agreed": 25_000_000, "paid": None, "due": None, "paid_on": "2026-07-01"}
    turn = program.evaluate({"wages.unpaid": [row]}, "2026-11-24", "ru")
    (said,) = readable(turn, field, [row], texts, "ru")
    assert said.replace("\u00a0", " ").split("\n") == [
        "Месяц работы: 03.2026",
        "Сколько должны были заплатить, тенге: 250 000 тенге",
        "Если остаток отдали позже — когда: 01.07.2026",
    ]
    (said,) = readable(turn, field, [row | {"paid": 0}], texts, "ru")
    assert "Сколько заплатили в срок, тенге: 0" in said
