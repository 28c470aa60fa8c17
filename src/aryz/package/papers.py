"""Run time: the papers of a case as files by name. PDF is made of all of them together, in one start of LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aryz.diagnostics import AryzError
from aryz.documents.pdf import needed_office, to_pdfs
from aryz.documents.text import form_text
from aryz.interviews.engine import Program, Turn

Files = dict[str, bytes]  # by name


def languages_of(program: Program, language: str | None) -> list[str]:
    """The languages to make papers in; raises AryzError when the one asked for is not there."""
    known: list[str] = program.plan["document_languages"]
    if language is None:
        return known
    if language not in known:
        raise AryzError(f"There are no papers in «{language}». There are: {', '.join(known)}.")
    return [language]


def make_papers(program: Program, turn: Turn, languages: Sequence[str], formats: Sequence[str]) -> Files:
    """All papers of a case. Raises AryzError when LibreOffice is needed and missing."""
    return converted([drafts(program, turn, languages, formats)])[0]


def drafts(program: Program, turn: Turn, languages: Sequence[str], formats: Sequence[str]) -> Files:
    """The same, but what is to be a PDF is a Word file still: see `converted`. Raises AryzError at once when
    LibreOffice is needed and missing.
    """
    if "pdf" in formats:
        needed_office()
    return {
        f"{document}.{own}.{kind}": _draft(program, turn, document, own, kind)
        for document in turn.documents
        for own in languages
        for kind in formats
    }


def paper_text(program: Program, turn: Turn, document: str, language: str) -> str:
    """A paper as plain text, fit to be pasted into a form."""
    template = program.template(document, language)
    assert template is not None, "compiling has made a template for each language of papers"
    return form_text(template.render_text(turn.environment(language)))


def converted(cases: Sequence[Mapping[str, bytes]]) -> list[Files]:
    """The files of cases, with those whose name says PDF made PDF. Raises AryzError."""
    waiting = [(at, name) for at, files in enumerate(cases) for name in files if name.endswith(".pdf")]
    made = [dict(files) for files in cases]
    for (at, name), data in zip(waiting, to_pdfs([cases[at][name] for at, name in waiting]), strict=True):
        made[at][name] = data
    return made


def _draft(program: Program, turn: Turn, document: str, language: str, kind: str) -> bytes:
    if kind == "txt":
        return paper_text(program, turn, document, language).encode("utf-8")
    template = program.template(document, language)
    assert template is not None, "compiling has made a template for each language of papers"
    return template.render_docx(turn.environment(language))
