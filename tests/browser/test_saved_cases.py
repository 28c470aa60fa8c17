"""Answers on the device: saved under a passphrase, opened again, erased; and the days on which something is wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from aryz.browser.onefile import Frame, one_file
from aryz.browser.twin import twin_library
from aryz.content import Content
from aryz.interviews.cases import parse
from aryz.interviews.saved import resume, saved
from aryz.sealed import new_key, seal, unseal
from tests.browser.going import back
from tests.browser.test_accessible import axe, judged
from tests.browser.test_one_file import Visit, entries, frame, visit
from tests.conftest import CHROMIUM_FLAGS, ROOT
from tests.thorough import some
from tests.twin.dice import own_cases

__all__ = ["axe", "frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser

WORDS = "to‘rt so‘z yonma yon"
# the version of the one case that is saved
STORED = """new Promise((done) => { indexedDB.open("aryz-cases").onsuccess = (event) => {
  event.target.result.transaction("cases").objectStore("cases").getAll().onsuccess = (rows) => {
    done(rows.target.result[0].version);
    event.target.result.close();
  };
}; })"""


@pytest.fixture(scope="module")
def files(content: Content, frame: Frame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews as files of their own, and both in one."""
    folder, modules = tmp_path_factory.mktemp("files"), twin_library()
    two = {key: content.plans[key] for key in ("hotline-triage", "wage-claim")}
    for key, plan in two.items():
        (folder / f"{key}.html").write_text(one_file({key: plan}, frame, modules), encoding="utf-8")
    (folder / "aryz.html").write_text(one_file(two, frame, modules), encoding="utf-8")
    return folder


def begin(visit: Visit, file: Path, answered: int = 1) -> Any:
    """Open the triage and tick the last box of some questions."""
    page = visit.open(file)
    page.click("main .main")
    go_on(page, answered)
    return page


def go_on(page: Any, answered: int = 1) -> None:
    for _ in range(answered):
        page.locator("#answer input").last.check()
        page.click("#answer .main")


def keep(page: Any, code: str = "", words: str = WORDS, again: str = "") -> None:
    page.click("main .below button:last-child")
    if code:
        page.fill("main form input >> nth=0", code)
    page.fill("main form input >> nth=1", words)
    page.fill("main form input >> nth=2", again or words)
    page.click("main form .main")


def listed(page: Any) -> list[str]:
    page.wait_for_selector("#kept-list > *")
    return [row.inner_text() for row in page.locator("#kept-list strong").all()]


def unlock(page: Any, words: str = WORDS) -> None:
    page.fill("main form input", words)
    page.click("main form .main")


def until(true: Callable[[], bool], patience: float = 60) -> None:
    """Wait for something that comes by itself; the page's policy lets no test wait inside it."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def away(page: Any) -> None:
    """Wait until the page is elsewhere, where there is no network."""
    for _ in range(1200):
        if not page.url.startswith("file:"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.url)


def left_behind(page: Any) -> Any:
    return page.evaluate("indexedDB.databases().then((all) => [all.length, localStorage.length, document.cookie])")


def test_saved_closed_opened_and_gone_on_with(visit: Visit, files: Path, axe: str) -> None:
    page = begin(visit, files / "hotline-triage.html", 0)
    first = page.locator("#answer").get_attribute("data-question")
    assert left_behind(page) == [0, 0, ""]
    keep(page, words="short")
    page.wait_for_selector(".summary")
    keep_again = page.locator("main form input")
    keep_again.nth(1).fill(WORDS)
    keep_again.nth(2).fill("something else here")
    page.click("main form .main")
    until(lambda: page.evaluate("document.activeElement.classList.contains('summary')"))
    assert judged(page, axe, False) == []
    keep_again.nth(2).fill(WORDS)
    code = keep_again.nth(0).input_value()
    assert len(code.split("-")) == 3 and code.split("-")[2].isdigit()
    page.click("main form .main")
    page.wait_for_selector("#kept")
    assert code in page.locator("#kept").inner_text()
    assert page.locator("#answer").get_attribute("data-question") == first
    go_on(page)
    second = page.locator("#answer").get_attribute("data-question")
    page.check("#answer input >> nth=0")  # not sent: a draft
    page.evaluate(  # the telephone goes into the pocket
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true}),"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    until(lambda: page.evaluate(STORED) == 3)  # the passphrase, an answer, the draft
    page.close()  # and the system ends the tab

    again = visit.context.new_page()
    again.goto((files / "aryz.html").as_uri())
    again.click("main > .below .link")
    assert listed(again) == [code] and again.locator("#kept-list > p:not(.buttons)").count() == 0
    assert judged(again, axe, False) == []
    again.click("#kept-list .second >> nth=0")
    unlock(again, "these are other words")
    again.wait_for_selector(".summary")
    unlock(again)
    again.wait_for_selector("#answer")
    assert again.locator("#answer").get_attribute("data-question") == second
    assert again.is_checked("#answer input >> nth=0")
    assert code in again.locator("#kept").inner_text()
    assert visit.silent(), (visit.tried, visit.said)


def test_a_file_of_the_page_is_opened_by_python_and_back_to_equal_papers(
    visit: Visit, content: Content, files: Path, tmp_path: Path
) -> None:
    program = content.programs["wage-claim"]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    mine = tmp_path / "from-python.aryz"
    mine.write_bytes(seal(saved(program, answers, "uz"), new_key(WORDS)))
    page = visit.open(files / "aryz.html", today)
    page.click("main > .below .link")
    page.set_input_files("input[type=file]", mine)
    unlock(page)
    page.wait_for_selector("#papers")
    assert page.locator("html").get_attribute("lang") == "uz"
    with page.expect_download() as caught:
        page.click('[data-paper="wage-claim.ru"]')
    template, turn = program.template("wage-claim", "ru"), program.evaluate(answers, today, "uz")
    assert template is not None
    assert entries(Path(caught.value.path()).read_bytes()) == entries(template.render_docx(turn.environment("ru")))

    page.click("main .below .link")
    page.fill("main form input >> nth=0", "sarv-42")
    page.fill("main form input >> nth=1", "other words than before")
    page.fill("main form input >> nth=2", "other words than before")
    with page.expect_download() as caught:
        page.click("main form .second")
    assert caught.value.suggested_filename == "sarv-42.aryz"
    text, _ = unseal(Path(caught.value.path()).read_bytes(), "other words than before")
    assert text == saved(program, answers, "uz")
    assert (
        resume(program, parse(text, Path("case.json")), Path("case.json"), today, "uz").answers
        == resume(program, parse(saved(program, answers, "uz"), Path("x.json")), Path("x.json"), today, "uz").answers
    )
    assert left_behind(page) == [0, 0, ""]
    assert visit.silent(), (visit.tried, visit.said)


def test_files_that_do_not_open_say_why(visit: Visit, content: Content, files: Path, tmp_path: Path) -> None:
    program, texts = content.programs["wage-claim"], content.project.interface["ru"]
    whole = seal(saved(program, {}, "ru"), new_key(WORDS))
    tried = {
        "sealed.cut": whole[:-9],
        "sealed.changed": whole[:100] + b"\0" + whole[101:],
        "sealed.newer": whole[:8] + b"\x09" + whole[9:],
        "sealed.large": bytes(1_000_001),
        "web.upload.wrong": b"{}",
        "web.upload.newer": b'{"interview": "wage-claim", "format": 9, "answers": {}}',
        "keep.other": saved(program, {}, "ru").encode(),
    }
    page = visit.open(files / "hotline-triage.html")
    page.click("main > .below .link")
    for key, data in tried.items():
        (tmp_path / "case.aryz").write_bytes(data)
        page.set_input_files("input[type=file]", tmp_path / "case.aryz")
        page.wait_for_selector(f"main >> text={texts[key]}")
    assert visit.silent(), (visit.tried, visit.said)


def test_answers_that_are_saved_nowhere_are_not_replaced_unasked(visit: Visit, content: Content, files: Path) -> None:
    texts = content.project.interface["ru"]
    page = begin(visit, files / "hotline-triage.html")
    second = page.locator("#answer").get_attribute("data-question")

    def bring() -> None:
        while not page.locator(f"main > .below >> text={texts['web.upload']}").count():
            back(page)  # to the start
        page.click("main > .below .link")
        other = saved(content.programs["hotline-triage"], {}, "uz").encode()
        page.set_input_files("input[type=file]", {"name": "o.json", "mimeType": "application/json", "buffer": other})

    bring()
    page.click(f"main >> text={texts['keep.instead.back']}")
    assert page.locator("#answer").get_attribute("data-question") == second
    bring()
    page.click(f"main >> text={texts['keep.title']}")
    page.fill("main form input >> nth=1", WORDS)
    page.fill("main form input >> nth=2", WORDS)
    with page.expect_download():
        page.click("main form .second")
    page.click("main > .below .link")
    go_on(page)  # what was added since is in no file
    bring()
    page.click(f"main >> text={texts['keep.instead.go']}")
    page.wait_for_selector("html[lang=uz] #answer")
    assert page.locator("#answer").get_attribute("data-question") != second


SLOW = """const { deriveKey, decrypt } = SubtleCrypto.prototype;
SubtleCrypto.prototype.deriveKey = async function (...given) {
  await new Promise((done) => { window.goOn = done; });
  return deriveKey.apply(this, given);
};
SubtleCrypto.prototype.decrypt = async function (...given) {
  setTimeout(() => { window.opened = true; }, 50); // some time after the page has what it asked for
  return decrypt.apply(this, given);
};"""


def test_who_goes_on_while_a_slow_phone_works_loses_nothing(visit: Visit, files: Path) -> None:
    visit.context.add_init_script(SLOW)
    page = begin(visit, files / "hotline-triage.html")
    keep(page, "topaz")
    until(lambda: page.evaluate("'goOn' in window"))
    page.click("main > .below .link")  # on with the interview
    page.check("#answer input >> nth=0")
    page.evaluate("goOn(), delete window.goOn")
    page.wait_for_selector("#kept.notice")
    assert page.is_checked("#answer input >> nth=0")

    go_on(page)
    here = page.locator("#answer").get_attribute("data-question")
    until(lambda: page.evaluate(STORED) == 3)
    while not page.locator("main > .buttons > .main").count():
        back(page)  # to the start
    page.click("main > .below .link")
    page.click("#kept-list .second >> nth=0")
    unlock(page)
    until(lambda: page.evaluate("'goOn' in window"))
    while not page.locator("main > .buttons > .main").count():
        back(page)
    page.click("main .main")
    page.check("#answer input >> nth=0")
    page.evaluate("goOn()")
    until(lambda: page.evaluate("'opened' in window"))
    assert page.locator("#answer").get_attribute("data-question") == here
    assert page.is_checked("#answer input >> nth=0")


def test_another_interview_is_not_begun_over_answers_unasked(visit: Visit, content: Content, files: Path) -> None:
    texts = content.project.interface["ru"]
    page = visit.open(files / "aryz.html")
    for key in ("instead.back", "instead.go"):
        if not page.locator("#answer").count():
            page.click("main .cards a >> nth=0")
            page.click("main .main")
        go_on(page)
        while not page.locator("main .cards").count():
            back(page)  # to the list
        page.click("main .cards a >> nth=1")
        page.click(f"main >> text={texts[f'keep.{key}']}")
        assert (page.locator("#answer").count() == 1) == (key == "instead.back")
    assert visit.silent(), (visit.tried, visit.said)


def test_leaving_erases_what_is_saved_in_every_tab(visit: Visit, files: Path) -> None:
    page = begin(visit, files / "hotline-triage.html")
    keep(page)
    page.wait_for_selector("#kept")
    assert left_behind(page)[0] == 1
    other = visit.context.new_page()
    other.goto((files / "aryz.html").as_uri())
    go_on(page)  # it is being saved while the person leaves
    page.click("#leave")
    for one in (page, other):
        away(one)
    fresh = visit.context.new_page()
    fresh.goto((files / "aryz.html").as_uri())
    until(lambda: left_behind(fresh) == [0, 0, ""])  # a page does not stay for longer than a blink, the next goes on


def test_what_leaving_could_not_finish_is_erased_when_a_page_opens(visit: Visit, files: Path) -> None:
    page = begin(visit, files / "hotline-triage.html")
    keep(page)
    page.wait_for_selector("#kept")
    page.evaluate("localStorage.setItem('aryz-erase', '1')")
    page.reload()
    page.click("main > .below .link")
    assert listed(page) == []
    assert left_behind(page) == [0, 0, ""]


def test_one_is_erased_or_all(visit: Visit, content: Content, files: Path) -> None:
    page = begin(visit, files / "hotline-triage.html")
    for code in ("birinchi", "ikkinchi"):
        keep(page, code)
        page.wait_for_selector("#kept")
        page.reload()
        page.click("main .main")
    page.reload()
    page.click("main > .below .link")
    assert sorted(listed(page)) == ["birinchi", "ikkinchi"]
    page.click("#kept-list summary >> nth=0")
    page.click("#kept-list details .second >> nth=0")
    page.wait_for_selector("#kept-list li:only-child")
    page.click("#kept-list > .buttons button")
    until(lambda: left_behind(page) == [0, 0, ""])
    expect(page.locator("main h1")).to_have_text(content.project.interface["ru"]["web.erased"])


def test_erasing_the_open_case_erases_it_on_the_device(
    visit: Visit, content: Content, files: Path, tmp_path: Path
) -> None:
    program = content.programs["wage-claim"]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    (tmp_path / "plain.case.json").write_text(saved(program, answers, "ru"), encoding="utf-8")
    page = visit.open(files / "wage-claim.html", today)
    page.click("main > .below .link")
    page.set_input_files("input[type=file]", tmp_path / "plain.case.json")  # as the terminal saves it
    page.wait_for_selector("#papers")
    keep(page)
    page.wait_for_selector("#kept")
    page.click("main > .buttons .second")
    until(lambda: left_behind(page) == [0, 0, ""])


def test_two_tabs_do_not_write_over_each_other(visit: Visit, content: Content, files: Path) -> None:
    texts = content.project.interface["ru"]
    page = begin(visit, files / "hotline-triage.html")
    keep(page, "topaz")
    page.wait_for_selector("#kept")
    other = visit.context.new_page()
    other.goto((files / "hotline-triage.html").as_uri())
    other.click("main > .below .link")
    assert listed(other) == ["topaz"]
    other.click("#kept-list .second >> nth=0")
    unlock(other)
    other.wait_for_selector("#answer")
    assert texts["keep.elsewhere"] in other.locator("#kept").inner_text()
    go_on(other)
    keep(other, "topaz")
    other.wait_for_selector(f"main >> text={texts['keep.taken']}")
    other.fill("main form input >> nth=0", "agat")
    other.click("main form .main")
    other.wait_for_selector("#kept")
    other.reload()
    other.click("main > .below .link")
    assert sorted(listed(other)) == ["agat", "topaz"]


def test_the_same_tab_may_open_its_own_case_again(visit: Visit, files: Path) -> None:
    page = begin(visit, files / "hotline-triage.html", 0)
    keep(page, "topaz")
    page.wait_for_selector("#kept")
    while not page.locator("main > .buttons > .main").count():
        back(page)  # to the start
    page.click("main > .below .link")
    assert listed(page) == ["topaz"]
    page.click("#kept-list .second >> nth=0")
    unlock(page)
    page.wait_for_selector("#kept.notice")


def test_a_browser_without_locks_finds_out_when_it_saves(visit: Visit, content: Content, files: Path) -> None:
    visit.context.add_init_script("delete Navigator.prototype.locks")
    page = begin(visit, files / "hotline-triage.html")
    keep(page, "topaz")
    page.wait_for_selector("#kept")
    other = visit.context.new_page()
    other.goto((files / "hotline-triage.html").as_uri())
    other.click("main > .below .link")
    listed(other)
    other.click("#kept-list .second >> nth=0")
    unlock(other)
    other.wait_for_selector("#answer")
    go_on(other)
    until(lambda: other.evaluate(STORED) == 2)
    go_on(page)
    page.wait_for_selector("#kept.summary")
    assert content.project.interface["ru"]["keep.conflict"] in page.locator("#kept").inner_text()
    assert other.locator("#kept.summary").count() == 0


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
    here = page.locator("#answer").get_attribute("data-question")
    if day == "no encryption":
        page.click("main .below button:last-child")
    else:
        keep(page)
    page.wait_for_selector(f"main >> text={content.project.interface['ru'][key]}")
    page.click("main > .below .link")
    assert page.locator("#answer").get_attribute("data-question") == here
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


def at_the_papers(visit: Visit, content: Content, files: Path, folder: Path) -> Any:
    """The wage claim with its first own case, opened from a file in the clear, at its papers."""
    program = content.programs["wage-claim"]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    (folder / "plain.case.json").write_text(saved(program, answers, "ru"), encoding="utf-8")
    page = visit.open(files / "wage-claim.html", today)
    page.click("main > .below .link")
    page.set_input_files("input[type=file]", folder / "plain.case.json")
    page.wait_for_selector("#papers")
    return page


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


@pytest.mark.parametrize("moment", some([0.05, 0.2], 0.2))
def test_a_browser_that_is_killed_leaves_the_case_whole(
    browser: Any, files: Path, tmp_path: Path, moment: float
) -> None:
    def opened() -> Any:
        return browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS, offline=True, locale="ru"
        )

    context = opened()
    page = context.new_page()
    page.goto((files / "hotline-triage.html").as_uri())
    page.click("main .main")
    keep(page, "topaz")
    page.wait_for_selector("#kept")
    go_on(page)
    question = page.locator("#answer").get_attribute("data-question")
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
    page.click("main > .below .link")
    assert listed(page) == ["topaz"]
    assert page.evaluate(STORED) >= 2
    page.click("#kept-list .second >> nth=0")
    unlock(page)
    page.wait_for_selector("#answer")
    assert page.locator("#answer").get_attribute("data-question") == question
    context.close()
