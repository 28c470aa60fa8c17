"""The index of a language in a few files, for readers who take it along: of every shard what its pages need.

A reader without a network finds what they would find with it, in that language; `static/copy.js` reads the files.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from aryz.search.packing import bucket, risen, rising, trimmed
from aryz.search.pages import Pages

_PIECE = 120_000  # bytes of a file, about
_CYRILLIC = "-cyrl"

Put = Callable[[str, Any], None]  # writes a value under a name


class Copies:
    """Takes shards as they are written, and keeps of each what each language needs."""

    def __init__(self, pages: Pages, alphabets: Collection[str]):
        """alphabets: languages whose pages are there in Cyrillic letters too; these have a copy of their own."""
        self.pages = pages
        self.languages = [pages.value("language", page) for page in range(pages.count)]
        self.wanted = [*sorted(set(self.languages)), *(f"{one}{_CYRILLIC}" for one in sorted(alphabets))]
        self.block = 1
        self._kept: dict[str, dict[str, str]] = defaultdict(dict)
        self._shelves: dict[str, Callable[[str, Any, str], Any]] = {
            "k": self._words, "p": self._posting, "t": self._posting, "g": self._meant, "b": self._keyed,
            "n": self._keyed, "r": lambda _, value, __: value, "a": self._articles, "x": self._rows, "y": self._tail,
        }  # fmt: skip

    def put(self, name: str, value: Any) -> None:
        """Keep what is needed of a shard."""
        shelf, _, number = name.partition("/")
        if not number[:1].isdecimal():
            return
        plain = name.removesuffix(_CYRILLIC)
        for copy in self.wanted:
            language = copy.removesuffix(_CYRILLIC)
            if shelf in {"x", "y"} and copy.endswith(_CYRILLIC) != name.endswith(_CYRILLIC):
                continue
            own = self._shelves[shelf](plain, value, language)
            if own:
                self._kept[copy][plain] = json.dumps(own, ensure_ascii=False, separators=(",", ":"))

    def write(self, put: Callable[[str, str], None]) -> dict[str, int]:
        """Write the files, as JSON; in how many each copy is."""
        counts = {}
        for copy, shards in self._kept.items():
            count = counts[copy] = sum(len(text.encode()) for text in shards.values()) // _PIECE + 1
            pieces: dict[int, list[str]] = {number: [] for number in range(count)}
            for name, text in shards.items():
                pieces[bucket(name, count)].append(f"{json.dumps(name)}:{text}")
            for number, texts in pieces.items():
                put(f"o/{copy}/{number}", f"{{{','.join(texts)}}}")
        return counts

    def _words(self, _: str, rows: dict[str, list[Any]], language: str) -> dict[str, list[Any]]:
        made = {}
        for key, row in rows.items():
            own = [{language: one[language]} if language in one else {} for one in row[:2]]
            made[key] = trimmed(*own, *row[2:])
        return {key: row for key, row in made.items() if row}

    def _posting(self, _: str, columns: list[str], language: str) -> list[str] | None:
        return columns if self.languages[risen(columns[0][:3])[0]] == language else None

    def _meant(self, _: str, groups: dict[Any, list[Any]], language: str) -> dict[Any, list[Any]]:
        return {key: [one for one in lists if one[0] == language] for key, lists in groups.items()}

    def _keyed(self, _: str, rows: dict[str, str], language: str) -> dict[str, str]:
        return {key: row for key, row in rows.items() if key[:2] == language}

    def _articles(
        self, _: str, rows: dict[str, dict[str, list[str]]], language: str
    ) -> dict[str, dict[str, list[str]]]:
        return {
            number: {act: [rising(self._own(risen(text), language)) for text in texts] for act, texts in acts.items()}
            for number, acts in rows.items()
        }

    def _rows(self, name: str, rows: list[Any], language: str) -> list[Any] | None:
        first = int(name[2:]) * self.block
        made = [
            self._row(row, language) if row and self.languages[first + at] == language else 0
            for at, row in enumerate(rows)
        ]
        return made if any(made) else None

    def _row(self, row: list[Any], language: str) -> list[Any]:
        interviews, links = [*row[5:], [], []][:2]
        interviews = [own for versions in interviews if (own := self._own(versions, language))]
        links = [link for link in links if self._stands(link[0], language)]
        return [*row[:5], *trimmed(interviews, links)]

    def _stands(self, page: int, language: str) -> bool:
        """Whether a page has a version in a language, of whatever day."""
        versions = self._own(self.pages.versions[self.pages.one(page)], language)
        return any(not self.pages.table["since"][one] and not self.pages.table["until"][one] for one in versions)

    def _tail(self, name: str, text: str, language: str) -> str | None:
        return text if self.languages[int(name[2:])] == language else None

    def _own(self, pages: Iterable[int], language: str) -> list[int]:
        return [page for page in pages if self.languages[page] == language]
