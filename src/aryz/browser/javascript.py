"""Build time: a script read as a tree, and written with places of it replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

_LANGUAGE = Language(tree_sitter_javascript.language())
_PARSER = Parser(_LANGUAGE)

Place = tuple[int, int]  # where something begins and ends in the source, in bytes
Edit = tuple[int, int, str]  # what stands from one byte to another is to be this


def read(source: bytes) -> Node:
    """The whole script; what is not understood stands in it as `has_error`."""
    return _PARSER.parse(source).root_node


def text_of(node: Node) -> str:
    """What stands in the script there."""
    return (node.text or b"").decode()


def replaced(source: bytes, edits: Iterable[tuple[Place, bytes]]) -> bytes:
    """The source with what stands at these places, in their order, replaced."""
    made, at = [], 0
    for (start, end), text in edits:
        made += [source[at:start], text]
        at = end
    return b"".join([*made, source[at:]])


def nodes(root: Node, *kinds: str) -> list[Node]:
    """What is of these kinds within a node, in the order in which it begins."""
    return sorted(QueryCursor(_query(kinds)).captures(root).get("found", ()), key=lambda node: node.start_byte)


@cache
def _query(kinds: tuple[str, ...]) -> Query:
    """A script has tens of thousands of nodes: the library looks for some of them, not we."""
    return Query(_LANGUAGE, f"[{' '.join(f'({kind})' for kind in kinds)}] @found")


def edited(script: str, kinds: Iterable[str], edits: Callable[[Node], Iterator[Edit]]) -> str:
    """The script with what `edits` says of each part of these kinds; no two may overlap."""
    source = script.encode()
    found = sorted((edit for node in nodes(read(source), *kinds) for edit in edits(node)), key=lambda edit: edit[:2])
    return replaced(source, (((start, end), text.encode()) for start, end, text in found)).decode()
