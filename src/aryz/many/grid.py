"""A table as it stands in a sheet or a CSV file: headings, rows, cells with their places. Nothing is interpreted.

A cell is None (empty), text, True/False, a day, a Decimal, or `Refused` with the fault that says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from aryz.diagnostics import AryzError, Place
from aryz.plan.faults import Fault

MOST_ROWS = 5_000
MOST_ITEMS = 60_000  # rows of a further sheet: several for each worker
MOST_COLUMNS = 300
NOT_READ = "#"  # a row or a sheet that begins so is a note for people


@dataclass(frozen=True)
class CellPlace(Place):
    """A cell of a sheet: `line` is its row; `column` counts from 1 (0 = the row as a whole)."""

    sheet: str = ""
    column: int = 0

    def __str__(self) -> str:
        spots = [str(self.path)]
        if self.sheet:
            spots.append(f"sheet {self.sheet}")
        if self.line:
            spots.append(f"row {self.line}")
        if self.column:
            spots.append(f"column {letters(self.column)}")
        return ", ".join(spots) + (f" ({self.field})" if self.field else "")


@dataclass(frozen=True)
class Refused:
    """A cell that cannot be taken."""

    fault: Fault


@dataclass(frozen=True)
class Row:
    number: int  # as the spreadsheet program shows it
    cells: list[Any]


@dataclass
class Table:
    """`name` is the sheet's, or what stands between the dots of a CSV file's name."""

    path: Path
    name: str
    sheet: str  # the sheet's name for messages; empty for CSV, where the file says it
    heading: Row
    rows: list[Row]

    def place(self, row: int = 0, column: int = 0, field: str = "") -> CellPlace:
        return CellPlace(self.path, row, field, self.sheet, column)


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    made = ""
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def plain(value: Any, style: str = "") -> Any:
    """What a spreadsheet program stores, as a cell. `style` is its number format."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        # fifteen digits are what the person saw; the rest is the dust of binary fractions
        number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
        return number * 100 if "%" in style else number
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return value.strip() or None
    return Refused(Fault("cell.time" if isinstance(value, time) else "cell.error", {"value": str(value)}))


def table(path: Path, name: str, sheet: str, rows: Iterable[Row], first: bool) -> Table | None:
    """The rows that hold something, the first of them as the heading; None for an empty sheet.

    first: the sheet of workers. Raises AryzError beyond the limits.
    """
    where = CellPlace(path, sheet=sheet)
    most = MOST_ROWS if first else MOST_ITEMS
    kept: list[Row] = []
    for row in rows:
        if not any(cell is not None for cell in row.cells):
            continue
        if isinstance(row.cells[0], str) and row.cells[0].startswith(NOT_READ):
            continue
        if len(row.cells) > MOST_COLUMNS and any(cell is not None for cell in row.cells[MOST_COLUMNS:]):
            raise AryzError(f"{where}: there are more than {MOST_COLUMNS} columns. Delete those that are not needed.")
        if len(kept) > most:
            raise AryzError(f"{where}: there are more than {most} rows. Split the file.")
        kept.append(row)
    return Table(path, name, sheet, kept[0], kept[1:]) if kept else None
