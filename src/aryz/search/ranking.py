"""The order of pages for a query, in whole numbers alone: the browser's twin does the same sums.

A query is a list of groups, one for a word or for a meaning of the thesaurus. A group's points in a page are those of
its best part; a page's points are their sum, raised by the share of the query's words that were found. Equal pages keep
their order in the index.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from aryz.search.impacts import idf

FULL = 100
EXACT = 30  # more for the very form that was typed
RARE = 8  # a word is rare when it stands in fewer than a n-th of all pages
ENOUGH = 40  # with so many pages found by rare words, frequent ones only order these
SHARE = 2  # how much the share of words found counts: points × (1 + SHARE × share)
_MOST_POSTINGS = 3_000_000  # pages in the postings that are remembered


@dataclass(frozen=True)
class Part:
    """Terms that must all stand in a page, each with the bit of its very form (0: unknown), and what they count."""

    terms: tuple[tuple[str, int], ...]
    weight: int = FULL


@dataclass(frozen=True)
class Group:
    """A word or a meaning of the query. counts: whether it is a word of which a share is to be found."""

    parts: tuple[Part, ...]
    counts: bool = True


@dataclass
class Posting:
    """The pages of a term, in their order."""

    pages: array[int]
    impacts: bytes
    forms: bytes
    idf: int


@dataclass
class Scores:
    """Points by page, and of what weight the words found were."""

    points: dict[int, int] = field(default_factory=dict)
    found: dict[int, int] = field(default_factory=dict)
    whole: int = 0

    def all(self) -> dict[int, int]:
        """Points of each page with the bonus for the share of words found."""
        whole, found = self.whole, self.found
        return {page: points * (whole + SHARE * found.get(page, 0)) for page, points in self.points.items()}


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

    def __contains__(self, term: str) -> bool:
        return len(self.get(term).pages) > 0


def score(groups: list[Group], postings: Postings) -> Scores:
    """The points of every page that has anything of the query."""
    made = Scores()
    sized = [(sum(len(postings.get(part.terms[0][0]).pages) for part in g.parts), at, g) for at, g in enumerate(groups)]
    for size, _, group in sorted(sized, key=lambda row: row[:2]):
        few = size * RARE > postings.count and len(made.points) >= ENOUGH
        _add(group, postings, made, few)
    return made


def _add(group: Group, postings: Postings, made: Scores, few: bool) -> None:
    """Add the points of a group. few: only to pages that have some."""
    own: dict[int, int] = {}
    for part in group.parts:
        for page, points in _points(part, postings):
            if own.get(page, 0) < points:
                own[page] = points
    all_points = made.points
    if few:
        own = {page: points for page, points in own.items() if page in all_points}
    for page, points in own.items():
        all_points[page] = all_points.get(page, 0) + points
    if group.counts:
        weight = max((postings.get(term).idf for part in group.parts for term, _ in part.terms), default=0)
        made.whole += weight
        found = made.found
        for page in own:
            found[page] = found.get(page, 0) + weight


def _points(part: Part, postings: Postings) -> list[tuple[int, int]]:
    """Page and points for a part; a part of several terms counts in pages that have them all."""
    term, bit = part.terms[0]
    posting = postings.get(term)
    full = posting.idf * part.weight
    more = posting.idf * (part.weight + EXACT * part.weight // FULL)
    rows = [
        (page, impact * (more if form & bit else full))
        for page, impact, form in zip(posting.pages, posting.impacts, posting.forms, strict=True)
    ]
    for one in part.terms[1:]:
        others = dict(_points(Part((one,), part.weight), postings))
        rows = [(page, points + others[page]) for page, points in rows if page in others]
    return rows
