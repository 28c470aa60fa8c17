"""«Leave this page»: white at once, a neutral site in its place, nothing behind «Back»; and nothing is ever stored."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.browser.going import follow
from tests.browser.pagetypes import ALONE, INTERVIEW_LANGUAGES, LANGUAGES, addresses, through_triage
from tests.thorough import some

pytestmark = pytest.mark.browser
WEATHER = "https://www.kazhydromet.kz/"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE)
    context.route(f"{WEATHER}**", lambda route: route.fulfill(body="weather", content_type="text/plain"))
    yield context.new_page()
    context.close()


def left(page: Any) -> bool:
    page.wait_for_url(WEATHER)
    return bool(page.evaluate("document.body.innerText") == "weather")


def gone(case: str) -> None:
    """Wait until the server has erased a case: the browser sends the word by itself, after the page has gone."""
    end = time.monotonic() + 30
    while httpx.get(f"{case}/save").status_code != 404:
        assert time.monotonic() < end, "it is still there"
        time.sleep(0.02)


def test_a_press_on_a_page_about_forced_labour_leaves_nothing_behind_back(page: Any, address: str) -> None:
    page.goto(f"{address}/ru/")
    page.goto(f"{address}/ru/forced-labour/")
    assert page.title() == "Aryz"
    before = page.evaluate("history.length")
    page.click("[data-leave]")
    assert left(page)
    assert page.evaluate("history.length") == before
    page.go_back()
    assert page.url == f"{address}/ru/"


@pytest.mark.parametrize(
    ("pressed", "leaves"),
    [
        (["ShiftLeft", "ShiftLeft", "ShiftLeft"], True),
        (["ShiftRight", "ShiftRight", "ShiftRight"], True),
        (["ShiftLeft", "ShiftRight", "ShiftLeft", "ShiftRight"], False),
        (["ShiftLeft", "ShiftLeft", "a", "ShiftLeft"], False),
        (["Shift+a", "Shift+b", "Shift+c"], False),
        (["Escape", "Escape", "Escape"], False),
    ],
)
def test_the_same_shift_three_times_leaves_and_nothing_else_does(
    page: Any, address: str, pressed: list[str], leaves: bool
) -> None:
    page.goto(f"{address}/uz/seized-passport/")
    for key in pressed:
        page.keyboard.press(key)
    if leaves:
        assert left(page)
    else:
        assert page.is_visible("h1")  # a page that leaves is white at once, before another comes
        assert page.url.endswith("/uz/seized-passport/")


@pytest.mark.whole
def test_leaving_an_interview_erases_the_case_and_back_shows_no_answer(page: Any, address: str) -> None:
    question, case = through_triage(page, address, "uz")
    page.check("input[type=checkbox] >> nth=0")
    follow(page, "button.main")  # loaded, so that keys find their listener
    assert page.url != question
    assert httpx.get(f"{case}/save").status_code == 200
    assert page.title() == "Aryz"
    for _ in range(3):
        page.keyboard.press("ShiftLeft")
    assert left(page)
    gone(case)
    page.go_back()
    assert page.url == question
    assert page.locator("input").count() == 0
    assert page.evaluate("getComputedStyle(document.body).display") != "none"


def test_every_open_tab_leaves_and_the_case_goes_with_the_one_it_began_from(page: Any, address: str) -> None:
    _, case = through_triage(page, address, "ru")
    other = page.context.new_page()
    other.goto(case)
    guide = page.context.new_page()
    guide.goto(f"{address}/ru/overtime/")
    older = page.context.new_page()
    older.add_init_script("delete window.BroadcastChannel")
    older.goto(f"{address}/ru/forced-labour/")
    page.click("[data-leave]")
    assert left(page) and left(other) and left(guide) and left(older)
    first = httpx.post(f"{address}/interview/hotline-triage", data={"lang": "ru"}).headers["location"]
    then = {"lang": "ru", "from": first.rpartition("/")[2]}
    second = httpx.post(f"{address}/interview/crime-report", data=then).headers["location"]
    httpx.post(f"{address}{second}/erase", data={"erase": "1"})
    assert httpx.get(f"{address}{first}/save").status_code == 404


# checkers of spelling and translators are services that browsers may send words to
SENT = """[...document.querySelectorAll("h1, p, dd, input, textarea")].filter((one) => one.spellcheck || one.translate)
  .map((one) => one.outerHTML)"""


def test_answers_are_not_for_the_browsers_services(page: Any, address: str) -> None:
    through_triage(page, address, "ru")
    assert page.locator("h1").count() and page.locator("input").count() and page.evaluate(SENT) == []


def test_without_script_the_button_is_a_link_and_in_a_case_a_form_that_erases(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route(f"{WEATHER}**", lambda route: route.fulfill(body="weather", content_type="text/plain"))
    page = context.new_page()
    page.goto(f"{address}/kk/forced-labour/")
    page.click("[data-leave]")
    page.wait_for_url(WEATHER)
    _, case = through_triage(page, address, "kk")
    with page.expect_request(WEATHER):  # where the server sends on; Playwright stands in for no page asked for so
        page.click("[data-leave]")
    assert httpx.get(f"{case}/save").status_code == 404
    context.close()


STORED = """async () => ({
  cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


@pytest.mark.parametrize("language", some(LANGUAGES, "uz-cyrl"))
def test_no_page_asks_another_host_for_anything_or_stores_anything(browser: Any, address: str, language: str) -> None:
    context = browser.new_context(viewport=PHONE)
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for where in [*ALONE, *addresses(language)]:
        page.goto(address + where)
    page.goto(f"{address}/{language}/search/?q=113")
    page.wait_for_selector("#aryz-results .aryz-hit")
    if language in INTERVIEW_LANGUAGES:
        through_triage(page, address, language)
        page.check("input[type=checkbox] >> nth=5")
        follow(page, "button.main")
        page.goto(page.url.partition("/q/")[0] + "/review")
    assert asked and not [url for url in asked if not url.startswith((address, "data:"))]
    assert faults == []
    kept = page.evaluate(STORED)
    assert not any(kept.values()), kept
    assert context.cookies() == []
    context.close()
