"""What the index knows of its pages without reading them: columns, filters, facets, versions in other languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from aryz.search.entry import FACETS

ANY = "any"  # pages for every citizenship; pages that say nothing are for every one too


class Pages:
    """The pages of an index by number."""

    def __init__(self, table: Mapping[str, Any]):
        self.table = table
        self.count = len(table["pages"])
        self._shown: dict[str, list[int]] = {}

    def value(self, column: str, page: int) -> Any:
        """What a column says of a page."""
        found = self.table[column]
        return found["values"][found["rows"][page]]

    def rows(self, column: str, fits: Callable[[Any], bool]) -> frozenset[int]:
        """The numbers of a column's values that fit."""
        return frozenset(number for number, value in enumerate(self.table[column]["values"]) if fits(value))

    @cached_property
    def links(self) -> dict[int, list[tuple[int, int]]]:
        """To which pages each lends how much of its points."""
        return {int(page): [(to, share) for to, share in rows] for page, rows in self.table["links"].items()}

    @cached_property
    def articles(self) -> dict[str, list[int]]:
        """The pages of each article, by citation."""
        made: dict[str, list[int]] = {}
        acts, rows = self.rows("kind", lambda kind: kind == "act"), self.table["kind"]["rows"]
        for page, refs in enumerate(self.table["refs"]):
            if rows[page] in acts:
                for ref in refs:
                    made.setdefault(ref, []).append(page)
        return made

    @cached_property
    def numbers(self) -> dict[str, list[str]]:
        """The articles of each act."""
        made: dict[str, list[str]] = {}
        for ref in self.articles:
            act, _, number = ref.partition(":")
            made.setdefault(act, []).append(number)
        return made

    @cached_property
    def resting(self) -> dict[str, list[int]]:
        """The pages that rest on each article."""
        made: dict[str, list[int]] = {}
        acts, rows = self.rows("kind", lambda kind: kind == "act"), self.table["kind"]["rows"]
        for page, refs in enumerate(self.table["refs"]):
            if rows[page] not in acts:
                for article in dict.fromkeys(ref.partition(".")[0] for ref in refs):
                    made.setdefault(article, []).append(page)
        return made

    @cached_property
    def versions(self) -> dict[tuple[str, str], list[int]]:
        """The pages that are one page in several languages, or wordings, by kind and id."""
        made: dict[tuple[str, str], list[int]] = {}
        for page, key in enumerate(self.table["id"]):
            made.setdefault((self.value("kind", page), key), []).append(page)
        return made

    def one(self, page: int) -> tuple[str, str]:
        """Which page this is a version of."""
        return self.value("kind", page), self.table["id"][page]

    @cached_property
    def first(self) -> list[int]:
        """For each page the first of its versions."""
        known: dict[tuple[str, str], int] = {}
        return [known.setdefault(self.one(page), page) for page in range(self.count)]

    def shown(self, language: str) -> list[int]:
        """For each page the one that readers of a language are shown: its version of the same days there, or itself."""
        made = self._shown.get(language)
        if made is None:
            since = self.table["since"]
            versions = {
                (first, since[page]): page
                for page, first in reversed(list(enumerate(self.first)))
                if self.value("language", page) == language
            }
            made = [versions.get((first, since[page]), page) for page, first in enumerate(self.first)]
            self._shown[language] = made
        return made

    def factors(self, kinds: Callable[[str], int], languages: Callable[[str], int]) -> list[int]:
        """For each page the product of what its kind and its language count."""
        table, own = self.table, [kinds(kind) for kind in self.table["kind"]["values"]]
        spoken = [languages(language) for language in table["language"]["values"]]
        rows = zip(table["kind"]["rows"], table["language"]["rows"], strict=True)
        return [own[kind] * spoken[language] for kind, language in rows]

    @cached_property
    def _dated(self) -> bool:
        return any(self.table["since"]) or any(self.table["until"])

    def holds(self, day: str) -> Callable[[int], bool] | None:
        """Whether the text of a page holds on an ISO day; None when all do."""
        if not self._dated:
            return None
        since, until = self.table["since"], self.table["until"]
        return lambda page: since[page] <= day and (not until[page] or day < until[page])

    def filtered(self, pages: Iterable[int], chosen: Mapping[str, str]) -> list[int]:
        """The pages that have the chosen value of each facet."""
        made = list(pages)
        for facet, value in chosen.items():
            rows, values = self.table[facet]["rows"], self.table[facet]["values"]
            fitting = {number for number, own in enumerate(values) if _fits(facet, own, value)}
            made = [page for page in made if rows[page] in fitting]
        return made

    def facets(self, pages: list[int], chosen: Mapping[str, str]) -> dict[str, dict[str, int]]:
        """For each facet how many pages there would be with each of its values, the other choices kept."""
        made = {}
        for facet in FACETS:
            others = {name: value for name, value in chosen.items() if name != facet}
            made[facet] = self._counted(facet, self.filtered(pages, others))
        return made

    def _counted(self, facet: str, pages: list[int]) -> dict[str, int]:
        numbers = Counter(map(self.table[facet]["rows"].__getitem__, pages))
        values = self.table[facet]["values"]
        if facet != "citizenship":
            counts = {values[number]: count for number, count in numbers.items() if values[number]}
        else:
            named = sorted({one for number in numbers for one in values[number]} - {ANY})
            counts = {
                one: sum(count for number, count in numbers.items() if _fits(facet, values[number], one))
                for one in named
            }
        return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def _fits(facet: str, own: Any, value: str) -> bool:
    if facet == "citizenship":
        return not own or value in own or ANY in own
    return bool(own == value)
