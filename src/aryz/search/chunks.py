"""Pages in chunks: the postings of up to 255 neighbours lie together, one Whoosh posting for a term and a chunk.

Where a chunk ends depends on the pages' own names, so a page that comes, goes or changes alters one chunk and leaves
the others as they are. A posting's value is three bytes a page: its place in the chunk, the impact, and which forms of
the word stand there (a bit each, by the form's letters).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aryz.search.analysis import Analysis
from aryz.search.entry import Entry
from aryz.search.impacts import Weigher, lengths_of, texts_of

_LARGEST = 255
_MASK = 127  # a chunk has 128 articles on average, …
_LONG = 31  # … or 32 pages of other kinds, which are long


@dataclass(frozen=True)
class Chunk:
    """Postings by term, and the words of its pages as `ru=зарплаты`."""

    postings: dict[str, bytes]
    words: list[str]

    def sums(self) -> dict[str, int]:
        """A check sum of each posting, by which one that became another is known."""
        return {term: zlib.crc32(value) for term, value in self.postings.items()}


def cut(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The chunks of pages with these names: (first, one after the last)."""
    start = 0
    for at, key in enumerate(keys, 1):
        mask = _MASK if key.startswith("act/") else _LONG
        if at - start == _LARGEST or zlib.crc32(key.encode()) & mask == 0:
            yield start, at
            start = at
    if start < len(keys):
        yield start, len(keys)


def form_bit(exact: str) -> int:
    """The bit of a word's form among the forms of its stem."""
    return 1 << (zlib.crc32(exact.encode()) & 7)


def make(entries: Iterable[Entry], analysis: Analysis, weigher: Weigher) -> Chunk:
    """Analyse pages that are neighbours."""
    postings: dict[str, bytearray] = {}
    words: set[str] = set()
    bits: dict[str, int] = {}
    for slot, entry in enumerate(entries):
        found = _page(entry, analysis, weigher, words, bits)
        for term, (impact, forms) in found.items():
            value = postings.get(term)
            if value is None:
                value = postings[term] = bytearray()
            value += bytes((slot, min(255, max(1, round(impact))), forms))
    return Chunk({term: bytes(value) for term, value in postings.items()}, sorted(words))


def _page(
    entry: Entry, analysis: Analysis, weigher: Weigher, words: set[str], bits: dict[str, int]
) -> dict[str, tuple[float, int]]:
    """For each term of a page its impact, and the forms it stands in."""
    both, language = analysis.both, entry.language
    texts = texts_of(entry)
    factors = weigher.factors(dict(zip(texts, lengths_of(entry), strict=True)))
    made: dict[str, tuple[float, int]] = {}
    for (weight, more), text in zip(factors, texts.values(), strict=True):
        if not text:
            continue
        counts: dict[str, int] = {}
        forms: dict[str, int] = {}
        for word in analysis.words(text):
            term, exact = both(word, language)
            if term is None or exact is None:
                continue
            bit = bits.get(exact)
            if bit is None:
                bit = bits[exact] = form_bit(exact)
            if term in counts:
                counts[term] += 1
                forms[term] |= bit
            else:
                counts[term] = 1
                forms[term] = bit
            words.add(exact)
        for term, count in counts.items():
            impact, mask = made.get(term, (0.0, 0))
            made[term] = (impact + weight * count / (count + more), mask | forms[term])
    return made
