"""From an answers file to papers on disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from aryz.content import Content
from aryz.diagnostics import AryzError
from aryz.documents.pdf import to_pdf
from aryz.files import write_bytes
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.engine import Program, Turn
from aryz.interviews.say import fault_text

FORMATS = ("docx", "pdf", "txt")


def assemble(
    content: Content,
    interview: str,
    answers_file: Path,
    out: Path,
    formats: list[str],
    language: str | None = None,
    messages: str = "ru",
) -> list[Path]:
    """Make the papers of `answers_file` in `out`; returns the files written.

    language: one language of the papers; None = all of them. messages: the language of error messages. Everything is
    made before anything is written, so that bad input leaves nothing half-done. Raises AryzError and ContentError.
    """
    program = content.program(interview)
    data = read_file(answers_file)
    if data["interview"] != interview:
        raise AryzError(f"{answers_file} holds answers to «{data['interview']}», not to «{interview}».")
    today = str(data.get("today") or date.today().isoformat())
    texts = content.project.interface[messages]
    answers = read_answers(program, data, answers_file, today, texts, messages)
    turn = program.evaluate(answers, today, messages)
    for fault in turn.faults.values():
        raise AryzError(f"{answers_file}: {fault_text(fault, texts, messages)}")
    papers = make_papers(program, turn, languages_of(program, language), formats)
    asked_in = str(data.get("language", messages))
    return write_papers(out, papers | make_outcomes(program, turn, asked_in))


def make_papers(program: Program, turn: Turn, languages: list[str], formats: list[str]) -> dict[str, bytes]:
    """All papers of a case by file name. Raises AryzError when LibreOffice is needed and missing."""
    return {
        f"{document}.{own}.{kind}": make_paper(program, turn, document, own, kind)
        for document in turn.documents
        for own in languages
        for kind in formats
    }


def make_outcomes(program: Program, turn: Turn, language: str) -> dict[str, bytes]:
    """Advice, referrals and deadlines of a case as plain text in the person's language, by file name."""
    own = language if language in program.plan["languages"] else program.plan["languages"][0]
    made = {}
    for outcome in turn.outcomes:
        spec = program.outcomes[outcome]
        text = f"{spec['title'][own]}\n\n{turn.plain(spec['say'], own)}\n"
        made[f"{outcome}.{own}.txt"] = text.encode("utf-8")
    return made


def write_papers(folder: Path, papers: dict[str, bytes]) -> list[Path]:
    """Write papers into a folder that may hold other files; returns their paths."""
    for name, data in papers.items():
        write_bytes(folder / name, data)
    return [folder / name for name in papers]


def languages_of(program: Program, language: str | None) -> list[str]:
    """The languages to make papers in; raises AryzError when the one asked for is not there."""
    known: list[str] = program.plan["document_languages"]
    if language is None:
        return known
    if language not in known:
        raise AryzError(f"There are no papers in «{language}». There are: {', '.join(known)}.")
    return [language]


def make_paper(program: Program, turn: Turn, document: str, language: str, kind: str) -> bytes:
    """One paper as DOCX, plain text or PDF. Raises AryzError when LibreOffice is needed and missing."""
    template = program.template(document, language)
    assert template is not None, "compiling has made a template for each language of papers"
    env = turn.environment(language)
    if kind == "txt":
        return template.render_text(env).encode("utf-8")
    docx = template.render_docx(env)
    return to_pdf(docx) if kind == "pdf" else docx
