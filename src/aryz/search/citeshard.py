"""The one shard that is needed when a query cites: the reader of citations, the acts' names, and where articles are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aryz.law.acts import Registry
from aryz.law.reading.data import as_data
from aryz.search.cites import ordered
from aryz.search.pages import Pages


def cites(registry: Registry, pages: Pages) -> dict[str, Any]:
    """The shard `c`."""
    return {
        "reading": as_data(registry),
        "acts": [_act(registry, act, pages) for act in ordered(registry)],
        "resting": pages.resting,
    }


def names(registry: Registry) -> dict[str, list[Any]]:
    """The shard `cn`, needed where the reader's language is not known: names in small letters, by act and language."""
    return {
        act.id: [
            [language, [name.lower() for name in (one.full, one.short, *one.spoken) if name]]
            for language, one in act.names.items()
        ]
        for act in registry.values()
    }


def _act(registry: Registry, act: str, pages: Pages) -> list[Any]:
    """[id, its articles that have no page, those that have]."""
    rows = [
        (pages.value("language", page), page, number)
        for number in pages.numbers.get(act, ())
        if number
        for page in pages.articles[f"{act}:{number}"]
    ]
    missing = [number for number in registry[act].articles if number not in pages.numbers.get(act, ())]
    return [act, " ".join(missing), _runs(sorted(rows))]


def _runs(rows: Iterable[tuple[str, int, str]]) -> list[int | str]:
    """Articles and pages as [number, page, how many follow, pages between, …]: numbers grow by one, pages by a step."""
    made: list[list[Any]] = []
    for _, page, number in rows:
        if made and number.isdecimal() and isinstance(made[-1][0], int):
            first, start, count, step = made[-1]
            wide = page - start if count == 1 else step
            if int(number) == first + count and page == start + count * wide:
                made[-1][2:] = [count + 1, wide]
                continue
        made.append([int(number) if number.isdecimal() else number, page, 1, 1])
    return [value for run in made for value in run]
