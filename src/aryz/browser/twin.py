"""Build time: the twin of the interview engine: one script for the browser that runs plans as Python does.

Whatever Python's run-time modules can say in the transpiler's part of Python is made from them, so there is nothing to
drift: wording, filters, readers of answers, the law's functions. What rests on closures, classes, bytes is written by
hand in `twin/`, in the same order of things as its Python.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from pathlib import Path

from aryz.browser.bundle import HOMES, static
from aryz.browser.modules import Source, module

TWIN = Path(__file__).parent / "twin"
_LAW = ("calendar", "series", "penalty", "wages", "hours", "leave", "deadlines")
_WORDING = (
    "_common", "alphabet", "numbers", "suffixes", "dates", "money", "learned", "names", "nouns", "phrases", "russian",
)  # fmt: skip
# of modules that others share: what interviews run
_ONLY = {
    "aryz.law.calc.deadlines": ("deadline",),
    "aryz.law.calc.hours": ("extra_pay",),
    "aryz.law.calc.leave": ("unused_leave",),
    "aryz.law.calc.penalty": ("penalty", "of_sum"),
    "aryz.law.calc.wages": ("has_base_rate", "base_rate", "pay_due", "final_pay_due", "wage_arrears", "final_pay"),
    "aryz.plan.wording.learned": ("AND", "CITATIONS"),
    "aryz.plan.wording.nouns": ("noun_forms", "ALONE", "BODIES", "NEUTER", "WOMANLY"),
    "aryz.law.functions": ("RUN_FUNCTIONS",),
    "aryz.interviews.declined": ("proposals", "to_check"),
    "aryz.interviews.calling": ("said", "all_of"),
}
_WRITTEN = {
    "aryz.plan.wording": ("learn",),
    "aryz.interviews.readers": ("RefusedError",),
    "aryz.interviews.answers": ("Limits",),
    "aryz.interviews.declined": ("Proposal",),
}
# each after what it uses
_BEFORE = (
    *(f"aryz.law.calc.{name}" for name in _LAW),
    *(f"aryz.plan.wording.{name}" for name in _WORDING),
    "aryz.plan.wording",
    "aryz.plan.filters",
)
_AFTER = (
    "aryz.law.functions",
    "aryz.interviews.numbers",
    "aryz.interviews.readers",
    "aryz.interviews.answers",
    "aryz.interviews.say",
    "aryz.interviews.declined",
    "aryz.interviews.calling",
    "aryz.interviews.shown",
)
_COMMENT = re.compile(r"^[ \t]*(?://.*\n|/\*\*(?:.|\n)*?\*/[ \t]*\n?)?[ \t]*", re.MULTILINE)
BY_HAND = ("run.js", "engine.js", "render.js")
KEPT = ("saved.js", "sealed.js")  # cases in files; papers need none of it


def constant(name: str) -> str:
    """The constant that holds a module: `aryz.plan.filters` is `plan_filters`; the calculators keep their names."""
    return HOMES.get(name) or name.removeprefix("aryz.").replace(".", "_")


def squeezed(script: str) -> str:
    """A script without indentation and lines of comment; none of ours has words that run over several lines."""
    return _COMMENT.sub("", script).replace("\n\n", "\n")


def twin_parts() -> str:
    """Everything that the twin needs, in order, to stand within one function. Raises TranspileError."""
    homes = {**HOMES, **{name: constant(name) for name in (*_BEFORE, *_AFTER)}}
    made = [static("kernel.js"), *(_made(name, homes) for name in _BEFORE)]
    return squeezed("\n".join([*made, written(BY_HAND), *(_made(name, homes) for name in _AFTER)]))


def written(names: Iterable[str]) -> str:
    """What is written by hand in these files, squeezed."""
    return squeezed("\n".join((TWIN / name).read_text(encoding="utf-8") for name in names))


def twin_bundle() -> str:
    """One script that sets `AryzTwin`."""
    by_hand = (
        "$", "days", "UNKNOWN", "run", "engine", "Template", "zip", "MissingAnswerError", "Limits", "saved", "sealed",
    )  # fmt: skip
    made = [constant(name) for name in (*_BEFORE, *_AFTER) if not name.startswith("aryz.law.calc")]
    names = ", ".join([*by_hand, *made])
    return f'var AryzTwin = (() => {{\n"use strict";\n{twin_parts()}\n{written(KEPT)}\nreturn {{ {names} }};\n}})();\n'


def _made(name: str, homes: dict[str, str]) -> str:
    loaded = importlib.import_module(name)
    path = Path(str(loaded.__file__))
    return module(Source(path, constant(name), vars(loaded), _ONLY.get(name), _WRITTEN.get(name, ())), homes)
