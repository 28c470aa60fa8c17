"""Where comparisons change their mind: the days and numbers on both sides of each edge are worth trying.

An edge may lie behind computed values and the law's terms («debt.since is more than a year before claim.date»). It is
found by running the comparison itself along a scale and halving the interval in which it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from aryz.interviews.engine import Functions
from aryz.interviews.proof.conditions import reads_local
from aryz.plan import days
from aryz.plan.faults import FaultError
from aryz.plan.parse import paths_of
from aryz.plan.run import UNKNOWN, Environment, Run, compile_node

_BACK = (25_000, 10_000, 7000, 6000, 4000, 2000, 1200, 800, 400, 200, 100, 40, 15, 5)  # lives, terms, weeks
_DAYS = (*(-back for back in _BACK), 0, 5, 15, 40, 100, 400, 1200)
_WHOLE = (0, 1, 2, 3, 5, 8, 12, 16, 24, 31, 40, 60, 100, 180, 400, 1000, 10_000)
_HUNDREDTHS = (0, *(100 * 10**power for power in range(10)))
SCALES = {"date": _DAYS, "integer": _WHOLE, "money": _HUNDREDTHS, "percent": _HUNDREDTHS[:5], "number": _HUNDREDTHS[:6]}
MOST = 6  # values added to one field


class Edges:
    """Finds edges with all other fields at their plain values."""

    def __init__(
        self,
        plan: Mapping[str, Any],
        functions: Functions,
        today: str,
        plain: Mapping[str, Any],
        comparisons: list[Any],
    ):
        self.plan, self.today = plan, today
        self.values: dict[str, Run] = {path: compile_node(node) for path, node in plan["values"].items()}
        self.answers = dict(plain)
        self.env = Environment(self._lookup, "ru", {**plan["tables"], "labels": plan["labels"]}, functions)
        self.found: dict[str, list[Any]] = {}
        seen: list[Any] = []
        for node in comparisons:
            if node not in seen and not reads_local(node):
                seen.append(node)
                self._compare(node)

    def _lookup(self, path: str) -> Any:
        if path == "today":
            return self.today
        made = self.values.get(path)
        return made(self.env) if made else self.answers.get(path)

    def _compare(self, node: Any) -> None:
        run = compile_node(node)
        for path in sorted(self._fields(node)):
            spec = self.plan["fields"][path]
            before: Any = self.answers.get(path)
            if spec["type"] == "list":
                for name, part in spec["item"].items():
                    self._along(path, part["type"], run, partial(_in_item, before, name))
            else:
                self._along(path, spec["type"], run, _same)
            self.answers[path] = before

    def _fields(self, node: Any) -> set[str]:
        """The fields that a comparison reads, itself or through computed values."""
        found: set[str] = set()
        waiting = list(paths_of(node))
        done: set[str] = set()
        while waiting:
            path = waiting.pop()
            if path in done:
                continue
            done.add(path)
            waiting += paths_of(self.plan["values"].get(path))
            if path in self.plan["fields"]:
                found.add(path)
        return found

    def _along(self, path: str, kind: str, run: Run, put: Callable[[Any], Any]) -> None:
        """Go up the scale; where the comparison changes between two marks, narrow it down. put: makes the answer."""
        if kind not in SCALES or len(self.found.get(path, ())) >= MOST:
            return

        def made(step: int) -> Any:
            return put(days.add(self.today, step) if kind == "date" else step)

        def held(step: int) -> Any:
            self.answers[path] = made(step)
            try:
                value = run(self.env)
            except (FaultError, ValueError, OverflowError):
                return None
            return None if value is UNKNOWN else bool(value)

        scale = SCALES[kind]
        shown = [held(step) for step in scale]
        for low, high, before, after in zip(scale, scale[1:], shown, shown[1:], strict=False):
            if before is None or after is None or before is after:
                continue
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if held(middle) is before else (low, middle)
            listed = self.found.setdefault(path, [])
            listed += [value for value in (made(low), made(high)) if value not in listed]


def _same(value: Any) -> Any:
    return value


def _in_item(items: list[dict[str, Any]], name: str, value: Any) -> list[dict[str, Any]]:
    """A list of one item with that part."""
    return [{**items[0], name: value}]
