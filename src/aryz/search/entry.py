"""What can be found, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = ("guide", "act", "interview")
FACETS = ("kind", "act", "topic", "language", "citizenship")


@dataclass(frozen=True)
class Entry:
    """A page in one language: `url` counts from the site's root, refs are citations such as tk:113.

    since, until: the days between which the text of an article holds (empty: open); several entries of one article may
    differ in them. names: what the act of an article is called. related: the guides that a guide sends readers to.
    """

    id: str
    url: str
    kind: str
    language: str
    title: str
    headings: list[str] = field(default_factory=list)
    body: str = ""
    refs: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    act: str = ""
    topic: str = ""
    citizenship: list[str] = field(default_factory=list)
    audience: list[str] = field(default_factory=list)
    breadcrumb: list[str] = field(default_factory=list)
    interviews: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    since: str = ""
    until: str = ""

    @property
    def key(self) -> str:
        """Its name among all entries."""
        return f"{self.kind}/{self.language}/{self.id}/{self.since}"


@dataclass(frozen=True)
class Hit:
    """A result. `marks` are the ranges of `excerpt` to highlight (whoever shows it escapes it); `ref` is the article of
    an act; `cited`: it is what the query cites.
    """

    url: str
    kind: str
    language: str
    title: str
    score: int
    excerpt: str
    ref: str = ""
    id: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)
    breadcrumb: list[str] = field(default_factory=list)
    since: str = ""
    until: str = ""
    cited: bool = False


@dataclass(frozen=True)
class Results:
    """An answer: one page of hits out of `count`, how many there are by each value of each facet, interviews that solve
    the matter, a better spelling of the query, and what to tell the reader when nothing was found or was done otherwise
    than asked (a key of the interface's texts).
    """

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    interviews: list[Hit] = field(default_factory=list)
    meant: str = ""
    hint: str = ""
