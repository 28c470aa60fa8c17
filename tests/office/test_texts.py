"""What people type stays text: in pages, files' names and spreadsheets; and none of it leaks into titles and logs."""

from __future__ import annotations

import csv
import io
import logging
import re
from html import unescape

import pytest
from markdown import markdown
from openpyxl import load_workbook

from aryz.centre import Contents, Facts
from aryz.centre.counts import Table
from aryz.content import Content
from aryz.office.numbers import _grid
from aryz.project import Project
from aryz.web.ending import plain_links
from tests.office.conftest import House, Seat, pdf, walk

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
SECRET = "Ибрагимова-Тайная"


def is_text(page: str) -> bool:
    return "<script>alert" not in page and "<img src=x" not in page and "49" not in page.split("{{7*")[0][-3:]


def test_script_in_every_free_text_is_shown_as_text(house: House, aigul: Seat, lena: Seat) -> None:
    case = house.begin(aigul, "wage-claim")
    aigul.fill(f"/cases/{case}/note", text=EVIL)
    page = aigul.get(f"/cases/{case}").text
    assert is_text(page) and EVIL in unescape(page)
    where = f"/interview/wage-claim/{case}/q/employer"
    names = re.findall(r'<(?:input|textarea)[^>]*name="([a-z][^"]*\.[^"]*)"', aigul.get(where).text)
    assert names
    kept = aigul.fill(where, where, action="draft", **dict.fromkeys(names, EVIL))
    assert kept.status_code == 200
    page = aigul.get(where).text
    assert is_text(page) and EVIL in unescape(page)
    shown = aigul.fill(where, where, action="next", **dict.fromkeys(names, EVIL)).text
    assert is_text(shown)
    marks = aigul.marks(where)
    aigul.fill(where, where, action="draft", **dict.fromkeys(names, "first"))
    conflict = aigul.post(where, data={**marks, **dict.fromkeys(names, EVIL), "action": "next"})
    assert conflict.status_code == 409 and is_text(conflict.text) and "alert(1)" in conflict.text


def test_script_in_names_of_people_files_and_filters_is_shown_as_text(house: House, aigul: Seat, lena: Seat) -> None:
    case = house.begin(aigul)
    files = {"file": (f"{EVIL}.pdf", pdf(), "application/pdf")}
    page = aigul.post(f"/cases/{case}/upload", data=aigul.marks(f"/cases/{case}"), files=files)
    assert page.status_code == 200 and is_text(page.text)
    admin = house.seat("admin")
    added = house.grave(admin, "/people/add", name="evil", title=EVIL, role="consultant")
    assert added.status_code == 200 and is_text(added.text) and "alert(1)" in added.text
    assert is_text(aigul.get(f"/cases/{case}").text)  # colleagues are listed there
    for path in ("/cases", "/log"):
        assert is_text(lena.get(path, params={"code": EVIL, "who": EVIL, "state": EVIL, "lang": EVIL}).text)
    stranger = house.seat()
    assert is_text(stranger.post("/login", data={"name": EVIL, "password": EVIL, "code": EVIL}).text)
    assert is_text(stranger.post("/login/first", data={"name": EVIL, "invitation": EVIL}).text)
    assert is_text(aigul.get(f"/cases/{EVIL}").text)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "..\\..\\boot.pdf", "/etc/cron.d/x.pdf", "a\0b.pdf", "CON.pdf", "x.pdf/../../y"]
)
def test_a_files_name_leads_nowhere(house: House, aigul: Seat, name: str) -> None:
    case = house.begin(aigul)
    files = {"file": (name, pdf(), "application/pdf")}
    page = aigul.post(f"/cases/{case}/upload", data=aigul.marks(f"/cases/{case}"), files=files)
    assert page.status_code == 200
    shown = re.search(rf'/cases/{case}/upload/\w+" download>([^<]*)<', page.text)
    assert shown is not None and not re.search(r"[/\\\0]|\.\.", unescape(shown[1]))
    copy = house.grave(aigul, f"/cases/{case}/export").content
    assert b"../" not in copy and b"/etc/" not in copy


@pytest.mark.parametrize(
    "path", ["/cases/../../etc/passwd", "/office-static/..%2f..%2fhall.py", "/cases/%2e%2e/%2e%2e"]
)
def test_an_address_leads_to_no_file(aigul: Seat, path: str) -> None:
    answer = aigul.get(path)
    assert answer.status_code == 404 and "root:" not in answer.text and "class Hall" not in answer.text


@pytest.mark.parametrize(
    "data", [b"MZ\x90\0", b"<html><script>1</script>", b"GIF89a" + b"\0" * 50, b"", b"%PDF-1.4 cut"]
)
def test_what_a_file_is_decides_not_its_name(house: House, aigul: Seat, data: bytes) -> None:
    case = house.begin(aigul)
    files = {"file": ("paper.pdf", data, "application/pdf")}
    page = aigul.post(f"/cases/{case}/upload", data=aigul.marks(f"/cases/{case}"), files=files)
    assert page.status_code == 422 and f"/cases/{case}/upload/" not in page.text


def test_a_name_that_begins_like_a_formula_is_a_text_in_spreadsheets(house: House, aigul: Seat) -> None:
    who = house.office.centre.people.find("aigul")
    evil = "=HYPERLINK(1)"
    for number in range(12):
        made = Facts("hotline-triage", region=evil, citizenship="+1", month="2026-01")
        house.office.centre.cases.create(who, Contents("hotline-triage", "ru"), f"formula-{number}", made)
    saule = house.seat("saule")
    text = saule.get("/statistics/counts.csv?year=2026").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert f"'{evil}" in cells and not any(cell[:1] in "=+-@" for cell in cells if cell)
    book = load_workbook(io.BytesIO(saule.get("/statistics/counts.xlsx?year=2026").content))
    formulas = [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert not formulas
    page = saule.get("/statistics?year=2026").text
    assert "<svg" in page and "12" in page and len(page.encode()) < 30_000
    crossed = saule.get("/statistics?year=2026&rows=region&columns=month").text
    assert "январь" in crossed and "2026-01" not in crossed


def test_titles_addresses_and_logs_say_nothing_of_a_case(
    house: House, aigul: Seat, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    case = house.begin(aigul, "wage-claim")
    aigul.fill(f"/cases/{case}/note", text=SECRET)
    where = f"/interview/wage-claim/{case}/q/employer"
    page = aigul.fill(where, where, action="next", **{"employer.name": SECRET, "employer.address.text": SECRET})
    assert SECRET not in str(page.url)
    for path in (f"/cases/{case}", where, "/cases", "/deadlines", f"/cases/{case}/version/1"):
        assert re.findall(r"<title>(.*?)</title>", aigul.get(path).text) == ["Aryz"]
    own = [row for row in caplog.records if not row.name.startswith(("httpx", "httpcore"))]
    assert not any(SECRET in row.getMessage() or case in row.getMessage() for row in own)
    out, err = capfd.readouterr()
    assert SECRET not in out + err


def test_a_fault_of_the_programme_tells_its_place_and_no_contents(
    house: House, aigul: Seat, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = house.begin(aigul)

    def broken(*_: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr(type(house.office.centre.papers), "add_note", broken)
    answer = aigul.fill(f"/cases/{case}/note", text=SECRET)
    assert answer.status_code == 500 and SECRET not in answer.text
    told = [row.getMessage() for row in caplog.records if row.name == "aryz.office"]
    assert len(told) == 1 and "KeyError" in told[0] and "test_texts.py" in told[0] and SECRET not in caplog.text


def test_every_page_is_light_and_kept_by_no_browser(house: House, content: Content) -> None:
    seat = house.seat("aigul")
    case = walk(house, seat, content, "dismissal")
    lena, admin = house.seat("lena"), house.seat("admin")
    pages = [(seat, path) for path in ("/cases", "/cases/new", "/cases/new/wage-claim", f"/cases/{case}", "/deadlines",
             f"/cases/{case}/version/2", f"/interview/dismissal-claim/{case}/review", "/account",
             "/notices")]  # fmt: skip
    for one, path in [
        *pages,
        (lena, "/log"),
        (lena, "/vouch"),
        (lena, "/statistics"),
        (admin, "/people"),
        (house.seat(), "/login"),
    ]:
        answer = one.get(path)
        assert answer.status_code == 200 and len(answer.content) < 30_000, (path, len(answer.content))
        assert answer.headers["cache-control"] == "no-store", path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert not re.search(r"<script(?![^>]*src=)|<[^>]*\s(?:on\w+|style)=|javascript:", answer.text), path


def test_texts_are_whole_in_every_language(project: Project) -> None:
    keys = {language: set(texts) for language, texts in project.office.items()}
    assert all(own == keys["ru"] for own in keys.values())
    fields = {
        language: {k: sorted(re.findall(r"{\w+}", v)) for k, v in t.items()} for language, t in project.office.items()
    }
    assert all(own == fields["ru"] for own in fields.values())


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.example", "vbscript:x"]
)
def test_a_link_that_was_typed_into_an_answer_leads_nowhere(link: str) -> None:
    """Outcomes are Markdown of the editors in which answers may stand."""
    assert link.partition(":")[0] not in plain_links(markdown(f"[x]({link}) ![x]({link})"))
    assert plain_links(markdown("[x](/ru/pay/) [y](https://adilet.zan.kz/)")).count("href") == 2


def test_the_longer_dimension_of_a_table_stands_as_rows() -> None:
    def crossed(rows_are: str, columns_are: str) -> Table:
        return Table(
            rows_are, columns_are, ("a", "b"), ("x", "y", "z"), ((1, 2, 3), (4, None, 6)), (6, 10), (5, 2, 9), 16
        )

    def label(dimension: str, value: str = "") -> str:
        return f"{dimension} {value}".strip()

    grid = _grid(crossed("sex", "region"), label)
    assert grid["title"] == "region × sex" and grid["columns"] == ["sex a", "sex b"] and grid["totals"] == [6, 10, 16]
    assert grid["rows"] == [("region x", [1, 4, 5]), ("region y", [2, None, 2]), ("region z", [3, 6, 9])]
    assert _grid(crossed("sex", "month"), label)["title"] == "sex × month"  # time goes along
