"""What an interview file may say: outcomes, topics, blocks with a prefix, interviews within interviews, field types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aryz.interviews.answers import read_question
from aryz.interviews.drawing import draw, rows
from aryz.interviews.engine import Program
from aryz.plan.faults import Fault
from tests.interviews.small import codes, plan_of, program_of

TODAY = "2026-11-25"
DRAWING = {key: key for key in
           ("when", "and", "or", "not", "yes", "no", "empty", "filled", "has", "today", "computed")}  # fmt: skip


def typed(program: Program, question: str, raw: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Fault]]:
    return read_question(program, {}, TODAY, question, raw, "ru")


DANGER = """
outcomes:
  - {id: danger, kind: advice, title: Danger, when: locked, say: "Call. {{ who }}"}
  - {id: calm, kind: referral, title: Calm, when: not locked, say: Go.}
fields:
  locked: {type: yes_no}
  who: {type: text}
questions:
  - {id: who, ask: Who?, fields: [who]}
  - {id: locked, ask: Locked?, fields: [locked]}
"""


def test_an_outcome_asks_what_its_condition_and_its_words_need(tmp_path: Path) -> None:
    program = program_of(tmp_path, DANGER)
    assert program.evaluate({}, TODAY).question == "locked"
    turn = program.evaluate({"locked": True}, TODAY)
    assert turn.question == "who"
    assert turn.outcomes == ["danger"]
    calm = program.evaluate({"locked": False}, TODAY)
    assert calm.complete
    assert calm.outcomes == ["calm"]
    assert calm.asked == ["locked"]


def test_progress_is_what_is_lacking_now_and_what_may_still_come(tmp_path: Path) -> None:
    program = program_of(tmp_path, DANGER)
    assert program.evaluate({}, TODAY).progress == (1, 2)
    assert program.evaluate({"locked": True}, TODAY).progress == (1, 1)
    assert program.evaluate({"locked": False}, TODAY).progress == (0, 0)


def test_each_question_knows_why_it_is_asked(tmp_path: Path) -> None:
    program = program_of(tmp_path, DANGER)
    assert program.why("who") == [{"outcome": "danger"}]
    assert program.why("locked") == [{"outcome": "danger"}, {"outcome": "calm"}]


PERSON = """
fields:
  $.name: {type: name, label: Name}
  $.acts: {type: yes_no, label: "Is {{ $.name }} here?"}
questions:
  - {id: $-name, ask: Name?, fields: [$.name]}
  - {id: $-acts, ask: Acts?, when: $.name is not empty, fields: [$.acts]}
"""
PARTIES = """
include: [{file: common/person.yml, as: worker}, {file: common/person.yml, as: helper}]
outcomes:
  - {id: end, kind: advice, title: End, say: "{{ worker.name }} {{ 'yes' if helper.acts else 'no' }}"}
questions:
  - {from: common/person.yml, as: helper}
"""


def test_a_block_serves_several_people_under_their_prefixes(tmp_path: Path) -> None:
    program = program_of(tmp_path, PARTIES.replace("worker.name }}", "worker.name }}{{ 'y' if worker.acts else 'n' }}"),
                         common__person=PERSON)  # fmt: skip
    assert program.order == ["worker-name", "worker-acts", "helper-name", "helper-acts"]
    assert program.evaluate({}, TODAY).missing == {"worker-name", "helper-name"}


def test_a_block_without_its_prefix_is_refused_with_the_line(tmp_path: Path) -> None:
    text = PARTIES.replace("{file: common/person.yml, as: worker}", "common/person.yml")
    found = [p for p in plan_of(tmp_path, text, common__person=PERSON)[1] if p.code == "interview.prefix"]
    assert found
    assert found[0].place.line == 3


def test_a_block_takes_in_another_under_its_own_prefix(tmp_path: Path) -> None:
    court = """
include: [{file: common/person.yml, as: $}]
questions:
  - {from: common/person.yml, as: $}
  - {id: $-court, ask: Court?, fields: [$.court]}
fields: {$.court: {type: text, label: Court}}
"""
    said = "{{ worker.name }}{{ worker.court }}{{ helper.court }}{{ 'y' if worker.acts else 'n' }}"
    text = PARTIES.replace("common/person.yml", "common/court.yml").replace("{{ worker.name }}", said)
    program = program_of(tmp_path, text, common__person=PERSON, common__court=court)
    assert program.order == ["worker-name", "worker-acts", "worker-court", "helper-name", "helper-acts", "helper-court"]
    assert program.evaluate({}, TODAY).missing == {"worker-name", "worker-court", "helper-name", "helper-court"}


INNER = """id: inner
title: Inner
summary: Inner.
outcomes: [{id: paid, kind: advice, title: Paid, say: "{{ sum | currency }}"}]
fields: {sum: {type: money, label: Sum}}
questions: [{id: sum, ask: How much?, fields: [sum]}]
notices: [{when: "sum > tenge(5)", say: Much.}]
"""
OUTER = """
include: [{interview: inner, when: wages}]
outcomes: [{id: end, kind: advice, title: End, say: "{{ 'yes' if wages else 'no' }}"}]
fields: {wages: {type: yes_no}, sum: {type: money, label: The same sum}}
questions: [{id: wages, ask: Wages?, fields: [wages]}]
"""


def test_another_interview_counts_only_where_its_condition_holds(tmp_path: Path) -> None:
    program = program_of(tmp_path, OUTER, inner=INNER)
    assert program.evaluate({"wages": False}, TODAY).complete
    turn = program.evaluate({"wages": True}, TODAY)
    assert turn.question == "sum"
    done = program.evaluate({"wages": True, "sum": 1000}, TODAY)
    assert done.outcomes == ["paid", "end"]
    assert done.notices("ru") == [["Much."]]
    assert program.evaluate({"wages": False, "sum": 1000}, TODAY).notices("ru") == []


def test_includes_in_a_circle_are_refused(tmp_path: Path) -> None:
    inner = INNER.replace("\nfields:", "\ninclude: [{interview: trial}, {interview: inner}]\nfields:")
    assert "interview.include-circle" in codes(tmp_path, OUTER, inner=inner)


def test_a_file_outside_the_interviews_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("fields: {}", encoding="utf-8")
    inside = tmp_path / "interviews"
    inside.mkdir()
    assert "interview.include" in codes(inside, DANGER + "include: [../secret.yml]\n")


KINDS = """
topics: {person: Person}
outcomes:
  - {id: end, kind: advice, title: End,
     say: "{{ sex }} {{ sure }} {{ home }} {{ hours | number }} {{ proof | length }} {{ 'y' if hours > 8 else 'n' }}"}
fields:
  sex: {type: sex, label: Sex}
  sure: {type: yes_no_unknown, label: Sure}
  home: {type: address, label: Home}
  hours: {type: number, label: Hours, max: 24}
  proof: {type: evidence, optional: true}
questions:
  - {id: who, ask: Who?, topic: person, fields: [sex, sure, home, hours]}
  - {id: proof, ask: Proof?, fields: [proof]}
"""


def test_the_types_with_words_built_in(tmp_path: Path) -> None:
    program = program_of(tmp_path, KINDS)
    assert [key for key, _ in program.options(program.fields["sex"], "ru")] == ["m", "f"]
    assert [key for key, _ in program.options(program.fields["sure"], "ru")] == ["yes", "no", "unknown"]
    raw = {"sex": "f", "sure": "unknown", "home": {"region": "turkistan", "settlement": "с. Примерное"}, "hours": "7,5"}
    answers, faults = typed(program, "who", raw)
    assert not faults
    assert answers["hours"] == 750
    answers |= typed(program, "proof", {"proof": [{"title": "Фото"}, {"title": "Запись", "note": "видно дату"}]})[0]
    turn = program.evaluate(answers, TODAY)
    said = turn.plain(program.outcomes["end"]["say"], "ru")
    assert said.endswith("Туркестанская область, с.\u00a0Примерное 7,5 2 n")
    assert turn.complete


def test_a_number_is_compared_in_its_own_measure_and_kept_within_its_limits(tmp_path: Path) -> None:
    program = program_of(tmp_path, KINDS)
    raw = {"sex": "m", "sure": "no", "home": "ул. Образцовая, 1", "hours": "8,01"}
    answers, _ = typed(program, "who", raw)
    assert answers["home"] == {"region": None, "district": None, "settlement": None, "text": "ул. Образцовая, 1"}
    text = program.evaluate({**answers, "proof": []}, TODAY).plain(program.outcomes["end"]["say"], "ru")
    assert text.endswith(" y")
    assert typed(program, "who", {**raw, "hours": "25"})[1]["hours"].key == "number.max"
    assert typed(program, "who", {**raw, "hours": "много"})[1]["hours"].key == "number.form"
    assert typed(program, "who", {**raw, "home": {"region": "turkistan"}})[1]["home"].key == "address.parts"
    assert typed(program, "who", {**raw, "home": {"region": "moon", "text": "x"}})[1]["home"].key == "choice.unknown"


SPANS = """
outcomes: [{id: end, kind: advice, title: End, say: "{{ spans | length }}"}]
questions: [{id: spans, ask: When?, fields: [spans]}]
fields:
  spans:
    type: list
    label: Spans
    add: Add
    item:
      start: {type: date, label: From, max: today}
      end: {type: date, optional: true, label: To, min: item.start}
"""


def test_a_limit_that_is_another_part_of_its_item_is_told_with_the_check_that_does_it(tmp_path: Path) -> None:
    found = [*plan_of(tmp_path, SPANS)[1]]
    assert [(one.code, one.place.line) for one in found] == [("field.limits", 14)]
    check = found[0].mend.partition("list: ")[2].rstrip(".").replace("…", "Later.")
    mended = SPANS.replace(", min: item.start", "") + f"    checks: [{check}]\n"
    rows = [{"start": "2026-11-02", "end": "2026-11-01"}, {"start": "2026-11-02"}, {"start": "2026-11-02", "end": ""}]
    faults = typed(program_of(tmp_path, mended), "spans", {"spans": rows})[1]
    assert {path: fault.key for path, fault in faults.items()} == {"spans[0].end": "check"}


def test_a_default_within_an_item_is_refused_for_items_begin_empty(tmp_path: Path) -> None:
    given = SPANS.replace("min: item.start", "default: today")
    found = [*plan_of(tmp_path, given)[1]]
    assert [(one.code, one.place.line) for one in found] == [("field.item", 14)]
    assert "«end»" in found[0].message and "optional: true" in found[0].mend
    assert codes(tmp_path, given.replace(", default: today", "")) == []


def test_an_unknown_topic_is_named(tmp_path: Path) -> None:
    assert "question.topic" in codes(tmp_path, KINDS.replace("topic: person", "topic: persn"))


def test_a_citation_in_a_value_is_refused_for_it_would_print_in_one_language(tmp_path: Path) -> None:
    shown = KINDS + "values: {norm: \"cite('tk:113.3')\"}\n"
    assert "cite.form" in codes(tmp_path, shown)


NAMED = """
outcomes: [{id: end, kind: advice, title: End, say: "{{ who }}"}]
fields: {who: {type: name, label: Who}}
questions: [{id: who, ask: Who?, fields: [who]}]
"""


def test_a_name_in_one_alphabet_is_proposed_in_the_other_and_never_taken_unseen(tmp_path: Path) -> None:
    program = program_of(tmp_path, NAMED)
    _, faults = typed(program, "who", {"who": {"latin": "KARIMOV SHERZOD BAXTIYOR O‘G‘LI"}})
    assert faults["who"].key == "name.proposed"
    proposal = faults["who"].params["proposal"]
    assert proposal == {"surname": "Каримов", "given": "Шерзод", "patronymic": "Бахтиёр угли",
                        "latin": "KARIMOV SHERZOD BAXTIYOR O'G'LI"}  # fmt: skip
    answers, again = typed(program, "who", {"who": proposal})
    assert not again
    assert answers["who"] == proposal
    assert (
        typed(program, "who", {"who": {"surname": "Yuldasheva", "given": "Dilnoza"}})[1]["who"].key == "name.proposed"
    )
    assert not typed(program, "who", {"who": {"surname": "Оспанова", "given": "Айгүл"}})[1]


def test_a_drawing_shows_each_question_its_condition_and_who_needs_it(tmp_path: Path) -> None:
    program = program_of(tmp_path, DANGER.replace("{id: who, ask: Who?,", "{id: who, ask: Who?, when: locked,"))
    drawn = rows(program, "ru", DRAWING)
    assert [(row.question, row.when, row.deciding, row.ends) for row in drawn] == [
        ("who", "«Locked» — yes", ("locked",), ("danger",)),
        ("locked", "", (), ("danger", "calm")),
    ]
    svg = draw(program, "ru", DRAWING)
    assert svg.startswith("<svg")
    assert all(word in svg for word in ("Who?", "Locked?", "Danger", "Calm"))
