"""Build time: the names a place in a template knows, and markup: XML that a name, a macro or a tag stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jinja2 import nodes as jn

from aryz.documents.blocks import Item
from aryz.documents.tags import Tag
from aryz.plan.parse import Scope

Body = list[Any]
SCOPES = {"r": "run", "p": "block", "tr": "rows", "tc": "cells"}
TEXT = '<w:t xml:space="preserve">'


def level_of(within: str, scope: str) -> str:
    """What may stand where a tag stands: text, runs, paragraphs (`block`), rows, cells, or text without markup."""
    if within == "w:t":
        return "text"
    return SCOPES.get(scope, "plain")


@dataclass(frozen=True)
class Markup:
    """XML and outputs of one level."""

    level: str
    body: Body

    def at(self, level: str, tag: Tag) -> Body | None:
        """The body as it must stand at `level`, with the runs and paragraphs it needs; None where it cannot."""
        if self.level == level or (self.level == "text" and level == "plain"):
            return self.body
        if (self.level, level) == ("text", "run"):
            return [f"{tag.run}{TEXT}", *self.body, "</w:t></w:r>"]
        if (self.level, level) == ("run", "text"):
            return ["</w:t></w:r>", *self.body, f"{tag.run}{TEXT}"]
        if (self.level, level) == ("text", "block"):
            return [f"{tag.par}{tag.run}{TEXT}", *self.body, "</w:t></w:r></w:p>"]
        if (self.level, level) == ("run", "block"):
            return [tag.par, *self.body, "</w:p>"]
        return None


@dataclass(frozen=True)
class Macro:
    """A macro: its parameters with their defaults, its items, where it stands, the names known there."""

    tag: Tag
    parameters: tuple[tuple[str, jn.Expr | None], ...]
    items: list[Item]
    level: str
    names: Names


@dataclass(frozen=True)
class Loop:
    """An open `for`: the name under which its number can be seen from loops inside it, and how deep it lies."""

    name: str
    depth: int


@dataclass(frozen=True)
class Names:
    """What expressions and tags may name at a place."""

    scope: Scope
    markup: Mapping[str, Markup] = field(default_factory=dict)
    macros: Mapping[str, Macro] = field(default_factory=dict)
    loops: tuple[Loop, ...] = ()
    partial: Mapping[str, str] = field(default_factory=dict)  # names that cannot be used here: the mend

    def with_scope(self, scope: Scope) -> Names:
        return replace(self, scope=scope)

    def with_markup(self, name: str, markup: Markup) -> Names:
        bound = {key: value for key, value in self.scope.bound.items() if key.split(".")[0] != name}
        scope = Scope(self.scope.paths, self.scope.locals, bound)
        return replace(self, scope=scope, markup={**self.markup, name: markup})

    def with_bound(self, name: str, node: Any, type_: Any) -> Names:
        markup = {key: value for key, value in self.markup.items() if key != name}
        bound = {key: value for key, value in self.scope.bound.items() if key.split(".")[0] != name}
        scope = Scope(self.scope.paths, self.scope.locals, {**bound, name: (node, type_)})
        return replace(self, scope=scope, markup=markup)
