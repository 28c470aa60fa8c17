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
_MOST_POSTINGS = 3_000_000  # pages in the postings that are remembered


Rows = list[tuple[int, int]]  # page and points
Candidates = Collection[int] | None


@dataclass(frozen=True)
class Part:
    """Terms that must all stand in a page, each with the bit of its very form (0: unknown), and what they count.

    meaning: they are a phrase of the thesaurus; else there is one term.
    """

    terms: tuple[tuple[str, int], ...]
    weight: int = FULL
    meaning: bool = False


@dataclass(frozen=True)
class Group:
    """A word of the query: what it may stand for; weight: how much it counts beside other words."""

    parts: tuple[Part, ...]
    weight: int = FULL


@dataclass
class Posting:
    """The pages of a term, in their order."""

    pages: array[int]
    impacts: bytes
    forms: bytes
    idf: int

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
        self._held = 0

    def get(self, term: str) -> Posting:
        """The posting of a term; empty for one that no page has."""
        found = self._known.get(term)
        if found is not None:
            self._known.move_to_end(term)
            return found
        pages, impacts, forms = array("I"), bytearray(), bytearray()
        for base, value in self.read(term):
            pages.extend([base + slot for slot in value[::3]])
            impacts += value[1::3]
            forms += value[2::3]
        made = Posting(pages, bytes(impacts), bytes(forms), idf(len(pages), self.count))
        self._known[term] = made
        self._held += len(pages)
        while self._held > _MOST_POSTINGS and len(self._known) > 1:
            self._held -= len(self._known.popitem(last=False)[1].pages)
        return made

    def having(self, term: str, bit: int) -> set[int]:
        """The pages that have a form of a term."""
        posting = self.get(term)
        return {page for page, forms in zip(posting.pages, posting.forms, strict=True) if forms & bit}

    def __contains__(self, term: str) -> bool:
        return len(self.get(term).pages) > 0


def score(groups: list[Group], postings: Postings) -> Scores:
    """The points of every page that has anything of the query; words that are rare first, for frequent ones then count
    only in pages that have some.
    """
    made = Scores()
    sizes = [sum(_size(part, postings) for part in group.parts) for group in groups]
    known: dict[Part, Rows] = {}
    for at in sorted(range(len(groups)), key=lambda at: (sizes[at], at)):
        few = sizes[at] * RARE > postings.count and len(made.points) >= ENOUGH
        _add(groups[at], postings, made, known, few)
    return made


def _size(part: Part, postings: Postings) -> int:
    return min(len(postings.get(term).pages) for term, _ in part.terms)


def _add(group: Group, postings: Postings, made: Scores, known: dict[Part, Rows], few: bool) -> None:
    """Add the points of a group. few: only to pages that have some. known: parts that were looked up without that."""
    own: dict[int, int] = {}
    all_points, found = made.points, made.found
    for part in group.parts:
        rows, less = known.get(part), few
        if rows is None:
            common = part.weight < FULL and _size(part, postings) * COMMON > postings.count
            less = few or (common and len(all_points) >= ENOUGH)
            rows = _points(part, postings, all_points if less else None)
            if not less:
                known[part] = rows
        for page, points in rows:
            if own.get(page, 0) < points and (not less or page in all_points):
                own[page] = points
    idfs = [postings.get(term).idf for part in group.parts for term, _ in part.terms if term in postings]
    weight = max(idfs, default=0) * group.weight
    made.whole += weight
    for page, points in own.items():
        all_points[page] = all_points.get(page, 0) + points * group.weight // FULL
        found[page] = found.get(page, 0) + weight


def _points(part: Part, postings: Postings, candidates: Candidates = None) -> Rows:
    """Page and points for a part. candidates: other pages do not matter."""
    if not part.meaning:
        return _term(*part.terms[0], part.weight, postings, candidates)
    weight = COARSE * part.weight
    return [(page, steps * weight) for page, steps in meant([term for term, _ in part.terms], postings, candidates)]


def meant(phrase: Sequence[str], postings: Postings, candidates: Candidates = None) -> Rows:
    """The pages that say a phrase of the thesaurus, with their points in steps.

    More than half of its terms must stand in a page; each that is missing costs.
    """
    most = len(phrase)
    terms = sorted(phrase, key=lambda term: (len(postings.get(term).pages), term))
    first = most - most // 2  # a page with more than half of the terms has one of these, the rarest
    sums: dict[int, int] = {}
    counts: dict[int, int] = {}
    for at, term in enumerate(terms):
        rows = _term(term, 0, 1, postings, candidates if at < first else list(sums))
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
