"""The order of pages for a query, in whole numbers alone: the browser's twin (static/ranking.js) does the same sums.
All of them stay below 2 ** 53, which is as far as JavaScript counts.

A query is a list of groups, one for a word or for a meaning of the thesaurus. A group's points in a page are those of
its best part; a page's points are their sum, raised by the share of the query's words that were found. Equal pages keep
their order in the index.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aryz.search.impacts import idf

FULL = 100
EXACT = 40  # more for the very form that was typed
RARE = 20  # a word is rare when it stands in fewer than a n-th of all pages
ENOUGH = 40  # with so many pages found by rare words, frequent ones only order these
COARSE = 64  # points of a meaning are whole numbers of so many: the browser then needs few bytes for them
COMMON = 24  # what only means a word, and stands in more than a n-th of the pages, brings no new ones either
SHARE = 2  # how much the share of words found counts: points × (1 + SHARE × share)
BEST = 400  # pages that count for a term: of a common one those where it weighs most
MEANT = 200  # the same for a meaning in one language
_MOST_POSTINGS = 3_000_000  # pages in the postings that are remembered

Phrase = tuple[str, ...]  # its terms, each once
Rows = list[tuple[int, int]]  # page and points
Candidates = Collection[int] | None


@dataclass(frozen=True)
class Part:
    """A term with the bit of its very form (0: unknown), or phrases of one language that mean it; what it counts."""

    term: str = ""
    bit: int = 0
    phrases: tuple[Phrase, ...] = ()
    weight: int = FULL


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

    def within(self, candidates: Iterable[int]) -> Iterable[tuple[int, int, int]]:
        """Page, impact and forms of those candidates that are among the pages."""
        impacts, forms = self._dense
        last = len(impacts)
        return [(page, impacts[page], forms[page]) for page in candidates if page < last and impacts[page]]

    @cached_property
    def _dense(self) -> tuple[bytearray, bytearray]:
        """Impacts and forms by page: a look-up then costs no search."""
        size = self.pages[-1] + 1 if self.pages else 0
        impacts, forms = bytearray(size), bytearray(size)
        for page, impact, form in zip(self.pages, self.impacts, self.forms, strict=True):
            impacts[page], forms[page] = impact, form
        return impacts, forms


@dataclass(frozen=True)
class Meant:
    """The pages that mean something, with their points in steps: the best, and how many there are in all."""

    rows: Rows
    size: int
    idf: int


@dataclass
class Scores:
    """Points by page, and of what weight the words found were."""

    points: dict[int, int] = field(default_factory=dict)
    found: dict[int, int] = field(default_factory=dict)
    whole: int = 0

    def all(self) -> dict[int, int]:
        """Points of each page with the bonus for the share of words found."""
        whole, found = max(self.whole, 1), self.found
        return {page: points * (whole + SHARE * found.get(page, 0)) // whole for page, points in self.points.items()}


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
            rows = sorted(best.items(), key=lambda row: (-row[1], row[0]))[:MEANT]
            rarest = max(self.get(term).idf for phrase in phrases for term in phrase if term in self)
            made = self._meant[phrases] = Meant(sorted(rows), len(best), rarest)
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
    known: dict[Part, Rows] = {}
    for at in sorted(range(len(groups)), key=lambda at: (sizes[at], at)):
        few = sizes[at] * RARE > postings.count and len(made.points) >= ENOUGH
        _add(groups[at], postings, made, known, few)
    return made


def _add(group: Group, postings: Postings, made: Scores, known: dict[Part, Rows], few: bool) -> None:
    """Add the points of a group. few: only to pages that have some. known: parts that were looked up without that."""
    own: dict[int, int] = {}
    all_points, found = made.points, made.found
    for part in group.parts:
        rows, less = known.get(part), few
        if rows is None:
            common = part.weight < FULL and postings.part(part).size * COMMON > postings.count
            less = few or (common and len(all_points) >= ENOUGH)
            rows = _points(part, postings, all_points if less else None)
            if not less:
                known[part] = rows
        for page, points in rows:
            if own.get(page, 0) < points and (not less or page in all_points):
                own[page] = points
    weight = max((postings.part(part).idf for part in group.parts), default=0) * group.weight
    made.whole += weight
    for page, points in own.items():
        all_points[page] = all_points.get(page, 0) + points * group.weight // FULL
        found[page] = found.get(page, 0) + weight


def _points(part: Part, postings: Postings, candidates: Candidates = None) -> Rows:
    """Page and points for a part. candidates: other pages do not matter."""
    if not part.phrases:
        return _term(part.term, part.bit, part.weight, postings, candidates)
    weight = COARSE * part.weight
    return [(page, steps * weight) for page, steps in postings.meant(part.phrases).rows]


def meant(phrase: Sequence[str], postings: Postings) -> Rows:
    """The pages that say a phrase of the thesaurus, with their points in steps.

    More than half of its terms must stand in a page; each that is missing costs.
    """
    most = len(phrase)
    terms = sorted(phrase, key=lambda term: (len(postings.get(term).pages), term))
    first = most - most // 2  # a page with more than half of the terms has one of these, the rarest
    sums: dict[int, int] = {}
    counts: dict[int, int] = {}
    for at, term in enumerate(terms):
        rows = _term(term, 0, 1, postings, None if at < first else list(sums))
        for page, points in rows:
            if at < first or page in sums:
                sums[page] = sums.get(page, 0) + points
                counts[page] = counts.get(page, 0) + 1
    return [
        (page, steps)
        for page, count in counts.items()
        if 2 * count > most and (steps := sums[page] * count // most // COARSE)
    ]


def _term(term: str, bit: int, weight: int, postings: Postings, candidates: Candidates) -> Rows:
    posting = postings.get(term)
    full = posting.idf * weight
    if candidates is not None and len(candidates) < len(posting.pages):
        found = posting.within(candidates)
    else:
        found = zip(posting.pages, posting.impacts, posting.forms, strict=True)
    if not bit:
        return [(page, impact * full) for page, impact, _ in found]
    more = posting.idf * (weight + EXACT * weight // FULL)
    return [(page, impact * (more if form & bit else full)) for page, impact, form in found]
