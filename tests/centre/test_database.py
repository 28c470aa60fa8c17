"""The database: its schema, and what is said when it is full, busy, gone or of another Aryz."""

from __future__ import annotations

import errno
import sqlite3
import threading
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from aryz.centre import Contents, Settings, open_centre
from aryz.centre.database import Database
from aryz.centre.errors import CentreError, Conflict, NoKey, Unavailable
from aryz.centre.tables import audit_head, metadata
from tests.centre.conftest import Office, contents, form, office_at
from tests.centre.postgres import Postgres


def test_migrations_make_the_tables_that_the_code_knows(url: str) -> None:
    database = Database(url)
    database.upgrade()
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert database.upgrade() == database.check()


def test_an_older_database_is_brought_up_to_date_with_its_cases(office: Office) -> None:
    from alembic import command

    from aryz.centre.database import _alembic

    centre, who = office.centre, office.person("aigul")
    case = centre.cases.create(who, contents(a=1), form()).id
    with centre.database.write() as connection:  # as the first Aryz had left it
        for table in ("missed_mark", "missed_word", "notice", "browser"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("ALTER TABLE account DROP COLUMN vouched")
        connection.exec_driver_sql("DROP INDEX audit_at")
        command.stamp(_alembic(connection), "0001")
    with pytest.raises(Unavailable, match="of an older Aryz"):
        centre.database.check()
    centre.database.upgrade()
    centre.database.check()
    assert centre.cases.open(who, case).contents.answers == {"a": 1} and not centre.missed.on()
    assert centre.people.find("aigul").vouched and centre.notices.unread(who) == []


def test_sqlite_keeps_what_it_confirms(small_office: Office) -> None:
    with small_office.centre.database.read() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "secure_delete": 1}


def test_a_change_is_confirmed_when_the_disk_has_it_and_nobody_waits_in_a_line_for_the_disk(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, disk, asked, confirmed = Database(url), threading.Event(), threading.Event(), threading.Event()
    database.upgrade()

    def slow() -> None:
        asked.set()
        assert disk.wait(120)

    def save(number: int) -> None:
        with database.write() as connection:
            connection.execute(sa.update(audit_head).values(number=number))
        confirmed.set()

    with monkeypatch.context() as patched:
        patched.setattr(database._settled, "_flush", slow)
        waiting = threading.Thread(target=save, args=(1,))
        waiting.start()
        assert asked.wait(120)
        with database.write(settled=False) as connection:  # the next one does not wait, and sees it
            assert connection.scalar(sa.update(audit_head).values(number=2).returning(audit_head.c.number - 1)) == 1
        assert not confirmed.is_set()
        disk.set()
        waiting.join()
    assert confirmed.is_set()
    save(3)  # by the disk itself
    database.close()


def test_a_log_that_the_disk_does_not_take_is_told(small_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    centre, who = small_office.centre, small_office.person("aigul")
    case, sent = centre.cases.create(who, contents(a=1), form()).id, form()
    for number, reason in ((errno.ENOSPC, "full"), (errno.EIO, "gone")):
        with monkeypatch.context() as patched, pytest.raises(Unavailable) as told:
            patched.setattr("aryz.centre.database.on_disk", partial(fail, OSError(number, "no")))
            centre.cases.save(who, case, contents(a=2), 1, sent)
        assert told.value.reason == reason
    assert centre.cases.save(who, case, contents(a=2), 1, sent) == 2  # sent again: done once


def fail(error: Exception, *_: object) -> None:
    raise error


@pytest.mark.parametrize(("revision", "words"), [(None, "is empty"), ("9999", "a newer Aryz")])
def test_the_server_refuses_another_schema(tmp_path: Path, revision: str | None, words: str) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    if revision is not None:
        database.upgrade()
        with database.write() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    with pytest.raises(Unavailable, match=words) as told:
        database.check()
    assert told.value.reason == "outdated"


def test_an_unmade_database_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="aryz db upgrade"):
        open_centre(Settings(tmp_path, f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path / "key"))
    assert list(tmp_path.iterdir()) == []


def test_a_centre_opens_with_its_key_only(tmp_path: Path) -> None:
    office = office_at(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path)
    open_centre(Settings(tmp_path, office.url, office.key_file)).close()
    with pytest.raises(NoKey, match="ARYZ_KEY_FILE"):
        open_centre(Settings(tmp_path, office.url))
    with pytest.raises(NoKey, match="ARYZ_KEY_FILE"):
        open_centre(Settings(tmp_path, office.url, passphrase="x" * 30))


def test_settings_of_the_environment() -> None:
    assert Settings.of({}).url == "sqlite:///data/centre.sqlite"
    given = Settings.of({"ARYZ_DATABASE_URL": "postgres://aryz@db/centre", "ARYZ_KEY_FILE": "/etc/aryz/key"})
    assert (given.url, given.key_file) == ("postgresql+psycopg://aryz@db/centre", Path("/etc/aryz/key"))
    for wrong in ("nonsense", "oracle://x"):
        with pytest.raises(CentreError, match="ARYZ_DATABASE_URL"):
            Database(Settings.of({"ARYZ_DATABASE_URL": wrong}).url)


def test_a_database_on_another_machine_needs_a_line_of_its_own() -> None:
    for there in (
        "db/centre",
        "192.0.2.7/centre?sslmode=require",
        "/centre?host=/run/postgresql&host=db",
        ":5/c?hostaddr=::2",
    ):
        with pytest.raises(CentreError, match="verify-full"):
            Database(f"postgresql+psycopg://aryz@{there}")
    for here in ("db/centre?sslmode=verify-full", "[::1]/centre", "/centre", "/centre?host=/run/postgresql"):
        Database(f"postgresql+psycopg://aryz@{here}")


def test_a_full_disk_is_told_and_loses_nothing(small_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    centre, who, lawyer = small_office.centre, small_office.person("aigul"), small_office.person("lena", "lawyer")
    case = centre.cases.create(who, contents(a=1), form()).id
    with centre.database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = sa.event.listens_for(centre.database.engine, "checkout")

    @limit
    def full(raw: sqlite3.Connection, _record: object, _proxy: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {pages}")

    sent, large = form(), Contents("wage-claim", "ru", answers={"a": "x" * 300_000})
    with pytest.raises(Unavailable) as told:
        centre.cases.save(who, case, large, 1, sent)
    assert told.value.reason == "full" and "room" in str(told.value)
    assert centre.cases.open(who, case).contents.answers == {"a": 1}
    with monkeypatch.context() as patched:  # not even room for a line of the log
        patched.setattr(centre.database, "write", partial(fail, Unavailable("full", "no room")))
        assert centre.cases.open(who, case, edit=True).contents.answers == {"a": 1}  # whose reading is in the log
        with pytest.raises(Unavailable):
            centre.cases.open(lawyer, case)  # nobody reads what the log cannot tell
    sa.event.remove(centre.database.engine, "checkout", full)
    with centre.database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    centre.database.close()
    assert centre.cases.save(who, case, large, 1, sent) == 2  # the same form again
    assert centre.audit.check().fault is None


def test_a_busy_database_is_told(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}", busy=0.1)
    database.upgrade()
    other = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as told, database.write():
        pass
    assert told.value.reason == "busy"
    other.execute("ROLLBACK")
    with database.write():
        pass


def test_a_data_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'gone' / 'x.sqlite'}")
    with pytest.raises(Unavailable) as told, database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    assert told.value.reason == "gone"


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(Unavailable) as told:
        Database(f"sqlite:///{path}").check()
    assert told.value.reason == "gone"


def test_a_database_that_went_and_came_back(postgres: Postgres, tmp_path: Path) -> None:
    office = office_at(postgres.create("went"), tmp_path)
    centre, who = office.centre, office.person("aigul")
    case = centre.cases.create(who, contents(a=1), form()).id
    assert centre.cases.save(who, case, contents(a=2), 1, form()) == 2
    sent = form()
    postgres.stop()
    try:
        for act in (lambda: centre.cases.save(who, case, contents(a=3), 2, sent), lambda: centre.cases.find(who)):
            with pytest.raises(Unavailable) as told:
                act()
            assert told.value.reason == "gone"
    finally:
        postgres.start()
    assert centre.cases.save(who, case, contents(a=3), 2, sent) == 3
    assert centre.cases.open(who, case).contents.answers == {"a": 3}
    assert centre.audit.check().fault is None
    centre.close()


def test_a_database_started_anew_while_nobody_asked_is_not_noticed(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = office_at(postgres.create("anew"), tmp_path)
    who = office.person("aigul")
    monkeypatch.setattr("aryz.centre.database.RESTED", 0)
    postgres.stop()
    postgres.start()
    assert office.centre.cases.find(who) == []
    assert office.centre.cases.create(who, contents(a=1), form()).version == 1
    office.centre.close()


def test_two_servers_share_one_database(office: Office) -> None:
    other = office_again(office)
    who = office.person("aigul")
    case = office.centre.cases.create(who, contents(a=0), form()).id
    saved: list[int] = []

    def work(server: Office, name: str) -> None:
        for number in range(10):
            while True:
                version = server.centre.cases.row(who, case).version
                try:
                    saved.append(
                        server.centre.cases.save(who, case, contents(by=name, n=number), version, f"{name}{number}")
                    )
                    break
                except Conflict:  # told, so it is looked at and sent again
                    name += "'"

    threads = [threading.Thread(target=work, args=(server, name)) for server, name in ((office, "a"), (other, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(saved) == list(range(2, 22))
    assert office.centre.audit.check().fault is None
    other.centre.close()


def office_again(office: Office) -> Office:
    """Another server on the same database."""
    from aryz.centre import put_together
    from aryz.centre.keys import FileKeys
    from tests.centre.conftest import quick

    centre = put_together(Database(office.url), FileKeys(office.key_file), office.clock, quick())
    return Office(centre, office.clock, office.key_file, office.url)
