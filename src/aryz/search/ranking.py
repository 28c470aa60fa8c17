"""The order of pages for a query, in whole numbers alone: the browser's twin (static/ranking.js) does the same sums.
All of them stay below 2 ** 53, which is as far as JavaScript counts.

A query is a list of groups, one for a word or for a meaning of the thesaurus. A group's points in a page are those of
its best part; a page's points are their sum, raised by the share of the query's words that were found. Equal pages keep
their order in the index.
"""

from __future__ import annotations

from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from operator import mul

from aryz.search.impacts import idf

FULL = 100
EXACT = 40  # more for the very form that was typed
RARE = 5  # a word is rare when it stands in fewer than a n-th of all pages
ENOUGH = 100  # with so many pages found by rare words, frequent ones only order these
EVEN = 250  # a term of a phrase counts no more than so many hundredths of its weakest term
COARSE = 512  # points of a meaning are whole numbers of so many: the browser then needs few bytes for them
COMMON = 24  # what only means a word, and stands in more than a n-th of the pages, brings no new ones either
SHARE = 2  # how much the share of words found counts: points × (1 + SHARE × share)
BEST = 400  # pages that count for a term: of a common one those where it weighs most
MEANT = 144  # the same for a meaning in one language
LOW = 10  # a page with less than a n-th of the most points is no result, when others are enough
_MOST_POSTINGS = 3_000_000  # pages in the postings that are remembered
_HAVE = {1 << at: bytes([forms >> at & 1 for forms in range(256)]) for at in range(8)}  # 1 for forms that have a bit
_UP_TO = [bytes(range(impact + 1)) for impact in range(256)]
_FROM = [bytes(impact + 1) + b"\1" * (255 - impact) for impact in range(256)]  # 1 for impacts above one
_HALF = 26  # points stand above so many bits of a number, the weight of the words found, at most 2 ** 25, below
_LOWER = (1 << _HALF) - 1

Phrase = tuple[str, ...]  # its terms, each once


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
    """A word of the query: what it may stand for; weight: how much it counts beside other words; beside: parts of the
    same word that were scored before.
    """

    parts: tuple[Part, ...]
    weight: int = FULL
    beside: tuple[Part, ...] = ()


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
        low, high = 0, 255  # the impact that not all pages of which are among the best
        while low < high:
            middle = (low + high) // 2
            more = len(self.impacts.translate(None, _UP_TO[middle]))
            low, high = (low, middle) if more < BEST else (middle + 1, high)
        left = BEST - len(self.impacts.translate(None, _UP_TO[low]))
        rest = self.impacts.split(bytes((low,)), left)[-1]
        cut = self.size - len(rest)  # from there on only what is above it
        kept = self.impacts[:cut].translate(_FROM[low - 1]) + rest.translate(_FROM[low])
        impacts, forms = bytes(compress(self.impacts, kept)), bytes(compress(self.forms, kept))
        return Posting(array("I", compress(self.pages, kept)), impacts, forms, self.idf, self.size)

    def points(self, weight: int, bit: int = 0) -> Iterable[tuple[int, int]]:
        """Its pages with their points, above those bits; more for those that have the very form."""
        full = self.idf * weight << _HALF
        if not bit:
            return zip(self.pages, map(full.__mul__, self.impacts), strict=True)
        more = self.idf * (weight + EXACT * weight // FULL) << _HALF
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
        """Its pages with their points, above those bits."""
        return zip(self.pages, map((COARSE * weight << _HALF).__mul__, self.steps), strict=True)


@dataclass
class Scores:
    """For each page its points, and of what weight the words found are; whole: of what weight all words are."""

    halves: dict[int, int] = field(default_factory=dict)
    whole: int = 0

    @property
    def most(self) -> int:
        """Of what weight the words are that one page has, at most."""
        return max(map(_LOWER.__and__, self.halves.values()), default=0)

    def all(self, may: Callable[[int], bool] | None = None) -> dict[int, int]:
        """Points of the pages with the bonus for the share of words found, but for those with very few.

        may: whether a page may be shown at all.
        """
        halves = self.halves if may is None else {page: own for page, own in self.halves.items() if may(page)}
        floor = (max(halves.values(), default=0) >> _HALF) // LOW << _HALF
        kept = {page: own for page, own in halves.items() if own >= floor}
        if len(kept) < ENOUGH:
            kept = halves
        whole = max(self.whole, 1)
        return {page: (own >> _HALF) * (whole + SHARE * (own & _LOWER)) // whole for page, own in kept.items()}


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
        pages, values = array("I"), []
        for base, value in self.read(term):
            pages.extend(map(base.__add__, value[::3]))
            values.append(value)
        joined = b"".join(values)
        return Posting(pages, joined[1::3], joined[2::3], idf(len(pages), self.count), len(pages))

    def meant(self, phrases: tuple[Phrase, ...]) -> Meant:
        """The pages that say one of the phrases, each with the points of its best."""
        made = self._meant.get(phrases)
        if made is None:
            stand = {term: self.get(term) for phrase in phrases for term in phrase}
            rows = {
                term: dict(zip(one.pages, map(one.idf.__mul__, one.impacts), strict=True))
                for term, one in stand.items()
            }
            best: dict[int, int] = {}
            for phrase in phrases:
                found = meant([rows[term] for term in phrase])
                if best:  # of two the better
                    found = [row for row in found if row[1] > best.get(row[0], 0)]
                best.update(found)
            pages = _first(best, MEANT)
            rarest = max(one.idf for one in stand.values() if one.size)
            points = array("Q", map(best.__getitem__, pages))
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


def score(groups: list[Group], postings: Postings, scores: Scores) -> Scores:
    """Add the points of groups to every page that has anything of them; words that are rare first, for frequent ones
    then count only in pages that have some.
    """
    sizes = [sum(postings.part(part).size for part in group.parts) for group in groups]
    for at in sorted(range(len(groups)), key=lambda at: (sizes[at], at)):
        few = sizes[at] * RARE > postings.count and len(scores.halves) >= ENOUGH
        _add(groups[at], postings, scores, few)
    return scores


def _add(group: Group, postings: Postings, scores: Scores, few: bool) -> None:
    """Add a group's points; of parts that meet in a page the heaviest counts. few: only to pages that have some."""
    halves, own = scores.halves, dict[int, int]()
    stand = [(part, postings.part(part)) for part in group.parts]
    for part, one in sorted(stand, key=lambda row: row[0].weight * row[1].idf):
        common = part.weight < FULL and one.size * COMMON > postings.count
        rows = one.points(part.weight * group.weight // FULL, part.bit)
        if few or (common and len(halves) >= ENOUGH):
            rows = [row for row in rows if row[0] in halves]
        own.update(rows)
    weight = group.weight * max(postings.part(part).idf for part in group.beside or group.parts)
    if not group.beside:
        scores.whole += weight
    for page, points in own.items():
        if page in halves:
            halves[page] += points + weight
        else:
            halves[page] = points + weight


def meant(phrase: Sequence[Mapping[int, int]]) -> list[tuple[int, int]]:
    """The pages that say a phrase of the thesaurus, with their points in steps.

    phrase: for each term its pages with their points. More than half must stand in a page; each that is missing costs.
    """
    most = len(phrase)
    if most == 1:
        return [(page, max(1, points // COARSE)) for page, points in phrase[0].items()]
    if most == 2:
        one, other = phrase
        return [(page, max(1, _together(one[page], other[page]) // COARSE)) for page in one.keys() & other.keys()]
    counts = Counter(chain.from_iterable(phrase))
    found = {page: [rows[page] for rows in phrase if page in rows] for page, n in counts.items() if 2 * n > most}
    return [(page, max(1, _together(*own) * len(own) ** 2 // most**2 // COARSE)) for page, own in found.items()]


def _together(*points: int) -> int:
    """The points of a phrase's terms; one that tells much by itself, as in a title, does not stand for the others."""
    most = min(points) * EVEN // FULL
    return sum([one if one < most else most for one in points])


def _first(points: Mapping[int, int], most: int) -> list[int]:
    """The pages with the most points, of equal ones the first, in their order."""
    if len(points) <= most:
        return sorted(points)
    last = sorted(points.values())[-most]
    above = [page for page, own in points.items() if own > last]
    return sorted(above + sorted(page for page, own in points.items() if own == last)[: most - len(above)])
