"""How much a word weighs in a page: floats while the index is built, whole numbers from then on.

A page's fields are scored apart (BM25 with each field's own length) and summed into one impact of a byte. Queries only
multiply and add such whole numbers, so that Python and the browser agree to the last result.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from aryz.search.entry import Entry

# weight of a field, and how much its length counts
FIELDS = {
    "title": (5.0, 0.7),
    "questions": (1.6, 0.3),
    "headings": (1.2, 0.5),
    "names": (0.6, 0.3),
    "body": (2.0, 0.6),
}
# of pages that are title and text alone, such as articles of law, the text tells more
PLAIN = FIELDS | {"title": (4.5, 0.7), "body": (2.3, 0.6)}
_SATURATION = 1.1  # BM25's k1
_FULL = 255 / 7  # a word that stands everywhere in a page would exceed a byte, and is cut to it
_STEPS = 4  # average lengths are rounded to powers of 2 ** (1/4): one edited page leaves the others' impacts alone
_IDF = 15
_RARER = 1.3  # rare words count more than their idf says: queries of people are long and half of them small talk


def texts_of(entry: Entry) -> dict[str, str]:
    """The text of each field."""
    return {
        "title": entry.title,
        "questions": "\n".join(entry.questions),
        "headings": "\n".join(entry.headings),
        "names": "\n".join(entry.names),
        "body": entry.body,
    }


def lengths_of(entry: Entry) -> list[int]:
    """The length of each field in words, as far as weights go."""
    return [len(text.split()) for text in texts_of(entry).values()]


def averages(lengths: list[list[int]]) -> list[int]:
    """The average length of each field where it is not empty, as a number of steps."""
    made = []
    for column in zip(*lengths, strict=True):
        filled = [length for length in column if length]
        made.append(round(math.log2(sum(filled) / len(filled)) * _STEPS) if filled else 0)
    return made


class Weigher:
    """Impacts for one set of average lengths."""

    def __init__(self, steps: list[int]):
        self.averages = dict(zip(FIELDS, (2 ** (step / _STEPS) for step in steps), strict=True))

    def factors(self, lengths: Mapping[str, int]) -> list[tuple[float, float]]:
        """For each field: its weight, and what BM25 adds to a word's count below the line."""
        fields = FIELDS if lengths["questions"] or lengths["headings"] else PLAIN
        return [
            (weight * _FULL, _SATURATION * (1 - b + b * lengths[name] / self.averages[name]))
            for name, (weight, b) in fields.items()
        ]


@lru_cache(1 << 16)
def idf(pages: int, count: int) -> int:
    """How rare a word is that stands in `pages` of `count` pages; at least 1."""
    rarity: float = math.log(1 + (count - pages + 0.5) / (pages + 0.5)) ** _RARER
    return max(1, round(_IDF * rarity))
