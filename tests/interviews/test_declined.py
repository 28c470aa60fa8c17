"""A name that Russian papers decline: shown to be checked where the rules are not sure, corrected by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aryz.content import Content
from aryz.interviews.answers import read_question
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.declined import Proposal, declined_in, doubts, proposals, to_check
from aryz.interviews.engine import Program, Turn
from aryz.package.papers import paper_text
from tests.conftest import ROOT, run_aryz

TODAY = "2026-11-24"
EXAMPLE = ROOT / "examples" / "passport-police.yml"
DOUBTFUL = {"surname": "Оспан", "given": "Айгуль", "patronymic": "Маратқызы", "latin": ""}


@pytest.fixture(scope="module")
def program(content: Content) -> Program:
    return content.program("passport-police")


def turn_of(content: Content, program: Program, name: dict[str, str]) -> Turn:
    data = read_file(EXAMPLE)
    answers = read_answers(program, data, EXAMPLE, TODAY, content.project.interface["ru"], "ru")
    return program.evaluate({**answers, "worker.name": name}, TODAY)


def read(program: Program, name: Any) -> tuple[Any, list[str]]:
    question = next(q for q in program.order if "worker.name" in program.questions[q]["fields"])
    made, faults = read_question(program, {}, TODAY, question, {"worker.name": name}, "ru")
    return made.get("worker.name"), [fault.key for path, fault in faults.items() if path == "worker.name"]


def test_a_doubtful_form_is_shown_on_the_review_in_every_language(content: Content, program: Program) -> None:
    turn = turn_of(content, program, DOUBTFUL)
    assert proposals(turn, "worker.name", DOUBTFUL) == [Proposal("gen", "Оспан Айгули Маратқызы")]
    for texts in content.project.interface.values():
        (line,) = to_check(turn, "worker.name", texts)
        assert "Оспан Айгули Маратқызы" in line
    (line,) = to_check(turn, "worker.name", content.project.interface["ru"])
    assert "склонение предложено программой, проверьте" in line


def test_a_plain_name_asks_for_nothing(content: Content, program: Program) -> None:
    plain = {"surname": "Каримова", "given": "Дилноза", "patronymic": "Рустам кызы", "latin": ""}
    assert to_check(turn_of(content, program, plain), "worker.name", content.project.interface["ru"]) == []


def test_letters_of_two_alphabets_are_told_and_hinder_nothing(content: Content, program: Program) -> None:
    mixed = {"surname": "Каримoва", "given": "Дилноза", "patronymic": "Рустам кызы", "latin": ""}  # a Latin o
    assert read(program, mixed)[1] == []
    turn = turn_of(content, program, mixed)
    for texts in content.project.interface.values():
        assert "Каримова" in to_check(turn, "worker.name", texts)[-1]
    assert any("Каримова»: исправьте" in line for line in doubts(turn, content.project.interface["ru"]))


def test_the_form_written_by_hand_stands_in_the_russian_paper(content: Content, program: Program) -> None:
    proposed = turn_of(content, program, DOUBTFUL)
    name, faults = read(program, {**DOUBTFUL, "gen": " Оспан  Айгуль Маратқызы "})
    assert faults == []
    corrected = turn_of(content, program, name)
    document = corrected.documents[0]
    assert "Оспан Айгули Маратқызы" in paper_text(program, proposed, document, "ru")
    text = paper_text(program, corrected, document, "ru")
    assert "Оспан Айгуль Маратқызы" in text
    assert "Айгули" not in text
    (line,) = to_check(corrected, "worker.name", content.project.interface["ru"])
    assert "написано вручную" in line


def test_a_form_of_another_name_is_refused_for_the_name_may_have_been_corrected(program: Program) -> None:
    assert read(program, {**DOUBTFUL, "surname": "Омар", "gen": "Оспан Айгуль"}) == (None, ["name.other"])
    assert read(program, {**DOUBTFUL, "gen": "Ли Айгуль"}) == (None, ["name.other"])
    assert read(program, {**DOUBTFUL, "surname": "Ё", "given": "Ян", "gen": "Е Яна"})[1] == []


def test_empty_forms_leave_no_trace_and_unknown_ones_are_refused(program: Program) -> None:
    assert read(program, {**DOUBTFUL, "gen": "", "dat": " "}) == (DOUBTFUL, [])
    assert read(program, {**DOUBTFUL, "genitive": "Оспан Айгуль"}) == (None, ["unknown"])


def test_before_the_sex_is_known_a_name_that_does_not_tell_it_is_left_for_the_review(program: Program) -> None:
    turn = Turn(program, {}, TODAY, "ru", closed=False)
    assert proposals(turn, "worker.name", {"surname": "Ким", "given": "Саша", "patronymic": ""}) == []
    assert proposals(turn, "worker.name", {"surname": "Кравец", "given": "Саша", "patronymic": "Ильич"}) != []
    assert proposals(turn, "worker.name", "") == []


def test_the_cases_are_found_through_values_and_choices() -> None:
    kazakh = ["filter", "decline", ["get", "city"], [["lit", "dat"]]]
    decline = ["filter", "decline", ["get", "signer"], [["lit", "ins"], ["get", "w.sex"]]]
    plan = {
        "fields": {"w.name": {"type": "name"}, "r.name": {"type": "name"}, "city": {"type": "text"}},
        "values": {"signer": ["if", ["get", "r.acts"], ["get", "r.name"], ["get", "w.name"]]},
        "documents": [
            {"templates": {"ru": {"parts": {"a": ["x", ["if", [[["lit", True], [["out", decline]]]], []]]}}}},
            {"templates": {"kk": {"parts": {"a": [["out", kazakh]]}}}},
        ],
    }
    assert declined_in(plan) == {"r.name": {"ins": ["get", "w.sex"]}, "w.name": {"ins": ["get", "w.sex"]}}


def test_a_file_of_answers_with_a_doubtful_name_makes_papers_and_says_what_to_look_at(tmp_path: Path) -> None:
    answers = EXAMPLE.read_text(encoding="utf-8")
    answers = answers.replace("surname: Образцова, given: Дилноза", "surname: Оспан, given: Айгуль")
    (tmp_path / "a.yml").write_text(answers, encoding="utf-8")
    done = run_aryz("assemble", "passport-police", "--answers", str(tmp_path / "a.yml"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0
    assert "worker.name: Родительный падеж (нет кого?): Оспан Айгули Рустам кызы" in done.stderr
    assert "Айгули" not in done.stdout
    corrected = answers.replace("given: Айгуль,", "given: Айгуль, gen: Оспан Айгуль Рустам кызы,")
    (tmp_path / "b.yml").write_text(corrected, encoding="utf-8")
    done = run_aryz("assemble", "passport-police", "--answers", str(tmp_path / "b.yml"), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stderr) == (0, "")
