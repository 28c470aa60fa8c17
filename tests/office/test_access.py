"""Who may open what: every address for every role, and a case of another looks like none."""

from __future__ import annotations

import re

import pytest

from aryz.content import Content
from aryz.office.app import Office, Page, pages_of
from aryz.office.consent import load_consents
from aryz.office.hall import ALL, CASES, NUMBERS
from tests.office.conftest import PEOPLE, House, Seat

ONE = "0123456789abcdef0123456789abcdef"  # of no case
FILLED = {
    "{interview}": "hotline-triage",
    "{case}": ONE,
    "{question}": "signs",
    "{name}": "x.ru.docx",
    "{number:int}": "1",
    "{upload}": ONE,
    "{piece}": ONE,
    "{token}": "x",
}
# what each role reaches, written down apart from the code
EVERYONE = {"/office", "/logout", "/leave", "/account", "/notices", "/find"}
CONSULTANT = EVERYONE | {"/cases", "/interview", "/deadlines"}
MAY = {
    "consultant": CONSULTANT,
    "lawyer": CONSULTANT | {"/statistics", "/log", "/vouch"},
    "statistics": EVERYONE | {"/statistics", "/searches"},
    "administrator": EVERYONE | {"/statistics", "/searches", "/people", "/log"},
}
OPEN = {"/login", "/login/first", "/login/first/finish", "/feed/{token}.ics"}


def same(text: str) -> str:
    """A page without the ids that each page gets anew."""
    return re.sub(r'name="request" value="[^"]*"', "", text)


def table(content: Content, house: House) -> list[Page]:
    office = Office(
        content.project, content.programs, house.office.centre, load_consents(content.project), {}, {}, False
    )
    return pages_of(office)


def address(page: Page) -> str:
    path = page.path
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return path


@pytest.mark.parametrize("name", PEOPLE)
def test_every_address_for_every_role(house: House, content: Content, name: str) -> None:
    """A page that the role may open is not refused; all others are, forms with a right mark too."""
    may, seat = MAY[PEOPLE[name]], house.seat(name)
    seat.follow_redirects = False
    marks = seat.marks("/account")
    for page in table(content, house):
        if page.path in OPEN:
            continue
        if page.path in {"/logout", "/leave", "/account/end-all"}:  # they end the session: each role may
            assert page.roles == ALL
            continue
        allowed = any(page.path == one or page.path.startswith(f"{one}/") for one in may)
        for method in page.methods:
            data = marks if method == "POST" else None
            status = seat.request(method, address(page), data=data).status_code
            assert (status != 403) is allowed, (page.path, method, status)
            assert status < 500


def test_nothing_is_open_to_who_is_not_logged_in(house: House, content: Content) -> None:
    seat = house.seat()
    seat.follow_redirects = False
    for page in table(content, house):
        for method in page.methods:
            answer = seat.request(method, address(page), data={} if method == "POST" else None)
            if page.path in OPEN:
                assert answer.status_code in {200, 401, 404, 422, 429}, page.path
            elif method == "GET":
                assert (answer.status_code, answer.headers["location"]) == (303, "/login"), page.path
            else:
                assert answer.status_code == 401, page.path


def test_the_table_names_each_role_that_reads_cases_or_numbers() -> None:
    assert {"consultant", "lawyer"} == CASES and "consultant" not in NUMBERS


def test_a_case_of_another_looks_like_one_that_is_not_there(house: House, aigul: Seat, bota: Seat) -> None:
    case = house.begin(aigul)
    assert aigul.get(f"/cases/{case}").status_code == 200
    talk = "/interview/hotline-triage/{}"
    for path in ("/cases/{}", "/cases/{}/version/1", talk, f"{talk}/review",
                 f"{talk}/save", f"{talk}/package"):  # fmt: skip
        foreign, absent = bota.get(path.format(case)), bota.get(path.format(ONE))
        assert foreign.status_code == absent.status_code == 404, path
        assert same(foreign.text) == same(absent.text), path
    forms = (
        "state",
        "note",
        "remove",
        "upload",
        "keep",
        "consent",
        "hand-over",
        "lock",
        "unlock",
        "export",
        "file",
        "version/1",
    )
    for action in forms:
        data = {"state": "closed", "text": "x", "day": "2027-01-01", "given": "no", "to": ONE, "take_over": "yes"}
        foreign = bota.fill(f"/cases/{case}/{action}", **data)
        absent = bota.fill(f"/cases/{ONE}/{action}", **data)
        assert foreign.status_code == absent.status_code == 404, action
    erased = bota.fill(f"/cases/{case}/erase", code="x")
    assert erased.url.path == bota.fill(f"/cases/{ONE}/erase", code="x").url.path
    assert aigul.get(f"/cases/{case}").status_code == 200
    assert case not in bota.get("/cases").text
    started = bota.fill("/cases/new/wage-claim", client="ru", text="2026-11", agree="yes", **{"from": case})
    assert started.status_code == 404  # nor are its answers carried into a case of one's own


def test_a_lawyer_sees_all_cases_and_an_administrator_none(house: House, aigul: Seat, lena: Seat) -> None:
    case = house.begin(aigul)
    assert lena.get(f"/cases/{case}").status_code == 200
    assert house.seat("admin").get(f"/cases/{case}").status_code == 403


def test_the_interviews_of_the_public_server_are_not_there(house: House) -> None:
    """They would keep cases in memory, without an account."""
    seat = house.seat()
    begun = seat.post("/interview/wage-claim", data={"lang": "ru"})
    assert begun.status_code == 401
    assert seat.get("/interview/wage-claim/x/erase").status_code == 404
    assert seat.get("/interview").url.path == "/login"


def test_another_host_name_is_not_answered(house: House) -> None:
    assert house.seat().get("/login", headers={"host": "evil.example"}).status_code == 400
