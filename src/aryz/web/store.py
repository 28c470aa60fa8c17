"""Cases while they are worked on. Here they live in memory only; another store may take this one's place."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

IDLE = 12 * 3600  # seconds after which an untouched case is forgotten
MOST = 500  # cases at once; the longest untouched goes first


@dataclass
class Case:
    """One case: answers that were accepted, and drafts: what was typed and not accepted yet, by question."""

    id: str
    interview: str
    language: str
    answers: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)  # questions whose draft shall show its faults
    asked_in: dict[str, str] = field(default_factory=dict)  # by path the language in which an answer was given
    notes: list[str] = field(default_factory=list)  # what a resumed case has to say, shown once
    earlier: str = ""  # the case whose answers this one began with; it is erased together with it
    touched: float = 0.0


class Cases(Protocol):
    """What the application needs of a store."""

    def create(self, interview: str, language: str) -> Case: ...

    def get(self, case: str) -> Case | None: ...

    def save(self, case: Case) -> None: ...

    def erase(self, case: str) -> None: ...


class MemoryCases:
    """Cases in this process's memory: nothing is written to disk."""

    def __init__(self, idle: float = IDLE, most: int = MOST):
        self._idle, self._most = idle, most
        self._cases: dict[str, Case] = {}
        self._lock = threading.Lock()

    def create(self, interview: str, language: str) -> Case:
        """A new case with an id that cannot be guessed (128 bits)."""
        case = Case(secrets.token_urlsafe(16), interview, language, touched=time.monotonic())
        with self._lock:
            self._forget()
            self._cases[case.id] = case
        return case

    def get(self, case: str) -> Case | None:
        """The case, or None when there is none, or it was left alone too long."""
        with self._lock:
            self._forget()
            found = self._cases.get(case)
            if found is not None:
                found.touched = time.monotonic()
            return found

    def save(self, case: Case) -> None:
        """Keep the changes; in memory they are kept already."""

    def erase(self, case: str) -> None:
        """Forget a case at once, and those it went on from."""
        with self._lock:
            found = self._cases.pop(case, None)
            while found is not None:
                found = self._cases.pop(found.earlier, None)

    def _forget(self) -> None:
        now = time.monotonic()
        for key in [key for key, case in self._cases.items() if now - case.touched > self._idle]:
            del self._cases[key]
        while len(self._cases) >= self._most:
            del self._cases[min(self._cases, key=lambda key: self._cases[key].touched)]
