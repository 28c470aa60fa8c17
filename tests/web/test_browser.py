"""In real Chromium, on a phone's screen: from the question to the paper, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.going import follow

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    made = browser.new_page(viewport=PHONE)
    foreign: list[str] = []
    made.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(address) else None)
    yield made
    made.close()
    assert not foreign


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(
    ("language", "typed", "url"),
    [
        ("ru", "не платят зарпл", "/ru/unpaid-wages/"),
        ("uz", "pasportimni olib qo'ydi", "/uz/seized-passport/"),
        ("uz", "иш ҳақи тўланмаяпти", "/uz/unpaid-wages/"),
        ("kk", "жалакы бермейди", "/kk/unpaid-wages/"),
        ("ru", "ст. 113 ТК", "/ru/acts/tk/113/"),
    ],
)
def test_the_search_box_of_the_static_site_answers_as_one_types(
    page: Any, address: str, language: str, typed: str, url: str
) -> None:
    page.goto(f"{address}/{language}/overtime/")
    page.fill("#aryz-q", typed)
    page.wait_for_selector(".aryz-hit")
    found = page.eval_on_selector_all(".aryz-hit", "links => links.map(link => new URL(link.href).pathname)")
    assert url in found[:5], found  # the interviews that help stand on top


def test_the_results_page_works_from_the_address(page: Any, address: str) -> None:
    page.goto(f"{address}/ru/search/?q=инспекция")
    page.wait_for_selector("#aryz-results .aryz-hit")


@pytest.mark.parametrize(
    "where",
    [
        "/",
        "/ru/",
        "/uz/seized-passport/",
        "/kk/acts/tk/113/",
        "/ru/acts/",
        "/interview?lang=uz",
        "/interview/wage-claim?lang=kk",
    ],
)
def test_pages_fit_a_phone(page: Any, address: str, where: str) -> None:
    page.goto(address + where)
    assert fits(page)


@pytest.mark.parametrize("script", [pytest.param(True, marks=pytest.mark.whole), False])
def test_from_the_guide_to_the_paper_on_a_phone(browser: Any, address: str, script: bool, tmp_path: Path) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{address}/ru/unpaid-wages/")
    follow(page, "text=Жалоба в инспекцию труда >> nth=0")
    follow(page, "main a.md-button--primary, article a.md-button--primary")
    follow(page, "button.main")
    page.check('[name="complaint.about"][value="wages"]')
    follow(page, "button.main")
    page.check('[name="complaint.several"][value="no"]')
    follow(page, "button.main")
    page.check('[name="employer.kind"][value="company"]')
    page.fill('[name="employer.name"]', "ТОО «Пример»")
    page.fill('[name="employer.address.text"]', "г. Примерск")
    follow(page, "button.main")
    page.fill('[name="work.post"]', "каменщик")
    page.fill('[name="work.place.text"]', "г. Примерск")
    page.fill('[name="work.start"]', "01.08.2026")
    page.check('[name="work.ended"][value="no"]')
    follow(page, "button.main")
    assert page.url.endswith("/q/work-contract")
    page.go_back()
    assert page.input_value('[name="work.post"]') == "каменщик"
    follow(page, "button.main")
    page.check('[name="work.contract"][value="none"]')
    follow(page, "button.main")
    follow(page, "button.main")  # the pay day may be left out
    page.fill('[name="wages.unpaid[0].month"]', "08.2026")
    page.fill('[name="wages.unpaid[0].agreed"]', "сто")
    follow(page, "button.main")
    assert "не сумма" in page.text_content(".summary")
    assert page.input_value('[name="wages.unpaid[0].month"]') == "08.2026"
    page.reload()
    assert page.input_value('[name="wages.unpaid[0].agreed"]') == "сто"
    page.fill('[name="wages.unpaid[0].agreed"]', "250 000")
    follow(page, "text=Добавить месяц")
    page.fill('[name="wages.unpaid[1].month"]', "09.2026")
    page.fill('[name="wages.unpaid[1].agreed"]', "250 000")
    follow(page, "button.main")
    page.fill('[name="claim.date"]', "20.10.2026")
    follow(page, "button.main")
    follow(page, "button.main")  # nothing else
    page.check('[name="complaint.private"][value="no"]')
    follow(page, "button.main")
    follow(page, "button.main")  # no annexes
    page.fill('[name="worker.name.surname"]', "Примеров")
    page.fill('[name="worker.name.given"]', "Шерзод")
    page.check('[name="worker.sex"][value="m"]')
    follow(page, "button.main")
    page.fill('[name="worker.address.text"]', "г. Примерск")
    page.fill('[name="worker.phone"]', "87000000001")
    follow(page, "button.main")
    page.check('[name="representative.acts"][value="no"]')
    follow(page, "button.main")
    follow(page, "button.main")  # numbers of papers may be left out
    page.fill('[name="inspection.region"]', "города Примерска")
    follow(page, "button.main")
    page.wait_for_selector("#papers")
    if script:
        assert fits(page)
    with page.expect_download() as waiting:
        page.click("a.button.main >> nth=0")
    file = tmp_path / "paper.docx"
    waiting.value.save_as(file)
    from aryz.documents.text import docx_text

    text = docx_text(file)
    assert "500 000 (пятьсот тысяч) тенге" in text.replace("\u00a0", " ")
    assert "Примеров Шерзод" in text
    context.close()


def test_enter_goes_on_and_does_not_change_the_language(page: Any, address: str) -> None:
    page.goto(f"{address}/interview/wage-claim?lang=uz")
    follow(page, "button.main")
    page.check('[name="employer.kind"][value="company"]')
    page.fill('[name="employer.name"]', "TOO Namuna")
    page.fill('[name="employer.address.text"]', "Namuna shahri")
    page.press('[name="employer.name"]', "Enter")
    page.wait_for_url("**/q/work")
    assert page.get_attribute("html", "lang") == "uz"
