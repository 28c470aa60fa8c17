"""What plain ways leave over, aimed at one by one: reached, proved impossible, or said to be neither."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any

from aryz.interviews.engine import Turn
from aryz.interviews.needs import made_of
from aryz.interviews.proof.conditions import Spot, Step, observed, reads_local
from aryz.interviews.proof.needed import ways
from aryz.interviews.proof.solve import Goal
from aryz.plan.parse import paths_of

if TYPE_CHECKING:
    from aryz.interviews.proof.explore import Walk

Choice = tuple[str, int]
AROUND = 40  # sets of other answers with which the conditions of items are tried


class Aims:
    def __init__(self, walk: Walk):
        self.walk, self.seen, self.program = walk, walk.seen, walk.program
        self.ways = ways(walk.program.plan)
        # by field what must hold in each of its ways
        self.goals = {path: [self._goals(way) for way in found] for path, found in self.ways.items()}
        self._never: dict[frozenset[Goal], bool] = {}

    def all(self) -> None:
        """Conditions first, since most faults show there; then questions, papers and pairs."""
        for at in sorted(self.walk.open):
            self._condition(at, self.seen.spots[at])
        for question in self.walk.program.order:
            if question not in self.seen.asked:
                self._question(question)
        for end in self.program.ends:
            if end not in self.seen.made:
                self._end(end)
        self._empty_names()
        self._pairs()

    # conditions

    def _condition(self, at: int, spot: Spot) -> None:
        held = self.seen.held.setdefault(at, set())
        if spot.of_item:
            self._item(at, spot, held)
        if spot.of_item or spot.in_loop:
            return
        if spot.kind == "check":
            self._check(at, spot, held)
            return
        proved = True
        for wanted in (True, False):
            if wanted in held:
                continue
            goals: list[Goal] = [*self._goals(spot.chain), ("holds", spot.node, wanted)]
            proved = self._settled(goals, spot, partial(held.__contains__, wanted)) and proved
            if wanted not in held and self.walk.spent() and self.walk.solver.find(goals).answers is not None:
                held.add(wanted)  # there are such answers, and no turns left to walk with them
        if proved and len(held) < 2:
            self.seen.proved.add(at)

    def _settled(self, goals: list[Goal], spot: Spot, met: Callable[[], bool]) -> bool:
        """Aim a condition, at last with its fields needed in each of their ways; whether it is met or proved away."""
        if self.walk.aim(goals, met):
            return True
        fields = [path for path in made_of(paths_of(spot.node), self.program.plan["values"]) if path in self.ways]
        for path in sorted(fields):
            done = [self.walk.aim([*way, *goals, ("asked", path)], met) for way in self.goals[path]]
            if met() or all(done):
                return True
        return False

    def _check(self, at: int, spot: Spot, held: set[bool]) -> None:
        """Ways keep to the checks: what a check is when it refuses is found without a way."""
        check = self.program.plan["checks"][spot.key]
        proved = True
        for wanted in {True, False} - held:
            found = self.walk.solver.find([*self._goals(spot.chain), ("holds", spot.node, wanted)], but=check)
            if found.answers is not None:
                held.add(wanted)
            proved = proved and (found.proved or found.answers is not None)
        if proved:
            self.seen.proved.add(at)

    def _item(self, at: int, spot: Spot, held: set[bool]) -> None:
        """A condition on the item of a list: tried with all sorts of items, for the form lets no wrong one through."""
        samples = self.walk.samples
        read = paths_of([spot.node, *(step[1] for step in spot.chain)])
        around = [path for path in made_of(read, self.program.plan["values"]) if path in self.program.fields]
        items = list(samples.items(str(spot.key)))
        for values in islice(product(*map(samples.of, sorted(around))), AROUND):
            answers = {path: samples.of(path)[0] for path in self.program.fields}
            answers |= dict(zip(sorted(around), values, strict=True))
            turn = Turn(self.program, answers, self.walk.today, "ru", closed=True)
            for item in items:
                held |= observed(spot, self.walk.value, turn.environment("ru", {"item": item}))
                if len(held) == 2:
                    return

    def _goals(self, chain: Iterable[Step]) -> list[Goal]:
        return [("holds", step[1], step[2]) for step in chain if step[0] == "if" and not reads_local(step[1])]

    # questions, papers, outcomes

    def _question(self, question: str) -> None:
        met = partial(self.seen.asked.__contains__, question)
        for path in self.program.questions[question]["fields"]:
            for way in self.goals[path]:
                if not self.walk.aim([("asked", path), *way], met) or met():
                    return
        self.seen.never.add(question)

    def _end(self, end: str) -> None:
        spec = self.program.documents.get(end) or self.program.outcomes[end]
        met = partial(self.seen.made.__contains__, end)
        if self.walk.aim(_made(spec), met) and not met():
            self.seen.never.add(end)

    def _empty_names(self) -> None:
        """Papers with a name that no question asks for, wherever the conditions allow that."""
        for question in self.program.plan["questions"]:
            if question["when"] is None:
                continue
            for end in self.program.ends:
                spec = self.program.documents.get(end) or self.program.outcomes[end]
                self.walk.aim([*_made(spec), ("holds", question["when"], False)], lambda: True)

    # pairs of answers

    def _pairs(self) -> None:
        for one, other in self._untried():
            if frozenset((one, other)) in self.walk.tried:
                continue
            if self._impossible(one, other):
                self.seen.excluded += 1
            elif self.walk.spent():
                self.seen.untried += 1
            else:
                self._pair(one, other)

    def _untried(self) -> Iterator[tuple[Choice, Choice]]:
        samples = self.walk.samples
        asked = [path for path in self.program.fields if path in self.program.asked_by and len(samples.of(path)) > 1]
        for first, second in combinations(asked, 2):
            for i, j in product(range(len(samples.of(first))), range(len(samples.of(second)))):
                yield (first, i), (second, j)

    def _impossible(self, one: Choice, other: Choice) -> bool:
        """Whether the two can never meet: the fields cannot, or the one answer with the other field."""
        goals: tuple[Goal, Goal] = (("is", *one), ("is", *other))
        asked: tuple[Goal, Goal] = (("asked", one[0]), ("asked", other[0]))
        return any(self._excluded(pair) for pair in (asked, (goals[0], asked[1]), (asked[0], goals[1])))

    def _excluded(self, goals: tuple[Goal, Goal]) -> bool:
        key = frozenset(goals)
        if key not in self._never:
            found = (self.walk.solver.find([*goals, *way]) for way in self._together(goals[0][1], goals[1][1]))
            self._never[key] = all(answer.answers is None and answer.proved for answer in found)
        return self._never[key]

    def _together(self, one: str, other: str) -> Iterator[list[Goal]]:
        for first, second in product(self.goals[one], self.goals[other]):
            yield [*first, *second]

    def _pair(self, one: Choice, other: Choice) -> None:
        pair = frozenset((one, other))
        met = partial(self.walk.tried.__contains__, pair)
        done = [self.walk.aim([("is", *one), ("is", *other), *way], met) for way in self._together(one[0], other[0])
                if not met()]  # fmt: skip
        if met():
            return
        if all(done):
            self.seen.excluded += 1
        elif self.walk.spent():
            self.seen.untried += 1
        else:
            self.seen.unmet += 1


def _made(end: Mapping[str, Any]) -> list[Goal]:
    """What must hold for a paper or an outcome to be made."""
    return [("holds", end["when"], True)] if end["when"] is not None else []
