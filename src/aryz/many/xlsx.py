"""The cells of an .xlsx workbook as its XML has them, row by row. No formula is worked out.

openpyxl does much more (styles, links, writing), takes five times as long for it and a quarter of a second to load. A
file must have been looked over before (`workbook`): this reader trusts its size.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from lxml import etree

from aryz.many.grid import MOST_COLUMNS, Refused, Row, plain
from aryz.plan.faults import Fault

_BUILT_IN = {**dict.fromkeys((*range(14, 23), 45, 47), "day"), 46: "lasting", 9: "%", 10: "%"}  # formats by number
_WORDS = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]|[_\\].', re.IGNORECASE)  # of a format: no letters of days
_LASTING = re.compile(r"\[(hh?|mm?|ss?)\]", re.IGNORECASE)
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})\$?")
_SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": False}


class TooWideError(Exception):
    """A cell stands beyond the last column that is read."""


class Workbook:
    """`parts` are the entries of the zip by name. Raises LookupError, ValueError and XML errors for a broken file."""

    def __init__(self, parts: Mapping[str, bytes]):
        self._parts = parts
        main = next(target for kind, target in _targets(parts, "").values() if kind == "officeDocument")
        root = _tree(parts[main])
        targets = _targets(parts, main)
        self._strings = _strings(parts, next((to for kind, to in targets.values() if kind == "sharedStrings"), ""))
        self._formats = _formats(parts, next((to for kind, to in targets.values() if kind == "styles"), ""))
        self._numbers: dict[tuple[str, str | None], Any] = {}  # as cells, by their text and style: many are the same
        self._epoch = datetime(1904, 1, 1) if _since_1904(root) else datetime(1899, 12, 30)
        listed = [sheet for sheet in root.iter() if _name(sheet) == "sheet"]
        found = ((str(sheet.get("name")), targets[_relation(sheet)]) for sheet in listed)
        self.sheets: dict[str, str] = {name: target for name, (kind, target) in found if kind == "worksheet"}

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that the file speaks of, with their numbers."""
        number = 0
        for _, row in etree.iterparse(io.BytesIO(self._parts[self.sheets[sheet]]), tag="{*}row", **_SAFE):
            number = int(row.get("r") or number + 1)
            yield Row(number, self._cells(row))
            row.clear()

    def _cells(self, row: etree._Element) -> list[Any]:
        cells: list[Any] = []
        for cell in row:
            at = cell.get("r")
            index = _index(at.rstrip("0123456789")) if at else len(cells)
            if index >= MOST_COLUMNS:
                raise TooWideError
            if index > len(cells):
                cells += [None] * (index - len(cells))
            if index == len(cells):
                cells.append(self._cell(cell))
            else:  # out of order
                cells[index] = self._cell(cell)
        return cells

    def _cell(self, cell: etree._Element) -> Any:
        kind, text = cell.get("t", "n"), None
        for part in cell:
            name = _name(part)
            if name == "f":
                return Refused(Fault("cell.formula"))
            if name == "v":
                text = part.text
            elif name == "is":
                text = _text(part)
        if not text:
            return None
        if kind == "n":
            key = text, cell.get("s")
            if key not in self._numbers:
                self._numbers[key] = self._number(text, self._formats.get(key[1] or "0", ""))
            return self._numbers[key]
        if kind == "s":
            return self._strings[int(text)]
        if kind == "b":
            return bool(int(text))
        if kind == "e":
            return Refused(Fault("cell.error", {"value": text}))
        return plain(datetime.fromisoformat(text) if kind == "d" else text)

    def _number(self, text: str, form: str) -> Any:
        value = float(text) if "." in text or "E" in text or "e" in text else int(text)
        if form not in {"day", "lasting"}:
            return plain(value, form)
        try:
            return plain(timedelta(days=value) if form == "lasting" else self._day(value))
        except OverflowError:
            return Refused(Fault("cell.error", {"value": "#VALUE!"}))

    def _day(self, value: float) -> date | time:
        """The day of a number of days. Programs believe that 1900 had a 29 February: before it they count one less."""
        whole, part = divmod(value, 1)
        rest = timedelta(milliseconds=round(part * 86_400_000))
        if 0 <= value < 1 and not rest.days:
            return (datetime.min + rest).time()
        early = 0 < value < 60 and self._epoch.year == 1899
        return self._epoch + timedelta(days=whole + early) + rest


@lru_cache(1024)
def _index(letters: str) -> int:
    """B → 1."""
    found = _COLUMN.fullmatch(letters)
    if not found:
        raise ValueError(letters)
    index = 0
    for letter in found[1].upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(**_SAFE))  # type: ignore[arg-type]


def _name(element: etree._Element) -> str:
    """A tag without its namespace: there are two of them, and both are in use."""
    return _local(element.tag)


@lru_cache(256)
def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _text(string: etree._Element) -> str:
    """The words of a string, whole or in runs, without what tells how to pronounce them."""
    pieces: list[str] = []
    for part in string:
        name = _name(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            pieces += [run.text or "" for run in part if _name(run) == "t"]
    return "".join(pieces).replace("x005F_", "")


def _relation(sheet: etree._Element) -> str:
    return next(str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id"))


def _targets(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """What a part relates to: the kind and the name of the part, by the relation's id."""
    folder, _, name = part.rpartition("/")
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    made = {}
    for one in _tree(parts[path]):
        target = str(one.get("Target"))
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        made[str(one.get("Id"))] = (str(one.get("Type")).rpartition("/")[2], full)
    return made


def _strings(parts: Mapping[str, bytes], part: str) -> list[Any]:
    """The shared strings as cells."""
    return [plain(_text(one)) for one in _tree(parts[part])] if part in parts else []


def _since_1904(root: etree._Element) -> bool:
    return any(_name(one) == "workbookPr" and one.get("date1904") in {"1", "true"} for one in root)


def _formats(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """What kind of number the styles of cells say it is: «day», «lasting», «%»; by the style's number."""
    if part not in parts:
        return {}
    root = _tree(parts[part])
    own = {str(one.get("numFmtId")): _form(str(one.get("formatCode"))) for one in root.iter("{*}numFmt")}
    styles = next(iter(root.iter("{*}cellXfs")), ())
    numbers = [str(one.get("numFmtId", "0")) for one in styles]
    return {str(at): own.get(number, _BUILT_IN.get(int(number), "")) for at, number in enumerate(numbers)}


def _form(code: str) -> str:
    first = code.split(";")[0]
    if _LASTING.search(first):
        return "lasting"
    letters = _WORDS.sub("", first)
    return "day" if re.search("[dmhys]", letters, re.IGNORECASE) else "%" if "%" in code else ""
