"""An interview walked along all its ways, with the engine that people use.

A way is a series of answers. Faults hide where one or two answers meet, so that each way is chosen to try as many pairs
of answers together as no way before it did. The walk ends when ways bring nothing new, or at its limit, and says which.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aryz.interviews.engine import Program, Turn
from aryz.interviews.proof.samples import Samples
from aryz.plan.faults import FaultError
from aryz.plan.run import UNKNOWN
from aryz.plan.vocabulary import SYSTEM

LIMIT = 3000  # turns of the engine for one interview
DULL = 12  # ways without a new pair after which there is little left to find
TRIES = 12  # choices for one question before its checks are taken to refuse them all
QUIET = {"default", "length"}  # filters that know what to do with an empty value
Answers = dict[str, Any]
Choice = tuple[str, int]  # a field and the number of its sample


@dataclass
class Seen:
    """What the walk saw. `holes`: (document, language, path) → the answers that lead to it."""

    turns: int = 0
    pairs: int = 0  # of answers that some way gave together
    complete: bool = True
    asked: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    conditions: dict[tuple[str, int | str], set[bool]] = field(default_factory=dict)
    holes: dict[tuple[str, str, str], Answers] = field(default_factory=dict)
    twice: dict[tuple[str, str], Answers] = field(default_factory=dict)
    stuck: dict[str, Answers] = field(default_factory=dict)
    ended: int = 0


def explore(program: Program, today: str, limit: int = LIMIT) -> Seen:
    """Walk the interview; at most `limit` turns."""
    return _Walk(program, today).run(limit)


class _Walk:
    def __init__(self, program: Program, today: str):
        self.program, self.today = program, today
        self.samples = Samples(program.plan, today)
        self.seen = Seen()
        self.tried: set[tuple[Choice, Choice]] = set()
        self.dice = random.Random(1)  # the same walk every time

    def run(self, limit: int) -> Seen:
        dull = 0  # ways in a row that tried nothing new together
        while dull < DULL and self.seen.turns < limit:
            before = len(self.tried)
            self._way(limit)
            dull = dull + 1 if len(self.tried) == before else 0
        self.seen.pairs = len(self.tried)
        self.seen.complete = dull == DULL
        return self.seen

    def _way(self, limit: int) -> None:
        """From the first question to the papers."""
        answers: Answers = {}
        chosen: list[Choice] = []
        last = ""
        while self.seen.turns < limit:
            turn = self.program.evaluate(answers, self.today, noting=True)
            self.seen.turns += 1
            if turn.faults:
                return  # the form refuses such an answer and says why
            self._note(turn, answers)
            question = turn.question
            if question is None:
                self._end(turn, answers)
                return
            if question == last:
                self.seen.stuck.setdefault(question, answers)
                return
            answers, last = self._answered(question, turn, answers, chosen), question

    def _answered(self, question: str, turn: Turn, answers: Answers, chosen: list[Choice]) -> Answers:
        """The answers with those to a question: of the values that the checks let through, the ones that were tried
        least together with what this way has chosen so far.
        """
        paths = self.program.questions[question]["fields"]
        made, new = answers, chosen
        for _ in range(TRIES):
            made, new = dict(answers), list(chosen)
            for path in paths:
                options = self._allowed(path, turn)
                news = [self._news((path, index), new) for index in range(len(options))]
                index = news.index(max(news))
                made[path] = options[index]
                if len(options) > 1:
                    new.append((path, index))
            if self._passes(paths, made):
                break
            self._try(new)
        self._try(new)
        chosen[:] = new
        return made

    def _news(self, choice: Choice, chosen: list[Choice]) -> float:
        """How much a choice would try for the first time; among equals the dice decide."""
        return sum((one, choice) not in self.tried for one in [*chosen, choice]) + self.dice.random()

    def _try(self, chosen: list[Choice]) -> None:
        for at, one in enumerate(chosen):
            self.tried.update((before, one) for before in chosen[: at + 1])

    def _allowed(self, path: str, turn: Turn) -> list[Any]:
        """The samples within the field's limits; where none is, the limit itself."""
        spec = self.program.fields[path]
        values = self.samples.of(path)
        if spec["type"] == "list":
            return values
        low, high = turn.value(spec.get("min")), turn.value(spec.get("max"))
        kept = [v for v in values if v is None or ((low is None or v >= low) and (high is None or v <= high))]
        real = [v for v in kept if v is not None]
        return kept if real else [low if low is not None else high if high is not None else values[0], *kept]

    def _passes(self, paths: list[str], answers: Answers) -> bool:
        """Whether the interview's own checks let the answers through."""
        checks = [check for check in self.program.plan["checks"] if check["field"] in paths]
        if not checks:
            return True
        turn = Turn(self.program, answers, self.today, "ru", closed=True)
        return all(turn.value(check["that"]) is not False for check in checks)

    # what a turn shows

    def _note(self, turn: Turn, answers: Answers) -> None:
        self.seen.asked |= set(turn.asked)
        if turn.question:
            self.seen.asked.add(turn.question)
        plan = self.program.plan
        for question in plan["questions"]:
            if question["when"] is not None:
                self._value("question", question["id"], turn.applies(question["id"]))
        for index, notice in enumerate(plan["notices"]):
            self._value("notice", index, turn.value(notice["when"]))
        for end in [*plan["documents"], *plan["outcomes"]]:
            if end["when"] is not None:
                self._value("document", end["id"], turn.value(end["when"]))
        for path, asking in self.program.asked_by.items():
            if len(asking) > 1 and len([q for q, _ in asking if turn.applies(q) is True]) > 1:
                self.seen.twice.setdefault((path, asking[-1][0]), answers)

    def _value(self, kind: str, key: int | str, value: Any) -> None:
        if value is not UNKNOWN and value is not None:
            self.seen.conditions.setdefault((kind, key), set()).add(bool(value))

    def _end(self, turn: Turn, answers: Answers) -> None:
        """All is answered: the papers are read for names that nobody gave."""
        self.seen.ended += 1
        self.seen.made |= {*turn.documents, *turn.outcomes}
        for document in self.program.plan["documents"]:
            if document["id"] in turn.documents:
                for language, template in document["templates"].items():
                    holes = _Holes(turn, language)
                    for body in template["parts"].values():
                        holes.body(body)
                    for path in holes.found:
                        self.seen.holes.setdefault((document["id"], language, path), answers)


class _Holes:
    """The names that a paper prints although no question asked for them on this way."""

    def __init__(self, turn: Turn, language: str):
        self.turn, self.env = turn, turn.environment(language)
        self.values: Mapping[str, Any] = turn.program.plan["values"]
        self.found: set[str] = set()
        self.done: set[str] = set()

    def body(self, body: list[Any]) -> None:
        for part in body:
            if isinstance(part, str):
                continue
            if part[0] == "out":
                self.node(part[1])
            elif part[0] == "if":
                self._branch(part[1], part[2])
            elif part[0] == "for":
                self._loop(part[1], part[2], part[3])

    def _branch(self, branches: list[list[Any]], other: list[Any]) -> None:
        for condition, body in branches:
            if self._run(condition):
                self.body(body)
                return
        self.body(other)

    def _loop(self, name: str, node: list[Any], body: list[Any]) -> None:
        items = self._run(node)
        for index, item in enumerate(items if isinstance(items, list) else []):
            before = dict(self.env.locals)
            self.env.locals[name] = item
            self.env.locals["loop"] = {"index": index + 1, "first": index == 0, "last": index == len(items) - 1}
            self.body(body)
            self.env.locals = before

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
