"""The order of pages for a query, in whole numbers alone: the browser's twin (static/ranking.js) does the same sums.
All of them stay below 2 ** 53, which is as far as JavaScript counts.

A query is a list of groups, one for a word or for a meaning of the thesaurus. A group's points in a page are those of
its best part; a page's points are their sum, raised by the share of the query's words that were found. Equal pages keep
their order in the index.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import mul

from aryz.search.impacts import idf

FULL = 100
EXACT = 40  # more for the very form that was typed
RARE = 5  # a word is rare when it stands in fewer than a n-th of all pages
ENOUGH = 100  # with so many pages found by rare words, frequent ones only order these
EVEN = 250  # a term of a phrase counts no more than so many hundredths of its weakest term
COARSE = 64  # points of a meaning are whole numbers of so many: the browser then needs few bytes for them
COMMON = 24  # what only means a word, and stands in more than a n-th of the pages, brings no new ones either
SHARE = 2  # how much the share of words found counts: points × (1 + SHARE × share)
BEST = 400  # pages that count for a term: of a common one those where it weighs most
MEANT = 200  # the same for a meaning in one language
_MOST_POSTINGS = 3_000_000  # pages in the postings that are remembered
_HAVE = {1 << at: bytes([forms >> at & 1 for forms in range(256)]) for at in range(8)}  # 1 for forms that have a bit

Phrase = tuple[str, ...]  # its terms, each once
Rows = list[tuple[int, int]]  # page and points


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


@dataclass(frozen=True)
class Group:
    """A word of the query: what it may stand for; weight: how much it counts beside other words."""

    parts: tuple[Part, ...]
    weight: int = FULL


@dataclass
class Posting:
    """The pages of a term, in their order: all of them, or the best. size: how many there are in all."""

    pages: array[int]
    impacts: bytes
    forms: bytes
    idf: int
    size: int

    def best(self) -> Posting:
        """The pages where the term weighs most, of equal ones the first."""
        if self.size <= BEST:
            return self
        kept = sorted(sorted(range(self.size), key=self.impacts.__getitem__, reverse=True)[:BEST])
        impacts, forms = (bytes([column[at] for at in kept]) for column in (self.impacts, self.forms))
        return Posting(array("I", [self.pages[at] for at in kept]), impacts, forms, self.idf, self.size)

    def points(self, weight: int, bit: int = 0) -> Iterable[tuple[int, int]]:
        """Its pages with their points; more for those that have the very form."""
        full = self.idf * weight
        if not bit:
            return zip(self.pages, map(full.__mul__, self.impacts), strict=True)
        more = self.idf * (weight + EXACT * weight // FULL)
        own = map((full, more).__getitem__, self.forms.translate(_HAVE[bit]))
        return zip(self.pages, map(mul, self.impacts, own), strict=True)


@dataclass(frozen=True)
class Meant:
    """The pages that mean something, with their points in steps: the best, and how many there are in all."""

    pages: array[int]
    steps: array[int]
    size: int
    idf: int

    def points(self, weight: int, _: int = 0) -> Iterable[tuple[int, int]]:
        """Its pages with their points."""
        return zip(self.pages, map((COARSE * weight).__mul__, self.steps), strict=True)


@dataclass
class Scores:
    """Points by page, and of what weight the words found were: the same pages in the same order."""

    points: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    found: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    whole: int = 0

    @property
    def most(self) -> int:
        """Of what weight the words are that one page has, at most."""
        return max(self.found.values(), default=0)

    def all(self) -> dict[int, int]:
        """Points of each page with the bonus for the share of words found."""
        whole = max(self.whole, 1)
        rows = zip(self.points.items(), self.found.values(), strict=True)
        return {page: points * (whole + SHARE * found) // whole for (page, points), found in rows}


class Postings:
    """Postings by term, read once and remembered."""

    def __init__(self, read: Callable[[str], list[tuple[int, bytes]]], count: int):
        self.read, self.count = read, count
        self._known: OrderedDict[str, Posting] = OrderedDict()
        self._meant: dict[tuple[Phrase, ...], Meant] = {}
        self._held = 0

    def get(self, term: str) -> Posting:
        """The best pages of a term; none for one that no page has."""
        found = self._known.get(term)
        if found is not None:
            self._known.move_to_end(term)
            return found
        made = self._known[term] = self.whole(term).best()
        self._held += len(made.pages)
        while self._held > _MOST_POSTINGS and len(self._known) > 1:
            self._held -= len(self._known.popitem(last=False)[1].pages)
        return made

    def whole(self, term: str) -> Posting:
        """All pages of a term."""
        pages, impacts, forms = array("I"), bytearray(), bytearray()
        for base, value in self.read(term):
            pages.extend([base + slot for slot in value[::3]])
            impacts += value[1::3]
            forms += value[2::3]
        return Posting(pages, bytes(impacts), bytes(forms), idf(len(pages), self.count), len(pages))

    def meant(self, phrases: tuple[Phrase, ...]) -> Meant:
        """The pages that say one of the phrases, each with the points of its best."""
        made = self._meant.get(phrases)
        if made is None:
            best: dict[int, int] = {}
            for phrase in phrases:
                for page, steps in meant(phrase, self):
                    if steps > best.get(page, 0):
                        best[page] = steps
            pages = sorted(sorted(sorted(best), key=best.__getitem__, reverse=True)[:MEANT])
            points = array("Q", map(best.__getitem__, pages))
            rarest = max(self.get(term).idf for phrase in phrases for term in phrase if term in self)
            made = self._meant[phrases] = Meant(array("I", pages), points, len(best), rarest)
        return made

    def part(self, part: Part) -> Posting | Meant:
        """What stands in the index for a part."""
        return self.meant(part.phrases) if part.phrases else self.get(part.term)

    def having(self, term: str, bit: int) -> set[int]:
        """The pages that have a form of a term."""
        posting = self.whole(term)
        return {page for page, forms in zip(posting.pages, posting.forms, strict=True) if forms & bit}

    def __contains__(self, term: str) -> bool:
        return len(self.get(term).pages) > 0


def score(groups: list[Group], postings: Postings) -> Scores:
    """The points of every page that has anything of the query; words that are rare first, for frequent ones then count
    only in pages that have some.
    """
    made = Scores()
    sizes = [sum(postings.part(part).size for part in group.parts) for group in groups]
    known: set[Part] = set()
    for at in sorted(range(len(groups)), key=lambda at: (sizes[at], at)):
        few = sizes[at] * RARE > postings.count and len(made.points) >= ENOUGH
        _add(groups[at], postings, made, known, few)
    return made


def _add(group: Group, postings: Postings, made: Scores, known: set[Part], few: bool) -> None:
    """Add the points of a group. few: only to pages that have some. known: parts that were looked up without that."""
    own: dict[int, int] = {}
    seen: set[str] = set()
    all_points, found, weight = made.points, made.found, 0
    for part in group.parts:
        stands, less = postings.part(part), few
        weight = max(weight, stands.idf)
        if part not in known:
            common = part.weight < FULL and stands.size * COMMON > postings.count
            less = few or (common and len(all_points) >= ENOUGH)
            if not less:
                known.add(part)
        rows = stands.points(part.weight, part.bit)
        if less:
            rows = [row for row in rows if row[0] in all_points]
        if part.language not in seen:  # parts of two languages never meet in a page
            own.update(rows)
            seen.add(part.language)
            continue
        for page, points in rows:
            if own.get(page, 0) < points:
                own[page] = points
    weight *= group.weight
    made.whole += weight
    for page, points in own.items():
        all_points[page] += points * group.weight // FULL
        found[page] += weight


def meant(phrase: Sequence[str], postings: Postings) -> Rows:
    """The pages that say a phrase of the thesaurus, with their points in steps.

    More than half of its terms must stand in a page; each that is missing costs.
    """
    most = len(phrase)
    terms = sorted(phrase, key=lambda term: (len(postings.get(term).pages), term))
    first = most - most // 2  # a page with more than half of the terms has one of these, the rarest
    found = {page: [points] for page, points in postings.get(terms[0]).points(1)}
    for at, term in enumerate(terms[1:], 1):
        for page, points in postings.get(term).points(1):
            if page in found:
                found[page].append(points)
            elif at < first:
                found[page] = [points]
    return [
        (page, steps)
        for page, points in found.items()
        if 2 * len(points) > most and (steps := _together(points) * len(points) ** 2 // most**2 // COARSE)
    ]


def _together(points: list[int]) -> int:
    """The points of a phrase's terms; one that tells much by itself, as in a title, does not stand for the others."""
    most = min(points) * EVEN // FULL
    return sum(min(one, most) for one in points)
