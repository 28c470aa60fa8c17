"""Build time: modules of Python as JavaScript: of their constants and functions what is asked for and all it uses.

Everything stands in one scope: `of_sum` of the module named `penalty` is `penalty$of_sum`. Scripts written by hand say
`penalty.of_sum`, and `Library.linked` puts the name in its place. A constant that is plain data is taken as Python has
it in memory (so that languages learned from data are in it); others, such as tables of functions, are written as
expressions.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from aryz.browser.kinds import Scope
from aryz.browser.transpile import TranspileError, Writer
from aryz.browser.unspoken import without

Place = tuple[str, str]  # a module's name in JavaScript and a name within it
_STATEMENT = re.compile(r"^(?:const|class|function) ([\w$]+)(?:.*\n)(?:(?!const |class |function ).*\n)*", re.MULTILINE)
_WORD = re.compile(r"[\w$]+")


@dataclass(frozen=True)
class Source:
    """A module to be written. python: its name; name: in JavaScript; values: what it has in memory; written: names that
    JavaScript written by hand gives.
    """

    path: Path
    name: str
    python: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    written: Collection[str] = ()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def nodes(self) -> dict[str, ast.stmt]:
        """The functions and constants by name, in order. Raises TranspileError for what can be neither."""
        kept = [node for node in self.tree.body if _is_kept(node, self)]
        for node in kept:
            if not _defined(node):
                what = "only functions, constants and imports may stand at the top"
                raise Writer(self.path, Scope()).error(node, what)
        return {_defined(node): node for node in kept}

    @cached_property
    def imports(self) -> dict[str, Place]:
        """By the name that it has here the module of Python and the name that it has there, be it loaded late."""
        typed = [node.body for node in self.tree.body if isinstance(node, ast.If)]
        found = [one for one in chain(self.tree.body, *typed) if isinstance(one, ast.ImportFrom)]
        return {one.asname or one.name: (str(node.module), one.name) for node in found for one in node.names}

    def plain(self, name: str, unspoken: Collection[str] = ()) -> str | None:
        """A constant as JavaScript, if it is plain data; many words as one text, which is shorter. unspoken: languages
        that are left out of maps by language.
        """
        try:
            data = _data(self.values[name])
        except (TypeError, KeyError):
            return None
        if isinstance(data, dict):
            data = {key: value for key, value in data.items() if key not in unspoken}
        if isinstance(data, list) and len(data) > 9 and all(isinstance(one, str) and _is_word(one) for one in data):
            return f'{json.dumps(" ".join(data), ensure_ascii=False)}.split(" ")'
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


class Library:
    """Modules that know each other, each after those that it uses. kernel: what Python itself gives and modules that
    are written by hand, in statements that begin lines; by_hand: by Python's name the names of those modules.
    """

    def __init__(self, sources: Iterable[Source], kernel: str = "", by_hand: Mapping[str, str] | None = None):
        self.sources = {source.name: source for source in sources}
        self.homes = {source.python: source.name for source in self.sources.values() if source.python}
        self.by_hand = by_hand or {}
        self.kernel = {found[1]: found[0] for found in _STATEMENT.finditer(kernel)}
        self._written: dict[tuple[Place, frozenset[str]], list[str]] = {}
        self._known: dict[tuple[Place, frozenset[str]], list[Place]] = {}

    def script(
        self, by_hand: str, only: Mapping[Place, Collection[str]] | None = None, unspoken: Collection[str] = ()
    ) -> str:
        """A script written by hand and, before it, all that it uses. only: of tables the keys to keep; unspoken:
        languages without which maps by language do. Raises TranspileError.
        """
        made = "\n".join([self.made(self._asked(by_hand), only, frozenset(unspoken)), self._linked(by_hand)])
        return "\n".join([*_needed(self.kernel, made), made])

    def made(
        self,
        asked: Iterable[Place],
        only: Mapping[Place, Collection[str]] | None = None,
        unspoken: frozenset[str] = frozenset(),
    ) -> str:
        """What is asked for and all that it uses, in order."""
        only, used, waiting = only or {}, set[Place](), list(asked)
        while waiting:
            place = waiting.pop()
            if place not in used:
                used.add(place)
                waiting += self._uses(place, only.get(place), unspoken)
        lines: list[str] = []
        for source in self.sources.values():
            for name in source.nodes:
                if (source.name, name) in used:
                    lines += self._lines((source.name, name), only.get((source.name, name)), unspoken)
        return "\n".join(lines)

    def place(self, home: str, name: str) -> Place | None:
        """Where a name of a module is made, through the modules that only pass it on."""
        source = self.sources[home]
        if name in source.nodes:
            return home, name
        module, there = source.imports.get(name, ("", ""))
        return self.place(self.homes[module], there) if module in self.homes else None

    def _asked(self, script: str) -> set[Place]:
        """The names of modules of Python that a script uses."""
        found = {pair for pair in self._mention.findall(script) if pair[0] in self.sources}
        places = {pair: self.place(*pair) for pair in found}
        if lost := sorted(".".join(pair) for pair, place in places.items() if place is None):
            raise TranspileError(f"There is nothing to be made into JavaScript as {', '.join(lost)}")
        return {place for place in places.values() if place}

    def _linked(self, script: str) -> str:
        """A script with the names of the one scope in place of `module.name`."""

        def name(found: re.Match[str]) -> str:
            home, name = found.groups()
            place = self.place(home, name) if home in self.sources else None
            made = "$".join(place) if place else f"{'' if home == '$' else home}${name}"
            if not place and made not in self.kernel:
                raise TranspileError(f"There is no {home}.{name} in the kernel")
            return made

        return self._mention.sub(name, script)

    @cached_property
    def _mention(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, ["$", *self.by_hand.values(), *self.sources]))
        return re.compile(rf"(?:(?<=\.\.\.)|(?<![\w$.]))({names})\.(\w+)")

    def _node(self, place: Place, kept: Collection[str] | None, unspoken: frozenset[str]) -> ast.stmt:
        """A function or a constant, of which only what may run is left."""
        source = self.sources[place[0]]
        node = _pruned(source.nodes[place[1]], kept)
        return without(node, unspoken, _Around(self, source).constant) if isinstance(node, ast.FunctionDef) else node

    def _uses(self, place: Place, kept: Collection[str] | None, unspoken: frozenset[str]) -> list[Place]:
        """What one function or constant uses, looked for once unless it is cut."""
        if kept is None and (place, unspoken) in self._known:
            return self._known[place, unspoken]
        source, name = self.sources[place[0]], place[1]
        node = self._node(place, kept, unspoken)
        if not isinstance(node, ast.FunctionDef) and source.plain(name) is not None:
            found = []
        else:
            around = _Around(self, source)
            listed = (around.place(*words) for words in _names(node))
            found = [one for one in listed if one is not None]
        if kept is None:
            self._known[place, unspoken] = found
        return found

    def _lines(self, place: Place, kept: Collection[str] | None, unspoken: frozenset[str]) -> list[str]:
        """One function or constant, written once for the same languages unless it is cut."""
        if kept is None and (place, unspoken) in self._written:
            return self._written[place, unspoken]
        source, name = self.sources[place[0]], place[1]
        writer = Writer(source.path, _Around(self, source))
        node = self._node(place, kept, unspoken)
        if isinstance(node, ast.FunctionDef):
            made = writer.function(node)
        else:
            assert isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            made = [f"const {'$'.join(place)} = {source.plain(name, unspoken) or writer.value(node.value)};"]
        if kept is None:
            self._written[place, unspoken] = made
        return made


@dataclass(frozen=True)
class _Around(Scope):
    """What a module defines and imports."""

    library: Library
    source: Source

    def place(self, name: str, part: str = "") -> Place | None:
        if not part:
            return self.library.place(self.source.name, name)
        whole = self.library.homes.get(".".join(self.source.imports.get(name, ("", ""))))
        return None if whole is None else self.library.place(whole, part)

    def named(self, name: str, part: str = "") -> str | None:
        place = self.place(name, part)
        if place is not None:
            return "$".join(place)
        module, there = self.source.imports.get(name, ("", ""))
        home = self.library.by_hand.get(f"{module}.{there}" if part else module)
        if home is None and part and f"{module}.{there}" in self.library.homes:
            raise TranspileError(f"{self.source.path}: {name}.{part} is not to be made into JavaScript")
        return None if home is None else f"{home}${part or there}"

    def function(self, name: str, part: str = "") -> ast.FunctionDef | None:
        place = self.place(name, part)
        if place is None:
            module, there = self.source.imports.get(name, ("", ""))
            home = f"{module}.{there}" if part else module
            return _typed(home).get(part or there) if home in self.library.by_hand else None
        node = self.library.sources[place[0]].nodes[place[1]]
        return node if isinstance(node, ast.FunctionDef) else None

    def constant(self, name: str, part: str = "") -> object:
        place = None if self.function(name, part) else self.place(name, part)
        return self.library.sources[place[0]].values.get(place[1]) if place else None


def transpile(path: Path, name: str) -> str:
    """One module of functions alone."""
    source = Source(path, name)
    return Library([source]).made((name, one) for one in source.nodes)


@cache
def _typed(module: str) -> dict[str, ast.FunctionDef]:
    """The functions of a module of which JavaScript is written by hand: what their types are."""
    tree = ast.parse(Path(str(import_module(module).__file__)).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _needed(statements: Mapping[str, str], script: str) -> list[str]:
    """The statements that a script mentions, and those that they mention, in order."""
    used, waiting = set[str](), [script]
    while waiting:
        fresh = (set(_WORD.findall(waiting.pop())) & statements.keys()) - used
        used |= fresh
        waiting += [statements[name] for name in fresh]
    return [text for name, text in statements.items() if name in used]


def _is_kept(node: ast.stmt, source: Source) -> bool:
    """Whether a statement is part of the twin: types, texts and what is written by hand are not."""
    match node:
        case ast.Expr() | ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Import() | ast.ImportFrom():
            return False
        case ast.AnnAssign(value=None) | ast.Assign(value=ast.Subscript()):
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


def _pruned(node: ast.stmt, kept: Collection[str] | None) -> ast.stmt:
    """A table with these keys only."""
    if kept is None or not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.Dict):
        return node
    pairs = [
        (key, value)
        for key, value in zip(node.value.keys, node.value.values, strict=True)
        if isinstance(key, ast.Constant) and key.value in kept
    ]
    table = ast.Dict([key for key, _ in pairs], [value for _, value in pairs])
    return ast.copy_location(ast.Assign([ast.Name(_defined(node))], table), node)


def _is_word(text: str) -> bool:
    return bool(text) and " " not in text and "<" not in text


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


def _names(node: ast.AST) -> Iterator[tuple[str, ...]]:
    """The names that run, each alone or with the part that is asked of it: those of types are left out."""
    for key, part in ast.iter_fields(node):
        if key in {"annotation", "returns"}:
            continue
        for one in part if isinstance(part, list) else [part]:
            match one:
                case ast.Name(id=name):
                    yield (name,)
                case ast.Attribute(value=ast.Name(id=name), attr=attr):
                    yield from ((name,), (name, attr))
                case ast.AST():
                    yield from _names(one)


__all__ = ["Library", "Place", "Source", "TranspileError", "transpile"]
