"""Files of sheets: CSV as programs save it; hostile, broken and careless workbooks are refused."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aryz.content import Content
from aryz.diagnostics import AryzError, ContentError
from aryz.interviews.numbers import check_iin
from aryz.many.grid import Refused
from aryz.many.workbook import read_workbook
from tests.test_many import SHARED, WORKER, months, run, said, write_book


def csv_files(folder: Path, delimiter: str, encoding: str) -> Path:
    def save(name: str, rows: list[list[str]]) -> Path:
        text = "\r\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in r) for r in rows)
        (folder / name).write_bytes(text.encode(encoding))
        return folder / name

    shared = {path: value for path, value in SHARED.items() if path != "court.name_kk"}  # cp1251 lacks its letters
    save("w.shared.csv", [["path", "value"], *map(list, shared.items())])
    save(
        "w.wages.unpaid.csv", [["month", "agreed"], ["03.2026", "250 000,50"], ["2026-04-01 00:00:00", "1,000,000.00"]]
    )
    return save("w.csv", [list(WORKER), list(WORKER.values())])


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_csv_as_spreadsheet_programs_save_it(content: Content, tmp_path: Path, delimiter: str, encoding: str) -> None:
    result = run(content, csv_files(tmp_path, delimiter, encoding), tmp_path / "out")
    assert not said(result)
    text = (tmp_path / "out" / "001-primerov" / "wage-claim.ru.txt").read_text()
    assert "ТОО «Пример Строй»" in text and "250 000,50" in text.replace("\xa0", " ")
    assert "апрель" in text and "1 000 000,00" in text.replace("\xa0", " ")


def test_csv_whose_letters_were_lost_or_that_holds_formulas_is_refused(content: Content, tmp_path: Path) -> None:
    path = csv_files(tmp_path, ";", "cp1251")
    path.write_bytes(path.read_bytes().replace("Шерзод".encode("cp1251"), "?ерзод".encode("cp1251")))
    assert "буквы пропали" in said(run(content, path, tmp_path / "out"))
    path.write_bytes(path.read_bytes().replace("?ерзод".encode("cp1251"), b"Sh").replace(b"+7 700", b"=7+700"))
    result = run(content, path, tmp_path / "out")
    assert f"{path}, row 2, column F (worker.phone): В ячейке формула" in said(result)


def test_merged_cells_too_many_rows_and_bombs_are_refused(content: Content, tmp_path: Path) -> None:
    path = write_book(tmp_path / "w.xlsx", [WORKER], SHARED, wages_unpaid=months(2))
    book = openpyxl.load_workbook(path)
    book["Workers"].merge_cells("A2:B2")
    book.save(path)
    with pytest.raises(AryzError, match="sheet Workers: the cells A2:B2 are merged"):
        run(content, path, tmp_path / "out")
    path = write_book(tmp_path / "w.xlsx", [{"worker.phone": "1"}] * 5001, SHARED | {"today": "20.10.2026"})
    with pytest.raises(AryzError, match="more than 5000 rows"):
        run(content, path, tmp_path / "out")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.bin", b"\0" * (101 * 2**20))
    with pytest.raises(AryzError, match="too large"):
        run(content, path, tmp_path / "out")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", "не таблица".encode(), b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_refused(content: Content, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "w.xlsx").write_bytes(data)
    with pytest.raises(AryzError, match="cannot be read"):
        run(content, tmp_path / "w.xlsx", tmp_path / "out")


def test_a_document_type_in_a_workbook_is_refused(content: Content, tmp_path: Path) -> None:
    path = write_book(tmp_path / "w.xlsx", [WORKER], SHARED)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts[name]
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    with pytest.raises(AryzError, match="Save the file anew"):
        run(content, path, tmp_path / "out")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<row r="1">' + "<c/>" * 600_000 + "</row>", "too many rows or cells"),
        ('<row r="1"/>' * 70_000, "too many rows or cells"),
        ('<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>', "more than 300 columns"),
    ],
)
def test_sheets_made_to_exhaust_the_memory_are_refused_before_they_are_read(
    content: Content, tmp_path: Path, body: str, words: str
) -> None:
    path = write_book(tmp_path / "w.xlsx", [WORKER], SHARED)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else data)
    with pytest.raises(AryzError, match=words):
        run(content, path, tmp_path / "out")


def test_days_times_and_per_cent_are_known_by_the_format_of_their_cells(tmp_path: Path) -> None:
    """As openpyxl writes them, which knows the formats of Excel."""
    cells: list[tuple[Any, str, Any]] = [
        (0.1625, "0.00%", Decimal("16.25")),
        (date(2026, 3, 2), "DD.MM.YYYY", date(2026, 3, 2)),
        (datetime(2026, 3, 2, 13, 5), "yyyy-mm-dd h:mm:ss", date(2026, 3, 2)),
        (46083, "[$-419]mmmm yyyy;@", date(2026, 3, 2)),
        (46083, 'yyyy"г."', date(2026, 3, 2)),
        (46083, '0 "days"', Decimal(46083)),
        (20, "dd.mm.yyyy", date(1900, 1, 20)),
        (0.1 + 0.2, "0.00", Decimal("0.3")),
    ]
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["heading"])
    for row, (value, form, _) in enumerate(cells, 2):
        sheet.cell(row, 3, value).number_format = form
    sheet.cell(40, 1, timedelta(hours=30)).number_format = "[h]:mm"
    book.save(tmp_path / "w.xlsx")
    (table,) = read_workbook(tmp_path / "w.xlsx")
    *rows, last = table.rows
    assert [(row.number, row.cells) for row in rows] == [
        (number, [None, None, cell]) for number, (*_, cell) in enumerate(cells, 2)
    ]
    assert last.number == 40 and isinstance(last.cells[0], Refused)


def test_what_excel_made_of_the_answers_is_undone(content: Content, tmp_path: Path) -> None:
    iin = next(f"00010155{n:03d}{d}" for n in range(999) for d in range(10) if check_iin(f"00010155{n:03d}{d}"))
    row = {
        **WORKER,
        "worker.born": datetime(1994, 3, 14),
        "worker.iin": int(iin),
        "worker.phone": 77000000001,
        "worker.passport": 123456789,
    }
    lists = [["key", "month", "agreed", "paid"], [2, date(2026, 3, 1), 250000.1, 0.1 + 0.2]]
    path = write_book(tmp_path / "w.xlsx", [row], SHARED, wages_unpaid=lists)
    result = run(content, path, tmp_path / "out")
    assert not result.bad, said(result)
    assert f"взято {iin}" in said(result) and "(worker.passport)" in said(result)
    text = (tmp_path / "out" / "001-primerov" / "wage-claim.ru.txt").read_text()
    assert iin in text and "+7 700 000 00 01" in text and "249 999,80" in text.replace("\xa0", " ")


def test_a_shared_path_that_the_interview_lacks_is_named_with_its_cell(content: Content, tmp_path: Path) -> None:
    path = write_book(tmp_path / "w.xlsx", [WORKER], {**SHARED, "work.strat": "2026-01-15"}, wages_unpaid=months(None))
    with pytest.raises(ContentError, match=rf"row {len(SHARED) + 2}, column A.*work\.strat.*work\.start"):
        run(content, path, tmp_path / "out")
