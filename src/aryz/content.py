"""All content of a project, loaded and compiled once: acts, data, guides, interviews. Stands on top of the floors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from aryz.compiled import Compiled
from aryz.diagnostics import Findings, Place
from aryz.documents.bring import CLAUSES
from aryz.garbage import none_expected
from aryz.interviews import drawing
from aryz.interviews.compile import compile_interview
from aryz.interviews.engine import Program
from aryz.interviews.letters import in_letters
from aryz.interviews.load import load_interviews
from aryz.interviews.model import Interview
from aryz.interviews.workshop import CiteUse, Workshop
from aryz.kb import (
    Directory,
    InterviewCard,
    Leaflet,
    Library,
    Map,
    Use,
    formula_cites,
    load_contacts,
    load_guides,
    load_leaflets,
    translations,
)
from aryz.law.acts import Registry, load_acts, load_registry
from aryz.law.citations import CitationError
from aryz.law.functions import FUNCTIONS, TABLES
from aryz.law.handwritten import handwritten
from aryz.law.printing import marks, print_marked, print_ref
from aryz.law.tables import Data, load_data
from aryz.law.texts.compare import Change
from aryz.law.texts.history import changed_articles, steps
from aryz.law.texts.model import Text
from aryz.law.texts.store import load as load_texts
from aryz.law.validity import before, not_in_force
from aryz.plan.errors import ExpressionError, nearest
from aryz.plan.nametables import load_name_tables
from aryz.project import Project


@dataclass
class Content:
    """What was found, with all problems. `plans` are compiled interviews by id."""

    project: Project
    findings: Findings
    registry: Registry
    data: Data
    interviews: dict[str, Interview]
    plans: dict[str, dict[str, Any]]
    library: Library
    cites: dict[str, list[CiteUse]] = field(default_factory=dict)
    leaflets: list[Leaflet] = field(default_factory=list)
    _texts: dict[tuple[str, str], list[Text]] = field(default_factory=dict, repr=False)
    _maps: dict[tuple[str, str], Map] = field(default_factory=dict, repr=False)
    _changes: dict[tuple[str, str], list[tuple[Text, list[Change]]]] = field(default_factory=dict, repr=False)

    @cached_property
    def compiled(self) -> Compiled:
        """What it takes to run the interviews; raises ContentError when something did not compile."""
        self.findings.stop_on_errors()
        return Compiled(self.project, self.plans, self.titles)

    @cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        """The titles of the guides by name and language, in every alphabet."""
        return {slug: self.project.written(titles) for slug, titles in self.library.titles().items()}

    @property
    def programs(self) -> dict[str, Program]:
        """The interviews, ready to run."""
        return self.compiled.programs

    def program(self, interview: str) -> Program:
        """One interview, ready to run; raises AryzError for an unknown id."""
        return self.compiled.program(interview)

    def texts(self, act: str, language: str) -> list[Text]:
        """The redactions of an act that someone brought in, oldest first; Russian ones where a language has none."""
        if (act, language) not in self._texts:
            self._texts[act, language] = load_texts(self.project.kb / "texts", act, language)
        return self._texts[act, language] or (self.texts(act, "ru") if language != "ru" else [])

    def changes(self, act: str, language: str) -> list[tuple[Text, list[Change]]]:
        """Each redaction after the first with what it changed, oldest first. Compared once for all pages."""
        if (act, language) not in self._changes:
            texts = self.texts(act, language)
            own = texts[-1].language if texts else language
            self._changes[act, language] = steps(texts) if own == language else self.changes(act, own)
        return self._changes[act, language]

    def changed_articles(self, since: str) -> dict[tuple[str, str], str]:
        """(act, article) → the last day after `since` on which the law changed, as far as texts were brought in."""
        found: dict[tuple[str, str], str] = {}
        for act in self.registry:
            for number, day in changed_articles(self.texts(act, "ru") or self.texts(act, "kk"), since).items():
                found[act, number] = day
        return found

    def cards(self, drawn: bool = False) -> list[InterviewCard]:
        """The interviews as the site shows them. drawn: with their maps, which only the site needs."""
        return [
            InterviewCard(
                id=i.id,
                title=i.title,
                summary=i.summary,
                prepare=i.prepare,
                papers=[d.title for d in i.documents] or [o.title for o in i.outcomes],
                maps={language: self._map(i.id, language) for language in i.languages} if drawn else {},
            )
            for i in self.interviews.values()
        ]

    def listed(self, language: str) -> list[dict[str, str]]:
        """The interviews as a list in one language: id, title, summary."""
        plans = self.plans.items()
        return [{"id": key, "title": p["title"][language], "summary": p["summary"][language]} for key, p in plans]

    def _map(self, interview: str, language: str) -> Map:
        if (interview, language) not in self._maps:
            self._maps[interview, language] = self._drawn(interview, language)
        return self._maps[interview, language]

    def _drawn(self, interview: str, language: str) -> Map:
        program, texts = self.programs[interview], self.project.texts_under(language, "drawing.")
        ends = {**program.documents, **program.outcomes}
        rows = [
            (row.ask, row.when, "; ".join(ends[end]["title"][language] for end in row.ends))
            for row in drawing.rows(program, language, texts)
        ]
        return Map(drawing.draw(program, language, texts), rows)

    @property
    def uses(self) -> list[Use]:
        """What interviews, templates and calculators rest on which article."""
        made = [self._calculator_use(ref, place) for ref, place in formula_cites()]
        for key, cites in self.cites.items():
            titles = {d.id: d.title for d in self.interviews[key].documents}
            for cite in cites:
                kind = "template" if cite.document else "interview"
                title = titles.get(cite.document) or self.interviews[key].title
                made.append(Use(ref=cite.ref, kind=kind, id=key, title=title, place=cite.place))
        return made

    def _calculator_use(self, ref: str, place: Place) -> Use:
        """A line of a formula as a use; the calculator is named by what it is known for on the site."""
        key = _DESK.get(place.path.stem, place.path.stem)
        texts = self.project.interface
        title = {language: texts[language][f"calc.{key}.title"] for language in self.project.languages}
        return Use(ref, "calculator", key, title, place)


_DESK = {"hours": "overtime", "wages": "arrears", "deadlines": "deadline", "calendar": "deadline"}


def load_law(project: Project) -> tuple[Registry, Data]:
    """The acts, and rates, terms and calendars, alone; raises ContentError when they are wrong."""
    findings = Findings()
    registry = load_registry(project)
    data = load_data(project.kb / "data", registry, list(project.languages), TABLES, findings)
    findings.stop_on_errors()
    return registry, data


@none_expected()
def load_content(project: Project, stop: bool = True) -> Content:
    """Load and compile everything. stop: raise ContentError when there are errors; else they are in `findings`."""
    findings = Findings()
    languages = list(project.languages)
    registry = load_acts(project.kb / "acts", languages, findings)
    data = load_data(project.kb / "data", registry, languages, TABLES, findings)
    tables = {**data.tables, "names": load_name_tables()}
    interviews = load_interviews(project.interviews, languages, project.everywhere, findings)
    plans: dict[str, dict[str, Any]] = {}
    cites: dict[str, list[CiteUse]] = {}
    links: dict[str, list[tuple[str, Place]]] = {"interview": [], "guide": []}
    contacts = load_contacts(project, findings)
    used: set[Path] = set()
    for key, interview in interviews.items():
        workshop = workshop_of(project, registry, tables, findings, contacts)
        plans[key] = in_letters(compile_interview(interview, workshop), project.alphabets)
        cites[key] = workshop.uses
        used |= workshop.clauses
        links["interview"] += workshop.links
        links["guide"] += workshop.guides
    unused_clauses(project, used, findings)
    library = load_guides(project, registry, findings, set(interviews), contacts)
    translations.report(library, findings)
    leaflets = load_leaflets(project, library, registry, findings)
    for kind, known in (("interview", list(interviews)), ("guide", list(library.pages))):
        for name, place in links[kind]:
            address = name if kind == "guide" else f"interviews/{name}"
            if name not in known and not library.redirects.tell(address, place, findings):
                findings.add(f"link.{kind}", place, f"there is no {kind} «{name}».", nearest(name, known))
    content = Content(project, findings, registry, data, interviews, plans, library, cites, leaflets)
    if stop:
        findings.stop_on_errors()
    return content


def unused_clauses(project: Project, used: set[Path], findings: Findings) -> None:
    """Clauses that no paper brings in: nobody knows which names they may print, and nobody checks them."""
    for file in sorted((project.templates / CLAUSES).glob("*/*.docx")):
        if file.resolve() not in used:
            mend = f'Write «{{{{p clause("{file.parent.name}") }}}}» into a paper, or delete the file.'
            findings.add("template.unused", Place(file), "no paper uses this clause.", mend)


@contextmanager
def _citations_as_expressions() -> Iterator[None]:
    """A citation within an expression that leads nowhere is a mistake of the expression."""
    try:
        yield
    except CitationError as error:
        raise ExpressionError(error.message, error.mend, error.code) from None


def workshop_of(
    project: Project,
    registry: Registry,
    tables: dict[str, Any],
    findings: Findings,
    contacts: Directory | None = None,
) -> Workshop:
    """What compiling an interview of the project needs from elsewhere; problems go to `findings`. contacts: read anew
    where not given.
    """
    directory = contacts if contacts is not None else load_contacts(project, Findings())

    def cite(language: str, ref: str, case: str) -> str:
        with _citations_as_expressions():
            return print_marked(ref, registry, language, case)

    def cited_before(language: str, ref: str, case: str) -> list[tuple[str, str, str]]:
        with _citations_as_expressions():
            refs, words = marks(ref)
            chain = before(refs[0], registry) if len(refs) == 1 and not words else []
            return [(first, str(older), print_ref(older, registry, language, case)) for first, older in chain]

    return Workshop(
        templates=project.templates,
        functions=FUNCTIONS,
        cite=cite,
        cited_before=cited_before,
        not_in_force=lambda ref, day: not_in_force(ref, registry, day),
        handwritten=lambda text: handwritten(text, registry),
        tables=tables,
        document_languages=[key for key, language in project.languages.items() if language.documents],
        findings=findings,
        contacts={name: [c.row() for c in directory.chosen([name])] for name in directory.names()},
    )
