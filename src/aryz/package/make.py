"""Run time: the files of a package, by name. No name of a file tells whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aryz.documents.sheet import Block, as_docx, as_text
from aryz.interviews.engine import Program, Turn
from aryz.package.annexes import annex_list, annexes_of
from aryz.package.calculation import calculation
from aryz.package.calendar import as_calendar
from aryz.package.note import Told, note
from aryz.package.papers import Files, converted, drafts, paper_text

Texts = Mapping[str, Mapping[str, str]]  # by key: by language, or by name and language


@dataclass(frozen=True)
class Package:
    """How packages are made. languages: of the papers; own: of the note, where the interview has it; interface: texts
    by language and key; guides: titles by name and language.
    """

    languages: Sequence[str]
    formats: Sequence[str]
    own: str
    interface: Texts
    guides: Texts


def make_package(program: Program, turn: Turn, package: Package) -> Files:
    """All files of a case. Raises AryzError when LibreOffice is needed and missing, or fails."""
    return converted([package_drafts(program, turn, package)])[0]


def package_drafts(program: Program, turn: Turn, package: Package) -> Files:
    """The same, but what is to be a PDF is a Word file still: see `papers.converted`."""
    files = drafts(program, turn, package.languages, package.formats)
    for language in package.languages:
        files |= _sheets(program, turn, package, language)
    known = program.plan["languages"]
    own = package.own if package.own in known else known[0]
    if calendar := as_calendar(program.plan["id"], turn.deadlines(own), turn.today):
        files["deadlines.ics"] = calendar
    first = own if own in package.languages else package.languages[0]
    papers = {document: paper_text(program, turn, document, first) for document in turn.documents}
    annexes = {document: found for document, text in papers.items() if (found := annexes_of(text))}
    titles = {guide: words.get(own, guide) for guide, words in package.guides.items()}
    blocks = note(program, turn, Told(papers, annexes, list(files)), package.interface[own], own, titles)
    return _sheet("note", blocks, own, package.formats) | files


def _sheets(program: Program, turn: Turn, package: Package, language: str) -> Files:
    """The annex list and the calculation in a language of the papers."""
    texts = package.interface[language]
    annexes = {
        program.documents[document]["title"][language]: found
        for document in turn.documents
        if (found := annexes_of(paper_text(program, turn, document, language)))
    }
    made = _sheet(
        "annexes", annex_list(annexes, texts["package.annexes"]) if annexes else [], language, package.formats
    )
    blocks = calculation(program, turn, texts, language)
    return made | _sheet("calculation", blocks, language, package.formats, wide=True)


def _sheet(stem: str, blocks: list[Block], language: str, formats: Sequence[str], wide: bool = False) -> Files:
    """A sheet in each format; none when it is empty. A PDF is a Word file still."""
    return {
        f"{stem}.{language}.{kind}": as_text(blocks).encode("utf-8")
        if kind == "txt"
        else as_docx(blocks, language, wide)
        for kind in (formats if blocks else ())
    }
