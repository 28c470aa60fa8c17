"""Build time: what `loop` knows, said with the little that the runtime gives (`index`, `first`, `last`).

A loop's number seen from a loop inside it has no name at run time. Where it is used there, the outer body is wrapped
into a loop over one item, the outer `loop` itself: so no runtime has to know of it.
"""

from __future__ import annotations

from typing import Any

from aryz.plan import types as t
from aryz.plan.types import Type

Node = list[Any]
Body = list[Any]


def loop_names(alias: str, items: Node, item: Type, depth: int) -> dict[str, tuple[Node, Type]]:
    """What stands for `loop.index` and its like; `alias` names the loop until `settled`."""
    loop: Node = ["var", alias]
    index: Node = ["attr", loop, "index"]
    length: Node = ["filter", "length", items, []]
    one: Node = ["lit", 1]
    return {
        "loop.index": (index, t.INTEGER),
        "loop.index0": (["bin", "-", index, one], t.INTEGER),
        "loop.first": (["attr", loop, "first"], t.BOOL),
        "loop.last": (["attr", loop, "last"], t.BOOL),
        "loop.length": (length, t.INTEGER),
        "loop.revindex": (["bin", "+", ["bin", "-", length, index], one], t.INTEGER),
        "loop.revindex0": (["bin", "-", length, index], t.INTEGER),
        "loop.previtem": (["index", items, ["bin", "-", index, ["lit", 2]]], item),
        "loop.nextitem": (["index", items, index], item),
        "loop.depth": (["lit", depth], t.INTEGER),
        "loop.depth0": (["lit", depth - 1], t.INTEGER),
    }


def settled(body: Body, alias: str) -> Body:
    """The body with its loop's alias resolved: plain `loop`, or bound once for the loops inside."""
    if any(part[0] == "for" and _named(part[3], alias) for part in _flat(body)):
        return [["for", alias, ["list", [["var", "loop"]]], body]]
    made: Body = _renamed(body, alias)
    return made


def _flat(body: Body) -> list[Any]:
    """The loops and outputs of a body, also those inside its branches."""
    made: list[Any] = []
    for part in body:
        if isinstance(part, str):
            continue
        if part[0] == "if":
            for _, inner in part[1]:
                made += _flat(inner)
            made += _flat(part[2])
        else:
            made.append(part)
    return made


def _named(node: Any, alias: str) -> bool:
    if not isinstance(node, list):
        return False
    return node == ["var", alias] or any(_named(part, alias) for part in node)


def _renamed(node: Any, alias: str) -> Any:
    if not isinstance(node, list):
        return node
    return ["var", "loop"] if node == ["var", alias] else [_renamed(part, alias) for part in node]
