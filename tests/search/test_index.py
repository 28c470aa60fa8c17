"""The index on disk: only what changed is made anew, damage is noticed, and builds at once do not meet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from aryz.search import Entry, Searcher
from aryz.search.index import build
from aryz.search.store import DamagedError, Store
from tests.search.conftest import SETTINGS, page

WORDS = ["договор", "зарплата", "отпуск", "паспорт", "штраф", "суд", "инспекция", "увольнение", "перевод", "премия"]


def pages(count: int) -> list[Entry]:
    return [
        page(f"p{n}", f"{WORDS[n % 10]} {WORDS[n // 10 % 10]}", f"слово{n} {WORDS[n // 100 % 10]} и работа " * 3)
        for n in range(count)
    ]


def answers(folder: Path) -> list[list[tuple[str, int]]]:
    with Searcher(folder, SETTINGS) as searcher:
        asked = ["зарплата", "договор отпуск суд", "слово7", "слов7", "работа штраф", "премии"]
        return [[(hit.id, hit.score) for hit in searcher.find(text, limit=50).hits] for text in asked]


def test_an_index_that_was_renewed_answers_as_one_made_anew(tmp_path: Path) -> None:
    uzbek = [page(f"u{n}", "pasport", language="uz") for n in range(100)]
    others = [page(f"e{n}", "passport", f"{'penalty, ' * (n % 7)}{n}", language="en") for n in range(200)]
    listed = pages(600) + uzbek + others  # in chunks of their own
    build(listed, tmp_path / "old", SETTINGS)
    changed = [
        *listed[:100],
        replace(listed[100], body="зарплата и слово777"),
        *listed[220:],
        page("new", "суд премия"),
    ]
    analysed = build(changed, tmp_path / "old", SETTINGS)
    build(changed, tmp_path / "new", SETTINGS)
    assert 0 < analysed < 900 * 2 / 3
    assert answers(tmp_path / "old") == answers(tmp_path / "new")
    renewed, anew = (dict(Store(tmp_path / name).lists()) for name in ("old", "new"))
    assert len(renewed) > 20
    assert renewed.items() <= anew.items()


def test_what_was_worked_out_before_is_renewed_where_a_page_was_edited(tmp_path: Path) -> None:
    listed = pages(900)
    build(listed, tmp_path / "old", SETTINGS)
    listed[450] = replace(listed[450], title="зарплата", body="премия и работа")
    build(listed, tmp_path / "old", SETTINGS)
    build(listed, tmp_path / "new", SETTINGS)
    renewed, anew = (dict(Store(tmp_path / name).lists()) for name in ("old", "new"))
    assert renewed == anew


def test_nothing_changed_means_nothing_to_do(tmp_path: Path) -> None:
    assert build(pages(20), tmp_path / "index", SETTINGS) == 20
    assert build(pages(20), tmp_path / "index", SETTINGS) == 0


@pytest.mark.parametrize("harm", ["cut", "flipped", "lost", "empty"])
def test_a_damaged_index_is_noticed_and_made_anew(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "index"
    build(pages(30), folder, SETTINGS)
    victim = next(path for path in folder.iterdir() if path.suffix == ".seg")
    data = victim.read_bytes()
    if harm == "cut":
        victim.write_bytes(data[: len(data) // 2])
    elif harm == "flipped":
        victim.write_bytes(data[:99] + bytes([data[99] ^ 1]) + data[100:])
    elif harm == "lost":
        victim.unlink()
    else:
        for path in folder.iterdir():
            path.unlink()
    with pytest.raises(DamagedError):
        Searcher(folder, SETTINGS)
    assert build(pages(30), folder, SETTINGS) == 30
    assert answers(folder)[0]


@pytest.mark.parametrize("before", [0, 55])
def test_builds_at_once_leave_one_whole_index(tmp_path: Path, before: int) -> None:
    folder = tmp_path / "index"
    if before:
        build(pages(before), folder, SETTINGS)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda count: build(pages(count), folder, SETTINGS), [40, 50, 60, 70]))
    with Searcher(folder, SETTINGS) as searcher:
        assert searcher.pages.count in {40, 50, 60, 70}
        assert searcher.find("слово39").hits[0].id == "p39"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "index.settings.json"]


def test_a_searcher_sees_the_index_that_took_the_place_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    build(pages(10), folder, SETTINGS)
    with Searcher(folder, SETTINGS) as searcher:
        build([*pages(10), page("late", "опоздание")], folder, SETTINGS)
        found = searcher.answer("опоздание", "ru", {}, 10, 0, "")
    assert [hit["id"] for hit in found["hits"]] == ["late"]
