"""Build time: a script without what will not run where a condition is known, such as whether a file has many plans."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Node

from aryz.browser.javascript import Place, read, replaced, text_of


@lru_cache(maxsize=8)  # all files of one interview have what is written by hand alike
def settled(script: str, name: str, value: bool) -> str:
    """The script where `name`, which it does not declare, has this value: asked by itself in `name ? … : …`,
    `name && …` and `if (name) …` without `else`, of which the part that runs is left.
    """
    source = script.encode()
    return replaced(source, _edits(read(source), name, value)).decode()


def _edits(node: Node, name: str, value: bool) -> Iterator[tuple[Place, bytes]]:
    asked = _asked(node, name)
    if asked and (kept := _kept(node, value)):
        yield (node.start_byte, kept.start_byte), b""
        yield from _edits(kept, name, value)
        yield (kept.end_byte, node.end_byte), b""
    elif asked:
        yield (node.start_byte, node.end_byte), b"" if node.type == "if_statement" else b"false"
    else:
        assert node.type != "identifier" or text_of(node) != name, f"{name} must be asked by itself"
        for child in node.named_children:
            yield from _edits(child, name, value)


def _asked(node: Node, name: str) -> bool:
    """Whether this depends on the name alone."""
    match node.type:
        case "ternary_expression" | "if_statement":
            test = node.child_by_field_name("condition")
        case "binary_expression" if text_of(node.children[1]) == "&&":
            test = node.child_by_field_name("left")
        case _:
            return False
    return test is not None and text_of(test).strip("()") == name


def _kept(node: Node, value: bool) -> Node | None:
    """The part that runs, if any does."""
    if node.type == "ternary_expression":
        return node.child_by_field_name("consequence" if value else "alternative")
    if not value:
        return None
    return node.child_by_field_name("right" if node.type == "binary_expression" else "consequence")
