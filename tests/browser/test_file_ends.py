"""The end of an interview in a file, beside Word papers: their text, and the way on into another interview."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from aryz.browser.onefile import Frame, one_file
from aryz.content import Content
from aryz.interviews.engine import Program
from aryz.interviews.saved import carried
from aryz.package import paper_text
from tests.browser.filling import FILLING, as_typed
from tests.browser.going import back
from tests.browser.test_every_interview import frame, visit
from tests.browser.test_one_file import Visit
from tests.conftest import ROOT
from tests.twin.dice import own_cases

__all__ = ["frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser


def ended(visit: Visit, content: Content, frame: Frame, file: Path, *interviews: str) -> tuple[Any, Program, Any]:
    """The page at the end of the first of these interviews, which stand in one file; Python's turn of the same case."""
    file.write_text(one_file({key: content.programs[key].plan for key in interviews}, frame), encoding="utf-8")
    program = content.programs[interviews[0]]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    page = visit.open(file, today)
    page.evaluate(
        f"([raw, title]) => ({FILLING})(raw, title)", [as_typed(program, answers), program.plan["title"]["ru"]]
    )
    return page, program, program.evaluate(answers, today, "ru")


def pasted(visit: Visit) -> str:
    other = visit.context.new_page()
    other.set_content("<textarea></textarea>")
    other.focus("textarea")
    other.keyboard.press("Control+V")
    other.wait_for_function("document.querySelector('textarea').value")
    text = other.input_value("textarea")
    other.close()
    return str(text)


@pytest.mark.parametrize("without", ["", "Object.defineProperty(navigator, 'clipboard', { value: undefined })"])
def test_the_text_of_a_paper_is_read_and_copied(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path, without: str
) -> None:
    """Also where pages have no clipboard of their own; what was copied is pasted."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.add_init_script(without)
    page, program, turn = ended(visit, content, frame, tmp_path / "two.html", "passport-return", "hotline-triage")
    for document, language in product(turn.documents, program.plan["document_languages"]):
        name = f'[data-text="{document}.{language}"]'
        part = page.locator(name)
        part.locator("summary").click()
        wanted = paper_text(program, turn, document, language)
        page.wait_for_function("(name) => document.querySelector(name).value", arg=f"{name} textarea")
        assert part.locator(f"textarea[lang={language}]").input_value() == wanted
        part.locator("button").click()
        part.locator("[role=status]", has_text=content.project.interface["ru"]["file.copied"]).wait_for()
        assert pasted(visit) == wanted
    assert visit.silent(), (visit.tried, visit.said)


def test_answers_go_on_into_the_next_interview_and_the_way_leads_back(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    page, program, turn = ended(visit, content, frame, tmp_path / "two.html", "employer-claim", "wage-claim")
    target, title = content.programs["wage-claim"], content.programs["wage-claim"].plan["title"]["ru"]
    taken = carried(program, turn, target, "ru")
    following = target.evaluate(taken, turn.today, "ru")
    assert len(taken) > 10
    asked = page.locator(".answer").count()
    page.click(f".outcome button:has-text('{title}')")
    assert page.locator("#answer").get_attribute("data-question") == following.question
    assert page.locator("h1").inner_text() == following.plain(target.questions[following.question]["ask"], "ru")
    step = content.project.interface["ru"]["web.question"].format(number=len(following.asked) + 1)
    assert page.locator(".step").inner_text().startswith(step)
    back(page)
    assert page.locator(".answer").count() == asked
    page.click(f".outcome button:has-text('{title}')")
    page.click(f".below button:has-text('{program.plan['title']['ru']}')")
    assert page.locator(".answer").count() == asked
    assert visit.silent(), (visit.tried, visit.said)


def test_previous_leads_to_the_question_that_was_seen_before(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    """In this interview the order of asking is not the file's: its first question is asked fourth."""
    (tmp_path / "two.html").write_text(
        one_file({key: content.programs[key].plan for key in ("employer-claim", "hotline-triage")}, frame), "utf-8"
    )
    program = content.programs["employer-claim"]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    page = visit.open(tmp_path / "two.html", today)
    went = page.evaluate(
        f"""async ([raw, title]) => {{
          const went = [], asked = () => document.querySelector("#answer").dataset.question;
          const all = () => [...document.querySelectorAll(".below button")];
          const previous = () => all().find((one) => one.textContent.startsWith("←"));
          const seen = (name) => {{
            if (name !== "about" || went.length) return;
            while (previous()) {{
              previous().click();
              went.push([asked(), document.querySelector(".step").textContent.split(" ·")[0]]);
            }}
          }};
          await ({FILLING})(raw, title, seen);
          return went;
        }}""",
        [as_typed(program, answers), program.plan["title"]["ru"]],
    )
    number = content.project.interface["ru"]["web.question"]
    assert went == [[name, number.format(number=at)] for at, name in ((3, "exists"), (2, "free"), (1, "work"))]
    assert visit.silent(), (visit.tried, visit.said)


def test_each_part_of_a_row_stands_on_a_line_with_its_head(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    page, program, turn = ended(visit, content, frame, tmp_path / "two.html", "wage-claim", "hotline-triage")
    first = page.locator(".answer", has_text="Месяц работы").locator(".given").first
    row = turn.answers["wages.unpaid"][0]
    heads = [line.split(":")[0] for line in first.inner_text().split("\n")]
    labels = [program.fields["wages.unpaid"]["item"][key]["label"]["ru"][0] for key in row if row[key] is not None]
    assert len(heads) > 2 and [label.split(" (")[0] for label in labels] == heads
