"""axe-core finds nothing on any type of page, on a phone and a desk, by day and in the dark; the keyboard is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.going import follow
from tests.browser.pagetypes import ALONE, INTERVIEW_LANGUAGES, LANGUAGES, addresses, through_triage
from tests.conftest import ROOT
from tests.thorough import some

pytestmark = pytest.mark.browser
AXE = ROOT / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
LOOK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]  # light and width matter
RUN = """async (only) => {
  const runOnly = only.length ? { type: "rule", values: only }
    : { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
  const rules = { "target-size": { enabled: true } };
  const found = await axe.run(document, { runOnly, rules, resultTypes: ["violations"] });
  const told = (id) => (node) => `${id}: ${node.target} ${node.html.slice(0, 120)}`;
  return found.violations.flatMap(({ id, nodes }) => nodes.map(told(id)));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    assert AXE.is_file(), "axe-core is not there: run «sh tools/axe.sh» (it needs npm)."
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    yield context.new_page()
    context.close()


def judged(page: Any, axe: str, all_looks: bool) -> list[str]:
    """What axe finds on the open page: everything by day on a phone, the looks in the dark on a desk; all_looks: all
    that can be seen on a desk as well, and the other two pairs, which differ by no language.
    """
    page.wait_for_load_state()  # with its styles, or nothing has a size
    page.evaluate(axe)
    found = []
    rest: list[tuple[dict[str, int], str, list[str]]] = [(DESK, "light", LOOK), (PHONE, "dark", LOOK)]
    pairs = [(PHONE, "light", []), (DESK, "dark", [] if all_looks else LOOK), *(rest if all_looks else [])]
    for size, light, only in pairs:
        page.set_viewport_size(size)
        page.evaluate("scrollTo(0, 0)")
        page.emulate_media(color_scheme=light)
        found += [f"{page.url} {size['width']} {light} {row}" for row in page.evaluate(RUN, only)]
    return found


@pytest.mark.parametrize("language", some(LANGUAGES, "uz"))
def test_axe_finds_nothing_on_any_type_of_page(page: Any, address: str, axe: str, language: str) -> None:
    found = []
    for where in [*ALONE, *addresses(language)]:
        page.goto(address + where)
        found += judged(page, axe, language == "ru")
    page.goto(f"{address}/{language}/search/?q=113")
    page.wait_for_selector("#aryz-results .aryz-hit")
    found += judged(page, axe, language == "ru")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", some(INTERVIEW_LANGUAGES, "ru"))
def test_axe_finds_nothing_in_an_interview(page: Any, address: str, axe: str, language: str) -> None:
    through_triage(page, address, language)
    found = judged(page, axe, language == "ru")
    follow(page, "button.main")  # nothing is ticked: the page says what is wrong
    page.goto(page.url.partition("#")[0])  # seen from its top
    found += judged(page, axe, language == "ru")
    page.check("input[type=checkbox] >> nth=0")
    follow(page, "button.main")
    for _ in range(12):
        if "/q/" not in page.url:
            break
        found += judged(page, axe, language == "ru")
        page.check("input[type=radio] >> nth=0")
        follow(page, "button.main")
    assert page.url.endswith("/review")
    found += judged(page, axe, language == "ru")
    assert not found, "\n".join(found)


def test_the_keyboard_meets_the_skip_link_the_menu_the_search_and_the_languages(page: Any, address: str) -> None:
    page.goto(f"{address}/ru/unpaid-wages/")
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.className || document.activeElement.parentElement.className"))
        assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    assert seen[0] == "md-skip" and "aryz-menu" in seen and "aryz-search" in seen and "aryz-languages" in seen
    page.focus(".aryz-menu summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.aryz-menu nav a')")
    page.focus(".aryz-languages summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kk/unpaid-wages/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kk/unpaid-wages/#*")


def test_no_focused_link_is_hidden_under_the_leave_button(page: Any, address: str) -> None:
    page.goto(f"{address}/ru/forced-labour/")
    hidden = page.evaluate(
        """() => {
          const bar = document.querySelector(".aryz-leave a").getBoundingClientRect();
          return [...document.querySelectorAll("article a")].filter((link) => {
            link.focus();
            return link.getBoundingClientRect().bottom > bar.top;
          }).map((link) => link.textContent);
        }"""
    )
    assert hidden == []


SMALL = """() => {
  const pressed = "button, summary, input:not([type=hidden]), select, .md-button, .aryz-leave a, nav a";
  const small = ({ height, width }) => height > 1 && (height < 44 || width < 44);
  return [...document.querySelectorAll(pressed)]
    .filter((one) => one.checkVisibility() && !one.closest(".aryz-hidden, .hidden, .aryz-side, .aryz-toc"))
    .filter((one) => !one.matches("[type=checkbox], [type=radio]") && small(one.getBoundingClientRect()))
    .map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_what_is_pressed_on_a_phone_is_44_pixels_large(page: Any, address: str, language: str) -> None:
    found = []
    for where in addresses(language):
        page.goto(address + where)
        found += [f"{where} {row}" for row in page.evaluate(SMALL)]
    assert not found, "\n".join(found)


# with letters of which size, as they are or twice as large, the page is wider than the screen
WIDE = """() => { const root = document.documentElement, letters = parseFloat(getComputedStyle(root).fontSize);
  return [1, 2].filter((size) => {
    root.style.fontSize = `${letters * size}px`;
    return root.scrollWidth > innerWidth;
  }); }"""


@pytest.mark.parametrize("language", some(LANGUAGES, "kk"))
def test_nothing_is_cut_off_at_200_percent(page: Any, address: str, language: str) -> None:
    """A desk of 1280 pixels at 200 % and more is a page 320 wide; letters may be twice as large there."""
    page.set_viewport_size({"width": 320, "height": 512})
    found = []
    for where in addresses(language):
        page.goto(address + where)
        found += [f"{where} {size}" for size in page.evaluate(WIDE)]
    assert found == []


_IMG = re.compile(r"<img[^>]*>")


@pytest.mark.parametrize("language", ["ru", "uz-cyrl"])
def test_pictures_have_words(site: Path, language: str) -> None:
    found = []
    for path in sorted((site / language).rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        found += [f"{path}: {tag}" for tag in _IMG.findall(text) if 'alt="' not in tag or 'alt=""' in tag]
    assert found == []
