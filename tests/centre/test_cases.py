"""Cases: who sees them, saves that collide, saves sent twice, locks, versions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from aryz.centre import Contents, Due, Facts
from aryz.centre.cases import KEPT_VERSIONS
from aryz.centre.errors import Conflict, Forbidden, Locked, NotFound, Refused
from tests.centre.conftest import Office, contents, form


def test_a_case_comes_back_as_it_was_saved(office: Office) -> None:
    who = office.person("aigul")
    given = Contents(
        "wage-claim",
        "uz",
        answers={"worker.name": {"surname": "Каримов"}, "wages.unpaid": [{"amount": 12_000_00, "due": "2026-08-01"}]},
        drafts={"unpaid": {"wages.monthly": "не число"}},
        faulty={"unpaid", "dates"},
        asked_in={"worker.name": "uz"},
        notes=["o‘zgardi"],
        earlier="x",
    )
    made = office.centre.cases.create(who, given, form())
    assert office.centre.cases.open(who, made.id).contents == given
    assert made.row.code.count("-") == 2


def test_others_cases_do_not_exist_for_a_consultant(office: Office) -> None:
    cases, owner, other = office.centre.cases, office.person("aigul"), office.person("bolat")
    made = cases.create(owner, contents(a=1), form())
    for act in (
        lambda: cases.open(other, made.id),
        lambda: cases.row(other, made.id),
        lambda: cases.save(other, made.id, contents(a=2), 1, form()),
        lambda: cases.versions(other, made.id),
        lambda: cases.version(other, made.id, 1),
        lambda: cases.lock(other, made.id),
        lambda: cases.set_state(other, made.id, "closed", form()),
        lambda: cases.hand_over(other, made.id, other.id, form()),
        lambda: office.centre.papers.notes(other, made.id),
        lambda: office.centre.papers.add_note(other, made.id, "x", form()),
        lambda: office.centre.papers.uploads(other, made.id),
        lambda: office.centre.papers.asides(other, made.id),
        lambda: office.centre.care.export(other, made.id),
        lambda: office.centre.care.erase(other, made.id, form()),
        lambda: office.centre.care.consents(other, made.id),
        lambda: office.centre.care.keep_until(other, made.id, "2027-01-01", form()),
    ):
        with pytest.raises(NotFound):
            act()
    assert cases.find(other) == []
    assert cases.open(owner, made.id).contents.answers == {"a": 1}


def test_a_lawyer_sees_and_corrects_all_cases(office: Office) -> None:
    cases, owner, lawyer = office.centre.cases, office.person("aigul"), office.person("dana", "lawyer")
    made = cases.create(owner, contents(a=1), form())
    assert [row.id for row in cases.find(lawyer)] == [made.id]
    cases.save(lawyer, made.id, contents(a=2), 1, form())
    assert cases.open(owner, made.id).contents.answers == {"a": 2}


@pytest.mark.parametrize("role", ["statistics", "administrator"])
def test_other_roles_open_nothing(small_office: Office, role: str) -> None:
    cases, owner, other = small_office.centre.cases, small_office.person("aigul"), small_office.person("kto", role)
    made = cases.create(owner, contents(), form())
    for act in (
        lambda: cases.find(other),
        lambda: cases.open(other, made.id),
        lambda: cases.create(other, contents(), form()),
        lambda: small_office.centre.care.warnings(other),
        lambda: small_office.centre.feed.renew(other),
    ):
        with pytest.raises(Forbidden):
            act()


def test_the_second_of_two_saves_is_told_and_nothing_is_lost(office: Office) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    made = cases.create(who, contents(a=1), form())
    cases.save(who, made.id, contents(a="first tab"), 1, form())
    late = form()
    for _ in range(2):  # the browser may send it again
        with pytest.raises(Conflict) as told:
            cases.save(who, made.id, contents(a="second tab"), 1, late)
        assert told.value.theirs.contents.answers == {"a": "first tab"}
        assert told.value.theirs.version == 2
    asides = office.centre.papers.asides(who, made.id)
    assert [office.centre.papers.aside(who, made.id, one).answers for one, _ in asides] == [{"a": "second tab"}]


def test_of_many_saves_at_once_one_wins(office: Office) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    made = cases.create(who, contents(a=0), form())

    def save(number: int) -> int | None:
        try:
            return cases.save(who, made.id, contents(a=number), 1, form())
        except Conflict:
            return None

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(save, range(1, 9)))
    assert sorted(one for one in done if one) == [2]
    won = done.index(2) + 1
    assert cases.open(who, made.id).contents.answers == {"a": won}
    aside = {
        office.centre.papers.aside(who, made.id, one).answers["a"]
        for one, _ in office.centre.papers.asides(who, made.id)
    }
    assert aside == set(range(1, 9)) - {won}
    assert office.centre.audit.check().fault is None


def test_a_form_sent_twice_is_done_once(office: Office) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    begun, sent = form(), form()
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: cases.create(who, contents(), begun).id, range(4)))
        assert len(made) == 1
        case = made.pop()
        assert set(pool.map(lambda _: cases.save(who, case, contents(a=1), 1, sent), range(4))) == {2}
        assert len(set(pool.map(lambda _: office.centre.papers.add_note(who, case, "once", "note"), range(4)))) == 1
    assert len(cases.find(who)) == 1
    assert [one.number for one in cases.versions(who, case)] == [2, 1]


def test_a_form_cannot_be_used_for_another_case(small_office: Office) -> None:
    cases, who = small_office.centre.cases, small_office.person("aigul")
    first, second = cases.create(who, contents(), form()), cases.create(who, contents(), form())
    cases.save(who, first.id, contents(a=1), 1, "the form")
    with pytest.raises(Refused):
        cases.save(who, second.id, contents(a=1), 1, "the form")
    assert cases.row(who, second.id).version == 1


@pytest.mark.parametrize("odd", ["\x00", "x" * 500, "'; DROP TABLE case_file; --", "%", "../..", "\u202e"])
def test_odd_ids_are_answered_in_words(office: Office, odd: str) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    case = cases.create(who, contents(), form()).id
    for act in (lambda: cases.open(who, odd), lambda: cases.save(who, odd, contents(), 1, form()),
                lambda: office.centre.papers.download(who, case, odd)):  # fmt: skip
        with pytest.raises((NotFound, Refused)):
            act()
    for ask in (lambda: cases.find(who, code=odd), lambda: cases.find(who, interview=odd)):
        try:
            assert ask() == []
        except Refused:
            assert "\x00" in odd
    assert [row.id for row in cases.find(who)] == [case]


@pytest.mark.parametrize("wrong", ["", "x" * 65])
def test_a_form_without_an_id_is_refused(small_office: Office, wrong: str) -> None:
    with pytest.raises(Refused):
        small_office.centre.cases.create(small_office.person("aigul"), contents(), wrong)


def test_any_text_that_a_browser_sends_is_kept(office: Office) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    odd = "\x00 \ud800 \u202e =1+1 <script> 🐪 қ"
    case = cases.create(who, contents(odd=odd), form()).id
    assert cases.open(who, case).contents.answers == {"odd": odd}
    office.centre.papers.add_note(who, case, odd, form())
    assert office.centre.papers.notes(who, case)[0].text == odd
    assert office.centre.care.export(who, case)


def test_one_form_id_of_two_people_is_two_forms(small_office: Office) -> None:
    cases = small_office.centre.cases
    made = {cases.create(small_office.person(name), contents(), "same").id for name in ("aigul", "bolat")}
    assert len(made) == 2


def test_versions_are_kept_in_their_order_though_the_clock_was_set_back(office: Office) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    case = cases.create(who, contents(a=1), form()).id
    for number in range(2, 5):
        office.clock.wall -= 86400
        assert cases.save(who, case, contents(a=number), number - 1, form()) == number
    assert [one.number for one in cases.versions(who, case)] == [4, 3, 2, 1]
    assert cases.open(who, case).contents.answers == {"a": 4}
    assert cases.version(who, case, 2).answers == {"a": 2}


def test_old_versions_go(small_office: Office) -> None:
    cases, who = small_office.centre.cases, small_office.person("aigul")
    case = cases.create(who, contents(), form()).id
    for number in range(1, KEPT_VERSIONS + 3):
        cases.save(who, case, contents(a=number), number, form())
    kept = [one.number for one in cases.versions(who, case)]
    assert kept == list(range(KEPT_VERSIONS + 3, 3, -1))
    with pytest.raises(NotFound):
        cases.version(who, case, 3)


def test_the_lock_holds_others_off_until_its_lease_ends(office: Office) -> None:
    cases, owner, lawyer = office.centre.cases, office.person("aigul"), office.person("dana", "lawyer")
    case = cases.create(owner, contents(a=0), form()).id
    cases.lock(owner, case)
    with pytest.raises(Locked) as told:
        cases.lock(lawyer, case)
    assert told.value.lock.title == "Aigul"
    with pytest.raises(Locked):
        cases.save(lawyer, case, contents(a="lawyer"), 1, form())
    assert len(office.centre.papers.asides(lawyer, case)) == 1
    office.clock.go(601)
    assert cases.lock(lawyer, case).person == lawyer.id
    assert cases.lock(owner, case, take_over=True).person == owner.id
    cases.unlock(lawyer, case)  # not theirs any more
    assert cases.row(owner, case).lock is not None


def test_a_clock_set_back_does_not_lock_a_case_for_days(small_office: Office) -> None:
    cases, owner, lawyer = (
        small_office.centre.cases,
        small_office.person("aigul"),
        small_office.person("dana", "lawyer"),
    )
    case = cases.create(owner, contents(), form()).id
    cases.lock(owner, case)
    small_office.clock.wall -= 3 * 86400
    assert cases.lock(lawyer, case).person == lawyer.id


def test_hand_over(office: Office) -> None:
    cases, first, second = office.centre.cases, office.person("aigul"), office.person("bolat")
    clerk = office.person("stat", "statistics")
    case = cases.create(first, contents(), form()).id
    assert [one.name for one in cases.colleagues(first)] == ["bolat"]
    with pytest.raises(NotFound):
        cases.hand_over(first, case, clerk.id, form())
    cases.hand_over(first, case, second.id, form())
    with pytest.raises(NotFound):
        cases.open(first, case)
    assert cases.open(second, case).row.owner_title == "Bolat"


def test_finding(office: Office) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    today = office.clock.today()
    later = f"{int(today[:4]) + 1}-01-15"
    one = cases.create(who, contents(), form(), deadlines=[Due(later), Due("2020-01-01"), Due(later, 5)]).row
    two = cases.create(who, Contents("legal-aid", "kk"), form(), deadlines=[Due(f"{later[:4]}-02-01")]).row
    three = cases.create(who, Contents("legal-aid", "kk"), form()).row
    assert [row.id for row in cases.find(who)] == [one.id, two.id, three.id]  # the nearest day first
    assert [row.deadline for row in cases.find(who)] == [later, f"{later[:4]}-02-01", ""]
    assert [row.id for row in cases.find(who, until=later)] == [one.id]
    assert {row.id for row in cases.find(who, interview="legal-aid")} == {two.id, three.id}
    assert one.id in {row.id for row in cases.find(who, code=one.code[3:9].upper())}
    assert cases.find(who, code="%") == []
    cases.set_state(who, one.id, "closed", form())
    assert [row.id for row in cases.find(who, state="closed")] == [one.id]
    assert cases.row(who, one.id).deadline == ""
    with pytest.raises(Refused):
        cases.set_state(who, one.id, "won", form())


def test_opening_is_logged_once_an_hour_and_says_nothing_of_the_contents(office: Office) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    case = cases.create(who, contents(secret="Каримов"), form(), facts=Facts("wage-claim"))
    for _ in range(3):
        cases.open(who, case.id)
    office.clock.go(3601)
    cases.open(who, case.id)
    rows = office.centre.audit.rows(code=case.row.code)
    assert [row.what for row in rows] == ["case.open", "case.open", "case.create"]
    assert not any("Каримов" in str(tuple(row)) for row in rows)


def test_whoever_reads_something_of_a_case_is_in_the_log(office: Office) -> None:
    centre, who, lawyer = office.centre, office.person("aigul"), office.person("lena", "lawyer")
    case = centre.cases.create(who, contents(a=1), form()).id
    with pytest.raises(Conflict):
        centre.cases.save(who, case, contents(a=2), 0, form())
    ((aside, _),) = centre.papers.asides(who, case)
    ways = (
        lambda: centre.cases.read(lawyer, case),
        lambda: centre.cases.version(lawyer, case, 1),
        lambda: centre.papers.aside(lawyer, case, aside),
    )
    for number, look in enumerate(ways, 1):
        for _ in range(2):
            look()
        assert len(centre.audit.rows(who="lena")) == number + 1  # one is of the first login
        office.clock.go(3601)
