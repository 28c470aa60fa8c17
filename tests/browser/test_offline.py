"""A language taken along: what is kept, what is never kept, and what is there when the network is gone."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from aryz.kb.takealong import LIMIT
from tests.browser.going import follow
from tests.browser.pagetypes import LANGUAGES
from tests.browser.served import Served, state, take

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_under_five_megabytes_by_wire_and_on_the_phone(
    browser: Any, address: str, site: Path, language: str
) -> None:
    said = json.loads((site / "take" / f"{language}.json").read_text(encoding="utf-8"))
    packs = [site / "take" / f"{name}.pack" for name, _ in said["packs"]]
    assert sum(pack.stat().st_size for pack in packs) == said["bytes"] < LIMIT
    context = browser.new_context()
    page = context.new_page()
    came: list[int] = []
    page.on(
        "response",
        lambda answer: came.append(int(answer.headers["content-length"])) if answer.url.endswith(".pack") else None,
    )
    take(page, address, language)
    assert sum(came) == said["bytes"]
    assert said["bytes"] < page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)") < LIMIT
    context.close()


@pytest.mark.whole
def test_pages_search_calculators_and_interviews_are_there_when_nobody_answers(phone: Any, served: Served) -> None:
    phone.goto(f"{served.address}/en/offline/")
    assert "MB" in state(phone, "Nothing is on the phone") and phone.evaluate("caches.keys()") == []
    assert phone.locator("[data-part]:is(button, progress):visible").all_inner_texts() == ["Take along"]
    take(phone, served.address)
    served.cut()
    phone.goto(f"{served.address}/en/unpaid-wages/")
    assert "Saved copy" in phone.inner_text(".aryz-copy") and phone.locator(".aryz-copy.aryz-warn").count() == 0
    phone.fill("#aryz-q", "passport")
    phone.wait_for_selector(".aryz-hit")
    found = phone.eval_on_selector_all(".aryz-hit:not(.aryz-all)", "links => links.map(link => link.href)")
    assert len(found) >= 10 and all(link.startswith(f"{served.address}/en/") for link in found)
    follow(phone, ".aryz-hit >> nth=0")
    assert phone.locator("article h1").count() == 1
    phone.goto(f"{served.address}/en/calculators/leave/")
    assert phone.locator(".aryz-calc input:visible").count() > 0
    phone.goto(f"{served.address}/en/call/")
    phone.fill("#aryz-call-q", "wages")
    assert phone.locator("#aryz-call-found a").count() > 0
    phone.goto(f"{served.address}/interview/hotline-triage?lang=en")
    assert phone.url == f"{served.address}/files/en/hotline-triage.html"
    assert "Saved copy" in phone.inner_text(".aryz-copy")
    assert phone.locator("main button").count() > 0
    phone.goto(f"{served.address}/ru/overtime/")
    assert phone.url == f"{served.address}/en/no-network/"
    phone.goto(f"{served.address}/en/acts/tk/113")  # as an address is typed by hand
    assert phone.url == f"{served.address}/en/acts/tk/113/"
    assert "Saved copy" in phone.inner_text(".aryz-copy")
    phone.goto(f"{served.address}/en/%E0%A4%A/")
    assert phone.url == f"{served.address}/en/no-network/"
    served.start()


def test_what_was_stopped_goes_on_and_all_is_erased(phone: Any, served: Served) -> None:
    phone.goto(f"{served.address}/en/offline/")
    phone.evaluate("""() => { const bar = document.querySelector("[data-part=progress]");
      new MutationObserver(() => { if (bar.value > 0.1) document.querySelector("[data-part=stop]").click(); })
        .observe(document.querySelector("[data-part=state]"), { childList: true }); }""")
    phone.click("[data-part=take]")
    state(phone, "Stopped")
    before = served.packs()
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    phone.reload()
    state(phone, "Stopped")
    phone.click("[data-part=take]")
    state(phone, "Taken")
    whole = [pack for pack in before if served.packs().count(pack) == 1]
    assert len(whole) >= len(before) - 3  # those under way when it was stopped come again
    late = Event()
    first = iter([late])
    served.hold = lambda path: path.endswith("en.json") and (held := next(first, None)) and held.wait(120)
    phone.reload()
    state(phone, "Taken")  # the network has not told yet what is new
    phone.click("[data-part=erase]")
    state(phone, "Erased")
    with phone.expect_event("requestfinished"):
        late.set()
    phone.evaluate("fetch('/take/en.json').then((answer) => answer.text())")
    assert "Erased" in phone.inner_text("[data-part=state]")  # and what it tells now changes nothing
    assert phone.evaluate("caches.keys()") == []
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_what_another_language_brought_is_no_part_of_this_one(phone: Any, site: Path) -> None:
    """Languages share packs: those that are there for the other are neither still to come nor to be erased."""
    served = Served(site).start()
    lists = {one: json.loads((site / "take" / f"{one}.json").read_text(encoding="utf-8")) for one in ("ru", "kk")}
    theirs = {name for name, _ in lists["ru"]["packs"]}
    comes = sum(size for name, size in lists["kk"]["packs"] if name not in theirs)
    assert comes < lists["kk"]["bytes"] - 300_000
    take(phone, served.address, "ru")
    phone.goto(f"{served.address}/kk/offline/")
    buttons = phone.locator("[data-part]:is(button):visible")
    asked = f"{comes / 1e6:.1f}".replace(".", ",")
    assert f"{asked}\xa0МБ" in state(phone, "Телефонда ештеңе жоқ")
    assert buttons.all_inner_texts() == ["Өзіңізбен алу"]
    served.missing = "take/kk.json"
    phone.reload()
    state(phone, "Желі жоқ")
    assert buttons.all_inner_texts() == ["Тағы сұрау"]  # nothing that could be erased
    served.missing = ""
    take(phone, served.address, "kk")
    assert len(served.packs()) == len({*theirs, *(name for name, _ in lists["kk"]["packs"])})
    phone.click("[data-part=erase]")
    state(phone, "Өшірілді")
    assert buttons.all_inner_texts() == ["Өзіңізбен алу"]
    phone.goto(f"{served.address}/ru/offline/")
    state(phone, "Взято")
    served.cut()
