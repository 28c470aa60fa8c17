"""Build time: an expression of the plan language, from text to JSON nodes, with its type.

Jinja2 parses it; what is not on the allowed list is an `ExpressionError` that says how to mend it. The nodes are
listed in docs/plan.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import jinja2
from jinja2 import nodes as jn

from aryz.plan import days
from aryz.plan import types as t
from aryz.plan.errors import ExpressionError, nearest
from aryz.plan.rules import arithmetic, check_choice, compare_mend, scaled, summed
from aryz.plan.types import Type
from aryz.plan.vocabulary import SYSTEM, Parameter, Vocabulary

Node = list[Any]
LONGEST = 4000  # letters of an expression
DEEPEST = 80  # levels within each other, so that running it never runs out of stack
LARGEST = 10**15  # whole numbers up to it are exact in every runtime

_SPLIT = "Make a part of it a value of its own."
_ENVIRONMENT = jinja2.Environment(autoescape=False)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
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
_PRINTED = {"choice", "name", "country", "address", "region"}  # they print themselves
_ORDERED = {"integer", "money", "percent", "number", "date", "month", "any"}
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


@dataclass
class Scope:
    """The names an expression may use: `paths` are fields and values by their dotted path, `locals` loop variables."""

    paths: Mapping[str, Type]
    locals: Mapping[str, Type] = field(default_factory=dict)

    def with_local(self, name: str, type_: Type) -> Scope:
        return Scope(self.paths, {**self.locals, name: type_})


def compile_expression(source: str, scope: Scope, vocabulary: Vocabulary) -> tuple[Node, Type]:
    """Compile `source`; returns its nodes and its type. Raises ExpressionError."""
    text = source.strip()
    if not text:
        raise ExpressionError("the expression is empty.", "Write a name or a condition.")
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression has more than {LONGEST} letters.", _SPLIT, "expr.large")
    try:
        made, type_ = _Compiler(scope, vocabulary).visit(_parsed(text))
        if _depth(made) > DEEPEST:
            raise RecursionError
    except RecursionError:
        message = f"«{text[:40]}…» goes more than {DEEPEST} levels deep."
        raise ExpressionError(message, _SPLIT, "expr.large") from None
    return made, type_


def _parsed(text: str) -> jn.Node:
    """The one expression that a text is, as Jinja reads it."""
    try:
        parsed = _ENVIRONMENT.parse("{{ " + text.translate(_QUOTES) + " }}")
    except jinja2.TemplateSyntaxError as error:
        raise ExpressionError(f"«{text}» cannot be read: {error.message}.") from None
    except ValueError:  # a number of thousands of digits
        raise ExpressionError(f"«{text[:40]}…» has a number that is too large.", "", "expr.large") from None
    outputs = parsed.body
    if len(outputs) != 1 or not isinstance(outputs[0], jn.Output) or len(outputs[0].nodes) != 1:
        raise ExpressionError(f"«{text}» is not one expression.")
    return outputs[0].nodes[0]


def _depth(node: Any) -> int:
    """How many lists stand within each other, two to a level of an expression."""
    deepest, waiting = 0, [(node, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, list):
            deepest = max(deepest, depth)
            waiting += [(part, depth + 1) for part in one]
    return deepest


def compile_condition(source: str | bool, scope: Scope, vocabulary: Vocabulary) -> Node:
    """Compile a condition: its type must be yes/no. A literal true or false is taken too."""
    if isinstance(source, bool):
        return ["lit", source]
    node, type_ = compile_expression(str(source), scope, vocabulary)
    return _require_bool(node, type_, str(source))


def compile_output(source: str, scope: Scope, vocabulary: Vocabulary) -> Node:
    """Compile what stands in `{{ }}`: the result is text, or the error names the filter that makes it text."""
    node, type_ = compile_expression(source, scope, vocabulary)
    return as_text(node, type_, source)


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
    raise ExpressionError(f"«{source.strip()}» is {_a(type_)} and cannot be printed as it is.", mend, "expr.type")


def _a(type_: Type) -> str:
    return _ARTICLES.get(type_.kind, type_.kind)


def _require_bool(node: Node, type_: Type, source: str) -> Node:
    if type_.kind in {"bool", "any"}:
        return node
    mend = "Write «… is not empty»." if type_.kind in {"list", "text", "choices"} else "Compare it with something."
    message = f"a condition must be yes or no, but «{source.strip()}» is {_a(type_)}."
    raise ExpressionError(message, mend, "expr.type")


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
        if parts[0] in self.scope.locals:
            return self._attributes(["var", parts[0]], self.scope.locals[parts[0]], parts[1:])
        for cut in range(len(parts), 0, -1):
            path = ".".join(parts[:cut])
            type_ = self.scope.paths.get(path) or SYSTEM.get(path)
            if type_ is not None:
                return self._attributes(["get", path], type_, parts[cut:])
        name = ".".join(parts)
        mend = nearest(name, [*self.scope.paths, *self.scope.locals, *SYSTEM])
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
            raise ExpressionError(f"{_a(type_)} has no part «{name}».", mend, "expr.unknown-name")
        return ["attr", node, name], part

    def on_getitem(self, node: jn.Getitem) -> tuple[Node, Type]:
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
        return _require_bool(made, type_, ".".join(dotted(node) or ["this part"]))

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
        return [
            "if",
            self._bool(node.test),
            then,
            other,
        ], other_type if then_type.kind == "empty" else then_type

    def on_test(self, node: jn.Test) -> tuple[Node, Type]:
        if node.name not in {"empty", "none", "defined"} or node.args:
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
        zero = ["lit", 0] in (left, right) and {left_type.kind, right_type.kind} <= {
            "money",
            "percent",
            "number",
            "integer",
        }
        if not (zero or t.fits(left_type, right_type) or t.fits(right_type, left_type)):
            message = f"{_a(left_type)} cannot be compared with {_a(right_type)}."
            raise ExpressionError(message, compare_mend(left_type, right_type), "expr.type")
        if sign not in {"==", "!="} and left_type.kind not in _ORDERED:
            raise ExpressionError(f"{_a(left_type)} has no order: «{sign}» cannot be used.", "", "expr.type")
        return ["cmp", sign, left, right]

    # arithmetic

    def _binary(self, node: jn.BinExpr, sign: str) -> tuple[Node, Type]:
        left, left_type = self.visit(node.left)
        right, right_type = self.visit(node.right)
        result = arithmetic(sign, left_type.kind, right_type.kind)
        if result is None:
            message = f"«{sign}» cannot join {_a(left_type)} and {_a(right_type)}."
            raise ExpressionError(message, "", "expr.type")
        return ["bin", sign, left, right], result

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
            raise ExpressionError(f"{_a(type_)} has no sign.", "", "expr.type")
        return ["bin", "-", ["lit", 0], inner], type_

    # filters and functions

    def on_filter(self, node: jn.Filter) -> tuple[Node, Type]:
        spec = self.vocabulary.filters.get(node.name)
        if spec is None or node.node is None:
            mend = nearest(node.name, self.vocabulary.filters) or "See the table in docs/plan.md."
            raise ExpressionError(f"there is no filter «{node.name}».", mend, "expr.unknown-filter")
        inner, type_ = self.visit(node.node)
        if "text" in spec.takes and type_.kind in _PRINTED:
            inner, type_ = as_text(inner, type_, node.name), t.TEXT
        if type_.kind not in {*spec.takes, "any", "empty"}:
            wanted = " or ".join(spec.takes)
            raise ExpressionError(f"the filter «{node.name}» takes {wanted}, not {_a(type_)}.", "", "expr.type")
        arguments = self._arguments(node.name, spec.parameters, node.args, node.kwargs)
        self.vocabulary.tables_used.update(spec.tables)
        if node.name in {"label", "labels"}:
            arguments = [["lit", type_.labels]]
        result = spec.result if isinstance(spec.result, Type) else spec.result(type_)
        if node.name == "sum":
            result = summed(type_, arguments)
        return ["filter", node.name, inner, arguments], result

    def on_call(self, node: jn.Call) -> tuple[Node, Type]:
        name = ".".join(dotted(node.node) or ["?"])
        if name in {"cite", "tenge", "day"}:
            return self._constant_call(name, node)
        spec = self.vocabulary.functions.get(name)
        if spec is None:
            mend = nearest(name, [*self.vocabulary.functions, "cite", "tenge", "day"])
            message = f"there is no function «{name}»."
            raise ExpressionError(message, mend or "See the table in docs/plan.md.", "expr.unknown-function")
        arguments = self._arguments(name, spec.parameters, node.args, node.kwargs)
        self.vocabulary.tables_used.update(spec.tables)
        self.vocabulary.functions_used.add(name)
        return ["call", name, arguments], spec.result

    def _cite(self, ref: str, case: str) -> Node:
        """The printed citation; where another article held before, the one in force on the day that matters."""
        vocabulary = self.vocabulary
        assert vocabulary.cite is not None
        printed = vocabulary.cite(ref, case)
        if vocabulary.law_day is None or vocabulary.cited_before is None:
            return ["lit", printed]
        before = vocabulary.cited_before(ref, case)
        chain = [printed, *(words for _, words in before)]
        node: Node = ["lit", chain[-1]]
        for index in reversed(range(len(before))):
            earlier: Node = ["cmp", "<", vocabulary.law_day, ["lit", before[index][0]]]
            node = ["if", earlier, node, ["lit", chain[index]]]
        return node

    def _constant_call(self, name: str, node: jn.Call) -> tuple[Node, Type]:
        """cite("tk:113.3", "dat"), tenge(5000) and day("2026-01-31") become literals when the plan is compiled."""
        words = [a.value for a in node.args if isinstance(a, jn.Const)]
        words += [k.value.value for k in node.kwargs if isinstance(k.value, jn.Const)]
        if name == "tenge" and len(words) == 1 and isinstance(words[0], int) and words[0] <= LARGEST // 100:
            return ["lit", words[0] * 100], t.MONEY
        if name == "day" and len(words) == 1 and isinstance(words[0], str) and days.is_day(words[0]):
            return ["lit", words[0]], t.DATE
        if name == "cite" and self.vocabulary.cite is None:
            there = "Write «cite» in the paper or «[@…]» in the text, and choose between them by a condition."
            raise ExpressionError("a citation here would be printed in one language for all.", there, "cite.form")
        if name == "cite" and words and all(isinstance(w, str) for w in words):
            return self._cite(words[0], words[1] if len(words) > 1 else "nom"), t.TEXT
        mend = {
            "cite": 'Write «cite("tk:113.3")».',
            "tenge": "Write «tenge(5000)».",
            "day": 'Write «day("2026-01-31")».',
        }
        raise ExpressionError(f"«{name}» takes one literal.", mend[name], "expr.arguments")

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
            raise ExpressionError(message, f"It is {_a(parameter.type)}.", "expr.arguments")
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
