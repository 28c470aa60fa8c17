"""Interviews as one file from the disk, with every connection cut; `test_every_interview` fills them in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aryz import build
from aryz.browser.onefile import Frame, one_file
from aryz.browser.twin import twin_library
from aryz.content import Content
from aryz.files import write_text
from aryz.kb import zip_site
from tests.browser.going import back
from tests.browser.test_accessible import axe, judged
from tests.browser.test_leaving import SENT

__all__ = ["axe"]  # a fixture
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def frame(content: Content) -> Frame:
    return build.frame_of(content, "2026-11-25")


class Visit:
    """A telephone without network that opens a file, and all that the page tried and complained of."""

    def __init__(self, browser: Any, language: str):
        self.context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale=language, accept_downloads=True, offline=True
        )
        self.page = self.context.new_page()
        self.tried: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.tried.append(request.url))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", lambda message: self.said.append(message.text))

    def open(self, path: Path, today: str = "2026-11-24") -> Any:
        self.page.clock.set_fixed_time(f"{today}T12:00:00")
        self.page.goto(path.as_uri())
        return self.page

    def silent(self) -> bool:
        """Whether nothing but the file itself and the papers made was asked for, and nothing went wrong."""
        return [url for url in self.tried if not url.startswith(("file:", "blob:"))] == [] and self.said == []


@pytest.fixture
def visit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    made = Visit(browser, getattr(request, "param", "ru"))
    yield made
    made.context.close()


def fill(page: Any, name: str, spec: dict[str, Any], value: Any) -> None:
    """Type an answer as a person would."""
    kind = spec["type"]
    if kind == "list":
        for row, item in enumerate(value):
            if row:
                page.click(".list > .second")
            for part, inner in spec["item"].items():
                fill(page, f"{name}[{row}].{part}", inner, item[part])
    elif kind in {"choice", "choices", "yes_no"}:
        for key in value if isinstance(value, list) else [value] if value else []:
            page.check(f'input[name="{name}"][value="{key}"]')
    elif isinstance(value, dict):
        for part, words in value.items():
            where = page.locator(f'[name="{name}.{part}"]')
            if part == "region":
                where.select_option(words)
            elif where.count():
                where.fill(words)
    elif kind == "country":
        page.select_option(f'[name="{name}"]', value)
    else:
        page.fill(f'[name="{name}"]', value)


def entries(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    (tmp_path / "all.html").write_text(one_file({k: p.plan for k, p in content.programs.items()}, frame), "utf-8")
    page = visit.open(tmp_path / "all.html")
    assert page.locator(".cards li").count() == len(content.programs)
    page.click(".cards a >> text=" + content.programs["wage-claim"].plan["title"]["ru"])
    page.click("main .main")
    page.click("#answer .main")  # nothing typed
    assert page.locator("#faults li").count() >= 1
    assert page.evaluate("document.activeElement.id") == "faults"
    assert page.locator("[aria-invalid=true]").count() >= 1
    page.click("#faults a >> nth=0")
    assert page.evaluate("document.activeElement.closest('.field') !== null")
    first = page.locator("h1").inner_text()
    page.click("#languages button[lang=kk]")
    assert page.locator("html").get_attribute("lang") == "kk"
    assert page.locator("h1").inner_text() != first
    back(page)
    assert page.locator("#answer").count() == 0  # the start of the interview
    assert visit.silent(), (visit.tried, visit.said)


@pytest.mark.parametrize("visit", ["uz"], indirect=True)
def test_axe_finds_nothing_and_the_keyboard_is_enough(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path, axe: str
) -> None:
    (tmp_path / "all.html").write_text(one_file({k: p.plan for k, p in content.programs.items()}, frame), "utf-8")
    page = visit.open(tmp_path / "all.html")
    found = judged(page, axe, False)
    title = content.programs["hotline-triage"].plan["title"]["uz"]
    page.locator(".cards a", has_text=title).focus()
    page.keyboard.press("Enter")
    found += judged(page, axe, False)
    page.focus("main .main")
    page.keyboard.press("Enter")
    page.focus("#answer .main")
    page.keyboard.press("Enter")  # nothing is ticked: the page says what is wrong
    found += judged(page, axe, False)
    while page.locator("#answer").count():
        page.focus("#answer input >> nth=0")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")  # as in any form
        assert not page.locator("#faults").count(), page.locator("#faults").inner_text()
        assert page.evaluate("document.activeElement.tagName") == "H1"
    found += judged(page, axe, False)
    assert page.locator(".outcome a[href^='tel:']").count()
    assert not found, "\n".join(found)


def test_answers_are_not_for_the_browsers_services(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    plan = content.programs["wage-claim"].plan
    (tmp_path / "claim.html").write_text(one_file({"wage-claim": plan}, frame), encoding="utf-8")
    page = visit.open(tmp_path / "claim.html")
    page.click("main .main")
    assert page.locator("input").count() and page.evaluate(SENT) == []
    page.click("main .below button:last-child")
    assert page.locator("input[type=password]").count() and page.evaluate(SENT) == []


def test_leaving_takes_the_page_away(visit: Visit, content: Content, frame: Frame, tmp_path: Path) -> None:
    plan = content.programs["hotline-triage"].plan
    (tmp_path / "triage.html").write_text(one_file({"hotline-triage": plan}, frame), encoding="utf-8")
    page = visit.open(tmp_path / "triage.html")
    page.click("main .main")
    with page.expect_request(frame.neutral):  # there is no network to come there
        page.click("#leave")
    assert [url for url in visit.tried if not url.startswith("file:")] == [frame.neutral]


def test_the_file_in_another_language_is_reached_and_answers_are_not_lost_on_the_way(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    plans, modules = {"hotline-triage": content.plans["hotline-triage"]}, twin_library()
    for language in ("ru", "kk"):
        write_text(tmp_path / language / "hotline-triage.html", one_file(plans, frame.of(language), modules))
    page = visit.open(tmp_path / "kk" / "hotline-triage.html")
    page.click("#languages a[lang=ru]")
    page.wait_for_selector("html[lang=ru] main .main")
    page.click("main .main")
    page.check("#answer input >> nth=0")  # not sent yet
    page.click("#languages a[lang=kk]")
    assert page.locator("#answer").count() == 0 and page.locator("html").get_attribute("lang") == "ru"
    page.click("main .below .link")
    assert page.is_checked("#answer input >> nth=0")
    page.click("#languages a[lang=kk]")
    page.click("main a.second")
    page.wait_for_selector("html[lang=kk]")
    assert visit.silent(), (visit.tried, visit.said)


def test_it_works_where_the_site_is_served_and_keeps_nothing(page_of: Any, address: str) -> None:
    page = page_of.new_page()
    page.goto(f"{address}/kk/interviews/wage-claim/")
    with page.expect_navigation():
        page.click("a[href*='files/kk/wage-claim.html']")
    assert page.title() == "Aryz"
    assert page.locator("html").get_attribute("lang") == "kk"
    page.click("main .main")
    assert page.locator("#answer").count()
    kept = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    assert kept == ["", 0, 0]


@pytest.fixture
def page_of(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def test_the_zip_of_the_site_leaves_files_of_interviews_as_they_are(tmp_path: Path) -> None:
    made = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><a href="x/">'
    (tmp_path / "site" / "files").mkdir(parents=True)
    (tmp_path / "site" / "files" / "a.html").write_text(made, encoding="utf-8")
    zip_site(tmp_path / "site", tmp_path / "site.zip")
    assert entries((tmp_path / "site.zip").read_bytes()) == [("aryz/files/a.html", made.encode())]


def test_the_policy_refuses_what_a_page_might_try(visit: Visit, content: Content, frame: Frame, tmp_path: Path) -> None:
    plan = content.programs["hotline-triage"].plan
    made = one_file({"hotline-triage": plan}, frame)
    assert "default-src 'none'" in made and "connect-src 'none'" in made and "form-action 'none'" in made
    (tmp_path / "triage.html").write_text(made, encoding="utf-8")
    page = visit.open(tmp_path / "triage.html")
    attempt = "fetch('https://other.example/').then(() => 'done', () => 'refused')"
    assert page.evaluate(attempt) == "refused"
    image = (
        "new Promise((done) => Object.assign(new Image(), {onerror: () => done('refused'), src: 'https://x.example/'}))"
    )
    assert page.evaluate(image) == "refused"
    refused = [words for words in visit.said if "Content Security Policy" in words]
    assert any("connect-src" in words for words in refused) and any("default-src" in words for words in refused)
