"""Consultants who are logged in, each with a case whose client agreed: for servers that are processes of their own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from aryz.centre import Contents
from aryz.centre.clock import Clock
from tests.centre.conftest import PASSWORD, Office, office_at

CHOICES = ("wages", "fired", "accident", "police", "stay", "other")  # of the question below


@dataclass(frozen=True)
class Seated:
    """One of them."""

    name: str
    token: str
    case: str

    @property
    def question(self) -> str:
        return f"/interview/hotline-triage/{self.case}/q/trouble"


def crowd(url: str, folder: Path, people: int) -> tuple[Office, list[Seated]]:
    """So many consultants on an empty database, and the office they are in."""
    office = office_at(url, folder)
    office.clock.wall = int(time.time()) - 31 * people  # each login takes a code of another half minute
    centre, made = office.centre, []
    for number in range(people):
        who = office.person(f"person-{number}")
        contents = Contents("hotline-triage", "ru", answers={"safety.signs": []})
        case = centre.cases.create(who, contents, f"case-{number}")
        centre.care.agree(who, case.id, "2026-11", "ru", f"agree-{number}")
        made.append((who.name, case.id))
    real = Clock()
    office.clock.boot = real.moment().boot
    seated = []
    for name, case_id in made:
        office.clock.ticks = real.moment().ticks
        seated.append(Seated(name, centre.people.login(name, PASSWORD, office.code(name)), case_id))
    return office, seated
