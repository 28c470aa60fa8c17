"""Answers queries: citations first, then words, with passages, facets and the interview that solves the matter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aryz.law.acts import Registry
from aryz.search.analysis import Analysis
from aryz.search.cites import Acts
from aryz.search.entry import Hit, Results
from aryz.search.queries import Planner
from aryz.search.ranking import Postings, best, score
from aryz.search.store import Store
from aryz.search.thesaurus import load_thesaurus
from aryz.search.words import Words


class Searcher:
    """Answers queries from the index in `folder`. Raises Damaged (an AryzError) when there is none."""

    def __init__(self, folder: Path, settings: Path, registry: Registry | None = None):
        self.store = Store(folder)
        self.table = self.store.table
        self.count = len(self.table["pages"])
        self.analysis = Analysis.load(settings)
        self.thesaurus = load_thesaurus(settings / "synonyms.yml", self.analysis)
        self.postings = Postings(self.store.posting, self.count)
        self.words = Words(self.store.words)
        self.articles: dict[str, list[int]] = {}
        for page, refs in enumerate(self.table["refs"]):
            if self._value("kind", page) == "act":
                for ref in refs:
                    self.articles.setdefault(ref, []).append(page)
        self.acts = Acts(registry or Registry(), self.articles)
        self.planner = Planner(self.analysis, self.thesaurus, self.postings, self.words)

    def __enter__(self) -> Searcher:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    def find(self, text: str, language: str | None = None, limit: int = 10) -> Results:
        """The best pages for a query."""
        cited = self.acts.find(text)
        query = self.analysis.query(text)
        scores = score(self.planner.groups(query), self.postings)
        top = self._cited(cited.refs, language or (query.languages or ["ru"])[0])
        rows = [(page, 0) for page in top] + best(scores, limit, lambda page: page not in top)
        return Results([self._hit(page, points) for page, points in rows[:limit]], len(scores.points))

    def _cited(self, refs: list[str], language: str) -> list[int]:
        """The articles cited, in the reader's language first."""
        pages = [page for ref in refs for page in self.articles[ref]]
        return sorted(pages, key=lambda page: self._value("language", page) != language)

    def _hit(self, page: int, points: int) -> Hit:
        kept: dict[str, Any] = self.store.page(self.table["pages"][page])
        return Hit(
            url=kept["url"],
            kind=self._value("kind", page),
            language=self._value("language", page),
            title=kept.get("title", ""),
            score=points,
            excerpt=kept.get("body", "")[:200],
            id=self.table["id"][page],
        )

    def _value(self, column: str, page: int) -> Any:
        return self.table[column]["values"][self.table[column]["rows"][page]]
