"""Run time: an interview as pure functions over a plan and flat answers. No I/O, standard library only.

The engine works by need: it visits the chosen papers, sees which fields they still lack, and asks the first question
of the file that gives one. An answer whose question no longer applies stays in `answers` but is never read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aryz.documents.render import Template
from aryz.plan.faults import Fault, FaultError
from aryz.plan.run import UNKNOWN, Environment, Run, Value, compile_node, text_of

Answers = Mapping[str, Value]
Functions = Mapping[str, Callable[..., Value]]


class Program:
    """A plan made ready to run: closures instead of nodes. Build it once, use it for every case."""

    def __init__(self, plan: Mapping[str, Any], functions: Functions):
        self.plan = plan
        self.functions = functions
        self.tables: dict[str, Any] = {**plan["tables"], "labels": plan["labels"]}
        self.fields: Mapping[str, Any] = plan["fields"]
        self.questions: dict[str, Mapping[str, Any]] = {q["id"]: q for q in plan["questions"]}
        self.order: list[str] = list(self.questions)
        self.values: dict[str, Run] = {path: compile_node(node) for path, node in plan["values"].items()}
        self.conditions: dict[str, Run] = {q["id"]: _condition(q["when"]) for q in plan["questions"]}
        self.asked_by: dict[str, list[str]] = {}
        for question in plan["questions"]:
            for path in question["fields"]:
                self.asked_by.setdefault(path, []).append(question["id"])
        self.documents: dict[str, Mapping[str, Any]] = {d["id"]: d for d in plan["documents"]}
        self.chosen: dict[str, Run] = {d["id"]: _condition(d["when"]) for d in plan["documents"]}
        self.templates: dict[tuple[str, str], Template] = {
            (d["id"], language): Template(template["parts"], plan["fixed"][template["fixed"]])
            for d in plan["documents"]
            for language, template in d["templates"].items()
        }
        self._runs: dict[int, Run] = {}

    def run(self, node: list[Any]) -> Run:
        """The closure of a node of this plan, made once."""
        made = self._runs.get(id(node))
        if made is None:
            made = self._runs[id(node)] = compile_node(node)
        return made

    def options(self, field: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
        """The keys of a choice or a country and their words in `language`; empty for other fields."""
        if field["type"] == "country":
            countries = self.tables["countries"]
            return [(key, countries[key][language]["name"]) for key in field["choices"]]
        if "labels" in field:
            labels = self.tables["labels"][field["labels"]]
            return [(key, labels[key][language]) for key in field["choices"]]
        return []

    def evaluate(self, answers: Answers, today: str, language: str = "ru") -> Turn:
        """Look at the papers with these answers: what is next, what is done. `today` is an ISO day."""
        turn = Turn(self, answers, today, language)
        for document, chosen in self.chosen.items():
            if turn.guarded(chosen) is True:
                turn.documents.append(document)
        for document in turn.documents:
            for own in self.plan["document_languages"]:
                template = self.templates.get((document, own))
                if template is not None:
                    turn.probe(template, own)
        turn.closed = True
        return turn


def _condition(node: list[Any] | None) -> Run:
    return (lambda env: True) if node is None else compile_node(node)


@dataclass
class Turn:
    """The state of a case at one moment. `closed`: the papers were visited, later look-ups no longer count."""

    program: Program
    answers: Answers
    today: str
    language: str
    documents: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    faults: dict[str, Fault] = field(default_factory=dict)
    closed: bool = False
    _memo: dict[tuple[str, str], Value] = field(default_factory=dict)
    _applies: dict[str, Value] = field(default_factory=dict)

    @property
    def question(self) -> str | None:
        """The id of the next question, or None when nothing is lacking."""
        return next((q for q in self.program.order if q in self.missing), None)

    @property
    def asked(self) -> list[str]:
        """The questions that are answered and count, in the order of the file."""
        return [q for q in self.program.order if q in self.read and q not in self.missing]

    @property
    def complete(self) -> bool:
        return not self.missing and not self.faults and bool(self.documents)

    def environment(self, language: str, local: Mapping[str, Value] | None = None) -> Environment:
        """What expressions see when they run for a text in `language`."""
        look = partial(self.lookup, language=language)
        return Environment(look, language, self.program.tables, self.program.functions, local)

    def lookup(self, path: str, language: str = "") -> Value:
        """A path's value, None when it is empty or does not apply, UNKNOWN when it is not asked yet.

        `language` matters only for computed values that are words.
        """
        if path == "today":
            return self.today
        value = self.program.values.get(path)
        key = (path, (language or self.language) if value else "")
        if key not in self._memo:
            self._memo[key] = self.guarded(value, path, key[1]) if value else self._answer(path)
        return self._memo[key]

    def guarded(self, run: Run, path: str = "", language: str = "") -> Value:
        """Run a closure; a function that cannot give an honest result leaves a fault instead of a value."""
        try:
            return run(self.environment(language or self.language))
        except FaultError as error:
            self.faults[path] = error.fault
            return UNKNOWN

    def applies(self, question: str) -> Value:
        """Whether a question's condition holds: True, False or UNKNOWN."""
        if question not in self._applies:
            self._applies[question] = self.guarded(self.program.conditions[question], question)
        return self._applies[question]

    def _answer(self, path: str) -> Value:
        for question in self.program.asked_by.get(path, ()):
            applies = self.applies(question)
            if applies is UNKNOWN:
                return UNKNOWN
            if applies:
                if path in self.answers:
                    self._note(self.read, question)
                    return self.answers[path]
                self._note(self.missing, question)
                return UNKNOWN
        return None

    def _note(self, where: set[str], question: str) -> None:
        if not self.closed:
            where.add(question)

    def probe(self, template: Template, language: str) -> None:
        try:
            template.probe(self.environment(language))
        except FaultError as error:
            self.faults[""] = error.fault

    def say(self, parts: Mapping[str, list[Any]], language: str) -> list[Any]:
        """A compiled text with its outputs filled in: strings, and `["cite", ref, printed]` where a citation stands."""
        env = self.environment(language)
        made: list[Any] = []
        for part in parts.get(language, []):
            if isinstance(part, str) or part[0] == "cite":
                made.append(part)
            else:
                value = self.program.run(part[1])(env)
                made.append("…" if value is UNKNOWN else text_of(value))
        return made

    def plain(self, parts: Mapping[str, list[Any]], language: str) -> str:
        """A compiled text as one string."""
        return "".join(part if isinstance(part, str) else part[2] for part in self.say(parts, language))

    def notices(self, language: str) -> list[list[Any]]:
        """What the person must know now."""
        env = self.environment(language)
        listed = self.program.plan["notices"]
        return [self.say(n["say"], language) for n in listed if self.program.run(n["when"])(env) is True]

    def value(self, node: list[Any] | None, local: Mapping[str, Value] | None = None) -> Value:
        """Run a small expression such as a default; None where it is not known."""
        if node is None:
            return None
        try:
            made = self.program.run(node)(self.environment(self.language, local))
        except FaultError:
            return None
        return None if made is UNKNOWN else made
