"""The site's scripts made from our Python: the law's arithmetic with its tables, and the reader of citations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from aryz.browser.modules import Library, Source

STATIC = Path(__file__).parent / "static"
# each after what it uses
LAW = tuple(
    f"aryz.law.calc.{name}"
    for name in ("calendar", "series", "penalty", "wages", "hours", "leave", "deadlines", "named")
)
_READING = tuple(f"aryz.law.reading.{name}" for name in ("pieces", "numerals", "chains"))
_BY_HAND = {"aryz.plan.days": "days", "aryz.law.calc.exact": "exact"}  # in kernel.js


def library(names: Iterable[str], written: Mapping[str, tuple[str, ...]] | None = None) -> Library:
    """Modules of ours by Python's names. written: what JavaScript written by hand gives instead of them."""
    made = []
    for name in names:
        loaded = import_module(name)
        path, home = Path(str(loaded.__file__)), name.removeprefix("aryz.").replace(".", "_")
        made.append(Source(path, home, name, vars(loaded), (written or {}).get(name, ())))
    return Library(made, static("kernel.js"), _BY_HAND)


def law_bundle(tables: Mapping[str, Any]) -> str:
    """One script that sets `AryzLaw`: `named.run`, `days`, `exact`, `tables`, `FaultError`. Raises TranspileError."""
    data = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("</", "<\\/")
    days = ", ".join(f"{name}: days.{name}" for name in ("is_day", "is_month", "EARLIEST", "LATEST"))
    exact = ", ".join(f"{name}: exact.{name}" for name in ("decimal", "money"))
    shown = f"days: {{ {days} }}, exact: {{ {exact} }}, named: {{ run: law_calc_named.run }}, FaultError: $.FaultError"
    made = library(LAW).script(f"return {{ {shown}, tables }};")
    return f'var AryzLaw = (() => {{\n"use strict";\nconst tables = {data};\n{made}\n}})();\n'


def reading_parts() -> str:
    """What sets `reader`: given the reader's data, it reads citations as `aryz.law.reading` does."""
    return library(_READING).script(static("reading.js"))


def reading_bundle() -> str:
    """One script that sets `aryzReader`."""
    return f'var aryzReader = (() => {{\n"use strict";\n{reading_parts()}\nreturn reader;\n}})();\n'


def static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
