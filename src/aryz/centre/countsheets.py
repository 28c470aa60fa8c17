"""Counts as CSV and XLSX, with no text that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aryz.centre.counts import Report, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


class Label(Protocol):
    """Words for people: of a value of a dimension, or of the dimension itself (no value)."""

    def __call__(self, dimension: str, value: str = "") -> str: ...


@dataclass(frozen=True)
class Words:
    total: str = "total"
    hidden: str = "…"  # for a number that is not shown
    note: str = "Numbers under 5, and those from which they could be worked out, are not shown."


@dataclass(frozen=True)
class Listed:
    """A plain list beside the tables: its title, heads and rows."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str | int, ...]]


def as_csv(report: Report, label: Label, words: Words | None = None, lists: Sequence[Listed] = ()) -> bytes:
    """All tables, one below the other; in UTF-8 with the mark by which spreadsheets know it."""
    words, made = words or Words(), io.StringIO(newline="")
    writer = csv.writer(made)
    for table in report.tables:
        writer.writerows([safe(cell) for cell in row] for row in _rows(table, label, words))
        writer.writerow([])
    writer.writerow([safe(words.note)])
    for one in lists:
        writer.writerows([[], [safe(one.title)], list(map(safe, one.heads)), *(map(safe, row) for row in one.rows)])
    return made.getvalue().encode("utf-8-sig")


def as_xlsx(report: Report, label: Label, words: Words | None = None, lists: Sequence[Listed] = ()) -> bytes:
    """A sheet for each table."""
    from openpyxl import Workbook

    words, book = words or Words(), Workbook()
    del book[book.active.title]  # type: ignore[union-attr]
    for number, table in enumerate(report.tables, 1):
        sheet = book.create_sheet(_title(number, table, label))
        _fill(sheet, [*_rows(table, label, words), [], [words.note]])
    if not report.tables:
        _fill(book.create_sheet("-"), [[words.note]])
    for number, one in enumerate(lists, len(report.tables) + 1):
        _fill(book.create_sheet(_plain_title(number, one.title)), [one.heads, *one.rows])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill(sheet: Any, rows: Iterable[Sequence[str | int]]) -> None:
    for at, row in enumerate(rows, 1):
        for beside, value in enumerate(row, 1):
            sheet.cell(at, beside, safe(value))


def safe(value: str | int | None) -> str | int | None:
    """A text that begins like a formula, with the apostrophe that makes it a text; signs that no sheet takes go."""
    if not isinstance(value, str):
        return value
    plain = "".join(sign for sign in value if sign >= " " or sign in "\t\r\n")
    return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA) else plain


def _rows(table: Table, label: Label, words: Words) -> Iterator[list[str | int]]:
    def number(count: int | None) -> str | int:
        return words.hidden if count is None else count

    yield [label(table.rows_are), *(label(table.columns_are, one) for one in table.columns), words.total]
    for value, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True):
        yield [label(table.rows_are, value), *(number(cell) for cell in cells), number(total)]
    yield [words.total, *(number(one) for one in table.column_totals), number(table.total)]


def _title(number: int, table: Table, label: Label) -> str:
    """A sheet's name: short, without the signs that Excel does not allow."""
    both = " × ".join(label(one) for one in (table.rows_are, table.columns_are) if one)
    return _plain_title(number, both)


def _plain_title(number: int, title: str) -> str:
    return f"{number} " + "".join(" " if sign in "[]:*?/\\'" or sign < " " else sign for sign in title)[:27]


def by_name(names: Mapping[str, Mapping[str, str]]) -> Label:
    """Labels from tables of names; what is not in them stays as it is."""

    def label(dimension: str, value: str = "") -> str:
        return names.get(dimension, {}).get(value, value or dimension)

    return label
