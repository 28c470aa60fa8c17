"""The OpenAPI document as a plain page: the second half of docs/api.md. `python -m aryz.api.page` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

MARK = "<!-- what follows is written by: python -m aryz.api.page -->"
Schema = Mapping[str, Any]


def page(document: Schema) -> str:
    """Every address with its query, body and answer, in Markdown."""
    schemas = document["components"]["schemas"]
    lines = ["## Addresses", ""]
    bodies: dict[str, None] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            lines += [f"### {method.upper()} /api{path}", "", f"{operation['summary']}.", ""]
            lines += _parameters(operation)
            if body := operation.get("requestBody"):
                name = _name(body["content"]["application/json"]["schema"])
                bodies[name] = None
                lines += [f"Body: [{name}](#{name.lower()}).", ""]
            lines += [f"Answers: {_answers(operation)}.", ""]
    lines += ["## Bodies", ""]
    for name in _with_parts(list(bodies), schemas):
        lines += [f"### {name}", "", *_fields(schemas[name]), ""]
    return "\n".join(lines).rstrip() + "\n"


def _parameters(operation: Schema) -> list[str]:
    rows = [
        f"| `{one['name']}` | {one['in']} | {_kind(one['schema'])} | {_said(one, one['schema'])} |"
        for one in operation.get("parameters", [])
    ]
    return ["| name | in | value | |", "|---|---|---|---|", *rows, ""] if rows else []


def _fields(schema: Schema) -> list[str]:
    needed = schema.get("required", [])
    rows = [
        f"| `{name}` | {_kind(one)} | {'needed' if name in needed else ''} | {_said(one)} |"
        for name, one in schema["properties"].items()
    ]
    return ["| field | value | | |", "|---|---|---|---|", *rows]


def _said(*parts: Schema) -> str:
    return next((part["description"] for part in parts if "description" in part), "").replace("|", "\\|")


def _kind(schema: Schema) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        name = _name(schema)
        return f"[{name}](#{name.lower()})"
    if "x-words" in schema:
        return str(schema["x-words"])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"] if value != "")
    if "anyOf" in schema:
        kinds = dict.fromkeys(_kind(one) for one in schema["anyOf"] if one.get("type") != "null" and "const" not in one)
        return " or ".join(kinds)
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}" + _limit(schema, "maxItems", "at most {}")
    if schema.get("format") == "date":
        return "YYYY-MM-DD"
    if "pattern" in schema:
        return f"`{schema['pattern']}`".replace("|", "\\|")
    bounds = _limit(schema, "minimum", "from {}") + _limit(schema, "maximum", "to {}")
    return str(schema.get("type", "any")) + _limit(schema, "maxLength", "at most {} letters") + bounds


def _limit(schema: Schema, key: str, words: str) -> str:
    return f", {words.format(f'{schema[key]:.0f}')}" if key in schema else ""


def _answers(operation: Schema) -> str:
    made = []
    for status, answer in operation["responses"].items():
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        made.append(f"{status} ({_name(schema)})" if "$ref" in schema else status)
    return ", ".join(made)


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _with_parts(names: list[str], schemas: Schema) -> Iterator[str]:
    """The bodies, each followed by the models of its fields, once."""
    seen: set[str] = set()
    waiting = names[::-1]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        waiting += [part for part in _parts(schemas[name]) if part not in seen]


def _parts(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [_name(value)] if "$ref" in value else []
        return own + [name for each in value.values() for name in _parts(each)]
    return [name for each in value for name in _parts(each)] if isinstance(value, list) else []


def main(file: Path) -> None:
    """Write the page anew below its mark."""
    from aryz.api import create_api
    from aryz.content import load_content
    from aryz.project import find_project

    project = find_project()
    document = create_api(project, content=load_content(project)).openapi()
    head = file.read_text(encoding="utf-8").partition(MARK)[0]
    file.write_text(f"{head}{MARK}\n\n{page(document)}", encoding="utf-8")


if __name__ == "__main__":
    main(Path(*sys.argv[1:2] or ["docs/api.md"]))
