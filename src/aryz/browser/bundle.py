"""The site's scripts made from our Python: the law's arithmetic with its tables, and the reader of citations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aryz.browser.transpile import transpile
from aryz.law import calc, reading

STATIC = Path(__file__).parent / "static"
# each after what it uses
MODULES = ("calendar", "series", "penalty", "wages", "hours", "leave", "deadlines", "desk")
READING = ("pieces", "numerals", "chains")


def law_bundle(tables: Mapping[str, Any]) -> str:
    """One script that sets `AryzLaw`: the modules by name, `tables`, and `FaultError`. Raises TranspileError."""
    home = Path(str(calc.__file__)).parent
    kernel = _static("kernel.js")
    modules = "\n".join(transpile(home / f"{name}.py", name) for name in MODULES)
    data = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("</", "<\\/")
    names = ", ".join(["days", "exact", *MODULES])
    return (
        f'"use strict";\nvar AryzLaw = (() => {{\n{kernel}\n{modules}\nconst tables = {data};\n'
        f"return {{ {names}, tables, FaultError: $.FaultError }};\n}})();\n"
    )


def reading_parts() -> str:
    """What sets `reader`: given the reader's data, it reads citations as `aryz.law.reading` does."""
    home = Path(str(reading.__file__)).parent
    modules = "\n".join(transpile(home / f"{name}.py", name) for name in READING)
    return "\n".join([_static("kernel.js"), modules, _static("reading.js")])


def reading_bundle() -> str:
    """One script that sets `aryzReader`."""
    return f'var aryzReader = (() => {{\n"use strict";\n{reading_parts()}\nreturn reader;\n}})();\n'


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
