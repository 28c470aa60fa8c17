"""What the API's addresses share: the content, the language of an answer, and the models of queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Protocol

from fastapi import Query
from pydantic import Field
from starlette.requests import Request

from aryz.api.fields import Day, Strict
from aryz.api.problems import MEDIA, Problem, ProblemError, language_of
from aryz.content import Content
from aryz.project import Project

Lang = Annotated[
    str,
    Field(max_length=8, description="The language of the answer; left out: by Accept-Language, else the first."),
]


class Searching(Protocol):
    """What answers searches."""

    def answer(
        self, text: str, language: str, chosen: Mapping[str, str], limit: int, skip: int, as_of: str
    ) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Api:
    """What addresses answer from. gate: the dependencies of an address that needs a scope."""

    project: Project
    content: Content
    gate: Callable[[str], list[Any]]

    def language(self, request: Request, asked: Spoken) -> str:
        """The language of an answer; raises ProblemError for an unknown one."""
        return known_language(self.project, request, asked.lang)


def known_language(project: Project, request: Request, lang: str) -> str:
    """The language asked for; raises ProblemError for an unknown one."""
    if lang and lang not in project.languages:
        raise ProblemError(400, "language", known=", ".join(project.languages))
    return lang or language_of(request, project)


class Spoken(Strict):
    """A query of nothing but the language."""

    lang: Lang = ""


class OnDay(Spoken):
    """A query as of a day."""

    as_of: Annotated[Day | None, Field(description="The day on which it must be in force; today if left out.")] = None

    @property
    def day(self) -> str:
        """An ISO day."""
        return self.as_of or date.today().isoformat()


SpokenQuery = Annotated[Spoken, Query()]
OnDayQuery = Annotated[OnDay, Query()]


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that an address may answer with, for the document."""
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _SAID[status], "content": content} for status in (400, *statuses)}


_SAID = {
    400: "The form of the request is wrong; `errors` says where.",
    401: "No token, or an unknown one.",
    403: "The token has not the scope, or the request comes from a page of another site.",
    404: "There is no such thing, or it was not in force on the day.",
    408: "The body did not come in time.",
    413: "The body is too large.",
    414: "The query is too long.",
    422: "The form is right, but the law or the interview cannot take it; `detail` and `errors` say why.",
    503: "What the answer needs is not there: the search index, or LibreOffice for PDF.",
}
PROBLEM = Problem
