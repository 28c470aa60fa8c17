"""Build time: what an expression's value is called, how it is printed, and what may be a condition."""

from __future__ import annotations

from typing import Any

from aryz.plan.errors import ExpressionError
from aryz.plan.types import Type

Node = list[Any]

PRINTED = {"choice", "name", "country", "address", "region"}  # they print themselves
_ARTICLES = {
    "bool": "yes/no",
    "money": "a sum of money",
    "date": "a date",
    "list": "a list",
    "text": "a text",
}
_FORMAT_WITH = {
    "money": "currency", "percent": "percent", "number": "number", "date": "format_date", "month": "format_month",
    "choices": "labels | comma_and_list", "list": "comma_and_list",
}  # fmt: skip


def as_text(node: Node, type_: Type, source: str) -> Node:
    """Wrap `node` so that it gives text; choices, names and countries print themselves, the rest needs a filter."""
    if type_.kind in {"text", "integer", "any", "empty"}:
        return node
    if type_.kind == "choice":
        return ["filter", "label", node, [["lit", type_.labels]]]
    if type_.kind == "name":
        return ["filter", "full_name", node, []]
    if type_.kind == "country":
        return ["filter", "country_name", node, [["lit", "name"]]]
    if type_.kind in {"address", "region"}:
        name = "address" if type_.kind == "address" else "region_name"
        return ["filter", name, node, [] if name == "address" else [["lit", "name"]]]
    wanted = _FORMAT_WITH.get(type_.kind)
    if wanted:
        mend = f"Write «{{{{ {source.strip()} | {wanted} }}}}»."
    elif type_.kind == "bool":
        mend = "Use it as a condition, such as «{{ 'да' if … else 'нет' }}»."
    else:
        mend = "Name one of its parts."
    raise ExpressionError(f"«{source.strip()}» is {a(type_)} and cannot be printed as it is.", mend, "expr.type")


def a(type_: Type) -> str:
    return _ARTICLES.get(type_.kind, type_.kind)


def require_bool(node: Node, type_: Type, source: str) -> Node:
    if type_.kind in {"bool", "any"}:
        return node
    mend = "Write «… is not empty»." if type_.kind in {"list", "text", "choices"} else "Compare it with something."
    message = f"a condition must be yes or no, but «{source.strip()}» is {a(type_)}."
    raise ExpressionError(message, mend, "expr.type")
