"""What the centre speaks of: people, cases, and what belongs to a case. Times are seconds since 1970 (UTC)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

CONSULTANT, LAWYER, STATISTICS, ADMINISTRATOR = "consultant", "lawyer", "statistics", "administrator"
ROLES = (CONSULTANT, LAWYER, STATISTICS, ADMINISTRATOR)
OPEN, FILED, WAITING, CLOSED = "open", "filed", "waiting", "closed"
STATES = (OPEN, FILED, WAITING, CLOSED)
UNKNOWN = "unknown"
OUTCOMES = ("helped", "partly", "refused", "referred", "left", UNKNOWN)  # what came of a case


@dataclass(frozen=True)
class Person:
    """A user. `name` is what is typed at login, `title` what colleagues see."""

    id: str
    name: str
    title: str
    role: str
    disabled: bool = False
    ready: bool = True  # False until the invitation was used: no password and no second factor yet
    vouched: bool = True  # False while a lawyer has not said that this is really the person: no cases until then

    @property
    def reads_cases(self) -> bool:
        return self.role in {CONSULTANT, LAWYER}

    @property
    def reads_counts(self) -> bool:
        return self.role in {STATISTICS, ADMINISTRATOR, LAWYER}


@dataclass(frozen=True)
class Session:
    """A running session. `id` may be shown and used to end it; `form` is what its forms carry against forgery."""

    id: str
    person: Person
    form: str
    began: int
    seen: int
    network: str


@dataclass(frozen=True)
class Notice:
    """What happened to an account. about: by whom, or from where."""

    id: str
    at: int
    kind: str
    about: str


@dataclass
class Contents:
    """What a case says: the fields of a case of the interviews' pages. Stored encrypted, never without."""

    interview: str
    language: str
    answers: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    asked_in: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    earlier: str = ""


@dataclass(frozen=True)
class Lock:
    """Who edits a case now, and until when the lease runs."""

    person: str  # the account's id
    title: str
    until: int


@dataclass(frozen=True)
class Row:
    """A case as lists show it: nothing of its contents."""

    id: str
    code: str
    interview: str
    language: str
    state: str
    deadline: str  # the next day that counts, or ""
    owner: str  # the account's id
    owner_title: str
    version: int
    created: int
    changed: int
    erase_on: str  # the day on which it is erased by itself
    lock: Lock | None = None


@dataclass(frozen=True)
class Case:
    """A case opened: its row and its contents."""

    row: Row
    contents: Contents

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def version(self) -> int:
        return self.row.version


@dataclass(frozen=True)
class Version:
    """One confirmed save."""

    number: int
    by: str  # the title of who saved it
    at: int


@dataclass(frozen=True)
class Note:
    id: str
    by: str
    at: int
    text: str


@dataclass(frozen=True)
class Upload:
    """A paper of the client's; `kind` is pdf, jpg, png or docx as the content itself says."""

    id: str
    name: str
    kind: str
    size: int
    by: str
    at: int


@dataclass(frozen=True)
class Consent:
    """What the client agreed to: which text (its version), in which language, told by whom; or took back."""

    text: str
    language: str
    by: str
    at: int
    given: bool = True


@dataclass(frozen=True)
class Facts:
    """What is counted of a case: coarse, no name, no day. «unknown» where the case does not say.

    The outcome is what the consultant says when the case is closed, and the month that of the first save; saving
    answers changes neither.
    """

    interview: str
    topic: str = UNKNOWN
    region: str = UNKNOWN
    citizenship: str = UNKNOWN
    sex: str = UNKNOWN
    age: str = UNKNOWN
    language: str = UNKNOWN
    outcome: str = UNKNOWN
    month: str = ""  # YYYY-MM; the store fills it in


@dataclass(frozen=True)
class Due:
    """A day that counts for a case; `remind` = days before on which to remind."""

    day: str
    remind: int = 3
