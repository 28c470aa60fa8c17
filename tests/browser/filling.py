"""What is typed into a file's pages, for tests that walk through them by a script (`filling.js`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aryz.interviews.engine import Program
from aryz.interviews.shown import written

FILLING = Path(__file__).with_name("filling.js").read_text(encoding="utf-8")


def as_typed(program: Program, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they stand in the inputs, by path."""
    return {path: written(program.fields[path], value) for path, value in answers.items()}
