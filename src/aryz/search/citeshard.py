"""What is needed when a query cites: how citations are read, the acts' names, and where articles are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from aryz.law.acts import Registry
from aryz.law.reading.data import as_data
from aryz.search.cites import ordered
from aryz.search.packing import packed
from aryz.search.pages import Pages

_START = 3  # letters of a name by which the reader looks for it


def cites(registry: Registry, pages: Pages) -> dict[str, Any]:
    """The shard `c`."""
    return {
        "reading": as_data(registry) | {"names": []},
        "acts": [_act(registry, act, pages) for act in ordered(registry)],
        "starts": " ".join(sorted(names_by_start(registry))),
    }


def names_by_start(registry: Registry) -> dict[str, list[Any]]:
    """The names by which acts are found in queries, by their first letters."""
    made: dict[str, list[Any]] = defaultdict(list)
    for words, act in as_data(registry)["names"]:
        made[words[0][:_START]].append([words, act])
    return made


def articles(pages: Pages) -> dict[str, dict[str, list[str]]]:
    """By the number of an article, for each act: its pages, and those that rest on it."""
    made: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for ref, own in pages.articles.items():
        act, _, number = ref.partition(":")
        made[number][act] = [packed(own), packed(pages.resting.get(ref, []))]
    return made


def names(registry: Registry) -> dict[str, list[Any]]:
    """The shard `cn`, needed where the reader's language is not known: names in small letters, by act and language."""
    return {
        act.id: [
            [language, [name.lower() for name in (one.full, one.short, *one.spoken) if name]]
            for language, one in act.names.items()
        ]
        for act in registry.values()
    }


def _act(registry: Registry, act: str, pages: Pages) -> list[str]:
    """[id, its articles that have no page, those that have]."""
    here = dict.fromkeys(number for number in pages.numbers.get(act, ()) if number)
    missing = [number for number in registry[act].articles if number not in here]
    return [act, " ".join(missing), _numbers(here)]


def _numbers(listed: Iterable[str]) -> str:
    """Numbers of articles, those that grow by one as the first and how many follow: `1+24 25-1 26+3`."""
    made: list[tuple[str, int]] = []
    for number in sorted(listed, key=lambda number: (not number.isdecimal(), int(number) if number.isdecimal() else 0)):
        if made and number.isdecimal() and int(number) == int(made[-1][0]) + made[-1][1] + 1:
            made[-1] = made[-1][0], made[-1][1] + 1
        else:
            made.append((number, 0))
    return " ".join(f"{first}+{more}" if more else first for first, more in made)
