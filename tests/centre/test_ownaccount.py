"""A fresh code before something grave, another telephone, what a person is told, and a lawyer's word for an account."""

from __future__ import annotations

import pyotp
import pytest

from aryz.centre.accounts import RECOVERY_CODES
from aryz.centre.errors import Forbidden, NotFound, Refused, TooMany, Unknown, Waiting
from aryz.centre.models import Person
from aryz.centre.ownaccount import Enrolment
from tests.centre.conftest import PASSWORD, Office, contents, form

HOME, AWAY = "10.1.2.3", "203.0.113.9"
PHONE, DESK = "Firefox, Android", "Firefox, Windows"


def told(office: Office, who: Person) -> list[str]:
    return [one.kind for one in office.centre.notices.unread(who)]


# a fresh code


def test_a_fresh_code_is_taken_once_and_the_code_of_the_login_not_at_all(office: Office) -> None:
    people, who = office.centre.people, office.person("aigul")
    code = office.code("aigul")
    people.login("aigul", PASSWORD, code)
    with pytest.raises(Refused):
        people.prove(who, code)
    fresh = office.code("aigul")
    people.prove(who, fresh)
    with pytest.raises(Refused) as error:
        people.prove(who, fresh)
    assert error.value.key == "centre.second.fresh"
    assert [row.what for row in office.centre.audit.rows(who="aigul")][:2] == ["code.wrong unknown"] * 2


def test_wrong_fresh_codes_make_one_wait(small_office: Office) -> None:
    who = small_office.person("aigul")
    with pytest.raises(TooMany):
        for _ in range(20):
            with pytest.raises(Refused):
                small_office.centre.people.prove(who, "000000", AWAY)


# another telephone


def begun(office: Office, who: Person, code: str = "") -> Enrolment:
    return office.centre.people.begin_telephone(who, PASSWORD, code or office.code(who.name))


def code_of(asked: Enrolment, office: Office) -> str:
    office.clock.go(30)
    return pyotp.TOTP(asked.secret).at(office.clock.wall)


def test_another_telephone_takes_the_place_of_the_old_one(office: Office) -> None:
    people, who = office.centre.people, office.person("aigul")
    here, there = (people.login("aigul", PASSWORD, office.code("aigul")) for _ in range(2))
    session = people.session(here)
    assert session
    asked = begun(office, who)
    assert people.login("aigul", PASSWORD, office.code("aigul")), "until then the old one is good"
    with pytest.raises(Refused) as error:
        people.finish_telephone(who, asked.ticket, "000000", session.id)
    assert error.value.key == "centre.second.wrong"
    people.finish_telephone(who, asked.ticket, code_of(asked, office), session.id)
    assert people.session(here) and people.session(there) is None
    with pytest.raises(Unknown):
        people.login("aigul", PASSWORD, office.code("aigul"))
    assert people.login("aigul", PASSWORD, code_of(asked, office))
    assert told(office, who) == ["telephone"]


def test_a_lost_telephone_needs_no_administrator_with_a_recovery_code(small_office: Office) -> None:
    people, who = small_office.centre.people, small_office.person("aigul")
    spare = people.new_recovery_codes(who, PASSWORD)[0]
    asked = begun(small_office, who, spare)
    people.finish_telephone(who, asked.ticket, code_of(asked, small_office), "")
    left = next(one.about for one in small_office.centre.notices.unread(who) if one.kind == "spare")
    assert int(left) == RECOVERY_CODES - 1


def test_a_change_of_telephone_is_begun_by_who_knows_both_and_ended_soon(small_office: Office) -> None:
    people, who, other = small_office.centre.people, small_office.person("aigul"), small_office.person("bolat")
    with pytest.raises(Unknown):
        people.begin_telephone(who, "wrong", small_office.code("aigul"))
    with pytest.raises(Refused):
        people.begin_telephone(who, PASSWORD, "000000")
    asked = begun(small_office, who)
    for ticket in ("", "x", asked.ticket[:-6] + "AAAAAA"):
        with pytest.raises(Refused):
            people.read_ticket(who, ticket)
    with pytest.raises(Refused):
        people.read_ticket(other, asked.ticket)
    small_office.clock.go(16 * 60)
    with pytest.raises(Refused) as error:
        people.finish_telephone(who, asked.ticket, code_of(asked, small_office), "")
    assert error.value.key == "centre.telephone.late"


# what a person is told


def test_a_new_browser_or_network_is_told_and_the_usual_ones_are_not(office: Office) -> None:
    people, who = office.centre.people, office.person("aigul")

    def login(address: str, browser: str) -> list[str]:
        people.login("aigul", PASSWORD, office.code("aigul"), address, browser=browser)
        found = office.centre.notices.unread(who)
        office.centre.notices.read(who, [one.id for one in found])
        return [one.about for one in found]

    assert login(HOME, PHONE) == [], "the very first is nothing new"
    assert login("10.1.99.4", PHONE) == [], "a telephone on the road"
    assert login(HOME, DESK) == [f"{DESK}, 10.1.2.0/24"]
    assert login(AWAY, PHONE) == [f"{PHONE}, 203.0.113.0/24"]
    assert login(AWAY, PHONE) == login(HOME, DESK) == login(HOME, PHONE) == []
    office.clock.go(91 * 86400)
    assert login(HOME, PHONE) == [f"{PHONE}, 10.1.2.0/24"], "forgotten after three months"


def test_a_wrong_login_teaches_no_browser(small_office: Office) -> None:
    people, who = small_office.centre.people, small_office.person("aigul")
    people.login("aigul", PASSWORD, small_office.code("aigul"), HOME, browser=PHONE)
    with pytest.raises(Unknown):
        people.login("aigul", "wrong", small_office.code("aigul"), AWAY, browser=DESK)
    people.login("aigul", PASSWORD, small_office.code("aigul"), AWAY, browser=DESK)
    assert told(small_office, who) == ["browser"]


def test_changes_are_told_until_they_are_read_by_their_person(office: Office) -> None:
    people, who, other = office.centre.people, office.person("aigul"), office.person("bolat")
    people.change_password(who, PASSWORD, "four quiet red horses", HOME)
    people.new_recovery_codes(who, "four quiet red horses", HOME)
    office.centre.feed.renew(who)
    office.clock.go(1)
    people.reset("aigul")
    found = office.centre.notices.unread(who)
    assert sorted(one.kind for one in found) == ["feed", "password", "recovery", "reset"]
    assert {one.kind: one.about for one in found}["password"] == "10.1.2.0/24" and found[-1].about == "console"
    office.centre.notices.read(other, [one.id for one in found])
    office.centre.notices.read(who, [found[0].id])
    assert len(told(office, who)) == 3 and told(office, other) == []


# a lawyer's word


def test_who_an_administrator_reset_opens_no_case_until_a_lawyer_says_who_it_is(office: Office) -> None:
    people, cases, clock = office.centre.people, office.centre.cases, office.clock
    who, lawyer, chief = (
        office.person("aigul"),
        office.person("lena", "lawyer"),
        office.person("chief", "administrator"),
    )
    case = cases.create(who, contents(a=1), form()).id
    calendar, spare = office.centre.feed.renew(who), people.new_recovery_codes(who, PASSWORD)[0]
    code = people.reset("aigul", chief)
    secret = people.enrol("aigul", code).secret  # whoever holds the invitation
    clock.go(30)
    people.finish("aigul", code, PASSWORD, pyotp.TOTP(secret).at(clock.wall))
    with pytest.raises(Unknown):  # the codes from before the reset
        people.login("aigul", PASSWORD, spare)
    held = people.find("aigul")
    for act in (
        lambda: cases.open(held, case),
        lambda: cases.find(held),
        lambda: cases.create(held, contents(), form()),
        lambda: office.centre.care.export(held, case),
        lambda: office.centre.feed.renew(held),
    ):
        with pytest.raises(Waiting):
            act()
    with pytest.raises(NotFound):
        office.centre.feed.calendar(calendar)
    assert [one.name for one in people.waiting(lawyer)] == ["aigul"]
    assert "aigul" not in {one.name for one in cases.colleagues(lawyer)}
    for by in (chief, held):
        with pytest.raises(Forbidden):
            people.vouch("aigul", by)
    people.vouch("aigul", lawyer)
    assert cases.open(people.find("aigul"), case).contents.answers == {"a": 1}
    assert people.waiting(lawyer) == [] and {"reset", "vouched"} <= set(told(office, who))


def test_a_lawyer_whom_an_administrator_invited_vouches_for_nobody(small_office: Office) -> None:
    """Otherwise an administrator could make the one who then says that all is right."""
    people, chief = small_office.centre.people, small_office.person("chief", "administrator")
    people.invite("fake", "", "lawyer", chief)
    fake = people.find("fake")
    for act in (
        lambda: people.vouch("fake", fake),
        lambda: people.waiting(fake),
        lambda: small_office.centre.cases.find(fake),
    ):
        with pytest.raises(Forbidden):
            act()
    people.vouch("fake")  # on the server's command line
    assert small_office.centre.cases.find(people.find("fake")) == []


def test_what_shows_no_case_needs_no_word(small_office: Office) -> None:
    people, chief = small_office.centre.people, small_office.person("chief", "administrator")
    for role in ("consultant", "statistics", "administrator"):
        people.invite(role, "", role, chief)
    small_office.person("saule", "statistics")
    people.reset("saule", chief)
    small_office.person("aigul")
    people.reset("aigul")  # on the command line
    assert all(one.vouched for one in people.everyone())
    people.reset("aigul", chief)
    people.reset("aigul", chief)
    assert not people.find("aigul").vouched
    assert [one.code for one in small_office.centre.audit.rows(who="chief")] == [""] * 7
