"""What the numbers of a citation mean: ranges written out, «43-1» told from «43–45» by the articles that exist.

Written in the part of Python that `aryz.browser.transpile` makes into JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]
Known = Mapping[str, Mapping[str, Mapping[str, list[str]]]]
Articles = Mapping[str, Mapping[str, list[str]]]


def refs(chain: Row, acts: list[str], known: Known) -> list[list[str]]:
    """[act, article, paragraph, sub] of all that a chain names; of several acts of one name, the one that has it."""
    if len(acts) == 0:
        return []
    act = acts[0]
    listed = _articles(chain["articles"], known[act])
    for other in acts[1:]:
        tried = _articles(chain["articles"], known[other])
        if not _all_known(listed, known[act]) and _all_known(tried, known[other]):
            act, listed = other, tried
    made: list[list[str]] = []
    for article in listed:
        if len(article[1]) > 0:
            made.append(_fitted(act, article, known[act]))
        elif len(chain["specs"]) == 0:
            made.append([act, article[0], "", ""])
        for spec in chain["specs"]:
            made.extend([[act, article[0], *unit] for unit in _units(spec, article[0], known[act])])
    return _once(made)


def _all_known(listed: list[list[Any]], articles: Articles) -> bool:
    return all(article[0] in articles for article in listed)


def _articles(items: list[Row], articles: Articles) -> list[list[Any]]:
    """[article, what stands in brackets behind it] of each number."""
    made: list[list[Any]] = []
    for item in items:
        number = item["number"]
        if item["range"] and len(made) > 0:
            first = made[-1][0]
            if _is_tail(first, number):
                made[-1] = [first + "-" + number, item["inner"]]
            else:
                made.extend([[one, []] for one in _between(first, number, articles)])
        else:
            parts = _split(number, articles)
            made.extend([[one, item["inner"]] for one in parts])
    return made


def _is_tail(first: str, number: str) -> bool:
    """«43–1» written with the wrong dash is article 43-1."""
    return "-" not in first and "-" not in number and int(number) <= int(first)


def _split(number: str, articles: Articles) -> list[str]:
    """«43-1» is one article; «113-115», when the act has no such article, is a range."""
    parts = number.split("-")
    if len(parts) != 2 or number in articles or int(parts[1]) <= int(parts[0]):
        return [number]
    return [parts[0], *_between(parts[0], parts[1], articles)]


def _between(first: str, last: str, articles: Articles) -> list[str]:
    """The articles after `first` up to `last`, with the hyphenated ones that the act has; at most 200."""
    low, high = order(first), order(last)
    keys = [order(one) for one in articles if low < order(one) <= high]
    for step in range(max(0, min(high // 1000 - low // 1000, 200))):
        keys.append((low // 1000 + step + 1) * 1000)
    return [_number(key) for key in sorted(set(keys)) if key <= high]


def order(number: str) -> int:
    """The place of an article among others: 43, 43-1, 43-2, 44."""
    parts = number.split("-")
    return int(parts[0]) * 1000 + (int(parts[1]) if len(parts) > 1 else 0)


def _number(key: int) -> str:
    """The article at a place: the other way round."""
    whole = str(key // 1000)
    return whole if key % 1000 == 0 else whole + "-" + str(key % 1000)


def _units(spec: list[list[Row]], article: str, articles: Articles) -> list[list[str]]:
    """[paragraph, sub] of each unit of a spec."""
    row = articles.get(article, {})
    points = _numbers(spec[0], row.get("paragraphs") or [])
    subs = _numbers(spec[1], [])
    if len(subs) == 0:
        return [["", one] if _is_direct(one, row) else [one, ""] for one in points]
    made: list[list[str]] = []
    for point in points if len(points) > 0 else [""]:
        made.extend([[point, sub] for sub in subs])
    return made


def _numbers(items: list[Row], existing: list[str]) -> list[str]:
    """The numbers of points or sub-points, ranges written out, at most 100 each."""
    made: list[str] = []
    for item in items:
        parts = item["number"].split("-")
        first, last = parts[0], parts[len(parts) - 1]
        if item["range"] and len(made) > 0:
            first, last = made[-1], item["number"]
            parts = [first, last]
            if _is_tail(first, last):
                made[-1] = first + "-" + last
                continue
        elif item["number"] in existing or len(parts) != 2 or int(last) <= int(first):
            made.append(item["number"])
            continue
        else:
            made.append(first)
        if "-" in first or "-" in last:
            made.append(last)
        else:
            for step in range(max(0, min(int(last) - int(first), 100))):
                made.append(str(int(first) + step + 1))
    return made


def _is_direct(point: str, row: Mapping[str, list[str]]) -> bool:
    """Whether what is called a point is a sub-point that stands directly under the article."""
    return point not in (row.get("paragraphs") or []) and point in (row.get("direct") or [])


def _fitted(act: str, article: list[Any], articles: Articles) -> list[str]:
    """«668(1)» is a sub-point when the article has no such point but has such a sub-point of its own."""
    point = article[1][0]
    sub = article[1][1] if len(article[1]) > 1 else ""
    row = articles.get(article[0], {})
    if sub == "" and _is_direct(point, row):
        return [act, article[0], "", point]
    return [act, article[0], point, sub]


def _once(listed: list[list[str]]) -> list[list[str]]:
    seen: dict[str, bool] = {}
    made: list[list[str]] = []
    for one in listed:
        key = ".".join(one)
        if key not in seen:
            seen[key] = True
            made.append(one)
    return made
