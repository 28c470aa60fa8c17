"""The site's scripts made from our Python: the law's arithmetic with its tables, and the reader of citations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from aryz.browser.modules import Source, module
from aryz.law import calc, reading

STATIC = Path(__file__).parent / "static"
# each after what it uses
MODULES = ("calendar", "series", "penalty", "wages", "hours", "leave", "deadlines", "desk")
READING = ("pieces", "numerals", "chains")
HOMES = {
    "aryz.plan.days": "days",
    "aryz.law.calc.exact": "exact",
    **{f"aryz.law.calc.{name}": name for name in MODULES},
    **{f"aryz.law.reading.{name}": name for name in READING},
}


def law_bundle(tables: Mapping[str, Any]) -> str:
    """One script that sets `AryzLaw`: the modules by name, `tables`, and `FaultError`. Raises TranspileError."""
    kernel = static("kernel.js")
    modules = "\n".join(_module(calc, name) for name in MODULES)
    data = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("</", "<\\/")
    names = ", ".join(["days", "exact", *MODULES])
    return (
        f'"use strict";\nvar AryzLaw = (() => {{\n{kernel}\n{modules}\nconst tables = {data};\n'
        f"return {{ {names}, tables, FaultError: $.FaultError }};\n}})();\n"
    )


def reading_parts() -> str:
    """What sets `reader`: given the reader's data, it reads citations as `aryz.law.reading` does."""
    modules = "\n".join(_module(reading, name) for name in READING)
    return "\n".join([static("kernel.js"), modules, static("reading.js")])


def reading_bundle() -> str:
    """One script that sets `aryzReader`."""
    return f'var aryzReader = (() => {{\n"use strict";\n{reading_parts()}\nreturn reader;\n}})();\n'


def _module(package: ModuleType, name: str) -> str:
    return module(Source(Path(str(package.__file__)).parent / f"{name}.py", name), HOMES)


def static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
