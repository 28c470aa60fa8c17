"""Consent, export, erasure by wish and by term, the calendar."""

from __future__ import annotations

import io
import json
import zipfile

import icalendar
import pytest
import sqlalchemy as sa

from aryz.centre import Due, Facts
from aryz.centre.care import WARNING
from aryz.centre.cases import KEEP
from aryz.centre.errors import NotFound, Refused
from aryz.centre.tables import case_file, fact, piece, request, version
from aryz.plan import days
from tests.centre.conftest import Office, contents, form
from tests.centre.test_papers import PDF

DAY = 86400


def test_consent_given_and_taken_back(office: Office) -> None:
    care, who = office.centre.care, office.person("aigul")
    case = office.centre.cases.create(who, contents(), form()).id
    care.agree(who, case, "consent-2026-11", "uz", form())
    assert care.agreed(who, case)
    care.agree(who, case, "consent-2026-11", "uz", form(), given=False)
    assert not care.agreed(who, case)
    found = [(one.text, one.language, one.by, one.given) for one in care.consents(who, case)]
    assert found == [("consent-2026-11", "uz", "Aigul", False), ("consent-2026-11", "uz", "Aigul", True)]


def test_an_export_holds_all_of_the_case_in_the_clear(office: Office) -> None:
    centre, who = office.centre, office.person("aigul")
    case = centre.cases.create(who, contents(name="Каримов"), form(), deadlines=[Due("2027-01-15")]).id
    centre.cases.save(who, case, contents(name="Каримова"), 1, form())
    centre.papers.add_note(who, case, "позвонить", form())
    centre.papers.add_upload(who, case, "договор.pdf", PDF, form())
    centre.care.agree(who, case, "v1", "ru", form())
    with zipfile.ZipFile(io.BytesIO(centre.care.export(who, case, {"papers/claim.txt": b"claim"}))) as archive:
        told = json.loads(archive.read("case.json"))
        assert archive.read("files/1-договор.pdf") == PDF
        assert archive.read("papers/claim.txt") == b"claim"
    assert [one["answers"]["name"] for one in told["versions"]] == ["Каримов", "Каримова"]
    assert told["notes"][0]["text"] == "позвонить" and told["days"] == ["2027-01-15"]
    assert told["consents"][0]["language"] == "ru"
    assert [row.what for row in centre.audit.rows()][:2] == ["case.export", "consent.given"]
    assert centre.care.answers(who, case).answers == {"name": "Каримова"}
    # a copy of the answers alone is a copy too
    assert [row.what for row in centre.audit.rows()][:2] == ["case.export"] * 2


@pytest.mark.parametrize("forget", [True, False])
def test_erasure_leaves_nothing_but_the_log(office: Office, forget: bool) -> None:
    centre, who = office.centre, office.person("aigul")
    case = centre.cases.create(who, contents(), form(), facts=Facts("wage-claim"), deadlines=[Due("2027-01-15")])
    other = centre.cases.create(who, contents(name="Ким"), form()).id
    for one in (case.id, other):
        centre.papers.add_note(who, one, "x", form())
    sent = form()
    for _ in range(2):  # sent twice
        centre.care.erase(who, case.id, sent, forget)
    with pytest.raises(NotFound):
        centre.cases.open(who, case.id)
    with centre.database.read() as connection:
        for table in (version, piece):
            assert set(connection.execute(sa.select(table.c.case_id)).scalars()) == {other}
        assert connection.execute(sa.select(case_file.c.id)).scalars().all() == [other]
        assert connection.execute(sa.select(sa.func.count()).select_from(fact)).scalar() == (0 if forget else 1)
        assert connection.execute(sa.select(request.c.action).where(request.c.case_id == case.id)).scalars().all() == [
            "case.erase"
        ]
    assert centre.cases.open(who, other).contents.answers == {"name": "Ким"}
    assert [row.what for row in centre.audit.rows(code=case.row.code)] == ["case.erase", "note.add", "case.create"]


def test_a_case_is_erased_by_itself_after_it_was_announced(office: Office) -> None:
    centre, who = office.centre, office.person("aigul")
    case = centre.cases.create(who, contents(), form(), facts=Facts("wage-claim")).row
    assert case.erase_on == days.add(office.clock.today(), KEEP)
    assert centre.care.warnings(who) == []
    office.clock.go((KEEP - WARNING) * DAY)
    assert [row.code for row in centre.care.warnings(who)] == [case.code]
    assert centre.care.erase_due() == []
    office.clock.go((WARNING - 1) * DAY)
    assert centre.care.erase_due() == []
    office.clock.go(DAY)
    assert centre.care.erase_due() == [case.code]
    assert centre.audit.rows()[0].who == "the term"
    with centre.database.read() as connection:  # what is counted stays
        assert connection.execute(sa.select(sa.func.count()).select_from(fact)).scalar() == 1


def test_a_clock_set_forward_erases_nothing_at_once(small_office: Office) -> None:
    centre, who = small_office.centre, small_office.person("aigul")
    case = centre.cases.create(who, contents(a=1), form()).id
    small_office.clock.wall += 3000 * DAY
    assert centre.care.erase_due() == []
    small_office.clock.wall -= 3000 * DAY
    assert centre.care.erase_due() == []
    assert centre.cases.open(who, case).contents.answers == {"a": 1}


def test_the_term_may_be_moved(office: Office) -> None:
    centre, who = office.centre, office.person("aigul")
    case = centre.cases.create(who, contents(), form()).row
    today = office.clock.today()
    for wrong in (today, days.add(today, 6 * 365), "soon", "2027-02-30"):
        with pytest.raises(Refused):
            centre.care.keep_until(who, case.id, wrong, form())
    office.clock.go((KEEP - 3) * DAY)
    centre.care.erase_due()
    centre.care.keep_until(who, case.id, days.add(office.clock.today(), 300), form())
    office.clock.go(100 * DAY)
    assert centre.care.erase_due() == [] and centre.care.warnings(who) == []
    centre.care.keep_until(who, case.id, days.add(office.clock.today(), 2), form())
    office.clock.go(2 * DAY)
    assert centre.care.erase_due() == [case.code]


def test_the_calendar_has_code_names_only(office: Office) -> None:
    centre, who, other = office.centre, office.person("aigul"), office.person("bolat")
    case = centre.cases.create(
        who, contents(name="KARIMOV"), form(), deadlines=[Due("2027-01-15", 5), Due("2020-01-01")]
    )
    closed = centre.cases.create(who, contents(), form(), deadlines=[Due("2027-01-16")])
    centre.cases.set_state(who, closed.id, "closed", form())
    centre.cases.create(other, contents(), form(), deadlines=[Due("2027-01-17")])
    token = centre.feed.renew(who)
    text = centre.feed.calendar(token)
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert [(str(one["SUMMARY"]), one.decoded("DTSTART").isoformat()) for one in events] == [
        (case.row.code, "2027-01-15")
    ]
    assert not any(word in text for word in (b"KARIMOV", b"wage", b"Aigul", case.id.encode()))
    fresh = centre.feed.renew(who)
    with pytest.raises(NotFound):
        centre.feed.calendar(token)
    centre.feed.stop(who)
    with pytest.raises(NotFound):
        centre.feed.calendar(fresh)


def test_a_calendar_without_days_is_a_calendar(small_office: Office) -> None:
    feed, who = small_office.centre.feed, small_office.person("aigul")
    assert icalendar.Calendar.from_ical(feed.calendar(feed.renew(who))).walk("VEVENT") == []


def test_a_disabled_users_calendar_ends(small_office: Office) -> None:
    feed, who = small_office.centre.feed, small_office.person("aigul")
    token = feed.renew(who)
    small_office.centre.people.disable("aigul")
    with pytest.raises(NotFound):
        feed.calendar(token)
