"""The dialogue in plain lines: every type of field, mistakes, the way back, the review, other languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aryz.content import load_content
from aryz.interviews.engine import Program
from aryz.plan.nametables import load_name_tables
from aryz.project import Project
from aryz.terminal.dialogue import Dialogue, Setting, StoppedError
from aryz.terminal.face import EndedError
from aryz.terminal.plain import PlainFace

TODAY = "2026-11-25"


def four(words: str) -> str:
    return "{" + ", ".join(f"{language}: '{words} {language}'" for language in ("ru", "kk", "uz", "en")) + "}"


INTERVIEW = f"""
id: trial
checked: 2026-11-24
title: {four("Trial")}
summary: {four("Summary")}
outcomes:
  - id: advice
    kind: advice
    title: {four("Advice")}
    when: "trouble == 'wages'"
    say: {{ru: "**Идите** к инспектору ([@tk:113.1]), {{{{ who.name | full_name }}}}.\\n\\n- пункт {{{{ story }}}}",
      kk: "{{{{ story }}}} {{{{ who.name | full_name }}}}", uz: "{{{{ story }}}} {{{{ who.name | full_name }}}}",
      en: "{{{{ story }}}} {{{{ who.name | full_name }}}}"}}
    guides: [unpaid-wages]
    interviews: [wage-claim]
  - id: other
    kind: referral
    title: {four("Other")}
    when: "trouble != 'wages' and days is not empty and sure is not empty and lives.text is not empty and
      (owed is empty or owed is not empty) and signs is not empty and since is not empty"
    say: {four("Turn there")}
topics: {{money: {four("Money")}, person: {four("Person")}}}
fields:
  trouble:
    type: choice
    label: {four("Trouble")}
    choices: {{wages: {four("wages")}, passport: {four("passport")}, both: {four("both")}}}
  who.name: {{type: name, label: {four("Name")}}}
  story: {{type: long_text, label: {four("Story")}}}
  days: {{type: integer, default: "3", min: 1, max: 9, label: {four("Days")}}}
  sure: {{type: yes_no_unknown, label: {four("Sure")}}}
  lives: {{type: address, label: {four("Lives")}}}
  signs:
    type: choices
    label: {four("Signs")}
    choices: {{a: {four("aa")}, b: {four("bb")}, c: {four("cc")}}}
  since: {{type: date, max: today, label: {four("Since")}}}
  owed:
    type: list
    optional: true
    label: {four("Owed")}
    item:
      month: {{type: month, label: {four("Month")}}}
      sum: {{type: money, min: 1, label: {four("Sum")}}}
questions:
  - {{id: trouble, ask: {four("What happened")}, help: {four("Help trouble")}, fields: [trouble]}}
  - {{id: name, ask: {four("Who are you")}, fields: [who.name], topic: person}}
  - {{id: story, ask: {four("Tell")}, fields: [story], topic: person}}
  - {{id: days, ask: {four("How many")}, fields: [days, sure], topic: money}}
  - {{id: lives, ask: {four("Where")}, fields: [lives], topic: person}}
  - {{id: owed, ask: {four("What is owed")}, fields: [owed, signs, since], topic: money}}
"""


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Program]:
    """A small interview that leads to advice, in a copy of the project."""
    import shutil

    from tests.conftest import ROOT

    root = tmp_path_factory.mktemp("trial")
    for name in ("kb", "interviews", "templates", "search"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    (root / "interviews" / "trial.yml").write_text(INTERVIEW, encoding="utf-8")
    project = Project(root)
    return project, load_content(project).program("trial")


class Talk:
    """A dialogue by a list of typed lines; `said` is all that was written, prompts too."""

    def __init__(self, trial: tuple[Project, Program], *typed: str, language: str = "ru"):
        project, program = trial
        self.said: list[str] = []
        lines: Iterator[str] = iter(typed)

        def ask(prompt: str) -> str:
            self.said.append(prompt)
            try:
                return next(lines)
            except StopIteration:
                raise EOFError from None

        face = PlainFace(project.interface[language], ask, self.said.append)
        names = {key: row.name for key, row in project.languages.items()}
        titles = {"wage-claim": dict.fromkeys(names, "Wages")}
        setting = Setting(project.interface, names, titles, {"unpaid-wages": {"ru": "Зарплата"}})
        self.dialogue = Dialogue(program, setting, face, TODAY, language)
        self.ended = self.leads_to = ""
        try:
            self.leads_to = self.dialogue.run()
        except (StoppedError, EndedError) as error:
            self.ended = type(error).__name__

    @property
    def text(self) -> str:
        return "\n".join(self.said).replace("\u00a0", " ")


NAME = ["Примеров", "Шерзод", "", ""]
ADVICE = ["1", *NAME, "первая", "", "третья", "."]
OTHER = ["2", "", "3", "", "", "Примерск", "ул. Новая, 1"]


def test_an_interview_goes_to_its_advice_and_shows_it_as_plain_text(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, *ADVICE, "")
    assert talk.ended == ""
    assert talk.dialogue.answers["story"] == "первая\n\nтретья"
    assert "Идите к инспектору (п. 1 ст. 113 ТК РК), Примеров Шерзод." in talk.text
    assert "• пункт первая" in talk.text
    assert "**" not in talk.text
    assert "• Зарплата (kb/ru/unpaid-wages.md)" in talk.text


def test_an_outcome_leads_on_to_another_interview_with_the_same_answers(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, *ADVICE, "5")
    assert talk.leads_to == "wage-claim"
    assert "Составить документ по этим ответам\n    5. Wages" in talk.text


def test_every_prompt_says_what_is_wrong_and_keeps_what_was_typed(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, "7", "2", "много", "10", "4", "", "unknown ru", "2", "!")
    assert "«7» — такого варианта нет. Напишите номер от 1 до 3." in talk.text
    assert "«много» — не целое число." in talk.text
    assert "[много]: " in talk.text  # it stands in the prompt
    assert "Наибольшее — 9" in talk.text
    assert (talk.dialogue.answers["days"], talk.dialogue.answers["sure"]) == (4, "no")
    assert talk.ended == "StoppedError"


def test_defaults_stand_there_and_enter_takes_them(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, *OTHER)
    assert talk.dialogue.answers["days"] == 3
    assert talk.dialogue.answers["sure"] == "unknown"
    assert talk.dialogue.answers["lives"]["settlement"] == "Примерск"


def test_options_are_chosen_by_words_too(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, "passport ru", "5", "не знаю")
    assert talk.dialogue.answers["trouble"] == "passport"
    assert talk.dialogue.answers["sure"] == "unknown"


def test_back_keeps_what_was_typed_in_the_question_that_is_left(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, "1", "Примеров", "<", "<", "", "", "Шерзод", "", "")
    assert talk.text.count("What happened ru") == 2 + talk.text.count("Trouble ru") - 2
    assert "Фамилия [Примеров]: " in talk.text
    assert talk.dialogue.answers["who.name"]["given"] == "Шерзод"


def test_back_at_the_first_question_stays_there(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, "<", "1")
    assert "Это первый вопрос." in talk.text
    assert talk.dialogue.answers == {"trouble": "wages"}


def test_another_language_midway_keeps_what_was_typed(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, "1", "Примеров", "@kk", "Шерзод", "@", "3", "", "", "@xx")
    assert "Who are you kk" in talk.text
    assert "Who are you uz" in talk.text
    assert talk.dialogue.language == "uz"
    assert talk.dialogue.answers["who.name"]["surname"] == "Примеров"
    assert "@ru, @kk, @uz, @en" in talk.text.rpartition("xx")[2]


def test_help_and_why_come_at_any_prompt(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, "?", "1", "зачем", "WHY", "??", "!")
    assert "Help trouble ru" in talk.text
    assert "? (F1) — помощь и эти команды" in talk.text
    assert talk.text.count("От него зависит совет «Advice ru».") == 3


def test_the_review_groups_by_topic_and_leads_to_each_answer(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, *OTHER, "=", "1", "5", "1", "", "<", "", "", "", "", "!")
    review = talk.text.partition("Проверьте ответы")[2]
    assert review.index("Money ru") < review.index("Person ru") < review.index("Остальное")
    assert "Sure ru: не знаю" in review
    assert talk.dialogue.answers["days"] == 5
    assert talk.dialogue.answers["sure"] == "yes"
    assert talk.dialogue.visited[-1] == "owed"


def test_changing_an_answer_asks_only_what_now_needs_asking_and_keeps_the_rest(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, *ADVICE, "3", "2", "", "1")
    assert talk.dialogue.answers["story"]  # it no longer counts, and is kept
    assert "How many ru" in talk.text
    assert talk.ended == "EndedError"


def test_a_list_is_added_to_corrected_reordered_and_cut(trial: tuple[Project, Program]) -> None:
    rows = ["1", "03.2026", "100", "2", "04.2026", "200", "3", "05.2026", "300"]
    change = ["1", "1", "", "150", "3", "3", "1", "2"]  # the first: 150; the third up; the first now out
    talk = Talk(trial, *OTHER, *rows, *change, "", "1, 3", "01.11.2026", "!")
    assert talk.dialogue.answers["owed"] == [
        {"month": "2026-05", "sum": 30000},
        {"month": "2026-04", "sum": 20000},
    ]
    assert talk.dialogue.answers["signs"] == ["a", "c"]


def test_going_back_from_an_empty_row_leaves_no_row(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, *OTHER, "1", "<", "", "-", "2", "01.11.2026", "!")
    assert talk.dialogue.answers["owed"] == []
    assert "Здесь нужен ответ" in talk.text  # nothing was ticked
    assert talk.dialogue.answers["signs"] == ["b"]


def test_a_name_in_latin_letters_is_proposed_in_cyrillic_and_confirmed(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, "1", "PRIMEROV", "SHERZOD", "", "", "", "", "", "", "слово", ".", "!")
    assert "Мы написали имя другими буквами" in talk.text
    name = talk.dialogue.answers["who.name"]
    assert (name["surname"], name["latin"]) == ("Примеров", "PRIMEROV SHERZOD")


def test_a_russian_form_in_doubt_is_asked_for_and_left_or_written(
    trial: tuple[Project, Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(trial[1].fields["who.name"], "declined", {"gen": None})
    monkeypatch.setitem(trial[1].tables, "names", load_name_tables())
    doubtful = ["1", "Кравец", "Олег", "Ильич", ""]
    left = Talk(trial, *doubtful, "", "слово", ".", "!")
    assert "Склонение предложено программой: «Кравца Олега Ильича»" in left.text
    assert "gen" not in left.dialogue.answers["who.name"]
    written = Talk(trial, *doubtful, "Попова Олега", "Кравеца Олега Ильича", "слово", ".", "!")
    assert "не похоже на имя «Кравец Олег Ильич»" in written.text
    assert written.dialogue.answers["who.name"]["gen"] == "Кравеца Олега Ильича"


def test_leaving_at_once_saves_nothing(trial: tuple[Project, Program], tmp_path: Path) -> None:
    from tests.terminal.piped import piped

    done = piped(trial[0].root, tmp_path, *OTHER, "!!")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_what_is_typed_when_the_input_ends_is_in_the_drafts(trial: tuple[Project, Program]) -> None:
    talk = Talk(trial, *OTHER, "1", "03.2026")
    assert talk.ended == "EndedError"
    assert talk.dialogue.drafts["owed"]["owed"] == [{"month": "03.2026", "sum": ""}]


def test_a_case_goes_on_after_a_pipe_ended(trial: tuple[Project, Program], tmp_path: Path) -> None:
    from tests.terminal.piped import piped

    done = piped(trial[0].root, tmp_path, *OTHER, "1", "03.2026")
    assert done.returncode == 1
    case = tmp_path / "trial.case.json"
    assert str(case) in done.stdout
    assert json.loads(case.read_text(encoding="utf-8"))["drafts"]["owed"]["owed"][0]["month"] == "03.2026"
    again = piped(trial[0].root, tmp_path, "1", "", "", "100", "", "1", "01.11.2026", "=", "!", resume=case)
    assert again.returncode == 0
    assert json.loads(case.read_text(encoding="utf-8"))["answers"]["owed"] == {
        "value": [{"month": "2026-03", "sum": "100.00"}],
        "type": "list",
        "asked": "ru",
    }
    fresh = piped(trial[0].root, tmp_path, "1", "!")
    assert str(tmp_path / "trial-2.case.json") in fresh.stdout  # nobody's case is written over
