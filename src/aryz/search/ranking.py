"""The order of pages for a query, in whole numbers alone: the browser's twin (static/ranking.js) does the same sums.
All of them stay below 2 ** 53, which is as far as JavaScript counts.

A query is a list of groups, one for a word or for a meaning of the thesaurus. A group's points in a page are those of
its best part; a page's points are their sum, raised by the share of the query's words that were found. Equal pages keep
their order in the index.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, repeat
from operator import add

from aryz.search.impacts import idf

FULL = 100
EXACT = 40  # more for the very form that was typed
RARE = 5  # a word is rare when it stands in fewer than a n-th of all pages
ENOUGH = 100  # with so many pages found by rare words, frequent ones only order these
EVEN = 250  # a term of a phrase counts no more than so many hundredths of its weakest term
COARSE = 512  # points of a meaning are whole numbers of so many: the browser then needs few bytes for them
COMMON = 24  # what only means a word, and stands in more than a n-th of the pages, brings no new ones either
SHARE = 2  # how much the share of words found counts: points × (1 + SHARE × share)
BEST = 320  # pages that count for a term: of a common one those where it weighs most
MEANT = 104  # the same for a meaning in one language
LOW = 10  # a page with less than a n-th of the most points is no result, when others are enough
_MOST_POSTINGS = 3_000_000  # pages in the postings that are remembered
_HAVE = {1 << at: bytes([forms >> at & 1 for forms in range(256)]) for at in range(8)}  # 1 for forms that have a bit
_UP_TO = [bytes(range(impact + 1)) for impact in range(256)]
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

    def halves(self, weight: int, bit: int, found: int) -> Iterable[tuple[int, int]]:
        """Its pages with their points, more for those that have the very form, and `found` in the lower bits."""
        full = self.idf * weight << _HALF
        if not bit:
            return zip(self.pages, [full * impact + found for impact in self.impacts], strict=True)
        more = self.idf * (weight + EXACT * weight // FULL) << _HALF
        rows = zip(self.impacts, self.forms.translate(_HAVE[bit]), strict=True)
        return zip(self.pages, [(more if very else full) * impact + found for impact, very in rows], strict=True)

    def steps(self, most: int) -> tuple[Iterable[int], Iterable[int]]:
        """The pages where it weighs most, of equal ones the first; their points in steps."""
        pages, impacts, rare = iter(self.pages), self.impacts, self.idf
        if len(impacts) > most:
            kept = _highest(impacts, most, rare, COARSE)
            pages, impacts = compress(pages, kept), bytes(compress(impacts, kept))
        return pages, [rare * impact // COARSE or 1 for impact in impacts]


@dataclass(frozen=True)
class Meant:
    """The pages that mean something, with their points in steps: the best, and how many there are in all."""

    pages: array[int]
    steps: array[int]
    size: int
    idf: int

    def halves(self, weight: int, _: int, found: int) -> Iterable[tuple[int, int]]:
        """Its pages with their points, and `found` in the lower bits."""
        full = COARSE * weight << _HALF
        return zip(self.pages, [full * step + found for step in self.steps], strict=True)


@dataclass
class Scores:
    """For each page its points, and of what weight the words found are; for each group the pages that have anything of
    it, and its weight; whole: of what weight all words are.
    """

    halves: dict[int, int] = field(default_factory=dict)
    groups: list[tuple[list[Collection[int]], int]] = field(default_factory=list)
    whole: int = 0

    def cover(self, tenths: int) -> bool:
        """Whether there is a page whose words are of so many tenths of the weight of all."""
        least = -(-self.whole * tenths // 10)
        needed = [
            pages for pages, weight in self.groups if weight > self.whole - least
        ]  # who lacks these lacks too much
        among = min(needed, key=lambda pages: sum(map(len, pages)), default=[self.halves])
        halves = self.halves
        return any(halves[page] & _LOWER >= least for page in chain.from_iterable(among)) or not self.whole

    def all(self, factors: Sequence[int], may: Callable[[int], bool] | None = None) -> dict[int, int]:
        """Points of the pages with the bonus for the share of words found, but for those with very few.

        factors: what each page counts. may: whether it may be shown at all.
        """
        halves = self.halves if may is None else {page: own for page, own in self.halves.items() if may(page)}
        floor = (max(halves.values(), default=0) >> _HALF) // LOW << _HALF
        if sum(map(floor.__le__, halves.values())) < ENOUGH:
            floor = 0
        whole = max(self.whole, 1)
        return {
            page: (own >> _HALF) * (whole + SHARE * (own & _LOWER)) // whole * factors[page]
            for page, own in halves.items()
            if own >= floor
        }


class Postings:
    """Postings by term, read once and remembered."""

    def __init__(self, read: Callable[[str], list[tuple[int, bytes]]], count: int):
        self.read, self.count = read, count
        self._known: OrderedDict[str, Posting] = OrderedDict()
        self._meant: dict[tuple[Phrase, ...], Meant] = {}
        self._held, self._rarest = 0, idf(0, count)

    def get(self, term: str) -> Posting:
        """The best pages of a term; none for one that no page has."""
        found = self._known.get(term)
        if found is not None:
            self._known.move_to_end(term)
            return found
        made = self._known[term] = self._read(term, BEST)
        self._held += len(made.pages)
        while self._held > _MOST_POSTINGS and len(self._known) > 1:
            self._held -= len(self._known.popitem(last=False)[1].pages)
        return made

    def whole(self, term: str) -> Posting:
        """All pages of a term."""
        return self._read(term, self.count)

    def _read(self, term: str, most: int) -> Posting:
        """The pages of a term, the best of them if there are more."""
        rows = self.read(term)
        if not rows:
            return Posting(array("I"), b"", b"", self._rarest, 0)
        joined = b"".join([value for _, value in rows])
        bases: Iterable[int] = chain.from_iterable([repeat(base, len(value) // 3) for base, value in rows])
        places, impacts, forms = joined[::3], joined[1::3], joined[2::3]
        size = len(impacts)
        rare = idf(size, self.count)
        if size > most:
            kept = _highest(impacts, most, rare, 1)
            bases = compress(bases, kept)
            places, impacts, forms = (bytes(compress(column, kept)) for column in (places, impacts, forms))
        return Posting(array("I", map(add, places, bases)), impacts, forms, rare, size)

    def meant(self, phrases: tuple[Phrase, ...]) -> Meant:
        """The pages that say one of the phrases, each with the points of its best."""
        made = self._meant.get(phrases)
        if made is None:
            stand = {term: self.get(term) for phrase in phrases for term in phrase}
            rarest = max(one.idf for one in stand.values() if one.size)
            if len(stand) == 1:
                (only,) = stand.values()
                pages, steps = only.steps(MEANT)
                size = len(only.pages)
            else:
                alone = all(len(phrase) == 1 for phrase in phrases)
                best, size = _alone(stand.values()) if alone else _said(phrases, stand)
                pages = _first(best, MEANT)
                steps = map(best.__getitem__, pages)
            made = Meant(array("I", pages), array("Q", steps), size, rarest)
            self._meant[phrases] = made
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
    halves = scores.halves
    stand = [[(part, postings.part(part)) for part in group.parts] for group in groups]
    sizes = [sum([one.size for _, one in parts]) for parts in stand]
    for at in sorted(range(len(groups)), key=lambda at: (sizes[at], at)):
        group, few = groups[at], sizes[at] * RARE > postings.count and len(halves) >= ENOUGH
        found = map(postings.part, group.beside) if group.beside else (one for _, one in stand[at])
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


def _alone(stand: Collection[Posting]) -> tuple[dict[int, int], int]:
    """Of pages that say one of several terms those that may be the best, with their points in steps; how many say one.

    A page that is among the best of all is among the best of its term.
    """
    best: dict[int, int] = {}
    for one in stand:
        for page, steps in zip(*one.steps(MEANT), strict=True):
            if steps > best.get(page, 0):
                best[page] = steps
    return best, len(set().union(*[one.pages for one in stand]))


def _said(phrases: Sequence[Phrase], stand: Mapping[str, Posting]) -> tuple[dict[int, int], int]:
    """The pages that say one of the phrases, each with the points of its best, in steps; how many they are."""
    rows = {term: dict(zip(one.pages, one.impacts, strict=True)) for term, one in stand.items()}
    best: dict[int, int] = {}
    for phrase in phrases:
        for page, steps in meant([(stand[term].idf, rows[term]) for term in phrase]):
            if steps > best.get(page, 0):
                best[page] = steps
    return best, len(best)


def meant(phrase: Sequence[tuple[int, Mapping[int, int]]]) -> list[tuple[int, int]]:
    """The pages that say a phrase of the thesaurus, with their points in steps.

    phrase: for each term its idf and its pages with their impacts. More than half must stand in a page; each that is
    missing costs.
    """
    most = len(phrase)
    if most == 1:
        ((rare, rows),) = phrase
        return [(page, rare * impact // COARSE or 1) for page, impact in rows.items()]
    if most == 2:
        (rare, one), (other_rare, other) = phrase
        found = {page: [rare * one[page], other_rare * other[page]] for page in one.keys() & other.keys()}
    else:
        with_so_many = [set[int]() for _ in range(most // 2 + 2)]  # pages that have so many of the terms or more
        for _, rows in phrase:
            for many in range(most // 2 + 1, 1, -1):
                with_so_many[many] |= with_so_many[many - 1] & rows.keys()
            with_so_many[1].update(rows)
        found = {page: [rare * rows[page] for rare, rows in phrase if page in rows] for page in with_so_many[-1]}
    return [(page, _together(own) * len(own) ** 2 // most**2 // COARSE or 1) for page, own in found.items()]


def _together(points: list[int]) -> int:
    """The points of a phrase's terms; one that tells much by itself, as in a title, does not stand for the others."""
    most = min(points) * EVEN // FULL
    return sum(points) if max(points) <= most else sum([one if one < most else most for one in points])


def _highest(impacts: bytes, most: int, idf: int, step: int) -> bytes:
    """1 for the impacts that are the highest, of equal ones for the first; 0 for the rest, at least one.

    Equal are those whose product with idf is the same whole number of steps.
    """
    low, high, rest = 0, 255, impacts  # the impact that not all pages of which are among the best
    while low < high:
        middle = (low + high) // 2
        above = rest.translate(None, _UP_TO[middle])
        if len(above) < most:
            high = middle
        else:
            low, rest = middle + 1, above
    level = max(1, idf * low // step)
    first = 0 if level == 1 else -(-level * step // idf)
    last = min(255, ((level + 1) * step - 1) // idf)
    marks = impacts.translate(bytes(first) + b"\1" * (last + 1 - first) + b"\2" * (255 - last))
    rest = marks.split(b"\1", most - marks.count(2))[-1]
    cut = len(marks) - len(rest)  # from there on only what is above them
    return marks[:cut] + rest.replace(b"\1", b"\0")


def _first(points: Mapping[int, int], most: int) -> list[int]:
    """The pages with the most points, of equal ones the first, in their order."""
    if len(points) <= most:
        return sorted(points)
    last = sorted(points.values())[-most]
    above = [page for page, own in points.items() if own > last]
    return sorted(above + sorted([page for page, own in points.items() if own == last])[: most - len(above)])
