"""The search of the office, and the words of searches that found nothing on the page «Statistics»."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from aryz.content import Content
from aryz.office import create_office
from aryz.searching import searcher_of
from tests.centre.conftest import Office, office_at
from tests.office.conftest import HOST, PEOPLE, House

MONTH = 32 * 24 * 3600
NONE = "тушканчик крипта"  # no page has these


@pytest.fixture
def found(content: Content, tmp_path: Path) -> Iterator[House]:
    """An office with the whole search."""
    office = office_at(f"sqlite:///{tmp_path / 'centre.sqlite'}", tmp_path)
    for name, role in {**PEOPLE, "vera": "consultant"}.items():
        office.person(name, role)
    with searcher_of(content.project) as searcher:
        yield House(office, create_office(content, office.centre, searcher=searcher))
    office.centre.close()


def words(office: Office) -> list[str]:
    return [one.word for one in office.centre.missed.words()]


def test_a_search_shows_pages_and_says_nothing_in_its_address(found: House) -> None:
    seat = found.seat("aigul")
    page = seat.fill("/find", "/find", q="не платят зарплату")
    assert page.status_code == 200 and str(page.url) == f"{HOST}/find"
    assert 'href="/ru/unpaid-wages/"' in page.text and "<mark>" in page.text and len(page.content) < 30_000
    evil = seat.fill("/find", "/find", q='"><script>alert(1)</script>')
    assert evil.status_code == 200 and "<script>alert" not in evil.text
    assert seat.post("/find", data={"q": "x"}).status_code == 403  # no mark of a form


def test_words_of_vain_searches_are_shown_and_exported_once_the_centre_wants_it(found: House) -> None:
    office, clerk = found.office, found.seat("saule")
    consultants = [found.seat(name) for name in ("aigul", "bota", "vera")]

    def search() -> None:
        for seat in consultants:
            assert "Ничего не найдено" in seat.fill("/find", "/find", q=NONE).text

    search()
    office.clock.go(MONTH)
    assert words(office) == []
    clerk, consultants = found.seat("saule"), [found.seat(name) for name in ("aigul", "bota", "vera")]
    assert clerk.fill("/searches", what="on").url.path == "/statistics"
    search()
    assert consultants[0].fill("/find", "/find", q="зарплата Тушканчик").status_code == 200
    office.clock.go(MONTH)
    assert sorted(words(office)) == ["крипта", "тушканчик"]
    clerk = found.seat("saule")
    page = clerk.get("/statistics").text
    assert "тушканчик" in page and NONE not in page
    text = clerk.get("/statistics/counts.csv").content.decode("utf-8-sig")
    assert ["тушканчик", "Русский", "3", "2026-12"] in list(csv.reader(io.StringIO(text)))
    book = load_workbook(io.BytesIO(clerk.get("/statistics/counts.xlsx").content))
    assert ("тушканчик", "Русский", 3, "2026-12") in list(book[book.sheetnames[-1]].iter_rows(values_only=True))
    assert "тушканчик" in found.seat("lena").get("/statistics").text  # who sees the counts
    assert found.seat("aigul").get("/statistics").status_code == 403
    clerk.fill("/searches", what="clear")
    assert "тушканчик" not in clerk.get("/statistics").text
    assert not any("тушканчик" in row.what for row in office.centre.audit.rows(limit=1000))


def test_the_api_counts_as_one_asker_a_day(found: House) -> None:
    office = found.office
    office.centre.missed.switch(office.centre.people.find("admin"), True)
    with TestClient(found.app, base_url=HOST) as programme:
        for _ in range(3):
            for _ in range(4):
                assert programme.get("/api/search", params={"q": "тушканчик"}).json()["count"] == 0
            programme.get("/api/search", params={"q": "тушканчик", "kind": "act"})
            assert words(office) == []
            office.clock.go(24 * 3600)
    office.clock.go(MONTH)
    assert words(office) == ["тушканчик"]


def test_a_search_goes_on_where_the_database_does_not(found: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from aryz.centre.errors import Unavailable

    def gone(*_: object) -> None:
        raise Unavailable("gone", "It does not answer.")

    monkeypatch.setattr(type(found.office.centre.missed), "note", gone)
    with TestClient(found.app, base_url=HOST) as programme:
        assert programme.get("/api/search", params={"q": NONE}).status_code == 200
