"""A file's pages for everyone: narrow screens, large letters, the keyboard alone, screen readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aryz.browser.onefile import Frame, one_file
from aryz.browser.twin import twin_library
from aryz.content import Content
from aryz.interviews.declined import proposals
from tests.browser.filling import FILLING, as_typed
from tests.browser.going import back
from tests.browser.keyboard import Keyboard
from tests.browser.saving import at_the_papers, files, keep, listed
from tests.browser.test_accessible import RUN, axe
from tests.browser.test_every_interview import frame, visit
from tests.browser.test_one_file import Visit
from tests.conftest import ROOT
from tests.thorough import some
from tests.twin.dice import own_cases

__all__ = ["axe", "files", "frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser
LANGUAGES = ("ru", "kk", "uz", "en")
KEYS = [("wage-claim", "uz"), ("passport-return", "ru")]
# what stands over the edge of the page, on its heading or in its room, with letters as they are and twice as large
NARROW = f"""async ([raw, title]) => {{
  const found = [], root = document.documentElement;
  const over = (one) => {{
    const {{ left, right, width }} = one.getBoundingClientRect();
    return width > 1 && (right > innerWidth + 0.5 || left < -0.5) && !one.closest(".hidden, .skip");
  }};
  const lines = (node) => {{
    const words = document.createRange();
    words.selectNodeContents(node);
    return [...words.getClientRects()];
  }};
  const meet = (a, b) => a.right > b.left && a.left < b.right && a.top < b.bottom && a.bottom > b.top;
  const crowds = (link) => {{
    const heading = link.previousElementSibling, word = 5 * parseFloat(getComputedStyle(heading).fontSize);
    return heading.offsetWidth < word || lines(heading).some((a) => lines(link.firstChild).some((b) => meet(a, b)));
  }};
  await ({FILLING})(raw, title, (page) => {{
    for (const size of ["100%", "200%"]) {{
      root.style.fontSize = size;
      const wide = [...document.querySelectorAll("body *")].filter(over);
      wide.push(...[...document.querySelectorAll(".answer .change")].filter(crowds));
      if (root.scrollWidth > innerWidth || wide.length) {{
        const told = wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 90));
        found.push(`${{page}} ${{size}}: ${{root.scrollWidth}} ${{told}}`);
      }}
    }}
    root.style.fontSize = "";
  }});
  return found;
}}"""


@pytest.fixture
def everything(content: Content, frame: Frame, tmp_path: Path) -> Path:
    file = tmp_path / "all.html"
    file.write_text(one_file({key: program.plan for key, program in content.programs.items()}, frame), "utf-8")
    return file


@pytest.mark.parametrize("language", some(LANGUAGES, "kk"))
def test_nothing_stands_over_the_edge_of_a_narrow_page(
    visit: Visit, content: Content, everything: Path, language: str
) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 640})
    found = []
    for key, program in content.programs.items():
        today, answers = next(own_cases(program, ROOT, content.project.interface))
        page = visit.open(everything, today)
        given = [as_typed(program, answers), program.plan["title"][language]]
        found += [f"{key} {row}" for row in page.evaluate(NARROW, given)]
    assert not found, "\n".join(found)


# an interview in which every question is first answered wrongly; what is done with the page before, and with its faults
WRONGLY = f"""async (raw, title, right, wrong) => {{
  await ({FILLING})(raw, title, async (page) => {{
    await right(page);
    const form = document.getElementById("answer");
    if (!form) return;
    for (const input of form.querySelectorAll("input, select, textarea")) {{
      if (["checkbox", "radio"].includes(input.type)) input.checked = false;
      else input.value = input.matches("select, .list *") ? "" : "?";
    }}
    form.requestSubmit();
    if (document.getElementById("faults")) return wrong(page);
    history.back(); // nothing is wrong with that
    await new Promise((done) => addEventListener("popstate", done, {{ once: true }}));
  }});
}}"""
# pages of every kind of field: choices, a name, an address, days, sums, rows, a country
JUDGED = f"""async ([raw, title, pages]) => {{
  const found = [], judge = {RUN};
  const judged = (mark) => async (page) => {{
    if (pages.includes(page)) for (const row of await judge([])) found.push(`${{page}}${{mark}} ${{row}}`);
  }};
  await ({WRONGLY})(raw, title, judged(""), judged(" with faults"));
  return found;
}}"""
# whether the list of faults is announced and has the focus, and each of its lines leads to a field that says the same
LINKED = f"""async ([raw, title]) => {{
  const found = [];
  let count = 0;
  await ({WRONGLY})(raw, title, () => {{}}, (page) => {{
    const list = document.getElementById("faults"), told = (what) => found.push(`${{page}}: ${{what}}`);
    if (list.getAttribute("role") !== "alert" || document.activeElement !== list) told("it is not announced");
    for (const line of list.querySelectorAll("li")) {{
      const said = line.lastChild.textContent.slice(2), link = line.querySelector("a");
      link.click();
      const field = document.activeElement;
      const about = document.getElementById(field.getAttribute("aria-describedby"));
      if (field.id !== link.hash.slice(1)) told(`${{link.hash}} does not have the focus`);
      else if (!(about || field).textContent.includes(said)) told(`${{link.hash}} says nothing of «${{said}}»`);
      else if (about && field.getAttribute("aria-invalid") !== "true") told(`${{link.hash}} is not marked`);
      count += 1;
    }}
  }});
  return [found, count];
}}"""
KINDS = ("index", "start", "employer", "work", "unpaid", "worker-name", "worker-contact", "worker-papers", "review")


@pytest.mark.parametrize("language", some(LANGUAGES, "uz"))
def test_axe_finds_nothing_on_a_narrow_page(
    visit: Visit, content: Content, everything: Path, axe: str, language: str
) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 640})
    program = content.programs["wage-claim"]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    page = visit.open(everything, today)
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate(axe)
    found = page.evaluate(JUDGED, [as_typed(program, answers), program.plan["title"][language], KINDS])
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("interview", "language"), some(KEYS, KEYS[0]))
def test_the_keyboard_alone_leads_from_the_list_to_the_paper(
    visit: Visit, content: Content, everything: Path, interview: str, language: str
) -> None:
    program = content.programs[interview]
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    raw = as_typed(program, answers)
    page = visit.open(everything, today)
    keyboard = Keyboard(page)
    assert keyboard.tab()["id"] == "skip"
    title = program.plan["title"][language]
    while not page.evaluate("(title) => document.activeElement.firstChild?.textContent === title", title):
        keyboard.tab()
    keyboard.press("Enter")
    keyboard.until("main")
    keyboard.press("Space")
    while page.locator("#answer").count():
        heading, focused = page.evaluate("[document.querySelector('h1').innerText, document.activeElement.innerText]")
        assert focused == heading
        paths = program.questions[page.locator("#answer").get_attribute("data-question")]["fields"]
        keyboard.answer({path: raw[path] for path in paths})
        assert not page.locator("#faults").count(), page.locator("#faults").inner_text()
    with page.expect_download() as caught:
        paper = keyboard.until("paper")["paper"]
        keyboard.press("Enter")
    assert caught.value.suggested_filename == f"{paper}.docx"
    assert keyboard.hidden == []
    assert visit.silent(), (visit.tried, visit.said)


@pytest.mark.parametrize("language", some(["ru", "uz"], "uz"))
def test_what_is_wrong_is_announced_and_leads_to_its_field(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path, language: str
) -> None:
    """In each interview's own file, whose script asks for most of its words by number."""
    found, told, modules, spoken = [], 0, twin_library(), frame.of(language)
    for key, program in content.programs.items():
        today, answers = next(own_cases(program, ROOT, content.project.interface))
        (tmp_path / "one.html").write_text(one_file({key: program.plan}, spoken, modules), encoding="utf-8")
        page = visit.open(tmp_path / "one.html", today)
        rows, count = page.evaluate(LINKED, [as_typed(program, answers), ""])
        found += [f"{key} {row}" for row in rows]
        told += count
    assert told > 100
    assert not found, "\n".join(found)
    assert visit.silent(), (visit.tried, visit.said)


def test_words_of_another_language_say_so(visit: Visit, content: Content, everything: Path) -> None:
    """A name's Russian forms on an Uzbek page, on the review and beside the name; languages in their own words."""
    program, names = content.programs["passport-return"], content.project.languages
    today, own = next(own_cases(program, ROOT, content.project.interface))
    answers = {**own, "worker.name": {"surname": "Кравец", "given": "Саша", "patronymic": "Ильич"}}
    forms = proposals(program.evaluate(answers, today, "uz"), "worker.name", answers["worker.name"])
    russian = [["ru", form.words] for form in forms]
    page = visit.open(everything, today)
    page.click("#languages [lang=uz]")
    page.evaluate(
        f"([raw, title]) => ({FILLING})(raw, title)", [as_typed(program, answers), program.plan["title"]["uz"]]
    )
    spoken = "[...document.querySelectorAll('main [lang]')].map((one) => [one.lang, one.textContent])"
    papers = [[key, names[key].name] for key in program.plan["document_languages"]]
    assert russian and page.evaluate(spoken)[: len(russian)] == russian
    assert all(row in page.evaluate(spoken) for row in papers)
    page.click(".answer:has-text('Кравец') a")
    assert [row for row in page.evaluate(spoken) if row[1]][: len(russian)] == russian
    back(page)
    police, kazakh = "Отдел полиции Примерного района", "Примерск ауданының полиция бөлімі"
    page.click(".answer:has-text('Qaysi politsiya') a")
    assert page.evaluate(spoken) == [["ru", police], ["kk", kazakh]]


NAMES = """() => [...document.querySelectorAll("main :is(button, summary, a)")].filter((one) => one.checkVisibility())
  .map((one) => one.textContent.trim())"""


def test_each_button_says_which_paper_or_case_it_is_for(
    visit: Visit, content: Content, files: Path, tmp_path: Path
) -> None:
    """A screen reader's list of buttons has them without the headings that they stand under."""
    visit.context.add_init_script("navigator.canShare = () => true")
    page = at_the_papers(visit, content, files, tmp_path)
    for words in page.locator(".paper summary").all():
        words.click()
    names = page.evaluate(NAMES)
    papers = [name for name in names if name.startswith("Word — ")]
    assert len(papers) == page.locator("[data-paper]").count() > 1 and len(names) == len(set(names))
    assert page.eval_on_selector_all("[data-paper] [lang]", "(all) => all.map((one) => one.lang)") == ["ru", "kk"]
    for code in ("topaz", "agate"):
        page = at_the_papers(visit, content, files, tmp_path)
        keep(page, code)
        page.wait_for_selector("#kept")
    page.reload()
    page.click("main > .below .link")
    assert listed(page) == ["agate", "topaz"]
    names = page.evaluate(NAMES)
    assert len(names) == len(set(names)) == 5  # open and erase for each, and erase all


def test_a_page_is_printed_dark_on_white_whatever_the_device_looks_like(visit: Visit, files: Path) -> None:
    page = visit.open(files / "hotline-triage.html")
    page.emulate_media(media="print", color_scheme="dark")
    words = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert sum(map(int, re.findall(r"\d+", words))) < 200


def test_a_papers_text_is_printed_whole(visit: Visit, content: Content, files: Path, tmp_path: Path) -> None:
    """Who has no program for Word files prints the page."""
    page = at_the_papers(visit, content, files, tmp_path)
    page.click(".paper summary >> nth=0")
    cut = "(one) => one.value && one.scrollHeight > one.clientHeight + 1"
    paper = page.locator("textarea.words").first
    paper.evaluate("(one) => new Promise((done) => setInterval(() => one.value && done(), 20))")
    assert paper.evaluate(cut)
    page.emulate_media(media="print")
    assert not paper.evaluate(cut)
