"""A small interview for tests: YAML in, a program out. Texts may be one for all languages; papers are outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aryz.diagnostics import Findings
from aryz.interviews.compile import compile_interview
from aryz.interviews.engine import Program
from aryz.interviews.load import load_interview
from aryz.interviews.workshop import Workshop
from aryz.plan.vocabulary import Function

LANGUAGES = ["ru", "kk", "uz", "en"]
TABLES: dict[str, Any] = {
    "countries": {"UZ": {key: {"name": "Узбекистан", "genitive": "Узбекистана"} for key in LANGUAGES}},
    "regions": {"turkistan": {key: {"name": "Туркестанская область", "genitive": "…"} for key in LANGUAGES}},
}


def plan_of(
    folder: Path, text: str, functions: dict[str, Function] | None = None, **files: str
) -> tuple[dict[str, Any], Findings]:
    """The plan of an interview written in `folder` and what is wrong with it. files: others beside it; `__` is «/»."""
    findings = Findings()
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    path = folder / "trial.yml"
    head = "id: trial\ntitle: Trial\nsummary: Trial.\n"
    path.write_text(text if text.startswith("id:") else head + text, encoding="utf-8")
    interview = load_interview(path, LANGUAGES, lambda key: dict.fromkeys(LANGUAGES, key), findings)
    assert interview is not None, list(map(str, findings))
    workshop = Workshop(
        folder / "templates",
        functions or {},
        lambda language, ref, case: ref,
        lambda *_: [],
        lambda *_: "",
        lambda _: [],
        TABLES,
        ["ru", "kk"],
        findings,
    )
    return compile_interview(interview, workshop), findings


def program_of(folder: Path, text: str, **files: str) -> Program:
    """The program of an interview that has no faults."""
    plan, findings = plan_of(folder, text, **files)
    assert not findings.problems, list(map(str, findings))
    return Program(plan, {})


def codes(folder: Path, text: str, **files: str) -> list[str]:
    """The codes of what is wrong."""
    return [problem.code for problem in plan_of(folder, text, **files)[1]]
