"""`aryz interview run`: the terminal interview with its files: a saved case to go on with, papers at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from aryz import terminal
from aryz.assemble import make_paper
from aryz.content import load_content
from aryz.diagnostics import AryzError
from aryz.files import write_bytes, write_text
from aryz.interviews import cases
from aryz.interviews.saved import saved as saved_case
from aryz.project import Project


def run_interview(
    project: Project, name: str, language: str, resume: Path | None, out: Path, formats: list[str]
) -> Iterator[str]:
    """Ask, then make the papers; yields lines to print. Answers go to a file only when the person stops."""
    program = load_content(project).program(name)
    texts = project.interface[language]
    today = date.today().isoformat()
    answers = {}
    if resume is not None:
        data = cases.read_file(resume)
        if data["interview"] != name:
            raise AryzError(f"{resume} holds answers to «{data['interview']}», not to «{name}».")
        answers = cases.read_answers(program, data, resume, today, texts, language, partly=True)
    saved = out / f"{name}.case.json"
    try:
        answers = terminal.run(program, answers, today, language, texts, _ask, click.echo)
    except (terminal.Stopped, KeyboardInterrupt) as stop:
        given = stop.answers if isinstance(stop, terminal.Stopped) else answers
        write_text(saved, saved_case(program, given, language))
        yield ""
        yield f"{saved}"
        return
    turn = program.evaluate(answers, today, language)
    for notice in turn.notices(language):
        yield "! " + "".join(part if isinstance(part, str) else part[2] for part in notice)
    for document in turn.documents:
        for own in program.plan["document_languages"]:
            for kind in formats:
                path = out / f"{document}.{own}.{kind}"
                write_bytes(path, make_paper(program, turn, document, own, kind))
                yield str(path)


def _ask(prompt: str) -> str:
    try:
        return input(prompt)
    except KeyboardInterrupt:
        raise EOFError from None
