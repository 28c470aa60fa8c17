"""The icon on a phone's screen: what the browser reads, and that nobody is offered it but who looks for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.pagetypes import LANGUAGES
from tests.browser.served import Served, state

pytestmark = pytest.mark.browser
OFFER = """() => { const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = () => { window.prompted = true; };
  dispatchEvent(event);
  return event.defaultPrevented; }"""


@pytest.mark.whole  # the shell installs nothing and finds no fault with anything
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_finds_nothing_wrong_with_the_manifest(browser: Any, address: str, language: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"{address}/{language}/offline/")
    session = context.new_cdp_session(page)
    read = session.send("Page.getAppManifest")
    assert read["errors"] == [] and read["url"] == f"{address}/{language}/app.webmanifest"
    wrong = [one["errorId"] for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(wrong) <= {"in-incognito"}, wrong  # every context of a test is one
    said = json.loads(read["data"])
    assert said["lang"].lower() == language and said["id"] == f"aryz-{language}"
    assert faults == []
    context.close()


def test_icons_fill_the_circle_that_phones_cut_out(site: Path) -> None:
    for name, size in (("icon-192", 192), ("icon-512", 512), ("icon-mask-512", 512), ("icon-180", 180)):
        with Image.open(site / "assets" / f"{name}.png") as picture:
            assert picture.size == (size, size)
    with Image.open(site / "assets" / "icon-mask-512.png") as picture:
        outside = [
            picture.getpixel((x, y))
            for x in range(0, 512, 8)
            for y in range(0, 512, 8)
            if (x - 256) ** 2 + (y - 256) ** 2 > 205**2
        ]
        assert len(set(outside)) == 1 and len(set(picture.get_flattened_data())) > 3


def test_only_the_page_where_one_looks_for_it_names_the_manifest(site: Path) -> None:
    naming = {
        path.parent.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if 'rel="manifest"' in path.read_text(encoding="utf-8")
    }
    assert naming == {f"{language}/offline" for language in LANGUAGES}
    for language in LANGUAGES:
        page = (site / language / "offline" / "index.html").read_text(encoding="utf-8")
        assert page.index("admonition warning", page.index('data-part="erase"')) < page.index('class="aryz-install"')


def test_the_icon_is_offered_by_a_button_of_ours_and_never_by_itself(phone: Any, served: Served) -> None:
    phone.goto(f"{served.address}/en/offline/")
    state(phone, "Nothing is on the phone")
    assert phone.locator(".aryz-install:visible").count() == 0
    assert phone.evaluate(OFFER) is True
    phone.click(".aryz-install button")
    assert phone.evaluate("window.prompted") is True
    assert phone.locator(".aryz-install:visible").count() == 0
