"""Drafts in files: what was typed and not finished, in the form that prompts expect, whatever a file holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.interviews.engine import Program

_PARTED = {"name", "address"}  # fields whose drafts are maps of parts


def read_drafts(program: Program, raw: Any) -> dict[str, dict[str, Any]]:
    """Drafts of a file as far as this interview has their questions and fields."""
    made: dict[str, dict[str, Any]] = {}
    for question, draft in raw.items() if isinstance(raw, Mapping) else ():
        if question in program.questions and isinstance(draft, Mapping):
            fields = program.questions[question]["fields"]
            made[question] = {path: shaped(program.fields[path], draft.get(path)) for path in fields}
    return made


def shaped(spec: Mapping[str, Any], raw: Any) -> Any:
    """A draft of a field in the form that prompts expect, whatever a file holds there."""
    kind = spec["type"]
    if "item" in spec:
        rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list) else []
        return [{name: shaped(part, row.get(name)) for name, part in spec["item"].items()} for row in rows]
    if kind in _PARTED:
        parts = raw if isinstance(raw, Mapping) else {"text": raw} if kind == "address" else {}
        return {str(key): _text(value) for key, value in parts.items()}
    if kind == "choices":
        return [_text(value) for value in raw] if isinstance(raw, list) else []
    return _text(raw)


def _text(raw: Any) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return str(raw) if isinstance(raw, str | int) else ""
