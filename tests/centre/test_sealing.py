"""Sealed contents: bound to their place, filled up, and not in the database in the clear."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from aryz.centre.errors import CentreError, Damaged, NoKey, NotFound
from aryz.centre.keys import FileKeys, PassphraseKeys, Stretching, add_to_file, drop_from_file
from aryz.centre.sealing import LEAST, emptied, filled, new_key, seal, step, unseal
from aryz.centre.tables import case_file, piece, sealed_key, version
from aryz.centre.vault import SeveralKeys, Vault, learn_passphrase
from tests.centre.conftest import Office, contents, form

QUICK = Stretching(time=1, memory=64, lanes=1)


@given(st.binary(max_size=3000))
def test_what_is_filled_is_emptied(data: bytes) -> None:
    assert emptied(filled(data)) == data


@given(st.integers(min_value=1, max_value=10**9))
def test_steps_grow_and_add_little(length: int) -> None:
    assert length <= step(length) <= max(LEAST, length * 1.12)
    assert step(length) <= step(length + 1)
    assert step(step(length)) == step(length)


def test_lengths_tell_little() -> None:
    assert len({step(length) for length in range(1, 100_001)}) < 150


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(1, 255))
def test_a_changed_byte_is_noticed(data: bytes, at: int, change: int) -> None:
    key = new_key()
    sealed = bytearray(seal(key, data, "version", "a", 1))
    sealed[at] ^= change
    with pytest.raises(Damaged):
        unseal(key, bytes(sealed), "version", "a", 1)


@pytest.mark.parametrize(
    "bound", [("version", "a", 2), ("version", "b", 1), ("note", "a", 1), ("version", "a", "1"), ()]
)
def test_it_opens_in_its_own_place_only(bound: tuple[str | int, ...]) -> None:
    key = new_key()
    with pytest.raises(Damaged):
        unseal(key, seal(key, b"x", "version", "a", 1), *bound)


def test_versions_and_cases_cannot_be_swapped_in_the_database(office: Office) -> None:
    cases, who = office.centre.cases, office.person("aigul")
    first, second = cases.create(who, contents(a=1), form()).id, cases.create(who, contents(b=1), form()).id
    cases.save(who, first, contents(a=2), 1, form())

    def body(case: str, number: int) -> sa.Select[tuple[bytes]]:
        return sa.select(version.c.body).where(version.c.case_id == case, version.c.number == number)

    for source in (body(first, 1), body(second, 1)):
        with office.centre.database.write() as connection:
            kept = connection.execute(body(first, 2)).scalar_one()
            moved = connection.execute(source).scalar_one()
            here = sa.update(version).where(version.c.case_id == first, version.c.number == 2)
            connection.execute(here.values(body=moved))
        with pytest.raises(Damaged):
            cases.open(who, first)
        with office.centre.database.write() as connection:
            connection.execute(here.values(body=kept))
    assert cases.open(who, first).contents.answers == {"a": 2}


def test_keys_of_cases_cannot_be_swapped(small_office: Office) -> None:
    cases, who = small_office.centre.cases, small_office.person("aigul")
    first, second = cases.create(who, contents(a=1), form()).id, cases.create(who, contents(b=1), form()).id
    with small_office.centre.database.write() as connection:
        other = connection.execute(
            sa.select(sealed_key.c.sealed).where(sealed_key.c.owner == f"case:{second}")
        ).scalar()
        connection.execute(sa.update(sealed_key).where(sealed_key.c.owner == f"case:{first}").values(sealed=other))
    with pytest.raises(Damaged):
        cases.open(who, first)


def test_nothing_personal_is_in_the_file_in_the_clear(small_office: Office, tmp_path: Path) -> None:
    centre, who = small_office.centre, small_office.person("aigul")
    case = centre.cases.create(who, contents(name="Каримов", latin="KARIMOV"), form()).id
    centre.papers.add_note(who, case, "KARIMOV called", form())
    centre.papers.add_upload(who, case, "KARIMOV.pdf", b"%PDF-1.7 KARIMOV %%EOF", form())
    centre.close()
    for file in tmp_path.glob("centre.sqlite*"):
        data = file.read_bytes()
        for word in ("KARIMOV", "Каримов", small_office.secrets["aigul"]):
            assert word.encode() not in data
    assert b"wage-claim" in (tmp_path / "centre.sqlite").read_bytes()


def test_an_erased_case_is_gone_from_the_files_key_and_all(small_office: Office, tmp_path: Path) -> None:
    centre, who = small_office.centre, small_office.person("aigul")
    case = centre.cases.create(who, contents(a="x"), form())
    with centre.database.read() as connection:
        owned = sa.select(sealed_key.c.sealed).where(sealed_key.c.owner == f"case:{case.id}")
        sealed = connection.execute(owned).scalar_one()
        body = connection.execute(sa.select(version.c.body).where(version.c.case_id == case.id)).scalar_one()
    centre.care.erase(who, case.id, form())
    for file in tmp_path.glob("centre.sqlite*"):
        assert sealed not in file.read_bytes() and body not in file.read_bytes()
    with centre.database.read() as connection:
        for table in (version.c.case_id, piece.c.case_id, case_file.c.id):
            assert connection.execute(sa.select(table).where(table == case.id)).first() is None
    with pytest.raises(NotFound):
        centre.cases.open(who, case.id)


def test_rotation_seals_keys_anew_and_touches_no_content(office: Office) -> None:
    centre, who = office.centre, office.person("aigul")
    made = [centre.cases.create(who, contents(a=number), form()).id for number in range(3)]
    with centre.database.read() as connection:
        before = connection.execute(sa.select(version.c.body).order_by(version.c.case_id)).all()
    old = centre.vault.masters()[0].id
    with pytest.raises(CentreError):
        centre.vault.forget(old)
    fresh = add_to_file(office.key_file)
    centre.vault.learn(fresh)
    assert centre.vault.rotate(fresh) == 4  # three cases and an account
    assert centre.vault.rotate(fresh) == 0
    assert {one.id: (one.current, one.seals) for one in centre.vault.masters()} == {old: (False, 0), fresh: (True, 4)}
    centre.vault.forget(old)
    drop_from_file(office.key_file, old)
    alone = Vault(centre.database, FileKeys(office.key_file), office.clock)
    with centre.database.read() as connection:
        assert connection.execute(sa.select(version.c.body).order_by(version.c.case_id)).all() == before
        assert all(alone.key(connection, f"case:{case}") for case in made)
    assert [centre.cases.open(who, case).contents.answers for case in made] == [{"a": 0}, {"a": 1}, {"a": 2}]


def test_another_key_opens_nothing(small_office: Office, tmp_path: Path) -> None:
    other = tmp_path / "other"
    add_to_file(other)
    with pytest.raises(NoKey, match=r"is not in .*other"):
        Vault(small_office.centre.database, FileKeys(other), small_office.clock).ready()


def test_a_passphrase_instead_of_a_file_and_back(small_office: Office) -> None:
    centre, who = small_office.centre, small_office.person("aigul")
    case, words = centre.cases.create(who, contents(a=1), form()).id, "seven tall poplars by the old canal"
    with pytest.raises(CentreError, match="at least"):
        learn_passphrase(centre.vault, "too short")
    name = learn_passphrase(centre.vault, words, QUICK)
    both = Vault(
        centre.database, SeveralKeys(FileKeys(small_office.key_file), PassphraseKeys(words)), small_office.clock
    )
    both.rotate(name)
    phrase = Vault(centre.database, PassphraseKeys(words), small_office.clock)
    phrase.ready()
    with centre.database.read() as connection:
        assert phrase.key(connection, f"case:{case}")
    with pytest.raises(NoKey, match="not the one"):
        Vault(centre.database, PassphraseKeys(f"{words}!"), small_office.clock).ready()
    with pytest.raises(NoKey, match="ARYZ_KEY_PASSPHRASE"):
        centre.vault.ready()


def test_key_files_that_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    add_to_file(path)
    path.chmod(0o640)
    with pytest.raises(NoKey, match="chmod 600"):
        FileKeys(path)
    path.chmod(0o600)
    text = path.read_text()
    path.write_text(text.replace(text[30], "A" if text[30] != "A" else "B", 1))
    with pytest.raises(NoKey, match="line 1"):
        FileKeys(path)
    with pytest.raises(NoKey, match="cannot be read"):
        FileKeys(tmp_path / "none")
    before = path.read_text()
    with pytest.raises(NoKey):
        add_to_file(path)
    assert path.read_text() == before
