"""A file's pages as places in the browser's history: «Back», the skip link, a page opened anew, and none of it left."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.content import Content
from tests.browser.filling import FILLING, as_typed
from tests.browser.going import back
from tests.browser.saving import begin, files, go_on, question
from tests.browser.test_leaving import WEATHER
from tests.browser.test_one_file import Visit, frame, visit
from tests.conftest import ROOT
from tests.twin.dice import own_cases

__all__ = ["files", "frame", "visit"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.whole]
HEADING = "(document.querySelector('h1') || {}).innerText"


@pytest.mark.parametrize("steps_back", [0, 3])
def test_neither_back_nor_forward_leads_to_a_file_that_was_left(visit: Visit, files: Path, steps_back: int) -> None:
    visit.context.route(f"{WEATHER}**", lambda route: route.fulfill(body="weather", content_type="text/plain"))
    page = begin(visit, files / "hotline-triage.html", 2)
    for _ in range(steps_back):
        back(page)
    page.click("#leave")
    page.wait_for_url(WEATHER)
    page.go_back(wait_until="commit")  # to the one place that is left of it
    page.wait_for_url(WEATHER)
    assert page.evaluate(HEADING) is None
    page.go_forward()
    assert page.url == WEATHER
    page.go_back(wait_until="commit")
    page.wait_for_url(WEATHER)
    page.go_back()
    assert page.url == "about:blank"


def test_the_skip_link_leads_to_the_question_and_not_away_from_it(visit: Visit, files: Path) -> None:
    page = begin(visit, files / "hotline-triage.html")
    here = question(page)
    page.focus("#skip")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert question(page) == here
    go_on(page)
    back(page)
    assert question(page) == here


@pytest.mark.parametrize("place", ["", "q/of-an-edition-before"])
def test_back_after_the_page_was_opened_anew_asks_from_the_beginning(visit: Visit, files: Path, place: str) -> None:
    page = begin(visit, files / "hotline-triage.html", 0)
    first = question(page)
    go_on(page)
    if place:
        page.evaluate("([view, of]) => history.replaceState({view, of, at: 2}, '')", [place, "hotline-triage"])
    go_on(page)
    page.reload()
    back(page)
    assert question(page) == first
    assert visit.said == []


def test_questions_are_counted_as_they_are_asked(visit: Visit, content: Content, files: Path) -> None:
    """The contract is asked for when what is claimed is known, though its place in the interview is before."""
    program = content.programs["wage-claim"]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    page = visit.open(files / "aryz.html", today)
    counted = f"""async ([raw, title]) => {{
      const found = [], step = () => document.querySelector(".step");
      await ({FILLING})(raw, title, () => step() && found.push(Number(/[0-9]+/.exec(step().textContent)[0])));
      return found;
    }}"""
    numbers = page.evaluate(counted, [as_typed(program, answers), program.plan["title"]["ru"]])
    assert len(numbers) > 10 and numbers == list(range(1, len(numbers) + 1))
