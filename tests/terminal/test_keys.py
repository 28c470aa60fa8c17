"""The whole interview by keyboard, on a pseudo-terminal, as a person goes through it."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest
import yaml

from aryz.content import Content
from aryz.interviews import cases
from tests.conftest import ROOT, run_aryz
from tests.terminal.person import TODAY, Person
from tests.terminal.screen import PATIENCE, Terminal

EXAMPLE = ROOT / "examples" / "six-months-unpaid.yml"
OTHER = ROOT / "examples" / "passport-farm.yml"  # has several choices and long texts
MISTAKE = "это не число"


def who_knows(content: Content, example: Path, language: str = "ru") -> Person:
    """Someone who knows the answers of an example."""
    data = cases.read_file(example)
    program, texts = content.program(data["interview"]), content.project.interface["ru"]
    return Person(content.project, program, cases.read_answers(program, data, example, TODAY, texts, "ru"), language)


@pytest.fixture
def person(content: Content) -> Person:
    return who_knows(content, EXAMPLE)


def begin(out: Path, *words: str) -> Terminal:
    return Terminal("interview", "run", "wage-claim", "--out", str(out), "--format", "docx,txt", *words)


def same_papers(example: Path, out: Path, tmp_path: Path) -> None:
    """The papers in `out` are those that `aryz assemble` makes of the example today."""
    answers = yaml.safe_load(example.read_text(encoding="utf-8"))
    answers["today"] = TODAY
    file, by_file = tmp_path / "answers.yml", tmp_path / "by-file"
    file.write_text(yaml.safe_dump(answers, allow_unicode=True), encoding="utf-8")
    words = ["--answers", str(file), "--out", str(by_file), "--format", "docx,txt"]
    done = run_aryz("assemble", answers["interview"], *words)
    assert done.returncode == 0, done.stderr
    papers = sorted(path.name for path in by_file.iterdir())
    assert papers
    for name in papers:
        assert (out / name).read_bytes() == (by_file / name).read_bytes(), name


def one_line(person: Person, question: str) -> bool:
    """Whether a question begins with a prompt for one line."""
    kind = person.program.fields[person.program.questions[question]["fields"][0]]["type"]
    return kind in {"date", "month", "money", "integer", "phone"}


def test_an_interview_by_keyboard_gives_the_papers_of_its_answers(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "out"
    terminal = begin(out)
    while (first := person.next) is not None and not one_line(person, first):
        person.answer(terminal, first)
    assert first is not None
    terminal.wait(person.ask(first))
    terminal.press("ctrl-u", MISTAKE, "enter")  # a mistake: said below the prompt, what was typed stays
    terminal.wait("×", f"› {MISTAKE}")
    for _ in range(3):
        question = person.next
        assert question is not None
        person.answer(terminal, question)

    question = person.next  # back: the answers stand there, and the way goes on
    assert question is not None
    terminal.wait(person.ask(question))
    terminal.press("f3")
    terminal.wait(person.texts["terminal.keys.line"])
    before = person.program.evaluate(person.given, TODAY).asked[-1]
    person.pass_by(terminal, before)

    person.answer(terminal, question)  # another language, in the middle of a line
    while (question := person.next) and not one_line(person, question):
        person.answer(terminal, question)
    assert question is not None
    terminal.wait(person.ask(question))
    terminal.press("ctrl-u", "половина слова", "f5")
    terminal.wait(person.texts["site.language"])
    terminal.press("2", "enter")
    person.language = "kk"
    terminal.wait(person.ask(question), "› половина слова", person.texts["terminal.keys.line"])
    person.answer(terminal, question)

    question = person.next  # the review, and from it to the first answer
    assert question is not None
    terminal.wait(person.ask(question))
    terminal.press("f4")
    top = person.program.evaluate(person.given, TODAY).asked[0]
    terminal.wait(person.texts["terminal.review.on"], person.ask(top))
    terminal.press("1", "enter")
    person.pass_by(terminal, top)
    terminal.wait(person.texts["terminal.review.on"])
    terminal.press("enter")

    while (question := person.next) and not one_line(person, question):
        person.answer(terminal, question)
    assert question is not None
    terminal.wait(person.ask(question))  # Ctrl-C in the middle of a line, and on
    terminal.press("ctrl-u", "недописано", "ctrl-c")
    assert terminal.end() == 130
    case = out / "wage-claim.case.json"
    assert case.stat().st_mode & 0o077 == 0
    assert str(case) in "".join(terminal.text.split("\n"))
    saved = json.loads(case.read_text(encoding="utf-8"))
    assert saved["language"] == "kk"
    assert "недописано" in json.dumps(saved["drafts"], ensure_ascii=False)

    terminal = begin(out, "--resume", str(case))
    terminal.wait(person.ask(question), "недописано")
    while question := person.next:
        person.answer(terminal, question)
    terminal.wait(person.texts["terminal.review.papers"])
    terminal.press("enter")
    assert terminal.end() == 0

    same_papers(EXAMPLE, out, tmp_path)


def test_choices_and_long_texts_by_keyboard_in_uzbek_cyrillic(content: Content, tmp_path: Path) -> None:
    person, out = who_knows(content, OTHER, "uz-cyrl"), tmp_path / "out"
    words = ["--out", str(out), "--format", "docx,txt", "--lang", "uz-cyrl"]
    terminal = Terminal("interview", "run", person.program.plan["id"], *words)
    while question := person.next:
        person.answer(terminal, question)
    terminal.wait(person.texts["terminal.review.papers"])
    terminal.press("enter")
    assert terminal.end() == 0
    same_papers(OTHER, out, tmp_path)


def test_leaving_at_once_wipes_the_screen_and_saves_nothing(person: Person, tmp_path: Path) -> None:
    terminal = begin(tmp_path)
    first = person.next
    assert first is not None
    person.answer(terminal, first)
    assert person.next is not None
    terminal.wait(person.ask(person.next))
    terminal.press("f10")
    assert terminal.end() == 0
    assert terminal.text.strip() == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", ["term", "hup"])
def test_a_lost_connection_or_kill_saves_what_was_typed(end: str, person: Person, tmp_path: Path) -> None:
    terminal = begin(tmp_path)
    first = person.next
    assert first is not None
    person.answer(terminal, first)
    assert person.next is not None
    terminal.wait(person.ask(person.next), "—")
    terminal.press("ctrl-u", "03.20")
    terminal.wait("› 03.20")
    if end == "term":
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
        assert "wage-claim.case.json" in terminal.text
    else:
        terminal.hang_up()
        assert terminal.exit_code(time.monotonic() + PATIENCE) == 128 + signal.SIGHUP
    saved = json.loads((tmp_path / "wage-claim.case.json").read_text(encoding="utf-8"))
    assert "03.20" in json.dumps(saved["drafts"])
    assert [path.name for path in tmp_path.iterdir()] == ["wage-claim.case.json"]


@pytest.mark.parametrize(("words", "term"), [(["--plain"], "xterm"), ([], "dumb")])
def test_plain_lines_where_they_are_wanted_or_the_terminal_is_dumb(
    words: list[str], term: str, person: Person, tmp_path: Path
) -> None:
    out = ["--out", str(tmp_path)]
    terminal = Terminal("interview", "run", "wage-claim", *out, *words, env={"TERM": term})
    terminal.wait(person.texts["terminal.plain.hint"][:20], prompt=False)
    assert person.next is not None
    terminal.wait(person.ask(person.next), prompt=False)
    terminal.press("!", "enter")
    assert terminal.end() == 0
    assert "Ctrl-C" not in terminal.text
