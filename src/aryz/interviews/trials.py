"""Test cases that editors write: `interviews/<id>.cases.yml`. Each gives answers, and says what must be asked and made.

`run` turns what is not so into findings and counts how much of the interview the cases reach together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from aryz.diagnostics import ContentError, Findings, Place, counted
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.engine import Program, Turn
from aryz.interviews.include import read_top
from aryz.interviews.needs import answers_under, paths_needed
from aryz.interviews.shape import read
from aryz.plan import days
from aryz.plan.run import UNKNOWN
from aryz.reader import Reader

_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
Texts = Mapping[str, Mapping[str, str]]  # interface texts by language and key


@dataclass
class Coverage:
    """What the cases of an interview reach together. Branches: (where, which way); paragraphs: of all templates."""

    cases: int = 0
    questions: set[str] = field(default_factory=set)
    branches: set[tuple[str, str]] = field(default_factory=set)
    bodies: set[int] = field(default_factory=set)
    asked: list[int] = field(default_factory=list)  # how many questions each case is asked

    def counts(self, program: Program) -> str:
        """How many questions the cases are asked, beside the answers that papers and outcomes rest on."""
        ends = [*program.plan["documents"], *program.plan["outcomes"]]
        rest = answers_under((path for end in ends for path in paths_needed(end)), program.plan["values"])
        least, middle, most = min(self.asked), int(median(self.asked)), max(self.asked)
        stand = counted(len(rest), "answer stands", "answers stand")
        return f"  asked {least} to {counted(most, 'question')}, {middle} in the middle; {stand} in the papers"

    def missed(self, program: Program) -> list[str]:
        """What no case reaches, a line each."""
        lines = [f"question {q}" for q in program.order if q not in self.questions]
        lines += [f"{where}: never {way}" for where, way in _branches(program) if (where, way) not in self.branches]
        for name, body, count in _bodies(program):
            if id(body) not in self.bodies:
                lines.append(f"{name}: {counted(count, 'paragraph')}, from «{_first_words(body)}»")
        return lines

    def line(self, program: Program) -> str:
        """One line with three counts."""
        branches, bodies = list(_branches(program)), list(_bodies(program))
        paragraphs = sum(count for _, _, count in bodies)
        reached = sum(count for _, body, count in bodies if id(body) in self.bodies)
        reach = counted(self.cases, "case reaches", "cases reach")
        return (
            f"{program.plan['id']}: {reach} {len(self.questions)} of {counted(len(program.order), 'question')}, "
            f"{len(self.branches & set(branches))} of {counted(len(branches), 'branch', 'branches')}, "
            f"{reached} of {counted(paragraphs, 'paragraph')} of the papers"
        )


def run(program: Program, path: Path, root: Path, texts: Texts, findings: Findings) -> Coverage:
    """Run the cases of a file; what is not as they say becomes a finding. root: where paths of answers files begin."""
    coverage = Coverage()
    top = read_top(path, findings)
    if top is None:
        return coverage
    top.known(["cases"])
    for item in top.items("cases"):
        coverage.cases += 1
        _Case(program, item, root, texts, findings, coverage).run()
    return coverage


class _Case:
    def __init__(
        self, program: Program, reader: Reader, root: Path, texts: Texts, findings: Findings, coverage: Coverage
    ):
        self.program, self.reader, self.root = program, reader, root
        self.texts, self.findings, self.coverage = texts, findings, coverage

    def run(self) -> None:
        values = read(self.reader, "case", [])
        today = values["today"]
        if not days.is_day(today):
            self.reader.problem("case.today", "today", f"«{today}» is no day.", "Write such as 2026-11-24.")
            return
        try:
            answers = self._answers(today)
        except ContentError as error:
            self.findings.extend(error.problems)
            return
        turn = self.program.evaluate(answers, today)
        self._listed(values["asked"], "asked", set(turn.asked), True)
        self._listed(values["not_asked"], "not_asked", set(turn.asked), False)
        made = {*turn.documents, *turn.outcomes}
        self._listed(values["made"], "made", made, True)
        self._listed(values["not_made"], "not_made", made, False)
        self._says("says", turn, True)
        self._says("says_not", turn, False)
        self._notices(values["notices"], turn)
        self._deadlines(turn)
        self._cover(turn)

    def _answers(self, today: str) -> dict[str, Any]:
        given = self.reader.data.get("answers")
        if isinstance(given, str):
            path = self.root / given
            return read_answers(self.program, read_file(path), path, today, self.texts["ru"], "ru")
        return read_answers(self.program, self.reader.data, self.reader.path, today, self.texts["ru"], "ru")

    def _listed(self, names: list[str], key: str, held: set[str], wanted: bool) -> None:
        known = {*self.program.questions, *self.program.ends}
        for name in names:
            if name not in known:
                self._wrong(key, f"there is nothing called «{name}».")
            elif (name in held) != wanted:
                what = "asked" if "asked" in key else "made"
                self._wrong(key, f"«{name}» is {'not ' if wanted else ''}{what}. It is: {', '.join(sorted(held))}.")

    def _says(self, key: str, turn: Turn, wanted: bool) -> None:
        listed = self.reader.map(key)
        for name in listed.data if listed else []:
            assert listed is not None
            text = self._text(turn, name)
            if text is None:
                self._wrong(key, f"there is no paper or outcome «{name}» here.", "Write such as «wage-claim.ru».")
                continue
            for words in listed.strings(name):
                if (" ".join(words.split()) in text) != wanted:
                    self._wrong(f"{key}.{name}", f"«{words}» {'is missing' if wanted else 'stands'} in {name}.")

    def _text(self, turn: Turn, name: str) -> str | None:
        """The words of a paper or an outcome made, `<id>.<language>`, with single spaces."""
        end, _, language = name.rpartition(".")
        template = self.program.template(end, language)
        if template is not None and end in turn.documents:
            return " ".join(template.render_text(turn.environment(language)).split())
        if end in turn.outcomes and language in self.program.plan["languages"]:
            return " ".join(turn.plain(self.program.outcomes[end]["say"], language).split())
        return None

    def _notices(self, wanted: list[str], turn: Turn) -> None:
        shown = [
            " ".join("".join(part if isinstance(part, str) else part[2] for part in notice).split())
            for notice in turn.notices("ru")
        ]
        for words in wanted:
            if not any(" ".join(words.split()) in notice for notice in shown):
                self._wrong("notices", f"no notice says «{words}». Shown: {shown}.")

    def _deadlines(self, turn: Turn) -> None:
        listed = self.reader.map("deadlines")
        known = {spec["id"] for spec in self.program.plan["deadlines"]}
        shown = {deadline.id: deadline.day for deadline in turn.deadlines("ru")}
        for name in listed.data if listed else []:
            assert listed is not None
            wanted, day = listed.text(name), shown.get(name, "none")
            if name not in known:
                self._wrong("deadlines", f"there is no deadline «{name}».")
            elif day != wanted:
                self._wrong("deadlines", f"the deadline «{name}» is {day}, not {wanted}.")

    def _wrong(self, key: str, message: str, mend: str = "Mend the interview, or the case.") -> None:
        line = self.reader.data.line_of(key.split(".")[0])
        place = Place(self.reader.path, line, f"{self.reader.where}.{key}")
        self.findings.add("case.wrong", place, f"«{self.reader.text('name')}»: {message}", mend)

    def _cover(self, turn: Turn) -> None:
        self.coverage.questions.update(turn.asked)
        self.coverage.asked.append(len(turn.asked))
        for where, value in _conditions(turn):
            if value is not UNKNOWN and value is not None:
                self.coverage.branches.add((where, "yes" if value else "no"))
        for document in turn.documents:
            for language in self.program.plan["document_languages"]:
                spec = self.program.documents[document]["templates"].get(language)
                for body in spec["parts"].values() if spec else []:
                    _Cover(turn, language, self.coverage.bodies).body(body)


class _Cover:
    """Which bodies of a paper are written with these answers."""

    def __init__(self, turn: Turn, language: str, bodies: set[int]):
        self.env, self.program, self.bodies = turn.environment(language), turn.program, bodies

    def body(self, body: list[Any]) -> None:
        self.bodies.add(id(body))
        for part in body:
            if isinstance(part, str) or part[0] == "out":
                continue
            if part[0] == "if":
                taken = (inner for condition, inner in part[1] if self.program.run(condition)(self.env))
                self.body(next(taken, part[2]))
            elif part[0] == "for":
                before = dict(self.env.locals)
                items = self.program.run(part[2])(self.env) or []
                for index, item in enumerate(items):
                    self.env.locals[part[1]] = item
                    last = index == len(items) - 1
                    self.env.locals["loop"] = {"index": index + 1, "first": index == 0, "last": last}
                    self.body(part[3])
                self.env.locals = before


def _conditions(turn: Turn) -> Iterator[tuple[str, Any]]:
    """Every condition of the interview and what it is with these answers."""
    plan = turn.program.plan
    for question in plan["questions"]:
        if question["when"] is not None:
            yield f"question {question['id']}", turn.applies(question["id"])
    for end in [*plan["documents"], *plan["outcomes"]]:
        if end["when"] is not None:
            yield f"paper {end['id']}", turn.value(end["when"])
    for index, notice in enumerate(plan["notices"], start=1):
        if notice["when"] == ["lit", True]:
            continue  # meant for every way
        yield f"notice {index}", turn.value(notice["when"])


def _branches(program: Program) -> Iterator[tuple[str, str]]:
    turn = Turn(program, {}, "", "ru", closed=True)
    for where, _ in _conditions(turn):
        yield where, "yes"
        yield where, "no"


def _bodies(program: Program) -> Iterator[tuple[str, list[Any], int]]:
    """Every body of every template with paragraphs of its own: where, the body, how many paragraphs begin in it."""
    for document in program.plan["documents"]:
        for language, template in document["templates"].items():
            waiting = list(template["parts"].values())
            while waiting:
                body = waiting.pop()
                for part in body:
                    if not isinstance(part, str) and part[0] == "if":
                        waiting += [inner for _, inner in part[1]] + [part[2]]
                    elif not isinstance(part, str) and part[0] == "for":
                        waiting.append(part[3])
                count = sum(part.count("<w:p>") + part.count("<w:p ") for part in body if isinstance(part, str))
                if count:
                    yield f"{document['id']}.{language}", body, count


def _first_words(body: list[Any]) -> str:
    text = "".join(part if isinstance(part, str) else "…" for part in body)
    return " ".join("".join(_WORDS.findall(text)).split())[:60]
