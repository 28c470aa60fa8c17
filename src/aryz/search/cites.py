"""Citations in queries: all that `aryz.law.reading` reads, and a bare «статья 113» of the likeliest act."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aryz.law.acts import Registry
    from aryz.law.reading import Found


_LONGEST = 300  # characters that are looked at
_NUMBER = r"(\d{1,4}(?:-\d{1,2})?)"
_BARE = (
    re.compile(rf"(?<!\w)(?:ст\.?|стать[а-я]{{1,4}}|arts?\.?|articles?|bet\.?)\s*{_NUMBER}(?![\w-])", re.I),
    re.compile(rf"(?<![\w-]){_NUMBER}\s*[-–]?\s*(?:ст\.?|стать[а-я]{{1,4}})(?!\w)", re.I),
    re.compile(rf"(?<![\w-]){_NUMBER}\s*[-–]?\s*(?:бап|баб|modda|модда)\w{{0,12}}", re.I),
)

_SPOKEN = (
    ("ru", re.compile(r"(?<!\w)(?:ст|стать[а-я]+)(?!\w)", re.I)),
    ("kk", re.compile(r"(?<![^\W\d])(?:бап|баб)", re.I)),
    ("uz", re.compile(r"(?<![^\W\d])(?:modda|модда)", re.I)),
    ("en", re.compile(r"(?<!\w)(?:arts?|articles?)(?!\w)", re.I)),
)


@dataclass(frozen=True)
class Cited:
    """What a query cites: articles, the likeliest first, the language of the citation if it is known, and the query
    without the words that cite.
    """

    refs: list[str] = field(default_factory=list)
    rest: str = ""
    language: str = ""


class Acts:
    """The acts whose citations a query may name, and the articles that the index has."""

    def __init__(self, registry: Callable[[], Registry] | Registry | None, articles: Mapping[str, object]):
        self._registry, self.articles = registry, articles

    @cached_property
    def registry(self) -> Registry:
        """The acts; read when the first query with a number is asked."""
        found = self._registry() if callable(self._registry) else self._registry
        if found is None:
            from aryz.law.acts import Registry

            return Registry()
        return found

    def find(self, query: str) -> Cited:
        """The articles of the index that a query cites."""
        text = query[:_LONGEST].replace("\u00a0", " ")
        if not any(ch.isdigit() for ch in text):
            return Cited(rest=query)
        from aryz.law.reading import read  # only queries with a number need it

        found = read(text, self.registry, loose=True)
        refs = [f"{ref.act}:{ref.article}" for one in found for ref in one.refs]
        known = [ref for ref in dict.fromkeys(refs) if ref in self.articles]
        if known:
            return Cited(known, _without(query, [(one.start, one.end) for one in found]), self._language(found))
        for pattern in _BARE:
            match = pattern.search(text)
            if match:
                bare = self._bare(match.group(1))
                return Cited(bare, _without(query, [match.span()]) if bare else query, _spoken(match.group()))
        return Cited(rest=query)

    def _language(self, found: list[Found]) -> str:
        """The language of citations: by «статья», «бап», «modda», else by the name of the act."""
        for one in found:
            said = _spoken(one.text)
            if said:
                return said
            text = one.text.lower()
            for ref in one.refs:
                for language, names in self.registry[ref.act].names.items():
                    if any(name.lower() in text for name in (names.full, names.short, *names.spoken) if name):
                        return language
        return ""

    def _bare(self, number: str) -> list[str]:
        """The article of this number in every act, codes first, as they stand in the registry."""
        return [ref for act in ordered(self.registry) if (ref := f"{act}:{number}") in self.articles]


def ordered(registry: Registry) -> list[str]:
    """The acts, the likeliest first."""
    acts = sorted(registry.values(), key=lambda act: (act.id != "tk", act.state != "in_force"))
    return [act.id for act in acts]


def _spoken(text: str) -> str:
    """The language whose word for an article stands in a text."""
    return next((language for language, pattern in _SPOKEN if pattern.search(text)), "")


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text.strip()
