"""Build time: declarations of a script, written alike and joined in their own order.

All are `let`: one word squeezes better than two, and neighbours need it once. The minifier (2.24) joins declarations
too, but puts patterns first: of «let one = …; let { two } = (one && …);» it makes a script that asks for `one` too
early. So while it works, names are declared by `let` and patterns by `const`, which it never joins with each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tree_sitter import Node

from aryz.browser.javascript import Edit, edited

_PATTERNS = frozenset(("array_pattern", "object_pattern"))


def parted(script: str) -> str:
    """A script before the minifier: what declares patterns apart from what declares names."""
    return edited(script, ("for_in_statement", "lexical_declaration"), _parted)


def joined(script: str) -> str:
    """The same script behind it: all as `let`, and neighbours joined."""
    return edited(script, ("lexical_declaration",), _joined)


def _parted(node: Node) -> Iterator[Edit]:
    if node.type == "for_in_statement":
        yield from ((child.start_byte, child.end_byte, "let") for child in node.children if child.type == "const")
    else:
        listed = [one for one in node.named_children if one.type == "variable_declarator"]
        yield (node.children[0].start_byte, node.children[0].end_byte, _word(listed[0]))
        if node.parent and node.parent.type != "for_statement":
            for one, other in pairwise(listed):
                if _word(one) != _word(other):
                    yield (one.end_byte, other.start_byte, f"; {_word(other)} ")


def _word(declarator: Node) -> str:
    name = declarator.child_by_field_name("name")
    return "const" if name and name.type in _PATTERNS else "let"


def _joined(node: Node) -> Iterator[Edit]:
    before, word = node.prev_sibling, node.children[0]
    if before and before.type == "lexical_declaration":
        yield (before.end_byte - 1, node.named_children[0].start_byte, ",")
    else:
        yield (word.start_byte, word.end_byte, "let")
