"""Build time: what a paper needs to know, without its words.

Rendering a paper to learn which answers it lacks would print every word of it at every turn, in each language. Its
needs are the same in all languages and short: paths always needed, expressions run for what they look up, branches and
loops. The engine visits them in this order:

`["get", [path, …]]`, `["run", node]`, `["if", [[condition, needs], …], needs]`, `["for", name, node, needs]`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from aryz.plan.parse import paths_of

Needs = list[list[Any]]
_LAZY = {"and", "or", "if", "call"}  # they look up only what they come to, or may refuse


def needs_of(bodies: Iterable[list[Any]], values: Mapping[str, list[Any]]) -> Needs:
    """The needs of compiled bodies taken together; what one of them has visited the next need not.

    values: the interview's computed values. Those that only join answers stand for the answers themselves.
    """
    return _Needs(frozenset(), values).all(bodies)


class _Needs:
    def __init__(self, known: frozenset[str], values: Mapping[str, list[Any]]):
        self.values = values
        self.known = set(known)  # paths that are looked up before in any case
        self.seen: set[str] = set()
        self.made: Needs = []
        self.plain: list[str] = []

    def all(self, bodies: Iterable[list[Any]]) -> Needs:
        for body in bodies:
            for part in body:
                if not isinstance(part, str):
                    self._part(part)
        return [["get", self.plain], *self.made] if self.plain else self.made

    def _part(self, part: list[Any]) -> None:
        if part[0] == "out":
            self._node(part[1])
        elif part[0] == "if":
            branches = [[condition, self._inner(condition, body)] for condition, body in part[1]]
            other = self._inner(None, part[2])
            if other or any(inner for _, inner in branches) or any(self._new(c) for c, _ in branches):
                self._step(["if", branches, other])
            if part[1] and not _lazy(part[1][0][0]):
                self.known.update(self._paths(part[1][0][0]))
        elif part[0] == "for":
            inner = _Needs(frozenset(self.known), self.values).all([part[3]])
            if inner:
                self._step(["for", part[1], part[2], inner])
            else:
                self._node(part[2])

    def _inner(self, condition: Any, body: list[Any]) -> Needs:
        always = set() if condition is None or _lazy(condition) else set(self._paths(condition))
        return _Needs(frozenset(self.known | always), self.values).all([body])

    def _new(self, node: Any) -> bool:
        return any(path not in self.known for path in self._paths(node))

    def _paths(self, node: Any) -> Iterator[str]:
        """The paths of an expression, with plain values replaced by what they are made of."""
        for path in paths_of(node):
            value = self.values.get(path)
            if value is None or _lazy(value):
                yield path
            else:
                yield from self._paths(value)

    def _node(self, node: list[Any]) -> None:
        new = [path for path in dict.fromkeys(self._paths(node)) if path not in self.known]
        if not new:
            return
        if _lazy(node):
            self._step(["run", node])
        else:
            self.plain += new
            self.known.update(new)

    def _step(self, step: list[Any]) -> None:
        key = json.dumps(step, ensure_ascii=False, sort_keys=True)
        if key not in self.seen:
            self.seen.add(key)
            self.made.append(step)


def _lazy(node: Any) -> bool:
    """Whether an expression may stop before it has looked up all its paths, or calls what may refuse."""
    if not isinstance(node, list) or not node:
        return False
    return (isinstance(node[0], str) and node[0] in _LAZY) or any(_lazy(part) for part in node)


def paths_needed(end: Mapping[str, Any]) -> Iterator[str]:
    """The paths that a paper or an outcome of a plan looks up itself."""
    yield from paths_of(end["when"])
    waiting: list[Any] = [end["needs"]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list) and len(part) == 2 and part[0] == "get":
            yield from part[1] if isinstance(part[1], list) else [part[1]]
        elif isinstance(part, list):
            waiting += part


def followed(paths: Iterable[str], onward: Callable[[str], Iterable[str]]) -> list[str]:
    """Paths and all that they lead to, each once, in the order in which reading them comes to them."""
    found: dict[str, None] = {}
    waiting = list(paths)[::-1]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            waiting += list(onward(path))[::-1]
    return list(found)


def made_of(paths: Iterable[str], values: Mapping[str, Any]) -> list[str]:
    """Paths, and what the computed values among them are made of."""
    return followed(paths, lambda path: paths_of(values.get(path)))


def answers_under(paths: Iterable[str], values: Mapping[str, Any]) -> list[str]:
    """What paths rest on in the end: answers (and today), each once; computed values are followed to theirs."""
    return [path for path in made_of(paths, values) if path not in values]
