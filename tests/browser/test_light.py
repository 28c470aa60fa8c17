"""The first view of a guide is light, and a page is whole without script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.going import follow
from tests.browser.pagetypes import LANGUAGES

pytestmark = pytest.mark.browser
MOST = 150_000  # bytes of everything that a first view loads, not compressed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_of_a_guide_is_light(browser: Any, address: str, language: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    finished: list[Any] = []
    page.on("requestfinished", lambda request: finished.append(request))
    for guide in ("unpaid-wages", "forced-labour"):
        finished.clear()
        page.goto(f"{address}/{language}/{guide}/", wait_until="networkidle")
        loaded = {request.url: len(request.response().body()) for request in list(finished)}
        assert len(loaded) > 4 and sum(loaded.values()) < MOST, loaded
    context.close()


def test_without_script_the_text_the_menu_and_the_languages_are_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/kk/unpaid-wages/")
    assert page.locator("article h2").count() > 3 and page.locator("article table").count() > 0
    page.click(".aryz-menu summary")
    assert page.locator(".aryz-menu nav a:visible").count() > 8
    page.click(".aryz-menu summary")
    page.click(".aryz-languages summary")
    follow(page, ".aryz-languages a[hreflang=uz-Cyrl]")
    assert page.url == f"{address}/uz-cyrl/unpaid-wages/"
    page.goto(f"{address}/ru/")
    page.click(".aryz-topic summary >> nth=0")
    follow(page, ".aryz-topic[open] a >> nth=0")
    assert page.url != f"{address}/ru/" and page.locator("article h1").count() == 1
    context.close()
