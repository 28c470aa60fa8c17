"""The site without a network: what a reader saved is there, nothing else was; the ZIP opens from disk."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from aryz.kb.offline import from_disk, zip_site

pytestmark = pytest.mark.browser


def test_a_saved_language_is_read_without_a_network_and_deleted_again(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/en/offline/")
    page.click("[data-do=save]")
    page.wait_for_function(
        "document.getElementById('aryz-offline-state').textContent.startsWith('Saved')", timeout=60_000
    )
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    kept = page.evaluate(
        "caches.open('aryz-en').then((cache) => cache.keys()).then((keys) => keys.map((key) => key.url))"
    )
    assert not [url for url in kept if "/interview/" in url or "/api/" in url or "/ru/" in url]
    context.set_offline(True)
    page.goto(f"{address}/en/unpaid-wages/")
    assert "Aryz" in page.title() and page.locator("h1").count() == 1
    page.goto(f"{address}/en/call/")
    page.fill("#aryz-call-q", "wages")
    assert page.locator("#aryz-call-found a").count() > 0
    context.set_offline(False)
    page.goto(f"{address}/en/offline/")
    page.click("[data-do=delete]")
    page.wait_for_function("document.getElementById('aryz-offline-state').textContent === 'Deleted.'")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    context.close()


def test_the_zip_opens_from_disk(browser: Any, site: Path, tmp_path: Path) -> None:
    zip_site(site, tmp_path / "aryz.zip")
    with zipfile.ZipFile(tmp_path / "aryz.zip") as archive:
        archive.extractall(tmp_path)
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "aryz" / "index.html").as_uri())
    page.click("a[hreflang=kk]")
    page.click("article a[href*='unpaid-wages']")
    page.click("a.aryz-cite >> nth=0")
    assert page.url.endswith("/kk/acts/tk/113/index.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.aryz-top')).backgroundColor") == "rgb(11, 85, 96)"
    page.click(".aryz-languages summary")
    page.click(".aryz-languages a[hreflang=uz]")
    assert page.url.endswith("/uz/acts/tk/113/index.html")
    assert all(url.startswith(("file:", "data:")) for url in asked)
    page.close()


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
        ('href="/interview/wage-claim?lang=ru"', 'href="http://127.0.0.1:8000/interview/wage-claim?lang=ru"'),
    ],
)
def test_links_on_disk_name_their_files(link: str, on_disk: str) -> None:
    assert from_disk(f"<a {link}>") == f"<a {on_disk}>"
