"""Words of searches that found nothing: off by itself, kept when several people typed them, nothing else."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from aryz.centre.errors import Forbidden
from aryz.centre.missed import KEPT, MissedWords
from aryz.centre.tables import missed_mark, missed_word
from tests.centre.conftest import Office

MONTH = 32 * 24 * 3600
WORD = {"ru:крипт": "крипта"}


def stored(office: Office) -> tuple[int, int]:
    """How many marks and words stand in the database."""
    with office.centre.database.read() as connection:
        count = sa.select(sa.func.count())
        marks = connection.execute(count.select_from(missed_mark)).scalar_one()
        return marks, connection.execute(count.select_from(missed_word)).scalar_one()


def switched_on(office: Office) -> MissedWords:
    office.centre.missed.switch(office.person("stat", "statistics"), True)
    return office.centre.missed


def test_nothing_is_noted_until_it_is_switched_on(office: Office) -> None:
    for asker in "abcd":
        office.centre.missed.note(WORD, asker)
    assert stored(office) == (0, 0) and not office.centre.missed.on()


def test_a_word_is_kept_when_three_people_searched_with_it(office: Office) -> None:
    missed = switched_on(office)
    for asker in ("a", "a", "a", "b", "b"):
        missed.note(WORD, asker)
    assert stored(office) == (2, 0)
    missed.note({"ru:крипт": "криптой"}, "c")
    missed.note(WORD, "a")
    assert stored(office) == (0, 1)
    assert missed.words() == []  # the month is not over
    office.clock.go(MONTH)
    missed.note(WORD, "a")
    assert [(one.word, one.language, one.searches, one.month) for one in missed.words()] == [
        ("криптой", "ru", 4, "2026-11")
    ]
    office.clock.go(MONTH)
    assert [(one.searches, one.month) for one in missed.words()] == [(5, "2026-12")]
    assert [one.searches for one in missed.words(year=2026)] == [5] and missed.words(year=2025) == []


def test_what_waits_can_be_read_by_nobody(office: Office) -> None:
    """Neither the word nor who searched stands there, and one person's marks on two words have nothing in common."""
    missed = switched_on(office)
    missed.note({"ru:крипт": "крипта", "ru:нфт": "нфт"}, "aigul")
    with office.centre.database.read() as connection:
        rows = connection.execute(sa.select(missed_mark)).all()
    signs = {sign for row in rows for sign in (row.word, row.asker)}
    assert len(rows) == 2 and len(signs) == 4
    assert all(len(sign) == 64 and set(sign) <= set("0123456789abcdef") for sign in signs)
    assert {row.month for row in rows} == {"2026-11"}
    missed.switch(office.centre.people.find("stat"), False)
    missed.switch(office.centre.people.find("stat"), True)
    missed.note({"ru:крипт": "крипта", "ru:нфт": "нфт"}, "aigul")
    with office.centre.database.read() as connection:
        again = {row.word for row in connection.execute(sa.select(missed_mark))}
    assert not again & signs  # another key


def test_switched_off_it_forgets_what_waits_and_keeps_the_words(office: Office) -> None:
    missed, clerk = switched_on(office), office.centre.people.find("stat")
    for asker in "abc":
        missed.note(WORD, asker)
    missed.note({"ru:нфт": "нфт"}, "a")
    missed.switch(clerk, False)
    assert stored(office) == (0, 1)
    missed.note(WORD, "a")
    missed.clear(clerk)
    assert stored(office) == (0, 0)
    log = [row.what for row in office.centre.audit.rows(who="stat")]
    assert log[:3] == ["search.clear", "search.off", "search.on"] and office.centre.audit.check().fault is None


def test_the_key_of_the_marks_goes_with_the_others_when_the_master_key_changes(office: Office) -> None:
    from aryz.centre.keys import add_to_file

    missed = switched_on(office)
    missed.note(WORD, "a")
    office.centre.vault.learn(name := add_to_file(office.key_file))
    assert office.centre.vault.rotate(name)
    for asker in "bc":
        missed.note(WORD, asker)
    assert stored(office) == (0, 1)


def test_who_may_switch_and_who_may_look(small_office: Office) -> None:
    missed = small_office.centre.missed
    for role in ("consultant", "lawyer"):
        who = small_office.person(role, role)
        with pytest.raises(Forbidden):
            missed.switch(who, True)
        with pytest.raises(Forbidden):
            missed.clear(who)
    with pytest.raises(Forbidden):
        missed.words(small_office.centre.people.find("consultant"))
    assert missed.words(small_office.centre.people.find("lawyer")) == []
    missed.switch(small_office.person("admin", "administrator"), True)
    assert missed.on()


def test_a_programme_that_searches_for_nonsense_does_not_fill_the_disk(
    small_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aryz.centre.missed.MOST", 5)
    missed = switched_on(small_office)
    missed.note({f"ru:слово{number}": "слово" for number in range(9)}, "a")
    assert stored(small_office) == (5, 0)


def test_after_a_year_it_is_forgotten(office: Office) -> None:
    missed = switched_on(office)
    for asker in "abc":
        missed.note(WORD, asker)
    missed.note({"ru:нфт": "нфт"}, "a")
    office.clock.go(KEPT * 30 * 24 * 3600)
    missed.tidy()
    assert stored(office) == (1, 1)
    office.clock.go(MONTH)
    missed.tidy()
    assert stored(office) == (0, 0)
