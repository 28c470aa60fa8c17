"""The index of a language in a few files, for readers who take it along: of every shard what its pages need.

A reader without a network finds what they would find with it, in that language; `static/copy.js` reads the files.
Pages have numbers of their own there, which a new page does not move, and rows lie by their keys in a number of shards
that seldom changes: so an update is little more than what was written anew.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from aryz.project import CYRILLIC
from aryz.search.columns import facet_columns, first_columns
from aryz.search.lists import Stories
from aryz.search.packing import bucket, first, packed, trimmed, unpacked
from aryz.search.pages import Pages

_PIECE = 120_000  # bytes of a file, at most about so many
_SHARD = 1_500  # and of the rows that are read at once
_GONE = 4  # pages are numbered anew where one in so many came or went

Put = Callable[[str, Any], None]  # writes a value under a name
Order = Mapping[str, Sequence[str]]  # of each language the keys of its pages, by number; "" where there is none


class Copies:
    """Takes shards as they are written, and keeps of each what each language needs."""

    def __init__(self, pages: Pages, alphabets: Collection[str], before: Order, block: int = 1, along: bool = True):
        """alphabets: languages whose pages are there in Cyrillic letters too; these have a copy of their own.
        before: the order in which the last copies had their pages. block: how many pages a shard `x` shows.
        along: else no copy is wanted, only the order.
        """
        self.pages = pages
        self.languages = [pages.value("language", page) for page in range(pages.count)]
        self.own = {one: _Numbers(pages, self._pages(one), before.get(one, ())) for one in sorted(set(self.languages))}
        every = [*self.own, *(f"{one}{CYRILLIC}" for one in sorted(alphabets) if one in self.own)]
        self.wanted = every if along else []
        self._block = block
        self._rows: dict[str, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
        self._kept: dict[str, dict[str, Any]] = defaultdict(dict)
        self._keyed: dict[str, Callable[[str, Any, str], Any]] = {
            "k": self._words, "b": self._spoken, "n": self._spoken, "r": lambda _, row, __: row, "a": self._articles,
        }  # fmt: skip
        self._numbered: dict[str, Callable[[Any, str], Any]] = {
            "p": partial(self._posting, columns=2), "t": partial(self._posting, columns=1),
        }  # fmt: skip
        self._lists: dict[str, dict[str, str]] = defaultdict(dict)  # the names here of what words say elsewhere

    def _pages(self, language: str) -> list[int]:
        return [page for page, own in enumerate(self.languages) if own == language]

    @property
    def order(self) -> Order:
        """What the next copies are to be given as `before`."""
        return {language: numbers.keys for language, numbers in self.own.items()}

    def put(self, name: str, value: Any) -> None:
        """Keep what is needed of a shard."""
        shelf, _, number = name.partition("/")
        if not number[:1].isdecimal():
            return
        plain = name.removesuffix(CYRILLIC)
        for copy in self.wanted:
            language = copy.removesuffix(CYRILLIC)
            if shelf in self._keyed:
                make, kept = self._keyed[shelf], self._rows[copy][shelf]
                kept.update({key: own for key, row in value.items() if (own := make(key, row, language))})
            elif shelf == "g":
                self._rows[copy]["g"].update(self._meant(value, language, self._lists[copy]))
            elif shelf in self._numbered:
                self._keep(copy, plain, self._numbered[shelf](value, language))
            elif copy.endswith(CYRILLIC) == name.endswith(CYRILLIC):
                at = int(plain[2:])
                shown = enumerate(value, at * self._block) if shelf == "x" else [(at, value)]
                for page, row in shown:
                    if row and self.languages[page] == language:
                        own = [self._row(row, language)] if shelf == "x" else row
                        self._keep(copy, f"{shelf}/{self.own[language].numbers[page]}", own)

    def _keep(self, copy: str, name: str, value: Any) -> None:
        if value:
            self._kept[copy][name] = value

    def write(self, stories: Stories, put: Callable[[str, str], None]) -> dict[str, int]:
        """Write the files, as JSON; in how many each copy is."""
        counts = {}
        for copy in self.wanted:
            shards = {name: _json(value) for name, value in self._whole(copy, stories).items()}
            count = counts[copy] = _power(sum(len(text.encode()) for text in shards.values()), _PIECE)
            pieces: dict[int, list[str]] = {number: [] for number in range(count)}
            for name, text in sorted(shards.items()):
                pieces[bucket(name, count)].append(f"{json.dumps(name)}:{text}")
            for number, texts in pieces.items():
                put(f"o/{copy}/{number}", f"{{{','.join(texts)}}}")
        return counts

    def _whole(self, copy: str, stories: Stories) -> dict[str, Any]:
        """All shards of a copy, with what it says of its pages and shards instead of what `start` says of all."""
        made: dict[str, Any] = dict(self._kept[copy])
        counts: dict[str, int] = {}
        for shelf in ("g", *self._keyed):  # k, which comes later, names shards of g
            rows = self._rows[copy][shelf]
            if shelf == "k":
                rows = {key: self._placed(row, self._lists[copy], counts["g"]) for key, row in rows.items()}
            size = sum(len(_json(row).encode()) + len(key) for key, row in rows.items())
            count = counts[shelf] = _power(size, _SHARD)
            shards: dict[int, dict[str, Any]] = defaultdict(dict)
            for key in sorted(rows):
                shards[bucket(key, count)][key] = rows[key]
            made |= {f"{shelf}/{number}": shard for number, shard in shards.items()}
        order = self.own[copy.removesuffix(CYRILLIC)].order
        own = {group: [bucket(str(group), counts["g"]), *told] for group, (_, *told) in stories.items()}
        start = {"count": max(self.pages.count, len(order)), "stories": own, "shards": counts, "block": 1}
        made["start"] = start | first_columns(self.pages, order)
        made["f"] = facet_columns(self.pages, order)
        return made

    def _words(self, _: str, row: list[Any], language: str) -> list[Any]:
        words, postings, *others = [*row, {}][: max(len(row), 2)]
        own = self.own[language]
        listed = {language: own.postings(postings[language])} if language in postings else {}
        return trimmed({language: words[language]} if language in words else {}, listed, *others)

    def _spoken(self, key: str, row: str, language: str) -> str:
        return row if key[:2] == language else ""

    def _articles(self, _: str, acts: dict[str, list[str]], language: str) -> dict[str, list[str]]:
        own = self.own[language].numbers
        return {
            act: [packed(sorted(own[page] for page in unpacked(text)[0] if page in own)) for text in texts]
            for act, texts in acts.items()
        }

    def _posting(self, text: str, language: str, columns: int) -> str:
        here = self.languages[first(text)] == language
        return self.own[language].columns(text, columns) if here else ""

    def _meant(self, groups: Mapping[Any, list[Any]], language: str, names: dict[str, str]) -> dict[str, list[Any]]:
        """Lists of a language by group; what words of other languages say has a name by its words here."""
        own, made = self.own[language], {}
        for key, lists in groups.items():
            rows = [[*one[:4], own.columns(one[4], 1)] for one in lists if one[0] == language]
            name = str(key)
            if isinstance(key, str):
                name = names[key] = f"{key[0]}{_sum([row[3].split(' ')[::2] for row in rows])}"
            made[name] = [[row[0], _sum(row[3:]), *row[2:]] for row in rows]
        return made

    def _placed(self, row: list[Any], names: Mapping[str, str], count: int) -> list[Any]:
        """A row whose lists are named as they are here."""
        if len(row) < 3:
            return row
        words, postings, meanings, others, *more = [*row, {}][: max(len(row), 4)]
        meanings = [_filed(one, count) for one in meanings]
        here = {term: [names[key] for key in where.split(" ")[1::2]] for term, where in others.items()}
        others = {term: " ".join(f"{bucket(name, count)} {name}" for name in own) for term, own in here.items()}
        return trimmed(words, postings, meanings, others, *more)

    def _row(self, row: list[Any], language: str) -> list[Any]:
        own = self.own[language].numbers
        interviews, links = [*row[5:], [], []][:2]
        interviews = [here for versions in interviews if (here := [own[page] for page in versions if page in own])]
        links = [[to, share] for page, share in links if (to := self._version(page, language)) is not None]
        return [*row[:5], *trimmed(interviews, links)]

    def _version(self, page: int, language: str) -> int | None:
        """The number of a page's version in a language, of whatever day."""
        own, table = self.own[language].numbers, self.pages.table
        versions = (one for one in self.pages.versions[self.pages.one(page)] if one in own)
        return next((own[one] for one in versions if not table["since"][one] and not table["until"][one]), None)


class _Numbers:
    """The numbers that the pages of a language have in its copy."""

    def __init__(self, pages: Pages, listed: Sequence[int], before: Sequence[str]):
        """listed: the pages of the language. before: the keys of the last copy, by number."""
        known = {_key(pages, page): page for page in listed}
        kept = [key if key in known else "" for key in before]
        fresh = [key for key in known if key not in set(kept)]
        stays = (kept.count("") + len(fresh)) * _GONE <= len(known)
        self.keys = [*kept, *fresh] if stays else list(known)
        self.order = [known.get(key) for key in self.keys]
        self.numbers = {page: number for number, page in enumerate(self.order) if page is not None}

    def postings(self, text: str) -> str:
        """Rows of terms as aryz.search.lists writes them."""
        parts = text.split(" ")
        for at in range(1, len(parts), 2):
            if "!" not in parts[at]:
                parts[at] = self.columns(parts[at], 2)
        return " ".join(parts)

    def columns(self, text: str, columns: int) -> str:
        """Pages with so many columns of what is said of them, in the order that they have here."""
        pages, *others = unpacked(text, columns)
        own = sorted((self.numbers[page], *said) for page, *said in zip(pages, *others, strict=True))
        return packed(*zip(*own, strict=True)) if own else text


def _key(pages: Pages, page: int) -> str:
    return " ".join([*pages.one(page), pages.table["since"][page]]).rstrip()


def _filed(said: str, count: int) -> str:
    """`number group file …` with the file in which the lists of the group lie here."""
    number, group, _, *rest = said.split(" ")
    return " ".join([number, group, str(bucket(group, count)), *rest])


def _sum(value: Any) -> int:
    return zlib.crc32(_json(value).encode())


def _power(size: int, wanted: int) -> int:
    """In how many parts of at most about so many bytes something is cut: a power of two, which seldom changes."""
    return 1 << (size // wanted).bit_length()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
