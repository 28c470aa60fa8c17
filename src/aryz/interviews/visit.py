"""Run time: the needs of a paper (see `needs`) as closures that look up what is needed, for the engine to note."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Protocol

from aryz.plan.run import UNKNOWN, Environment, compile_node


class Needing(Protocol):
    """What takes note of paths that are needed: the engine's turn."""

    def need(self, sole: frozenset[str], others: tuple[str, ...]) -> None: ...


Visit = Callable[[Needing, Environment], None]


def visit_of(needs: list[list[Any]], sole: Collection[str]) -> Visit:
    """A closure that visits the needs in order. sole: paths that one question always asks."""
    steps = [_STEPS[step[0]](sole, *step[1:]) for step in needs]

    def visit(turn: Needing, env: Environment) -> None:
        for step in steps:
            step(turn, env)

    return visit


def _get(sole: Collection[str], paths: list[str]) -> Visit:
    always = frozenset(path for path in paths if path in sole)
    others = tuple(path for path in paths if path not in sole)
    return lambda turn, env: turn.need(always, others)


def _run(sole: Collection[str], node: list[Any]) -> Visit:
    run = compile_node(node)

    def visit(turn: Needing, env: Environment) -> None:
        run(env)

    return visit


def _if(sole: Collection[str], branches: list[list[Any]], other: list[Any]) -> Visit:
    made = [(compile_node(condition), visit_of(inner, sole)) for condition, inner in branches]
    otherwise = visit_of(other, sole)

    def visit(turn: Needing, env: Environment) -> None:
        for run, inner in made:
            value = run(env)
            if value is UNKNOWN:
                return  # what comes next is not known yet
            if value:
                inner(turn, env)
                return
        otherwise(turn, env)

    return visit


def _for(sole: Collection[str], name: str, node: list[Any], inner: list[Any]) -> Visit:
    run, visit_item = compile_node(node), visit_of(inner, sole)

    def visit(turn: Needing, env: Environment) -> None:
        items = run(env)
        if items is not UNKNOWN:
            each(items, name, env, lambda: visit_item(turn, env))

    return visit


def each(items: list[Any] | None, name: str, env: Environment, act: Callable[[], None]) -> None:
    """Act once for each item, with the item and `loop` among the locals."""
    before = dict(env.locals)
    count = len(items or [])
    for index, item in enumerate(items or []):
        env.locals[name] = item
        env.locals["loop"] = {"index": index + 1, "first": index == 0, "last": index == count - 1}
        act()
    env.locals = before


_STEPS: dict[str, Callable[..., Visit]] = {"get": _get, "run": _run, "if": _if, "for": _for}
