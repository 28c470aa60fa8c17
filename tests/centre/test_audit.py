"""The log: whole after many writers, and what is done to it shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from aryz.centre.tables import audit, audit_head
from tests.centre.conftest import Office


def write(office: Office, count: int) -> None:
    for number in range(count):
        with office.centre.database.write() as connection:
            office.centre.audit.add(connection, "aigul", f"act {number}", "topaz-orbita-42")


def test_many_writers_make_one_chain(office: Office) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: write(office, 10), range(6)))
    found = office.centre.audit.check()
    assert (found.rows, found.fault) == (60, None)


def test_a_change_that_fails_leaves_no_row(office: Office) -> None:
    write(office, 2)
    with pytest.raises(ZeroDivisionError), office.centre.database.write() as connection:
        office.centre.audit.add(connection, "aigul", "act")
        raise ZeroDivisionError
    write(office, 1)
    assert office.centre.audit.check().rows == 3


@pytest.mark.parametrize(
    ("tamper", "first"),
    [
        ("UPDATE audit SET who = 'bolat' WHERE number = 3", 3),
        ("UPDATE audit SET at = at + 1 WHERE number = 3", 3),
        ("UPDATE audit SET code = '' WHERE number = 3", 3),
        ("UPDATE audit SET what = 'act 4' WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 5", 5),
        ("DELETE FROM audit", 1),
    ],
)
def test_what_is_done_to_the_log_shows(office: Office, tamper: str, first: int) -> None:
    write(office, 5)
    with office.centre.database.write() as connection:
        connection.exec_driver_sql(tamper)
    assert office.centre.audit.check().fault == first


def test_two_rows_that_changed_places_show(office: Office) -> None:
    write(office, 5)
    with office.centre.database.write() as connection:
        for source, target in ((2, 99), (3, 2), (99, 3)):
            connection.execute(sa.update(audit).where(audit.c.number == source).values(number=target))
    assert office.centre.audit.check().fault == 2


def test_a_log_cut_short_with_its_head_shows_against_the_noted_head(office: Office) -> None:
    write(office, 3)
    early = office.centre.audit.check().head
    write(office, 2)
    late = office.centre.audit.check().head
    assert office.centre.audit.check(early).fault is None
    with office.centre.database.write() as connection:
        connection.execute(sa.delete(audit).where(audit.c.number > 3))
        number, mark = early.split(":")
        connection.execute(sa.update(audit_head).values(number=int(number), hash=mark))
    assert office.centre.audit.check(early).fault is None
    assert office.centre.audit.check(late).fault is not None
