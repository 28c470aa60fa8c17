"""Build time: the shortest names for what a script gives names to.

Each scope's names come in the order in which they are declared, and each is the first that nothing within the scope
needs for something else. So functions of the same shape are written alike, which servers squeeze better than names by
how often they are used.

What a function within another becomes depends on its own text and on what the names from around it have become, and the
scripts of our files share most of their functions: so each is read and written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, product
from string import ascii_letters, digits

from tree_sitter import Node

from aryz.browser.javascript import Place, read, replaced, text_of

_DECLARED = frozenset(("function_declaration", "generator_function_declaration"))
_FUNCTIONS = _DECLARED | {"arrow_function", "function_expression", "generator_function", "method_definition"}
_ALONE = _DECLARED | {"arrow_function"}  # functions whose text is understood by itself
_BLOCKS = frozenset(("catch_clause", "for_in_statement", "for_statement", "statement_block", "switch_body"))
_SHORTHANDS = frozenset(("shorthand_property_identifier", "shorthand_property_identifier_pattern"))
_NAMES = _SHORTHANDS | {"identifier"}
_FIRST = f"{ascii_letters}_$"
_RESERVED = frozenset(("do", "for", "if", "in", "let", "new", "try", "var"))


@dataclass(eq=False)
class _Name:
    """What is declared, with all the places where it stands, and whether it is short for `name:name` there."""

    was: str
    places: list[tuple[Place, bool]] = field(default_factory=list)
    made: str = ""


@dataclass(eq=False)
class _Scope:
    """What is declared in a function or a block, in order. needed: names of scopes around that stand within it."""

    around: _Scope | None
    is_function: bool
    names: dict[str, _Name] = field(default_factory=dict)
    needed: set[_Name] = field(default_factory=set)

    def declare(self, name: str) -> None:
        self.names.setdefault(name, _Name(name))


class _Script:
    """scopes: each after those around it; foreign: names that nothing here declares; parts: functions within others and
    what their names from around mean.
    """

    def __init__(self, source: bytes):
        self.source = source
        self.scopes: list[_Scope] = []
        self.foreign: dict[str, _Name] = {}
        self.parts: list[tuple[Place, _Script, dict[str, _Name]]] = []
        self.found: list[tuple[Node, _Scope]] = []
        self.within: list[tuple[Node, _Scope]] = []
        tree = read(source)
        assert not tree.has_error, "the script is not understood"
        self.whole = self._scope(None, True)
        self._children(tree, self.whole)
        self._resolve()

    def _scope(self, around: _Scope | None, is_function: bool) -> _Scope:
        self.scopes.append(_Scope(around, is_function))
        return self.scopes[-1]

    def _children(self, node: Node, scope: _Scope) -> None:
        for child in node.named_children:
            self.read(child, scope)

    def read(self, node: Node, scope: _Scope) -> None:
        """Note what is declared and what is named, each in its scope."""
        kind = node.type
        if kind in _NAMES:
            self.found.append((node, scope))
        elif kind in _ALONE and scope is not self.whole:
            if kind in _DECLARED:
                self._declare(node.child_by_field_name("name"), scope)
            self.within.append((node, scope))
        elif kind in _FUNCTIONS:
            self._function(node, scope)
        elif kind in _BLOCKS:
            self._block(node, self._scope(scope, False))
        else:
            if kind == "variable_declarator":
                words = node.parent.type if node.parent else ""
                self._declare(node.child_by_field_name("name"), _home(scope, words == "variable_declaration"))
            elif kind == "class_declaration":
                self._declare(node.child_by_field_name("name"), scope)
            self._children(node, scope)

    def _function(self, node: Node, scope: _Scope) -> None:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        inner = self._scope(scope, True)
        if node.type != "method_definition":
            self._declare(name, scope if node.type in _DECLARED else inner)
        given = node.child_by_field_name("parameter") or node.child_by_field_name("parameters")
        self._declare(given, inner)
        for child in node.named_children:
            if child == body and child.type == "statement_block":
                self._children(child, inner)  # parameters and what the body declares are of one scope
            else:
                self.read(child, scope if child == name and node.type in _DECLARED else inner)

    def _block(self, node: Node, inner: _Scope) -> None:
        if node.type == "catch_clause":
            self._declare(node.child_by_field_name("parameter"), inner)
        if node.type == "for_in_statement" and (kind := node.child_by_field_name("kind")):
            self._declare(node.child_by_field_name("left"), _home(inner, kind.type == "var"))
        self._children(node, inner)

    def _declare(self, pattern: Node | None, scope: _Scope) -> None:
        for node in _patterned(pattern):
            scope.declare(text_of(node))

    def _resolve(self) -> None:
        """Which declaration each name means; what none declares is the browser's, or that of what stands around."""
        for node, scope in self.found:
            self._meant(text_of(node), scope).places.append((_place(node), node.type in _SHORTHANDS))
        for node, scope in self.within:
            part = _part(node.text or b"")
            self.parts.append((_place(node), part, {name: self._meant(name, scope) for name in part.given}))
        self.found, self.within = [], []

    def _meant(self, name: str, scope: _Scope) -> _Name:
        at: _Scope | None = scope
        while at and name not in at.names:
            at = at.around
        meant = at.names[name] if at else self.foreign.setdefault(name, _Name(name))
        within: _Scope | None = scope
        while within is not at and within:
            within.needed.add(meant)
            within = within.around
        return meant

    @property
    def given(self) -> list[str]:
        """The names that those around may change: what is declared outside of functions, and what nothing declares."""
        return [*self.whole.names, *self.foreign]

    def written(self, around: Mapping[str, str]) -> bytes:
        """The script with short names. around: what has become of the names that are given; the others stay."""
        for one in (*self.whole.names.values(), *self.foreign.values()):
            one.made = around.get(one.was, one.was)
        for scope in self.scopes[1:]:
            _name(scope)
        known = {one for scope in self.scopes for one in scope.names.values()}
        known |= {one for one in self.foreign.values() if one.was in around}
        new = [(place, _named(one, short)) for one in known for place, short in one.places]
        for place, part, names in self.parts:
            new.append((place, _written(part, tuple((was, one.made) for was, one in names.items() if one in known))))
        return replaced(self.source, sorted(new))


@cache
def _part(source: bytes) -> _Script:
    return _Script(source)


@cache
def _written(part: _Script, around: tuple[tuple[str, str], ...]) -> bytes:
    return part.written(dict(around))


def short_names(script: str) -> str:
    """The script with short names; what it declares outside of functions keeps its names, for others may use them."""
    return _Script(script.encode()).written({}).decode()


def _name(scope: _Scope) -> None:
    taken = {one.made for one in scope.needed}
    free = (name for name in _candidates() if name not in taken and name not in _RESERVED)
    for one in scope.names.values():
        one.made = next(free)


def _candidates() -> Iterator[str]:
    more = _FIRST + digits
    return chain(_FIRST, map("".join, product(_FIRST, more)), map("".join, product(_FIRST, more, more)))


def _named(one: _Name, short: bool) -> bytes:
    """`{name}` becomes `{name:short}`."""
    return (f"{one.was}:{one.made}" if short else one.made).encode()


def _home(scope: _Scope, is_var: bool) -> _Scope:
    """Where a declaration belongs: `var` to the function around it."""
    while is_var and not scope.is_function and scope.around:
        scope = scope.around
    return scope


def _patterned(node: Node | None) -> Iterator[Node]:
    """The names that a pattern declares; defaults and computed keys are not of it."""
    if node is None:
        return
    if node.type in _NAMES:
        yield node
    elif node.type in ("assignment_pattern", "object_assignment_pattern"):
        yield from _patterned(node.child_by_field_name("left"))
    elif node.type == "pair_pattern":
        yield from _patterned(node.child_by_field_name("value"))
    else:
        for child in node.named_children:
            yield from _patterned(child)


def _place(node: Node) -> Place:
    return node.start_byte, node.end_byte
