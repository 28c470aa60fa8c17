"""Reading an .xlsx workbook. What a hostile or careless file can do is refused before its cells are looked at."""

from __future__ import annotations

import re
import zipfile
from itertools import islice
from pathlib import Path

from aryz.diagnostics import AryzError
from aryz.many.grid import MOST_COLUMNS, NOT_READ, CellPlace, Table, table
from aryz.many.xlsx import TooWideError, Workbook

MOST_BYTES = 100 * 2**20  # unpacked
MOST_FILE = 20 * 2**20
MOST_CELLS = 500_000
MOST_TAGS = 4_000_000
MOST_MARKED = 65_000  # rows that the file speaks of, also empty ones with a border
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')


def read_workbook(path: Path) -> list[Table]:
    """The sheets of a workbook that hold something, in order; raises AryzError."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _look_over(path, archive)
        book = Workbook(parts)
        made = [_sheet(path, parts, book, sheet, number == 0) for number, sheet in enumerate(book.sheets)]
        return [one for one in made if one is not None]
    except (AryzError, MemoryError):
        raise
    except Exception as error:  # zipfile and the XML parser raise a score of kinds on a broken file
        raise AryzError(
            f"{path} cannot be read as an .xlsx workbook ({type(error).__name__}). If it has a password, remove it; "
            "else open it in Excel or LibreOffice and save it anew as .xlsx."
        ) from None


def _look_over(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML of the file by its name."""
    size = sum(entry.file_size for entry in archive.infolist())
    if size > MOST_BYTES or path.stat().st_size > MOST_FILE:
        raise AryzError(f"{path} is too large: {size // 2**20} MB unpacked. A sheet of workers has a few at most.")
    parts = {}
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            data = parts[entry.filename] = archive.read(entry)
            if b"<!DOCTYPE" in data or b"\0" in data[:64]:  # no spreadsheet program writes that, nor UTF-16
                raise AryzError(f"{path}: {entry.filename} is no sheet of a spreadsheet program. Save the file anew.")
            if _too_large(data):
                mend = "Delete empty rows that have formats, or split the file."
                raise AryzError(f"{path}: a sheet ({entry.filename}) has too many rows or cells. {mend}")
    return parts


def _too_large(data: bytes) -> bool:
    tags = data.count(b"<")
    return (
        tags > MOST_TAGS
        or (tags > MOST_MARKED and _many(_ROW, data, MOST_MARKED))
        or (tags > MOST_CELLS and _many(_CELL, data, MOST_CELLS))
    )


def _many(pattern: re.Pattern[bytes], data: bytes, most: int) -> bool:
    return next(islice(pattern.finditer(data), most, None), None) is not None


def _sheet(path: Path, parts: dict[str, bytes], book: Workbook, title: str, first: bool) -> Table | None:
    if title.startswith(NOT_READ):
        return None
    where = CellPlace(path, sheet=title)
    if merged := _MERGED.search(parts[book.sheets[title]]):
        spot = merged[1].decode("ascii")
        raise AryzError(f"{where}: the cells {spot} are merged. Unmerge them, so that each row stands by itself.")
    try:
        return table(path, title, title, book.rows(title), first)
    except TooWideError:
        message = f"{where}: there are more than {MOST_COLUMNS} columns. Delete those that are not needed."
        raise AryzError(message) from None
