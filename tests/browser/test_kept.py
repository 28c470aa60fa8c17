"""What the browser keeps of a language taken along: public files alone; and what is said where it cannot keep them."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import expect

from aryz.browser import SCRIPTS
from tests.browser.served import Served, kept, state, take

pytestmark = pytest.mark.browser
TYPED = "Zuhra-Typed-This"


def test_nothing_typed_is_ever_kept_or_stands_in_an_address(phone: Any, served: Served) -> None:
    seen: list[str] = []
    phone.on("request", lambda request: seen.append(request.url))
    phone.on("framenavigated", lambda frame: seen.append(frame.url))
    take(phone, served.address)
    before = set(kept(phone))
    for cut in (False, True):
        if cut:
            served.cut()
        phone.goto(f"{served.address}/en/overtime/")
        phone.fill("#aryz-q", TYPED)
        phone.wait_for_selector(".aryz-hits:visible")
        phone.press("#aryz-q", "Enter")
        phone.wait_for_selector("#aryz-results [role=status]:not(:empty)")
        assert phone.input_value("#aryz-q") == TYPED
        phone.goto(f"{served.address}/files/en/wage-claim.html")
        for _ in range(3):
            for field in phone.locator("main input[type=text]").all():
                field.fill(TYPED)
            phone.click("main button >> nth=0")
    served.start()
    held = kept(phone)
    assert set(held) == before
    assert not [url for url, text in held.items() if TYPED in text or TYPED in url]
    assert not [url for url in seen if TYPED in url] and seen
    assert TYPED not in json.dumps(phone.evaluate("({ ...localStorage, ...sessionStorage })"))


def test_only_public_files_are_listed(english: Path, phone: Any, served: Served) -> None:
    take(phone, served.address)
    index = json.loads(next(text for url, text in kept(phone).items() if text.startswith('{"packs"')))
    for path in index["files"]:
        file = english / (f"{path}index.html" if path.endswith("/") else path)
        assert file.is_file() and path.split("/")[0] in {"en", "assets", "files"}
        if file.suffix == ".html":  # by these the worker knows a page of ours
            text = file.read_text(encoding="utf-8")
            assert "default-src 'none'" in text and "</html>" in text
    assert {f"files/en/{one}.html" for one in ("wage-claim", "hotline-triage")} <= set(index["files"])


def test_the_worker_keeps_nothing_itself() -> None:
    worker = (SCRIPTS / "sw.js").read_text(encoding="utf-8")
    assert "fetch" in worker and not [word for word in (".put(", ".add(", ".addAll(", "indexedDB") if word in worker]


def test_a_full_phone_is_told_and_keeps_what_it_had(phone: Any, served: Served) -> None:
    phone.goto(f"{served.address}/en/offline/")
    session = phone.context.new_cdp_session(phone)
    session.send("Storage.overrideQuotaForOrigin", {"origin": served.address, "quotaSize": 1_000_000})
    phone.click("[data-part=take]")
    assert "MB more are needed" in state(phone, "There is no space")
    session.send("Storage.overrideQuotaForOrigin", {"origin": served.address})
    phone.click("[data-part=take]")
    state(phone, "Taken")


def test_no_room_for_the_last_thing_is_told_as_more_than_nothing(phone: Any, served: Served) -> None:
    phone.goto(f"{served.address}/en/offline/")
    phone.evaluate("""() => { const { put } = Cache.prototype;
      Cache.prototype.put = function (url, answer) { return url.endsWith(".json")
        ? Promise.reject(new DOMException("", "QuotaExceededError")) : put.call(this, url, answer); }; }""")
    phone.click("[data-part=take]")
    assert "0.1\xa0MB more are needed" in state(phone, "There is no space")


def test_a_copy_of_which_the_browser_deleted_a_part_says_so(phone: Any, served: Served) -> None:
    take(phone, served.address)
    phone.evaluate("""caches.open("aryz-packs").then(async (cache) => {
      for (const key of (await cache.keys()).slice(1, 5)) await cache.delete(key); })""")
    served.asked.clear()
    phone.reload()
    state(phone, "The browser deleted a part")
    phone.click("[data-part=take]")
    state(phone, "Taken")
    assert len(served.packs()) == 4


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("caches.open = () => Promise.reject(new DOMException('', 'SecurityError'))", "The browser keeps nothing"),
        ("caches.has = () => Promise.reject(new DOMException('', 'SecurityError'))", "The browser keeps nothing"),
        ("navigator.serviceWorker.register = () => Promise.reject(new Error())", "The browser keeps nothing"),
        ("delete window.DecompressionStream", "too old"),
    ],
)
def test_where_nothing_can_be_kept_the_reader_is_told(phone: Any, served: Served, broken: str, said: str) -> None:
    phone.add_init_script(broken)
    phone.goto(f"{served.address}/en/offline/")
    phone.wait_for_selector(f"[data-part=take]:visible, [data-part=state]:has-text('{said}')")
    if phone.is_visible("[data-part=take]"):
        phone.click("[data-part=take]")
    state(phone, said)


def test_a_network_that_hangs_or_asks_to_log_in_is_named_and_can_be_asked_again(phone: Any, served: Served) -> None:
    phone.clock.install()
    held, asked = Event(), Event()

    def hang(path: str) -> None:
        if path.endswith("en.json"):
            asked.set()
            held.wait(120)

    served.hold = hang
    phone.goto(f"{served.address}/en/offline/")
    state(phone, "Finding out")
    assert asked.wait(120)
    phone.clock.fast_forward(21_000)
    state(phone, "There is no network")
    held.set()
    served.hold = lambda path: None
    phone.click("[data-part=take]")  # «Ask again»: the size is told before anything is taken
    state(phone, "Nothing is on the phone")
    served.spoil["/take/en.json"] = b"<html>Log in to this Wi-Fi</html>"
    phone.click("[data-part=take]")
    state(phone, "not what the site sent")
    assert phone.is_visible("[data-part=take]") and phone.evaluate("caches.keys()") == []


def test_a_worker_that_was_taken_out_of_the_browser_is_set_up_again(phone: Any, served: Served) -> None:
    take(phone, served.address)
    phone.evaluate("navigator.serviceWorker.getRegistration().then((worker) => worker.unregister())")
    phone.reload()
    state(phone, "Taken")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    served.cut()
    phone.goto(f"{served.address}/en/overtime/")
    assert "Saved copy" in phone.inner_text(".aryz-copy")
    served.start()


def test_a_log_in_page_or_half_a_page_is_not_taken_for_ours(phone: Any, served: Served) -> None:
    take(phone, served.address)
    log_in = b"<html>Log in to this Wi-Fi</html>"
    half = (served.folder / "en" / "overtime" / "index.html").read_bytes()[:6000]
    assert b"default-src 'none'" in half
    served.spoil.update({"/en/overtime/": half, "/en/unpaid-wages/": log_in, "/assets/aryz-search.js": log_in})
    for path in ("overtime", "unpaid-wages"):
        phone.goto(f"{served.address}/en/{path}/")
        expect(phone.locator(".aryz-copy")).to_contain_text("Saved copy")
    served.spoil["/wi-fi/"] = log_in  # what the copy does not have is shown, so one can log in
    phone.goto(f"{served.address}/wi-fi/")
    expect(phone.locator("body")).to_have_text("Log in to this Wi-Fi")


@pytest.mark.long
def test_a_page_that_stops_midway_comes_from_the_copy(phone: Any, served: Served) -> None:
    take(phone, served.address)
    held = Event()
    served.half = lambda path: path == "/en/overtime/" and held.wait(120)
    phone.goto(f"{served.address}/en/overtime/")
    assert "Saved copy" in phone.inner_text(".aryz-copy")
    held.set()


def test_lasting_storage_is_asked_for_only_when_something_is_taken(phone: Any, served: Served) -> None:
    phone.add_init_script(
        "window.asked = 0; navigator.storage.persist = async () => { window.asked++; return false; };"
    )
    phone.goto(f"{served.address}/en/offline/")
    state(phone, "Nothing is on the phone")
    assert phone.evaluate("asked") == 0
    phone.click("[data-part=take]")
    state(phone, "Taken")
    assert phone.evaluate("asked") == 1
    assert phone.is_visible("[data-part=loose]")
