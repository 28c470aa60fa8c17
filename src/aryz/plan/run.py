"""Run time: expressions of a plan as closures. Pure, no I/O, standard library only; JavaScript has a twin of it.

Three states of a name: a value, empty (`None`: asked and left out, or not asked because its question does not apply),
and `UNKNOWN` (not asked yet). UNKNOWN spreads through every operation; short circuits ask for no more than they need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aryz.plan import days
from aryz.plan.filters import RUN_FILTERS

TYPE_CHECKING = False  # `typing` itself is not imported at run time: that takes longer than to make a paper
if TYPE_CHECKING:
    from typing import Any
else:
    Any = object


class _Unknown:
    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Any = _Unknown()
Value = Any
Run = Callable[["Environment"], Value]


class Environment:
    """What an expression sees while it runs.

    lookup: gives a path's value, None or UNKNOWN; language: of the text being made; tables: the plan's data;
    functions: by name; locals: loop variables.
    """

    __slots__ = ("functions", "language", "locals", "lookup", "tables")

    def __init__(
        self,
        lookup: Callable[[str], Value],
        language: str,
        tables: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Value]],
        local: Mapping[str, Value] | None = None,
    ):
        self.lookup = lookup
        self.language = language
        self.tables = tables
        self.functions = functions
        self.locals: dict[str, Value] = dict(local or {})


def compile_node(node: list[Any]) -> Run:
    """A closure that gives the node's value in an environment."""
    return _BUILDERS[node[0]](*node[1:])


def text_of(value: Value) -> str:
    """A value as printed by an output: empty prints nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)


def item_of(values: Any, position: Value) -> Value:
    """The item of a list at a position from 0; outside it is empty."""
    if values is None or position is None or not 0 <= position < len(values):
        return None
    return values[position]


def is_empty(value: Value) -> bool:
    """Whether a value is null, "" or []."""
    return value is None or value == "" or value == []


def inside(value: Value, values: Any) -> bool:
    """Whether a list has the value; nothing is in an empty one."""
    return values is not None and value in values


def arithmetic(sign: str, a: Any, b: Any) -> Value:
    """`a sign b` on whole numbers or days; empty with an empty side, for a division by nought and for a day that no
    calendar has.
    """
    if a is None or b is None:
        return None
    if isinstance(a, str):  # a day
        if isinstance(b, str):
            return days.between(b, a)
        moved = days.number(a) + (b if sign == "+" else -b)
        return days.from_number(moved) if 1 <= moved <= _LAST_DAY else None
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    if sign == "*":
        return a * b
    if b == 0:
        return None
    return a // b if sign == "//" else a % b


_LAST_DAY = 3_652_059  # 31 December 9999: past it there is no day

# An order with an empty side is false.
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a is not None and b is not None and a < b,
    "<=": lambda a, b: a is not None and b is not None and a <= b,
    ">": lambda a, b: a is not None and b is not None and a > b,
    ">=": lambda a, b: a is not None and b is not None and a >= b,
}


def _lit(value: Value) -> Run:
    return lambda env: value


def _get(path: str) -> Run:
    return lambda env: env.lookup(path)


def _var(name: str) -> Run:
    return lambda env: env.locals[name]


def _attr(inner: list[Any], name: str) -> Run:
    run = compile_node(inner)

    def attribute(env: Environment) -> Value:
        value = run(env)
        return value if value is None or value is UNKNOWN else value.get(name)

    return attribute


def _index(inner: list[Any], index: list[Any]) -> Run:
    run, at = compile_node(inner), compile_node(index)

    def item(env: Environment) -> Value:
        value, position = run(env), at(env)
        return UNKNOWN if value is UNKNOWN or position is UNKNOWN else item_of(value, position)

    return item


def _list(nodes: list[list[Any]]) -> Run:
    runs = [compile_node(node) for node in nodes]

    def made(env: Environment) -> Value:
        values = [run(env) for run in runs]
        return UNKNOWN if any(v is UNKNOWN for v in values) else values

    return made


def _and(left: list[Any], right: list[Any]) -> Run:
    first, second = compile_node(left), compile_node(right)

    def both(env: Environment) -> Value:
        value = first(env)
        if value is UNKNOWN or not value:
            return UNKNOWN if value is UNKNOWN else False
        other = second(env)
        return UNKNOWN if other is UNKNOWN else bool(other)

    return both


def _or(left: list[Any], right: list[Any]) -> Run:
    first, second = compile_node(left), compile_node(right)

    def either(env: Environment) -> Value:
        value = first(env)
        if value is UNKNOWN or value:
            return UNKNOWN if value is UNKNOWN else True
        other = second(env)
        return UNKNOWN if other is UNKNOWN else bool(other)

    return either


def _not(inner: list[Any]) -> Run:
    run = compile_node(inner)

    def negated(env: Environment) -> Value:
        value = run(env)
        return UNKNOWN if value is UNKNOWN else not value

    return negated


def _empty(inner: list[Any]) -> Run:
    run = compile_node(inner)

    def empty(env: Environment) -> Value:
        value = run(env)
        return UNKNOWN if value is UNKNOWN else is_empty(value)

    return empty


def _if(test: list[Any], then: list[Any], other: list[Any]) -> Run:
    check, yes, no = compile_node(test), compile_node(then), compile_node(other)

    def chosen(env: Environment) -> Value:
        value = check(env)
        return UNKNOWN if value is UNKNOWN else (yes if value else no)(env)

    return chosen


def _in(left: list[Any], right: list[Any]) -> Run:
    item, items = compile_node(left), compile_node(right)

    def contained(env: Environment) -> Value:
        value, where = item(env), items(env)
        return UNKNOWN if value is UNKNOWN or where is UNKNOWN else inside(value, where)

    return contained


def _cmp(sign: str, left: list[Any], right: list[Any]) -> Run:
    first, second = compile_node(left), compile_node(right)
    compare = COMPARISONS[sign]

    def compared(env: Environment) -> Value:
        a, b = first(env), second(env)
        return UNKNOWN if a is UNKNOWN or b is UNKNOWN else compare(a, b)

    return compared


def _bin(sign: str, left: list[Any], right: list[Any]) -> Run:
    first, second = compile_node(left), compile_node(right)

    def joined(env: Environment) -> Value:
        a, b = first(env), second(env)
        return UNKNOWN if a is UNKNOWN or b is UNKNOWN else arithmetic(sign, a, b)

    return joined


def _filter(name: str, inner: list[Any], arguments: list[list[Any]]) -> Run:
    run, runs, apply = compile_node(inner), [compile_node(a) for a in arguments], RUN_FILTERS[name]

    def filtered(env: Environment) -> Value:
        value = run(env)
        values = [r(env) for r in runs]
        if value is UNKNOWN or any(v is UNKNOWN for v in values):
            return UNKNOWN
        return apply(value, env, *values)

    return filtered


def _call(name: str, arguments: list[list[Any]]) -> Run:
    runs = [compile_node(a) for a in arguments]

    def called(env: Environment) -> Value:
        values = [r(env) for r in runs]
        if any(v is UNKNOWN for v in values):
            return UNKNOWN
        return env.functions[name](env.tables, *values)

    return called


_BUILDERS: dict[str, Callable[..., Run]] = {
    "lit": _lit,
    "get": _get,
    "var": _var,
    "attr": _attr,
    "index": _index,
    "list": _list,
    "and": _and,
    "or": _or,
    "not": _not,
    "empty": _empty,
    "if": _if,
    "in": _in,
    "cmp": _cmp,
    "bin": _bin,
    "filter": _filter,
    "call": _call,
}
NODES = frozenset(_BUILDERS)  # the nodes that a plan may hold
