"""What the reader needs to know of the registry, and the same as data for its twin in the browser."""

from __future__ import annotations

from typing import Any

from aryz.law import citations
from aryz.law.acts import Registry
from aryz.law.reading import names, words


def known(registry: Registry) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Act → article → its numbered points, and the sub-paragraphs that stand directly under it."""
    return {
        act.id: {
            number: {"paragraphs": list(one.paragraphs), "direct": list(one.subparagraphs.get("", ()))}
            for number, one in act.articles.items()
        }
        for act in registry.values()
    }


def as_data(registry: Registry) -> dict[str, Any]:
    """The patterns, letter tables and names."""
    return words.as_data() | names.as_data(registry.once(names.names_of)) | {"ref": citations.as_data()}
