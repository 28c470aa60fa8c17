"""Build time: whole modules of Python as JavaScript: what they import, their constants, their functions.

A constant that is plain data is taken as Python has it in memory (so that languages learned from data are in it);
others, such as tables of functions, are written as expressions.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aryz.browser.transpile import TranspileError, Writer


@dataclass(frozen=True)
class Source:
    """A module to be written. name: of the constant that holds it; values: what it has in memory; only: the names to
    take, with all they use (everything where it is None); written: names that JavaScript written by hand gives.
    """

    path: Path
    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    only: Collection[str] | None = None
    written: Collection[str] = ()


def transpile(path: Path, name: str) -> str:
    """One module of functions only; those that it imports stand before it under their own names."""
    return module(Source(path, name), {})


def module(source: Source, homes: Mapping[str, str]) -> str:
    """A module as `const NAME = (() => { … })();`. homes: by Python's name the constants of the modules before it.
    Raises TranspileError.
    """
    tree = ast.parse(source.path.read_text(encoding="utf-8"))
    kept = [node for node in _with_late_imports(tree.body) if _is_kept(node, source)]
    used = _used(kept, source)
    functions = [node for node in kept if isinstance(node, ast.FunctionDef) and node.name in used]
    writer = Writer(source.path, {node.name: [a.arg for a in node.args.args] for node in functions})
    lines: list[str] = []
    exported: list[str] = []
    for node in kept:
        if isinstance(node, ast.ImportFrom):
            lines += _imported(node, homes, used)
        elif not (name := _defined(node)):
            raise writer.error(node, "only functions, constants and imports may stand at the top")
        elif name in used:
            lines += writer.function(node) if isinstance(node, ast.FunctionDef) else _constant(writer, node, source)
            exported.append(name)
    body = "\n".join(f"  {line}" for line in lines)
    listed = ", ".join(source.values.get("__all__") or exported)
    return f"const {source.name} = (() => {{\n{body}\n  return {{ {listed} }};\n}})();\n"


def _with_late_imports(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """A module's statements; with them what it imports for types or late, of which only what is used is written."""
    for node in body:
        yield node
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from (one for one in node.body if isinstance(one, ast.ImportFrom))


def _is_kept(node: ast.stmt, source: Source) -> bool:
    """Whether a statement is part of the twin: types, texts and what is written by hand are not."""
    match node:
        case ast.Expr() | ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Import() | ast.AnnAssign(value=None):
            return False
        case ast.Assign(value=ast.Subscript()):
            return False  # the name of a type
        case ast.ClassDef(name=name):
            return name not in source.written
    return _defined(node) not in {"TYPE_CHECKING", "__all__", *source.written}


def _defined(node: ast.stmt) -> str:
    """The one name that a function or a constant is given; else ""."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case ast.FunctionDef(name=name):
            return name
    return ""


def _used(kept: list[ast.stmt], source: Source) -> set[str]:
    """The names that are asked for, and all that they use."""
    nodes = {_defined(node): node for node in kept if _defined(node)}
    used: set[str] = set()
    waiting = list(nodes if source.only is None else source.only) + list(source.values.get("__all__") or [])
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            node = nodes.get(name)
            if node is not None and (isinstance(node, ast.FunctionDef) or _plain(name, source) is None):
                waiting += _names(node)
    return used


def _constant(writer: Writer, node: ast.stmt, source: Source) -> list[str]:
    assert isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
    return [f"const {_defined(node)} = {_plain(_defined(node), source) or writer.value(node.value)};"]


def _plain(name: str, source: Source) -> str | None:
    """A constant as JSON, if it is plain data."""
    try:
        data = _data(source.values[name])
    except (TypeError, KeyError):
        return None
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _data(value: Any) -> Any:
    """Plain data fit for JSON; TypeError for anything else."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_data(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _data(one) for key, one in value.items() if isinstance(key, str | int) or _refused(key)}
    return value if value is None or isinstance(value, str | int) else _refused(value)


def _refused(value: Any) -> Any:
    raise TypeError(type(value))


def _names(node: ast.AST) -> Iterator[str]:
    """The names that run: those of types are left out."""
    for key, part in ast.iter_fields(node):
        if key in {"annotation", "returns"}:
            continue
        for one in part if isinstance(part, list) else [part]:
            if isinstance(one, ast.Name):
                yield one.id
            elif isinstance(one, ast.AST):
                yield from _names(one)


def _imported(node: ast.ImportFrom, homes: Mapping[str, str], used: Collection[str]) -> list[str]:
    """A module that is in scope under another name, or single things of a module."""
    source, made = str(node.module), []
    for alias in node.names:
        name = alias.asname or alias.name
        whole = homes.get(f"{source}.{alias.name}")
        if name in used and whole is not None and whole != name:
            made.append(f"const {name} = {whole};")
        elif name in used and whole is None and source in homes:
            made.append(f"const {name} = {homes[source]}.{alias.name};")
    return made


__all__ = ["Source", "TranspileError", "module", "transpile"]
