"""What is done too often within an hour shows; what is refused is noted once an hour."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.centre.errors import Unknown
from aryz.centre.unusual import Rule, Unusual
from aryz.diagnostics import ContentError
from aryz.office.administration import load_rules
from aryz.project import Project
from tests.centre.conftest import Office, contents, form


def test_more_than_is_usual_within_an_hour_shows_with_its_count(office: Office) -> None:
    who, clock, rules = office.person("aigul"), office.clock, [Rule("case.export", 2), Rule("case.open", 1)]
    case = office.centre.cases.create(who, contents(), form()).id
    clock.wall += 3600 - clock.wall % 3600
    hour = clock.wall
    for _ in range(2):
        office.centre.care.export(who, case)
    assert office.centre.watch.unusual(rules) == []
    office.centre.care.export(who, case)
    assert office.centre.watch.unusual(rules) == [Unusual("case.export", "aigul", 3, hour)]
    clock.go(3600)
    office.centre.care.export(who, case)
    assert len(office.centre.watch.unusual(rules)) == 1, "the next hour counts anew"
    clock.go(7 * 86400)
    assert office.centre.watch.unusual(rules) == []


def test_wrong_logins_of_one_network_count_whatever_the_name(small_office: Office) -> None:
    """One password tried with many names."""
    people = small_office.centre.people
    for number in range(4):
        people.invite(f"user{number}", "", "consultant")
        with pytest.raises(Unknown):
            people.login(f"user{number}", "Summer2026", "000000", "203.0.113.9")
    found = small_office.centre.watch.unusual([Rule("login.wrong", 3, by_network=True), Rule("login.wrong", 1)])
    assert [(one.who, one.count) for one in found] == [("203.0.113.0/24", 4)]


def test_a_verb_that_only_begins_alike_is_another(small_office: Office) -> None:
    with small_office.centre.database.write() as connection:
        for what in ("login 10.0.0.0/24", "login.wrong 10.0.0.0/24", "logins"):
            small_office.centre.audit.add(connection, "aigul", what)
    assert [one.count for one in small_office.centre.watch.unusual([Rule("login", 0)])] == [1]


def test_a_case_of_anothers_is_noted_once_an_hour_and_none_that_is_not_there(office: Office) -> None:
    cases, who, other = office.centre.cases, office.person("aigul"), office.person("bolat")
    row = cases.create(who, contents(), form()).row
    for case in (row.id, row.id, "0" * 32):
        cases.refused(other, case, "/cases/{case}")
    cases.refused(who, row.id, "/cases/{case}/version/{number:int}")  # one's own: nothing was refused
    found = [(one.what, one.code) for one in office.centre.audit.rows() if one.what.startswith("refused")]
    assert found == [("refused /cases/{case}", row.code)]
    office.clock.go(3601)
    cases.refused(other, row.id, "/cases/{case}")
    assert sum(one.what.startswith("refused") for one in office.centre.audit.rows()) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("person:\n  case.open: often\n", ["unusual.yml:2", "often"]),
        ("person:\n- case.open\n", ["unusual.yml:1", "person"]),
        ("persons:\n  case.open: 3\n", ["unusual.yml:1", "persons", "person"]),
    ],
)
def test_a_wrong_threshold_is_named_with_its_line(tmp_path: Path, text: str, said: list[str]) -> None:
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "unusual.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_rules(Project(tmp_path))
    assert all(words in str(caught.value) for words in said)
