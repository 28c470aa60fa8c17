"""The order of pages for a query, in whole numbers alone: the browser's twin (static/ranking.js) does the same sums.
All of them stay below 2 ** 53, which is as far as JavaScript counts.

A query is a list of groups, one for a word or for a meaning of the thesaurus. A group's points in a page are those of
its best part; a page's points are their sum, raised by the share of the query's words that were found. Equal pages keep
their order in the index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from aryz.search.impacts import idf
from aryz.search.postings import FULL, HALF, Meant, Phrase, Posting, Postings

RARE = 5  # a word is rare when it stands in fewer than a n-th of all pages
ENOUGH = 100  # with so many pages found by rare words, frequent ones only order these
COMMON = 24  # what only means a word, and stands in more than a n-th of the pages, brings no new ones either
SHARE = 2  # how much the share of words found counts: points × (1 + SHARE × share)
LOW = 10  # a page with less than a n-th of the most points is no result, when others are enough
_LOWER = (1 << HALF) - 1


@dataclass(frozen=True)
class Part:
    """A term with the bit of its very form (0: unknown), or phrases of one language that mean it; what it counts."""

    term: str = ""
    bit: int = 0
    phrases: tuple[Phrase, ...] = ()
    weight: int = FULL

    @property
    def language(self) -> str:
        """The language of the pages where it may stand."""
        return (self.term or self.phrases[0][0])[:2]

    def stands(self, postings: Postings) -> Posting | Meant:
        """What stands in the index for it."""
        return postings.meant(self.phrases) if self.phrases else postings.get(self.term)

    def terms(self, postings: Postings) -> Iterable[tuple[str, int]]:
        """Its terms, and how rare each is."""
        if not self.phrases:
            return [(self.term, postings.get(self.term).idf)]
        terms, sizes = dict.fromkeys(chain.from_iterable(self.phrases)), postings.meant(self.phrases).sizes
        return [(term, idf(size, postings.count)) for term, size in zip(terms, sizes, strict=True)]


@dataclass(frozen=True)
class Group:
    """A word of the query: what it may stand for; weight: how much it counts beside other words; beside: parts of the
    same word that were scored before.
    """

    parts: tuple[Part, ...]
    weight: int = FULL
    beside: tuple[Part, ...] = ()


@dataclass
class Scores:
    """For each page its points, and of what weight the words found are; for each group the pages that have anything of
    it, and its weight; whole: of what weight all words are.
    """

    halves: dict[int, int] = field(default_factory=dict)
    groups: list[tuple[list[Collection[int]], int]] = field(default_factory=list)
    whole: int = 0

    def cover(self, tenths: int, dense: int) -> bool:
        """Whether there is a page whose words are of so many tenths of the weight of all, with so many points for it.

        A long page has all words of many a query scattered in it, which says little.
        """
        least, most = -(-self.whole * tenths // 10), self.whole * dense << HALF
        spare = self.whole - least  # what a page may lack
        needed = [pages for pages, weight in self.groups if weight > spare]
        among = min(needed, key=lambda pages: sum(map(len, pages)), default=[self.halves])
        own = map(self.halves.__getitem__, chain.from_iterable(among))
        return any(one >= most and one & _LOWER >= least for one in own) or not self.whole

    def all(self, factors: Sequence[int], may: Callable[[int], bool] | None = None) -> dict[int, int]:
        """Points of the pages with the bonus for the share of words found, but for those with very few.

        factors: what each page counts. may: whether it may be shown at all.
        """
        halves = self.halves if may is None else {page: own for page, own in self.halves.items() if may(page)}
        floor = (max(halves.values(), default=0) >> HALF) // LOW << HALF
        pages = [page for page, own in halves.items() if own >= floor]
        if len(pages) < ENOUGH:
            pages = list(halves)
        whole, made = max(self.whole, 1), {}
        for page in pages:
            own = halves[page]
            made[page] = (own >> HALF) * (whole + SHARE * (own & _LOWER)) // whole * factors[page]
        return made


def score(groups: list[Group], postings: Postings, scores: Scores) -> Scores:
    """Add the points of groups to every page that has anything of them; words that are rare first, for frequent ones
    then count only in pages that have some.
    """
    halves = scores.halves
    stand = [[(part, part.stands(postings)) for part in group.parts] for group in groups]
    sizes = [sum([one.size for _, one in parts]) for parts in stand]
    for at in sorted(range(len(groups)), key=lambda at: (sizes[at], at)):
        group, few = groups[at], sizes[at] * RARE > postings.count and len(halves) >= ENOUGH
        found = [part.stands(postings) for part in group.beside] or [one for _, one in stand[at]]
        weight = group.weight * max([one.idf for one in found])
        if not group.beside:
            scores.whole += weight
        listed = _rows(group, stand[at], weight, halves, postings.count, few)
        scores.groups.append(([pages for pages, _ in listed], weight))
        for _, rows in listed:
            for page, own in rows:
                if page in halves:
                    halves[page] += own
                else:
                    halves[page] = own
    return scores


def _rows(
    group: Group,
    stand: list[tuple[Part, Posting | Meant]],
    found: int,
    halves: Mapping[int, int],
    count: int,
    few: bool,
) -> list[tuple[Collection[int], Iterable[tuple[int, int]]]]:
    """The pages of a group, and what each gets: of parts that meet in a page the heaviest counts.

    few: only of pages that have some.
    """
    listed: list[tuple[Collection[int], Iterable[tuple[int, int]]]] = []
    for part, one in sorted(stand, key=lambda row: row[0].weight * row[1].idf):
        common = part.weight < FULL and one.size * COMMON > count
        pages: Collection[int] = one.pages
        rows = one.halves(part.weight * group.weight // FULL, part.bit, found)
        if few or (common and len(halves) >= ENOUGH):
            pages = kept = {page: own for page, own in rows if page in halves}
            rows = kept.items()
        listed.append((pages, rows))
    if len({part.language for part, _ in stand}) == len(stand):  # no page has two languages
        return listed
    best: dict[int, int] = {}
    for _, rows in listed:
        best.update(rows)
    return [(best, best.items())]
