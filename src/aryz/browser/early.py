"""Build time: functions written so that a browser reads them once.

Browsers skip the bodies of functions and read them when they are first called. What making a paper calls is called soon
after opening: so it stands in brackets, which tells V8 to make it ready at once, but for modules of which a first paper
calls little (`tests/browser/test_early.py` counts it). Arrows within functions V8 does not skip but reads whole, twice
if they are called: long ones that come later, or never, are written as functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from aryz.browser.javascript import Edit, edited, text_of

LATER = "// what follows is called later, or never"  # stands in a script between the two
# what a first paper hardly calls, by module of Python: forms and packages; names and words in other cases, alphabets
_ASKED_LATER = re.compile(
    r"interviews_|documents_|package_|spelling|plan_wording_(?:alphabet|names|russian|suffixes)\$"
)
_LONG = 600  # bytes as written; shorter ones gain less than their words cost by wire
_DECLARATION = "lexical_declaration"
_OWN_THIS = frozenset(("class_declaration", "function_declaration", "function_expression", "method_definition"))


def told_apart(script: str) -> str:
    """A script before it is made small: functions ahead of `LATER` as values, arrows behind it as functions."""
    if LATER not in script:
        return script
    ahead = len(script[: script.index(LATER)].encode())
    kinds = ("function_declaration", _DECLARATION)
    return edited(script, kinds, lambda node: _as_value(node) if node.start_byte < ahead else _as_function(node))


def in_brackets(script: str) -> str:
    """The same script when it is small: functions that are values are to be made ready at once."""

    def edits(node: Node) -> Iterator[Edit]:
        value = node.child_by_field_name("value")
        if value and value.type == "function_expression":
            yield from ((value.start_byte, value.start_byte, "("), (value.end_byte, value.end_byte, ")"))

    return edited(script, ("variable_declarator",), edits)


def _as_value(node: Node) -> Iterator[Edit]:
    """`function one() {}` and `const one = () => { … }` as `const one = function () { … }`."""
    name = node.child_by_field_name("name")
    if node.type == "function_declaration" and name and _is_plain(node) and not _ASKED_LATER.match(text_of(name)):
        yield (node.start_byte, name.start_byte, "const ")
        yield (name.end_byte, name.end_byte, " = function")
        yield (node.end_byte, node.end_byte, ";")
    elif found := _arrow(node):
        _, arrow, body = found
        if _is_plain(arrow) and body.type == "statement_block":
            yield (arrow.start_byte, body.start_byte, f"function {_parameters(arrow)} ")


def _as_function(node: Node) -> Iterator[Edit]:
    """`const one = () => { … }` as `function one() { … }`."""
    if found := _arrow(node):
        name, arrow, body = found
        if body.type == "statement_block" and body.end_byte - body.start_byte >= _LONG:
            kind = "function" if _is_plain(arrow) else "async function"
            yield (node.start_byte, body.start_byte, f"{kind} {text_of(name)}{_parameters(arrow)} ")
            yield (body.end_byte, node.end_byte, "")


def _arrow(node: Node) -> tuple[Node, Node, Node] | None:
    """The name, the arrow and its body where a statement declares one arrow that needs no `this` from around it."""
    if node.type != _DECLARATION or len(node.named_children) != 1 or text_of(node.children[0]) != "const":
        return None
    one = node.named_children[0]
    name, value = one.child_by_field_name("name"), one.child_by_field_name("value")
    body = value and value.child_by_field_name("body")
    if not (name and value and body) or name.type != "identifier" or value.type != "arrow_function":
        return None
    return None if _has_this(value) else (name, value, body)


def _has_this(node: Node) -> bool:
    if node.type in ("this", "super"):
        return True
    return any(_has_this(child) for child in node.named_children if child.type not in _OWN_THIS)


def _is_plain(function: Node) -> bool:
    """Whether it is not asynchronous."""
    return function.children[0].type != "async"


def _parameters(arrow: Node) -> str:
    given = arrow.child_by_field_name("parameters")
    return text_of(given) if given else f"({text_of(arrow.named_children[0])})"
