"""Reading CSV as spreadsheet programs save it: `;`, `,` or tab; UTF-8, UTF-16 or Windows-1251.

A CSV file is one table, so the others lie beside it: `workers.csv`, `workers.shared.csv`, `workers.wages.unpaid.csv`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aryz.diagnostics import AryzError
from aryz.many.grid import Refused, Row, Table, table
from aryz.plan.faults import Fault

MOST_BYTES = 20 * 2**20
_LOST = re.compile(r"\?\w")  # Windows-1251 has no Kazakh letters: «Қайрат» is saved as «?айрат»


def read_csv_files(path: Path) -> list[Table]:
    """The table of `path` first, then those beside it; raises AryzError."""
    stem = path.name.removesuffix(path.suffix)
    beside = sorted(
        other
        for other in path.parent.iterdir()
        if other.suffix.lower() == ".csv" and other.name.startswith(f"{stem}.") and other != path
    )
    named = [(path, stem), *((other, other.name[len(stem) + 1 : -4]) for other in beside)]
    made = [table(file, name, "", _rows(file), file == path) for file, name in named]
    return [one for one in made if one is not None]


def _rows(path: Path) -> Iterator[Row]:
    text, codec = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if cells:
                yield Row(number, [_cell(cell, codec) for cell in cells])
    except csv.Error as error:
        raise AryzError(f"{path}, line {reader.line_num}: {error}. Is a quotation mark left open?") from None


def _cell(text: str, codec: str) -> Any:
    bare = text.strip()
    if codec == "cp1251" and _LOST.search(bare):
        return Refused(Fault("cell.lost", {"value": bare}))
    return Refused(Fault("cell.formula")) if bare.startswith("=") else bare or None


def _text(path: Path) -> tuple[str, str]:
    """The text and the encoding it came in."""
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise AryzError(f"{path} is too large: {len(data) // 2**20} MB. Split the file.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16"
    else:
        try:
            return data.decode("utf-8-sig"), "utf-8"
        except UnicodeDecodeError:
            codec = "cp1251"  # Excel's «CSV» in a Russian or Kazakh Windows
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError:
        raise AryzError(f"{path} is neither UTF-8 nor Windows-1251. Save it as «CSV UTF-8».") from None


def _delimiter(text: str) -> str:
    """The sign that stands most often in the heading outside quotation marks."""
    heading, quoted = "", False
    for sign in text.lstrip("\r\n"):
        quoted ^= sign == '"'
        if sign in "\r\n" and not quoted:
            break
        heading += "" if quoted else sign
    return max(";,\t", key=heading.count)
