"""Build time: questions about Python's syntax that the transpiler asks."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterator

_RESERVED = frozenset((
    "arguments", "case", "const", "default", "delete", "enum", "eval", "export", "extends", "function", "implements",
    "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "static", "super",
    "switch", "this", "throw", "typeof", "var", "void",
))  # fmt: skip


def is_cache(node: ast.expr) -> bool:
    """Whether a decorator only remembers results, so that leaving it out changes nothing but time."""
    return ast.unparse(node).partition("(")[0] in {"lru_cache", "cache"}


def kinds(node: ast.expr) -> list[str]:
    """The types of `str | int`."""
    if isinstance(node, ast.BinOp):
        return [*kinds(node.left), *kinds(node.right)]
    return [ast.unparse(node)]


def is_plain(node: ast.expr) -> bool:
    """A constant that JavaScript compares as Python does."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str | int)


def key(node: ast.expr) -> str:
    """A key of a map that JavaScript can say as a name; else empty."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) and value.isascii() and value.isidentifier() else ""


def all_words(node: ast.expr) -> bool:
    """A list of words, or of words and nothing."""
    return isinstance(node, ast.Tuple | ast.List | ast.Set) and all(
        isinstance(one, ast.Constant) and (one.value is None or isinstance(one.value, str)) for one in node.elts
    )


def name(name: str) -> str:
    return f"{name}_" if name in _RESERVED else name


def literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else json.dumps(str(value), ensure_ascii=False)


def given(arguments: ast.arguments) -> list[ast.arg]:
    """A function's parameters; what it takes at the end is a list."""
    return [*arguments.args, *([ast.arg(arguments.vararg.arg)] if arguments.vararg else [])]


def yields(body: list[ast.stmt]) -> bool:
    """Whether this is the body of a generator."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for statement in body for node in ast.walk(statement))


def targets(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def named_within(body: list[ast.stmt]) -> set[str]:
    """The names of functions within a function and of what it catches."""
    nodes = [node for statement in body for node in ast.walk(statement)]
    return {str(node.name) for node in nodes if isinstance(node, ast.FunctionDef | ast.ExceptHandler)}


def assigned(body: list[ast.stmt]) -> set[str]:
    """The names that statements give a value to, not counting those inside comprehensions and functions."""
    found: set[str] = set()
    waiting: list[ast.AST] = [*body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Assign):
            found = found.union(*map(targets, node.targets))
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For):
            found |= targets(node.target)
        if not isinstance(node, ast.FunctionDef):
            waiting += ast.iter_child_nodes(node)
    return found


def declaring(body: list[ast.stmt], names: Collection[str]) -> dict[ast.stmt, set[str]]:
    """By assignment or loop the names that it may declare: all that mentions them comes after it, in its block."""
    found: dict[ast.stmt, set[str]] = {}
    for name in names:
        if places := _homes(body, name):
            for place in places:
                found.setdefault(place, set()).add(name)
    kept = {place: given for place, given in found.items() if given == targets(_target(place))}
    # a name is declared in all its places or in none, and so are those that a pair gives together with it
    lost = set().union(*(given for place, given in found.items() if place not in kept))
    return declaring(body, set(names) - lost) if lost else kept


def _homes(body: list[ast.stmt], name: str) -> list[ast.stmt]:
    """Where a name may be declared, each time for what follows there; empty where only the whole function will do."""
    found: list[ast.stmt] = []
    for statement in body:
        if _mentions(statement, name):
            inner = _home(statement, name)
            found += inner
            if not inner:
                return []
            if isinstance(statement, ast.Assign | ast.AnnAssign):
                break
    return found


def _home(statement: ast.stmt, name: str) -> list[ast.stmt]:
    match statement:
        case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
            return [statement] if name in targets(target) and not _mentions(value, name) else []
        case ast.For(target=target, iter=each, body=inner) if not _mentions(each, name):
            return [statement] if name in targets(target) else _homes(inner, name)
        case ast.If(test=test, body=body, orelse=other) | ast.While(test=test, body=body, orelse=other):
            blocks = [block for block in (body, other) if any(_mentions(one, name) for one in block)]
            homes = [_homes(block, name) for block in blocks]
            return [home for found in homes for home in found] if all(homes) and not _mentions(test, name) else []
    return []


def _target(node: ast.stmt) -> ast.expr:
    assert isinstance(node, ast.Assign | ast.AnnAssign | ast.For)
    return node.targets[0] if isinstance(node, ast.Assign) else node.target


def _mentions(node: ast.AST, name: str) -> bool:
    """Whether it reads or changes the name; what a comprehension or a lambda calls so is its own."""
    match node:
        case ast.Name(id=found):
            return found == name
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            if any(name in targets(one.target) for one in node.generators):
                return _mentions(node.generators[0].iter, name)
        case ast.Lambda(args=given) if any(one.arg == name for one in given.args):
            return any(_mentions(default, name) for default in given.defaults)
    return any(_mentions(child, name) for child in ast.iter_child_nodes(node))


def firsts(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr, ast.expr | None]]:
    """Names with their first values and types, where no loop and no pair gives them any: the later are of the same
    type.
    """
    nodes = [node for statement in body for node in ast.walk(statement) if isinstance(node, ast.stmt)]
    known: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.For):
            known |= targets(node.target)
        elif isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name):
            known |= targets(node.targets[0])
    given = [node for node in nodes if isinstance(node, ast.Assign | ast.AnnAssign)]
    for node in sorted(given, key=lambda one: one.lineno):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name not in known:
                yield name, value, None
                known.add(name)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=type_, value=ast.expr() as value):
                if name not in known:
                    yield name, value, type_
                    known.add(name)
