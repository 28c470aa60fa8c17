"""`GET /api/search`: as `aryz search --json`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from aryz.api.fields import Strict
from aryz.api.problems import ProblemError
from aryz.api.shared import Lang, Searching, answers, known_language
from aryz.plan.days import is_day
from aryz.project import Project
from aryz.search.entry import Results
from aryz.search.store import DamagedError

MOST = 50  # hits in one answer


def _day_or_nothing(text: str) -> str:
    if text and not is_day(text):
        raise PydanticCustomError("api.day", "no day")
    return text


_DAY = {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}]}
_OldDay = Annotated[str, Field(max_length=10), AfterValidator(_day_or_nothing), WithJsonSchema(_DAY)]
_Facet = Annotated[str, Field(max_length=60)]


class SearchQuery(Strict):
    """A query. Empty values are as if they were left out."""

    q: Annotated[str, Field(max_length=1000, description="Words, a citation, a phrase in quotes, -word.")] = ""
    lang: Lang = ""
    kind: Annotated[Literal["", "guide", "act", "interview"], Field(description="Only of this kind.")] = ""
    act: Annotated[_Facet, Field(description="Only articles of this act.")] = ""
    topic: Annotated[_Facet, Field(description="Only guides of this topic.")] = ""
    language: Annotated[_Facet, Field(description="Only pages in this language.")] = ""
    citizenship: Annotated[_Facet, Field(description="Only for citizens of: eaeu, uz, tj, kg, other.")] = ""
    limit: Annotated[int, Field(ge=0, le=9999, description=f"How many hits; more than {MOST} count as {MOST}.")] = 10
    skip: Annotated[int, Field(ge=0, le=9999, description="How many to leave out first.")] = 0
    as_of: Annotated[_OldDay, Field(description="Texts of acts as they were on this day.")] = ""


def router(project: Project, searcher: Searching | None, gate: Any) -> APIRouter:
    """The search's address."""
    made = APIRouter()

    @made.get(
        "/search",
        response_model=Results,
        summary="Search guides, articles and interviews",
        responses=answers(414, 503),
        dependencies=gate("search"),
    )
    async def search(request: Request, asked: Annotated[SearchQuery, Query()]) -> Any:
        if searcher is None:
            raise ProblemError(503, "no_index")
        language = known_language(project, request, asked.lang)
        chosen = {facet: getattr(asked, facet) for facet in ("kind", "act", "topic", "language", "citizenship")}
        try:
            found = await run_in_threadpool(
                searcher.answer, asked.q, language, chosen, min(asked.limit, MOST), asked.skip, asked.as_of
            )
        except DamagedError:
            raise ProblemError(503, "no_index") from None
        return JSONResponse(found)

    return made
