"""Small indexes for the tests of search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aryz.search import Entry, Searcher, build
from tests.conftest import ROOT

SETTINGS = ROOT / "search"
Make = Callable[[list[Entry]], Searcher]


def page(key: str, title: str, body: str = "", language: str = "ru", kind: str = "guide", **more: object) -> Entry:
    """A page of a test."""
    return Entry(key, f"{language}/{key}/", kind, language, title, body=body, **more)  # type: ignore[arg-type]


@pytest.fixture
def searcher_of(tmp_path: Path) -> Iterator[Make]:
    """Makes a searcher over some pages."""
    opened: list[Searcher] = []

    def make(entries: list[Entry]) -> Searcher:
        folder = tmp_path / f"index{len(opened)}"
        build(entries, folder, SETTINGS)
        opened.append(Searcher(folder, SETTINGS))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
