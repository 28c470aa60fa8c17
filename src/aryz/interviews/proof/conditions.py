"""Every condition of an interview, its parts too, with what must hold before it is looked at at all.

A condition that is always true or always false is a mistake, or a needless word: so is a part of «and» and «or», a
branch of a paper, a check that refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aryz.interviews.needs import answers_under
from aryz.plan.parse import paths_of
from aryz.plan.run import UNKNOWN, Environment

Node = list[Any]
Step = tuple[Any, ...]  # ("if", node, wanted) or ("for", name, node)
_YES_NO = {"and", "or", "not", "cmp", "in", "empty"}


@dataclass(frozen=True)
class Spot:
    """One condition. kind: question, document, outcome, notice, check, required, item, value, template, say; key:
    which; chain: what must hold, from outside in; whole: not a part of a larger one; language: of a template or a text.
    """

    kind: str
    key: str | int
    node: Node
    chain: tuple[Step, ...] = ()
    whole: bool = True
    language: str = ""

    @property
    def of_item(self) -> bool:
        """Whether it is a condition of a list field on its items, which are tried apart."""
        return self.kind == "item" and (self.in_loop or any(reads_local(step[1]) for step in self.chain))

    @property
    def in_loop(self) -> bool:
        """Whether it speaks of the item of a loop, which only a paper's own list can give."""
        return reads_local(self.node)


def reads_local(node: Any) -> bool:
    """Whether an expression reads a loop's item."""
    return isinstance(node, list) and (bool(node and node[0] == "var") or any(reads_local(part) for part in node))


def spots(plan: Mapping[str, Any], law_day: str = "") -> list[Spot]:
    """All conditions of a plan. law_day: the path of the day of the law; what a citation asks about it is no condition
    of the author's; nor is one that only asks what day it is, or how well a table of the law is verified: these change
    without anybody's answer.
    """
    found = (spot for spot in _spots(plan) if not (_of_citation(spot.node, law_day) or _of_table(spot.node)))
    return [spot for spot in found if answers_under(paths_of(spot.node), plan["values"]) != ["today"]]


def _of_citation(node: Node, law_day: str) -> bool:
    return bool(law_day) and node[:3] == ["cmp", "<", ["get", law_day]] and node[3][0] == "lit"


def _of_table(node: Node) -> bool:
    return [node[0], node[-1]] == ["attr", "unverified"]


def _spots(plan: Mapping[str, Any]) -> Iterator[Spot]:
    for question in plan["questions"]:
        yield from _condition("question", question["id"], question["when"])
    for path, spec in plan["fields"].items():
        yield from _condition("required", path, spec.get("required"))
        for part in spec.get("item", {}).values():
            yield from _condition("item", path, part.get("required"))
        for check in spec.get("checks", ()):
            yield from _condition("item", path, check["that"])
    for path, node in plan["values"].items():
        if node[0] in _YES_NO:
            yield from _condition("value", path, node)
        else:
            yield from _inside("value", path, node, (), "")
    for index, check in enumerate(plan["checks"]):
        yield from _condition("check", index, check["that"])
    for index, notice in enumerate(plan["notices"]):
        yield from _condition("notice", index, notice["when"])
        yield from _said("notice", index, notice["say"], (("if", notice["when"], True),))
    for kind, listed in (("document", plan["documents"]), ("outcome", plan["outcomes"])):
        for end in listed:
            yield from _condition(kind, end["id"], end["when"])
            chain: tuple[Step, ...] = (("if", end["when"], True),) if end["when"] is not None else ()
            yield from _said("say", end["id"], end.get("say", {}), chain)
            for language, template in end.get("templates", {}).items():
                for body in template["parts"].values():
                    yield from _body(end["id"], body, chain, language)


def _said(kind: str, key: str | int, texts: Mapping[str, list[Any]], chain: tuple[Step, ...]) -> Iterator[Spot]:
    for language, parts in texts.items():
        for part in parts:
            if not isinstance(part, str) and part[0] == "out":
                yield from _inside(kind, key, part[1], chain, language)


def _condition(kind: str, key: str | int, node: Node | None) -> Iterator[Spot]:
    if node not in (None, ["lit", True]):  # «true», written so, is meant
        yield Spot(kind, key, node)
        yield from _parts(kind, key, node, (), "")


def _body(key: str, body: list[Any], chain: tuple[Step, ...], language: str) -> Iterator[Spot]:
    for part in body:
        if isinstance(part, str):
            continue
        if part[0] == "out":
            yield from _inside("template", key, part[1], chain, language)
        elif part[0] == "for":
            yield from _body(key, part[3], (*chain, ("for", part[1], part[2])), language)
        elif part[0] == "if":
            before = chain
            for condition, inner in part[1]:
                yield Spot("template", key, condition, before, True, language)
                yield from _parts("template", key, condition, before, language)
                yield from _body(key, inner, (*before, ("if", condition, True)), language)
                before = (*before, ("if", condition, False))
            yield from _body(key, part[2], before, language)


def _parts(kind: str, key: str | int, node: Node, chain: tuple[Step, ...], language: str) -> Iterator[Spot]:
    """The parts of «and», «or» and «not», each with the parts before it that let it count.

    A part of «and» that follows from the parts before it stands there for caution: alone it must change.
    """
    if node[0] in {"and", "or"}:
        after = (*chain, ("if", node[1], node[0] == "and"))
        for part, before, counts in ((node[1], chain, chain), (node[2], after, chain if node[0] == "and" else after)):
            if part[0] not in {"and", "or"} and part != ["lit", True] and not _of_emptiness(part):
                yield Spot(kind, key, part, counts, False, language)
            yield from _parts(kind, key, part, before, language)
    elif node[0] == "not":
        yield from _parts(kind, key, node[1], chain, language)
    else:
        yield from _inside(kind, key, node, chain, language)


def _of_emptiness(node: Node) -> bool:
    """Whether a part only asks whether something is empty: that may stand there for caution."""
    inner = node[1] if node[0] == "not" else node
    return bool(inner[0] == "empty" or (inner[0] == "cmp" and ["lit", ""] in inner))


def _inside(kind: str, key: str | int, node: Any, chain: tuple[Step, ...], language: str) -> Iterator[Spot]:
    """The conditions of `a if condition else b` within an expression."""
    if not isinstance(node, list) or not node or node[0] == "lit":
        return
    if not isinstance(node[0], str):
        for part in node:
            yield from _inside(kind, key, part, chain, language)
    elif node[0] == "if" and len(node) == 4:
        yield Spot(kind, key, node[1], chain, False, language)
        yield from _parts(kind, key, node[1], chain, language)
        yield from _inside(kind, key, node[2], (*chain, ("if", node[1], True)), language)
        yield from _inside(kind, key, node[3], (*chain, ("if", node[1], False)), language)
    elif node[0] in {"and", "or", "not"}:
        yield from _parts(kind, key, node, chain, language)
    else:
        for part in node:
            yield from _inside(kind, key, part, chain, language)


def observed(spot: Spot, run: Any, env: Environment) -> set[bool]:
    """What a condition is with the answers at hand: nothing when it is not looked at, both when items differ.

    run: gives a node's value in an environment.
    """
    found: set[bool] = set()
    _observe(spot.chain, spot.node, run, env, found)
    return found


def _observe(chain: tuple[Step, ...], node: Node, run: Any, env: Environment, found: set[bool]) -> None:
    if not chain:
        value = run(node, env)
        if value is not UNKNOWN:
            found.add(bool(value))
        return
    step, rest = chain[0], chain[1:]
    if step[0] == "if":
        value = run(step[1], env)
        if value is not UNKNOWN and bool(value) is step[2]:
            _observe(rest, node, run, env, found)
        return
    items = run(step[2], env)
    before = dict(env.locals)
    listed = items if isinstance(items, list) else []
    for index, item in enumerate(listed):
        env.locals[step[1]] = item
        env.locals["loop"] = {"index": index + 1, "first": index == 0, "last": index == len(listed) - 1}
        _observe(rest, node, run, env, found)
    env.locals = before
