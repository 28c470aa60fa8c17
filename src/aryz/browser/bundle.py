"""The calculators' script for the site: kernel, the law's arithmetic made into JavaScript, the tables it needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aryz.browser.transpile import transpile
from aryz.law import calc

MODULES = ("calendar", "series", "penalty", "wages", "hours", "leave", "deadlines", "desk")  # each after what it uses


def law_bundle(tables: Mapping[str, Any]) -> str:
    """One script that sets `AryzLaw`: the modules by name, `tables`, and `FaultError`. Raises TranspileError."""
    home = Path(str(calc.__file__)).parent
    kernel = (Path(__file__).parent / "static" / "kernel.js").read_text(encoding="utf-8")
    modules = "\n".join(transpile(home / f"{name}.py", name) for name in MODULES)
    data = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("</", "<\\/")
    names = ", ".join(["days", "exact", *MODULES])
    return (
        f'"use strict";\nvar AryzLaw = (() => {{\n{kernel}\n{modules}\nconst tables = {data};\n'
        f"return {{ {names}, tables, FaultError: $.FaultError }};\n}})();\n"
    )
