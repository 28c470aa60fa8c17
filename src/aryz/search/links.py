"""What leans on what: a guide on the articles that it cites, on its interviews and on guides that go on from it, and
articles on the guides that are about them.

A page that is found high lends its neighbours some of its points: who asks as people speak finds the guide, and by it
the article that never says it so, and the next step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from aryz.search.entry import Entry

FORTH = 320  # thousandths of a guide's points for the first article it cites, …
_SLOWER = 5  # … half of them for the one that comes so much later
_HELPER = 200  # the same for its first interview, …
_SOONER = 2  # … half of them for the one that comes so much later
_NEXT = 100  # the same for the first guide that it sends readers to
_BACK = 300  # thousandths of an article's points for the guide that alone cites it, and before all others
LENDERS = 6  # the first pages lend
WHOLE = 1000

Links = dict[int, list[tuple[int, int]]]


def links_of(entries: Sequence[Entry]) -> dict[str, list[list[int]]]:
    """For each page the pages that it lends to, each with the thousandths; in its own language where there is one."""
    known: dict[tuple[str, str], dict[str, int]] = {}
    for number, entry in enumerate(entries):
        known.setdefault((entry.kind, entry.id), {}).setdefault(entry.language, number)
    made: dict[int, dict[int, int]] = {}
    back: dict[int, dict[int, int]] = {}
    for number, entry in enumerate(entries):
        for name, share in _leans(entry):
            target = _version(known.get(name, {}), entry.language)
            if target is not None:
                made.setdefault(number, {})[target] = share
                if name[0] != "guide":
                    back.setdefault(target, {})[number] = share
    for target, shares in back.items():
        most = _BACK // max(1, math.isqrt(len(shares)))
        for number, share in shares.items():
            made.setdefault(target, {})[number] = most * share // FORTH
    return {str(number): [[*row] for row in rows.items()] for number, rows in sorted(made.items())}


def _leans(entry: Entry) -> Iterable[tuple[tuple[str, str], int]]:
    """Kind and id of what a guide leans on, with what it lends: articles as it cites them, interviews, guides."""
    if entry.kind == "act":
        return
    for at, article in enumerate(dict.fromkeys(ref.partition(".")[0] for ref in entry.refs)):
        yield ("act", article), FORTH * _SLOWER // (_SLOWER + at)
    for at, name in enumerate(entry.interviews):
        yield ("interview", name), _HELPER * _SOONER // (_SOONER + at)
    for at, name in enumerate(entry.related):
        yield ("guide", name), _NEXT * _SLOWER // (_SLOWER + at)


def _version(versions: Mapping[str, int], language: str) -> int | None:
    return versions.get(language, next(iter(versions.values()), None))


def leading(points: Mapping[int, int], share: int, least: int) -> list[int]:
    """Pages with at least a share-th of the most points, or so many as are wanted at least: the most points first,
    equal ones as they stand in the index.
    """
    floor = max(points.values(), default=0)
    found = sorted([page for page, own in points.items() if own * share >= floor])
    if len(found) < least:
        found = sorted(points)
    found.sort(key=points.__getitem__, reverse=True)
    return found if len(found) <= least or points[found[least]] * share >= floor else found[:least]


def lent(
    points: Mapping[int, int], first: Iterable[int], links: Links, shown: Callable[[int], int | None]
) -> dict[int, int]:
    """The points of the first pages, and of those to which they lend, once they have lent.

    shown: the version of a page that points go to, if any.
    """
    made = {page: points[page] for page in first}
    for page in list(made)[:LENDERS]:
        for target, share in links.get(page, ()):
            to = shown(target)
            if to is not None:
                made[to] = made.get(to, points.get(to, 0)) + points[page] * share // WHOLE
    return made
