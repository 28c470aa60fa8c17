"""Build time: what needs what. Finds circles, variables that nothing gives, questions that nothing needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aryz.diagnostics import Findings, Place
from aryz.interviews.model import Interview
from aryz.interviews.needs import followed
from aryz.plan.parse import paths_of
from aryz.plan.vocabulary import SYSTEM

Uses = dict[str, list[tuple[str, Place]]]


def check(interview: Interview, plan: dict[str, Any], variables: Uses, findings: Findings) -> None:
    """Report what the plan's graph shows to be wrong."""
    needs = _needs(plan)
    _unasked(interview, plan, variables, needs, findings)
    _circles(interview, needs, findings)
    roots: set[str] = {path for used in variables.values() for path, _ in used}
    for end in [*plan["documents"], *plan["outcomes"]]:
        roots.update(paths_of([end["when"], end.get("say")]))
    reached = _reach(roots, needs)
    for question in interview.questions:
        if question.fields and not reached.intersection(question.fields):
            message = f"nothing needs the answers of «{question.id}»: it will never be asked."
            mend = "Use one of its fields in a template, a value or a condition, or delete the question."
            findings.add("question.unneeded", question.place, message, mend)
    _deadlines(interview, plan, needs, reached, findings)
    asked = {path for question in interview.questions for path in question.fields}
    for path, f in interview.fields.items():
        if path not in asked and path not in reached:
            findings.add("field.unused", f.place, f"no question asks «{path}» and nothing uses it.", "Delete it.")


def _deadlines(
    interview: Interview, plan: dict[str, Any], needs: dict[str, set[str]], reached: set[str], findings: Findings
) -> None:
    """A deadline asks nothing: it may read only what is asked anyway."""
    given = {path for question in interview.questions for path in question.fields if reached & set(question.fields)}
    for deadline, spec in zip(interview.deadlines, plan["deadlines"], strict=True):
        used = _reach(paths_of([spec["on"], spec["when"], spec["say"]]), needs)
        for path in sorted(used.intersection(interview.fields) - given):
            message = f"the deadline reads «{path}», which no paper needs: it is not asked, and no day is shown."
            mend = "Use what the papers need, or add an outcome that reads it."
            findings.add("deadline.unasked", deadline.place, message, mend, "warning")


def _needs(plan: dict[str, Any]) -> dict[str, set[str]]:
    """For each path the paths that must be known first."""
    needs: dict[str, set[str]] = {path: set(paths_of(node)) for path, node in plan["values"].items()}
    for question in plan["questions"]:
        first = set(paths_of(question["when"]))
        for path in question["fields"]:
            needs.setdefault(path, set()).update(first)
    return needs


def _reach(roots: Iterable[str], needs: dict[str, set[str]]) -> set[str]:
    return set(followed(roots, lambda path: needs.get(path, ())))


def _unasked(
    interview: Interview, plan: dict[str, Any], variables: Uses, needs: dict[str, set[str]], findings: Findings
) -> None:
    """A path that something uses must come from a question or a value."""
    asked = {path for question in plan["questions"] for path in question["fields"]}
    given = asked | set(plan["values"]) | set(SYSTEM)
    places: dict[str, Place] = {}
    for used in variables.values():
        for path, place in used:
            places.setdefault(path, place)
    for path, expression in interview.values.items():
        for needed in needs.get(path, ()):
            places.setdefault(needed, expression.place)
    for question in interview.questions:
        for needed in paths_of(next((q["when"] for q in plan["questions"] if q["id"] == question.id), None)):
            places.setdefault(needed, question.place)
    for path, place in places.items():
        if path not in given:
            message = f"«{path}» is used, but no question asks it."
            findings.add("template.unasked", place, message, "Add a question with this field.")


DEEPEST = 60  # answers that wait for each other in a row: more of them would exhaust the engine's stack


def _circles(interview: Interview, needs: dict[str, set[str]], findings: Findings) -> None:
    """Report what must be known to be known, and chains too long to follow. Without recursion: chains may be long."""
    depth: dict[str, int] = {}  # of what is done: how many must be known one after another
    for start in needs:
        way: list[str] = []
        waiting = [(start, False)]
        while waiting:
            path, back = waiting.pop()
            if back:
                way.pop()
                depth[path] = 1 + max((depth.get(needed, 0) for needed in needs.get(path, ())), default=0)
                if depth[path] == DEEPEST + 1:
                    message = f"more than {DEEPEST} answers wait for each other in a row, the last for «{path}»."
                    findings.add("graph.deep", _place_of(interview, path), message, "Make conditions shorter.")
            elif path in way:
                circle = [*way[way.index(path) :], path]
                message = f"to know it one must know it: {' → '.join(circle)}."
                findings.add("graph.circle", _place_of(interview, path), message, "Break the circle.")
            elif path not in depth:
                way.append(path)
                waiting.append((path, True))
                waiting += [(needed, False) for needed in sorted(needs.get(path, ()), reverse=True)]


def _place_of(interview: Interview, path: str) -> Place:
    expression = interview.values.get(path)
    known = interview.fields.get(path)
    return expression.place if expression else known.place if known else interview.place
