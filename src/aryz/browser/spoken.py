"""Build time: what of plans remains where a page speaks some of their languages only, and of tables what plans read.

Papers keep their own languages, and so do the words that they print: those of choices, of countries and of regions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

Plan = Mapping[str, Any]
# tables and the filters that print them
PLACES = {"countries": ("country_name",), "regions": ("region_name", "address")}
_WORDED = ("label", "labels")
_DEADLINE = "law.deadline"
_APART = ("labels", "tables", "fixed")
_Use = tuple[str, list[Any]]  # the name of a filter or a function and the nodes it is given


def spoken_in(plans: Mapping[str, Plan], languages: Collection[str]) -> dict[str, Plan]:
    """Plans that share their tables with the words of these languages, and of their papers'."""
    papers = {*languages, *(one for plan in plans.values() for one in plan["document_languages"])}
    uses = list(_uses(list(plans.values())))
    return {key: _spoken(plan, languages, papers, uses) for key, plan in plans.items()}


def _spoken(plan: Plan, languages: Collection[str], papers: Collection[str], uses: Sequence[_Use]) -> Plan:
    all_ = frozenset(plan["languages"])
    printed = {given[0][1] for name, given in uses if name in _WORDED}
    made = {name: _cut(part, all_, languages) for name, part in plan.items() if name not in _APART}
    labels = {
        table: {key: _of(words, papers if table in printed else languages) for key, words in rows.items()}
        for table, rows in plan["labels"].items()
    }
    tables = {name: _table(name, table, papers, uses) for name, table in plan["tables"].items()}
    return {**made, "labels": labels, "tables": tables, "fixed": plan["fixed"]}


def _cut(node: Any, all_: frozenset[str], languages: Collection[str]) -> Any:
    """A part of a plan without the words of other languages: a map of words has a text for each language."""
    if isinstance(node, list):
        return [_cut(one, all_, languages) for one in node]
    if not isinstance(node, dict):
        return node
    if all_.issuperset(node) and all(isinstance(one, str | list) for one in node.values()):
        return {key: _joined(one) if isinstance(one, list) else one for key, one in _of(node, languages).items()}
    return {key: _cut(one, all_, languages) for key, one in node.items()}


def _joined(parts: Sequence[Any]) -> list[Any]:
    """A text with its citations and guides as words, which lead nowhere from a file: one string where nothing is
    filled in between.
    """
    made: list[Any] = []
    for part in parts:
        words = part[2] if isinstance(part, list) and part[0] in ("cite", "link") else part
        if isinstance(words, str) and made and isinstance(made[-1], str):
            made[-1] += words
        else:
            made.append(words)
    return made


def _of(words: Mapping[str, Any], kept: Collection[str]) -> dict[str, Any]:
    return {key: one for key, one in words.items() if key in kept}


def _table(name: str, table: Any, languages: Collection[str], uses: Sequence[_Use]) -> Any:
    """The names of places in these languages, in the forms that are printed; the terms that are counted."""
    if name in PLACES:
        forms = {"name", *(given[0][1] for filter_, given in uses if filter_ in PLACES[name] and given)}
        return {
            key: {language: _of(row, forms) for language, row in rows.items() if language in languages}
            for key, rows in table.items()
        }
    if name == "terms":
        rules = [given[0] for function, given in uses if function == _DEADLINE]
        if all(rule[0] == "lit" for rule in rules):
            kept = _of(table["rules"], [rule[1] for rule in rules])
            counting = _of(table["counting"], [rule["counting"] for rule in kept.values()])
            return {**table, "rules": kept, "counting": counting}
    return table


def _uses(node: Any) -> Iterator[_Use]:
    """The filters and functions that a plan names, wherever in it, with the nodes they are given."""
    if isinstance(node, dict):
        node = list(node.values())
    elif isinstance(node, list) and len(node) > 2 and node[0] in ("filter", "call") and isinstance(node[1], str):
        yield node[1], node[-1]
    if isinstance(node, list):
        for part in node:
            if isinstance(part, list | dict):  # most are words
                yield from _uses(part)
