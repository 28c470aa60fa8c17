"""Redactions from a mirror of our own making: twelve of them, twice, and after its history was rewritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.diagnostics import AryzError
from aryz.law.acts import Registry
from aryz.law.texts import store
from aryz.law.texts.mirror import key, key_of, sync
from tests.law.texts.samples import FOLDER, STEPS, git, make_mirror, text_of

DAYS = [step[0] for step in STEPS]


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_mirror(tmp_path_factory.mktemp("mirror") / "codes")


@pytest.fixture
def registry(content: object) -> Registry:
    return content.registry  # type: ignore[attr-defined,no-any-return]


def test_every_redaction_is_taken_with_its_day_and_its_cause(mirror: Path, registry: Registry, tmp_path: Path) -> None:
    report = sync(mirror, registry, tmp_path, ["tk", "migration"])
    assert report.missing == ["migration"]
    taken = report.acts["tk"]
    assert len(taken.added) == 24
    assert taken.unplaced == []
    for language in ("ru", "kk"):
        texts = store.load(tmp_path, "tk", language)
        assert [text.in_force for text in texts] == DAYS == store.days(tmp_path, "tk", language)
        causes = [text.cause.requisite for text in texts if text.cause]
        assert [cause.split("№ ")[1] for cause in causes] == [f"{step[1]} ЗРК" for step in STEPS]
    # the Russian text is in two files, and both were read in order
    assert [a.number for a in store.load(tmp_path, "tk", "ru")[-1].articles][-2:] == ["6", "7"]
    # the oldest redaction, rebuilt from the history, has the oldest words
    oldest = store.load(tmp_path, "tk", "ru")[0].article("4")
    assert oldest is not None
    assert "одну сотую" in oldest.units[1].text


def test_a_second_run_takes_only_what_is_new(registry: Registry, tmp_path: Path) -> None:
    first = make_mirror(tmp_path / "half", steps=7)
    kept = tmp_path / "texts"
    assert len(sync(first, registry, kept, ["tk"]).acts["tk"].added) == 14
    before = {path: path.read_bytes() for path in kept.rglob("*.txt")}
    again = sync(first, registry, kept, ["tk"]).acts["tk"]
    assert (again.added, again.replaced, again.unchanged) == ([], [], 14)
    assert {path: path.read_bytes() for path in kept.rglob("*.txt")} == before
    # the mirror was built anew: every commit has another name, five redactions came to it
    second = make_mirror(tmp_path / "whole", note="rebuilt")
    taken = sync(second, registry, kept, ["tk"]).acts["tk"]
    assert [row for row in taken.added if row.startswith("ru")] == [f"ru {day}" for day in DAYS[7:]]
    assert (taken.replaced, taken.unchanged) == ([], 14)


def test_the_same_mirror_gives_the_same_bytes(mirror: Path, registry: Registry, tmp_path: Path) -> None:
    for name in ("a", "b"):
        sync(mirror, registry, tmp_path / name, ["tk"])
    first = {p.name: p.read_bytes() for p in (tmp_path / "a" / "tk").iterdir()}
    assert first == {p.name: p.read_bytes() for p in (tmp_path / "b" / "tk").iterdir()}
    assert set(first) == {"ru.txt", "ru.history.txt", "kk.txt", "kk.history.txt"}
    # eleven earlier redactions take less than three whole ones, though the act is tiny
    assert len(first["ru.history.txt"]) < 3 * len(first["ru.txt"])


def test_a_correction_of_the_same_day_replaces_what_was_kept(registry: Registry, tmp_path: Path) -> None:
    from tests.law.texts.samples import FOLDER, git

    mirror = make_mirror(tmp_path / "codes", steps=3)
    kept = tmp_path / "texts"
    sync(mirror, registry, kept, ["tk"])
    path = mirror / FOLDER / "kaz.md"
    path.write_text(text_of("kk", DAYS[2]).replace("ақшалай", "ақшалай ғана"), encoding="utf-8")
    git(mirror, "add", "-A")
    git(mirror, "commit", "-q", "-m", "correction", day="2021-01-01")
    taken = sync(mirror, registry, kept, ["tk"]).acts["tk"]
    assert (taken.added, taken.replaced) == ([], [f"kk {DAYS[2]}"])


def test_what_finds_no_place_is_told_with_its_file_and_line(registry: Registry, tmp_path: Path) -> None:
    root = make_mirror(tmp_path / "codes", steps=1)
    part = root / FOLDER / "rus" / "sec002.md"
    lines = part.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if line.startswith("## РАЗДЕЛ"))
    part.write_text("\n".join([*lines[:at], "", "Слова без места.", *lines[at:]]), encoding="utf-8")
    git(root, "commit", "-qam", "odd", day=DAYS[0])
    taken = sync(root, registry, tmp_path / "texts", ["tk"]).acts["tk"]
    assert taken.unplaced == [f"{DAYS[0]}: {FOLDER}/rus/sec002.md:{at + 2}: Слова без места."]


@pytest.mark.parametrize(
    ("act", "requisite"),
    [
        ("tk", "Кодекс Республики Казахстан от 23 ноября 2015 года № 414-V ЗРК"),
        ("appeals-2007", "Закон Республики Казахстан от 12 января 2007 года N 221. Утратил силу Кодексом …"),
        ("notariat", "Закон Республики Казахстан от 14 июля 1997 года № 155"),
        ("constitution-1995", "Конституция принята на республиканском референдуме 30 августа 1995 года. Прекратила …"),
    ],
)
def test_an_act_is_known_by_its_day_and_the_figures_of_its_number(registry: Registry, act: str, requisite: str) -> None:
    assert key({"requisite": requisite}) == key_of(registry[act])


def test_what_is_no_clone_is_refused(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(AryzError, match="no git clone"):
        sync(tmp_path, registry, tmp_path / "texts")


def test_in_force_on_a_day(mirror: Path, registry: Registry, tmp_path: Path) -> None:
    sync(mirror, registry, tmp_path, ["tk"])
    texts = store.load(tmp_path, "tk", "ru")
    assert store.as_of(texts, "2019-02-28") is None
    for day, held in (
        ("2019-03-01", DAYS[0]),
        ("2020-08-31", DAYS[2]),
        ("2020-09-01", DAYS[3]),
        ("2030-01-01", DAYS[-1]),
    ):
        found = store.as_of(texts, day)
        assert found is not None
        assert found.in_force == held
