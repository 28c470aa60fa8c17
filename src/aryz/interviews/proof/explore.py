"""An interview walked along its ways, with the engine that people use.

A way is a series of answers. Faults hide where one or two answers meet, so that each way is chosen to try as many pairs
of answers together as no way before it did. What such ways leave over is aimed at: the pairs of answers, each condition
that was never true or never false, each question and paper not reached. What cannot be reached is proved so by search.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from aryz.interviews.engine import Program, Turn
from aryz.interviews.proof.aims import Aims
from aryz.interviews.proof.conditions import observed, spots
from aryz.interviews.proof.reading import Holes
from aryz.interviews.proof.samples import Samples
from aryz.interviews.proof.seen import Answers, Seen
from aryz.interviews.proof.solve import Goal, Solver, fitting, limit_of
from aryz.plan.faults import Fault, FaultError
from aryz.plan.run import UNKNOWN, Environment

LIMIT = 20_000  # turns of the engine for one interview
DULL = 8  # ways without a new pair after which pairs are aimed at one by one
TRIES = 12  # choices for one question before its checks are taken to refuse them all
Choice = tuple[str, int]  # a field and the number of its sample
_NONE: frozenset[Choice] = frozenset()


def explore(program: Program, today: str, limit: int = LIMIT, law_day: str = "") -> Seen:
    """Walk the interview; at most `limit` turns. law_day: the path of the day of the law."""
    once = Program(program.plan, {name: _once(function) for name, function in program.functions.items()})
    return Walk(once, today, limit, law_day).run()


def _once(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of the law that computes each result once: a walk asks for the same ones over and over."""
    made: dict[str, Any] = {}

    def looked_up(tables: Any, *arguments: Any) -> Any:
        key = repr(arguments)
        if key not in made:
            try:
                made[key] = function(tables, *arguments)
            except FaultError as error:
                made[key] = error.fault
        if isinstance(made[key], Fault):
            raise FaultError(made[key].key, **made[key].params)  # a new one: errors keep all they passed alive
        return made[key]

    return looked_up


class Walk:
    def __init__(self, program: Program, today: str, limit: int, law_day: str):
        self.program, self.today, self.limit = program, today, limit
        self.samples = Samples(program, today)
        self.solver = Solver(program, today, self.samples)
        self.seen = Seen(spots=spots(program.plan, law_day))
        self.open = set(range(len(self.seen.spots)))  # conditions that were not both true and false yet
        self.tried: set[frozenset[Choice]] = set()
        self.beside: dict[Choice, set[Choice]] = {}  # the same by choice: those it was tried together with, and itself
        self.plain = False
        # the same walk every time
        self.dice = random.Random(1)  # nosec B311

    def run(self) -> Seen:
        dull = 0  # ways in a row that tried nothing new together
        while dull < DULL and not self.spent():
            before = len(self.tried)
            self.way({})
            dull = dull + 1 if len(self.tried) == before else 0
        Aims(self).all()
        self.seen.pairs = sum(len(pair) == 2 for pair in self.tried)
        return self.seen

    def spent(self) -> bool:
        return self.seen.turns >= self.limit

    def way(self, wanted: Mapping[str, Any], plain: bool = False) -> bool:
        """From the first question to the papers; whether it came to an end.

        wanted: answers to give where asked; plain: all others are the plain ones, not those tried least.
        """
        self.plain = plain
        answers: Answers = {}
        chosen: list[Choice] = []
        while not self.spent():
            turn = self.program.evaluate(answers, self.today, noting=True)
            self.seen.turns += 1
            if turn.faults:
                return False  # the form refuses such an answer and says why
            if not turn.missing:
                self._end(turn, answers, chosen)
                return True
            for question in sorted(turn.missing, key=self.program.rank.__getitem__):
                if all(path in answers for path in self.program.questions[question]["fields"]):
                    self.seen.stuck.setdefault(question, answers)
                    return False
                answers = self._answered(question, answers, chosen, wanted)
        return False

    def _answered(self, question: str, answers: Answers, chosen: list[Choice], wanted: Mapping[str, Any]) -> Answers:
        """The answers with those to a question: of the values that the checks let through, the ones that were tried
        least together with what this way has chosen so far.
        """
        paths = self.program.questions[question]["fields"]
        made, new, refused = answers, chosen, set[Choice]()
        for _ in range(TRIES):
            made, new = dict(answers), list(chosen)
            for path in paths:
                turn = Turn(self.program, made, self.today, "ru", closed=True)
                made[path], index = self._choice(path, turn, new, wanted, refused)
                if index >= 0:
                    new.append((path, index))
            if all(self.solver.passes(path, made) for path in paths):
                break
            refused |= set(new[len(chosen) :])
        chosen[:] = new
        return made

    def _choice(
        self, path: str, turn: Turn, chosen: list[Choice], wanted: Mapping[str, Any], refused: set[Choice]
    ) -> tuple[Any, int]:
        """A value for a field and the number of its sample; -1 for one that is no choice."""
        spec = self.program.fields[path]
        values = self.samples.of(path)
        fits = fitting(spec, turn)
        kept = [(index, value) for index, value in enumerate(values) if fits(value)]
        if path in wanted and not refused:
            known = [(value, index) for index, value in kept if value == wanted[path]]
            return known[0] if known else (wanted[path], -1)
        if not kept:
            return limit_of(spec, turn, values[0]), -1
        if len(values) == 1:
            return kept[0][1], -1
        if self.plain:
            free = [(value, index) for index, value in kept if (path, index) not in refused]
            return free[0] if free else (kept[0][1], kept[0][0])
        news = [self._news((path, index), chosen) - 1000 * ((path, index) in refused) for index, _ in kept]
        index, value = kept[news.index(max(news))]
        return value, index

    def _news(self, choice: Choice, chosen: list[Choice]) -> float:
        """How much a choice would try for the first time; among equals the dice decide."""
        with_it = self.beside.get(choice, _NONE)
        return len(chosen) + 1 - len(with_it.intersection(chosen)) - (choice in with_it) + self.dice.random()

    # what the end of a way shows

    def _end(self, turn: Turn, answers: Answers, chosen: list[Choice]) -> None:
        """All is answered: what counts was tried together, conditions are what they are, the papers are read."""
        self.seen.ended += 1
        counted = {path for question in turn.read for path in self.program.questions[question]["fields"]}
        real = [one for one in chosen if one[0] in counted]
        for at, one in enumerate(real):
            self.tried.update(frozenset((before, one)) for before in real[: at + 1])
            self.beside.setdefault(one, set()).update(real)
        self.seen.asked |= turn.read
        self.seen.made |= {*turn.documents, *turn.outcomes}
        self._conditions(turn)
        for path, asking in self.program.asked_by.items():
            if len(asking) > 1 and len([q for q, _ in asking if turn.applies(q) is True]) > 1:
                self.seen.twice.setdefault((path, asking[-1][0]), answers)
        self._read(turn, answers)

    def _conditions(self, turn: Turn) -> None:
        env = {language: turn.environment(language) for language in self._languages()}
        for at in list(self.open):
            spot = self.seen.spots[at]
            if spot.of_item:
                continue
            held = self.seen.held.setdefault(at, set())
            held |= observed(spot, self.value, env[spot.language or "ru"])
            if len(held) == 2:
                self.open.discard(at)

    def _languages(self) -> set[str]:
        return {"ru", *self.program.plan["languages"], *self.program.plan["document_languages"]}

    def value(self, node: list[Any], env: Environment) -> Any:
        try:
            return self.program.run(node)(env)
        except FaultError:
            return UNKNOWN

    def _read(self, turn: Turn, answers: Answers) -> None:
        """The papers and outcomes are read for names that nobody gave."""
        for end in [*turn.documents, *turn.outcomes]:
            document, outcome = self.program.documents.get(end), self.program.outcomes.get(end)
            texts = {language: list(made["parts"].values()) for language, made in document["templates"].items()} \
                if document else {language: [said] for language, said in (outcome or {})["say"].items()}  # fmt: skip
            for language, bodies in texts.items():
                holes = Holes(turn, language)
                for body in bodies:
                    holes.body(body)
                for path in holes.found:
                    self.seen.holes.setdefault((end, language, path), answers)

    def aim(self, goals: list[Goal], met: Callable[[], bool]) -> bool:
        """Go for the goals until `met`; whether that is done, or there is proof that it cannot be."""
        found = self.solver.find(goals)
        if found.answers is None:
            return found.proved
        for plain in (False, True):
            self.way(found.answers, plain)
            if met():
                return True
        return False
