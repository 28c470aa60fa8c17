"""Build time: functions without what they do for languages that nobody speaks where they will run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from copy import deepcopy
from typing import Any

_LANGUAGE = "language"  # what our modules call it
_Constant = Callable[[str, str], object]


def without(node: ast.FunctionDef, unspoken: Collection[str], constant: _Constant) -> ast.FunctionDef:
    """The function where a language is none of these. constant: what a name, or a part of a module, holds."""
    if not unspoken or not any(map(_is_language, ast.walk(node))):
        return node
    made: ast.FunctionDef = _Without(unspoken, constant).visit(deepcopy(node))
    return made


class _Without(ast.NodeTransformer):
    def __init__(self, unspoken: Collection[str], constant: _Constant):
        self.unspoken = unspoken
        self.constant = constant

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if not _is_language(node.left) or len(node.ops) > 1:
            return node
        asked = self._languages(node.comparators[0])
        if asked is None or not asked <= set(self.unspoken):
            return node
        return ast.copy_location(ast.Constant(isinstance(node.ops[0], ast.NotEq | ast.NotIn)), node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        ends = isinstance(node.op, ast.Or)  # the truth value after which nothing else is asked
        *first, last = node.values
        kept = [one for one in first if _known(one) in (None, ends)] + [last]
        for at, one in enumerate(kept):
            if _known(one) is ends:
                kept = kept[: at + 1] if ends else [one]
                break
        node.values = kept
        return node if len(kept) > 1 else kept[0]

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        known = _known(node.operand) if isinstance(node.op, ast.Not) else None
        return node if known is None else ast.copy_location(ast.Constant(not known), node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        self.generic_visit(node)
        known = _known(node.test)
        return node if known is None else node.body if known else node.orelse

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        known = _known(node.test)
        return node if known is None else node.body if known else node.orelse

    def _languages(self, node: ast.expr) -> set[str] | None:
        """The languages that a constant or a list of them names."""
        match node:
            case ast.Constant(value=value):
                found: object = value
            case ast.Name(id=name):
                found = self.constant(name, "")
            case ast.Attribute(value=ast.Name(id=home), attr=attr):
                found = self.constant(home, attr)
            case ast.Set(elts=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
                listed = [self._languages(one) for one in parts]
                return None if None in listed else {key for one in listed if one for key in one}
            case _:
                found = None
        if isinstance(found, str):
            return {found}
        return {str(one) for one in found} if isinstance(found, set | frozenset | list | tuple) else None


def _is_language(node: ast.AST) -> bool:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name == _LANGUAGE
    return False


def _known(node: ast.expr) -> bool | None:
    """A truth value that is certain."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, bool) else None
