"""The pages of terms and of phrases that mean something, with what each counts there, in whole numbers.

Both are known as lists of the best pages. The lists of what is common are ready in the index (`ready.py`); others are
worked out from its chunks, to the same result.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, repeat
from operator import add

from aryz.search.impacts import idf

FULL = 100
EXACT = 40  # more for the very form that was typed
EVEN = 250  # a term of a phrase counts no more than so many hundredths of its weakest term
COARSE = 512  # points of a meaning are whole numbers of so many: the browser then needs few bytes for them
BEST = 320  # pages that count for a term: of a common one those where it weighs most
MEANT = 80  # the same for a meaning in one language
HALF = 26  # points stand above so many bits of a number, the weight of the words found, at most 2 ** 25, below
_MOST_POSTINGS = 3_000_000  # pages in the postings that are remembered
_HAVE = {1 << at: bytes([forms >> at & 1 for forms in range(256)]) for at in range(8)}  # 1 for forms that have a bit
_UP_TO = [bytes(range(impact + 1)) for impact in range(256)]
_HEAD = 2  # numbers before a ready list: how many pages it has, and how many there are

Phrase = tuple[str, ...]  # its terms, each once
Rows = list[tuple[int, bytes]]  # the value of each chunk, with the number of its first page


@dataclass
class Posting:
    """The pages of a term, in their order: all of them, or the best. size: how many there are in all."""

    pages: array[int]
    impacts: bytes
    forms: bytes
    idf: int
    size: int

    @classmethod
    def best(cls, rows: Rows, most: int, count: int) -> Posting:
        """From the chunks' values: all pages; if there are more than `most`, those where it weighs most, the first of
        equal ones. count: how many pages the index has.
        """
        joined = b"".join([value for _, value in rows])
        bases: Iterable[int] = chain.from_iterable([repeat(base, len(value) // 3) for base, value in rows])
        places, impacts, forms = joined[::3], joined[1::3], joined[2::3]
        size = len(impacts)
        rare = idf(size, count)
        if size > most:
            kept = _highest(impacts, most, rare, 1)
            bases = compress(bases, kept)
            places, impacts, forms = (bytes(compress(column, kept)) for column in (places, impacts, forms))
        return cls(array("I", map(add, places, bases)), impacts, forms, rare, size)

    @classmethod
    def unpacked(cls, data: bytes, count: int) -> Posting:
        """One that was packed, in an index of so many pages."""
        (many, size), pages, rest = _numbers(data)
        return cls(pages, rest[:many], rest[many:], idf(size, count), size)

    def packed(self) -> bytes:
        """As it lies ready in an index."""
        return array("I", [len(self.pages), self.size, *self.pages]).tobytes() + self.impacts + self.forms

    def halves(self, weight: int, bit: int, found: int) -> Iterable[tuple[int, int]]:
        """Its pages with their points, more for those that have the very form, and `found` in the lower bits."""
        full = self.idf * weight << HALF
        if not bit:
            return zip(self.pages, [full * impact + found for impact in self.impacts], strict=True)
        more = self.idf * (weight + EXACT * weight // FULL) << HALF
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
    """The pages that mean something, with their points in steps: the best, and how many there are in all.

    sizes: how many pages each term of its phrases has; idf: of the rarest that has any.
    """

    pages: array[int]
    steps: array[int]
    size: int
    sizes: tuple[int, ...]
    idf: int

    @classmethod
    def unpacked(cls, data: bytes, count: int) -> Meant:
        """One that was packed, in an index of so many pages."""
        (many, size), pages, rest = _numbers(data)
        numbers = array("H", rest[: many * 2])
        sizes = array("I", rest[many * 2 :])
        return cls(pages, numbers, size, tuple(sizes), _rarest(sizes, count))

    def packed(self) -> bytes:
        """As it lies ready in an index."""
        head = array("I", [len(self.pages), self.size, *self.pages])
        return head.tobytes() + self.steps.tobytes() + array("I", self.sizes).tobytes()

    def halves(self, weight: int, _: int, found: int) -> Iterable[tuple[int, int]]:
        """Its pages with their points, and `found` in the lower bits."""
        full = COARSE * weight << HALF
        return zip(self.pages, [full * step + found for step in self.steps], strict=True)


class Postings:
    """Postings by term, and what phrases mean; read once and remembered."""

    def __init__(self, read: Callable[[str], Rows], count: int, ready: Callable[[str], bytes | None] = lambda _: None):
        """read: the chunks' values of a term; count: how many pages the index has; ready: a list that lies ready."""
        self.read, self.count, self.ready = read, count, ready
        self._known: OrderedDict[str, Posting] = OrderedDict()
        self._meant: dict[tuple[Phrase, ...], Meant] = {}
        self._held = 0

    def get(self, term: str) -> Posting:
        """The best pages of a term; none for one that no page has."""
        found = self._known.get(term)
        if found is not None:
            self._known.move_to_end(term)
            return found
        data = self.ready(term)
        made = Posting.unpacked(data, self.count) if data else Posting.best(self.read(term), BEST, self.count)
        self._known[term] = made
        self._held += len(made.pages)
        while self._held > _MOST_POSTINGS and len(self._known) > 1:
            self._held -= len(self._known.popitem(last=False)[1].pages)
        return made

    def whole(self, term: str) -> Posting:
        """All pages of a term."""
        return Posting.best(self.read(term), self.count, self.count)

    def meant(self, phrases: tuple[Phrase, ...]) -> Meant:
        """The best pages that say one of the phrases, each with the points of its best."""
        made = self._meant.get(phrases)
        if made is None:
            data = self.ready(name_of(phrases))
            made = self._meant[phrases] = Meant.unpacked(data, self.count) if data else self._worked_out(phrases)
        return made

    def _worked_out(self, phrases: tuple[Phrase, ...]) -> Meant:
        stand = {term: self.get(term) for phrase in phrases for term in phrase}
        pages: Iterable[int]
        if len(stand) == 1:
            (only,) = stand.values()
            pages, steps = only.steps(MEANT)
            size = len(only.pages)
        else:
            alone = all(len(phrase) == 1 for phrase in phrases)
            best, size = _alone(stand.values()) if alone else _said(phrases, stand)
            pages = _first(best, MEANT)
            steps = map(best.__getitem__, pages)
        sizes = tuple([one.size for one in stand.values()])
        return Meant(array("I", pages), array("H", steps), size, sizes, _rarest(sizes, self.count))

    def having(self, term: str, bit: int) -> set[int]:
        """The pages that have a form of a term."""
        posting = self.whole(term)
        return {page for page, forms in zip(posting.pages, posting.forms, strict=True) if forms & bit}

    def __contains__(self, term: str) -> bool:
        return len(self.get(term).pages) > 0


def name_of(phrases: tuple[Phrase, ...]) -> str:
    """The name under which it lies ready what phrases mean."""
    return "|".join([" ".join(phrase) for phrase in phrases]) + "|"


def is_term(name: str) -> bool:
    """Whether it is the name of a term's posting."""
    return not name.endswith("|")


def terms_of(name: str) -> list[str]:
    """The terms on which a ready list hangs."""
    return name.rstrip("|").replace("|", " ").split(" ")


def _numbers(data: bytes) -> tuple[array[int], array[int], bytes]:
    """The head of a ready list, its pages, and the rest."""
    head = array("I", data[: _HEAD * 4])
    end = 4 * (_HEAD + head[0])
    return head, array("I", data[4 * _HEAD : end]), data[end:]


def _rarest(sizes: Iterable[int], count: int) -> int:
    return idf(min(filter(None, sizes)), count)


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
