"""From a sheet of workers to a folder of papers for each, or to one collective paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from aryz.assemble import languages_of, make_papers, write_papers
from aryz.content import Content
from aryz.diagnostics import ContentError, Problem
from aryz.files import replaced_folder
from aryz.interviews.cases import read_raw
from aryz.interviews.engine import Program
from aryz.many.book import Book, Case, read_book

SUFFIXES = (".xlsx", ".xlsm", ".csv")
Say = Callable[[Path], None]
_LATIN: dict[int, str] = {
    **{ord(a): b for a, b in zip("абвгдеёзийклмнопрстуфыэәғқңөұүһі", "abvgdeeziyklmnoprstufyeagqnouuhi", strict=True)},
    **{ord("ж"): "zh", ord("х"): "kh", ord("ц"): "ts", ord("ч"): "ch", ord("ш"): "sh", ord("щ"): "shch"},
    **{ord("ъ"): "", ord("ь"): "", ord("ю"): "yu", ord("я"): "ya"},
}


@dataclass
class Result:
    """What came of a sheet: the papers written, how many cases there were and how many went well, what was wrong."""

    papers: list[Path] = field(default_factory=list)
    cases: int = 0
    made: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def bad(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def assemble_many(
    content: Content,
    interview: str,
    answers_file: Path,
    out: Path,
    formats: list[str],
    language: str | None = None,
    messages: str = "ru",
    together: bool = False,
    say: Say = lambda paper: None,
) -> Result:
    """Make the papers of every good row of a sheet; `say` hears of each paper as it is written.

    A folder of `out` for each worker appears whole or not at all; papers made before are replaced, other files stay.
    Raises AryzError and ContentError when the file as a whole cannot be read.
    """
    program, interface = content.program(interview), content.project.interface
    languages = languages_of(program, language)
    book = read_book(program, answers_file, interface, messages, together)
    today = book.today or date.today().isoformat()
    result = Result(cases=len(book.cases))
    seen: set[tuple[str, str]] = set()  # a fault of a shared answer is met in each row and said once
    _tell(result, book.loose.problems, seen)
    width = max(3, len(str(len(book.cases))))
    for case in book.cases:
        answers = _answers(program, case, book, today, interface[messages], messages, result, seen)
        if answers is None:
            continue
        turn = program.evaluate(answers, today, messages)
        if book.party and not any(asking in turn.read for asking, _ in program.asked_by[book.party]):
            result.problems.append(_unread(case, book.party, program))
            continue
        papers = make_papers(program, turn, languages, formats)
        folder = out if book.party else out / _folder(case.number, width, program, answers)
        for path in _write(folder, papers):
            result.papers.append(path)
            say(path)
        result.made += 1
    return result


def _answers(
    program: Program, case: Case, book: Book, today: str, texts: dict[str, str], messages: str, result: Result,
    seen: set[tuple[str, str]],
) -> dict[str, Any] | None:  # fmt: skip
    """The checked answers of a case, or None when something is wrong with it.

    A row of a collective paper that belongs to nobody may be anybody's: then the paper is not made.
    """
    answers: dict[str, Any] | None = None
    with suppress(ContentError):  # what was wrong is in the findings
        answers = read_raw(program, case.raw, today, texts, messages, case.findings)
    _tell(result, case.findings.problems, seen)
    return None if book.party and book.loose.errors else answers


def _unread(case: Case, party: str, program: Program) -> Problem:
    """A collective paper that would leave out the people is not made."""
    question = program.questions[program.asked_by[party][0][0]]["id"]
    message = f"with these answers the paper does not speak of «{party}»: the question «{question}» is not asked."
    return Problem(
        "sheet.unread", case.raw.whole, message, "Mend the shared answers, such as whether there are several."
    )


def _tell(result: Result, problems: list[Problem], seen: set[tuple[str, str]]) -> None:
    for problem in problems:
        mark = (str(problem.place), problem.message)
        if mark not in seen:
            seen.add(mark)
            result.problems.append(problem)


def _write(folder: Path, papers: dict[str, bytes]) -> list[Path]:
    if folder.exists():
        return write_papers(folder, papers)
    with replaced_folder(folder) as fresh:
        write_papers(fresh, papers)
    return [folder / name for name in papers]


def _folder(number: int, width: int, program: Program, answers: dict[str, Any]) -> str:
    """«001-primerov»: the row's number among the workers, which stays when other rows are mended, and a surname."""
    names = (answers.get(path) for path, spec in program.fields.items() if spec["type"] == "name")
    surname = next((slug(name["surname"]) for name in names if name), "")
    return f"{number:0{width}d}-{surname}".rstrip("-")


def slug(word: str) -> str:
    """A name as any file system takes it: small Latin letters and digits, at most 40; empty when none is left."""
    return re.sub(r"[^a-z0-9]+", "-", word.lower().translate(_LATIN)).strip("-")[:40].strip("-")
