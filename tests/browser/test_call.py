"""The hotline's page: an answer by keyboard alone, in the caller's words, with the norm beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from aryz.content import Content
from aryz.diagnostics import Findings
from aryz.kb.callpage import Spoken
from aryz.kb.signs import load_signs
from aryz.project import Project

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.goto(f"{address}/ru/call/")
    yield made
    context.close()


def shown(page: Any) -> str:
    return str(page.locator(".aryz-card:visible .aryz-beside > :first-child").inner_text())


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("не платят зарплату", "unpaid-wages"),
        ("pul bermayapti", "unpaid-wages"),
        ("забрали паспорт", "seized-passport"),
        ("паспортимни олиб қўйди", "seized-passport"),
        ("выдворяют", "expulsion"),
    ],
)
def test_what_the_caller_says_finds_the_card(page: Any, typed: str, card: str) -> None:
    page.keyboard.type(typed)  # the search box has the focus from the beginning
    found = page.eval_on_selector_all("#aryz-call-found a", "links => links.map(link => link.hash.slice(1))")
    assert card in found[:3], found


def test_the_words_to_say_and_the_norm_stand_beside_each_other_and_keys_do_all(page: Any, address: str) -> None:
    context = page.context
    context.set_offline(True)  # all is in the page
    page.keyboard.type("не платят зарплату")
    page.keyboard.press("Enter")
    assert "Ish haqi" in shown(page)
    assert "113" in page.locator(".aryz-card:visible .aryz-beside > :last-child a >> nth=0").inner_text()
    page.keyboard.press("F2")
    assert "Иш ҳақи" in shown(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "aryz-call-q"
    page.keyboard.type("паспорт")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.locator(".aryz-card:visible h2").inner_text() == chosen
    page.keyboard.press("F4")
    assert page.locator(".aryz-signs tbody tr:visible").count() >= 5
    context.set_offline(False)
    page.keyboard.press("F8")
    page.wait_for_url(f"{address}/interview/hotline-triage?lang=ru")


def test_every_guide_has_words_to_say_and_no_marks_are_left_in_them(content: Content) -> None:
    for versions in content.library.pages.values():
        for guide in (one for one in versions.values() if one.layout == "guide"):
            spoken = Spoken(guide, content.registry)
            words = [spoken.words(text) for text in (spoken.short, *spoken.steps)]
            assert len(words) > 2, guide.path
            assert not [text for text in words if any(mark in text for mark in ("[", "]", "**", "@", "](", "!!!"))]


def test_a_sign_that_rests_on_no_article_is_named_with_its_line(copy: Project, content: Content) -> None:
    path = copy.kb / "call.yml"
    lines = (
        path.read_text(encoding="utf-8").replace('"uk:135"', '"uk:9999"').replace("    en: How old", "    e: How old")
    )
    path.write_text(lines, encoding="utf-8")
    findings = Findings()
    load_signs(copy, content.registry, findings)
    told = {(problem.code, problem.place.line) for problem in findings.problems}
    line = next(number for number, row in enumerate(lines.splitlines(), 1) if "uk:9999" in row)
    assert ("cite.unknown-article", line) in told
    assert "translation.missing" in {code for code, _ in told}
