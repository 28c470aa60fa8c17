"""Lists worked out when the index is written: the best pages of common terms, and the pages that say what a phrase of
the thesaurus or a word of another language means.

What is not here is worked out when a query needs it, to the same result: an edit renews no more than so many.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from aryz.search.analysis import Analysis
from aryz.search.impacts import idf
from aryz.search.postings import BEST, Meant, Phrase, Posting, Postings, is_term, name_of, terms_of
from aryz.search.queries import Planner
from aryz.search.store import Store
from aryz.search.thesaurus import Thesaurus
from aryz.search.words import Words

SPREAD = 4  # a term that stands in fewer chunks is read soon enough
_List = TypeVar("_List", Posting, Meant)
_MOST = 300  # lists of meanings that an edit renews


@dataclass(frozen=True)
class Before:
    """The lists of an index of before, and what has become of it.

    changed: terms of which some page is another now, or weighs otherwise; count: how many pages there were; numbers:
    the new numbers of these pages, if they have others.
    """

    lists: Iterable[tuple[str, bytes]]
    changed: set[str]
    count: int
    numbers: array[int] | None

    @classmethod
    def of(cls, old: Store, chunks: Iterable[tuple[str, int, int]], sums: Sequence[dict[str, int]]) -> Before:
        """chunks: those of now, as in an index's table; sums: the check sums of the postings of those that are new."""
        then = {name: (many, first) for name, many, first in old.table["chunks"]}
        now = {name: (many, first) for name, many, first in chunks}
        gone, come = [name for name in then if name not in now], [name for name in now if name not in then]
        were = [old.chunk(name)[0] for name in gone]
        same = [name for name in then if name in now]
        pairs = list(zip(same, same, strict=True))
        if [then[name][0] for name in gone] == [now[name][0] for name in come]:  # every page has its place in its chunk
            pairs += zip(gone, come, strict=True)
            changed = {term for was, own in zip(were, sums, strict=True) for term, _ in was.items() ^ own.items()}
        else:
            changed = {term for own in [*were, *sums] for term in own}
        numbers = array("I", bytes(4 * len(old.table["pages"])))
        for before, after in pairs:
            (many, was), (_, first) = then[before], now[after]
            numbers[was : was + many] = array("I", range(first, first + many))
        moved = any(then[before] != now[after] for before, after in pairs)
        return cls(old.lists(), changed, len(numbers), numbers if moved else None)

    def kept(self, count: int) -> Iterator[tuple[str, bytes]]:
        """The lists that still hold, now that there are so many pages."""
        for name, data in self.lists:
            if not self.changed.isdisjoint(terms_of(name)):
                continue
            if self.numbers is None and count == self.count:
                yield name, data
            elif is_term(name):
                yield name, self._moved(Posting.unpacked(data, count)).packed()
            else:
                meant = Meant.unpacked(data, count)
                if all(idf(size, count) == idf(size, self.count) for size in meant.sizes):
                    yield name, self._moved(meant).packed()

    def _moved(self, made: _List) -> _List:
        numbers = self.numbers or range(self.count)
        return replace(made, pages=array("I", map(numbers.__getitem__, made.pages)))


def lists_of(
    store: Store, analysis: Analysis, thesaurus: Thesaurus, terms: Iterable[str], before: Before | None
) -> dict[str, bytes]:
    """The ready lists of an index. terms: all that are common, or those that changed since the one before."""
    count = len(store.table["pages"])
    made = dict(before.kept(count)) if before else {}
    for term in terms:
        rows = store.posting(term)
        if len(rows) >= SPREAD:
            made[term] = Posting.best(rows, BEST, count).packed()
    postings = Postings(store.posting, count, made.get)
    planner = Planner(analysis, thesaurus, postings, Words(list))
    missing = (one for one in _phrases(planner, before.changed if before else None) if name_of(one) not in made)
    for phrases in islice(missing, _MOST if before else None):
        made[name_of(phrases)] = postings.meant(phrases).packed()
    return made


def _phrases(planner: Planner, terms: set[str] | None) -> Iterator[tuple[Phrase, ...]]:
    """What pages may say of all meanings and words of the thesaurus, or of those that have one of these terms."""
    for meaning in {one.group: one for one in planner.thesaurus.meanings}.values():
        if terms is None or any(term in terms for phrase in meaning.law for term in phrase):
            yield from planner.listed(meaning).values()
    for term, others in planner.thesaurus.words.items():
        if terms is None or not terms.isdisjoint(others):
            yield from planner.others(term).values()
