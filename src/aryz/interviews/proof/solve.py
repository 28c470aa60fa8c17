"""Answers that make conditions hold, or the proof that no samples do.

The search answers only what the conditions look up, in the order in which they look it up, so that a part of a case is
enough to see that it fails. It knows the engine's rules by running its expressions: what does not apply is empty,
limits and checks refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aryz.interviews.engine import Program, Turn
from aryz.interviews.needs import made_of
from aryz.interviews.proof.samples import Samples
from aryz.plan.parse import paths_of
from aryz.plan.run import UNKNOWN

Answers = dict[str, Any]
Goal = tuple[Any, ...]  # ("holds", node, wanted), ("asked", path) or ("is", path, number of the sample)

BUDGET = 400  # tries for one search
_FAILED, _OPEN = "failed", "open"


@dataclass(frozen=True)
class Answer:
    """What a search found: `answers`, or None; proved: None is sure (within the samples)."""

    answers: Answers | None
    proved: bool = False


@dataclass
class _Asking(Turn):
    """A turn that notes the first answer that was looked up in vain."""

    wanted: str = ""

    def forget_gaps(self) -> None:
        """Forget what was not known, so that it is looked up in vain again."""
        for made in (self._memo, self._applies):
            for path in [path for path, value in made.items() if value is UNKNOWN]:
                del made[path]

    def with_answer(self, value: Any) -> _Asking:
        """The same with the answer that was wanted. What is known stays so, whatever else is answered."""
        self.forget_gaps()
        made = _Asking(self.program, {**self.answers, self.wanted: value}, self.today, self.language)
        made._memo, made._applies = dict(self._memo), dict(self._applies)
        return made

    def _answer(self, path: str) -> Any:
        value = super()._answer(path)
        if value is UNKNOWN and not self.wanted and path not in self.answers:
            self.wanted = path
        return value


class Solver:
    def __init__(self, program: Program, today: str, samples: Samples):
        self.program, self.today, self.samples = program, today, samples
        self.checks: dict[str, list[Mapping[str, Any]]] = {}
        for check in program.plan["checks"]:
            for path in dict.fromkeys([check["field"], *made_of(paths_of(check["that"]), program.plan["values"])]):
                self.checks.setdefault(path, []).append(check)
        self.left = 0

    def find(self, goals: list[Goal], but: Mapping[str, Any] | None = None, budget: int = BUDGET) -> Answer:
        """Answers that meet all goals. but: a check that need not pass."""
        self.left = budget
        found = self._search(goals, _Asking(self.program, {}, self.today, "ru"), but)
        return Answer(found, found is None and self.left > 0)

    def _search(self, goals: list[Goal], turn: _Asking, but: Mapping[str, Any] | None) -> Answers | None:
        fixed: int | None = None
        left: list[Goal] = []  # what the next answer may meet; what is met stays so
        for at, goal in enumerate(goals):
            if turn.wanted:
                turn.forget_gaps()
            turn.wanted = ""
            state = self._state(goal, turn)
            if state == _FAILED:
                return None
            if state == _OPEN:
                fixed = goal[2] if goal[0] == "is" and turn.wanted == goal[1] else None
                left = goals[at:]
                break
        else:
            if not self._settled(turn, but):
                return None
            if not turn.wanted:
                return dict(turn.answers)
        for value in self._options(turn.wanted, turn, fixed):
            self.left -= 1
            if self.left <= 0:
                return None
            made = turn.with_answer(value)
            if self.passes(turn.wanted, made.answers, but):
                found = self._search(left, made, but)
                if found is not None:
                    return found
        return None

    def _state(self, goal: Goal, turn: _Asking) -> str:
        """Whether a goal is met (an empty text), failed, or still open for the answer `turn.wanted`."""
        if goal[0] == "holds":
            value = turn.guarded(self.program.run(goal[1]))
            if value is UNKNOWN:
                return _OPEN if turn.wanted else _FAILED
            return "" if bool(value) is goal[2] else _FAILED
        value = turn.lookup(goal[1])
        if value is UNKNOWN and turn.wanted != goal[1]:
            return _OPEN if turn.wanted else _FAILED
        if not any(turn.applies(question) is True for question, _ in self.program.asked_by.get(goal[1], ())):
            return _FAILED
        if goal[0] == "asked":
            turn._memo.pop(goal[1], None)  # so that another goal that reads it asks for it
            return ""
        if value is UNKNOWN:
            return _OPEN
        return "" if value == self.samples.of(goal[1])[goal[2]] else _FAILED

    def _settled(self, turn: _Asking, but: Mapping[str, Any] | None) -> bool:
        """Whether checks and limits let the answers through; where they need another answer it is `turn.wanted`."""
        if turn.wanted:
            turn.forget_gaps()
        turn.wanted = ""
        for path, value in turn.answers.items():
            for check in self.checks.get(path, ()):
                if check is not but and turn.guarded(self.program.run(check["that"])) is False:
                    return False
                if turn.wanted:
                    return True
            spec = self.program.fields[path]
            for key in ("min", "max"):
                if key in spec and spec["type"] != "list" and value is not None:
                    limit = turn.guarded(self.program.run(spec[key]))
                    if turn.wanted:
                        return True
                    if limit not in (None, UNKNOWN) and (value < limit if key == "min" else value > limit):
                        return False
        return True

    def _options(self, path: str, turn: Turn, fixed: int | None) -> Iterator[Any]:
        samples = self.samples.of(path)
        values = [*samples, *self.samples.more(path)] if fixed is None else [samples[fixed]]
        closed = Turn(self.program, turn.answers, self.today, "ru", closed=True)
        kept = list(filter(fitting(self.program.fields[path], closed), values))
        if not kept and fixed is None:
            kept = [limit_of(self.program.fields[path], closed, values[0])]
        return iter(kept)

    def passes(self, path: str, answers: Mapping[str, Any], but: Mapping[str, Any] | None = None) -> bool:
        """Whether the interview's own checks that speak of a path let the answers through."""
        checks = self.checks.get(path)
        if not checks:
            return True
        turn = Turn(self.program, answers, self.today, "ru", closed=True)
        return all(check is but or turn.value(check["that"]) is not False for check in checks)


def fitting(spec: Mapping[str, Any], turn: Turn) -> Callable[[Any], bool]:
    """What tells whether a value is within a field's limits, as far as they are known."""
    needed = turn.value(spec.get("required")) is True
    low, high = (turn.value(spec.get(key)) if spec["type"] != "list" else None for key in ("min", "max"))

    def fits(value: Any) -> bool:
        if value is None:
            return not needed
        return (low is None or value >= low) and (high is None or value <= high)

    return fits


def limit_of(spec: Mapping[str, Any], turn: Turn, plain: Any) -> Any:
    """A value at a field's limit, for a field with no sample within."""
    low, high = turn.value(spec.get("min")), turn.value(spec.get("max"))
    return low if low is not None else high if high is not None else plain
