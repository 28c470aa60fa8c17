"""Reading an .xlsx workbook. What a hostile or careless file can do is refused before openpyxl walks through it."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from aryz.diagnostics import AryzError
from aryz.many.grid import MOST_COLUMNS, NOT_READ, CellPlace, Refused, Row, Table, plain, table
from aryz.plan.faults import Fault

MOST_BYTES = 100 * 2**20  # unpacked
MOST_FILE = 20 * 2**20
MOST_CELLS = 500_000
MOST_TAGS = 4_000_000
MOST_MARKED = 65_000  # rows that the file speaks of, also empty ones with a border
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_FAR = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="(?:[A-Z]{3,}|[L-Z][A-Z]|K[O-Z])\d')  # beyond KN, the 300th


def read_workbook(path: Path) -> list[Table]:
    """The sheets of a workbook that hold something, in order; raises AryzError."""
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(path) as archive:
            warnings.simplefilter("ignore")  # openpyxl tells what it does not keep; nothing is written back
            _look_over(path, archive)
            book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
            try:
                made = [_sheet(path, archive, sheet, number == 0) for number, sheet in enumerate(book.worksheets)]
                return [one for one in made if one is not None]
            finally:
                book.close()
    except (AryzError, MemoryError):
        raise
    except Exception as error:  # openpyxl and zipfile raise a score of kinds on a broken file
        raise AryzError(
            f"{path} cannot be read as an .xlsx workbook ({type(error).__name__}). If it has a password, remove it; "
            "else open it in Excel or LibreOffice and save it anew as .xlsx."
        ) from None


def _look_over(path: Path, archive: zipfile.ZipFile) -> None:
    size = sum(entry.file_size for entry in archive.infolist())
    if size > MOST_BYTES or path.stat().st_size > MOST_FILE:
        raise AryzError(f"{path} is too large: {size // 2**20} MB unpacked. A sheet of workers has a few at most.")
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            data = archive.read(entry)
            if b"<!DOCTYPE" in data or b"\0" in data[:64]:  # no spreadsheet program writes that, nor UTF-16
                raise AryzError(f"{path}: {entry.filename} is no sheet of a spreadsheet program. Save the file anew.")
            if _too_large(data):
                mend = "Delete empty rows that have formats, or split the file."
                raise AryzError(f"{path}: a sheet ({entry.filename}) has too many rows or cells. {mend}")


def _too_large(data: bytes) -> bool:
    return data.count(b"<") > MOST_TAGS or _many(_ROW, data, MOST_MARKED) or _many(_CELL, data, MOST_CELLS)


def _sheet(path: Path, archive: zipfile.ZipFile, sheet: Any, first: bool) -> Table | None:
    title = str(sheet.title)
    if title.startswith(NOT_READ):
        return None
    where = CellPlace(path, sheet=title)
    data = archive.read(sheet._worksheet_path)
    if merged := _MERGED.search(data):
        spot = merged[1].decode("ascii")
        raise AryzError(f"{where}: the cells {spot} are merged. Unmerge them, so that each row stands by itself.")
    if _FAR.search(data):
        raise AryzError(f"{where}: there are more than {MOST_COLUMNS} columns. Delete those that are not needed.")
    sheet.reset_dimensions()  # what the file says of its own size need not be true
    return table(path, title, title, _rows(sheet), first)


def _many(pattern: re.Pattern[bytes], data: bytes, most: int) -> bool:
    return next(islice(pattern.finditer(data), most, None), None) is not None


def _rows(sheet: Any) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if cells:
            yield Row(number, [_cell(cell) for cell in cells])


def _cell(cell: Any) -> Any:
    if cell.value is None:
        return None
    if cell.data_type == "f":
        return Refused(Fault("cell.formula"))
    if cell.data_type == "e":
        return Refused(Fault("cell.error", {"value": str(cell.value)}))
    return plain(cell.value, cell.number_format if cell.data_type == "n" else "")
