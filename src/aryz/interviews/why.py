"""Build time: why a question is asked: which paper needs it, and where.

A field may stand in a paper itself, or decide what the paper says, or be needed for a value that the paper prints; the
nearest reason is told first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from aryz.plan.parse import paths_of

MOST = 3  # reasons for one question
_TAG = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{$", re.DOTALL)

Reason = dict[str, Any]  # `document` or `outcome`, and for a paper `around`: the words where it is used
Uses = Mapping[str, list[tuple[str, str]]]  # document → (path, the words around)


def reasons(plan: Mapping[str, Any], uses: Uses) -> dict[str, list[Reason]]:
    """By question the reasons to ask it."""
    direct: dict[str, list[Reason]] = {}
    for document, used in uses.items():
        for path, around in used:
            direct.setdefault(path, []).append({"document": document, "around": readable(around)})
    for outcome in plan["outcomes"]:
        for path in paths_of([outcome["when"], list(outcome["say"].values())]):
            direct.setdefault(path, []).append({"outcome": outcome["id"]})
    for document in plan["documents"]:
        for path in paths_of(document["when"]):
            direct.setdefault(path, []).append({"document": document["id"], "around": ""})
    leads = _leads(plan)
    return {q["id"]: _nearest(q["fields"], direct, leads) for q in plan["questions"]}


def readable(around: str) -> str:
    """The words of a template's paragraph as people read them: … for what is printed; "" when no words are left."""
    words = " ".join(_TAG.sub(lambda tag: "…" if tag[0].startswith("{{") else " ", around).split())
    return words if any(ch.isalpha() for ch in words) else ""


def _leads(plan: Mapping[str, Any]) -> dict[str, list[str]]:
    """By path the paths that it decides or helps to compute."""
    leads: dict[str, list[str]] = {}
    for path, node in plan["values"].items():
        for source in paths_of(node):
            leads.setdefault(source, []).append(path)
    for question in plan["questions"]:
        for source in paths_of(question["when"]):
            leads.setdefault(source, []).extend(question["fields"])
    return leads


def _nearest(fields: list[str], direct: Mapping[str, list[Reason]], leads: Mapping[str, list[str]]) -> list[Reason]:
    found: list[Reason] = []
    seen, level = set(fields), list(fields)
    while level and len(found) < MOST:
        for path in level:
            for reason in direct.get(path, []):
                if reason not in found:
                    found.append(reason)
        level = [other for path in level for other in leads.get(path, []) if other not in seen]
        seen.update(level)
    return found[:MOST]
