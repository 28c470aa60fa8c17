"""Words in quotes: pages that have them side by side come first; where all is in quotes, no others come."""

from __future__ import annotations

from collections.abc import Callable

from aryz.search.analysis import Query

_READ = 50  # pages that are read for a phrase, the best first of those that have its words
PHRASE = 16  # times the points for a page that has the phrases


def phrases_of(query: Query) -> list[list[str]]:
    """The phrases of a query that have more than one word."""
    made: dict[int, list[str]] = {}
    for word in query.words:
        if word.phrase and not word.minus:
            made.setdefault(word.phrase, []).append(word.text)
    return [words for words in made.values() if len(words) > 1]


def preferred(
    points: dict[int, int],
    query: Query,
    may: Callable[[list[str]], Callable[[int], bool]],
    has: Callable[[int, list[str]], bool],
) -> dict[int, int]:
    """The points of pages once phrases are looked for. may: whether a page has the words of a phrase, wherever; has:
    whether it has the phrase.
    """
    phrases = phrases_of(query)
    if not phrases:
        return points
    tests = [may(phrase) for phrase in phrases]
    able = [page for page in points if all(test(page) for test in tests)]
    read = sorted(able, key=lambda page: (-points[page], page))[:_READ]
    having = {page: points[page] * PHRASE for page in read if all(has(page, phrase) for phrase in phrases)}
    only = all(word.phrase or word.minus for word in query.words)
    return having if only else points | having
