"""Build time: when does a part of a paper come out empty?

Word refuses a table without rows, a row without cells, and a cell that does not end in a paragraph. Whether that can
happen follows from the compiled body; where it can, a condition is put around or behind, made of the body's own.
"""

from __future__ import annotations

from typing import Any

from aryz.plan.source import DEEPEST, depth_of

Node = list[Any]
Body = list[Any]
TRUE: Node = ["lit", True]
FALSE: Node = ["lit", False]
_ENDS = {"tbl": "</w:tr>", "tr": "</w:tc>"}


class UnsureError(Exception):
    """Whether something comes out depends on each item of a loop."""


def guarded(name: str, body: Body) -> Body:
    """The body of a table, row or other container with what Word needs; raises UnsureError."""
    if name in _ENDS:
        there = _has(body, _ENDS[name])
        if depth_of(there) > DEEPEST:
            raise UnsureError
        if there == TRUE:
            return body
        return [] if there == FALSE else [["if", [[there, body]], []]]
    try:
        ends = _ends(body)
        if depth_of(ends) > DEEPEST:
            raise UnsureError
    except UnsureError:
        ends = FALSE  # one empty paragraph too many is better than a file that does not open
    if ends == TRUE:
        return body
    paragraph = "<w:p/>"
    return [*body, paragraph] if ends == FALSE else [*body, ["if", [[ends, []]], [paragraph]]]


def _has(body: Body, closing: str) -> Node:
    """The condition under which `closing` comes out."""
    found = FALSE
    for part in body:
        found = _or(found, _part_has(part, closing))
        if found == TRUE:
            break
    return found


def _part_has(part: Any, closing: str) -> Node:
    if isinstance(part, str):
        return TRUE if closing in part else FALSE
    if part[0] == "if":
        made = _has(part[2], closing)
        for condition, body in reversed(part[1]):
            made = _choice(condition, _has(body, closing), made)
        return made
    if part[0] == "for":
        inner = _has(part[3], closing)
        if part[2] == ["list", [["var", "loop"]]]:
            return inner  # only gives the loop around a name
        if _is_first(inner):
            inner = TRUE
        if inner not in (TRUE, FALSE):
            raise UnsureError
        return _and(["not", ["empty", part[2]]], inner)
    return FALSE


def _is_first(node: Node) -> bool:
    """Whether a condition holds in a loop's first turn."""
    return node[0] == "attr" and node[2] == "first" and node[1][0] == "var" and str(node[1][1]).startswith("loop")


def _ends(body: Body, before: Node = FALSE) -> Node:
    """The condition under which the last thing that comes out is a paragraph's end."""
    result = before
    for part in body:
        result = _part_ends(part, result)
    return result


def _part_ends(part: Any, before: Node) -> Node:
    if isinstance(part, str):
        text = part.rstrip()
        if not text:
            return before
        return TRUE if text.endswith(("</w:p>", "<w:p/>")) else FALSE
    if part[0] == "if":
        made = _ends(part[2], before)
        for condition, body in reversed(part[1]):
            made = _choice(condition, _ends(body, before), made)
        return made
    if part[0] == "for":
        inner = _ends(part[3], before)
        if inner == before:
            return before
        if inner not in (TRUE, FALSE):
            raise UnsureError
        return _choice(["empty", part[2]], before, inner)
    return FALSE


def _choice(condition: Node, then: Node, other: Node) -> Node:
    if then == other:
        return then
    if (then, other) == (TRUE, FALSE):
        return condition
    if (then, other) == (FALSE, TRUE):
        return ["not", condition]
    if then == TRUE:
        return _or(condition, other)
    if other == FALSE:
        return _and(condition, then)
    return ["if", condition, then, other]


def _or(left: Node, right: Node) -> Node:
    if TRUE in (left, right):
        return TRUE
    if FALSE in (left, right):
        return right if left == FALSE else left
    return ["or", left, right]


def _and(left: Node, right: Node) -> Node:
    if FALSE in (left, right):
        return FALSE
    if TRUE in (left, right):
        return right if left == TRUE else left
    return ["and", left, right]
