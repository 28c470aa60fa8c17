"""Three real persons on a telephone: the worker, the lawyer, and the editor who looks at what they changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from aryz.preview import Preview
from aryz.project import Project
from aryz.web import create_app

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def tap(page: Any, link: str) -> None:
    with page.expect_navigation():
        page.tap(link)


@pytest.mark.parametrize("language", ["ru", "kk", "uz", "uz-cyrl", "en"])
def test_the_worker_is_two_taps_from_what_to_do_and_one_from_help(page: Any, address: str, language: str) -> None:
    page.goto(f"{address}/")
    tap(page, f"a[href='{language}/']")
    calls = page.eval_on_selector_all("a[href^='tel:']", "all => all.map((one) => one.getAttribute('href'))")
    assert {"tel:102", "tel:112"} <= set(calls)
    tap(page, "article a[href*='unpaid-wages']")
    steps = page.locator("article ol").first
    assert steps.locator("li").count() > 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_lawyer_goes_from_a_citation_to_the_article_and_all_that_rests_on_it(page: Any, address: str) -> None:
    page.goto(f"{address}/ru/")
    page.fill("#aryz-q", "п. 3 ст. 113 ТК")
    page.wait_for_selector(".aryz-hit")
    tap(page, ".aryz-hit >> nth=0")
    assert "/ru/acts/tk/113/" in page.url
    assert page.locator(".aryz-official").get_attribute("href").startswith("https://")
    rests = page.eval_on_selector_all("article li a", "all => all.map((one) => one.getAttribute('href'))")
    assert any("unpaid-wages" in link for link in rests)
    assert any("interviews/wage-claim" in link for link in rests)
    tap(page, "article li a[href*='unpaid-wages']")
    tap(page, "a.aryz-cite[href*='acts/tk/113/'] >> nth=0")
    assert page.url.endswith("/ru/acts/tk/113/")


def test_the_editor_sees_the_edited_file_and_what_is_wrong_with_it(browser: Any, small: Project) -> None:
    preview = Preview(small, ["ru"])
    client = TestClient(create_app(preview.project, preview.programs, preview.site), base_url="http://127.0.0.1")
    guide = small.kb / "ru" / "unpaid-wages.md"
    text = guide.read_text(encoding="utf-8")
    page = browser.new_page(viewport=PHONE)
    page.route("**/*", lambda route: _from(client, route))

    def saved(new: str) -> None:
        guide.write_text(new, encoding="utf-8")
        preview.update([guide])

    saved(text.replace("Посчитайте долг", "Сложите долг", 1))
    page.goto("http://127.0.0.1/ru/unpaid-wages/")
    assert "Сложите долг" in page.locator("article").inner_text()
    saved(text.replace("[@tk:113.1]", "[@tk:9999]", 1))
    assert preview.problems and "ru/unpaid-wages.md" in preview.problems[0] and "9999" in preview.problems[0]
    saved(text)
    assert preview.problems == []
    page.close()


def _from(client: TestClient, route: Any) -> None:
    found = client.get(route.request.url)
    route.fulfill(status=found.status_code, body=found.content, headers={"content-type": found.headers["content-type"]})
