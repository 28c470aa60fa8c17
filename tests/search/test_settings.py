"""What is kept beside an index answers as what is made anew, and only while its sources are the same."""

from __future__ import annotations

import shutil
from pathlib import Path

from aryz.search import settings
from aryz.search.analysis import Analysis
from aryz.search.thesaurus import Thesaurus
from tests.conftest import ROOT


def load(folder: Path, index: Path) -> tuple[Analysis, Thesaurus]:
    """As a new process does."""
    settings._last.clear()
    return settings.load(folder, index)


def test_what_is_kept_says_the_same_and_is_made_anew_after_an_edit(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    shutil.copytree(ROOT / "search", folder)
    analysis, thesaurus = load(folder, tmp_path / "index")
    kept = tmp_path / "index.settings.json"
    first = kept.read_bytes()
    again, from_kept = load(folder, tmp_path / "index")
    assert again.rules == analysis.rules
    assert list(from_kept.meanings) == thesaurus.meanings
    assert dict(from_kept.words) == thesaurus.words
    words = {"ru:зарплат", *analysis.terms("кинули с зарплатой", "ru")}
    assert from_kept.fired(words) == thesaurus.fired(words) != []

    with (folder / "synonyms.yml").open("a", encoding="utf-8") as file:
        file.write("- {id: trial, ru: [пробное слово], kk: [сынама], uz: [sinama], en: [trial word]}\n")
    _, changed = load(folder, tmp_path / "index")
    assert len(changed.meanings) > len(thesaurus.meanings)
    assert kept.read_bytes() != first

    kept.write_text("{damaged", encoding="utf-8")
    assert list(load(folder, tmp_path / "index")[1].meanings) == changed.meanings
