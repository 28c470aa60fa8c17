"""Packs of what a phone takes along: nothing is lost in them, and little changes when little changes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from aryz.build import coming
from aryz.content import Content
from aryz.diagnostics import ContentError
from aryz.kb.takealong import Edition, files_of, write_packs
from aryz.plan import days
from aryz.project import Project

LANGUAGES = ["ru", "uz", "uz-cyrl"]
FILE = (
    '<script type="application/json">{{"texts":{{"a":"{shared}"}},"own":"{own}","made":"{day}","words":[1]}}</script>\n'
)


def write(folder: Path, pages: int = 60, day: str = "2026-11-25", changed: int = -1) -> Path:
    """A site of one language with files of interviews that share much."""
    for number in range(pages):
        page = folder / "ru" / f"page-{number:03}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(
            f"<html><body>{number} {'changed' if number == changed else ''}</body></html>", encoding="utf-8"
        )
    (folder / "ru" / "index.html").write_text("<html></html>", encoding="utf-8")
    (folder / "files" / "ru").mkdir(parents=True)
    for name in ("ru/one", "ru/two", "aryz"):
        text = FILE.format(shared="shared " * 60, own=name * 200, day=day)
        (folder / "files" / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def taken(project: Project, folder: Path, day: str = "2026-11-25") -> tuple[dict[str, bytes], set[str]]:
    """The files as a phone puts them together again, and the names of the packs but the index."""
    write_packs(project, folder, Edition(day))
    listed = json.loads((folder / "take" / "ru.json").read_text(encoding="utf-8"))
    packs = {name: gzip.decompress((folder / "take" / f"{name}.pack").read_bytes()) for name, _ in listed["packs"]}
    index: dict[str, Any] = json.loads(packs[listed["packs"][0][0]])
    parts = []
    for name, lengths in index["packs"].items():
        at = 0
        for length in lengths:
            parts.append(packs[name][at : at + length])
            at += length
    return {path: b"".join(parts[part] for part in row) for path, row in index["files"].items()}, set(index["packs"])


def test_what_is_taken_is_what_was_built(project: Project, tmp_path: Path) -> None:
    folder = write(tmp_path / "a")
    files, packs = taken(project, folder)
    assert len(files) == 63 and 3 < len(packs) < 30
    for path, data in files.items():
        assert data == (folder / (f"{path}index.html" if path.endswith("/") else path)).read_bytes()
    assert "files/aryz.html" not in files


def test_another_day_costs_one_small_pack_a_changed_page_one_more_and_a_new_page_too(
    project: Project, tmp_path: Path
) -> None:
    _, before = taken(project, write(tmp_path / "a"))
    _, day = taken(project, write(tmp_path / "b", day="2026-12-01"), "2026-12-01")
    assert len(day - before) == 1
    _, page = taken(project, write(tmp_path / "c", changed=30))
    assert len(page - before) == 1
    _, new = taken(project, write(tmp_path / "d", pages=61))
    assert len(new - before) == 1


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("assets/leave.js", LANGUAGES),
        ("assets/aryz-calc-uz-cyrl.js", ["uz-cyrl"]),
        ("assets/aryz-calc-ru.js", ["ru"]),
        ("assets/search/abc/start.js", LANGUAGES),
        ("assets/search/abc/l/uz-cyrl.js", ["uz-cyrl"]),
        ("assets/search/abc/o/uz/3.js", ["uz"]),
        ("assets/search/abc/o/uz-cyrl/3.js", ["uz-cyrl"]),
        ("assets/search/abc/k/3.js", []),
        ("files/ru/wage-claim.html", ["ru"]),
        ("files/uz/wage-claim.html", ["uz"]),
        ("files/uz-cyrl/wage-claim.html", ["uz-cyrl"]),
        ("files/aryz.html", []),
        ("ru/interviews/wage-claim/map/index.html", []),
        ("ru/sitemap.xml.gz", []),
        ("data/acts.json", []),
    ],
)
def test_a_file_goes_with_the_languages_that_need_it(tmp_path: Path, name: str, wanted: list[str]) -> None:
    (tmp_path / "assets" / "search" / "abc" / "o").mkdir(parents=True)
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("x", encoding="utf-8")
    assert [one for one in LANGUAGES if file in files_of(tmp_path, one, LANGUAGES)] == wanted


def test_a_threshold_that_is_no_number_is_named_with_its_line(copy: Project) -> None:
    (copy.kb / "offline.yml").write_text("old: soon\nvery_old: 90\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        write_packs(copy, copy.root / "site", Edition("2026-11-25"))
    assert "offline.yml:1" in str(caught.value) and "soon" in str(caught.value)


def test_days_on_which_the_law_is_known_to_change_are_told_ahead(content: Content) -> None:
    table = content.data.tables["mci"]
    assert days.add(table["last"], 1) in coming(content, table["last"])
    article = next(one for act in content.registry.values() for one in act.articles.values() if one.in_force)
    assert article.in_force in coming(content, days.add(article.in_force, -1))
    assert article.in_force not in coming(content, article.in_force)
