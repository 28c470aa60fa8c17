"""The calculators: as `aryz calc … --json`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse

from aryz.api.fields import MODELS, Strict, calculate
from aryz.api.shared import Api, SpokenQuery, answers
from aryz.law.calculators import CALCULATORS


class Step(BaseModel):
    """A line of a calculation; sums and rates are decimal strings."""

    what: str
    from_: Annotated[str | None, Field(alias="from")]
    to: str | None
    days: int | None
    rate: str | None
    amount: str | None
    formula: str
    cites: list[str]
    verified: bool


class Calculated(BaseModel):
    """A result. total: tenge as a decimal string, or a day; unverified: it rests on a value that one source alone has;
    notes: keys of notes.
    """

    calculator: str
    total: str
    due: str | None = None
    first: str | None = None
    debt: str | None = None
    penalty: str | None = None
    days: str | None = None
    steps: list[Step]
    unverified: bool
    notes: list[str]


class Term(BaseModel):
    id: str
    title: str
    from_: Annotated[str, Field(alias="from", description="The event that sets it going.")]


class Terms(BaseModel):
    rules: list[Term]


class CalculatorRow(BaseModel):
    id: str
    title: str
    summary: str
    cites: list[str]


class Calculators(BaseModel):
    calculators: list[CalculatorRow]
    checked: Annotated[str, Field(description="When the formulas were last compared with the law.")]


def listed(api: Api, language: str) -> dict[str, Any]:
    """The calculators in words."""

    def text(key: str) -> str:
        return api.project.text(language, f"calc.{key}")

    rows = [
        {"id": key, "title": text(f"{key}.title"), "summary": text(f"{key}.summary"), "cites": list(one.cites)}
        for key, one in CALCULATORS.items()
    ]
    return {"calculators": rows, "checked": api.content.data.checked}


def router(api: Api) -> APIRouter:
    """The addresses of calculators."""
    made = APIRouter(dependencies=api.gate("calc"))

    @made.get("/calc", response_model=Calculators, summary="List the calculators", responses=answers(414))
    def calculators(request: Request, asked: SpokenQuery) -> Any:
        return JSONResponse(listed(api, api.language(request, asked)))

    @made.get(
        "/calc/deadline/rules",
        response_model=Terms,
        summary="The terms that the calculator of deadlines knows",
        responses=answers(414),
    )
    def rules(request: Request, asked: SpokenQuery) -> Any:
        return JSONResponse({"rules": api.content.data.terms(api.language(request, asked))})

    for name, model in MODELS.items():
        made.add_api_route(
            f"/calc/{name}",
            _endpoint(api, name, model),
            methods=["POST"],
            name=name,
            operation_id=f"calc_{name.replace('-', '_')}",
            response_model=Calculated,
            response_model_exclude_unset=True,
            summary=api.project.text("en", f"calc.{name}.title"),
            responses=answers(403, 408, 413, 414, 422),
        )
    return made


def _endpoint(api: Api, name: str, model: type[Strict]) -> Callable[..., Any]:
    def endpoint(request: Request, asked: SpokenQuery, values: Any) -> Any:
        api.language(request, asked)
        return JSONResponse(calculate(api.content.data.tables, name, values))

    endpoint.__annotations__["values"] = Annotated[model, Body()]
    return endpoint
