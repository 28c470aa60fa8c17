"""The index as static files for the browser, made from Whoosh's postings through the reader's interface.

Each file is a script that hands its value to `aryzShard`, so that it can be read from a web address and from the disk
alike. They lie in a folder named by all their contents: two builds never mix. docs/search.md describes them.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from aryz.files import replaced_folder, write_like
from aryz.search.analysis import Analysis
from aryz.search.bundle import cites_bundle, search_bundle
from aryz.search.citeshard import cites, names
from aryz.search.impacts import idf
from aryz.search.packing import bucket, forms, numbers, packed_column, rising, runs
from aryz.search.queries import known
from aryz.search.ranking import Posting, Postings, meant
from aryz.search.searcher import Searcher
from aryz.search.thesaurus import Phrase
from aryz.search.words import MOST, SHORTEST_EDIT, SHORTEST_PREFIX

_INLINE = 128  # postings of more pages have a file of their own
_SHARD = 2_500  # bytes, about 1 KB compressed
_HEAD = 800  # characters of a page that come with its title; the rest when they hold nothing of the query
_KEPT = frozenset({"language"})  # names of languages stay as they are
Files = dict[str, str]


class Alphabet(Protocol):
    """Writes a language in other letters."""

    def json(self, value: Any, skip: frozenset[str] = frozenset()) -> Any:
        """Every string of a value."""


def write_site(
    searcher: Searcher, assets: Path, words: Mapping[str, Any], alphabets: Mapping[str, Alphabet] | None = None
) -> None:
    """Write the script of the site's search and its index. The one of before stays for pages that are open.

    words: what the search says, by language. alphabets: pages in these languages are there in Cyrillic letters too.
    """
    folder = assets / "search"
    before = _newest(folder)
    name = write(searcher, folder, words, alphabets or {})
    (assets / "aryz-search.js").write_text(search_bundle(name), encoding="utf-8")
    for old in folder.iterdir():
        if old != before and old.name != name:
            shutil.rmtree(old)


def write(
    searcher: Searcher,
    folder: Path,
    words: Mapping[str, Any] | None = None,
    alphabets: Mapping[str, Alphabet] | None = None,
) -> str:
    """Write the index of a searcher under `folder`; returns the name of the folder made there."""
    files = _files(searcher, alphabets or {})
    for language, said in (words or {}).items():
        _put(files, f"l/{language}", said)
        if alphabets and language in alphabets:
            _put(files, f"l/{language}-cyrl", alphabets[language].json(said, _KEPT))
    name = _fingerprint(files)
    with replaced_folder(folder / name) as fresh:
        write_like(_newest(folder), fresh, {f"{path}.js": text for path, text in files.items()})
    return name


def _newest(folder: Path) -> Path | None:
    """The index written last, with which the next one has most of its files in common."""
    found = [path for path in folder.glob("*") if "." not in path.name]
    return max(found, key=lambda path: path.stat().st_mtime_ns, default=None)


def _files(searcher: Searcher, alphabets: Mapping[str, Alphabet]) -> Files:
    files: Files = {}
    lists = _Lists(searcher, files)
    counts = {
        "k": _shards(files, "k", lists.by_letters()),
        "b": _shards(files, "b", _beginnings(searcher)),
        "n": _shards(files, "n", _neighbours(searcher)),
    }
    _pages(files, searcher, alphabets)
    files["cites"] = cites_bundle()
    _put(files, "c", cites(searcher.acts.registry, searcher.pages))
    _put(files, "cn", names(searcher.acts.registry))
    _put(files, "f", _facets(searcher.pages.table))
    _put(files, "start", _start(searcher) | {"shards": counts})
    return files


def _put(files: Files, name: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    files[name] = f"aryzShard({json.dumps(name)},{text})\n"


def _fingerprint(files: Files) -> str:
    made = blake2b(digest_size=6)
    for name, text in sorted(files.items()):
        made.update(f"{name}\0{text}\0".encode())
    return made.hexdigest()


def _shards(files: Files, name: str, rows: Mapping[str, Any]) -> int:
    """Rows in files by the hash of their key; returns how many files there are."""
    size = sum(len(json.dumps(row, ensure_ascii=False).encode()) + len(key) for key, row in rows.items())
    count = size // _SHARD + 1
    made: dict[int, dict[str, Any]] = defaultdict(dict)
    for key, row in rows.items():
        made[bucket(key, count)][key] = row
    for number in range(count):
        _put(files, f"{name}/{number}", made.get(number, {}))
    return count


def letters_key(letters: str, analysis: Analysis) -> str:
    """Where a word and its stem lie: by five letters, in one alphabet, so that all languages of a word are at hand."""
    return analysis.fold(letters[:SHORTEST_EDIT], "uz")


class _Lists:
    """Words, postings and meanings by the first letters of what is typed."""

    def __init__(self, searcher: Searcher, files: Files):
        self.searcher, self.files = searcher, files
        self.postings = Postings(searcher.store.posting, searcher.pages.count)
        self.large = 0
        self.phrases: dict[Phrase, list[Any]] = {}
        self.lists: dict[tuple[Phrase, ...], int] = {}

    def by_letters(self) -> dict[str, Any]:
        """[words by language, postings by term, meanings] of each key."""
        made: dict[str, list[Any]] = defaultdict(lambda: [{}, {}, []])
        words = self.searcher.words
        for row in words.rows:
            language, letters = row[:2], row[3:]
            made[self._key(row)][0].setdefault(language, []).append(f"{letters} {words.counts[row]}")
        for term in self.searcher.store.terms():
            posting = self.postings.get(term)
            if posting.pages:
                made[self._key(term)][1][term] = self._posting(posting)
        for key, meaning in self._meanings():
            made[self._key(key)][2].append(meaning)
        return {key: [{one: " ".join(rows) for one, rows in row[0].items()}, *row[1:]] for key, row in made.items()}

    def _key(self, term: str) -> str:
        return letters_key(term[3:], self.searcher.analysis)

    def _posting(self, posting: Posting) -> list[Any]:
        """[pages, impacts, forms], or [number of pages, name of the file] where there are many."""
        row = [rising(posting.pages), numbers(posting.impacts), forms(posting.forms)]
        if len(posting.pages) <= _INLINE:
            return row
        self.large += 1
        _put(self.files, f"p/{self.large}", row)
        return [len(posting.pages), self.large]

    def _meanings(self) -> Iterable[tuple[str, list[Any]]]:
        """A key term and [number, group, terms that must be there, its terms, the file of the law's phrases] for each
        that has pages.
        """
        for key, number, meaning in self.searcher.thesaurus.keyed():
            phrases = known(meaning, self.postings)
            if phrases:
                yield key, [number, meaning.group, meaning.least, sorted(meaning.said), self._list(tuple(phrases))]

    def _list(self, phrases: tuple[Phrase, ...]) -> int:
        """The file with what phrases mean: [terms with their numbers of pages, pages, points in steps] of each."""
        if phrases not in self.lists:
            self.lists[phrases] = len(self.lists)
            _put(self.files, f"g/{self.lists[phrases]}", [self._phrase(phrase) for phrase in phrases])
        return self.lists[phrases]

    def _phrase(self, phrase: Phrase) -> list[Any]:
        if phrase not in self.phrases:
            found = sorted(meant(phrase, self.postings))
            lists: list[Any] = [rising([page for page, _ in found]), numbers(steps for _, steps in found)]
            terms = [[term, len(self.postings.get(term).pages)] for term in phrase]
            if len(found) > _INLINE:
                self.large += 1
                _put(self.files, f"p/{self.large}", lists)
                lists = [self.large]
            self.phrases[phrase] = [terms, *lists]
        return self.phrases[phrase]


def _beginnings(searcher: Searcher) -> dict[str, str]:
    """The commonest words for two to four letters of a beginning, as `word count …`."""
    listed: dict[str, list[str]] = defaultdict(list)
    words = searcher.words
    for row in words.rows:
        for size in range(SHORTEST_PREFIX, min(SHORTEST_EDIT, len(row) - 2)):
            listed[row[: 3 + size]].append(row)
    return {
        key: " ".join(
            f"{row[3:]} {words.counts[row]}" for row in sorted(rows, key=lambda row: (-words.counts[row], row))[:MOST]
        )
        for key, rows in listed.items()
    }


def _neighbours(searcher: Searcher) -> dict[str, str]:
    """Words of five letters and more by language, first letter and length, for slips of the finger."""
    made: dict[str, list[str]] = defaultdict(list)
    for row in searcher.words.rows:
        if len(row) - 3 >= SHORTEST_EDIT - 1:
            made[f"{row[:4]}{len(row) - 3}"].append(f"{row[3:]} {searcher.words.counts[row]}")
    return {key: " ".join(rows) for key, rows in made.items()}


def _pages(files: Files, searcher: Searcher, alphabets: Mapping[str, Alphabet]) -> None:
    """A file for each page: what is shown of it, and a second one in other letters where it has them."""
    table = searcher.pages.table
    for page, name in enumerate(table["pages"]):
        kept = searcher.store.page(name)
        kind, language = searcher.pages.value("kind", page), searcher.pages.value("language", page)
        head, tail = _cut(kept.get("body", ""))
        refs = table["refs"][page] if kind == "act" else []
        row = {
            "id": table["id"][page], "url": kept["url"], "title": kept.get("title", ""), "head": head,
            "tail": bool(tail), "breadcrumb": kept.get("breadcrumb", []), "interviews": kept.get("interviews", []),
            "refs": refs,
            "links": searcher.pages.links.get(page, []),
        }  # fmt: skip
        row = {key: value for key, value in row.items() if value}
        _put(files, f"x/{page}", row)
        if tail:
            _put(files, f"y/{page}", tail)
        if language in alphabets:
            change = alphabets[language].json
            own = {"url": kept["url"].replace(f"{language}/", f"{language}-cyrl/", 1)}
            texts = {key: change(row[key]) for key in ("title", "head", "breadcrumb") if key in row}
            _put(files, f"x/{page}-cyrl", row | own | texts)
            if tail:
                _put(files, f"y/{page}-cyrl", change(tail))


def _cut(body: str) -> tuple[str, str]:
    """The beginning of a text up to the end of a sentence, and the rest."""
    if len(body) <= _HEAD * 3 // 2:
        return body, ""
    end = max(body.rfind(sign, _HEAD // 2, _HEAD) for sign in (". ", "? ", "! ", "\n")) + 1
    end = end or body.rfind(" ", _HEAD // 2, _HEAD) + 1 or _HEAD
    return body[:end], body[end:].lstrip()


def _facets(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: packed_column(table[name]) for name in ("act", "topic", "citizenship")}


def _start(searcher: Searcher) -> dict[str, Any]:
    """What is needed before anything is asked."""
    table, count = searcher.pages.table, searcher.pages.count
    first: dict[tuple[str, str], int] = {}
    back = [page - first.setdefault(searcher.pages.one(page), page) for page in range(count)]
    steps = [idf(pages, count) for pages in range(count + 1)]
    return {
        "count": count,
        "rules": searcher.analysis.rules,
        "interviews": _interviews(searcher),
        "idf": [pages for pages in range(1, count + 1) if steps[pages] != steps[pages - 1]],
        "rarest": steps[0],
        "falls": [steps[pages - 1] - steps[pages] for pages in range(1, count + 1) if steps[pages] != steps[pages - 1]],
        "back": runs(back),
        **{name: packed_column(table[name]) for name in ("kind", "language")},
        **{name: _days(table[name]) for name in ("since", "until") if any(table[name])},
    }


def _interviews(searcher: Searcher) -> dict[str, list[int]]:
    """The pages of each interview."""
    return {name: pages for (kind, name), pages in searcher.pages.versions.items() if kind == "interview"}


def _days(days: list[str]) -> dict[str, list[Any]]:
    known: dict[str, int] = {}
    rows = [known.setdefault(day, len(known)) for day in days]
    return {"values": list(known), "runs": runs(rows)}
