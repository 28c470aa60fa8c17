"""A cell as raw answers take it. What Excel made of it on the way – a day, a number, a lost zero – is undone here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from aryz.interviews.engine import Program
from aryz.interviews.numbers import check_iin
from aryz.many.grid import Refused
from aryz.many.headings import Texts, folded
from aryz.plan import days
from aryz.plan.faults import Fault

_SPLIT = re.compile(r"[;\n]")
_MARKS = {"x": True, "х": True, "+": True, "✓": True, "✔": True, "v": True, "-": False, "–": False, "—": False}
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d) 0?0:00(:00)?")
_COMMAS = re.compile(r"-?\d{1,3}(,\d{3})+\.\d\d?")  # 250,000.00 as English programs save it


class CellError(Exception):
    """A cell that cannot be taken; `fault` says why."""

    def __init__(self, key: str, **params: Any):
        self.fault = Fault(key, params)
        super().__init__(key)


class Reader:
    """Reads cells of one interview: it knows the words of choices, countries, yes and no in every language."""

    def __init__(self, program: Program, texts: Texts):
        self.program = program
        self.languages = list(program.plan["languages"])
        self.yes_no = {folded(own[f"web.{key}"]): key == "yes" for own in texts.values() for key in ("yes", "no")}
        self.yes_no |= _MARKS
        self._words: dict[int, dict[str, str]] = {}

    def raw(self, cell: Any, spec: Mapping[str, Any], notes: list[Fault]) -> Any:
        """The raw answer of a cell; raises CellError. What was mended silently is told in `notes`."""
        if isinstance(cell, Refused):
            raise CellError(cell.fault.key, **cell.fault.params)
        kind = spec["type"]
        if cell is None:
            return None
        if isinstance(cell, date):
            return _day(cell, kind)
        if isinstance(cell, Decimal):
            return _number(cell, kind, notes)
        if isinstance(cell, bool):
            return cell if kind == "yes_no" else self._text("yes" if cell else "no", kind, spec)
        return self._text(str(cell), kind, spec)

    def part(self, cell: Any, spec: Mapping[str, Any], part: str, notes: list[Fault]) -> Any:
        """A cell that says a part of an answer: of several choices whether one is chosen, else words."""
        if spec["type"] != "choices":
            value = self.raw(cell, {"type": "text"}, notes)
            return self.words(spec).get(folded(str(value)), value) if part == "region" else value
        chosen = self.raw(cell, {"type": "yes_no"}, notes)
        if chosen is not None and not isinstance(chosen, bool):
            raise CellError("yes_no.form", value=str(chosen))
        return chosen

    def _text(self, text: str, kind: str, spec: Mapping[str, Any]) -> Any:
        if kind == "yes_no":
            return self.yes_no.get(folded(text), text)
        if kind == "choices":
            return self._choices(text, spec)
        if kind == "list":
            first = next(iter(spec["item"]))
            return [{first: line.strip()} for line in text.split("\n") if line.strip()]
        if kind in {"date", "month"} and (midnight := _MIDNIGHT.fullmatch(text)):
            return _day(date.fromisoformat(midnight[1]), kind) if days.is_day(midnight[1]) else text
        if kind in {"money", "percent", "number"} and _COMMAS.fullmatch(text):
            return text.replace(",", "")
        return self.words(spec).get(folded(text), text) if kind in {"choice", "country"} else text

    def _choices(self, text: str, spec: Mapping[str, Any]) -> list[str]:
        """Several choices in one cell, between semicolons or lines; commas serve where no label has one."""
        words = self.words(spec)
        if folded(text) in words:
            return [words[folded(text)]]
        pieces = [piece for piece in _SPLIT.split(text) if piece.strip()]
        if len(pieces) == 1 and all(folded(piece) in words for piece in text.split(",")):
            pieces = text.split(",")
        return [words.get(folded(piece), piece.strip()) for piece in pieces]

    def words(self, spec: Mapping[str, Any]) -> dict[str, str]:
        """Keys of a choice by its words in every language; words that mean two things are left out."""
        made = self._words.get(id(spec))
        if made is None:
            made = self._words[id(spec)] = {}
            twice: set[str] = set()
            for language in self.languages:
                for key, label in self.program.options(spec, language):
                    if made.setdefault(folded(label), key) != key:
                        twice.add(folded(label))
            for word in twice:
                del made[word]
            made |= {folded(key): key for key in spec.get("choices", ())}
        return made


def _day(cell: date, kind: str) -> str:
    if kind == "date":
        return cell.isoformat()
    if kind == "month":
        return cell.isoformat()[:7]
    raise CellError("cell.date", value=cell.strftime("%d.%m.%Y"))


def _number(cell: Decimal, kind: str, notes: list[Fault]) -> str:
    digits = format(cell.normalize(), "f") if cell else "0"
    if kind in {"iin", "bin"} and len(digits) < 12 and digits.isdigit():
        whole = digits.zfill(12)  # a number has no zeros in front: the check digit tells whether they were all
        if not check_iin(whole):
            raise CellError("cell.zeros", value=digits)
        notes.append(Fault("cell.padded", {"value": digits, "whole": whole}))
        return whole
    if kind == "document":
        notes.append(Fault("cell.number", {"value": digits}))
    return digits
