"""The command line of the centre, from an empty folder on; and Aryz without the centre's packages."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from aryz.centre import Person, open_centre
from aryz.centre.clock import Moment
from aryz.cli import cli


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("ARYZ_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ARYZ_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("ARYZ_DATABASE_URL", raising=False)
    monkeypatch.delenv("ARYZ_KEY_PASSPHRASE", raising=False)
    return CliRunner()


def said(run: CliRunner, line: str, code: int = 0, given: str = "") -> str:
    done = run.invoke(cli, line.split(), input=given)
    assert done.exit_code == code, done.output
    return done.output


def test_from_an_empty_folder_to_a_user(run: CliRunner, tmp_path: Path) -> None:
    assert "aryz db upgrade" in said(run, "db check", 1)
    for words in ("user list", "key list", "key new", "audit list"):
        assert "aryz db upgrade" in said(run, words, 1)
    assert "no database yet" in said(run, f"db backup {tmp_path / 'copy'}", 1)
    said(run, "db upgrade")
    assert "cannot be read" in said(run, "user list", 1)
    said(run, "key new")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    told = said(run, "user add aigul --role consultant")
    code = told.split()[-1]
    assert open_centre().people.enrol("aigul", code).person.role == "consultant"
    assert "is a user «aigul» already" in said(run, "user add aigul --role lawyer", 1)
    assert "There are: consultant" in said(run, "user add bolat --role king", 1)
    assert "invited" in said(run, "user list")
    said(run, "user disable aigul")
    assert '"state": "disabled"' in said(run, "user list --json")
    assert said(run, "user reset aigul").split()[-1] != code
    assert "no user" in said(run, "user reset nobody", 1)
    assert "Nothing was due" in said(run, "db tidy")
    assert "may open cases" in said(run, "user vouch aigul")
    assert "Nothing was unusual" in said(run, "audit unusual")
    centre = open_centre()
    with centre.database.write() as connection:
        for _ in range(40):
            centre.audit.add(connection, "aigul", "case.export")
    assert "aigul" in said(run, "audit unusual", 1)


def test_a_backup_is_taken_back(run: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(run, "db upgrade")
    said(run, "key new")
    said(run, "user add aigul --role consultant")
    copy = tmp_path / "restored" / "centre.sqlite"
    copy.parent.mkdir()
    said(run, f"db backup {copy}")
    assert copy.stat().st_mode & 0o777 == (tmp_path / "data" / "centre.sqlite").stat().st_mode & 0o777 == 0o600
    assert "there already" in said(run, f"db backup {copy}", 1)
    said(run, "user add bolat --role consultant")
    monkeypatch.setenv("ARYZ_DATA", str(copy.parent))
    assert "aigul" in said(run, "user list") and "bolat" not in said(run, "user list")
    said(run, "audit check")


def test_a_key_is_changed(run: CliRunner, tmp_path: Path) -> None:
    said(run, "db upgrade")
    said(run, "key new")
    said(run, "user add aigul --role consultant")
    old = (tmp_path / "key").read_text().split()[1]
    said(run, "key new")
    assert "1 key is sealed anew" in said(run, "key rotate")
    assert old in said(run, "key list")
    said(run, f"key drop {old}")
    assert old not in said(run, "key list") and old not in (tmp_path / "key").read_text()
    left = (tmp_path / "key").read_text().split()[1]
    assert "is in use" in said(run, f"key drop {left}", 1)
    said(run, "user list")


def test_the_log_is_checked(run: CliRunner) -> None:
    said(run, "db upgrade")
    said(run, "key new")
    said(run, "user add aigul --role consultant")
    head = said(run, "audit check").split()[-1]
    assert "user.add aigul" in said(run, "audit list --user console")
    said(run, "user disable aigul")
    said(run, f"audit check --noted {head}")
    assert "noted" in said(run, "audit check --noted 1:00", 1)
    database = open_centre().database
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE number = 1")
    assert "Row 1 of the log was removed" in said(run, "audit check", 1)


def test_words_of_vain_searches_are_printed_for_the_synonyms(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    said(run, "db upgrade")
    said(run, "key new")
    assert "no such words" in said(run, "search missed")
    centre = open_centre()
    centre.missed.switch(Person("1", "stat", "", "statistics"), True)
    for asker in "abc":
        centre.missed.note({"ru:крипт": "крипта"}, asker)
    later = Moment(int(time.time()) + 32 * 24 * 3600, "later", 1)
    monkeypatch.setattr("aryz.centre.clock.Clock.moment", lambda _: later)
    assert "street: {ru: ['крипта']}}  # searches: 3" in said(run, "search missed")
    assert '"word": "крипта"' in said(run, "search missed --json")


def test_aryz_works_without_the_centres_packages() -> None:
    hidden = ("sqlalchemy", "alembic", "argon2", "pyotp", "cryptography", "psycopg")
    script = (
        f"import sys\nfor name in {hidden!r}: sys.modules[name] = None\n"
        "import aryz.web, aryz.cli\n"
        "from click.testing import CliRunner\n"
        "done = CliRunner().invoke(aryz.cli.cli, ['db', 'check'])\n"
        "print(done.exit_code, done.output)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.startswith("1 "), done.stderr
    assert "pip install 'aryz[centre]'" in done.stdout
