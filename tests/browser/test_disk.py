"""The ZIP of the site, opened from disk with every connection cut: pages, links, search, interviews, age."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aryz.kb.disk import from_disk, zip_site
from tests.browser.going import follow

pytestmark = pytest.mark.browser
_LINK = re.compile(r'\b(?:href|src|action)="([^"#?]*)')


@pytest.fixture(scope="module")
def disk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("disk")
    zip_site(site, folder / "aryz.zip", level=0)
    with zipfile.ZipFile(folder / "aryz.zip") as archive:
        archive.extractall(folder)
    return folder / "aryz"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page without network, which must not try for any."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True)
    made = context.new_page()
    asked: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    yield made
    assert asked and all(url.startswith(("file:", "data:", "blob:")) for url in asked)
    context.close()


def test_every_link_of_every_page_leads_to_a_file(disk: Path) -> None:
    assert _linked(disk) > 10_000
    assert not list(disk.glob("assets/search/*/o")) and not (disk / "data").exists()


def _linked(disk: Path) -> int:
    """Follow all links; how many there are."""
    there = {os.path.join(folder, name) for folder, _, names in os.walk(disk) for name in names}  # noqa: PTH118
    lost, count = set(), 0
    for page in sorted(path for path in there if path.endswith(".html") and f"{os.sep}files{os.sep}" not in path):
        folder = os.path.dirname(page)  # noqa: PTH120 (a Path for each of 150,000 links takes half a minute)
        for link in set(_LINK.findall(Path(page).read_text(encoding="utf-8"))):
            if link and not re.match("[a-z]+:", link):
                count += 1
                if os.path.normpath(f"{folder}/{link}") not in there:
                    lost.add((page, link))
    assert not lost
    return count


def test_a_zip_of_one_language_lacks_nothing_of_it(page: Any, site: Path, tmp_path: Path) -> None:
    zip_site(site, tmp_path / "uz.zip", ["uz"], level=0)
    folder = tmp_path / "на флешке, с пробелом"
    with zipfile.ZipFile(tmp_path / "uz.zip") as archive:
        names = archive.namelist()
        archive.extractall(folder)
    assert {name.split("/")[1] for name in names} >= {"uz", "uz-cyrl", "assets", "files", "index.html"}
    assert not [name for name in names if re.search(r"/(ru|kk|en)/", name)]
    _linked(folder / "aryz")
    ways = [
        (file.parent / link).resolve()
        for file in (folder / "aryz" / "files").rglob("*.html")
        for link in re.findall(r'<a lang="[^"]*" hreflang="[^"]*" href="([^"]*)"', file.read_text(encoding="utf-8"))
    ]
    assert ways and all(way.is_file() for way in ways)  # of an interview in the other alphabet
    page.goto((folder / "aryz" / "index.html").as_uri())
    assert page.locator("main a").count() == 2
    follow(page, "a[hreflang=uz-Cyrl]")
    page.fill("#aryz-q", "паспортимни олиб қўйди")
    page.wait_for_selector(".aryz-hit")
    hits = page.eval_on_selector_all(".aryz-hit:not(.aryz-all)", "links => links.map((link) => link.href)")
    assert hits and all("/uz-cyrl/" in link for link in hits)
    alone = tmp_path / "alone.html"
    shutil.copyfile(folder / "aryz" / "uz" / "overtime" / "index.html", alone)
    page.goto((folder / "aryz" / "uz" / "overtime" / "index.html").as_uri())
    assert not page.is_visible(".aryz-alone")
    page.goto(alone.as_uri())
    assert page.is_visible(".aryz-alone")


def test_from_the_first_page_to_an_article_in_another_language(page: Any, disk: Path) -> None:
    page.goto((disk / "index.html").as_uri())
    follow(page, "a[hreflang=kk]")
    follow(page, "article a[href*='unpaid-wages']")
    follow(page, "a.aryz-cite >> nth=0")
    assert page.url.endswith("/kk/acts/tk/113/index.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.aryz-top')).backgroundColor") == "rgb(11, 85, 96)"
    page.click(".aryz-languages summary")
    follow(page, ".aryz-languages a[hreflang=uz]")
    assert page.url.endswith("/uz/acts/tk/113/index.html")


def test_search_finds_and_its_page_lists_without_telling_an_address(page: Any, disk: Path) -> None:
    page.goto((disk / "uz" / "overtime" / "index.html").as_uri())
    page.fill("#aryz-q", "pasportimni olib qo‘ydi")
    page.wait_for_selector(".aryz-hit")
    page.press("#aryz-q", "Enter")
    page.wait_for_selector("#aryz-results .aryz-hit")
    assert page.url == (disk / "uz" / "overtime" / "index.html").as_uri()
    follow(page, "#aryz-results .aryz-hit[href*='seized-passport'] >> nth=0")
    assert page.url.endswith("/seized-passport/index.html") and page.locator("article h1").count() == 1
    page.go_back()
    page.wait_for_selector("#aryz-results .aryz-hit")
    page.go_back()
    page.wait_for_selector("article h1[id]")
    assert not page.locator("#aryz-results").count()


def test_an_interview_opens_from_its_page(page: Any, disk: Path) -> None:
    page.goto((disk / "ru" / "interviews" / "wage-claim" / "index.html").as_uri())
    follow(page, "article a.md-button--primary")
    assert page.url.endswith("/files/ru/wage-claim.html")
    page.wait_for_selector("main button")


def test_the_page_that_takes_a_language_along_says_that_all_is_here(page: Any, disk: Path) -> None:
    page.goto((disk / "ru" / "offline" / "index.html").as_uri())
    assert "с диска или флешки" in page.inner_text("[data-part=state]")
    assert page.locator(".aryz-offline button:visible").count() == 0


@pytest.mark.parametrize(("days", "said"), [(0, ""), (31, "30"), (91, "90"), (-2, "Часы отстают")])
def test_a_page_says_of_which_day_it_is_and_warns_when_it_is_old(page: Any, disk: Path, days: int, said: str) -> None:
    page.clock.set_fixed_time(f"{date.today() + timedelta(days=days)}T12:00:00")
    page.goto((disk / "ru" / "overtime" / "index.html").as_uri())
    note = page.inner_text(".aryz-copy")
    assert note.startswith("Сохранённая копия. Законы на ")
    assert page.locator(".aryz-copy strong").count() == bool(said) and said in note


@pytest.mark.parametrize(
    ("link", "on_disk"),
    [
        ('href="../acts/tk/113/"', 'href="../acts/tk/113/index.html"'),
        ('href=".."', 'href="../index.html"'),
        ('href="../overtime/#who"', 'href="../overtime/index.html#who"'),
        ('href="#who"', 'href="#who"'),
        ('href="tel:102"', 'href="tel:102"'),
        ('href="https://adilet.zan.kz/rus/"', 'href="https://adilet.zan.kz/rus/"'),
        ('src="../assets/leave.js"', 'src="../assets/leave.js"'),
        ('href="/interview/wage-claim?lang=ru"', 'href="../../files/ru/wage-claim.html"'),
    ],
)
def test_links_on_disk_name_their_files(link: str, on_disk: str) -> None:
    assert from_disk(f"<a {link}>", "ru/call/index.html") == f"<a {on_disk}>"
