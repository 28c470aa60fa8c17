"""What can be found, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """A page: `url` counts from the site's root; kind is act, guide or interview; refs are citations such as tk:113."""

    id: str
    url: str
    kind: str
    language: str
    title: str
    headings: list[str] = field(default_factory=list)
    body: str = ""
    refs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Hit:
    """A result; `excerpt` is plain text around the first words found, `ref` the article of an act."""

    url: str
    kind: str
    language: str
    title: str
    score: float
    excerpt: str
    ref: str = ""
