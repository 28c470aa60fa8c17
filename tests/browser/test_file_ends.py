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
