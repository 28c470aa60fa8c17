"""Run time: the needs of a paper (see `needs`) as closures that look up what is needed, for the engine to note."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aryz.documents.render import each
from aryz.plan.run import UNKNOWN, Environment, compile_node

Visit = Callable[[Environment], None]


def visit_of(needs: list[list[Any]]) -> Visit:
    """A closure that visits the needs in order."""
    steps = [_STEPS[step[0]](*step[1:]) for step in needs]

    def visit(env: Environment) -> None:
        for step in steps:
            step(env)

    return visit


def _get(paths: list[str]) -> Visit:
    def visit(env: Environment) -> None:
        look = env.lookup
        for path in paths:
            look(path)

    return visit


def _run(node: list[Any]) -> Visit:
    run = compile_node(node)

    def visit(env: Environment) -> None:
        run(env)

    return visit


def _if(branches: list[list[Any]], other: list[Any]) -> Visit:
    made = [(compile_node(condition), visit_of(inner)) for condition, inner in branches]
    otherwise = visit_of(other)

    def visit(env: Environment) -> None:
        for run, inner in made:
            value = run(env)
            if value is UNKNOWN:
                return  # what comes next is not known yet
            if value:
                inner(env)
                return
        otherwise(env)

    return visit


def _for(name: str, node: list[Any], inner: list[Any]) -> Visit:
    run, visit_item = compile_node(node), visit_of(inner)

    def visit(env: Environment) -> None:
        items = run(env)
        if items is not UNKNOWN:
            each(items, name, env, lambda: visit_item(env))

    return visit


_STEPS: dict[str, Callable[..., Visit]] = {"get": _get, "run": _run, "if": _if, "for": _for}
