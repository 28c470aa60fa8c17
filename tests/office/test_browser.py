"""In Chromium on a phone of 360 pixels: axe on each type of page, drafts kept while one types, leaving at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from aryz.centre import Contents, Facts
from aryz.centre.hiding import SMALL as LEAST
from aryz.centre.notices import KINDS
from aryz.content import Content
from aryz.office import create_office
from tests.browser.going import follow
from tests.browser.test_accessible import AXE, SMALL, judged
from tests.centre.conftest import PASSWORD, office_at
from tests.conftest import free_port
from tests.office.conftest import PEOPLE, House
from tests.thorough import some

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def served(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, str]]:
    """An office on a port. Its clock is the test's."""
    folder = tmp_path_factory.mktemp("served")
    office = office_at(f"sqlite:///{folder / 'centre.sqlite'}", folder)
    for name, role in PEOPLE.items():
        office.person(name, role)
    app = create_office(content, office.centre)
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server does not start"
        time.sleep(0.02)
    yield House(office, app), f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
    office.centre.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    yield context.new_page()
    context.close()


def enter(page: Any, house: House, address: str, name: str, language: str) -> None:
    page.goto(f"{address}/login?lang={language}")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.fill("#code", house.office.code(name))
    follow(page, "button.main")
    assert page.locator(".places").count(), page.url


def begin(page: Any, address: str, client: str) -> str:
    page.goto(f"{address}/cases/new/hotline-triage?client={client}")
    page.check("[name=agree]")
    follow(page, "button.main")
    assert "/q/" in page.url
    return str(page.url).split("/")[5]


@pytest.mark.parametrize("language", some(["ru", "uz", "uz-cyrl"], "uz-cyrl"))
def test_axe_finds_nothing_and_all_fits_a_phone(page: Any, served: tuple[House, str], language: str) -> None:
    house, address = served
    axe = AXE.read_text(encoding="utf-8")
    found: list[str] = []

    def look() -> None:
        found.extend(judged(page, axe, all_looks=False))
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{page.url} is too wide")
        found.extend(f"{page.url} {row}" for row in page.evaluate(SMALL))

    page.goto(f"{address}/login?lang={language}")
    look()
    page.goto(f"{address}/login/first?lang={language}")
    look()
    code = house.office.centre.people.invite(f"guest-{language}", "Guest", "consultant")
    page.fill("#name", f"guest-{language}")
    page.fill("#invitation", code)
    follow(page, "button.main")
    assert page.locator(".qr svg").count()
    look()
    enter(page, house, address, "aigul", language)
    case = begin(page, address, language)
    page.goto(f"{address}/cases/{case}")
    page.fill("#text", "note")
    follow(page, "text=/Добавить заметку|Eslatma qo‘shish|Эслатма қўшиш/")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    look()
    talk = f"/interview/hotline-triage/{case}"
    for where in ("/cases", "/cases/new", f"/cases/new/wage-claim?client={language}", "/deadlines", "/account",
                  f"{talk}/q/trouble", f"/cases/{case}/version/1", "/cases/none"):  # fmt: skip
        page.goto(address + where)
        look()
    page.goto(f"{address}/interview/hotline-triage/{case}/q/trouble")
    house.office.centre.cases.lock(house.office.centre.people.find("lena"), case, take_over=True)
    page.check("input[type=checkbox] >> nth=0")
    follow(page, "button.main")
    look()
    house.office.centre.cases.unlock(house.office.centre.people.find("lena"), case)
    for name, places in (("lena", ("/log", "/statistics")), ("admin", ("/people",))):
        page.context.clear_cookies()
        enter(page, house, address, name, language)
        for where in places:
            page.goto(address + where)
            look()
    assert not found, "\n".join(found)


def test_a_year_by_months_stands_on_a_wide_screen_whole(page: Any, served: tuple[House, str]) -> None:
    house, address = served
    who = house.office.centre.people.find("aigul")
    for month in range(1, 13):
        facts = Facts("hotline-triage", region="east", citizenship="UZ", month=f"2025-{month:02d}")
        for number in range(LEAST):
            code = f"crossed-{month}-{number}"
            house.office.centre.cases.create(who, Contents("hotline-triage", "ru"), code, facts)
    enter(page, house, address, "saule", "ru")
    page.goto(f"{address}/statistics?year=2025&rows=region&columns=month")
    assert page.locator(".scroll thead th").count() == 14
    for width, scrolls in ((PHONE["width"], True), (1280, False)):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("(one => one.scrollWidth > one.clientWidth)(document.querySelector('.scroll'))") == scrolls
    page.set_viewport_size(PHONE)
    page.evaluate("document.querySelector('.scroll').scrollLeft = 300")
    for cell in (".scroll tbody th >> nth=0", ".scroll thead th >> nth=0"):  # what a row is of stays in sight
        assert page.locator(cell).bounding_box()["x"] >= 0


@pytest.mark.parametrize("language", some(["ru", "kk", "uz", "en"], "kk"))
def test_pages_of_accounts_fit_and_have_no_faults(page: Any, served: tuple[House, str], language: str) -> None:
    """Notices, another telephone, a lawyer's word, and users with what was unusual: in each language."""
    house, address = served
    axe, found, centre = AXE.read_text(encoding="utf-8"), [], house.office.centre

    def look(where: str = "") -> None:
        if where:
            page.goto(address + where)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found.extend(judged(page, axe, all_looks=False))
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{page.url} is too wide")
        found.extend(f"{page.url} {row}" for row in page.evaluate(SMALL))

    held = f"held-{language}"
    centre.people.invite(held, held, "lawyer", centre.people.find("admin"))
    who = centre.people.find("bota")
    with centre.database.write() as connection:
        for kind in KINDS:
            centre.notices.tell(connection, who.id, kind, "Firefox, Android, 203.0.113.0/24")
        for _ in range(20):
            centre.audit.add(connection, "bota", "case.export")
    enter(page, house, address, "bota", language)
    look("/notices")
    assert page.locator(".log li").count() >= len(KINDS)
    look("/account")
    page.fill("#holder", PASSWORD)
    page.fill("#telephone-proof", house.office.code("bota"))
    follow(page, "[action='/account/telephone'] .second")
    assert page.locator(".qr svg").count()
    look()
    for name, places in (("lena", ("/vouch", "/cases")), ("admin", ("/people",))):
        page.context.clear_cookies()
        enter(page, house, address, name, language)
        for where in places:
            look(where)
            assert page.locator("text=" + (held if where != "/people" else "bota:")).count()
    assert not found, "\n".join(found)


def test_a_password_is_shown_by_a_button_and_judged_while_one_types(page: Any, served: tuple[House, str]) -> None:
    house, address = served
    code = house.office.centre.people.invite("typist", "Typist", "consultant")
    page.goto(f"{address}/login/first?lang=ru")
    page.fill("#name", "typist")
    page.fill("#invitation", code)
    follow(page, "button.main")
    grades = {}
    for word in ("short", "aaaaaaaaaaaaaa", "abcdefghijklm", "kazakhstan2030", "Zx9!kd#2mfQp", PASSWORD):
        page.fill("#password", word)
        grades[word] = page.evaluate("document.querySelector('.strength meter').value")
    assert list(grades.values()) == [0, 1, 1, 1, 2, 3]
    page.fill("#password", "шесть")
    assert "7" in page.inner_text(".strength")
    page.click("text=Показать пароль")
    kinds = page.evaluate("[...document.querySelectorAll('[data-show]')].map((one) => one.type)")
    assert kinds == ["text", "text"]
    page.click("text=Скрыть пароль")
    assert page.get_attribute("#password", "type") == "password"


def test_what_is_typed_is_kept_when_the_page_is_put_away(page: Any, served: tuple[House, str]) -> None:
    house, address = served
    enter(page, house, address, "bota", "ru")
    case = begin(page, address, "ru")
    page.goto(f"{address}/interview/hotline-triage/{case}/q/trouble")
    page.check("[value=wages]")
    with page.expect_response("**/q/trouble") as answer:
        page.evaluate(
            """() => { Object.defineProperty(document, "hidden", { value: true });
                       document.dispatchEvent(new Event("visibilitychange")); }"""
        )
    assert answer.value.status == 200
    page.click("button.main")  # and the page goes on with the version that the draft made
    page.wait_for_url(lambda url: not url.endswith("/trouble"))
    assert house.office.centre.cases.open(house.office.centre.people.find("bota"), case).version == 3


@pytest.mark.parametrize("script", [True, False])
def test_leaving_at_once_ends_the_session(browser: Any, served: tuple[House, str], script: bool) -> None:
    house, address = served
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)
    context.route("**/www.kazhydromet.kz/**", lambda route: route.fulfill(body="weather"))
    page = context.new_page()
    enter(page, house, address, "aigul", "ru")
    cookie = next(one["value"] for one in context.cookies() if one["name"] == "aryz")
    with page.expect_request("**/www.kazhydromet.kz/**"):
        page.click(".leave button")
    end = time.monotonic() + 30  # the browser sends the word by itself, after the page has gone
    while house.office.centre.people.session(cookie) is not None:
        assert time.monotonic() < end, "the session goes on"
        time.sleep(0.02)
    page = context.new_page()  # the other one may still be leaving
    page.goto(f"{address}/cases")
    assert page.url == f"{address}/login"
    context.close()


def test_without_script_a_case_is_begun_and_answered(browser: Any, served: tuple[House, str], tmp_path: Path) -> None:
    house, address = served
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    enter(page, house, address, "aigul", "uz")
    case = begin(page, address, "uz")
    page.check("[value=none]")
    follow(page, "button.main >> nth=0")
    assert page.url.endswith("/q/trouble") and case in page.url
    context.close()
