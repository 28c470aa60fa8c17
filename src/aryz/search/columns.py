"""Columns of pages as the browser reads them: of the whole index, or of the copy of a language in its own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aryz.search.packing import runs
from aryz.search.pages import Pages


def first_columns(pages: Pages, order: Sequence[int | None]) -> dict[str, Any]:
    """What is needed before anything is asked. order: the pages by the number that they have there; None: no page."""
    table = pages.table
    first: dict[tuple[str, str], int] = {}
    back = [0 if page is None else at - first.setdefault(pages.one(page), at) for at, page in enumerate(order)]
    return {
        "back": runs(back),
        **{name: _packed(table[name], order) for name in ("kind", "language")},
        **{name: _days(table[name], order) for name in ("since", "until") if any(table[name])},
    }


def facet_columns(pages: Pages, order: Sequence[int | None]) -> dict[str, Any]:
    """What narrowing needs."""
    return {name: _packed(pages.table[name], order) for name in ("act", "topic", "citizenship")}


def _packed(column: Mapping[str, Any], order: Sequence[int | None]) -> dict[str, Any]:
    """The values of a column, and the number of each page's own in runs."""
    rows = column["rows"]
    return {"values": column["values"], "runs": runs([0 if page is None else rows[page] for page in order])}


def _days(days: Sequence[str], order: Sequence[int | None]) -> dict[str, Any]:
    known: dict[str, int] = {}
    rows = [known.setdefault("" if page is None else days[page], len(known)) for page in order]
    return {"values": list(known), "runs": runs(rows)}
