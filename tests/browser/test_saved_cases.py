"""Answers on the device: saved under a passphrase, opened again, in one tab or two."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.content import Content
from aryz.interviews.cases import parse
from aryz.interviews.saved import resume, saved
from aryz.sealed import new_key, seal, unseal
from tests.browser.going import back
from tests.browser.saving import (
    STORED,
    WORDS,
    begin,
    files,
    go_on,
    keep,
    left_behind,
    listed,
    question,
    take_up,
    to_the_start,
    unlock,
    until,
)
from tests.browser.test_accessible import axe, judged
from tests.browser.test_one_file import Visit, entries, frame, visit
from tests.conftest import ROOT
from tests.twin.dice import own_cases

__all__ = ["axe", "files", "frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser
# the telephone goes into the pocket
HIDDEN = (
    "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true}),"
    "document.dispatchEvent(new Event('visibilitychange'))"
)


def test_saved_closed_opened_and_gone_on_with(visit: Visit, files: Path, axe: str) -> None:
    page = begin(visit, files / "hotline-triage.html", 0)
    first = question(page)
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
    assert question(page) == first
    go_on(page)
    second = question(page)
    page.check("#answer input >> nth=0")  # not sent: a draft
    page.evaluate(HIDDEN)
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
    assert question(again) == second
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


def test_a_file_that_cannot_be_read_says_so_and_another_may_follow(visit: Visit, content: Content, files: Path) -> None:
    """As from a cloud without network, or from a stick that was pulled out."""
    texts = content.project.interface["ru"]
    page = visit.open(files / "hotline-triage.html")
    page.click("main > .below .link")
    page.evaluate("void (window.read = Response.prototype.arrayBuffer)")
    page.evaluate("void (Response.prototype.arrayBuffer = () => Promise.reject(new TypeError('Failed to fetch')))")
    case = saved(content.programs["hotline-triage"], {}, "ru").encode()
    given = {"name": "case.json", "mimeType": "application/json", "buffer": case}
    page.set_input_files("input[type=file]", given)
    page.wait_for_selector(f"main >> text={texts['web.upload.problems']}")
    page.evaluate("void (Response.prototype.arrayBuffer = window.read)")
    page.set_input_files("input[type=file]", given)
    page.wait_for_selector("#answer")


def test_more_than_can_be_opened_again_is_not_saved_over_what_can(visit: Visit, content: Content, files: Path) -> None:
    """A whole history of messages, put into a field and not sent."""
    texts = content.project.interface["ru"]
    page = visit.open(files / "wage-claim.html")
    page.click("main .main")
    keep(page, "topaz")
    page.wait_for_selector("#kept.notice")
    here = question(page)
    page.evaluate("document.querySelector('#answer input:not([type=radio])').value = 'слово '.repeat(100000)")
    page.click("main .below button:last-child")  # what is typed is kept on the way
    page.evaluate(HIDDEN)
    page.wait_for_selector(f"#kept.summary >> text={texts['sealed.large']}")
    page.reload()
    take_up(page, "topaz")
    page.wait_for_selector("#kept.notice")
    assert question(page) == here


def test_answers_that_are_saved_nowhere_are_not_replaced_unasked(visit: Visit, content: Content, files: Path) -> None:
    texts = content.project.interface["ru"]
    page = begin(visit, files / "hotline-triage.html")
    second = question(page)

    def bring() -> None:
        while not page.locator(f"main > .below >> text={texts['web.upload']}").count():
            back(page)  # to the start
        page.click("main > .below .link")
        other = saved(content.programs["hotline-triage"], {}, "uz").encode()
        page.set_input_files("input[type=file]", {"name": "o.json", "mimeType": "application/json", "buffer": other})

    bring()
    page.click(f"main >> text={texts['keep.instead.back']}")
    assert question(page) == second
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
    assert question(page) != second


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
    here = question(page)
    until(lambda: page.evaluate(STORED) == 3)
    to_the_start(page)
    take_up(page, "topaz")
    until(lambda: page.evaluate("'goOn' in window"))
    to_the_start(page)
    page.click("main .main")
    page.check("#answer input >> nth=0")
    page.evaluate("goOn()")
    until(lambda: page.evaluate("'opened' in window"))
    assert question(page) == here
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


def test_two_tabs_do_not_write_over_each_other(visit: Visit, content: Content, files: Path) -> None:
    texts = content.project.interface["ru"]
    page = begin(visit, files / "hotline-triage.html")
    keep(page, "topaz")
    page.wait_for_selector("#kept")
    other = visit.context.new_page()
    other.goto((files / "hotline-triage.html").as_uri())
    take_up(other, "topaz")
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
    to_the_start(page)
    take_up(page, "topaz")
    page.wait_for_selector("#kept.notice")


def test_a_browser_without_locks_finds_out_when_it_saves(visit: Visit, content: Content, files: Path) -> None:
    visit.context.add_init_script("delete Navigator.prototype.locks")
    page = begin(visit, files / "hotline-triage.html")
    keep(page, "topaz")
    page.wait_for_selector("#kept")
    other = visit.context.new_page()
    other.goto((files / "hotline-triage.html").as_uri())
    take_up(other, "topaz")
    other.wait_for_selector("#answer")
    go_on(other)
    until(lambda: other.evaluate(STORED) == 2)
    go_on(page)
    page.wait_for_selector("#kept.summary")
    assert content.project.interface["ru"]["keep.conflict"] in page.locator("#kept").inner_text()
    assert other.locator("#kept.summary").count() == 0
