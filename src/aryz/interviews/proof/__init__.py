"""The proof of an interview: it is walked along its ways before a person sees it, and what fails there is reported.

`samples` says which answers are worth trying, `explore` walks with the engine that people use, and this module says
what the walk showed: questions that no way reaches, conditions that never change, papers that are never made, names
that a paper prints though nobody was asked for them, fields asked twice, questions that come again and again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.diagnostics import Findings, Place
from aryz.interviews.engine import Program
from aryz.interviews.model import Document, Interview, Outcome
from aryz.interviews.proof.explore import LIMIT, Seen, explore
from aryz.plan.parse import paths_of

__all__ = ["LIMIT", "Seen", "explore", "report", "summary"]


def summary(interview: str, seen: Seen) -> str:
    """One line: how far the walk went, and whether it saw all."""
    how = "further ways brought nothing new" if seen.complete else "the walk was cut at its limit"
    return f"{interview}: {seen.ended} ways walked to the papers, {seen.pairs} pairs of answers tried together; {how}"


def report(interview: Interview, program: Program, seen: Seen, findings: Findings, templates: Place) -> None:
    """Put what the walk showed into `findings`. templates: the folder of the templates.

    What never happened is an error when further ways brought nothing new, and a warning when the walk was cut.
    """
    _Report(interview, program, seen, findings, templates).all()


class _Report:
    def __init__(self, interview: Interview, program: Program, seen: Seen, findings: Findings, templates: Place):
        self.interview, self.program, self.seen = interview, program, seen
        self.findings, self.templates = findings, templates
        self.never = "error" if seen.complete else "warning"

    def all(self) -> None:
        if not self.seen.ended:
            message = "no answers lead to an end of this interview."
            self._add("proof.no-end", self.interview.place, message, "See the other findings.", self.never)
        self._questions()
        self._documents()
        self._notices()
        self._holes()

    def _add(self, code: str, place: Place, message: str, mend: str, severity: str = "error") -> None:
        self.findings.add(code, place, message, mend, severity)

    def _questions(self) -> None:
        for question in self.interview.questions:
            if not question.fields:
                continue
            held = self.seen.conditions.get(("question", question.id), set())
            if question.id not in self.seen.asked:
                message = f"no answers lead to the question «{question.id}»."
                self._add("proof.unreached", question.place, message, "Mend «when», or delete it.", self.never)
            elif held == {True}:
                message = f"«when» of «{question.id}» holds on every way."
                self._add("proof.constant", question.place, message, "Delete «when», or mend it.", self.never)
            if question.id in self.seen.stuck:
                message = f"the question «{question.id}» is asked again after its answer."
                self._add("proof.again", question.place, message, "Break the circle.")
        for (path, second), answers in self.seen.twice.items():
            place = next(q.place for q in self.interview.questions if q.id == second)
            message = f"«{path}» is asked twice when {self._said(answers, self._asking(path))}."
            self._add("proof.twice", place, message, "Make the conditions of the two questions exclude each other.")

    def _documents(self) -> None:
        for what, listed in (("paper", self.interview.documents), ("outcome", self.interview.outcomes)):
            for end in listed:
                self._end(what, end)

    def _end(self, what: str, end: Document | Outcome) -> None:
        held = self.seen.conditions.get(("document", end.id), set())
        if end.id not in self.seen.made:
            message = f"no answers lead to the {what} «{end.id}»."
            self._add("proof.never-made", end.place, message, "Mend its «when».", self.never)
        elif held == {True}:
            message = f"«when» of the {what} «{end.id}» holds on every way."
            self._add("proof.constant", end.place, message, "Delete «when», or mend it.", self.never)

    def _notices(self) -> None:
        for index, notice in enumerate(self.interview.notices):
            held = self.seen.conditions.get(("notice", index), set())
            always = notice.when.strip() == "true"  # written so: meant for every way
            if len(held) == 1 and not (always and held == {True}):
                what = "is shown on every way" if held == {True} else "is never shown"
                self._add("proof.constant", notice.place, f"the notice {what}.", "Mend its «when».", self.never)

    def _holes(self) -> None:
        for (document, language, path), answers in self.seen.holes.items():
            place = Place(self.templates.path / document / f"{language}.docx", 0, path)
            why = self._said(answers, self._asking(path))
            message = f"the paper prints «{path}», but nobody is asked for it when {why}."
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


def _word(value: Any) -> str:
    if value is None:
        return "empty"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
