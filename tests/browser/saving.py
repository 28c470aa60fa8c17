"""Saving a case on the device, opening it again, and what is left of it: what tests of files do by hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aryz.browser.onefile import Frame, one_file
from aryz.browser.twin import twin_library
from aryz.content import Content
from aryz.interviews.saved import saved
from tests.browser.going import back
from tests.browser.test_one_file import Visit
from tests.conftest import ROOT
from tests.twin.dice import own_cases

WORDS = "to‘rt so‘z yonma yon"
# the version of the one case that is saved
STORED = """new Promise((done) => { indexedDB.open("aryz-cases").onsuccess = (event) => {
  event.target.result.transaction("cases").objectStore("cases").getAll().onsuccess = (rows) => {
    done(rows.target.result[0].version);
    event.target.result.close();
  };
}; })"""


@pytest.fixture(scope="module")
def files(content: Content, frame: Frame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews as files of their own, and both in one."""
    folder, modules = tmp_path_factory.mktemp("files"), twin_library()
    two = {key: content.plans[key] for key in ("hotline-triage", "wage-claim")}
    for key, plan in two.items():
        (folder / f"{key}.html").write_text(one_file({key: plan}, frame, modules), encoding="utf-8")
    (folder / "aryz.html").write_text(one_file(two, frame, modules), encoding="utf-8")
    return folder


def begin(visit: Visit, file: Path, answered: int = 1) -> Any:
    """Open the triage and tick the last box of some questions."""
    page = visit.open(file)
    page.click("main .main")
    go_on(page, answered)
    return page


def go_on(page: Any, answered: int = 1) -> None:
    for _ in range(answered):
        page.locator("#answer input").last.check()
        page.click("#answer .main")


def keep(page: Any, code: str = "", words: str = WORDS, again: str = "") -> None:
    page.click("main .below button:last-child")
    if code:
        page.fill("main form input >> nth=0", code)
    page.fill("main form input >> nth=1", words)
    page.fill("main form input >> nth=2", again or words)
    page.click("main form .main")


def listed(page: Any) -> list[str]:
    page.wait_for_selector("#kept-list > *")
    return [row.inner_text() for row in page.locator("#kept-list strong").all()]


def unlock(page: Any, words: str = WORDS) -> None:
    page.fill("main form input", words)
    page.click("main form .main")


def until(true: Callable[[], bool], patience: float = 60) -> None:
    """Wait for something that comes by itself; the page's policy lets no test wait inside it."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def away(page: Any) -> None:
    """Wait until the page is elsewhere, where there is no network."""
    for _ in range(1200):
        if not page.url.startswith("file:"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.url)


def left_behind(page: Any) -> Any:
    return page.evaluate("indexedDB.databases().then((all) => [all.length, localStorage.length, document.cookie])")


def question(page: Any) -> Any:
    """The question that is asked now."""
    return page.locator("#answer").get_attribute("data-question")


def to_the_start(page: Any) -> None:
    while not page.locator("main > .buttons > .main").count():
        back(page)


def take_up(page: Any, code: str) -> None:
    """Open the one case that is saved, from the start of a file."""
    page.click("main > .below .link")
    assert listed(page) == [code]
    page.click("#kept-list .second >> nth=0")
    unlock(page)


def at_the_papers(visit: Visit, content: Content, files: Path, folder: Path) -> Any:
    """The wage claim with its first own case, opened from a file in the clear, at its papers."""
    program = content.programs["wage-claim"]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    (folder / "plain.case.json").write_text(saved(program, answers, "ru"), encoding="utf-8")
    page = visit.open(files / "wage-claim.html", today)
    page.click("main > .below .link")
    page.set_input_files("input[type=file]", folder / "plain.case.json")  # as the terminal saves it
    page.wait_for_selector("#papers")
    return page
