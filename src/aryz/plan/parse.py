"""Build time: an expression of the plan language, from text to JSON nodes, with its type.

Jinja2 parses it; what is not on the allowed list is an `ExpressionError` that says how to mend it. The nodes are
listed in docs/plan.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes as jn

from aryz.plan import types as t
from aryz.plan.constants import LARGEST, constant_call
from aryz.plan.errors import ExpressionError, nearest
from aryz.plan.lowering import lowered_call, lowered_filter, lowered_test
from aryz.plan.printed import PRINTED, a, as_text, require_bool
from aryz.plan.rules import arithmetic, check_choice, compare_mend, picked, scaled, summed
from aryz.plan.source import DEEPEST, depth_of, parse_expression, too_deep
from aryz.plan.types import Type
from aryz.plan.vocabulary import SYSTEM, Parameter, Vocabulary

Node = list[Any]
_COMPARE = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not in",
}
_COUNTED = {"money", "percent", "number", "integer"}
_ORDERED = {"integer", "money", "percent", "number", "date", "month", "any"}


@dataclass
class Scope:
    """The names an expression may use: `paths` are fields and values by their dotted path, `locals` loop variables,
    `bound` names (dotted ones too) that stand for an expression: what a template sets.
    """

    paths: Mapping[str, Type]
    locals: Mapping[str, Type] = field(default_factory=dict)
    bound: Mapping[str, tuple[Node, Type]] = field(default_factory=dict)

    def with_local(self, name: str, type_: Type) -> Scope:
        return Scope(self.paths, {**self.locals, name: type_}, self.bound)

    def with_bound(self, **names: tuple[Node, Type]) -> Scope:
        return Scope(self.paths, self.locals, {**self.bound, **names})


def compile_expression(source: str, scope: Scope, vocabulary: Vocabulary) -> tuple[Node, Type]:
    """Compile `source`; returns its nodes and its type. Raises ExpressionError."""
    return compile_parsed(parse_expression(source), scope, vocabulary)


def compile_parsed(node: jn.Node, scope: Scope, vocabulary: Vocabulary) -> tuple[Node, Type]:
    """Compile what `parse_expression` gave."""
    try:
        made, type_ = _Compiler(scope, vocabulary).visit(node)
        if depth_of(made) > DEEPEST:
            raise RecursionError
    except RecursionError:
        raise too_deep() from None
    return made, type_


def compile_condition(source: str | bool, scope: Scope, vocabulary: Vocabulary) -> Node:
    """Compile a condition: its type must be yes/no. A literal true or false is taken too."""
    if isinstance(source, bool):
        return ["lit", source]
    node, type_ = compile_expression(str(source), scope, vocabulary)
    return require_bool(node, type_, str(source))


def compile_output(source: str, scope: Scope, vocabulary: Vocabulary) -> Node:
    """Compile what stands in `{{ }}`: the result is text, or the error names the filter that makes it text."""
    node, type_ = compile_expression(source, scope, vocabulary)
    return as_text(node, type_, source)


class _Compiler:
    """Visits Jinja's nodes; each method returns our node and its type."""

    def __init__(self, scope: Scope, vocabulary: Vocabulary):
        self.scope = scope
        self.vocabulary = vocabulary

    def visit(self, node: jn.Node) -> tuple[Node, Type]:
        method: Callable[[Any], tuple[Node, Type]] | None = getattr(self, f"on_{type(node).__name__.lower()}", None)
        if method is None:
            what = type(node).__name__
            raise ExpressionError(f"«{what}» is not part of the plan language.", "See the table in docs/plan.md.")
        return method(node)

    # names, attributes, indexes

    def on_name(self, node: jn.Name) -> tuple[Node, Type]:
        return self._path([node.name])

    def on_getattr(self, node: jn.Getattr) -> tuple[Node, Type]:
        parts = dotted(node)
        if parts:
            return self._path(parts)
        inner, type_ = self.visit(node.node)
        return self._attribute(inner, type_, node.attr)

    def _path(self, parts: list[str]) -> tuple[Node, Type]:
        """A dotted name: the longest known path first, then its parts as attributes."""
        for cut in range(len(parts), 0, -1):
            bound = self.scope.bound.get(".".join(parts[:cut]))
            if bound is not None:
                return self._attributes(*bound, parts[cut:])
        if parts[0] in self.scope.locals:
            return self._attributes(["var", parts[0]], self.scope.locals[parts[0]], parts[1:])
        for cut in range(len(parts), 0, -1):
            path = ".".join(parts[:cut])
            type_ = self.scope.paths.get(path) or SYSTEM.get(path)
            if type_ is not None:
                return self._attributes(["get", path], type_, parts[cut:])
        name = ".".join(parts)
        mend = nearest(name, [*self.scope.paths, *self.scope.locals, *self.scope.bound, *SYSTEM])
        mend = mend or "Add a field, or a value that gives it."
        raise ExpressionError(f"nothing gives «{name}».", mend, "expr.unknown-name", name)

    def _attributes(self, node: Node, type_: Type, names: list[str]) -> tuple[Node, Type]:
        for name in names:
            node, type_ = self._attribute(node, type_, name)
        return node, type_

    def _attribute(self, node: Node, type_: Type, name: str) -> tuple[Node, Type]:
        part = type_.field(name)
        if part is None or name.startswith("_"):
            known = [key for key, _ in type_.fields]
            mend = nearest(name, known) or (f"It has: {', '.join(known)}." if known else "")
            raise ExpressionError(f"{a(type_)} has no part «{name}».", mend, "expr.unknown-name")
        return ["attr", node, name], part

    def on_getitem(self, node: jn.Getitem) -> tuple[Node, Type]:
        if isinstance(node.arg, jn.Const) and isinstance(node.arg.value, str):
            return self.on_getattr(jn.Getattr(node.node, node.arg.value, "load"))
        inner, type_ = self.visit(node.node)
        index, index_type = self.visit(node.arg)
        if type_.kind != "list" or index_type.kind != "integer":
            raise ExpressionError("[ ] takes a list and a whole number.", "Write «list[0]».", "expr.type")
        return ["index", inner, index], type_.item or t.ANY

    # literals

    def on_const(self, node: jn.Const) -> tuple[Node, Type]:
        value = node.value
        if isinstance(value, bool):
            return ["lit", value], t.BOOL
        if value is None:
            return ["lit", None], t.EMPTY
        if isinstance(value, int):
            if value > LARGEST:
                raise ExpressionError("the number is too large.", f"Use numbers up to {LARGEST}.", "expr.large")
            return ["lit", value], t.INTEGER
        if isinstance(value, str):
            return ["lit", value], t.TEXT
        raise ExpressionError(f"«{value}»: there are no fractions in the plan language.", "Use whole numbers.")

    def on_list(self, node: jn.List) -> tuple[Node, Type]:
        made = [self.visit(item) for item in node.items]
        return ["list", [n for n, _ in made]], Type("list", item=made[0][1] if made else None)

    # logic

    def _bool(self, node: jn.Node) -> Node:
        made, type_ = self.visit(node)
        return require_bool(made, type_, ".".join(dotted(node) or ["this part"]))

    def on_and(self, node: jn.And) -> tuple[Node, Type]:
        return ["and", self._bool(node.left), self._bool(node.right)], t.BOOL

    def on_or(self, node: jn.Or) -> tuple[Node, Type]:
        return ["or", self._bool(node.left), self._bool(node.right)], t.BOOL

    def on_not(self, node: jn.Not) -> tuple[Node, Type]:
        return ["not", self._bool(node.node)], t.BOOL

    def on_condexpr(self, node: jn.CondExpr) -> tuple[Node, Type]:
        then, then_type = self.visit(node.expr1)
        other, other_type = (["lit", None], t.EMPTY) if node.expr2 is None else self.visit(node.expr2)
        if not (t.fits(then_type, other_type) or t.fits(other_type, then_type)):
            raise ExpressionError(f"the two sides of if/else differ: {then_type} and {other_type}.", "", "expr.type")
        result = other_type if then_type.kind == "empty" else then_type
        return ["if", self._bool(node.test), then, other], result

    def on_test(self, node: jn.Test) -> tuple[Node, Type]:
        lowered = lowered_test(node)
        if lowered is not None:
            return self.visit(lowered)
        if node.name not in {"empty", "none", "defined", "undefined"} or node.args:
            raise ExpressionError(f"«is {node.name}» is not known.", "Use «is empty» or «is not empty».")
        inner, _ = self.visit(node.node)
        empty: Node = ["empty", inner]
        return (["not", empty] if node.name == "defined" else empty), t.BOOL

    def on_compare(self, node: jn.Compare) -> tuple[Node, Type]:
        left, left_type = self.visit(node.expr)
        result: Node = []
        for operand in node.ops:
            right, right_type = self.visit(operand.expr)
            part = self._comparison(_COMPARE[operand.op], left, left_type, right, right_type)
            result = ["and", result, part] if result else part
            left, left_type = right, right_type
        return result, t.BOOL

    def _comparison(self, sign: str, left: Node, left_type: Type, right: Node, right_type: Type) -> Node:
        left, left_type = scaled(left, left_type, right_type)
        right, right_type = scaled(right, right_type, left_type)
        for literal in right[1] if right[0] == "list" else [right]:
            check_choice(literal, left_type)
        check_choice(left, right_type)
        if sign in {"in", "not in"}:
            if right_type.kind not in {"list", "choices", "any"}:
                raise ExpressionError("«in» takes a list or a field of several choices.", "", "expr.type")
            part: Node = ["in", left, right]
            return ["not", part] if sign == "not in" else part
        zero = ["lit", 0] in (left, right) and {left_type.kind, right_type.kind} <= _COUNTED
        if not (zero or t.fits(left_type, right_type) or t.fits(right_type, left_type)):
            message = f"{a(left_type)} cannot be compared with {a(right_type)}."
            raise ExpressionError(message, compare_mend(left_type, right_type), "expr.type")
        if sign not in {"==", "!="} and left_type.kind not in _ORDERED:
            raise ExpressionError(f"{a(left_type)} has no order: «{sign}» cannot be used.", "", "expr.type")
        return ["cmp", sign, left, right]

    # arithmetic

    def _binary(self, node: jn.BinExpr, sign: str) -> tuple[Node, Type]:
        left, left_type = self.visit(node.left)
        right, right_type = self.visit(node.right)
        kinds = {left_type.kind, right_type.kind}
        if sign == "+" and "text" in kinds and kinds <= {"text", *PRINTED}:
            return self._joined([(left, left_type), (right, right_type)])
        result = arithmetic(sign, left_type.kind, right_type.kind)
        if result is None:
            message = f"«{sign}» cannot join {a(left_type)} and {a(right_type)}."
            raise ExpressionError(message, "", "expr.type")
        return ["bin", sign, left, right], result

    def on_concat(self, node: jn.Concat) -> tuple[Node, Type]:
        return self._joined([self.visit(part) for part in node.nodes])

    def _joined(self, parts: list[tuple[Node, Type]]) -> tuple[Node, Type]:
        """Texts put together; what is empty adds nothing."""
        made = [as_text(part, type_, "a part of the text") for part, type_ in parts]
        if all(part[0] == "lit" and isinstance(part[1], str) for part in made):
            return ["lit", "".join(part[1] for part in made)], t.TEXT
        return ["filter", "join", ["list", made], [["lit", ""]]], t.TEXT

    def on_pos(self, node: jn.Pos) -> tuple[Node, Type]:
        return self.visit(node.node)

    def on_add(self, node: jn.Add) -> tuple[Node, Type]:
        return self._binary(node, "+")

    def on_sub(self, node: jn.Sub) -> tuple[Node, Type]:
        return self._binary(node, "-")

    def on_mul(self, node: jn.Mul) -> tuple[Node, Type]:
        return self._binary(node, "*")

    def on_floordiv(self, node: jn.FloorDiv) -> tuple[Node, Type]:
        return self._binary(node, "//")

    def on_mod(self, node: jn.Mod) -> tuple[Node, Type]:
        return self._binary(node, "%")

    def on_neg(self, node: jn.Neg) -> tuple[Node, Type]:
        inner, type_ = self.visit(node.node)
        if type_.kind not in {"integer", "money"}:
            raise ExpressionError(f"{a(type_)} has no sign.", "", "expr.type")
        return ["bin", "-", ["lit", 0], inner], type_

    # filters and functions

    def on_filter(self, node: jn.Filter) -> tuple[Node, Type]:
        lowered = lowered_filter(node)
        if lowered is not None:
            return self.visit(lowered)
        spec = self.vocabulary.filters.get(node.name)
        if spec is None or node.node is None:
            mend = nearest(node.name, self.vocabulary.filters) or "See the table in docs/plan.md."
            raise ExpressionError(f"there is no filter «{node.name}».", mend, "expr.unknown-filter")
        inner, type_ = self.visit(node.node)
        if "text" in spec.takes and type_.kind in PRINTED and type_.kind not in spec.takes:
            inner, type_ = as_text(inner, type_, node.name), t.TEXT
        if type_.kind not in {*spec.takes, "any", "empty"}:
            wanted = " or ".join(spec.takes)
            raise ExpressionError(f"the filter «{node.name}» takes {wanted}, not {a(type_)}.", "", "expr.type")
        arguments = self._arguments(node.name, spec.parameters, node.args, node.kwargs)
        self.vocabulary.tables_used.update(spec.tables)
        if node.name in {"label", "labels"}:
            arguments = [["lit", type_.labels]]
        result = spec.result if isinstance(spec.result, Type) else spec.result(type_)
        if node.name == "sum":
            result = summed(type_, arguments)
        elif node.name in {"map", "selectattr", "rejectattr", "max", "min"}:
            result = picked(node.name, type_, arguments)
        return ["filter", node.name, inner, arguments], result

    def on_call(self, node: jn.Call) -> tuple[Node, Type]:
        name = ".".join(dotted(node.node) or ["?"])
        lowered = lowered_call(node, name)
        if lowered is not None:
            return self.visit(lowered)
        if name in {"cite", "tenge", "day"}:
            return constant_call(name, node, self.vocabulary)
        spec = self.vocabulary.functions.get(name)
        if spec is None:
            mend = nearest(name, [*self.vocabulary.functions, "cite", "tenge", "day"])
            message = f"there is no function «{name}»."
            raise ExpressionError(message, mend or "See the table in docs/plan.md.", "expr.unknown-function")
        arguments = self._arguments(name, spec.parameters, node.args, node.kwargs)
        self.vocabulary.tables_used.update(spec.tables)
        self.vocabulary.functions_used.add(name)
        return ["call", name, arguments], spec.result

    def _arguments(
        self, name: str, parameters: tuple[Parameter, ...], args: list[Any], kwargs: list[Any]
    ) -> list[Node]:
        """Arguments in the order of the parameters; those left out become empty literals."""
        if len(args) > len(parameters):
            raise ExpressionError(f"«{name}» takes at most {len(parameters)} arguments.", "", "expr.arguments")
        given = {p.name: a for p, a in zip(parameters, args, strict=False)}
        for keyword in kwargs:
            if keyword.key not in {p.name for p in parameters}:
                mend = nearest(keyword.key, [p.name for p in parameters])
                raise ExpressionError(f"«{name}» has no argument «{keyword.key}».", mend, "expr.arguments")
            given[keyword.key] = keyword.value
        return [self._argument(name, p, given.get(p.name)) for p in parameters]

    def _argument(self, name: str, parameter: Parameter, source: jn.Node | None) -> Node:
        if source is None:
            if not parameter.required:
                return ["lit", None]
            message = f"«{name}» needs the argument «{parameter.name}»."
            raise ExpressionError(message, f"It is {a(parameter.type)}.", "expr.arguments")
        node, type_ = self.visit(source)
        if not t.fits(type_, parameter.type):
            message = f"«{name}» takes {parameter.type} as «{parameter.name}», not {type_}."
            raise ExpressionError(message, "", "expr.type")
        if parameter.values and node[0] == "lit" and node[1] not in parameter.values:
            mend = f"Use one of: {', '.join(parameter.values)}."
            raise ExpressionError(f"«{name}» does not know «{node[1]}».", mend, "expr.arguments")
        return node


def dotted(node: jn.Node) -> list[str] | None:
    """`a.b.c` as its parts, or None when something else than names is inside."""
    if isinstance(node, jn.Name):
        return [node.name]
    if isinstance(node, jn.Getattr):
        inner = dotted(node.node)
        return [*inner, node.attr] if inner else None
    return None


def paths_of(node: Any) -> Iterator[str]:
    """Every path that an expression (or anything made of expressions) reads."""
    if isinstance(node, list):
        if len(node) == 2 and node[0] == "get" and isinstance(node[1], str):
            yield node[1]
            return
        for part in node:
            yield from paths_of(part)
    elif isinstance(node, dict):
        for part in node.values():
            yield from paths_of(part)
