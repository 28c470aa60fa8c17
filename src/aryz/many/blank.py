"""The empty workbook that people fill in: headings, notes, drop-downs, formats, and an example row that is not read."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from aryz.compiled import Compiled
from aryz.diagnostics import AryzError
from aryz.files import write_bytes
from aryz.interviews.engine import Program, Turn
from aryz.many.book import SHEET_NAME, party_list
from aryz.many.grid import MOST_ROWS
from aryz.many.headings import KEY, PATH, VALUE, Target, Texts, heading_of, one_text, targets

EACH = ("worker", "work", "wages")  # fields that differ from worker to worker, by the first word of their paths
LISTS = "#lists"  # the hidden sheet of what drop-downs offer; sheets with # are not read
_FORMATS = {
    "date": "DD.MM.YYYY",
    "month": "MM.YYYY",
    "money": "#,##0.00",
    "percent": "0.00",
    "number": "0.00",
    "integer": "0",
}
_EXAMPLES: dict[str, Any] = {
    "date": date(2026, 3, 2),
    "month": date(2026, 3, 1),
    "money": 250000,
    "percent": 16.25,
    "integer": 10,
    "number": 1.5,
    "phone": "+7 701 000 00 00",
    "surname": "Примеров",
    "given": "Пример",
    "patronymic": "Примерович",
    "latin": "PRIMEROV PRIMER",
    "born": date(1994, 3, 15),
}
_NEEDED, _IF_NEEDED, _OPTIONAL = (PatternFill("solid", fgColor=c) for c in ("FFD9E7F5", "FFECF2F8", "FFF2F2F2"))
_GREY = Font(name="Calibri", italic=True, color="FF808080")
_TOP = Alignment(wrap_text=True, vertical="top")
_LINE = 15  # the height of a line in points; nobody sets heights of rows when the file is opened


@dataclass(frozen=True)
class Column:
    """A heading with what stands under it. `spec` is the field, or a plain text for a part of a name."""

    key: str
    label: str
    kind: str
    spec: Mapping[str, Any]
    note: str = ""
    mark: str = ""  # "" | optional | if_needed
    options: list[str] = field(default_factory=list)
    example: Any = None


def blank(
    compiled: Compiled,
    interview: str,
    path: Path,
    language: str = "ru",
    together: bool = False,
    each: tuple[str, ...] = EACH,
) -> Path:
    """Write an empty workbook; raises AryzError, also where the file exists: it may be filled in.

    each: what differs from worker to worker, by the first words of paths; the rest goes to the shared answers.
    """
    if path.suffix.lower() != ".xlsx":
        raise AryzError(f"The empty sheet is made as .xlsx, not as «{path.suffix or path.name}».")
    if path.exists():
        raise AryzError(f"{path} exists and may be filled in. Give another name.")
    program = compiled.program(interview)
    maker = _Maker(program, compiled.project.interface, language)
    write_bytes(path, maker.book(party_list(program) if together else "", each))
    return path


class _Maker:
    def __init__(self, program: Program, texts: Texts, language: str):
        self.program, self.texts, self.language = program, texts, language
        self.words = texts[language]
        self.turn = Turn(program, {}, "", language, closed=True)
        self.file = openpyxl.Workbook()
        self.lists = self.file.create_sheet(LISTS)
        self.ranges: dict[tuple[str, ...], str] = {}

    def book(self, party: str, each: tuple[str, ...]) -> bytes:
        """The workbook. party: the list whose items are the rows of the first sheet, for a collective paper."""
        lists = {path: spec for path, spec in self.program.fields.items() if "item" in spec and not one_text(spec)}
        mine = [path for path in self.program.fields if path not in lists and not party and path.split(".")[0] in each]
        first: Any = self.file.active
        if party:
            self._table(first, party[:SHEET_NAME], [*self._item_columns(party)])
        else:
            self._table(first, self.words["many.workers"], [self._key("help_key"), *self._columns(mine)])
        keys = "" if party else f"'{first.title}'!$A$3:$A${MOST_ROWS}"
        self._shared([path for path in self.program.fields if path not in lists and path not in mine])
        for path in lists:
            if path != party:
                key = [] if party else [self._key("help_list_key")]
                sheet = self.file.create_sheet(path[:SHEET_NAME])
                self._table(sheet, sheet.title, [*key, *self._item_columns(path)], keys)
        self.file.move_sheet(self.lists, len(lists) + 1)
        self.lists.sheet_state = "hidden"
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    # what the columns are

    def _key(self, help_: str) -> Column:
        return Column(KEY, self.words["many.key"], "text", {}, self.words[f"many.{help_}"], example="#")

    def _columns(self, paths: Iterable[str]) -> Iterable[Column]:
        for path in paths:
            spec = self.program.fields[path]
            for target in targets(path, spec):
                if _split(spec) == bool(target.part):
                    yield self._column(target, self._note(path, spec), self._mark(path, spec))

    def _item_columns(self, path: str) -> Iterable[Column]:
        for name, spec in self.program.fields[path]["item"].items():
            for target in targets(name, spec):
                if _split(spec) == bool(target.part):
                    yield self._column(target, self._help(spec), _mark(spec))

    def _column(self, target: Target, note: str, mark: str) -> Column:
        spec, part = target.field, target.part
        kind = "yes_no" if spec["type"] == "choices" else "text" if part else spec["type"]
        if spec["type"] == "name" and part in {"patronymic", "latin"}:
            mark = "optional"
        label = heading_of(self.program, target, self.texts, self.language)
        options = self._options(kind, {} if part else spec)
        example = spec.get("example") if mark and not part else _example(target, kind, options)
        return Column(target.key, label, kind, spec, note, mark, options, example)

    def _options(self, kind: str, spec: Mapping[str, Any]) -> list[str]:
        if kind == "yes_no":
            return [self.words["web.yes"], self.words["web.no"]]
        return (
            [label for _, label in self.program.options(spec, self.language)] if kind in {"choice", "country"} else []
        )

    def _note(self, path: str, spec: Mapping[str, Any]) -> str:
        """The question, its help and the field's own help and example."""
        asked = [self.program.questions[name] for name, _ in self.program.asked_by.get(path, ())]
        parts = [self.turn.plain(asked[0][key], self.language) for key in ("ask", "help")] if asked else []
        if spec["type"] == "list":
            parts.append(self.words["many.help_lines"])
        return "\n".join([*filter(None, parts), self._help(spec)]).strip()

    def _help(self, spec: Mapping[str, Any]) -> str:
        example = f"{self.words['web.example']} {spec['example']}" if "example" in spec else ""
        return "\n".join(filter(None, [self.turn.plain(spec["help"], self.language), example]))

    def _mark(self, path: str, spec: Mapping[str, Any]) -> str:
        if mark := _mark(spec):
            return mark
        asked = [self.program.questions[name] for name, _ in self.program.asked_by.get(path, ())]
        return "if_needed" if all(question["when"] for question in asked) else ""

    # how they are written

    def _table(self, sheet: Worksheet, title: str, columns: list[Column], keys: str = "") -> None:
        sheet.title = title
        sheet.freeze_panes = "B2"
        _on_paper(sheet)
        lines = 1
        for index, column in enumerate(columns, 1):
            letter = get_column_letter(index)
            style = sheet.column_dimensions[letter]
            style.number_format = _FORMATS.get(column.kind, "@")
            style.width = 11 if column.key == KEY else max(15, len(column.key) + 4, min(30, len(column.label) * 0.6))
            lines = max(lines, _lines(self._heading(sheet, index, column), style.width))
            example = _text(sheet, 2, index, self.words["many.example"] if index == 1 else column.example)
            example.font = _GREY
            example.number_format = style.number_format
            cells = f"{letter}3:{letter}{MOST_ROWS}"
            if column.key == KEY and keys:
                sheet.add_data_validation(_rule("list", keys, cells, ""))
            self._offer(sheet, column, cells)
        sheet.row_dimensions[1].height = lines * _LINE
        sheet.cell(2, 1).comment = _comment(self.words["many.not_read"])

    def _heading(self, sheet: Worksheet, index: int, column: Column) -> str:
        mark = f"\n({self.words[f'many.{column.mark}']})" if column.mark else ""
        cell = _text(sheet, 1, index, f"{column.label}{mark}\n[{column.key}]")
        cell.alignment = _TOP
        cell.font = Font(name="Calibri", bold=not column.mark)
        cell.fill = {"": _NEEDED, "optional": _OPTIONAL, "if_needed": _IF_NEEDED}[column.mark]
        if column.note:
            cell.comment = _comment(column.note)
        return str(cell.value)

    def _offer(self, sheet: Worksheet, column: Column, cells: str) -> None:
        """A drop-down, or a rule for days, in the cells of a column."""
        if column.options:
            source = self._range(column.options)
            sheet.add_data_validation(_rule("list", source, cells, self.words["many.choose"]))
        elif column.kind == "date":
            sheet.add_data_validation(_rule("date", "1", cells, self.words["web.date.form"], operator="greaterThan"))

    def _range(self, options: list[str]) -> str:
        """Where the hidden sheet lists these options."""
        known = tuple(options)
        if known not in self.ranges:
            column = len(self.ranges) + 1
            for row, option in enumerate(options, 1):
                _text(self.lists, row, column, option)
            letter = get_column_letter(column)
            self.ranges[known] = f"'{LISTS}'!${letter}$1:${letter}${len(options)}"
        return self.ranges[known]

    def _shared(self, paths: list[str]) -> None:
        sheet = self.file.create_sheet(self.words["many.shared"])
        heads = [("what", 60), (VALUE, 40), (PATH, 30)]
        for index, (key, width) in enumerate(heads, 1):
            cell = _text(sheet, 1, index, f"{self.words[f'many.{key}']}" + (f"\n[{key}]" if key != "what" else ""))
            cell.font, cell.fill = Font(name="Calibri", bold=True), _NEEDED
            cell.alignment = _TOP
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.cell(1, 2).comment = _comment(self.words["many.help_shared"])
        sheet.row_dimensions[1].height = 2 * _LINE
        sheet.freeze_panes = "A2"
        _on_paper(sheet)
        text = {"type": "text"}
        rows = [
            Column("interview", self.words["many.interview"], "text", text, example=self.program.plan["id"]),
            Column("today", self.words["many.today"], "date", text, mark="optional"),
            *self._columns(paths),
        ]
        for row, column in enumerate(rows, 2):
            self._shared_row(sheet, row, column)

    def _shared_row(self, sheet: Worksheet, row: int, column: Column) -> None:
        mark = f" ({self.words[f'many.{column.mark}']})" if column.mark else ""
        what, path = _text(sheet, row, 1, column.label + mark), _text(sheet, row, 3, column.key)
        what.alignment = path.alignment = _TOP
        sheet.row_dimensions[row].height = _lines(str(what.value), 60) * _LINE
        what.fill = {"": _NEEDED, "optional": _OPTIONAL, "if_needed": _IF_NEEDED}[column.mark]
        path.font = _GREY
        if column.note:
            what.comment = _comment(column.note)
        value = sheet.cell(row, 2)
        if column.key == "interview":
            value = _text(sheet, row, 2, column.example)
        value.number_format = _FORMATS.get(column.kind, "@")
        value.alignment = _TOP
        self._offer(sheet, column, f"B{row}")


def _mark(spec: Mapping[str, Any]) -> str:
    return "if_needed" if "required" in spec else "optional" if spec.get("optional") else ""


def _split(spec: Mapping[str, Any]) -> bool:
    """Whether the empty sheet has a column for each part: names for their order, choices for the drop-downs."""
    return spec["type"] in {"name", "choices"}


def _example(target: Target, kind: str, options: list[str]) -> Any:
    known = (_EXAMPLES.get(word) for word in (target.part or target.path.split(".")[-1], kind))
    return next(filter(None, known), None) or target.field.get("example") or next(iter(options), None)


def _rule(kind: Any, source: str, cells: str, words: str, **more: Any) -> DataValidation:
    """What may stand in cells, and what is said of anything else."""
    rule = DataValidation(kind, source, allow_blank=True, showErrorMessage=bool(words), **more)
    rule.error = rule.errorTitle = words or None
    rule.add(cells)
    return rule


def _text(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    """A cell whose text is never taken for a formula."""
    cell: Any = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell  # type: ignore[no-any-return]


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell of this width."""
    return sum(max(1, math.ceil(len(line) * 1.15 / width)) for line in text.split("\n"))


def _on_paper(sheet: Worksheet) -> None:
    """Printed to be filled in by hand, all columns stand side by side."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.gridLines = True


def _comment(text: str) -> Comment:
    made = Comment(text, "Aryz")
    made.width, made.height = 360, min(400, 40 + 16 * (len(text) // 50 + text.count("\n") + 1))
    return made
