"""The JSON Schema of an interview's answers, for programs that fill in papers.

It says the form of each answer. Which answers a paper needs depends on the others: that the assembly itself tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.interviews.answers import MOST_ITEMS
from aryz.interviews.engine import Program, plain
from aryz.interviews.readers import ADDRESS_PARTS, LONGEST, LONGEST_DEFAULT, NAME_PARTS
from aryz.plan import wording

_DAY = "A day, 2026-11-24 or 24.11.2026."
_SCALED = {"type": ["string", "integer"]}
_FORMS: dict[str, dict[str, Any]] = {
    "date": {"type": "string", "description": _DAY},
    "month": {"type": "string", "description": "A month, 2026-03 or 03.2026."},
    "money": {**_SCALED, "description": "Tenge, two decimals at most."},
    "percent": {**_SCALED, "description": "Percent, two decimals at most."},
    "number": {**_SCALED, "description": "A number, two decimals at most."},
    "integer": {"type": ["integer", "string"]},
    "yes_no": {"enum": [True, False, "yes", "no"]},
    "phone": {"type": "string"},
    "document": {"type": "string", "description": "The number of a passport or identity card."},
    "iin": {"type": "string", "pattern": "^[0-9]{12}$"},
    "bin": {"type": "string", "pattern": "^[0-9]{12}$"},
}


def answers_schema(program: Program, language: str) -> dict[str, Any]:
    """The schema of `answers`, fields by dotted path, with questions as descriptions in `language`."""
    asked = {path: question for question, spec in program.questions.items() for path in spec["fields"]}
    fields = {path: _field(program, spec, language) for path, spec in program.fields.items() if path in asked}
    for path, made in fields.items():
        made["x-question"] = asked[path]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": program.plan["title"][language],
        "description": program.plan["summary"][language],
        "type": "object",
        "properties": fields,
        "additionalProperties": False,
    }


def questions(program: Program, language: str) -> list[dict[str, Any]]:
    """The questions in the order of the file: id, words, fields, and whether each time all are asked."""
    return [
        {
            "id": question,
            "ask": words(spec["ask"], language),
            "fields": list(spec["fields"]),
            "always": spec["when"] is None,
        }
        for question, spec in program.questions.items()
    ]


def described(program: Program, language: str) -> dict[str, Any]:
    """An interview for programs: what it makes, its questions, the schema of its answers."""
    plan = program.plan
    return {
        "id": plan["id"],
        "title": plan["title"][language],
        "summary": plan["summary"][language],
        "papers": [{"id": key, "title": spec["title"][language]} for key, spec in program.documents.items()],
        "outcomes": [{"id": key, "title": spec["title"][language]} for key, spec in program.outcomes.items()],
        "paper_languages": list(plan["document_languages"]),
        "questions": questions(program, language),
        "answers": answers_schema(program, language),
    }


def words(texts: Mapping[str, list[Any]], language: str) -> str:
    """Words of the plan as plain text; what is filled in from answers is «…»."""
    parts = texts.get(language, [])
    return plain([part if isinstance(part, str) or part[0] in {"cite", "link"} else "…" for part in parts])


def _field(program: Program, spec: Mapping[str, Any], language: str) -> dict[str, Any]:
    kind = spec["type"]
    made: dict[str, Any] = {"title": words(spec["label"], language)} if words(spec["label"], language) else {}
    made |= _shape(program, spec, language)
    if spec.get("example"):
        made["examples"] = [spec["example"]]
    made["x-type"] = kind
    if spec.get("optional") or "required" in spec:
        made["x-optional"] = True
    return made


def _shape(program: Program, spec: Mapping[str, Any], language: str) -> dict[str, Any]:
    kind = spec["type"]
    if kind in {"text", "long_text"}:
        return {"type": ["string", "integer"], "maxLength": LONGEST.get(kind, LONGEST_DEFAULT)}
    if kind in {"choice", "country"}:
        return {"enum": list(spec["choices"]), "x-labels": dict(program.options(spec, language))}
    if kind == "choices":
        one = {"enum": list(spec["choices"])}
        return {"type": "array", "items": one, "x-labels": dict(program.options(spec, language))}
    if kind == "name":
        parts = [*NAME_PARTS, *wording.HAND_CASES]
        return {"type": ["object", "string"], "properties": _texts(parts), "additionalProperties": False}
    if kind == "address":
        regions = {"region": {"enum": list(spec["choices"])}}
        parts_of = _texts(ADDRESS_PARTS) | regions
        return {"type": ["object", "string"], "properties": parts_of, "additionalProperties": False}
    if kind == "list":
        items = {name: _field(program, part, language) for name, part in spec["item"].items()}
        needed = [name for name, part in spec["item"].items() if not part.get("optional")]
        row = {"type": "object", "properties": items, "required": needed, "additionalProperties": False}
        return {"type": "array", "maxItems": MOST_ITEMS, "items": row}
    return dict(_FORMS[kind])


def _texts(parts: Any) -> dict[str, Any]:
    return {part: {"type": "string"} for part in parts}
