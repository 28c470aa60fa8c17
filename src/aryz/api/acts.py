"""Acts: the list, one, an article as of a day, what rests on it, and citations in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse

from aryz.acts_show import ActRow, Shown, listed, row, shown
from aryz.api.problems import ProblemError
from aryz.api.shared import Api, OnDay, OnDayQuery, SpokenQuery, answers
from aryz.citing import Cited, cite
from aryz.impact import rests_on
from aryz.law.acts import Act

ActId = Annotated[str, Path(pattern="^[a-z][a-z0-9-]{0,60}$", description="The act's id, such as tk.")]
_NUMBER = "[0-9]{1,6}(-[0-9]{1,4})?"
Number = Annotated[
    str,
    Path(
        pattern=rf"^{_NUMBER}(\.{_NUMBER}){{0,2}}\)?$",
        description="What stands behind the colon of a citation: 113, 43-1, 113.3.",
        examples=["113"],
    ),
]


@dataclass(frozen=True)
class Acts:
    acts: list[ActRow]


@dataclass(frozen=True)
class ArticleRow:
    """An article with a digest. Days are ISO days; empty in_force: the act's own."""

    ref: str
    number: str
    title: str
    redaction: str
    in_force: str
    repealed: str
    checked: str


@dataclass(frozen=True)
class OneAct:
    act: ActRow
    articles: list[ArticleRow]


@dataclass(frozen=True)
class RestingRow:
    """A place that rests on the article. exact: the very unit is cited, or the whole article."""

    ref: str
    cited: str
    kind: str
    id: str
    path: str
    line: int
    field: str
    exact: bool


@dataclass(frozen=True)
class RestsOn:
    changed: list[str]
    rests: list[RestingRow]


class CiteQuery(OnDay):
    """A citation to print."""

    ref: Annotated[
        str,
        Field(min_length=1, max_length=200, description="tk:113.3; several by commas; |dat, |long as in guides."),
    ]


def router(api: Api) -> APIRouter:
    """The addresses of acts."""
    made = APIRouter(dependencies=api.gate("acts"))
    project, registry = api.project, api.content.registry

    def known(act: str) -> Act:
        if act not in registry:
            raise ProblemError(404, "cite.unknown-act")
        return registry[act]

    @made.get("/acts", response_model=Acts, summary="List the acts", responses=answers(414))
    def acts(request: Request, asked: SpokenQuery) -> Any:
        rows = listed(registry, api.language(request, asked))
        return JSONResponse({"acts": [asdict(one) for one in rows]})

    @made.get("/acts/{act}", response_model=OneAct, summary="One act and its articles", responses=answers(404, 414))
    def one_act(request: Request, act: ActId, asked: SpokenQuery) -> Any:
        found, language = known(act), api.language(request, asked)
        articles = [
            ArticleRow(
                f"{act}:{number}",
                number,
                article.title[language],
                article.redaction,
                article.in_force,
                article.repealed,
                article.checked,
            )
            for number, article in found.articles.items()
        ]
        return JSONResponse(asdict(OneAct(row(found, language), articles)))

    @made.get(
        "/acts/{act}/articles/{article}",
        response_model=Shown,
        summary="An article as it held on a day",
        responses=answers(404, 414, 422),
    )
    def article(request: Request, act: ActId, article: Number, asked: OnDayQuery) -> Any:
        return JSONResponse(
            asdict(shown(project, registry, f"{act}:{article}", api.language(request, asked), asked.day))
        )

    @made.get(
        "/acts/{act}/articles/{article}/rests",
        response_model=RestsOn,
        summary="What rests on an article: guides, interviews, templates, calculators",
        responses=answers(404, 414, 422),
    )
    def rests(request: Request, act: ActId, article: Number, asked: SpokenQuery) -> Any:
        known(act)
        api.language(request, asked)
        return JSONResponse(rests_on(api.content, [f"{act}:{article}"]))

    @made.get("/cite", response_model=Cited, summary="A citation in every language", responses=answers(404, 414, 422))
    def cited(request: Request, asked: Annotated[CiteQuery, Query()]) -> Any:
        api.language(request, asked)
        return JSONResponse(asdict(cite(registry, list(project.languages), asked.ref, asked.day)))

    return made
