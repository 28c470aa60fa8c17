"""Build time: what a paper needs to know, without its words.

Rendering a paper to learn which answers it lacks would print every word of it at every turn, in each language. Its
needs are the same in all languages and short: paths always needed, expressions run for what they look up, branches and
loops. The engine visits them in this order:

`["get", [path, …]]`, `["run", node]`, `["if", [[condition, needs], …], needs]`, `["for", name, node, needs]`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from aryz.plan.parse import paths_of

Needs = list[list[Any]]
_Way = Callable[["_Needs"], None]  # notes what is visited where a condition holds, or where none does
_LAZY = {"and", "or", "if", "call"}  # they look up only what they come to, or may refuse


def needs_of(bodies: Iterable[list[Any]], values: Mapping[str, list[Any]]) -> Needs:
    """The needs of compiled bodies taken together: what one of them has visited the next need not, and what several
    visit under the same condition stands under it once.

    values: the interview's computed values. Those that only join answers stand for the answers themselves.
    """
    whole = [part for body in bodies for part in body]
    return _settled(partial(_Needs.body, body=whole), set(), values).made()


def _settled(way: _Way, known: set[str], values: Mapping[str, list[Any]]) -> _Needs:
    """What a way visits where these paths are known: steps do without what is looked up in any case."""
    needs = _Needs(known, values)
    way(needs)
    if needs.plain and needs.steps:
        again = _Needs(known | {*needs.plain}, values)
        again.plain = needs.plain
        way(again)
        return again
    return needs


class _Needs:
    """What is visited in one place: paths that are always looked up, and steps by what stands in their head."""

    def __init__(self, known: Iterable[str], values: Mapping[str, list[Any]]):
        self.values = values
        self.known = set(known)  # paths that are looked up in any case
        self.plain: list[str] = []
        self.steps: dict[str, tuple[list[Any], list[_Needs]]] = {}

    def made(self) -> Needs:
        steps = [_step(head, inner) for head, inner in self.steps.values()]
        return [["get", self.plain], *steps] if self.plain else steps

    def body(self, body: list[Any]) -> None:
        for part in body:
            match part:
                case ["out", node]:
                    self.node(node)
                case ["if", branches, other]:
                    bodies = [*(inner for _, inner in branches), other]
                    ways: list[_Way] = [partial(_Needs.body, body=one) for one in bodies]
                    self._choice([condition for condition, _ in branches], ways)
                case ["for", name, node, inner]:
                    self._loop(name, node, inner)

    def node(self, node: list[Any]) -> None:
        """What an expression looks up; what it comes to by «and», «or» and «if» stands under their conditions."""
        new = [path for path in dict.fromkeys(self._paths(node)) if path not in self.known]
        if new and not _lazy(node):
            self.plain += new
            self.known.update(new)
        elif new and node[0] == "call":
            self._under(["run", node], [])
        elif new and node[0] == "if":
            self._choice([node[1]], [partial(_Needs.node, node=one) for one in node[2:]])
        elif new and node[0] in {"and", "or"}:
            ways: list[_Way] = [partial(_Needs.node, node=node[2]), lambda needs: None]
            self._choice([node[1]], ways if node[0] == "and" else ways[::-1])
        elif new:
            for part in node[1:]:
                self._operands(part)

    def _operands(self, part: Any) -> None:
        """Parts of an expression that looks up all of them: nodes, and lists of nodes."""
        if isinstance(part, list) and part and isinstance(part[0], str):
            self.node(part)
        elif isinstance(part, list):
            for one in part:
                self._operands(one)

    def _choice(self, conditions: list[list[Any]], ways: list[_Way]) -> None:
        """ways: one for each condition, then that where none holds."""
        always = self._always(conditions[0])
        made = [_settled(way, self.known | always, self.values) for way in ways]
        found = [bool(one.made()) for one in made]
        while len(conditions) > 1 and not found[-1] and not found[-2] and not self._adds(conditions):
            del conditions[-1], made[-2], ways[-2], found[-2]  # it is the same whether the last of them holds
        if len(conditions) == 1 and not any(found):
            self.node(conditions[0])
        elif any(found) or self._adds(conditions):
            for one, way in zip(self._under(["if", *conditions], made), ways, strict=True):
                one.known |= self.known | always
                way(one)
            self.known |= always

    def _loop(self, name: str, node: list[Any], body: list[Any]) -> None:
        made = _settled(partial(_Needs.body, body=body), self.known, self.values)
        if made.made():
            for one in self._under(["for", name, node], [made]):
                one.known |= self.known
                one.body(body)
        else:
            self.node(node)

    def _under(self, head: list[Any], made: list[_Needs]) -> list[_Needs]:
        """What stands under this head already, or now."""
        return self.steps.setdefault(json.dumps(head, ensure_ascii=False), (head, made))[1]

    def _always(self, node: list[Any]) -> set[str]:
        return set() if _lazy(node) else set(self._paths(node))

    def _adds(self, conditions: list[list[Any]]) -> bool:
        """Whether the last condition may look up what those before it do not."""
        before = self.known.union(*map(self._always, conditions[:-1]))
        return any(path not in before for path in self._paths(conditions[-1]))

    def _paths(self, node: Any) -> Iterator[str]:
        """The paths of an expression, with plain values replaced by what they are made of."""
        for path in paths_of(node):
            value = self.values.get(path)
            if value is None or _lazy(value):
                yield path
            else:
                yield from self._paths(value)


def _step(head: list[Any], inner: list[_Needs]) -> list[Any]:
    made = [one.made() for one in inner]
    if head[0] == "if":
        return ["if", [list(pair) for pair in zip(head[1:], made[:-1], strict=True)], made[-1]]
    return [*head, *made]


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
