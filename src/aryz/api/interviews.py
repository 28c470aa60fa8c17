"""Interviews: the list, what each asks, and the papers of answers.

Nothing of a case is kept, logged or put in an address.
"""

from __future__ import annotations

import pathlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from aryz import yamlfile
from aryz.api.fields import Day, Strict
from aryz.api.problems import FieldProblem, FieldsError, ProblemError, readable
from aryz.api.shared import Api, SpokenQuery, answers
from aryz.assemble import FORMATS, Order, answered, make
from aryz.diagnostics import AryzError, ContentError, Problem
from aryz.documents.pdf import find_office
from aryz.documents.sheet import zipped
from aryz.interviews.answers_schema import described, words
from aryz.interviews.cases import answers_of
from aryz.interviews.declined import doubts
from aryz.interviews.engine import Program, plain

InterviewId = Annotated[str, Path(pattern="^[a-z][a-z0-9-]{0,60}$", description="The interview's id.")]
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}
_NOWHERE = pathlib.Path("answers")  # what assembling names in messages of its own; nothing is written
_OFFICES = threading.BoundedSemaphore(2)  # LibreOffice at once: each takes a core and some hundred megabytes


class InterviewRow(BaseModel):
    id: str
    title: str
    summary: str


class Interviews(BaseModel):
    interviews: list[InterviewRow]


class Paper(BaseModel):
    id: str
    title: str


class Question(BaseModel):
    """A question; always: it is asked whatever was answered before."""

    id: str
    ask: str
    fields: list[str]
    always: bool


class Interview(BaseModel):
    """An interview. answers: a JSON Schema of what `assemble` takes under `answers`."""

    id: str
    title: str
    summary: str
    papers: list[Paper]
    outcomes: list[Paper]
    paper_languages: list[str]
    questions: list[Question]
    answers: dict[str, Any]


class Deadline(BaseModel):
    """A day that counts for the case."""

    id: str
    day: str
    title: str
    text: str


class Checked(BaseModel):
    """What answers come to, before papers are made. notices, names: what a person must look at: a warning of the
    interview's, a name whose Russian form is in doubt.
    """

    papers: list[Paper]
    outcomes: list[Paper]
    notices: list[str]
    names: list[str]
    deadlines: list[Deadline]


class Answers(Strict):
    """Answers to an interview."""

    answers: Annotated[dict[str, Any], Field(max_length=1000, description="Fields by path, dotted or nested.")]
    today: Annotated[Day | None, Field(description="The day of the papers; today if left out.")] = None
    asked_in: Annotated[str, Field(max_length=8, description="The client's language: of advice and the note.")] = ""


class Assemble(Answers):
    """Answers, and what to make of them."""

    papers: Annotated[str, Field(max_length=8, description="Papers in this language only; all if left out.")] = ""
    formats: Annotated[
        list[Literal["docx", "pdf", "txt"]], Field(default_factory=lambda: ["docx"], min_length=1, max_length=3)
    ]
    package: Annotated[bool, Field(strict=True, description="Also annexes, calculation, note and deadlines.")] = False
    file: Annotated[
        str,
        Field(
            pattern=r"^([a-z0-9-]{1,80}\.[a-z]{2,8}\.(docx|pdf|txt)|deadlines\.ics|)$",
            description="Only this file of those made, such as wage-claim.ru.docx; left out: all in a ZIP.",
        ),
    ] = ""


def router(api: Api) -> APIRouter:
    """The addresses of interviews."""
    made = APIRouter(dependencies=api.gate("assemble"))

    def program(interview: str) -> Program:
        if interview not in api.content.plans:
            raise ProblemError(404, "interview", known=", ".join(api.content.plans))
        return api.content.program(interview)

    @made.get("/interviews", response_model=Interviews, summary="List the interviews", responses=answers(414))
    def interviews(request: Request, asked: SpokenQuery) -> Any:
        return JSONResponse({"interviews": api.content.listed(api.language(request, asked))})

    @made.get(
        "/interviews/{interview}",
        response_model=Interview,
        summary="What an interview asks and makes, with the schema of its answers",
        responses=answers(404, 414),
    )
    def one(request: Request, interview: InterviewId, asked: SpokenQuery) -> Any:
        return JSONResponse(described(program(interview), api.language(request, asked)))

    @made.post(
        "/check/{interview}",
        response_model=Checked,
        summary="What answers come to: papers, deadlines, and what must be looked at before filing",
        responses=answers(403, 404, 408, 413, 414, 422),
    )
    def check(request: Request, interview: InterviewId, asked: SpokenQuery, given: Answers) -> Any:
        language = api.language(request, asked)
        return JSONResponse(_checked(api, program(interview), given, language))

    files = {kind.partition(";")[0]: _BINARY for kind in (*TYPES.values(), "application/zip")}

    @made.post(
        "/assemble/{interview}",
        response_class=Response,
        summary="Make the papers of answers",
        responses={
            200: {"description": "A ZIP of all papers, or the one file asked for.", "content": files},
            **answers(403, 404, 408, 413, 414, 422, 503),
        },
    )
    def assemble(request: Request, interview: InterviewId, asked: SpokenQuery, order: Assemble) -> Any:
        language = api.language(request, asked)
        papers = _papers(api, program(interview), order, language)
        if not order.file:
            return _sent("application/zip", zipped(papers), f"{interview}.zip")
        if order.file not in papers:
            raise ProblemError(422, "file", known=", ".join(papers))
        return _sent(TYPES[order.file.rpartition(".")[2]], papers[order.file], order.file)

    return made


_BINARY = {"schema": {"type": "string", "format": "binary"}}


def _sent(kind: str, data: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=kind, headers=headers)


def _papers(api: Api, program: Program, order: Assemble, language: str) -> dict[str, bytes]:
    """All files by name. Raises FieldsError for answers that cannot be used, ProblemError for what else is lacking."""
    known = program.plan["document_languages"]
    if order.papers and order.papers not in known:
        raise ProblemError(422, "papers", known=", ".join(known))
    if "pdf" in order.formats and find_office() is None:
        raise ProblemError(503, "office")
    formats: list[str] = [kind for kind in FORMATS if kind in order.formats]
    wanted = Order(_NOWHERE, formats, order.papers or None, language, order.package)
    with _by_field(api, program, language):
        return _made(api, program, _data(api, program, order, language), wanted)


def _data(api: Api, program: Program, given: Answers, language: str) -> yamlfile.YamlMap:
    """The answers in the form of an answers file."""
    if given.asked_in and given.asked_in not in api.project.languages:
        raise ProblemError(422, "language", known=", ".join(api.project.languages))
    head = {"interview": program.plan["id"], "today": given.today, "language": given.asked_in or language}
    return answers_of({**head, "answers": given.answers})


@contextmanager
def _by_field(api: Api, program: Program, language: str) -> Iterator[None]:
    """Answers that cannot be used are told field by field."""
    try:
        yield
    except ContentError as error:
        raise FieldsError([one for found in error.problems for one in _said(api, program, found, language)]) from None


def _checked(api: Api, program: Program, given: Answers, language: str) -> dict[str, Any]:
    interview = program.plan["id"]
    with _by_field(api, program, language):
        turn = answered(api.content.compiled, interview, _data(api, program, given, language), _NOWHERE, language)

    def titled(keys: Iterable[str], ends: Mapping[str, Mapping[str, Any]]) -> list[dict[str, str]]:
        return [{"id": key, "title": ends[key]["title"][language]} for key in keys]

    return {
        "papers": titled(turn.documents, program.documents),
        "outcomes": titled(turn.outcomes, program.outcomes),
        "notices": [plain(parts) for parts in turn.notices(language)],
        "names": doubts(turn, api.project.interface[language]),
        "deadlines": [
            {"id": one.id, "day": one.day, "title": one.title, "text": one.text} for one in turn.deadlines(language)
        ],
    }


def _made(api: Api, program: Program, data: yamlfile.YamlMap, wanted: Order) -> dict[str, bytes]:
    interview = program.plan["id"]
    if "pdf" not in wanted.formats:
        return make(api.content.compiled, interview, data, _NOWHERE, wanted)[0]
    with _OFFICES:
        try:
            return make(api.content.compiled, interview, data, _NOWHERE, wanted)[0]
        except ContentError:
            raise
        except AryzError:
            raise ProblemError(503, "office") from None


# what is wrong with answers, in the reader's language

_WORDED = {  # problems whose message is for editors: the text for programs
    "answers.unknown": "api.answers.unknown",
    "answers.no-paper": "api.answers.no_paper",
    "yaml.letters": "api.answers.letters",
    "yaml.deep": "api.answers.deep",
    "yaml.many": "api.answers.many",
}


def _said(api: Api, program: Program, found: Problem, language: str) -> list[FieldProblem]:
    if found.code == "answers.missing":
        return [_missing(api, program, path, language) for path in found.place.field.split(", ")]
    key = _WORDED.get(found.code)
    detail = api.project.text(language, key) if key else found.message
    return [FieldProblem(field=readable(found.place.field), code=found.code, detail=detail)]


def _missing(api: Api, program: Program, path: str, language: str) -> FieldProblem:
    question = program.asked_by[path][0][0]
    ask = words(program.questions[question]["ask"], language)
    detail = api.project.text(language, "api.answers.missing", ask=ask)
    return FieldProblem(field=path, code="answers.missing", detail=detail)
