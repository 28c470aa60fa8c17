"""Fields of a question as inputs, and what a form sent as raw answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from starlette.datastructures import FormData

from aryz.interviews.declined import Proposal, proposals
from aryz.interviews.engine import Program, Turn
from aryz.interviews.readers import ADDRESS_PARTS, NAME_PARTS
from aryz.plan import wording

_KAZAKH, _CYRILLIC = re.compile("[әғқңөұүһі]", re.IGNORECASE), re.compile("[а-яё]", re.IGNORECASE)
_ROW = re.compile(r"^(?P<path>[^\[]+)\[(?P<index>\d{1,3})\]\.")
MOST_ROWS = 200
PARTS = {"name": (*NAME_PARTS, *wording.HAND_CASES), "address": ADDRESS_PARTS}  # fields with an input for each part


@dataclass
class Input:
    """A field ready for the page. `name` is its name in the form; `value` what stands in it; `fault` what is wrong."""

    name: str
    kind: str
    label: str
    help: str = ""
    example: str = ""
    value: Any = ""
    optional: bool = False
    fault: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[Input]] = field(default_factory=list)
    add: str = ""
    forms: list[Proposal] = field(default_factory=list)  # of a name: its cases that a person must look at

    @property
    def proposed(self) -> str:
        """The Latin spelling that the name's Cyrillic letters suggest; an example, never filled in by itself."""
        return wording.to_latin(wording.full_name(self.value)) if isinstance(self.value, dict) else ""

    @property
    def spoken(self) -> str:
        """The language of the example, which is one of the paper's whatever the page's is; empty if its letters do not
        tell.
        """
        return "kk" if _KAZAKH.search(self.example) else "ru" if _CYRILLIC.search(self.example) else ""

    @property
    def id(self) -> str:
        """The name as an HTML id."""
        return re.sub(r"[^a-zA-Z0-9]+", "-", self.name).strip("-")


def in_russian(line: str, words: str) -> Markup:
    """A line in which stands what a Russian paper says."""
    before, found, after = line.partition(words)
    return Markup('{}<span lang="ru">{}</span>{}').format(before, found, after)


def inputs(
    program: Program, turn: Turn, question: str, raw: Mapping[str, Any], faults: Mapping[str, str], language: str
) -> list[Input]:
    """The inputs of a question; `raw` is what was typed (or the answers as people write them)."""
    made = []
    for path in program.questions[question]["fields"]:
        spec = program.fields[path]
        made.append(_input(program, turn, path, path, spec, raw.get(path), faults, language))
    return made


def _input(
    program: Program,
    turn: Turn,
    name: str,
    path: str,
    spec: Mapping[str, Any],
    value: Any,
    faults: Mapping[str, str],
    language: str,
) -> Input:
    made = Input(
        name=name,
        kind=spec["type"],
        label=turn.plain(spec["label"], language),
        help=turn.plain(spec["help"], language),
        example=spec.get("example", ""),
        value="" if value is None else value,
        optional=bool(spec.get("optional")),
        fault=faults.get(name, ""),
        options=program.options(spec, language),
        add=spec.get("add", {}).get(language, "+"),
    )
    made.forms = proposals(turn, path, value) if spec["type"] == "name" and name == path else []
    if spec["type"] == "list":
        rows = value if isinstance(value, list) and value else [{}]
        made.rows = [
            [
                _input(program, turn, f"{name}[{i}].{part}", path, inner, _of(row, part), faults, language)
                for part, inner in spec["item"].items()
            ]
            for i, row in enumerate(rows)
        ]
    return made


def _of(row: Any, part: str) -> Any:
    return row.get(part) if isinstance(row, Mapping) else row


def read_form(program: Program, question: str, form: FormData) -> dict[str, Any]:
    """What the form holds, by field; nothing is judged here."""
    return {path: _typed(form, path, program.fields[path]) for path in program.questions[question]["fields"]}


def _typed(form: FormData, name: str, spec: Mapping[str, Any]) -> Any:
    """What was typed into one input; `name` is its name in the form."""
    kind = spec["type"]
    if kind == "list":
        rows = _rows(form, name)
        return [
            {part: _typed(form, f"{name}[{i}].{part}", inner) for part, inner in spec["item"].items()} for i in rows
        ]
    if kind == "choices":
        return [str(value) for value in form.getlist(name)]
    if kind in PARTS:
        return {part: str(form.get(f"{name}.{part}", "")) for part in PARTS[kind]}
    return str(form.get(name, ""))


def _rows(form: FormData, path: str) -> list[int]:
    """The numbers of a list's rows in the form, in order."""
    found = {int(match["index"]) for key in form if (match := _ROW.match(key)) and match["path"] == path}
    return sorted(index for index in found if index < MOST_ROWS)


def without_empty_rows(raw: dict[str, Any]) -> dict[str, Any]:
    """The same without rows of lists in which nothing was typed."""
    return {
        path: [row for row in value if not isinstance(row, dict) or any(_filled(v) for v in row.values())]
        if isinstance(value, list)
        else value
        for path, value in raw.items()
    }


def split_name(at: str) -> tuple[str, int | None, str]:
    """`wages.unpaid[2].due` → its list, row and part; a plain path has no row."""
    match = _ROW.match(at)
    return (match["path"], int(match["index"]), at[match.end() :]) if match else (at, None, "")


def _filled(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return any(str(one).strip() for one in inner)
