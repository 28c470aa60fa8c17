"""What the pages of interviews share: language, templates, the case of an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from aryz.interviews.engine import Program
from aryz.project import Project
from aryz.web.forms import in_russian
from aryz.web.store import Case, Cases

STATIC = Path(__file__).parent / "static"
NEUTRAL = "https://www.kazhydromet.kz/"  # where «leave now» goes: the weather


Guides = Mapping[str, Mapping[str, str]]  # titles of guides by name and language
Helplines = Mapping[str, Sequence[tuple[str, str, str]]]  # name, number printed and dialled, by language


class Shared:
    """What handlers share."""

    def __init__(
        self, project: Project, programs: Mapping[str, Program], cases: Cases, guides: Guides, helplines: Helplines
    ):
        self.project, self.programs, self.cases = project, programs, cases
        self.guides, self.helplines = guides, helplines
        loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
        self.templates = jinja2.Environment(
            loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False
        )
        self.templates.globals["in_russian"] = in_russian

    # what handlers share

    def language(self, request: Request, case: Case | None = None) -> str:
        wanted = request.query_params.get("lang")
        if wanted in self.project.spoken:
            if case is not None:
                case.language = wanted
            return wanted
        return case.language if case else next(iter(self.project.spoken))

    def page(self, name: str, language: str, status: int = 200, **values: Any) -> Response:
        texts = self.project.interface[language]
        made = self.templates.get_template(name).render(
            helplines=self.helplines.get(language, ()),
            t=texts,
            language=language,
            languages=self.project.spoken,
            neutral=NEUTRAL,
            **values,
        )
        return HTMLResponse(made, status_code=status)

    def program(self, request: Request) -> Program:
        found = self.programs.get(request.path_params["interview"])
        if found is None:
            raise HTTPException(404)
        return found

    def case(self, request: Request) -> tuple[Program, Case]:
        program = self.program(request)
        case = self.cases.get(request.path_params["case"])
        if case is None or case.interview != program.plan["id"]:
            raise HTTPException(404)
        return program, case

    async def not_found(self, request: Request, error: Exception) -> Response:
        return self.page("lost.html", self.language(request), 404)

    @staticmethod
    def today() -> str:
        return date.today().isoformat()

    def text(self, language: str, key: str) -> str:
        return self.project.interface[language][key]

    def guide_link(self, guide: str, language: str) -> tuple[str, str]:
        """Address and title of a guide in `language`, or in the first language where it is not translated."""
        titles = self.guides.get(guide, {})
        own = language if language in titles else next(iter(self.project.spoken))
        return f"/{own}/{guide}/", titles.get(own, guide)

    def refused(self, language: str, key: str, status: int) -> Response:
        """A refusal as a page in the person's language."""
        known = language if language in self.project.spoken else next(iter(self.project.spoken))
        return self.page("lost.html", known, status, message=self.text(known, key))

    def home(self, case: Case) -> str:
        """The address of a case."""
        return f"/interview/{case.interview}/{case.id}"
