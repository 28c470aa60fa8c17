"""What it takes to run interviews and make papers: compiled plans and titles of guides, kept between commands.

Compiling all content takes seconds, reading what was compiled a tenth of one. So `aryz interview run` and `aryz
assemble` begin with what is kept in `build/`, as long as content, this program and the day are the very same.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from aryz.diagnostics import AryzError
from aryz.files import write_text
from aryz.interviews.engine import Program
from aryz.law.functions import RUN_FUNCTIONS
from aryz.plan.errors import nearest
from aryz.project import Project


@dataclass
class Compiled:
    """plans: compiled interviews by id; titles: of the guides, by name and language."""

    project: Project
    plans: dict[str, dict[str, Any]]
    titles: dict[str, dict[str, str]]

    @cached_property
    def programs(self) -> dict[str, Program]:
        """The interviews, ready to run."""
        return {key: Program(plan, RUN_FUNCTIONS) for key, plan in self.plans.items()}

    def program(self, interview: str) -> Program:
        """One interview, ready to run; raises AryzError for an unknown id."""
        if interview not in self.plans:
            known = ", ".join(self.plans) or "none"
            mend = nearest(interview, self.plans) or f"There are: {known}."
            raise AryzError(f"There is no interview «{interview}». {mend}")
        return self.programs[interview]


def load_compiled(project: Project) -> Compiled:
    """What a project compiles to, from what is kept or made anew; raises ContentError when content is wrong."""
    from aryz.content import load_content  # slow to import, and seldom needed

    kept, made = project.build / "compiled.json", _made_from(project)
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(kept.read_text("utf-8"))
        if data["made"] == made:
            return Compiled(project, data["plans"], data["titles"])
    compiled = load_content(project).compiled
    with suppress(AryzError):  # a folder that cannot be written: it only takes longer the next time
        data = {"made": made, "plans": compiled.plans, "titles": compiled.titles}
        write_text(kept, json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return compiled


def _made_from(project: Project) -> str:
    """Changes with any file of the content or of this program, and with the day, on which norms end and begin."""
    found = blake2b(date.today().isoformat().encode(), digest_size=16)
    for root in (project.kb, project.interviews, project.templates, Path(__file__).parent):
        for path in sorted(root.rglob("*")):
            if path.suffix != ".pyc" and not path.is_relative_to(project.kb / "texts") and path.is_file():
                data = path.read_bytes()
                found.update(f"{path.relative_to(root)}\0{len(data)}\0".encode() + data)
    return found.hexdigest()
