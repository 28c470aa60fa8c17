"""Run time: an interview as pure functions over a plan and flat answers. No I/O, standard library only.

The engine works by need: it visits what the chosen papers and outcomes need to know, sees which fields are lacking, and
asks the first question of the file that gives one. An answer whose question no longer applies stays in `answers` but is
never read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aryz.documents.render import Template
from aryz.interviews.visit import Visit, visit_of
from aryz.plan.faults import Fault, FaultError
from aryz.plan.filters import WORDED
from aryz.plan.run import UNKNOWN, Environment, Run, Value, compile_node, text_of

Answers = Mapping[str, Value]
Functions = Mapping[str, Callable[..., Value]]
Asking = tuple[str, Run | None]  # a question and its condition; None = it always applies

_KEPT = 1_000  # results of each function of the law
_NOT_YET: Any = object()
_PLACES = {"country": "countries", "address": "regions"}


class Program:
    """A plan made ready to run: closures instead of nodes. Build it once, use it for every case."""

    def __init__(self, plan: Mapping[str, Any], functions: Functions):
        self.plan = plan
        self.functions = {name: _remembered(function) for name, function in functions.items()}
        self.tables: dict[str, Any] = {**_with_sets(plan["tables"]), "labels": plan["labels"]}
        self.fields: Mapping[str, Any] = plan["fields"]
        self.questions: dict[str, Mapping[str, Any]] = {q["id"]: q for q in plan["questions"]}
        self.order: list[str] = list(self.questions)
        self.rank: dict[str, int] = {question: at for at, question in enumerate(self.order)}
        self.values: dict[str, Run] = {path: compile_node(node) for path, node in plan["values"].items()}
        self.worded = _worded(plan["values"])
        self.conditions: dict[str, Run | None] = {q["id"]: _condition(q["when"]) for q in plan["questions"]}
        self.asked_by: dict[str, tuple[Asking, ...]] = {}
        for question in plan["questions"]:
            for path in question["fields"]:
                asking = (question["id"], self.conditions[question["id"]])
                self.asked_by[path] = (*self.asked_by.get(path, ()), asking)
        sole = {path: asking[0][0] for path, asking in self.asked_by.items() if len(asking) == 1 and not asking[0][1]}
        self.sole: dict[str, str] = sole  # paths that one question always asks: looked at all together
        self.documents: dict[str, Mapping[str, Any]] = {d["id"]: d for d in plan["documents"]}
        self.outcomes: dict[str, Mapping[str, Any]] = {o["id"]: o for o in plan["outcomes"]}
        self.ends: dict[str, tuple[Run | None, Visit]] = {
            end["id"]: (_condition(end["when"]), visit_of(end["needs"], self.sole))
            for end in [*plan["documents"], *plan["outcomes"]]
        }
        self._templates: dict[tuple[str, str], Template] = {}
        self._runs: dict[int, Run] = {}

    def template(self, document: str, language: str) -> Template | None:
        """A paper's template, made ready when it is first asked for; None when there is none in `language`."""
        key = (document, language)
        spec = self.documents[document]["templates"].get(language) if document in self.documents else None
        if spec is not None and key not in self._templates:
            self._templates[key] = Template(spec["parts"], self.plan["fixed"][spec["fixed"]], ".".join(key))
        return self._templates.get(key)

    def run(self, node: list[Any]) -> Run:
        """The closure of a node of this plan, made once."""
        made = self._runs.get(id(node))
        if made is None:
            made = self._runs[id(node)] = compile_node(node)
        return made

    def options(self, field: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
        """The keys of a choice, a country or an address's region and their words in `language`; else empty."""
        if field["type"] in _PLACES:
            places = self.tables[_PLACES[field["type"]]]
            return [(key, places[key][language]["name"]) for key in field["choices"]]
        if "labels" in field:
            labels = self.tables["labels"][field["labels"]]
            return [(key, labels[key][language]) for key in field["choices"]]
        return []

    def why(self, question: str) -> list[Mapping[str, Any]]:
        """The reasons to ask: `document` and the words `around` in it, or `outcome`; the nearest first."""
        reasons: list[Mapping[str, Any]] = self.plan["why"][question]
        return reasons

    def evaluate(self, answers: Answers, today: str, language: str = "ru", noting: bool = False) -> Turn:
        """Look at papers and outcomes with these answers: what is next, what is done. `today` is an ISO day.

        noting: also note which questions are answered and count (`asked`); else that is done when it is asked for.
        """
        turn = Turn(self, answers, today, language, noting=noting)
        for end, (chosen, visit) in self.ends.items():
            if chosen is None or turn.guarded(chosen) is True:
                (turn.documents if end in self.documents else turn.outcomes).append(end)
                turn.visit(visit)
        turn.closed = True
        return turn


@dataclass(frozen=True)
class Deadline:
    """A day that counts for this case. `said` and `cite` are parts of text as `Turn.say` gives them."""

    id: str
    day: str
    title: str
    said: list[Any]
    cite: list[Any]
    remind: int

    @property
    def text(self) -> str:
        """What to do then and what it rests on, as plain text."""
        said, cite = plain(self.said), plain(self.cite)
        return f"{said.rstrip('.')} ({cite})." if said and cite else said or cite


def plain(parts: list[Any]) -> str:
    """Parts as `Turn.say` gives them, as one string."""
    return "".join(part if isinstance(part, str) else part[2] for part in parts)


def _with_sets(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a plan; the calendar is asked for its days all the time."""
    made = dict(tables)
    if "calendar" in made:
        made["calendar"] = {**made["calendar"], **{key: frozenset(made["calendar"][key]) for key in ("off", "worked")}}
    return made


def _remembered(function: Callable[..., Value]) -> Callable[..., Value]:
    """A function of the law that keeps what it found for single values, as days are; the tables are always the same."""
    known: dict[tuple[Value, ...], Value] = {}

    def asked(tables: Mapping[str, Any], *values: Value) -> Value:
        try:
            return known[values]
        except KeyError:
            if len(known) == _KEPT:
                known.clear()
        except TypeError:  # a list of items is no key
            return function(tables, *values)
        found = known[values] = function(tables, *values)
        return found

    return asked


def _condition(node: list[Any] | None) -> Run | None:
    return None if node is None else compile_node(node)


def _worded(values: Mapping[str, list[Any]]) -> frozenset[str]:
    """The computed values that are words, so that they differ from language to language."""
    found: set[str] = set()
    while more := {path for path, node in values.items() if path not in found and _has_words(node, found)}:
        found |= more
    return frozenset(found)


def _has_words(node: Any, worded: Collection[str]) -> bool:
    match node:
        case ["filter", name, *_] if name in WORDED:
            return True
        case ["get", path] if path in worded:
            return True
    return isinstance(node, list) and any(_has_words(part, worded) for part in node)


@dataclass
class Turn(Environment):
    """The state of a case at one moment. `closed`: the papers were visited, later look-ups no longer count.

    It is itself what expressions in its own language see, so that nothing leads back to it and it is gone once it is
    left: programs that look at many cases have little to clear away.
    """

    program: Program
    answers: Answers
    today: str
    language: str
    documents: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    faults: dict[str, Fault] = field(default_factory=dict)
    closed: bool = False
    noting: bool = False
    _read: set[str] | None = None
    _memo: dict[str, Value] = field(default_factory=dict)
    _computed: dict[tuple[str, str], Value] = field(default_factory=dict)
    _applies: dict[str, Value] = field(default_factory=dict)
    _noted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.tables, self.functions, self.locals = self.program.tables, self.program.functions, {}

    @property
    def question(self) -> str | None:
        """The id of the next question, or None when nothing is lacking."""
        return min(self.missing, key=self.program.rank.__getitem__) if self.missing else None

    @property
    def read(self) -> set[str]:
        """The questions whose answers count."""
        if self._read is None:
            noted = self if self.noting else self.program.evaluate(self.answers, self.today, self.language, noting=True)
            self._read = noted._noted
        return self._read

    @property
    def asked(self) -> list[str]:
        """The questions that are answered and count, in the order of the file."""
        return sorted(self.read - self.missing, key=self.program.rank.__getitem__)

    def before(self, question: str) -> list[str]:
        """The questions that a person saw before this one, as they were asked. That is not always the file's order: an
        answer may lead to a question that stands higher there. So they are asked anew with these answers.
        """
        known: dict[str, Value] = {}
        seen: list[str] = []
        while (asked := self.program.evaluate(known, self.today, self.language).question) not in {None, question}:
            fields = self.program.questions[asked]["fields"]
            given = {path: self.answers[path] for path in fields if path in self.answers}
            if given.keys() <= known.keys():  # from here on nothing is answered
                break
            known |= given
            seen.append(asked)
        return seen

    @property
    def complete(self) -> bool:
        return not self.missing and not self.faults and bool(self.documents or self.outcomes)

    @property
    def progress(self) -> tuple[int, int]:
        """The least and the most questions still to come."""
        least = len(self.missing)
        if not least:
            return 0, 0
        open_ = [q for q in self.program.order if q not in self.read and self.applies(q) is not False]
        return least, max(least, len(open_))

    def environment(self, language: str, local: Mapping[str, Value] | None = None) -> Environment:
        """What expressions see when they run for a text in `language`."""
        look = self.lookup if language == self.language else partial(self.lookup, language=language)
        return Environment(look, language, self.program.tables, self.program.functions, local)

    def _own(self, language: str) -> Environment:
        """The environment of a language without locals."""
        return self if language == self.language else self.environment(language)

    def lookup(self, path: str, language: str = "") -> Value:
        """A path's value, None when it is empty or does not apply, UNKNOWN when it is not asked yet.

        `language` matters only for computed values that are words.
        """
        made = self._memo.get(path, _NOT_YET)
        if made is not _NOT_YET:
            return made
        if path in self.program.worded:
            return self._value(path, language or self.language)
        if path in self.program.values:
            made = self.guarded(self.program.values[path], path)
        else:
            made = self.today if path == "today" else self._answer(path)
        self._memo[path] = made
        return made

    def _value(self, path: str, language: str) -> Value:
        key = (path, language)
        if key not in self._computed:
            self._computed[key] = self.guarded(self.program.values[path], path, language)
        return self._computed[key]

    def guarded(self, run: Run, path: str = "", language: str = "") -> Value:
        """Run a closure; a function that cannot give an honest result leaves a fault instead of a value."""
        try:
            return run(self._own(language) if language else self)
        except FaultError as error:
            self.faults[path] = error.fault
            return UNKNOWN

    def applies(self, question: str) -> Value:
        """Whether a question's condition holds: True, False or UNKNOWN."""
        condition = self.program.conditions[question]
        if condition is None:
            return True
        made = self._applies.get(question, _NOT_YET)
        if made is _NOT_YET:
            made = self._applies[question] = self.guarded(condition, question)
        return made

    def _answer(self, path: str) -> Value:
        for question, condition in self.program.asked_by.get(path, ()):
            applies = condition is None or self.applies(question)
            if applies is UNKNOWN:
                return UNKNOWN
            if applies:
                if path in self.answers:
                    if self.noting and not self.closed:
                        self._noted.add(question)
                    return self.answers[path]
                if not self.closed:
                    self.missing.add(question)
                return UNKNOWN
        return None

    def need(self, sole: frozenset[str], others: tuple[str, ...]) -> None:
        """Look up paths; those in `sole` (one question always asks each) all together."""
        if self.noting:
            others = (*sole, *others)
        else:
            self.missing.update(map(self.program.sole.__getitem__, sole.difference(self.answers)))
        for path in others:
            self.lookup(path)

    def visit(self, needs: Visit) -> None:
        """Look up what a paper or an outcome needs, so that what is lacking shows."""
        try:
            needs(self, self)
        except FaultError as error:
            self.faults[""] = error.fault

    def say(self, parts: Mapping[str, list[Any]], language: str) -> list[Any]:
        """A compiled text with its outputs filled in: strings, and `["cite", ref, printed]` or `["link", guide, words]`
        where a citation or a link stands.
        """
        env = self.environment(language)
        made: list[Any] = []
        for part in parts.get(language, []):
            if isinstance(part, str) or part[0] in {"cite", "link"}:
                made.append(part)
            else:
                value = self.program.run(part[1])(env)
                made.append("…" if value is UNKNOWN else text_of(value))
        return made

    def plain(self, parts: Mapping[str, list[Any]], language: str) -> str:
        """A compiled text as one string."""
        return plain(self.say(parts, language))

    def notices(self, language: str) -> list[list[Any]]:
        """What the person must know now."""
        env = self.environment(language)
        listed = self.program.plan["notices"]
        return [self.say(n["say"], language) for n in listed if self.program.run(n["when"])(env) is True]

    def deadlines(self, language: str) -> list[Deadline]:
        """The days that count, the nearest first: only those that the answers give, nothing is asked for them."""
        made = []
        for spec in self.program.plan["deadlines"]:
            if spec["when"] is None or self.value(spec["when"]) is True:
                day = self.value(spec["on"])
                if isinstance(day, str) and day:
                    said, cite = self.say(spec["say"], language), self.say(spec["cite"], language)
                    made.append(Deadline(spec["id"], day, spec["title"][language], said, cite, spec["remind"]))
        return sorted(made, key=lambda deadline: deadline.day)

    def value(self, node: list[Any] | None, env: Environment | None = None) -> Value:
        """Run a small expression such as a default; None where it is not known. env: where there are locals."""
        if node is None:
            return None
        try:
            made = self.program.run(node)(env or self)
        except FaultError:
            return None
        return None if made is UNKNOWN else made
