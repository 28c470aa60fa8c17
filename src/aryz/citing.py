"""A citation checked and printed in every language, with the official address and the days it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aryz.diagnostics import AryzError
from aryz.law.acts import Registry
from aryz.law.citations import CitationError, Ref, resolve
from aryz.law.printing import marks, print_marked
from aryz.law.validity import on_day, span


@dataclass(frozen=True)
class Unit:
    """One article of a citation. in_force: whether it holds on the day, which may be from `first` on and before
    `repealed`; instead: what held then, if that is known; redaction, checked: the ISO days of the redaction that was
    read and of the reading.
    """

    ref: str
    in_force: bool
    first: str
    repealed: str
    instead: str
    redaction: str
    checked: str
    official: dict[str, str]


@dataclass(frozen=True)
class Cited:
    """A citation in words by language, and its units."""

    asked: str
    as_of: str
    printed: dict[str, str]
    units: list[Unit]


def cite(registry: Registry, languages: list[str], marked: str, day: str = "") -> Cited:
    """`tk:113.1,tk:113.3|dat|long` printed in `languages`, as of `day` (empty = today). Raises AryzError."""
    asked = day or date.today().isoformat()
    try:
        refs, _ = marks(marked)
        units = [_unit(registry, languages, ref, asked) for ref in refs]
        printed = {language: print_marked(marked, registry, language) for language in languages}
    except CitationError as error:
        raise AryzError(str(error)) from error
    return Cited(marked, asked, printed, units)


def _unit(registry: Registry, languages: list[str], ref: Ref, day: str) -> Unit:
    act, article = resolve(ref, registry)
    held = span(ref, registry)
    instead = ""
    if not held.holds(day):
        try:
            instead = str(on_day(ref, registry, day))
        except CitationError:
            instead = ""
    return Unit(
        ref=str(ref),
        in_force=held.holds(day),
        first=held.first,
        repealed=held.repealed,
        instead=instead,
        redaction=article.redaction if article else "",
        checked=article.checked if article else act.checked,
        official={language: act.link(language, ref.article) for language in languages},
    )
