"""Files on a hard day: no storage, no room, a wrong clock, an old browser, a battery that ends."""

from __future__ import annotations

import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from aryz.browser.onefile import Frame, one_file
from aryz.content import Content
from tests.browser.chromium import CHROMIUM_FLAGS, whole
from tests.browser.saving import (
    STORED,
    WORDS,
    at_the_papers,
    away,
    begin,
    files,
    go_on,
    keep,
    left_behind,
    listed,
    question,
    take_up,
    unlock,
    until,
)
from tests.browser.test_one_file import Visit, entries, frame, visit
from tests.conftest import ROOT
from tests.thorough import some
from tests.twin.dice import own_cases

__all__ = ["files", "frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser


BROKEN = {
    "refused": (
        "indexedDB.open = () => { throw new DOMException('', 'SecurityError'); };"
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }});",
        "keep.refused",
    ),
    "no encryption": ("Object.defineProperty(window, 'crypto', {value: undefined});", "sealed.no_crypto"),
}


def room(visit: Visit, size: int | None) -> None:
    """Let the device have this much room for files of its disk; None: what it has."""
    told = {"origin": "file://"} | ({} if size is None else {"quotaSize": size})
    visit.context.new_cdp_session(visit.page).send("Storage.overrideQuotaForOrigin", told)


@pytest.mark.parametrize("day", some(BROKEN, *list(BROKEN)[:3]))
def test_what_cannot_be_saved_says_so_and_the_interview_goes_on(
    visit: Visit, content: Content, files: Path, day: str
) -> None:
    script, key = BROKEN[day]
    visit.context.add_init_script(script)
    page = begin(visit, files / "hotline-triage.html")
    here = question(page)
    if day == "no encryption":
        page.click("main .below button:last-child")
    else:
        keep(page)
    page.wait_for_selector(f"main >> text={content.project.interface['ru'][key]}")
    page.click("main > .below .link")
    assert question(page) == here
    while page.locator("#answer").count():
        go_on(page)
    assert page.locator(".outcome").count()
    assert visit.said == []


def test_without_indexeddb_it_is_kept_elsewhere_and_left_as_well(visit: Visit, content: Content, files: Path) -> None:
    # as where each file of a disk has a store of its own, and the page cannot know
    visit.context.add_init_script("delete Navigator.prototype.userAgentData")
    visit.context.add_init_script("indexedDB.open = () => { throw new DOMException('', 'InvalidStateError'); };")
    apart = content.project.interface["ru"]["keep.apart"]
    page = begin(visit, files / "hotline-triage.html")
    page.click("main .below button:last-child")
    assert apart in page.inner_text("main")  # beside the promise of what «leave» erases
    page.click("main > .below .link")
    keep(page, "topaz")
    page.wait_for_selector("#kept")
    kept = json.loads(page.evaluate("localStorage.getItem('aryz-cases:topaz')"))
    assert kept["version"] == 1 and set(kept) == {"code", "saved", "version", "data"}
    page.reload()
    page.click("main > .below .link")
    assert listed(page) == ["topaz"]
    assert apart in page.inner_text("#kept-list")
    page.click("#kept-list .second >> nth=0")
    unlock(page)
    page.wait_for_selector("#answer")
    page.click("#leave")
    away(page)
    fresh = visit.context.new_page()
    fresh.goto((files / "aryz.html").as_uri())
    until(lambda: left_behind(fresh) == [0, 0, ""])  # a page does not stay for longer than a blink, the next goes on


def test_no_room_at_first_and_room_that_ends_while_answers_go_on(visit: Visit, content: Content, files: Path) -> None:
    full = content.project.interface["ru"]["keep.full"]
    page = begin(visit, files / "hotline-triage.html", 0)
    room(visit, 100)
    keep(page, "topaz")
    page.wait_for_selector(f"main form >> text={full}")
    room(visit, None)  # room was made
    page.click("main form .main")
    page.wait_for_selector("#kept.notice")
    # Chromium notices anew only after a while that the room is gone
    page.evaluate("void (window.put = IDBObjectStore.prototype.put)")
    page.evaluate("void (IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); })")
    go_on(page)
    page.wait_for_selector("#kept.summary")
    assert full in page.locator("#kept").inner_text()
    page.evaluate("void (IDBObjectStore.prototype.put = window.put)")
    go_on(page)
    page.wait_for_selector("#kept.notice")


@pytest.mark.parametrize(("today", "key"), [("2020-01-01", "clock.early"), ("2028-02-03", "clock.late")])
def test_a_wrong_clock_is_said_and_put_right(visit: Visit, content: Content, files: Path, today: str, key: str) -> None:
    page = visit.open(files / "wage-claim.html", today)
    said = content.project.interface["ru"]
    form = page.locator("form.notice")
    assert form.inner_text().startswith(said[key].split("{")[0])
    page.fill("#today", "45.13.2026")
    form.locator("button").click()
    assert page.locator("form.notice .fault").inner_text()
    page.fill("#today", "26.11.2026")
    form.locator("button").click()
    assert page.locator("form.notice").count() == 0
    assert "26\xa0ноября 2026" in page.locator(".notice").first.inner_text()


def test_a_right_clock_is_not_spoken_of(visit: Visit, files: Path) -> None:
    page = visit.open(files / "wage-claim.html", "2027-11-20")
    assert page.locator("#today").count() == 0


def test_papers_go_to_the_telephones_sheet_where_there_is_one(
    visit: Visit, content: Content, files: Path, tmp_path: Path
) -> None:
    visit.context.add_init_script(
        "Object.assign(navigator, {canShare: () => true, share: async (what) => { window.shared = what.files[0].name;"
        " if (window.refused) throw new DOMException('', 'NotAllowedError'); }})"
    )
    page = at_the_papers(visit, content, files, tmp_path)
    page.click(".paper .second >> nth=0")
    until(lambda: page.evaluate("window.shared") == "wage-claim.ru.docx")
    page.evaluate("window.refused = true")
    with page.expect_download() as caught:  # a kind of file that the sheet does not take is saved
        page.click(".paper .second >> nth=0")
    assert caught.value.suggested_filename == "wage-claim.ru.docx"
    saved: list[str] = []
    page.on("download", lambda one: saved.append(one.suggested_filename))
    for closed in ("AbortError", "InvalidStateError"):  # the sheet was closed; it was open already at a second touch
        page.evaluate(f"void (window.how = '{closed}', navigator.share = {REFUSED})")
        page.click(".paper .second >> nth=0")
        until(lambda name=closed: page.evaluate("window.end") == name)
    with page.expect_download():
        page.click(".paper .main >> nth=1")
    assert saved == ["wage-claim.kk.docx"]


REFUSED = "async () => { window.end = window.how; throw new DOMException('', window.how); }"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 7{}) AppleWebKit/537.36 (KHTML, like Gecko){} Chrome/126 Safari/537.36"
INSIDE = [
    (ANDROID.format("; wv", " Version/4.0"), True),
    (f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/468.0]", True),
    (ANDROID.format("", ""), False),
    (f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1", False),
]


@pytest.mark.parametrize(("agent", "inside"), some(INSIDE, *INSIDE[1:3]))
def test_a_page_inside_another_app_says_that_files_may_not_be_saved(
    visit: Visit, content: Content, frame: Frame, files: Path, tmp_path: Path, agent: str, inside: bool
) -> None:
    visit.context.add_init_script(f"Object.defineProperty(navigator, 'userAgent', {{value: {json.dumps(agent)}}})")
    one = one_file({"wage-claim": content.plans["wage-claim"]}, frame.of("uz"))
    (tmp_path / "one.html").write_text(one, encoding="utf-8")
    page = visit.open(tmp_path / "one.html")
    assert (content.project.interface["uz"]["file.app"] in page.inner_text("main")) == inside
    page.click("main .main")
    page.wait_for_selector("#answer")
    page = at_the_papers(visit, content, files, tmp_path)
    texts = content.project.interface["ru"]
    assert [texts[key] in page.inner_text("main") for key in ("file.app", "file.app.text")] == [inside, inside]
    page.click("main .below button:last-child")
    assert (texts["file.app"] in page.inner_text("main")) == inside
    page.fill("main form input >> nth=1", WORDS)
    page.fill("main form input >> nth=2", WORDS)
    with page.expect_download():  # here it is saved; the page cannot know
        page.click("main form .second")
    page.click("main > .below .link")
    page.wait_for_selector("#papers")
    page.evaluate("history.go(-history.state.at)")
    page.click("main > .below .link")
    page.set_input_files("input[type=file]", tmp_path / "plain.case.json")
    page.wait_for_selector("#papers" if not inside else f"h1:has-text('{texts['keep.instead']}')")


def test_a_browser_in_which_the_script_does_not_run_says_what_it_needs(
    browser: Any, content: Content, frame: Frame, files: Path
) -> None:
    one = one_file({"hotline-triage": content.plans["hotline-triage"]}, frame.of("kk"))  # its first page stands there
    (files / "kk.html").write_text(one, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for file, languages in (("hotline-triage.html", content.project.languages), ("kk.html", ["kk"])):
        page.goto((files / file).as_uri())
        said = page.locator("main").inner_text()
        assert all(content.project.interface[language]["file.script"] in said for language in languages)
        assert "112" in page.locator("#helplines").inner_text() and page.locator("#leave").inner_text()
    assert page.locator("main button:enabled").count() == 0
    context.close()


def test_a_page_whose_large_script_does_not_run_says_so_after_a_while(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    one = one_file({"hotline-triage": content.plans["hotline-triage"]}, frame.of("ru"))
    broken = one.replace('"use strict";', "")
    (tmp_path / "one.html").write_text(broken, encoding="utf-8")  # its digest is no longer the policy's
    visit.page.clock.install()
    visit.page.goto((tmp_path / "one.html").as_uri())
    assert not visit.page.locator("#late").is_visible()
    visit.page.clock.run_for(6000)
    assert visit.page.locator("#late").is_visible()


def test_a_damaged_file_says_so_in_the_readers_language(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    one = one_file({"hotline-triage": content.plans["hotline-triage"]}, frame.of("kk"))
    several = one_file({key: content.plans[key] for key in ("hotline-triage", "wage-claim")}, frame.of("uz"))
    plan, words = (one.index(f'id="plan-hotline-triage{part}"') + 400 for part in ("", "-words"))
    for text, language in (
        (several[:-200], "uz"),  # its end is lost
        (several[: several.index('id="plan-wage-claim"') + 900], "uz"),
        (f"{one[:plan]}\x01{one[plan + 1 :]}", "kk"),
        (one[:words] + one[words:].replace("\n", " ", 1), "kk"),
    ):
        (tmp_path / "damaged.html").write_text(text, encoding="utf-8")
        page = visit.open(tmp_path / "damaged.html")
        page.wait_for_selector("main [role=alert]", timeout=20_000)
        assert page.inner_text("main") == content.project.interface[language]["file.damaged"]


def test_without_compression_papers_are_made_all_the_same(
    visit: Visit, content: Content, files: Path, tmp_path: Path
) -> None:
    visit.context.add_init_script("delete window.CompressionStream")
    page = at_the_papers(visit, content, files, tmp_path)
    with page.expect_download() as caught:
        page.click('[data-paper="wage-claim.kk"]')
    program = content.programs["wage-claim"]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    template, turn = program.template("wage-claim", "kk"), program.evaluate(answers, today, "ru")
    assert template is not None
    assert entries(Path(caught.value.path()).read_bytes()) == entries(template.render_docx(turn.environment("kk")))


def killed(folder: Path) -> None:
    """End the browser that has this folder, and nothing else, as an empty battery does."""
    for one in Path("/proc").iterdir():
        with suppress(OSError):
            if one.name.isdigit() and f"--user-data-dir={folder}".encode() in (one / "cmdline").read_bytes().split(
                b"\0"
            ):
                os.kill(int(one.name), signal.SIGKILL)


@pytest.mark.whole
@pytest.mark.parametrize("moment", some([0.05, 0.2], 0.2))
def test_a_browser_that_is_killed_leaves_the_case_whole(
    browser: Any, files: Path, tmp_path: Path, moment: float
) -> None:
    def opened() -> Any:
        return browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=whole(), args=CHROMIUM_FLAGS, offline=True, locale="ru"
        )

    context = opened()
    page = context.new_page()
    page.goto((files / "hotline-triage.html").as_uri())
    page.click("main .main")
    keep(page, "topaz")
    page.wait_for_selector("#kept")
    go_on(page)
    here = question(page)
    until(lambda: page.evaluate(STORED) == 2)  # what was promised
    page.evaluate(  # one save after the other
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden'}),"
        "void setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 2)"
    )
    time.sleep(moment)
    killed(tmp_path)
    with suppress(Exception):
        context.close()

    context = opened()
    page = context.new_page()
    page.goto((files / "hotline-triage.html").as_uri())
    take_up(page, "topaz")
    assert page.evaluate(STORED) >= 2
    page.wait_for_selector("#answer")
    assert question(page) == here
    context.close()
