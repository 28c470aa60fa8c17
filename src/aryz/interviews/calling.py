"""Whom to call at the end of an interview: taken into the plan when it is compiled, said as lines when it is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aryz.diagnostics import Findings
from aryz.interviews.model import Interview, Outcome
from aryz.plan.errors import nearest

Row = Mapping[str, Any]  # id, name and hours by language, phones as pairs of what is printed and dialled, site


def contacts_of(part: Interview | Outcome, known: Mapping[str, Sequence[Row]], findings: Findings) -> list[Row]:
    """The published contacts that a part names by id or kind, each once. known: they by id and by kind."""
    found: dict[str, Row] = {}
    for name in part.contacts:
        if name not in known:
            mend = nearest(name, known) or "Name an id or a kind of kb/contacts.yml."
            findings.add("link.contact", part.place, f"there is no contact «{name}».", mend)
        found |= {row["id"]: row for row in known.get(name, [])}
    return list(found.values())


def said(row: Row, language: str) -> str:
    """A contact in one line: «Полиция: 102 (круглосуточно)»."""
    reach = ", ".join([*(phone for phone, _ in row["phones"]), *([row["site"]] if row["site"] else [])])
    hours = row["hours"].get(language, "")
    return f"{row['name'][language]}: {reach}" + (f" ({hours})" if hours else "")


def all_of(plan: Mapping[str, Any], outcomes: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Whom to call after these outcomes, and whatever came out; each once."""
    rows = [row for part in [*outcomes, plan] for row in part["contacts"]]
    return list({row["id"]: row for row in rows}.values())
