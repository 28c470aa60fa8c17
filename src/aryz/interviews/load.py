"""Build time: interview files to models. All problems are collected, each with file and line."""

from __future__ import annotations

import re
from pathlib import Path

from aryz.diagnostics import Findings
from aryz.interviews.include import Included, Includes, read_top
from aryz.interviews.model import Document, Expression, Interview, Outcome, Question
from aryz.interviews.parts import Parts, Words, both
from aryz.interviews.shape import read
from aryz.plan import days
from aryz.reader import Reader

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
CASES = ".cases.yml"  # how the files of test cases end, which stand beside the interviews


def load_interviews(folder: Path, languages: list[str], words: Words, findings: Findings) -> dict[str, Interview]:
    """All interviews of a folder by id. languages: those every text must exist in; words: interface texts by key."""
    made: dict[str, Interview] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name.endswith(CASES):
            continue
        interview = load_interview(path, languages, words, findings)
        if interview is None:
            continue
        if interview.id != path.stem:
            message = f"the id «{interview.id}» differs from the file's name."
            findings.add("interview.id", interview.place, message, f"Write «id: {path.stem}».")
        made[interview.id] = interview
    return made


def load_interview(path: Path, languages: list[str], words: Words, findings: Findings) -> Interview | None:
    """One interview with all it includes, or None when the file cannot be read at all."""
    reader = read_top(path, findings)
    if reader is None:
        return None
    asked_in = reader.strings("languages") or languages
    top = read(reader, "interview", asked_in)
    interview = Interview(
        id=top["id"] or path.stem,
        place=reader.place("id"),
        title=top["title"],
        summary=top["summary"],
        prepare=top["prepare"],
        languages=asked_in,
        checked=top["checked"],
        contacts=tuple(top["contacts"]),
        law_day=top["law_day"],
        law_day_place=reader.place("law_day"),
    )
    if interview.checked and not days.is_day(interview.checked):
        reader.problem("interview.checked", "checked", f"«{interview.checked}» is no day.", "Write YYYY-MM-DD.")
    _Loader(interview, words, findings, path.parent).read(reader)
    if not interview.documents and not interview.outcomes:
        message = "the interview leads to nothing."
        reader.problem("interview.no-documents", "documents", message, "Add «documents:» or «outcomes:».")
    return interview


class _Loader:
    """Reads an interview and what it includes into one model."""

    def __init__(self, interview: Interview, words: Words, findings: Findings, folder: Path):
        self.interview, self.findings = interview, findings
        self.parts = Parts(interview, words, findings)
        self.includes = Includes(folder, findings)

    def read(self, reader: Reader) -> None:
        self.interview.questions = self._content(reader, "")
        self.interview.documents += [self._document(item, "") for item in reader.items("documents")]
        self.interview.outcomes += [self._outcome(item, "") for item in reader.items("outcomes")]
        self.parts.twice()

    def _content(self, reader: Reader, condition: str) -> list[Question]:
        """Take the shared parts of a file into the model; returns its questions, with those of its includes in place.

        condition: under which what the file shows a person counts.
        """
        taken: dict[tuple[str, str], list[Question]] = {}
        for included in self.includes.of(reader):
            taken[included.name, included.prefix] = self._include(included, condition)
        own, placed = self._questions(reader, taken)
        self.parts.read(reader, condition)
        first = [question for key, made in taken.items() if key not in placed for question in made]
        return list({id(question): question for question in [*first, *own]}.values())

    def _include(self, included: Included, condition: str) -> list[Question]:
        with self.includes.entered(included) as reader:
            if reader is None:
                return []
            if not included.is_interview:
                read(reader, "common", self.interview.languages)
                return self._content(reader, condition)
            read(reader, "interview", self.interview.languages)
            inner = both(condition, included.when)
            if included.when:
                self.interview.includes.append(Expression(included.when, included.place))
            questions = self._content(reader, inner)
            self.interview.documents += [self._document(item, inner) for item in reader.items("documents")]
            self.interview.outcomes += [self._outcome(item, inner) for item in reader.items("outcomes")]
            return questions

    def _questions(
        self, reader: Reader, taken: dict[tuple[str, str], list[Question]]
    ) -> tuple[list[Question], set[tuple[str, str]]]:
        """The questions of a file in its order, and which of the includes it placed itself."""
        own: list[Question] = []
        placed: set[tuple[str, str]] = set()
        for item in reader.items("questions"):
            if "from" not in item.data:
                own.append(self.parts.question(item))
                continue
            values = read(item, "placed", self.interview.languages)
            key = (values["from"], values["as"])
            if key not in taken:
                mend = "Add it to «include:», with the same «as»."
                item.problem("interview.include", "from", f"«{values['from']}» is not included.", mend)
            placed.add(key)
            own += taken.get(key, [])
        return own, placed

    def _document(self, reader: Reader, condition: str) -> Document:
        values = read(reader, "document", self.interview.languages)
        if values["id"] and not _ID.fullmatch(values["id"]):
            message = f"«{values['id']}» cannot be the name of a folder of templates."
            reader.problem("document.id", "id", message, "Use small Latin letters, digits and hyphens.")
            values["id"] = "unnamed"
        when = both(condition, values["when"])
        return Document(id=values["id"], place=reader.place(), title=values["title"], when=when)

    def _outcome(self, reader: Reader, condition: str) -> Outcome:
        values = read(reader, "outcome", self.interview.languages)
        return Outcome(
            id=values["id"],
            place=reader.place(),
            kind=values["kind"],
            title=values["title"],
            say=values["say"],
            when=both(condition, values["when"]),
            guides=tuple(values["guides"]),
            contacts=tuple(values["contacts"]),
            interviews=tuple(values["interviews"]),
        )
