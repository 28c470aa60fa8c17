"""The JSON Schema of interview files, for completion and errors while an editor types. Made from `shape`."""

from __future__ import annotations

import json
from typing import Any

from aryz.interviews.shape import SHAPES, Key

_TEXT = {"type": ["string", "integer"]}
_WORDS = {"type": "array", "items": _TEXT}


def schema(languages: list[str]) -> str:
    """The schema as JSON text. languages: those that every text must exist in."""
    made: dict[str, Any] = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Aryz interview",
        "description": "Made by «aryz interview schema»; do not edit by hand.",
        "if": {"required": ["cases"]},
        "then": _reference("cases"),
        "else": {"if": {"required": ["id"]}, "then": _reference("interview"), "else": _reference("common")},
        "definitions": {"texts": _texts(languages), **{name: _mapping(keys) for name, keys in SHAPES.items()}},
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _texts(languages: list[str]) -> dict[str, Any]:
    """One text for all languages, or one for each."""
    by_language = {
        "type": "object",
        "properties": dict.fromkeys(languages, _TEXT),
        "required": languages,
        "additionalProperties": False,
    }
    return {"oneOf": [_TEXT, by_language]}


def _mapping(keys: tuple[Key, ...]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "object",
        "properties": {key.name: _value(key) for key in keys},
        "additionalProperties": False,
    }
    required = [key.name for key in keys if key.required]
    return {**made, "required": required} if required else made


def _value(key: Key) -> dict[str, Any]:
    return {"description": key.about, **_shape(key)}


def _shape(key: Key) -> dict[str, Any]:
    if key.one_of:
        return {"enum": list(key.one_of)}
    if key.shape == "parts":
        return {"type": "array", "items": _of(key.of)}
    if key.shape == "named":
        return {"type": "object", "additionalProperties": _of(key.of)}
    plain: dict[str, dict[str, Any]] = {
        "text": _TEXT,
        "expression": _TEXT,
        "flag": {"type": "boolean"},
        "words": _WORDS,
        "any": {"type": ["object", "string"]},
    }
    return plain.get(key.shape) or _reference("texts")


def _of(shape: str) -> dict[str, Any]:
    """A part by its shape, with the short forms that the loader takes."""
    if shape in {"expression", "text", "words"}:
        return _WORDS if shape == "words" else _TEXT
    short = {"field": {"$ref": "#/definitions/field/properties/type"}, "include": {"type": "string"}}
    if shape == "question":
        return {"anyOf": [_reference("question"), _reference("placed")]}
    return {"anyOf": [short[shape], _reference(shape)]} if shape in short else _reference(shape)


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name}"}
