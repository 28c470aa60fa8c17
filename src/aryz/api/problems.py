"""What went wrong, as RFC 9457 problem documents in the reader's language. Never a traceback, never what was sent."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from aryz.diagnostics import AryzError
from aryz.interviews.say import fault_text
from aryz.law.citations import CitationError
from aryz.plan.faults import FaultError
from aryz.project import Project

MEDIA = "application/problem+json"
_TEXTS = {  # what pydantic finds: the key of our text
    "missing": "api.missing",
    "extra_forbidden": "api.unknown",
    "string_too_long": "api.long",
    "too_long": "api.many",
    "too_short": "api.few",
    "json_invalid": "api.json",
    "greater_than_equal": "api.least",
    "less_than_equal": "api.most",
}
_TOGETHER = {"api.payments"}  # each field is right, but they cannot stand together
_STATUSES = {404: "api.not_found", 405: "api.method", 413: "api.large", 408: "api.slow", 403: "fault.foreign"}


Broken = Callable[[Request, Exception], Awaitable[JSONResponse]]


class FieldProblem(BaseModel):
    """What is wrong with one field: `wages.unpaid[2].due`; empty where it is the whole."""

    field: str
    code: str
    detail: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str = Field(default="about:blank", description="What kind of problem; always about:blank.")
    title: str = Field(description="The words of the status.")
    status: int
    code: str = Field(description="The rule, for programs.")
    detail: str = Field(description="What is wrong and what to do, in the language asked for.")
    errors: list[FieldProblem] = Field(default_factory=list, description="Field by field.")
    error: str = Field(default="", description="The same as detail: clients of the first /api/search look here.")


class ProblemError(Exception):
    """A refusal. code: the text is `api.<code>`; params fill its {names}."""

    def __init__(self, status: int, code: str, headers: Mapping[str, str] | None = None, **params: object):
        self.status, self.code, self.headers, self.params = status, code, headers, params
        super().__init__(code)


class FieldsError(Exception):
    """Answers that cannot be used, field by field."""

    def __init__(self, errors: list[FieldProblem]):
        self.errors = errors
        super().__init__(f"{len(errors)} fields")


def language_of(request: Request, project: Project) -> str:
    """The language that was asked for: `lang`, else the first known one of Accept-Language, else the source's."""
    wanted = request.query_params.get("lang", "")
    if wanted in project.languages:
        return wanted
    for part in request.headers.get("accept-language", "").split(",")[:10]:
        if (tag := part.partition(";")[0].strip().lower()[:2]) in project.languages:
            return tag
    return next(iter(project.languages))


def problem(
    status: int,
    code: str,
    detail: str,
    errors: list[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A problem document."""
    made = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail,
        errors=errors or [],
        error=detail,
    )
    return JSONResponse(made.model_dump(), status, headers, MEDIA)


def install(app: FastAPI, project: Project) -> Broken:
    """Answer every error of the application by a problem document. Gives what answers the unforeseen ones."""

    def text(request: Request, key: str, **params: object) -> str:
        return project.text(language_of(request, project), key, **params)

    async def refused(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ProblemError)
        said = text(request, f"api.{error.code}", **error.params)
        return problem(error.status, error.code, said, headers=error.headers)

    async def unusable(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, FieldsError)
        return problem(422, "answers", text(request, "api.answers"), error.errors)

    async def of_the_law(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, FaultError)
        language = language_of(request, project)
        return problem(422, error.fault.key, fault_text(error.fault, project.interface[language], language))

    async def of_the_user(request: Request, error: Exception) -> JSONResponse:
        cause = error.__cause__
        if not isinstance(cause, CitationError):
            return problem(422, "refused", str(error))
        status = 422 if cause.code == "cite.form" else 404
        return problem(status, cause.code, text(request, f"api.{cause.code}"))

    async def of_form(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        language = language_of(request, project)
        found = [{**one, "loc": one["loc"][1:]} for one in error.errors()]  # without «body» or «query»
        errors = field_problems(project, language, found)
        status = 422 if all(one.code in _TOGETHER for one in errors) else 400
        return problem(status, "form", project.text(language, "api.form"), errors)

    async def of_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        key = _STATUSES.get(error.status_code, "api.form")
        errors = [_unread(error, lambda words: text(request, words))] if key == "api.form" else []
        return problem(error.status_code, key.rpartition(".")[2], text(request, key), errors, error.headers)

    async def broken(request: Request, error: Exception) -> JSONResponse:
        # the kind of mistake and the place in our code alone: its message may hold what a person wrote
        logging.getLogger("aryz.api").error("%s in %s", type(error).__name__, where(error))
        return problem(500, "broken", text(request, "api.broken"))

    app.add_exception_handler(ProblemError, refused)
    app.add_exception_handler(FieldsError, unusable)
    app.add_exception_handler(FaultError, of_the_law)
    app.add_exception_handler(AryzError, of_the_user)
    app.add_exception_handler(RequestValidationError, of_form)
    app.add_exception_handler(HTTPException, of_http)
    return broken


def where(error: BaseException) -> str:
    """File and line of where it happened."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


def _unread(error: HTTPException, text: Callable[[str], str]) -> FieldProblem:
    """Why the framework could not read a body."""
    deep = isinstance(error.__cause__, RecursionError)
    code, key = ("yaml.deep", "api.answers.deep") if deep else ("json_invalid", "api.json")
    return FieldProblem(field="", code=code, detail=text(key))


def field_problems(project: Project, language: str, errors: Iterable[Mapping[str, Any]]) -> list[FieldProblem]:
    """The findings of a model in words."""
    return [_field_problem(project, language, one) for one in errors]


def _field_problem(project: Project, language: str, error: Mapping[str, Any]) -> FieldProblem:
    """One finding of pydantic's in our words."""
    kind, context = error["type"], error.get("ctx", {})
    known = context.get("expected", "")
    if kind.startswith("api."):
        detail = project.text(language, kind)
    elif kind in _TEXTS:
        most = next((context[name] for name in ("max_length", "min_length", "ge", "le") if name in context), "")
        detail = project.text(language, _TEXTS[kind], most=most)
    elif known:
        detail = project.text(language, "api.choose", known=str(known).replace("'", "").replace(" or ", ", "))
    else:
        detail = project.text(language, "api.wrong")
    return FieldProblem(field=_path(error["loc"]), code=kind, detail=detail)


def _path(place: tuple[Any, ...]) -> str:
    """`("rows", 2, "due")` → `rows[2].due`; a number alone is a place in the text."""
    made = ""
    for part in place if not isinstance(next(iter(place), 0), int) else ():
        made += f"[{part}]" if isinstance(part, int) else f".{part}"
    return readable(made.lstrip("."))


def readable(field: str) -> str:
    """The name of a field as it can be sent back: not longer than people read, without halves of letters."""
    return field[:200].encode("utf-8", "replace").decode("utf-8")
