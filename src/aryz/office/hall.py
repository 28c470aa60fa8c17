"""What the office's pages share: language, templates, forms with their marks, faults as pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool as work
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.centre import Centre
from aryz.centre.errors import (
    CentreError,
    Conflict,
    Damaged,
    Forbidden,
    Locked,
    NoKey,
    NotFound,
    Refused,
    TooMany,
    Unavailable,
    Unknown,
)
from aryz.centre.models import ADMINISTRATOR, CONSULTANT, LAWYER, STATISTICS, Row
from aryz.interviews.engine import Program
from aryz.office.consent import Consents
from aryz.office.visit import Forged, Visit, address_of, begin, current, present, read_form
from aryz.plan import wording
from aryz.project import Project
from aryz.web.pages import Pages
from aryz.web.shared import Guides, Helplines
from aryz.web.store import Case

CASES, NUMBERS = frozenset({CONSULTANT, LAWYER}), frozenset({LAWYER, STATISTICS, ADMINISTRATOR})
LAWYERS = frozenset({LAWYER})
LOG, ADMIN = frozenset({LAWYER, ADMINISTRATOR}), frozenset({ADMINISTRATOR})
ALL = frozenset({CONSULTANT, LAWYER, STATISTICS, ADMINISTRATOR})
PLACES = (
    ("cases", CASES),
    ("deadlines", CASES),
    ("people", ADMIN),
    ("statistics", NUMBERS),
    ("log", LOG),
    ("find", ALL),
)
LANGUAGE_COOKIE = "aryz-language"
_STATUS: tuple[tuple[type[CentreError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Forged, 403),
    (Refused, 422),
    (Unknown, 401),
    (TooMany, 429),
    (Locked, 409),
    (Conflict, 409),
    (Unavailable, 503),
    (NoKey, 500),
    (Damaged, 500),
)
Handler = Callable[[Request], Awaitable[Response]]
Before = Callable[[Request], Response | None]  # what a page needs of the database; the page that stands in the way


class HeldCases:
    """The store of the interview's pages: the one case that the visit opened. What is saved is kept after the page."""

    def get(self, case: str) -> Case | None:
        held = current().case
        return held if held is not None and held.id == case else None

    def save(self, case: Case) -> None:
        current().changed = True

    def create(self, interview: str, language: str) -> Case:
        raise HTTPException(404)  # cases begin with the client's consent

    def erase(self, case: str) -> None:
        raise HTTPException(404)  # cases are erased on their own page, by word


class Hall(Pages):
    """What all handlers of the office share."""

    def __init__(
        self,
        project: Project,
        programs: Mapping[str, Program],
        centre: Centre,
        consents: Consents,
        guides: Guides,
        helplines: Helplines,
        secure: bool,
    ):
        super().__init__(project, programs, HeldCases(), guides, helplines)
        self.centre, self.consents, self.secure = centre, consents, secure
        self.cookie = "__Host-aryz" if secure else "aryz"
        own = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
        shared = self.templates.loader
        assert shared is not None
        # a page that both have is the office's; it can still build on the other
        loader = jinja2.ChoiceLoader([own, shared, jinja2.PrefixLoader({"web": shared})])
        self.templates = self.templates.overlay(loader=loader)
        self.templates.filters |= {"moment": moment, "clock": clock, "day": wording.date_short}
        self.texts = {key: {**project.interface[key], **project.office[key]} for key in project.spoken}

    # one request

    def guarded(
        self, handler: Handler, roles: frozenset[str] | None, page: str = "", before: Before | None = None
    ) -> Handler:
        """The handler behind what is asked of every request. roles: who may; None: everyone, without a session too.
        page: its address without ids, for the log of what was refused. before: goes together with the look at the
        session, as each change to a thread that may wait for the database costs as much as the question there.
        """

        async def answer(request: Request) -> Response:
            visit = Visit(self.spoken(request))
            begin(visit)
            try:
                response = await self._answered(request, visit, handler, roles, before)
            except CentreError as error:
                await self._refusal_kept(request, visit, error, page)
                response = self.told(error)
            self._remember_language(request, response)
            return response

        return answer

    async def _answered(
        self, request: Request, visit: Visit, handler: Handler, roles: frozenset[str] | None, before: Before | None
    ) -> Response:
        if request.method == "POST":
            visit.form = await read_form(request)
        token = request.cookies.get(self.cookie, "")
        if token or roles is not None:
            stands = await work(self._admitted, request, visit, token, roles, before)
            if stands is not None:
                return stands
        return await handler(request)

    def _admitted(
        self, request: Request, visit: Visit, token: str, roles: frozenset[str] | None, before: Before | None
    ) -> Response | None:
        """Who it is, and whether they may; the page that stands in the way."""
        visit.session = self.centre.people.session(token)
        if roles is None:
            return None
        if visit.session is None:
            return self.signed_out(request)
        if request.method == "POST":
            visit.genuine()
        if visit.who.role not in roles:
            raise Forbidden("Your role does not open this page.")
        return before(request) if before is not None else None

    async def _refusal_kept(self, request: Request, visit: Visit, error: CentreError, page: str) -> None:
        """The log keeps who asked for a page that the role does not open, and for a case of another's."""
        if visit.session is None:
            return
        case = request.path_params.get("case")
        if isinstance(error, NotFound) and case and visit.who.reads_cases:
            await work(self.centre.cases.refused, visit.who, str(case), page)
        elif isinstance(error, Forbidden):
            await work(self.centre.audit.refused, visit.who.name, page)

    async def prove(self, request: Request) -> None:
        """Before something grave: a fresh code of the telephone, in the same form. Raises Refused, TooMany."""
        visit = current()
        await work(self.centre.people.prove, visit.who, visit.said("proof", 60), address_of(request))

    def signed_out(self, request: Request) -> Response:
        if request.method == "GET":
            return RedirectResponse("/login", 303)
        return self.fault_page("office.fault.session", 401)

    # language

    def spoken(self, request: Request) -> str:
        """The language of the person who works here: of the address, as chosen before, as the browser says."""
        asked = [one.strip().lower() for one in request.headers.get("accept-language", "").split(",")]
        accepted = [part for one in asked for part in (one[:7], one[:2])]  # «uz-Cyrl-UZ;q=0.9» or «uz»
        chosen = [request.query_params.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, ""), *accepted]
        return next((one for one in chosen if one in self.project.spoken), next(iter(self.project.spoken)))

    def language(self, request: Request, case: Case | None = None) -> str:
        """Of an interview its client's, of the other pages the person's."""
        visit = present()
        if case is None and visit is not None:
            return visit.language
        return super().language(request, case)

    def _remember_language(self, request: Request, response: Response) -> None:
        wanted = request.query_params.get("lang")
        if wanted in self.project.spoken and not request.url.path.startswith("/interview"):
            response.set_cookie(
                LANGUAGE_COOKIE, str(wanted), httponly=True, secure=self.secure, samesite="strict", max_age=31_536_000
            )

    # pages

    def page(self, name: str, language: str, status: int = 200, **values: Any) -> Response:
        visit = present()
        session = visit.session if visit else None
        role = session.person.role if session else ""
        values.setdefault("sealed", self.sealed(visit) if visit and session else "")
        made = self.templates.get_template(name).render(
            **{
                "office": bool(session),
                "who": session.person if session else None,
                "places": [place for place, roles in PLACES if role in roles],
                "home": self.first_page(role),
                "t": self.texts[language],
                "language": language,
                "languages": self.project.spoken,
                "helplines": (),
                "neutral": "https://www.kazhydromet.kz/",
                **values,
            }
        )
        return Response(made, status, media_type="text/html")

    def own_page(self, name: str, status: int = 200, **values: Any) -> Response:
        """A page in the language of the person who works here."""
        return self.page(name, current().language, status, **values)

    @staticmethod
    def sealed(visit: Visit, version: int | None = None) -> Markup:
        """The fields that every form carries: the session's mark, the form's id, the version that is seen."""
        mark = visit.session.form if visit.session else ""
        fields = {"form": mark, "request": visit.fresh, "version": str(visit.version if version is None else version)}
        one = Markup('<input type="hidden" name="{}" value="{}">')  # format escapes what it fills in
        return Markup("").join(one.format(name, value) for name, value in fields.items())

    @staticmethod
    def first_page(role: str) -> str:
        """Where a person of this role begins."""
        return next((f"/{place}" for place, roles in PLACES if role in roles), "/login")

    def say(self, key: str, **values: object) -> str:
        return self.texts[current().language][key].format(**values)

    def text(self, language: str, key: str) -> str:
        return self.texts[language][key]

    # faults

    def told(self, error: CentreError) -> Response:
        """What could not be done, as a page."""
        status = next((number for kind, number in _STATUS if isinstance(error, kind)), 500)
        values = {"wait": getattr(error, "wait", ""), "who": error.lock.title if isinstance(error, Locked) else ""}
        response = self.fault_page(self.key_of(error), status, **values)
        if isinstance(error, TooMany):
            response.headers["retry-after"] = str(error.wait)
        return response

    def key_of(self, error: CentreError) -> str:
        """The key of the text that tells of it."""
        known = self.texts[next(iter(self.texts))]
        exact = f"{error.key}.{error.reason}" if isinstance(error, Unavailable) else error.key
        return exact if exact in known else "centre.error"

    def fault_page(self, key: str, status: int, **values: object) -> Response:
        return self.own_page("fault.html", status, message=self.say(key, **values))

    def refused(self, language: str, key: str, status: int) -> Response:
        """A refusal before anything is known of the visit."""
        known = language if language in self.project.spoken else next(iter(self.project.spoken))
        return self.page("fault.html", known, status, message=self.text(known, key))

    async def not_found(self, request: Request, error: Exception) -> Response:
        visit = present()
        language = visit.language if visit else self.spoken(request)
        return self.page("fault.html", language, 404, message=self.text(language, "centre.not-found"))

    # words for lists

    def interview_title(self, interview: str, language: str | None = None) -> str:
        program = self.programs.get(interview)
        return program.plan["title"][language or current().language] if program else interview

    def listed(self, rows: list[Row]) -> list[dict[str, Any]]:
        """Cases for a table: nothing of their contents."""
        today = self.today()
        return [
            {
                "row": row,
                "title": self.interview_title(row.interview),
                "state": self.say(f"office.state.{row.state}"),
                "late": bool(row.deadline) and row.deadline <= today,
            }
            for row in rows
        ]


def moment(at: int) -> str:
    """A time for lists: the day and the minute here."""
    return datetime.fromtimestamp(at).strftime("%d.%m.%Y %H:%M")


def clock(at: int) -> str:
    """The same for what is minutes away: the minute alone."""
    return datetime.fromtimestamp(at).strftime("%H:%M")
