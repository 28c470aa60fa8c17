"""Build time: which types go together, and what comes out."""

from __future__ import annotations

from typing import Any

from aryz.plan import types as t
from aryz.plan.errors import ExpressionError, nearest
from aryz.plan.types import Type

Node = list[Any]


def check_choice(literal: Node, type_: Type) -> None:
    if literal[0] == "lit" and type_.choices and literal[1] is not None and literal[1] not in type_.choices:
        mend = nearest(str(literal[1]), type_.choices) or f"The choices are: {', '.join(type_.choices)}."
        raise ExpressionError(f"«{literal[1]}» is not one of the choices.", mend, "expr.choice")


def scaled(node: Node, type_: Type, other: Type) -> tuple[Node, Type]:
    """A whole number compared with one that has decimals, in hundredths as well."""
    if other.kind == "number" and type_.kind == "integer" and node[0] == "lit":
        return ["lit", node[1] * 100], t.NUMBER
    return node, type_


def summed(type_: Type, arguments: list[Node]) -> Type:
    part = type_.item.field(arguments[0][1]) if type_.item else None
    if part is None or part.kind not in {"integer", "money", "number"}:
        raise ExpressionError("«sum» takes the name of a field with sums or whole numbers.", "", "expr.type")
    return part


def arithmetic(sign: str, left: str, right: str) -> Type | None:
    """The type of `left sign right`, or None where it has no meaning."""
    if left == right == "integer":
        return t.INTEGER
    if left == right == "money" and sign in {"+", "-"}:
        return t.MONEY
    if left == right == "number" and sign in {"+", "-"}:
        return t.NUMBER
    if {left, right} == {"number", "integer"} and sign == "*":
        return t.NUMBER
    if {left, right} == {"money", "integer"} and (sign == "*" or (left == "money" and sign in {"//", "%"})):
        return t.MONEY
    if (left, right) == ("date", "integer") and sign in {"+", "-"}:
        return t.DATE
    if left == right == "date" and sign == "-":
        return t.INTEGER
    return None


def compare_mend(left: Type, right: Type) -> str:
    if {left.kind, right.kind} == {"money", "integer"}:
        return "Compare sums with sums, such as «tenge(5000)»."
    if {left.kind, right.kind} == {"date", "text"}:
        return 'Compare days with days, such as «day("2026-01-31")».'
    return ""
