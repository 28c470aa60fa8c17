"""From a sheet of workers to a folder of papers for each, or to one collective paper."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from aryz.assemble import Order, package_of, write_papers
from aryz.compiled import Compiled
from aryz.diagnostics import AryzError, ContentError, Problem
from aryz.files import new_folders
from aryz.interviews.cases import CaseReader
from aryz.interviews.engine import Program, Turn
from aryz.many.book import Book, Case, read_book
from aryz.package import converted, drafts, languages_of, package_drafts
from aryz.package.papers import Files

AT_ONCE = 50  # cases; a folder appears when all of them are made
HOPELESS = 3  # rows whose PDFs cannot be made, and none could
SUFFIXES = (".xlsx", ".xlsm", ".csv")
Say = Callable[[Path], None]
Given = TypeVar("Given")
Made = TypeVar("Made")
_TELL = "It is a fault of the programme: tell the maintainers, with the row but without names. All other rows are made."
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
    compiled: Compiled,
    interview: str,
    answers_file: Path,
    order: Order,
    together: bool = False,
    say: Say = lambda paper: None,
) -> Result:
    """Make the papers of every good row of a sheet; `say` hears of each paper as it is written.

    together: the rows are the parties of one paper. A folder of `order.out` for each worker appears whole or not at
    all; papers made before are replaced, other files stay. Raises AryzError and ContentError when the file as a whole
    cannot be read.
    """
    program, interface = compiled.program(interview), compiled.project.interface
    out, formats, messages = order.out, order.formats, order.messages
    languages = languages_of(program, order.language)
    book = read_book(program, answers_file, interface, messages, together)
    run = _Run(program, book, book.today or date.today().isoformat(), interface[messages], messages)
    run.tell(book.loose.problems)
    parts = package_of(compiled, languages, formats, messages)
    there = {path.name for path in out.iterdir()} if out.is_dir() else set()

    def draft(turn: Turn) -> Files:
        return package_drafts(program, turn, parts) if order.package else drafts(program, turn, languages, formats)

    with new_folders(out) as put:
        for some in _batches(book.cases):
            ready = [(case, turn) for case in some if (turn := run.safely(case, run.ready, case))]
            good = [
                Draft(case, "" if book.party else run.folder(case.number, turn.answers), files)
                for case, turn in ready
                if (files := run.safely(case, draft, turn))
            ]
            for name, papers in run.converted(good):
                folder = out / name
                if name and name not in there:
                    put(name, papers)
                else:
                    write_papers(folder, papers)
                run.result.made += 1
                written = [folder / paper for paper in papers]
                run.result.papers += written
                for paper in written:
                    say(paper)
    return run.result


def _batches(cases: list[Case]) -> Iterator[list[Case]]:
    """Cases that go from step to step together: LibreOffice is slow to start, and a processor does best what it did
    last.
    """
    return (cases[at : at + AT_ONCE] for at in range(0, len(cases), AT_ONCE))


@dataclass(frozen=True)
class Draft:
    """The papers of a case before PDFs are made, and the name of its folder."""

    case: Case
    folder: str
    files: Files


class _Run:
    """Cases of a book on their way to papers, and what came of them."""

    def __init__(self, program: Program, book: Book, today: str, texts: Mapping[str, str], language: str):
        self.program, self.book = program, book
        self.reader = CaseReader(program, today, texts, language)
        self.result = Result(cases=len(book.cases))
        self._names = [path for path, spec in program.fields.items() if spec["type"] == "name"]
        self._said: set[tuple[str, str]] = set()
        self._without_pdf = 0

    def tell(self, problems: list[Problem]) -> None:
        """Keep what is wrong; a fault of a shared answer is met in each row and kept once."""
        for problem in problems:
            mark = (str(problem.place), problem.message)
            if mark not in self._said:
                self._said.add(mark)
                self.result.problems.append(problem)

    def ready(self, case: Case) -> Turn | None:
        """The case with its checked answers, or None when something is wrong with it."""
        turn: Turn | None = None
        with suppress(ContentError):  # what was wrong is in the findings
            turn = self.reader.read(case.raw, case.findings)
        self.tell(case.findings.problems)
        if turn is None:
            return None
        if not turn.documents:
            self.tell([Problem("answers.no-paper", case.raw.whole, "with these answers no paper is to be made.")])
            return None
        return turn if not self.book.party or self._speaks_of_all(case, turn) else None

    def _speaks_of_all(self, case: Case, turn: Turn) -> bool:
        """A collective paper that would leave someone out is not made: a row without a place may be anybody's."""
        questions = [question for question, _ in self.program.asked_by[self.book.party]]
        read = any(question in turn.read for question in questions)
        if not read:
            message = f"with these answers the paper leaves out «{self.book.party}»: «{questions[0]}» is not asked."
            mend = "Mend the shared answers, such as whether there are several."
            self.tell([Problem("sheet.unread", case.raw.whole, message, mend)])
        return read and not self.book.loose.errors

    def safely(self, case: Case, work: Callable[[Given], Made | None], given: Given) -> Made | None:
        """What the work makes of a case; a fault of ours stops this row and not the others."""
        try:
            return work(given)
        except AryzError:
            raise
        except Exception as fault:  # whatever it is: the other rows are as good as before
            last = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{type(fault).__name__} in {Path(last.filename).name}:{last.lineno}"
            self.refuse(case, f"the papers of this row could not be made ({where}).", _TELL)
            return None

    def converted(self, good: list[Draft]) -> Iterator[tuple[str, Files]]:
        """Names of folders and papers, PDFs made. A paper that LibreOffice cannot take stops its own row only."""
        try:
            made = converted([one.files for one in good])
        except AryzError as error:
            if len(good) < 2:
                self._without_pdf += 1
                if self._without_pdf == HOPELESS and not self.result.made:
                    raise  # no PDF can be made here at all
                self.refuse(good[0].case, str(error))
                return
            for half in (good[: len(good) // 2], good[len(good) // 2 :]):
                yield from self.converted(half)
            return
        yield from zip((one.folder for one in good), made, strict=True)

    def refuse(self, case: Case, message: str, mend: str = "") -> None:
        self.tell([Problem("sheet.fault", case.raw.whole, message, mend)])

    def folder(self, number: int, answers: Mapping[str, Any]) -> str:
        """«001-primerov»: the row's number among the workers, which stays when other rows are mended, and a surname."""
        width = max(3, len(str(len(self.book.cases))))
        names = (answers.get(path) for path in self._names)
        surname = next((slug(name["surname"]) for name in names if name), "")
        return f"{number:0{width}d}-{surname}".rstrip("-")


def slug(word: str) -> str:
    """A name as any file system takes it: small Latin letters and digits, at most 40; empty when none is left."""
    return re.sub(r"[^a-z0-9]+", "-", word.lower().translate(_LATIN)).strip("-")[:40].strip("-")
