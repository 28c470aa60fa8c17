"""What the browser needs to score pages: words, postings and meanings, in rows by what is typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from aryz.search.analysis import Analysis
from aryz.search.packing import fronted, packed, trimmed, words
from aryz.search.postings import BEST, Phrase, Posting
from aryz.search.searcher import Searcher
from aryz.search.thesaurus import CLASS
from aryz.search.words import MOST, SHORTEST_EDIT, SHORTEST_PREFIX

Words = dict[str, list[tuple[str, int]]]  # with their counts, by language
Texts = dict[str, dict[str, str]]  # postings by language and term
Stories = dict[int, list[Any]]  # of each group the file of its lists, then the classes of each story
Key = TypeVar("Key", int, str)
Put = Callable[[str, Any], None]  # writes a value under a name


@dataclass(frozen=True)
class Sizes:
    """shard: about how many bytes a file has; inline: postings of more pages have a file of their own; block: so many
    pages have their rows in one file.
    """

    shard: int
    inline: int
    block: int


def letters_key(letters: str, analysis: Analysis) -> str:
    """Where a word and its stem lie: by five letters, in one alphabet, so that all languages of a word are at hand."""
    return analysis.fold(letters[:SHORTEST_EDIT], "uz")


class Lists:
    """Words, postings and meanings of an index."""

    def __init__(self, searcher: Searcher, put: Put, sizes: Sizes):
        self.searcher, self.put, self.sizes = searcher, put, sizes
        self.postings = searcher.postings
        self.large = self.groups = 0
        self.phrases: dict[tuple[Phrase, ...], int] = {}
        self.stories: Stories = {}

    def by_letters(self) -> dict[str, Any]:
        """[words by language, postings by language, meanings, words of other languages, classes] of each key."""
        made: dict[str, tuple[Words, Texts, list[str], dict[str, str], dict[str, str]]] = defaultdict(
            lambda: ({}, {}, [], {}, {})
        )
        listed = self.searcher.words
        for row in listed.rows:
            made[self._key(row)][0].setdefault(row[:2], []).append((row[3:], listed.counts[row]))
        for term in self.searcher.store.terms():
            posting = self.postings.get(term)
            if posting.pages:
                made[self._key(term)][1].setdefault(term[:2], {})[term[3:]] = self._posting(term, posting)
        for term, meaning in self._meanings():
            made[self._key(term)][2].append(meaning)
        for term, where in self._translations():
            made[self._key(term)][3][term] = where
        for term, classes in self.searcher.thesaurus.classes.items():
            made[self._key(term)][4][term] = " ".join(name.removeprefix(CLASS) for name in classes)
        return {
            key: trimmed(
                {language: words(rows) for language, rows in row[0].items()},
                {language: _postings(rows) for language, rows in row[1].items()},
                *row[2:],
            )
            for key, row in made.items()
        }

    def _key(self, term: str) -> str:
        return letters_key(term[3:], self.searcher.analysis)

    def _posting(self, term: str, posting: Posting) -> str:
        """Pages, impacts and forms; `number of pages!name of the file` where there are many."""
        row = packed(posting.pages, posting.impacts, posting.forms)
        if posting.size <= self.sizes.inline:
            return row
        self.large += 1
        self.put(f"p/{self.large}", row)
        if posting.size > BEST:  # what a minus or quotes want
            whole = self.postings.whole(term)
            self.put(f"t/{self.large}", packed(whole.pages, whole.forms))
        return f"{posting.size}!{self.large}"

    def _meanings(self) -> Iterable[tuple[str, str]]:
        """A key term and `number group file least language words …` of each meaning that pages have. Stories, of
        which a query may tell any, are kept by their group.
        """
        planner = self.searcher.planner
        listed = {one.group: found for one in self.searcher.thesaurus.meanings if (found := planner.listed(one))}
        files = self._files(listed)
        for key, number, meaning in self.searcher.thesaurus.keyed():
            if meaning.group in files:
                said, file = sorted(meaning.said), files[meaning.group]
                if key.startswith(CLASS):
                    classes = sorted(int(name.removeprefix(CLASS)) for name in said)
                    self.stories.setdefault(meaning.group, [file]).append(classes)
                else:
                    head = f"{number} {meaning.group} {file} {meaning.least} {said[0][:2]}"
                    yield key, " ".join([head, *(term[3:] for term in said)])

    def _translations(self) -> Iterable[tuple[str, str]]:
        """A term and `file key` of the words of other languages that say the same, then of those of the law for its
        classes; their keys begin with an «h».
        """
        listed = {
            term: found for term in self.searcher.thesaurus.words if (found := self.searcher.planner.others(term))
        }
        keys = {
            term: " ".join(phrase[0] for phrases in found.values() for phrase in phrases)
            for term, found in listed.items()
        }
        numbers = {key: f"w{number}" for number, key in enumerate(dict.fromkeys(keys.values()))}
        named = {term: f"h{term[1:]}" if term.startswith(CLASS) else numbers[key] for term, key in keys.items()}
        files = self._files({named[term]: found for term, found in listed.items()})
        classes = self.searcher.thesaurus.classes
        for term in dict.fromkeys([*named, *classes]):
            own = [named[one] for one in (term, *classes.get(term, ())) if one in named]
            if own and not term.startswith(CLASS):
                yield term, " ".join(f"{files[name]} {name}" for name in own)

    def _files(self, listed: Mapping[Key, Mapping[str, tuple[Phrase, ...]]]) -> dict[Key, int]:
        """Write the lists of pages that say phrases, by language, neighbours in one file; the file of each key."""
        files: dict[Key, int] = {}
        made: dict[Key, list[Any]] = {}
        size = 0
        for key, phrases in listed.items():
            files[key] = self.groups
            made[key] = [self._list(language, own) for language, own in phrases.items()]
            size += sum(len(part.encode()) for row in made[key] for part in row if isinstance(part, str))
            if size > self.sizes.shard:
                self.put(f"g/{self.groups}", made)
                made, size, self.groups = {}, 0, self.groups + 1
        self.put(f"g/{self.groups}", made)
        self.groups += 1
        return files

    def _list(self, language: str, phrases: tuple[Phrase, ...]) -> list[Any]:
        """[language, number of these phrases, how many pages say them, terms with their numbers of pages, pages with
        their points in steps].
        """
        meant = self.postings.meant(phrases)
        terms = dict.fromkeys(term for phrase in phrases for term in phrase)
        sizes = " ".join(f"{term[3:]} {self.postings.get(term).size}" for term in terms)
        number = self.phrases.setdefault(phrases, len(self.phrases))
        return [language, number, meant.size, sizes, packed(meant.pages, meant.steps)]


def _postings(rows: Mapping[str, str]) -> str:
    """`term posting …`, of each term only the letters that the one before has not."""
    listed = sorted(rows)
    return " ".join(f"{term} {rows[word]}" for term, word in zip(fronted(listed), listed, strict=True))


def beginnings(searcher: Searcher) -> dict[str, str]:
    """The commonest words for two to four letters of a beginning."""
    listed: dict[str, list[str]] = defaultdict(list)
    counts = searcher.words.counts
    for row in searcher.words.rows:
        for size in range(SHORTEST_PREFIX, min(SHORTEST_EDIT, len(row) - 2)):
            listed[row[: 3 + size]].append(row)
    return {
        key: words([(row[3:], counts[row]) for row in sorted(sorted(rows, key=lambda row: -counts[row])[:MOST])])
        for key, rows in listed.items()
    }


def neighbours(searcher: Searcher) -> dict[str, str]:
    """Words of five letters and more by language, first letter and length, for slips of the finger."""
    made: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in searcher.words.rows:
        if len(row) - 3 >= SHORTEST_EDIT - 1:
            made[f"{row[:4]}{len(row) - 3}"].append((row[3:], searcher.words.counts[row]))
    return {key: words(rows) for key, rows in made.items()}
