"""From an answers file to papers on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aryz.compiled import Compiled
from aryz.diagnostics import AryzError
from aryz.documents.sheet import zipped
from aryz.files import write_bytes
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.declined import doubts
from aryz.interviews.engine import Program, Turn
from aryz.interviews.say import fault_text
from aryz.package import Package, languages_of, make_package, make_papers
from aryz.yamlfile import YamlMap

FORMATS = ("docx", "pdf", "txt")


@dataclass(frozen=True)
class Order:
    """What is to be made of answers, and in which folder. language: of the papers, None = all of them; messages: the
    language of what is said of mistakes; package: with the annex list, the calculation, the note and the deadlines.
    """

    out: Path
    formats: list[str]
    language: str | None = None
    messages: str = "ru"
    package: bool = False


def assemble(
    compiled: Compiled, interview: str, answers_file: Path, order: Order, say: Callable[[str], None] = lambda text: None
) -> list[Path]:
    """Make the papers of `answers_file`; returns the files written. A package may go into a .zip.

    say: takes what a person must look at, a line each: names whose Russian form is in doubt.

    Everything is made before anything is written, so that bad input leaves nothing half-done. Raises AryzError and
    ContentError.
    """
    made, told = make(compiled, interview, read_file(answers_file), answers_file, order)
    for line in told:
        say(f"{answers_file}: {line}")
    return write_package(order.out, made) if order.package else write_papers(order.out, made)


def make(
    compiled: Compiled, interview: str, data: YamlMap, path: Path, order: Order
) -> tuple[dict[str, bytes], list[str]]:
    """The papers of answers as files by name, and what a person must look at. `path`: where the answers come from, for
    messages; of the order all but `out` counts. Raises AryzError and ContentError.
    """
    program, messages = compiled.program(interview), order.messages
    turn, texts = answered(compiled, interview, data, path, messages), compiled.project.interface[messages]
    languages, asked_in = languages_of(program, order.language), str(data.get("language", messages))
    told = doubts(turn, texts) if "ru" in languages else []
    if order.package:
        return make_package(program, turn, package_of(compiled, languages, order.formats, asked_in)), told
    papers = make_papers(program, turn, languages, order.formats)
    return papers | make_outcomes(program, turn, asked_in), told


def answered(compiled: Compiled, interview: str, data: YamlMap, path: Path, messages: str) -> Turn:
    """The engine's turn with the answers of a file: what they come to. Raises AryzError and ContentError in `messages`,
    the language of what is said of mistakes.
    """
    program, texts = compiled.program(interview), compiled.project.interface[messages]
    if data["interview"] != interview:
        raise AryzError(f"{path} holds answers to «{data['interview']}», not to «{interview}».")
    today = str(data.get("today") or date.today().isoformat())
    answers = read_answers(program, data, path, today, texts, messages)
    turn = program.evaluate(answers, today, messages)
    for fault in turn.faults.values():
        raise AryzError(f"{path}: {fault_text(fault, texts, messages)}")
    return turn


def package_of(compiled: Compiled, languages: list[str], formats: list[str], asked_in: str) -> Package:
    """How packages of this project are made. asked_in: the language of the note."""
    return Package(languages, formats, asked_in, compiled.project.interface, compiled.titles)


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


def write_package(out: Path, files: dict[str, bytes]) -> list[Path]:
    """Write a package as one zip where `out` is named so, else into the folder `out`; returns the paths written."""
    if out.suffix.lower() != ".zip":
        return write_papers(out, files)
    write_bytes(out, zipped(files))
    return [out]
