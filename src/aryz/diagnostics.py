"""What is wrong with the content, said to a person: where, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path


def counted(number: int, one: str, many: str = "") -> str:
    """«1 error», «2 errors», «0 errors». many: where it is not `one` with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True)
class Place:
    """A spot in a content file: the file, the line (1 is the first, 0 = the file as a whole) and what stands
    there, such as a field's path or a paragraph of a DOCX.
    """

    path: Path
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        spot = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{spot} ({self.field})" if self.field else spot

    def under(self, root: Path) -> Place:
        """The same place with its path written from `root`, as people read it."""
        path = self.path
        return replace(self, path=path.relative_to(root)) if path.is_relative_to(root) else self


@dataclass(frozen=True)
class Problem:
    """One finding. `code` names the rule (`cite.unknown-act`), `mend` says what to do about it."""

    code: str
    place: Place
    message: str
    mend: str = ""
    severity: str = "error"  # error | warning: only errors make `aryz check` fail

    def __str__(self) -> str:
        tail = f" {self.mend}" if self.mend else ""
        return f"{self.place}: {self.message}{tail} [{self.code}]"

    def under(self, root: Path) -> Problem:
        """The same finding with its path written from `root`, as people read it."""
        return replace(self, place=self.place.under(root))


@dataclass
class Findings:
    """All problems met on the way: loading never stops at the first one."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: Place, message: str, mend: str = "", severity: str = "error") -> None:
        self.problems.append(Problem(code, place, message, mend, severity))

    def extend(self, problems: Iterable[Problem]) -> None:
        self.problems.extend(problems)

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.severity == "error"]

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    def stop_on_errors(self) -> None:
        """Raise `ContentError` with all errors, if there are any."""
        if self.errors:
            raise ContentError(self.errors)


class AryzError(Exception):
    """A mistake of the user's that one clear message can describe. The command line prints it and exits 1."""


class ContentError(AryzError):
    """Content that cannot be used. Carries every problem, each with file and line."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__("\n".join(str(p) for p in self.problems))
