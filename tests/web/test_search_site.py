"""Search on the static site in real Chromium: from an address under any path and from the disk, by keyboard, safely."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aryz import yamlfile
from aryz.content import Content
from aryz.search import Searcher
from aryz.search.entry import Entry
from aryz.search.index import build
from aryz.search.shards import write_site
from tests.conftest import ROOT
from tests.search.conftest import SETTINGS, page
from tests.thorough import some

pytestmark = pytest.mark.browser
WORDS = ("труда", "договора", "приказа", "суда", "жалобы", "срока", "доказательства")
EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: Any) -> None:
        pass


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of a folder under a path of a plain server of files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}"
        server.shutdown()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as home:
        yield home


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    made = browser.new_page(viewport={"width": 360, "height": 740})
    asked: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    yield made
    home = made.url.split("/", 3)[2]
    made.close()
    assert all(url.split("/", 3)[2] == home for url in asked), asked


def found(tab: Any, text: str) -> list[str]:
    """Types a query, and gives the addresses of what is listed, below the site."""
    tab.fill("#aryz-q", "")
    tab.wait_for_selector(".aryz-hits", state="hidden")
    tab.fill("#aryz-q", text)
    tab.wait_for_selector(".aryz-hits:not([hidden])")
    links = "links => links.map(link => link.href)"
    return list(tab.eval_on_selector_all(".aryz-hit:not(.aryz-solves):not(.aryz-all)", links))


@pytest.mark.parametrize("disk", some([False, True], False))
def test_judged_queries_find_what_python_finds(
    tab: Any, address: str, site: Path, content: Content, disk: bool
) -> None:
    home = site.as_uri() if disk else address
    rows = yamlfile.load(ROOT / "search" / "judgments.yml")[::17]
    with Searcher(content.project.build / "index", content.project.search, content.registry) as searcher:
        for language in ("ru", "kk", "uz", "en"):
            tab.goto(f"{home}/{language}/overtime/{'index.html' if disk else ''}")
            for row in (row for row in rows if row["lang"] == language):
                ours = [hit.url for hit in searcher.find(row["q"], language, typing=True).hits]
                end = "index.html" if disk else ""
                assert found(tab, row["q"]) == [f"{home}/{url}{end}" for url in ours], row["q"]


def test_the_combobox_is_used_by_keyboard_alone(tab: Any, address: str) -> None:
    tab.goto(f"{address}/ru/overtime/")
    field = tab.get_by_role("combobox")
    found(tab, "не платят зарплату")
    assert field.get_attribute("aria-expanded") == "true"
    assert tab.get_by_role("listbox").get_by_role("option").count() > 5
    assert tab.locator(".aryz-status[role=status]").inner_text().strip()
    field.press("ArrowDown")
    field.press("ArrowDown")
    active = tab.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert tab.locator("[aria-selected=true]").count() == 1
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("aria-activedescendant") is None
    assert field.input_value() == "не платят зарплату"
    field.press("ArrowDown")
    where = tab.locator("[aria-selected=true]").get_attribute("href")
    field.press("Enter")
    tab.wait_for_url(where)


def test_what_was_typed_before_the_script_came_is_answered_too(tab: Any, address: str) -> None:
    tab.route("**/aryz-search.js", lambda route: (tab.fill("#aryz-q", "паспорт"), route.continue_()))
    tab.goto(f"{address}/ru/overtime/")
    tab.wait_for_selector(".aryz-hit")


def test_uzbek_in_cyrillic_letters_stays_in_them(tab: Any, address: str) -> None:
    tab.goto(f"{address}/uz-cyrl/overtime/")
    assert found(tab, "паспортимни олиб қўйди")[0].endswith("/uz-cyrl/seized-passport/")
    first = tab.locator(".aryz-hit:not(.aryz-solves)").first
    assert first.get_attribute("lang") == "uz-Cyrl"
    text = first.inner_text()
    assert not any("a" <= letter <= "z" for letter in text), text
    assert first.locator("mark").count()


def test_the_page_of_results_narrows_and_goes_on(tab: Any, address: str) -> None:
    tab.goto(f"{address}/ru/search/?q=паспорт")
    tab.wait_for_selector("#aryz-results .aryz-hit")
    tab.click("#aryz-results summary")
    tab.route("**/search/*/x/*", lambda route: (time.sleep(0.2), route.continue_()))  # old results stand for a while
    tab.select_option("[data-facet=kind] select", "interview")
    assert "?" not in tab.url  # what is looked for is in no address
    tab.wait_for_selector("#aryz-results [aria-busy=false]")
    links = tab.eval_on_selector_all("#aryz-results .aryz-hit:not(.aryz-solves)", "l => l.map(x => x.href)")
    assert links and all("/interviews/" in link for link in links)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_back_leads_to_the_words_before_and_to_the_page_they_were_typed_on(tab: Any, address: str) -> None:
    tab.goto(f"{address}/ru/overtime/")
    for words in ("паспорт", "неустойка"):
        tab.fill("#aryz-q", words)
        with tab.expect_event("load"):
            tab.press("#aryz-q", "Enter")
        tab.wait_for_selector("#aryz-results .aryz-hit")
    hit = tab.inner_text("#aryz-results .aryz-hit >> nth=0")
    tab.go_back()
    tab.wait_for_function("document.getElementById('aryz-q').value === 'паспорт'")
    tab.wait_for_selector("#aryz-results .aryz-hit")
    assert tab.inner_text("#aryz-results .aryz-hit >> nth=0") != hit
    tab.go_back()
    tab.wait_for_selector("article h1 >> text=Сверхурочные")


@pytest.mark.parametrize(
    ("language", "text"), [("ru", "ст. 113 ТК, не платят зарплату"), ("uz-cyrl", "паспортимни олиб қўйди")]
)
def test_the_copy_of_a_language_answers_when_shards_cannot_be_fetched(
    tab: Any, address: str, language: str, text: str
) -> None:
    tab.goto(f"{address}/{language}/overtime/")
    before = found(tab, text)
    tab.route(re.compile(r"/assets/search/\w+/(?!o/)\w+/\d"), lambda route: route.abort())
    tab.reload()
    copied = found(tab, text)
    assert copied[0] == before[0]
    assert len(copied) == 10 and all(link.startswith(f"{address}/{language}/") for link in copied)
    tab.goto(f"{address}/{language}/search/?q={text}")
    tab.wait_for_selector("#aryz-results .aryz-hit")
    assert tab.locator("#aryz-results select").count()


@pytest.mark.parametrize("text", ["и", EVIL, "\x07", '"' * 300, "щ" * 10_000])
def test_odd_queries_get_an_answer_or_a_hint(tab: Any, address: str, text: str) -> None:
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(f"{address}/ru/overtime/")
    found(tab, text)
    assert tab.locator(".aryz-status").inner_text().strip()
    assert not faults and not tab.evaluate("window.hacked")


def small_search(site: Path, index: Path, pages: list[Entry], said: str = "", last: Path | None = None) -> None:
    """A page and a page of results that search `pages`. said: what stands for texts; last: the site before."""
    build(pages, index, SETTINGS)
    texts = dict.fromkeys(("search.results", "search.all", "search.solves", "search.facets", "search.any"), said)
    names = ("kind", "act", "topic", "language", "citizenship")
    site.mkdir(exist_ok=True)
    with Searcher(index, SETTINGS) as searcher:
        write_site(searcher, site, {"ru": {"texts": texts, "facets": {name: {} for name in names}}}, last=last)
    form = '<form class="aryz-search" action="./results.html"><input id="aryz-q" name="q"></form>'
    script = '<script defer src="aryz-search.js" data-language="ru"></script>'
    text = f'<!doctype html><html lang="ru"><meta charset="utf-8">{script}{form}'
    (site / "page.html").write_text(text, encoding="utf-8")
    (site / "results.html").write_text(f'{text}<div id="aryz-results"></div>', encoding="utf-8")


@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize("asked_before", some([False, True], True))
def test_a_page_that_is_open_while_the_site_is_renewed_finds_what_is_there_now(
    tab: Any, tmp_path: Path, asked_before: bool, in_place: bool
) -> None:
    site, index = tmp_path / "site", tmp_path / "index"
    others = [page(f"other-{at}", f"Справка {at}", f"Страница {word}.") for at, word in enumerate(WORDS)]
    small_search(site, index, [page("old", "Зарплата", "Не платят зарплату."), *others])
    with serving(site) as home:
        tab.goto(f"{home}/page.html")
        if asked_before:
            assert found(tab, "зарплата") == [f"{home.rpartition('/')[0]}/ru/old/"]
        fresh = site if in_place else tmp_path / "fresh"
        small_search(fresh, index, [page("new", "Отпуск", "Отпуск и зарплата."), *others[::-1]], last=site)
        if not in_place:
            site.rename(tmp_path / "gone")
            fresh.rename(site)
        for text in ("отпуск", "зарплата", "отпуск зарплата"):
            assert found(tab, text) == [f"{home.rpartition('/')[0]}/ru/new/"], text


def test_a_script_that_the_browser_kept_finds_what_is_there_now(tab: Any, tmp_path: Path) -> None:
    small_search(tmp_path, tmp_path / "index", [page("old", "Зарплата", "Не платят зарплату.")], "was")
    kept = (tmp_path / "aryz-search.js").read_text(encoding="utf-8")
    small_search(tmp_path, tmp_path / "index", [page("new", "Отпуск", "Отпуск и зарплата.")], "is")
    tab.route("**/aryz-search.js", lambda route: route.fulfill(body=kept, content_type="text/javascript"))
    with serving(tmp_path) as home:
        tab.goto(f"{home}/results.html?q=отпуск")
        tab.wait_for_selector("#aryz-results .aryz-hit")
        assert tab.inner_text("#aryz-results summary") == "is"


def test_titles_and_texts_are_never_html(tab: Any, tmp_path: Path) -> None:
    evil = page("evil", f"Зарплата {EVIL}", f"{EVIL} не платят зарплату {EVIL}", breadcrumb=[EVIL])
    small_search(tmp_path, tmp_path / "index", [evil], EVIL)
    tab.goto((tmp_path / "page.html").as_uri())
    assert len(found(tab, "зарплата")) == 1
    assert EVIL in tab.locator(".aryz-hit").inner_text()
    assert tab.locator(".aryz-hits img, .aryz-hits script").count() == 0 and not tab.evaluate("window.hacked")


def test_without_javascript_the_page_says_where_to_go(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}/ru/overtime/")
    plain.fill("#aryz-q", "паспорт")
    plain.press("#aryz-q", "Enter")
    plain.wait_for_url("**/ru/search/?q=*")
    assert plain.locator("#aryz-results p").inner_text()
    context.close()
