"""Whether an act or article is in force on a day, and what stood in its place before.

What the registry knows: `in_force` and `repealed` of an act and of an article, and `was`, the article that held the
rule before. Days are ISO days; `repealed` is the first day on which the norm no longer holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aryz.law.acts import Registry
from aryz.law.citations import CitationError, Ref, parse_ref, resolve


@dataclass(frozen=True)
class Span:
    """From the first day in force to the day of repeal; an empty string leaves the side open."""

    first: str = ""
    repealed: str = ""

    def holds(self, day: str) -> bool:
        return self.first <= day and (not self.repealed or day < self.repealed)


def span(ref: Ref, registry: Registry) -> Span:
    """When the cited article (or act) is in force, as far as the registry says. Raises CitationError."""
    act, article = resolve(ref, registry)
    starts = [act.in_force or act.date, article.in_force if article else ""]
    ends = [day for day in (act.repealed, article.repealed if article else "") if day]
    return Span(max(starts), min(ends, default=""))


def on_day(ref: Ref, registry: Registry, day: str) -> Ref:
    """The citation that holds on `day`: itself, or the article that stood in its place. Raises CitationError."""
    held = span(ref, registry)
    if held.holds(day):
        return ref
    before = predecessor(ref, registry)
    if day < held.first and before is not None:
        return on_day(before, registry, day)
    mend = "Cite the norm that held then, or name it with «was:» in the act's file."
    raise CitationError(said(ref, held, day), mend, "cite.not-in-force")


def predecessor(ref: Ref, registry: Registry) -> Ref | None:
    """The article named by `was`, or None."""
    _, article = resolve(ref, registry)
    return parse_ref(article.was) if article is not None and article.was else None


def said(ref: Ref, held: Span, day: str) -> str:
    """Why a citation does not serve on a day."""
    if day < held.first:
        return f"{ref} was not in force on {day}: it holds from {held.first}."
    return f"{ref} was not in force on {day}: it was repealed on {held.repealed}."


def before(ref: Ref, registry: Registry) -> list[tuple[str, Ref]]:
    """What held before `ref`, newest first: (the first day of what came after, the citation). Raises CitationError."""
    made: list[tuple[str, Ref]] = []
    older = predecessor(ref, registry)
    while older is not None and older not in [known for _, known in made]:
        made.append((span(ref, registry).first, older))
        ref, older = older, predecessor(older, registry)
    return made


def not_in_force(ref: str, registry: Registry, day: str = "") -> str:
    """Why the citation does not serve on `day` (empty = today), or an empty text when it does or is unknown."""
    try:
        on_day(parse_ref(ref), registry, day or date.today().isoformat())
    except CitationError as error:
        return error.message if error.code == "cite.not-in-force" else ""
    return ""
