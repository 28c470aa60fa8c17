"""Under which conditions the papers and outcomes need an answer: each field's ways to be asked at all."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from aryz.interviews.proof.conditions import Step, reads_local

Way = tuple[Step, ...]
MOST = 9  # ways of one field; with more of them it counts as needed always
LONGEST = 200  # steps of the search for the ways of one field


def ways(plan: Mapping[str, Any]) -> dict[str, list[Way]]:
    """By field the ways in which it is needed, each as what must hold. They may promise too much, never too little."""
    return _Ways(plan).all()


class _Ways:
    def __init__(self, plan: Mapping[str, Any]):
        self.plan = plan
        self.values: Mapping[str, Any] = plan["values"]
        self.found: dict[str, list[Way]] = {}
        # by path the fields asked only once it is known, or beside it, and what makes their question look at it
        self.readers: dict[str, list[tuple[Way, str]]] = {}

    def all(self) -> dict[str, list[Way]]:
        for end in [*self.plan["documents"], *self.plan["outcomes"]]:
            chain: Way = ()
            if end["when"] is not None:
                self._read(end["when"], ())
                chain = (("if", end["when"], True),)
            self._needs(end["needs"], chain)
        own, self.found = self.found, {}
        for question in self.plan["questions"]:
            self.found = {path: [()] for path in question["fields"]}
            self._read(question["when"], ())
            for path, chains in self.found.items():
                self.readers.setdefault(path, []).extend(product(chains, question["fields"]))
        self.found = own
        return {path: self._of(path) for path in self.plan["fields"]}

    def _of(self, path: str) -> list[Way]:
        """Its own ways, and those of the fields that are asked with it or once it is known."""
        made: list[Way] = []
        waiting: list[tuple[Way, str]] = [((), path)]
        done: set[str] = set()
        while waiting:
            before, one = waiting.pop()
            if repr((before, one)) not in done:
                done.add(repr((before, one)))
                made += [before + way for way in self.found.get(one, [])]
                waiting += [(before + way, reader) for way, reader in self.readers.get(one, [])]
            if len(done) > LONGEST:
                return [()]
        kept: dict[frozenset[str], Way] = {}
        for way in sorted(made, key=len):
            key = frozenset(map(repr, way))
            if not any(known <= key for known in kept):
                kept[key] = way
        return [()] if len(kept) > MOST else list(kept.values())

    def _needs(self, needs: list[Any], chain: Way) -> None:
        for step in needs:
            if step[0] == "get":
                for path in step[1]:
                    self._read(["get", path], chain)
            elif step[0] == "run":
                self._read(step[1], chain)
            elif step[0] == "for":
                self._read(step[2], chain)
                self._needs(step[3], chain)
            else:
                before = chain
                for condition, inner in step[1]:
                    self._read(condition, before)
                    self._needs(inner, _with(before, condition, True))
                    before = _with(before, condition, False)
                self._needs(step[2], before)

    def _read(self, node: Any, chain: Way) -> None:
        """Note what an expression looks up; what stands after «and», «or» and «if» only where it comes to it."""
        if not isinstance(node, list) or not node or node[0] == "lit":
            return
        if not isinstance(node[0], str):
            for part in node:
                self._read(part, chain)
        elif node[0] == "get" and len(node) == 2:
            self._get(node[1], chain)
        elif node[0] in {"and", "or"}:
            self._read(node[1], chain)
            self._read(node[2], _with(chain, node[1], node[0] == "and"))
        elif node[0] == "if" and len(node) == 4:
            self._read(node[1], chain)
            self._read(node[2], _with(chain, node[1], True))
            self._read(node[3], _with(chain, node[1], False))
        else:
            for part in node:
                self._read(part, chain)

    def _get(self, path: str, chain: Way) -> None:
        known = self.found.setdefault(path, [])
        if () in known or chain in known:
            return
        known.append(chain)
        if path in self.values:
            self._read(self.values[path], chain)


def _with(chain: Way, condition: Any, wanted: bool) -> Way:
    """A way that goes on where a condition holds, or does not; what a loop's item decides is left open."""
    return chain if reads_local(condition) else (*chain, ("if", condition, wanted))
