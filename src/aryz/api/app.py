"""The API as one application, to be mounted under /api. Its document is /api/openapi.json."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from aryz import __version__
from aryz.api import acts, calc, interviews, search
from aryz.api.guard import Guard
from aryz.api.problems import MEDIA, Problem, install
from aryz.api.shared import Api, Searching
from aryz.api.tokens import Tokens, gate
from aryz.content import Content
from aryz.project import Project

_ABOUT = (
    "Search, acts, calculators and assembly of Aryz: the same functions as the command line. It explains the law as it "
    "was read on the days it names, and does not replace a lawyer. Sums are tenge as decimal strings, days YYYY-MM-DD. "
    "What goes wrong is a problem document (RFC 9457) in the language asked for."
)


class Health(BaseModel):
    ok: bool


def create_api(
    project: Project,
    searcher: Searching | None = None,
    content: Content | None = None,
    tokens: Tokens | None = None,
) -> FastAPI:
    """The application. Without content it has search and health alone. tokens: who may ask; None: everyone, which is
    right on loopback only.
    """
    app = FastAPI(
        title="Aryz",
        version=__version__,
        description=_ABOUT,
        docs_url=None,  # their pages load scripts from elsewhere; docs/api.md says the same
        redoc_url=None,
        redirect_slashes=False,
    )
    app.router.redirect_slashes = False
    broken = install(app, project)
    app.add_middleware(Guard, project=project, broken=broken)
    allowed = gate(tokens)

    @app.get("/health", response_model=Health, summary="Whether the server answers")
    async def health() -> Any:
        return {"ok": True}

    app.add_api_route("/health", health, methods=["HEAD"], include_in_schema=False)
    app.include_router(search.router(project, searcher, allowed))
    if content is not None:
        api = Api(project, content, allowed)
        for part in (acts, calc, interviews):
            app.include_router(part.router(api))
    _describe(app, list(project.languages))
    return app


def _describe(app: FastAPI, languages: list[str]) -> None:
    """Make the OpenAPI document: where it stands, the problem's form, the languages there are."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                servers=[{"url": "/api"}],
            )
            _finish(made, languages)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _finish(made: dict[str, Any], languages: list[str]) -> None:
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"))
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):  # the framework's own form of errors is never sent
        schemas.pop(unused, None)
    for operations in made["paths"].values():
        for operation in operations.values():
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]
            for parameter in operation.get("parameters", []):
                if parameter["name"] == "lang":
                    parameter["schema"] = {"type": "string", "enum": ["", *languages], "default": ""}
            secured = bool(operation.get("security"))
            for status in ("401", "403") if secured else ():
                content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                operation["responses"].setdefault(status, {"description": "See the token.", "content": content})
