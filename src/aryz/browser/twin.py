"""Build time: the twin of the interview engine: one script for the browser that runs plans as Python does.

Whatever Python's run-time modules can say in the transpiler's part of Python is made from them, so there is nothing to
drift: wording, filters, readers of answers, the law's functions. What rests on closures, classes, bytes is written by
hand in `twin/`, in the same order of things as its Python. Of what is made a script holds what the scripts written by
hand ask for, and of filters, functions and readers those that its plans use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from aryz.browser.bundle import LAW, library
from aryz.browser.early import LATER
from aryz.browser.modules import Library, Place
from aryz.plan import wording

TWIN = Path(__file__).parent / "twin"
BY_HAND = ("run.js", "engine.js", "render.js")
KEPT = ("saved.js", "sealed.js")  # cases in files; papers need none of it
_WORDING = (
    "_common", "alphabet", "numbers", "suffixes", "dates", "sums", "learned", "names", "nouns", "phrases", "russian",
)  # fmt: skip
# each after what it uses
_MODULES = (
    *LAW,
    *(f"aryz.plan.wording.{name}" for name in _WORDING),
    "aryz.plan.wording",
    "aryz.spelling",
    "aryz.plan.filters",
    "aryz.law.functions",
    "aryz.interviews.numbers",
    "aryz.interviews.readers",
    "aryz.interviews.answers",
    "aryz.interviews.say",
    "aryz.interviews.declined",
    "aryz.interviews.calling",
    "aryz.interviews.shown",
    "aryz.documents.sheet",
    "aryz.package.annexes",
    "aryz.package.calculation",
    "aryz.package.calendar",
    "aryz.package.note",
)
_WRITTEN = {
    "aryz.plan.wording.learned": ("learn",),
    "aryz.interviews.readers": ("RefusedError",),
    "aryz.interviews.answers": ("Limits",),
    "aryz.interviews.declined": ("Proposal",),
    "aryz.documents.sheet": ("Block", "zipped", "_safe"),
    "aryz.package.calculation": ("_counts", "_reads"),
    "aryz.package.calendar": ("_digest",),
    "aryz.package.note": ("Told", "from_markdown"),
}


def twin_library() -> Library:
    """The modules that the twin is made from."""
    return library(_MODULES, _WRITTEN)


def by_hand(names: Iterable[str]) -> str:
    """The scripts of these names."""
    return "\n".join((TWIN / name).read_text(encoding="utf-8") for name in names)


def twin_parts(
    modules: Library, more: str, plans: Iterable[Mapping[str, Any]] | None = None, also: Iterable[str] = ()
) -> str:
    """What `more`, written by hand, needs, and itself, to stand within one function. plans: all that will run, in the
    languages of their words and of their papers, and in those of `also`; any may where it is None. Raises
    TranspileError.
    """
    whole = f"{by_hand(BY_HAND)}\n{LATER}\n{more}"
    if plans is None:
        return modules.script(whole)
    listed = list(plans)
    spoken = {*also, *(one for plan in listed for one in (*plan["title"], *plan["document_languages"]))}
    return modules.script(whole, _used(listed), wording.AND.keys() - spoken)


def twin_bundle(shown: Mapping[str, Iterable[str]]) -> str:
    """One script that sets `AryzTwin`, for any plan. shown: by module the names that can be asked of it."""
    whole = twin_parts(
        twin_library(), f"{by_hand((*KEPT, 'carried.js'))}\nreturn {handed(shown, 'saved', 'sealed', 'carried')};"
    )
    return f'var AryzTwin = (() => {{\n"use strict";\n{whole}\n}})();\n'


def handed(shown: Mapping[str, Iterable[str]], *more: str) -> str:
    """The twin as one object: what is written by hand, `more` of it, and these names of modules."""
    written = "UNKNOWN, run, engine, Template, zip, MissingAnswerError, Limits"
    made = (f"{home}: {{ {', '.join(f'{name}: {home}.{name}' for name in names)} }}" for home, names in shown.items())
    return f"{{ {', '.join([written, *more, *made])} }}"


def _used(plans: list[Mapping[str, Any]]) -> dict[Place, set[str]]:
    """Of the tables that plans choose from by name the keys that these plans choose."""
    calls = [call for plan in plans for call in _calls(plan)]
    return {
        ("plan_filters", "FILTERS"): {name for kind, name in calls if kind == "filter"},
        ("law_functions", "RUN_FUNCTIONS"): {name for kind, name in calls if kind == "call"},
        ("interviews_readers", "READERS"): field_types(plans),
    }


def field_types(plans: Iterable[Mapping[str, Any]]) -> set[str]:
    fields = [one for plan in plans for one in plan["fields"].values()]
    return {field["type"] for one in fields for field in [one, *one.get("item", {}).values()]}


def _calls(node: Any) -> Iterator[tuple[str, str]]:
    """The filters and functions that a plan names, wherever in it."""
    if isinstance(node, dict):
        node = list(node.values())
    elif isinstance(node, list) and len(node) > 1 and node[0] in ("filter", "call") and isinstance(node[1], str):
        yield node[0], node[1]
    if isinstance(node, list):
        for part in node:
            if isinstance(part, list | dict):  # most are words
                yield from _calls(part)
