"""Fields of a question as inputs, and what a form sent as raw answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from aryz.interviews.answers import NAME_PARTS
from aryz.interviews.engine import Program, Turn

_ROW = re.compile(r"^(?P<path>.+)\[(?P<index>\d{1,3})\]\.(?P<name>.+)$")
MOST_ROWS = 200


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

    @property
    def id(self) -> str:
        """The name as an HTML id."""
        return re.sub(r"[^a-zA-Z0-9]+", "-", self.name).strip("-")


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
    raw: dict[str, Any] = {}
    for path in program.questions[question]["fields"]:
        kind = program.fields[path]["type"]
        if kind == "list":
            raw[path] = _rows(form, path)
        elif kind == "choices":
            raw[path] = [str(value) for value in form.getlist(path)]
        elif kind == "name":
            raw[path] = {part: str(form.get(f"{path}.{part}", "")) for part in NAME_PARTS}
        else:
            raw[path] = str(form.get(path, ""))
    return raw


def _rows(form: FormData, path: str) -> list[dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for key, value in form.multi_items():
        match = _ROW.match(key)
        if match and match["path"] == path and int(match["index"]) < MOST_ROWS:
            found.setdefault(int(match["index"]), {})[match["name"]] = str(value)
    return [found[index] for index in sorted(found)]


def without_empty_rows(raw: dict[str, Any]) -> dict[str, Any]:
    """The same without rows of lists in which nothing was typed."""
    return {
        path: [row for row in value if not isinstance(row, dict) or any(str(v).strip() for v in row.values())]
        if isinstance(value, list)
        else value
        for path, value in raw.items()
    }
