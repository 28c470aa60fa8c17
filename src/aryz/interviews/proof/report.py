"""What the walk showed, as findings with file and line.

What never happened is an error when it is proved, or when every pair of answers was tried; else it is a warning. A part
of a larger condition that never changes is a warning: it may be there to be plain.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.diagnostics import Findings, Place
from aryz.interviews.engine import Program
from aryz.interviews.model import Document, Interview, Outcome
from aryz.interviews.proof.conditions import Spot
from aryz.interviews.proof.seen import Seen
from aryz.interviews.proof.words import words_of
from aryz.plan.parse import paths_of

LONGEST = 90  # letters of a value or a condition in a message


Condition = tuple[Place, str]


class Report:
    def __init__(self, interview: Interview, program: Program, seen: Seen, findings: Findings, templates: Place):
        self.elsewhere: set[Condition] = set()  # conditions of shared files that change in another interview
        self.interview, self.program, self.seen = interview, program, seen
        self.findings, self.templates = findings, templates
        self.questions = {question.id: question for question in interview.questions}
        ends: list[Document | Outcome] = [*interview.documents, *interview.outcomes]
        self.ends = {end.id: end for end in ends}

    def all(self) -> None:
        if not self.seen.ended:
            message = "no answers lead to an end of this interview."
            self._add("proof.no-end", self.interview.place, message, "See the other findings.", self.seen.complete)
        self._questions()
        for end in self.ends.values():
            if end.id not in self.seen.made:
                what = "paper" if isinstance(end, Document) else "outcome"
                message = f"no answers lead to the {what} «{end.id}»."
                self._add("proof.never-made", end.place, message, "Mend its «when».", end.id in self.seen.never)
        self._conditions()
        self._holes()

    def _add(self, code: str, place: Place, message: str, mend: str, sure: bool = True) -> None:
        if not sure and not self.seen.complete:
            self.findings.add(code, place, f"{message[:-1]}, as far as was tried.", mend, "warning")
        else:
            self.findings.add(code, place, message, mend)

    def _questions(self) -> None:
        for question in self.interview.questions:
            if question.fields and question.id not in self.seen.asked:
                message = f"no answers lead to the question «{question.id}»."
                sure = question.id in self.seen.never
                self._add("proof.unreached", question.place, message, "Mend «when», or delete it.", sure)
            if question.id in self.seen.stuck:
                message = f"the question «{question.id}» is asked again after its answer."
                self._add("proof.again", question.place, message, "Break the circle.")
        for (path, second), answers in self.seen.twice.items():
            place = self.questions[second].place
            message = f"«{path}» is asked twice when {self._said(answers, self._asking(path))}."
            self._add("proof.twice", place, message, "Make the conditions of the two questions exclude each other.")

    # conditions

    def _conditions(self) -> None:
        told: list[Any] = []  # constant conditions: what lies within them need not be told too
        for at, spot in enumerate(self.seen.spots):
            held = self.seen.held.get(at, set())
            if len(held) == 2 or any(_same(step[1], node) for step in spot.chain for node in told):
                continue
            if self._known(spot):
                continue
            if len(held) == 1 or (not held and spot.kind == "notice" and spot.whole and not spot.chain):
                told.append(spot.node)
                self._constant(spot, True in held, at in self.seen.proved)

    def _known(self, spot: Spot) -> bool:
        """Whether another finding says it already: the question or the paper is never reached."""
        if spot.kind == "question":
            return spot.key not in self.seen.asked
        return spot.kind in {"document", "outcome", "template", "say"} and spot.key not in self.seen.made

    def living(self) -> set[Condition]:
        """The conditions that did change, by place and words: where a file is shared, one interview is enough."""
        spots = (spot for at, spot in enumerate(self.seen.spots) if len(self.seen.held.get(at, ())) == 2)
        return {(self._where(spot)[0], _short(words_of(spot.node))) for spot in spots if spot.kind != "template"}

    def _constant(self, spot: Spot, held: bool, proved: bool) -> None:
        words = _short(words_of(spot.node))
        place, what = self._where(spot)
        if (place, words) in self.elsewhere:
            return
        if not spot.whole:
            message = f"in {what}: «{words}» {'always' if held else 'never'} holds where it counts."
            self.findings.add("proof.constant-part", place, message, "Leave it out, or mend it.", "warning")
            return
        mend = "Delete the condition, or mend it."
        if spot.kind == "notice":
            message = f"the notice is {'shown on every way' if held else 'never shown'}."
            mend = "Mend its «when»."
        elif spot.kind == "check":
            message = f"the check {'never refuses' if held else 'refuses every answer'}: «{words}»."
            mend = "Mend «that»."
        elif spot.kind == "value":
            message = f"{what} is {'yes' if held else 'no'} on every way: «{words}»."
            mend = "Mend it, or do without."
        else:
            message = f"{what} {'holds on every way' if held else 'never holds'}: «{words}»."
        self._add("proof.constant", place, message, mend, proved)

    def _where(self, spot: Spot) -> tuple[Place, str]:
        key = spot.key
        if spot.kind == "question":
            return self.questions[str(key)].place, f"«when» of «{key}»"
        if spot.kind == "required":
            return self.interview.fields[str(key)].place, f"«required» of «{key}»"
        if spot.kind == "item":
            return self.interview.fields[str(key)].place, f"a condition on the items of «{key}»"
        if spot.kind == "value":
            return self.interview.values[str(key)].place, f"the value «{key}»"
        if spot.kind == "check":
            return self.interview.checks[int(key)].place, "a check"
        if spot.kind == "notice":
            return self.interview.notices[int(key)].place, "a notice"
        if spot.kind == "template":
            return Place(self.templates.path / str(key) / f"{spot.language}.docx"), "a branch of the paper"
        what = "the text" if spot.kind == "say" else f"«when» of the {spot.kind}"
        return self.ends[str(key)].place, f"{what} «{key}»"

    # names that nobody was asked for

    def _holes(self) -> None:
        for (end, language, path), answers in self.seen.holes.items():
            spec = self.ends[end]
            place, what = spec.place, "outcome"
            if isinstance(spec, Document):
                place, what = Place(self.templates.path / end / f"{language}.docx", 0, path), "paper"
            why = self._said(answers, self._asking(path))
            message = f"the {what} prints «{path}», but nobody is asked for it when {why}."
            mend = f"Print it under «if {path} is not empty», or ask it there too."
            self._add("proof.undefined", place, message, mend)

    def _asking(self, path: str) -> set[str]:
        """The fields that decide whether a path is asked."""
        found: set[str] = set()
        for question, _ in self.program.asked_by.get(path, ()):
            waiting = list(paths_of(self.program.questions[question]["when"]))
            while waiting:
                one = waiting.pop()
                if one in self.program.values:
                    waiting += paths_of(self.program.plan["values"][one])
                else:
                    found.add(one)
        return found

    def _said(self, answers: Mapping[str, Any], paths: set[str]) -> str:
        """The answers that matter, as an editor would write them."""
        told = [f"{path} = {_word(answers[path])}" for path in answers if path in paths]
        return ", ".join(told) or "it is not reached"


def _same(node: Any, other: Any) -> bool:
    """Whether a condition is another, or has it within."""
    return bool(node == other) or (isinstance(node, list) and any(_same(part, other) for part in node))


def _word(value: Any) -> str:
    if value is None:
        return "empty"
    return _short({True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
