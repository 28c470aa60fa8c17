"""`aryz report`: what a pull request changes and what it touches, for those who review it.

The law and its impact, pages with their addresses, translations that are behind, the words of Word templates that
changed, what is past its review, and what `aryz check` would stop.
"""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from aryz import git
from aryz.content import Content
from aryz.diagnostics import AryzError, Problem
from aryz.documents.text import docx_text
from aryz.impact import Resting, as_rows, changed_since, resting
from aryz.kb import translations
from aryz.kb.translations import State, changed_lines
from aryz.moved import address_of, changed_articles, report_vanished
from aryz.review import report as report_overtaken
from aryz.review import report_due

_PUBLISHED = ("kb", "interviews", "templates", "search")
_STATES = {"A": "added", "M": "changed", "D": "removed"}


@dataclass(frozen=True)
class Page:
    """A page that the request adds, changes or removes: its address on the site, its title, the file it is made of."""

    address: str
    language: str
    title: str
    state: str  # added | changed | removed
    path: str


@dataclass(frozen=True)
class Paper:
    """A Word template that changed: the lines taken away and put in, as `git diff` writes them."""

    path: str
    state: str
    lines: tuple[str, ...]


@dataclass
class Report:
    """All that is told. `law` are citations, `impact` what rests on them, `late` what is past its review."""

    since: str
    law: list[str] = field(default_factory=list)
    impact: list[Resting] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    behind: list[tuple[State, list[str]]] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)  # file and state: data, search, interface, theme
    late: list[Problem] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)


def make(content: Content, revision: str) -> Report:
    """The report on what was done since this branch left `revision`. Raises AryzError when git does not know it."""
    project = content.project
    base = git.branched(project.root, revision)
    changed = git.changed(project.root, base, *_PUBLISHED)
    made = Report(revision, law=changed_since(content, base))
    made.impact = resting(content, made.law)
    for name, state in changed.items():
        path = Path(name)
        if path.suffix == ".docx":
            made.papers.append(_paper(project.root, base, name, state))
        elif pages := list(_pages(content, base, path, state)):
            made.pages += pages
        else:
            made.others.append((name, _STATES[state]))
    touched = {(page.language, page.path) for page in made.pages}
    rows = [row for row in translations.states(project, content.library) if row.state != "current"]
    made.behind = [
        (row, changed_lines(project, content.library, row) if row.state == "behind" else [])
        for row in rows
        if any(Path(path).stem == row.slug for _, path in touched)
    ]
    _findings(content, revision, made)
    return made


def _findings(content: Content, revision: str, made: Report) -> None:
    findings = content.findings
    report_overtaken(content, findings)
    report_due(content, findings, date.today().isoformat())
    report_vanished(content, revision)
    told = list(dict.fromkeys(problem.under(content.project.root) for problem in findings))
    made.errors = [problem for problem in told if problem.severity == "error"]
    made.late = [p for p in told if p.code.endswith(".due") or p.code == "law.changed"]


def _pages(content: Content, base: str, path: Path, state: str) -> Iterable[Page]:
    """The pages that a content file makes."""
    project = content.project
    address, languages = address_of(project, path), list(project.languages)
    if not address:
        return
    word = _STATES[state]
    if path.suffix == ".md":
        guide = content.library.pages.get(path.stem, {}).get(path.parent.name)
        title = guide.title if guide else path.stem
        yield Page(_url(path.parent.name, address), path.parent.name, title, word, path.as_posix())
        return
    if address.startswith("acts/"):
        for number, kind in changed_articles(project, base, path):
            act = content.registry.get(path.stem)
            article = act.articles.get(number) if act else None
            for language in languages:
                title = article.title.get(language, number) if article else number
                yield Page(_url(language, f"{address}/{number}"), language, title, _STATES[kind], path.as_posix())
        return
    titles = _titles(content, path)
    for language in languages:
        yield Page(_url(language, address), language, titles.get(language, path.stem), word, path.as_posix())


def _url(language: str, address: str) -> str:
    return f"{language}/" if address == "index" else f"{language}/{address}/"


def _titles(content: Content, path: Path) -> dict[str, str]:
    if path.parent.name == "updates":
        return next((update.title for update in content.library.updates if update.slug == path.stem), {})
    interview = content.interviews.get(path.stem)
    return interview.title if interview else {}


def _paper(root: Path, base: str, name: str, state: str) -> Paper:
    before = _words(git.file_at(root, base, name))
    after = _words((root / name).read_bytes()) if (root / name).is_file() else []
    rows = difflib.unified_diff(before, after, lineterm="", n=1)
    lines = tuple(row for row in rows if not row.startswith(("+++", "---")))
    return Paper(name, _STATES[state], lines)


def _words(data: bytes) -> list[str]:
    """The lines of a DOCX file; none of an empty one."""
    if not data:
        return []
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        try:
            return docx_text(Path(file.name)).splitlines()
        except AryzError:
            return ["(no DOCX file)"]


def as_json(report: Report) -> dict[str, Any]:
    """The same as one JSON document."""
    return {
        "since": report.since,
        "law": report.law,
        "impact": as_rows(report.impact),
        "pages": [vars(page) for page in report.pages],
        "translations": [
            {"path": row.path.name, "language": row.language, "page": row.slug, "state": row.state, "changed": lines}
            for row, lines in report.behind
        ],
        "templates": [{"path": p.path, "state": p.state, "lines": list(p.lines)} for p in report.papers],
        "others": [{"path": name, "state": state} for name, state in report.others],
        "late": [str(problem) for problem in report.late],
        "errors": [str(problem) for problem in report.errors],
    }
