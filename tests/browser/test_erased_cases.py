"""Answers on the device: what is erased is gone, in every tab and when the page had no time for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from aryz.content import Content
from tests.browser.saving import at_the_papers, away, begin, files, go_on, keep, left_behind, listed, until
from tests.browser.test_one_file import Visit, frame, visit

__all__ = ["files", "frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser


def test_leaving_erases_what_is_saved_in_every_tab(visit: Visit, files: Path) -> None:
    page = begin(visit, files / "hotline-triage.html")
    keep(page)
    page.wait_for_selector("#kept")
    assert left_behind(page)[0] == 1
    other = visit.context.new_page()
    other.goto((files / "aryz.html").as_uri())
    go_on(page)  # it is being saved while the person leaves
    page.click("#leave")
    for one in (page, other):
        away(one)
    fresh = visit.context.new_page()
    fresh.goto((files / "aryz.html").as_uri())
    until(lambda: left_behind(fresh) == [0, 0, ""])  # a page does not stay for longer than a blink, the next goes on


def test_what_leaving_could_not_finish_is_erased_when_a_page_opens(visit: Visit, files: Path) -> None:
    page = begin(visit, files / "hotline-triage.html")
    keep(page)
    page.wait_for_selector("#kept")
    page.evaluate("localStorage.setItem('aryz-erase', '1')")
    page.reload()
    page.click("main > .below .link")
    assert listed(page) == []
    assert left_behind(page) == [0, 0, ""]


def test_one_is_erased_or_all(visit: Visit, content: Content, files: Path) -> None:
    page = begin(visit, files / "hotline-triage.html")
    for code in ("birinchi", "ikkinchi"):
        keep(page, code)
        page.wait_for_selector("#kept")
        page.reload()
        page.click("main .main")
    page.reload()
    page.click("main > .below .link")
    assert sorted(listed(page)) == ["birinchi", "ikkinchi"]
    page.click("#kept-list summary >> nth=0")
    page.click("#kept-list details .second >> nth=0")
    page.wait_for_selector("#kept-list li:only-child")
    page.click("#kept-list > .buttons button")
    until(lambda: left_behind(page) == [0, 0, ""])
    expect(page.locator("main h1")).to_have_text(content.project.interface["ru"]["web.erased"])


def test_erasing_the_open_case_erases_it_on_the_device(
    visit: Visit, content: Content, files: Path, tmp_path: Path
) -> None:
    page = at_the_papers(visit, content, files, tmp_path)
    keep(page)
    page.wait_for_selector("#kept")
    page.click("main > .buttons .second")
    until(lambda: left_behind(page) == [0, 0, ""])
