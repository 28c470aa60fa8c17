"""Which column holds which answer: a heading is a field's path, its label in any language, or ends with `[path]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aryz.diagnostics import Findings
from aryz.interviews.engine import Program, Turn
from aryz.interviews.readers import ADDRESS_PARTS, NAME_PARTS
from aryz.many.grid import Row, Table
from aryz.plan.errors import nearest

Texts = Mapping[str, Mapping[str, str]]  # interface texts by language and key

KEY, PATH, VALUE = "key", "path", "value"
PARTS = {"name": NAME_PARTS, "address": ADDRESS_PARTS}  # types whose value may stand in several columns
_WORDS = {"name": "web.name", "address": "field.address"}  # what the parts are called, in the interface texts
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True)
class Target:
    """Where a cell's value goes: a field, or a part of it (of a name, or one of several choices)."""

    path: str
    part: str
    field: Mapping[str, Any]

    @property
    def key(self) -> str:
        return f"{self.path}.{self.part}" if self.part else self.path


@dataclass
class Known:
    """What headings of a table may say: targets by key, and the keys that a label in any language can mean."""

    targets: dict[str, Target] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)

    def add(self, target: Target, labels: Iterable[str]) -> None:
        self.targets[target.key] = target
        self.also(target.key, labels)

    def also(self, key: str, labels: Iterable[str]) -> None:
        for label in labels:
            keys = self.labels.setdefault(folded(label), [])
            if key not in keys:
                keys.append(key)

    def find(self, heading: str) -> tuple[str, str]:
        """The key that a heading means, and "" – or "" and why there is none."""
        for said in (*_BRACKETS.findall(heading), heading):
            if said.strip() in self.targets:
                return said.strip(), ""
            keys = self.labels.get(folded(said), [])
            if len(keys) == 1:
                return keys[0], ""
            if keys:
                return "", f"«{said}» can be {' or '.join(keys)}. Write the path itself as the heading."
        shown = _BRACKETS.findall(heading) or [heading]
        return (
            "",
            f"nothing is called «{shown[0]}». {nearest(shown[0], self.targets) or 'Write a path of the interview.'}",
        )


def folded(text: str) -> str:
    """A label as it is compared: small letters, single spaces."""
    return " ".join(text.split()).casefold()


def labels_of(program: Program, path: str, spec: Mapping[str, Any], language: str) -> str:
    """What a field is called in a language: its label, or the question that asks for it alone."""
    turn = Turn(program, {}, "", language, closed=True)
    label = turn.plain(spec["label"], language)
    if not label and path in program.asked_by:
        label = turn.plain(program.questions[program.asked_by[path][0][0]]["ask"], language)
    return label or path


def parts_of(spec: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts that can have columns of their own: of a name, or each of several choices."""
    return tuple(spec["choices"]) if spec["type"] == "choices" else PARTS.get(spec["type"], ())


def heading_of(program: Program, target: Target, texts: Texts, language: str) -> str:
    """What a column is called in a language: «Name: Surname»."""
    label = labels_of(program, target.path, target.field, language)
    if not target.part:
        return label
    kind = target.field["type"]
    if kind == "choices":
        return f"{label}: {dict(program.options(target.field, language))[target.part]}"
    return f"{label}: {texts[language][f'{_WORDS[kind]}.{target.part}']}"


def targets(path: str, spec: Mapping[str, Any]) -> list[Target]:
    """A field as one column, and as a column for each part."""
    return [Target(path, part, spec) for part in ("", *parts_of(spec))]


def known_fields(program: Program, texts: Texts) -> Known:
    """What the headings of the first sheet and the paths of the shared one may say."""
    known = Known()
    for path, spec in program.fields.items():
        if spec["type"] != "list" or one_text(spec):
            for target in targets(path, spec):
                known.add(target, _in_all(program, target, texts))
    return known


def known_items(program: Program, path: str, texts: Texts) -> Known:
    """What the headings of a list's own sheet may say: parts of its items, also with the list's path before them."""
    known = Known()
    for name, spec in program.fields[path]["item"].items():
        for target in targets(name, spec):
            known.add(target, [*_in_all(program, target, texts), f"{path}.{target.key}"])
    return known


def _in_all(program: Program, target: Target, texts: Texts) -> list[str]:
    return [heading_of(program, target, texts, language) for language in program.plan["languages"]]


def one_text(spec: Mapping[str, Any]) -> bool:
    """Whether each item of a list is, in short, one text: then a cell can hold them all, one a line."""
    return [*spec["item"]] in ([next(iter(spec["item"]))], ["title", "note"])


def with_key(known: Known, texts: Texts) -> Known:
    """The same with the column that names a worker."""
    known.add(Target(KEY, "", {"type": "text"}), (own["many.key"] for own in texts.values()))
    return known


def known_shared(texts: Texts) -> Known:
    """The headings of the sheet of shared answers."""
    known = Known()
    for key in (PATH, VALUE):
        known.add(Target(key, "", {"type": "text"}), (own[f"many.{key}"] for own in texts.values()))
    return known


def columns(table: Table, known: Known, findings: Findings) -> dict[int, Target]:
    """The target of each column, by its index from 0. What cannot be placed goes to `findings`."""
    made: dict[int, Target] = {}
    for index in range(_width(table)):
        place = table.place(table.heading.number, index + 1)
        text = _text(table.heading, index)
        if text.startswith("#"):
            continue
        if not text:
            if any(len(row.cells) > index and row.cells[index] is not None for row in table.rows):
                findings.add("sheet.heading", place, "the column has no heading.", "Write a field's path above it.")
            continue
        key, why = known.find(text)
        if not key:
            findings.add("sheet.heading", place, why, "A heading that begins with # is not read.")
        elif any(target.key == key for target in made.values()):
            findings.add("sheet.heading-twice", place, f"a second column for «{key}».", "Delete one of them.")
        else:
            made[index] = known.targets[key]
    return made


def _width(table: Table) -> int:
    return max(len(row.cells) for row in (table.heading, *table.rows))


def _text(row: Row, index: int) -> str:
    value = row.cells[index] if index < len(row.cells) else None
    return "" if value is None else str(value).strip()
