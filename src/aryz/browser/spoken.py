"""Build time: what of plans remains where a page speaks some of their languages only.

Papers keep their own languages, and so do the words that they print: those of choices, of countries and of regions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

Plan = Mapping[str, Any]
# tables and the filters that print them
_PLACES = {"countries": ("country_name",), "regions": ("region_name", "address")}
_WORDED = ("label", "labels")
_APART = ("labels", "tables", "fixed")
_Use = tuple[str, list[Any]]  # a filter's name and the nodes it is given


def spoken_in(plans: Mapping[str, Plan], languages: Collection[str]) -> dict[str, Plan]:
    """Plans that share their tables with the words of these languages, and of their papers'."""
    papers = {*languages, *(one for plan in plans.values() for one in plan["document_languages"])}
    uses = list(_filters(list(plans.values())))
    return {key: _spoken(plan, languages, papers, uses) for key, plan in plans.items()}


def _spoken(plan: Plan, languages: Collection[str], papers: Collection[str], uses: Sequence[_Use]) -> Plan:
    all_ = frozenset(plan["languages"])
    printed = {given[0][1] for name, given in uses if name in _WORDED}
    made = {name: _cut(part, all_, languages) for name, part in plan.items() if name not in _APART}
    labels = {
        table: {key: _of(words, papers if table in printed else languages) for key, words in rows.items()}
        for table, rows in plan["labels"].items()
    }
    tables = {name: _places(name, table, papers, uses) for name, table in plan["tables"].items()}
    kept = [one for one in plan["languages"] if one in languages]
    return {**made, "labels": labels, "tables": tables, "fixed": plan["fixed"], "languages": kept}


def _cut(node: Any, all_: frozenset[str], languages: Collection[str]) -> Any:
    """A part of a plan without the words of other languages: a map of words has a text for each language."""
    if isinstance(node, list):
        return [_cut(one, all_, languages) for one in node]
    if not isinstance(node, dict):
        return node
    if all_.issuperset(node) and all(isinstance(one, str | list) for one in node.values()):
        node = _of(node, languages)
    return {key: _cut(one, all_, languages) for key, one in node.items()}


def _of(words: Mapping[str, Any], languages: Collection[str]) -> dict[str, Any]:
    return {key: one for key, one in words.items() if key in languages}


def _places(name: str, table: Any, languages: Collection[str], uses: Sequence[_Use]) -> Any:
    """The names of places, and of their forms those that are printed; any other table as it is."""
    if name not in _PLACES:
        return table
    forms = {"name", *(given[0][1] for filter_, given in uses if filter_ in _PLACES[name] and given)}
    return {
        key: {language: _of(row, forms) for language, row in rows.items() if language in languages}
        for key, rows in table.items()
    }


def _filters(node: Any) -> Iterator[_Use]:
    """The filters that a plan names, wherever in it, with the nodes they are given."""
    if isinstance(node, dict):
        node = list(node.values())
    elif isinstance(node, list) and len(node) == 4 and node[0] == "filter":
        yield node[1], node[3]
    if isinstance(node, list):
        for part in node:
            yield from _filters(part)
