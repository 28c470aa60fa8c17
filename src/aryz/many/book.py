"""The tables of one file put together: for each worker the raw answers, with the cell that each came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from aryz.diagnostics import AryzError, Findings, Place
from aryz.interviews.cases import Raw
from aryz.interviews.engine import Program
from aryz.interviews.say import fault_text
from aryz.many.csvfile import read_csv_files
from aryz.many.grid import Refused, Row, Table
from aryz.many.headings import (
    KEY,
    PATH,
    VALUE,
    Known,
    Target,
    Texts,
    columns,
    folded,
    known_fields,
    known_items,
    known_shared,
    labels_of,
    with_key,
)
from aryz.many.spots import CaseSpots, Columns, Shared, Spots
from aryz.many.values import CellError, Reader
from aryz.plan import days
from aryz.plan.errors import nearest
from aryz.plan.faults import Fault

MEND = "Write it into the row, or for everyone on the sheet of shared answers."
SHEET_NAME = 31  # a spreadsheet program takes no longer names


@dataclass
class Case:
    """One set of papers to be made. `findings` is what is wrong with it so far."""

    number: int
    raw: Raw
    findings: Findings
    items: dict[str, Spots]  # where the items of its lists stand


@dataclass
class Book:
    """Everything of a file. `cases` are the workers, or the one collective case; `loose` is wrong but nobody's."""

    cases: list[Case] = field(default_factory=list)
    today: str = ""
    party: str = ""  # the list that the rows are items of, in a collective paper
    loose: Findings = field(default_factory=Findings)


def read_book(program: Program, path: Path, texts: Texts, language: str, together: bool = False) -> Book:
    """Read a workbook or CSV files. Raises AryzError and ContentError for what is wrong with the file as a whole.

    language: of the messages. together: the rows are the parties of one paper, also where the sheet is not named so.
    """
    if not path.is_file():
        raise AryzError(f"{path}: there is no such file.")
    if path.suffix.lower() == ".csv":
        tables = read_csv_files(path)
    else:
        from aryz.many.workbook import read_workbook

        tables = read_workbook(path)
    if not tables:
        raise AryzError(f"{path} is empty. Make a sheet to fill in with «aryz assemble {program.plan['id']} --blank».")
    return _Binder(program, path, texts, language).bind(tables, together)


def party_list(program: Program) -> str:
    """The list of people in an interview, for collective papers: the one whose items have a name; raises AryzError."""
    found = [
        path
        for path, spec in program.fields.items()
        if spec["type"] == "list" and any(part["type"] == "name" for part in spec["item"].values())
    ]
    if len(found) != 1:
        why = (
            f"can mean {', '.join(found)}: name the sheet so" if found else "is for an interview with a list of people"
        )
        raise AryzError(f"--together {why}. «{program.plan['id']}» makes papers for each worker without it.")
    return found[0]


class _Binder:
    def __init__(self, program: Program, path: Path, texts: Texts, language: str):
        self.program, self.path, self.texts, self.language = program, path, texts, language
        self.reader = Reader(program, texts)
        self.lists = {at: spec for at, spec in program.fields.items() if "item" in spec}
        self.book = Book()

    def bind(self, tables: list[Table], together: bool) -> Book:
        first, *others = tables
        party = party_list(self.program) if together else self._party(first)
        shared, lists = self._sort(others)
        common = self._shared(shared)
        if party:
            self._collective(first, party, common, lists)
        else:
            self._workers(first, common, lists)
        if not self.book.cases:
            raise AryzError(f"{first.place()}: there are no rows with answers.")
        return self.book

    def _party(self, first: Table) -> str:
        """The list whose items are the rows of the first sheet: it is named after it, and the headings fit."""
        path = self._list_of(first)
        if path:
            known = with_key(known_items(self.program, path, self.texts), self.texts)
            if not all(known.find(str(cell))[0] for cell in first.heading.cells if cell is not None):
                return ""
        return path

    def _list_of(self, table: Table) -> str:
        """The list that a sheet is named after, or an empty string."""
        names = {path for path in self.lists if path[:SHEET_NAME] == table.name}
        for path, spec in self.lists.items():
            for language in self.program.plan["languages"]:
                if folded(labels_of(self.program, path, spec, language)) == folded(table.name):
                    names.add(path)
        return names.pop() if len(names) == 1 else ""

    def _sort(self, tables: list[Table]) -> tuple[Table | None, dict[str, Table]]:
        shared, lists = None, {}
        for one in tables:
            path = self._list_of(one)
            if path and path not in lists:
                lists[path] = one
            elif not path and shared is None and self._is_shared(one):
                shared = one
            else:
                known = ", ".join(self.lists) or "none"
                mend = f"{nearest(one.name, self.lists)} Sheets of lists bear the list's path ({known})"
                raise AryzError(
                    f"{one.place()}: no list of answers is called so, or two. {mend}; # before it: not read."
                )
        return shared, lists

    def _is_shared(self, table: Table) -> bool:
        known = known_shared(self.texts)
        found = {known.find(str(cell))[0] for cell in table.heading.cells if cell is not None}
        return {PATH, VALUE} <= found

    def _shared(self, table: Table | None) -> Shared:
        """The answers that all rows share; raises ContentError for what cannot be read."""
        shared = Shared()
        if table is None:
            return shared
        findings = Findings()
        known, at = known_fields(self.program, self.texts), _shared_columns(table, self.texts)
        for row in table.rows:
            said, cell = _cell(row, at[PATH]), _cell(row, at[VALUE])
            if cell is None:
                continue
            path, place = str(said or ""), table.place(row.number, at[VALUE] + 1)
            if path in {"today", "interview"}:
                self._top(path, cell, str(place))
                continue
            key, why = known.find(path)
            if key:
                target = known.targets[key]
                shared.places.setdefault(target.key, place)
                shared.places.setdefault(target.path, place)
                self._put(shared.values, target, cell, partial(table.place, row.number, at[VALUE] + 1), findings)
            else:
                findings.add("sheet.path", table.place(row.number, at[PATH] + 1), why)
        findings.stop_on_errors()
        self.book.loose.extend(findings)
        return shared

    def _top(self, path: str, cell: Any, place: str) -> None:
        """What stands on top of an answers file: which interview, and which day counts as today."""
        value = str(cell)
        if path == "interview" and value != self.program.plan["id"]:
            raise AryzError(f"{place}: the sheet holds answers to «{value}», not to «{self.program.plan['id']}».")
        if path == "today":
            day = "-".join(reversed(value.split("."))) if "." in value else value
            if not days.is_day(day):
                raise AryzError(f"{place}: «{value}» is no day. Write such as 24.11.2026.")
            self.book.today = day

    def _workers(self, table: Table, common: Shared, lists: Mapping[str, Table]) -> None:
        columns = self._columns(table, known_fields(self.program, self.texts))
        by_key: dict[str, list[Case]] = {}
        for number, row in enumerate((r for r in table.rows if columns.say_something(r)), 1):
            findings = Findings()
            own = self._row(columns, row, findings)
            case = self._case(number, own, common, columns.at(row), findings)
            by_key.setdefault(self._key(columns, row, findings) or str(row.number), []).append(case)
        for key, cases in by_key.items():
            for case in cases if len(cases) > 1 else ():
                case.findings.add("sheet.key", case.raw.whole, f"{len(cases)} rows have the key «{key}».", "Change it.")
        for path, one in lists.items():
            self._list(path, one, by_key)

    def _case(self, number: int, own: dict[str, Any], common: Shared, at: Spots, findings: Findings) -> Case:
        """A case of a row's own answers and the shared ones."""
        spots = CaseSpots(common, own, at)
        case = Case(number, Raw({**common.values, **own}, spots.find, at.place(), MEND), findings, spots.items)
        self.book.cases.append(case)
        return case

    def _columns(self, table: Table, known: Known) -> Columns:
        """What the columns of a table of answers hold; raises ContentError for headings that say nothing known."""
        findings = Findings()
        made = Columns(table, columns(table, with_key(known, self.texts), findings))
        findings.stop_on_errors()
        return made

    def _row(self, columns: Columns, row: Row, findings: Findings) -> dict[str, Any]:
        """The answers of one row; what is wrong goes to `findings`."""
        made: dict[str, Any] = {}
        cells = row.cells
        for index, target in columns.targets:
            if index < len(cells) and (cell := cells[index]) is not None:
                self._put(made, target, cell, partial(columns.table.place, row.number, index + 1), findings)
        return made

    def _put(
        self, values: dict[str, Any], target: Target, cell: Any, place: Callable[[], Place], findings: Findings
    ) -> None:
        """Read a cell into raw answers; what is wrong goes to `findings`."""
        notes: list[Fault] = []
        try:
            if target.part:
                value = self.reader.part(cell, target.field, target.part, notes)
                if value is not None:
                    _put_part(values, target, value)
            else:
                value = self.reader.raw(cell, target.field, notes)
                if value is not None and target.path in values:
                    raise CellError("cell.twice", path=target.path)
                if value is not None:
                    values[target.path] = value
        except CellError as error:
            self._say(findings, error.fault, place(), target.key)
        for note in notes:
            self._say(findings, note, place(), target.key, "warning")

    def _say(self, findings: Findings, fault: Fault, place: Place, field: str, severity: str = "error") -> None:
        words = fault_text(fault, self.texts[self.language], self.language)
        findings.add(f"answers.{fault.key}", replace(place, field=field), words, severity=severity)

    def _key(self, columns: Columns, row: Row, findings: Findings) -> str:
        """What the row's key column says, or an empty string."""
        for index in columns.keys:
            cell = _cell(row, index)
            if isinstance(cell, Refused):
                self._say(findings, cell.fault, columns.table.place(row.number, index + 1), KEY)
            elif cell is not None:
                return str(cell)
        return ""

    def _list(self, path: str, table: Table, by_key: Mapping[str, list[Case]] | None) -> None:
        """The rows of a list's sheet, each to the worker of its key; a row without key, or without by_key, to all."""
        columns = self._columns(table, known_items(self.program, path, self.texts))
        given = {id(case) for case in self.book.cases if path in case.raw.values}
        for row in filter(columns.say_something, table.rows):
            key = self._key(columns, row, self.book.loose)
            cases = self.book.cases if not key or by_key is None else by_key.get(key, [])
            if not cases:
                mend = "Nobody's papers have this row: mend the key and make them again."
                where = table.place(row.number, min(columns.keys) + 1, KEY)
                self.book.loose.add("sheet.key", where, f"no worker's row has the key «{key}».", mend)
            for case in cases:
                if id(case) in given:
                    self._say(case.findings, Fault("cell.twice", {"path": path}), table.place(row.number), path)
                items = case.raw.values.setdefault(path, [])
                case.items[f"{path}[{len(items)}]"] = columns.at(row)
                items.append(self._row(columns, row, case.findings))

    def _collective(self, table: Table, party: str, common: Shared, lists: Mapping[str, Table]) -> None:
        """One case: each row is a party to it."""
        self.book.party = party
        case = self._case(1, {}, common, Spots(table, 0, {}), Findings())
        for path, one in {**lists, party: table}.items():
            self._list(path, one, None)
        if party not in case.raw.values:
            self.book.cases = []


def _put_part(values: dict[str, Any], target: Target, value: Any) -> None:
    if target.field["type"] == "choices":
        chosen = values.setdefault(target.path, [])
        if value:
            chosen.append(target.part)
        return
    parts = values.setdefault(target.path, {})
    if not isinstance(parts, dict):
        raise CellError("cell.twice", path=target.path)
    parts[target.part] = value


def _shared_columns(table: Table, texts: Texts) -> dict[str, int]:
    known = known_shared(texts)
    return {
        key: index
        for index, cell in enumerate(table.heading.cells)
        if cell is not None and (key := known.find(str(cell))[0])
    }


def _cell(row: Row, index: int) -> Any:
    return row.cells[index] if index < len(row.cells) else None
