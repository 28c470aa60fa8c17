"""Run time: faults in words, from the interface texts of a language (`fault.<key>`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.plan import days, wording
from aryz.plan.faults import Fault

LONGEST_SHOWN = 100  # letters of what was typed: the rest says no more
_TYPED = {"value", "words", "name"}  # what of a fault's parts a person or a file wrote


def fault_text(fault: Fault, texts: Mapping[str, str], language: str) -> str:
    """What is wrong and what to do, in `language`. `texts` are the interface texts of that language."""
    if fault.key == "check":
        return str(fault.params["say"])
    params = {name: _printed(name, value, fault, language) for name, value in fault.params.items()}
    return texts[f"fault.{fault.key}"].format(**params)


def _printed(name: str, value: Any, fault: Fault, language: str) -> str:
    """Limits and days as the language writes them."""
    kind = fault.params.get("type", "")
    if name == "limit" and kind == "money":
        return wording.money(value, language)
    if name == "limit" and kind in {"percent", "number"}:
        return wording.percent(value, language) if kind == "percent" else wording.number(value, language)
    if isinstance(value, str) and days.is_day(value):
        return wording.date_short(value)
    text = str(value)
    return text if name not in _TYPED or len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
