"""The needs of a paper: what it looks up, no more and no less, and short."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aryz.interviews.needs import needs_of
from aryz.interviews.visit import each, visit_of
from aryz.plan.run import UNKNOWN, Environment, compile_node
from tests.documents.test_generate import bodies, contexts, environment

ACTS, NAME = ["get", "acts"], ["get", "name"]


class Looking:
    """Notes each path that is looked up."""

    def __init__(self, values: dict[str, Any]):
        self.asked: set[str] = set()
        self.values = values
        self.env = Environment(self.lookup, "ru", {}, environment(values).functions)

    def lookup(self, path: str) -> Any:
        self.asked.add(path)
        return self.values[path]

    def need(self, sole: frozenset[str], others: tuple[str, ...]) -> None:
        self.asked |= {*sole, *others}

    def read(self, body: list[Any]) -> None:
        """The meaning of needs: go through a paper as far as the answers lead."""
        for part in body:
            if isinstance(part, str):
                continue
            if part[0] == "out":
                compile_node(part[1])(self.env)
            elif part[0] == "if":
                self.branches(part[1], part[2])
            else:
                items = compile_node(part[2])(self.env)
                if items is not UNKNOWN:
                    each(items, part[1], self.env, lambda inner=part[3]: self.read(inner))

    def branches(self, branches: list[Any], other: list[Any]) -> None:
        for condition, inner in branches:
            value = compile_node(condition)(self.env)
            if value is UNKNOWN:
                return
            if value:
                self.read(inner)
                return
        self.read(other)


@settings(max_examples=400)
@given(st.lists(bodies(2), min_size=1, max_size=2), contexts())
def test_what_is_needed_is_what_papers_look_up(papers: list[list[Any]], values: dict[str, Any]) -> None:
    paper, needs = Looking(values), Looking(values)
    try:
        for body in papers:
            paper.read(body)
    except (TypeError, ValueError, AttributeError):  # an expression that the types would have refused
        assume(False)
    visit_of(needs_of(papers, {}), ())(needs, needs.env)
    assert needs.asked == paper.asked


def test_what_differs_in_words_alone_is_looked_up_alike() -> None:
    by_sex = ["if", ["cmp", "==", ["get", "sex"], ["lit", "m"]], ["lit", "работал"], ["lit", "работала"]]
    in_kazakh = ["if", [[["empty", ["get", "sex"]], ["жұмыс"]], [["not", ["get", "sex"]], ["іс"]]], []]
    assert needs_of([[["out", by_sex]], [in_kazakh]], {}) == [["get", ["sex"]]]


def test_what_stands_under_one_condition_stands_there_once() -> None:
    signed = ["out", ["filter", "initials", ["if", ACTS, ["get", "helper"], NAME], []]]
    told = ["if", [[ACTS, ["За меня действует ", ["out", ["get", "helper"]], ["out", ["get", "power"]]]]], []]
    assert needs_of([[signed, told], [["out", NAME], told]], {}) == [
        ["get", ["name"]],
        ["if", [[ACTS, [["get", ["helper", "power"]]]]], []],
    ]
