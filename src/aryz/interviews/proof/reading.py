"""A paper read for the names that it prints although no question asked for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from aryz.interviews.engine import Turn
from aryz.interviews.visit import each
from aryz.plan.faults import FaultError
from aryz.plan.run import UNKNOWN
from aryz.plan.vocabulary import SYSTEM

QUIET = {"default", "length"}  # filters that know what to do with an empty value


class Holes:
    """The paths that a text prints although no question asks for them with these answers."""

    def __init__(self, turn: Turn, language: str):
        self.turn, self.env = turn, turn.environment(language)
        self.values: Mapping[str, Any] = turn.program.plan["values"]
        self.found: set[str] = set()
        self.done: set[str] = set()

    def body(self, body: list[Any]) -> None:
        for part in body:
            match part:
                case ["out", node]:
                    self.node(node)
                case ["if", branches, other]:
                    self._branch(branches, other)
                case ["for", name, node, inner]:
                    items = self._run(node)
                    each(items if isinstance(items, list) else [], name, self.env, partial(self.body, inner))

    def _branch(self, branches: list[list[Any]], other: list[Any]) -> None:
        for condition, body in branches:
            if self._run(condition):
                self.body(body)
                return
        self.body(other)

    def _run(self, node: list[Any]) -> Any:
        try:
            value = self.turn.program.run(node)(self.env)
        except FaultError:
            return None
        return None if value is UNKNOWN else value

    def node(self, node: list[Any]) -> None:
        """What an output needs: comparisons and tests of emptiness are sure of themselves, all else is not."""
        match node:
            case ["get", path]:
                self._path(path)
            case ["if", test, yes, no]:
                self.node(yes if self._run(test) else no)
            case ["filter", name, inner, arguments] if name not in QUIET:
                for one in [inner, *arguments]:
                    self.node(one)
            case ["call", _, arguments]:
                if self._run(node) is None:
                    for one in arguments:
                        self.node(one)
            case ["attr", inner, _]:
                self.node(inner)
            case ["index", inner, at]:
                self.node(inner)
                self.node(at)
            case ["bin", _, left, right]:
                self.node(left)
                self.node(right)
            case ["list", parts]:
                for one in parts:
                    self.node(one)

    def _path(self, path: str) -> None:
        if path in self.done or path in SYSTEM:
            return
        self.done.add(path)
        if path in self.values:
            self.node(self.values[path])
        elif not any(self.turn.applies(question) is True for question, _ in self.turn.program.asked_by.get(path, ())):
            self.found.add(path)
