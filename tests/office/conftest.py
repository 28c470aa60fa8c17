"""An office with its people, on SQLite, and browsers that are logged in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from aryz.content import Content
from aryz.interviews.cases import read_answers, read_file
from aryz.office import create_office
from tests.centre.conftest import PASSWORD, Office, office_at
from tests.conftest import ROOT
from tests.web.test_app import anything, form_of

HOST = "http://127.0.0.1"
PEOPLE = {
    "aigul": "consultant",
    "bota": "consultant",
    "lena": "lawyer",
    "saule": "statistics",
    "admin": "administrator",
}
_HIDDEN = re.compile(r'<input type="hidden" name="(form|request|version)" value="([^"]*)"')


class Seat(TestClient):
    """A browser of one person."""

    person = ""  # who is logged in

    def marks(self, path: str) -> dict[str, str]:
        """What the forms of a page carry."""
        return marks_of(self.get(path))

    def fill(self, path: str, page: str = "/account", **data: Any) -> Response:
        """Send a form with the marks of a page."""
        return self.post(path, data={**self.marks(page), **data})


def marks_of(page: Response) -> dict[str, str]:
    return {name: unescape(value) for name, value in _HIDDEN.findall(page.text)}


@dataclass
class House:
    office: Office
    app: Starlette

    def seat(self, name: str = "") -> Seat:
        """A browser, logged in if somebody is named."""
        seat = Seat(self.app, base_url=HOST, follow_redirects=True, headers={"accept-language": "ru"})
        if name:
            self.login(seat, name)
        return seat

    def login(self, seat: Seat, name: str) -> Response:
        typed = {"name": name, "password": PASSWORD, "code": self.office.code(name)}
        seat.person = name
        return seat.post("/login", data=typed)

    def grave(self, seat: Seat, path: str, page: str = "/account", **data: Any) -> Response:
        """Send a form that asks for a fresh code."""
        return seat.fill(path, page, proof=self.office.code(seat.person), **data)

    def begin(self, seat: Seat, interview: str = "hotline-triage", client: str = "ru") -> str:
        """A new case with the client's consent; gives its id."""
        where = f"/cases/new/{interview}"
        typed = {"client": client, "text": "2026-11", "agree": "yes", "from": ""}
        page = seat.fill(where, f"{where}?client={client}", **typed)
        assert page.status_code == 200, page.text
        return str(page.url.path).split("/")[3]


def house_at(content: Content, office: Office) -> House:
    for name, role in PEOPLE.items():
        office.person(name, role)
    return House(office, create_office(content, office.centre))


@pytest.fixture(scope="session")
def house(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all tests; each begins cases of its own, and breaks only people whom it invited."""
    folder = tmp_path_factory.mktemp("office")
    made = house_at(content, office_at(f"sqlite:///{folder / 'centre.sqlite'}", folder))
    yield made
    made.office.centre.close()


@pytest.fixture
def aigul(house: House) -> Seat:
    return house.seat("aigul")


@pytest.fixture
def bota(house: House) -> Seat:
    return house.seat("bota")


@pytest.fixture
def lena(house: House) -> Seat:
    return house.seat("lena")


def walk(house: House, seat: Seat, content: Content, example: str) -> str:
    """Answer a whole interview as an example does, page by page; gives the case."""
    path = ROOT / "examples" / f"{example}.yml"
    data = read_file(path)
    interview, today = data["interview"], str(data["today"])
    program = content.program(interview)
    answers = read_answers(program, data, path, today, content.project.interface["ru"], "ru")
    case = house.begin(seat, interview)
    here = seat.get(f"/interview/{interview}/{case}")
    for _ in range(40):
        where = str(here.url.path)
        if where.endswith("/review"):
            return case
        question = where.rpartition("/")[2]
        whole = {path: anything(program.fields[path]) for path in program.questions[question]["fields"]} | answers
        here = seat.post(where, data={**marks_of(here), **form_of(content, interview, question, whole)})
        assert here.status_code == 200, re.findall(r"<li>(.*?)</li>", here.text)
    raise AssertionError("the interview does not end")


def pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
