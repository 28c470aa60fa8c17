"""The reader of citations as data: the browser's twin, `search/static/aryz-cites.js`, reads by the same patterns."""

from __future__ import annotations

from typing import Any

from aryz.law.acts import Registry
from aryz.law.reading import AFTER, AND, BEFORE, OF, OPENED, UNITS
from aryz.law.reading_names import letters, names_of


def as_data(registry: Registry) -> dict[str, Any]:
    """The patterns, names and letter tables."""
    names = [entry for entries in names_of(registry).by_start.values() for entry in entries]
    made = letters()
    return {
        "units": [[sign, _portable(pattern.pattern)] for sign, pattern in UNITS],
        "before": _portable(BEFORE.pattern),
        "after": _portable(AFTER.pattern),
        "and": sorted(AND),
        "of": sorted(OF),
        "opened": OPENED,
        "fold": made["fold"],
        "uzbek": made["uzbek"],
        "optional": _portable(made["optional"]),
        "names": [[list(words), act] for words, act, _ in names],
    }


def _portable(pattern: str) -> str:
    """For JavaScript, whose `\\w` knows no Cyrillic."""
    return pattern.replace("(?P<", "(?<").replace("\\w", "[\\p{L}\\p{N}_]")
