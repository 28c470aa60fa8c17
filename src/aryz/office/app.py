"""The office as an application: the table of its addresses and who may use each, before the public site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from aryz.api import Tokens
from aryz.api.guard import Hosts
from aryz.browser import SCRIPTS
from aryz.centre import Centre, topics_of
from aryz.centre.missed import SWITCH
from aryz.content import Content
from aryz.office.account import Account
from aryz.office.administration import Administration, load_rules
from aryz.office.casepage import CasePage
from aryz.office.consent import load_consents
from aryz.office.finding import Finder, Finding, Listening
from aryz.office.gate import BODY_WITHIN, Gate
from aryz.office.hall import ADMIN, ALL, CASES, LAWYERS, LOG, NUMBERS, Before, Handler
from aryz.office.lists import Lists
from aryz.office.numbers import Numbers
from aryz.web.app import LOOPBACK, create_app

WEB_STATIC = Path(__file__).parent.parent / "web" / "static"


class Office(Account, Lists, CasePage, Finding, Numbers, Administration):
    """All handlers."""


@dataclass(frozen=True)
class Page:
    """An address: how it may be asked for, what answers, which roles may (None: everyone), and what comes before."""

    path: str
    methods: tuple[str, ...]
    handler: Handler
    roles: frozenset[str] | None
    before: Before | None = None


def pages_of(office: Office) -> list[Page]:
    """Every address of the office. What is not here does not exist."""
    get, post, both = ("GET",), ("POST",), ("GET", "POST")
    talk, one = office.talk, "/interview/{interview}/{case}"
    return [
        Page("/login", both, office.login, None),
        Page("/login/first", both, office.first, None),
        Page("/login/first/finish", post, office.finish, None),
        Page("/feed/{token}.ics", get, office.calendar, None),
        Page("/office", get, office.door, ALL),
        Page("/logout", post, office.logout, ALL),
        Page("/leave", post, office.leave, ALL),
        Page("/account", get, office.account, ALL),
        Page("/account/end", post, office.end_session, ALL),
        Page("/account/end-all", post, office.end_all, ALL),
        Page("/account/password", post, office.password, ALL),
        Page("/account/recovery", post, office.recovery, ALL),
        Page("/account/telephone", post, office.telephone, ALL),
        Page("/notices", both, office.notices, ALL),
        Page("/vouch", both, office.vouch, LAWYERS),
        Page("/cases", get, office.case_list, CASES),
        Page("/cases/new", get, office.choose, CASES),
        Page("/cases/new/{interview}", both, office.consent, CASES),
        Page("/cases/{case}", get, office.case_page, CASES),
        Page("/cases/{case}/state", post, office.state, CASES),
        Page("/cases/{case}/note", post, office.note, CASES),
        Page("/cases/{case}/remove", post, office.remove, CASES),
        Page("/cases/{case}/upload", post, office.upload, CASES),
        Page("/cases/{case}/upload/{upload}", get, office.download, CASES),
        Page("/cases/{case}/keep", post, office.keep, CASES),
        Page("/cases/{case}/consent", post, office.agree, CASES),
        Page("/cases/{case}/hand-over", post, office.hand_over, CASES),
        Page("/cases/{case}/lock", post, office.lock, CASES),
        Page("/cases/{case}/unlock", post, office.unlock, CASES),
        Page("/cases/{case}/version/{number:int}", get, office.version, CASES),
        Page("/cases/{case}/version/{number:int}", post, office.version_back, CASES),
        Page("/cases/{case}/aside/{piece}", get, office.aside, CASES),
        Page("/cases/{case}/aside/{piece}", post, office.aside_back, CASES),
        Page("/cases/{case}/file", post, office.file, CASES),
        Page("/cases/{case}/export", post, office.export, CASES),
        Page("/cases/{case}/erase", post, office.erase_case, CASES),
        Page("/interview", get, office.choose, CASES),
        Page("/interview/{interview}", both, office.onward, CASES),
        Page(one, get, talk(office.go_on), CASES, office.reads),
        Page(f"{one}/q/{{question}}", both, talk(office.question), CASES, office.edits),
        Page(f"{one}/review", get, talk(office.review), CASES, office.reads),
        Page(f"{one}/paper/{{name}}", get, talk(office.paper), CASES, office.reads),
        Page(f"{one}/package", get, talk(office.package), CASES, office.reads),
        Page(f"{one}/save", get, talk(office.save), CASES, office.reads),
        Page("/deadlines", get, office.deadlines, CASES),
        Page("/deadlines/feed", post, office.feed, CASES),
        Page("/statistics", get, office.statistics, NUMBERS),
        Page("/statistics/counts.csv", get, office.as_csv_file, NUMBERS),
        Page("/statistics/counts.xlsx", get, office.as_xlsx_file, NUMBERS),
        Page("/searches", post, office.searches, SWITCH),
        Page("/find", both, office.find, ALL),
        Page("/people", get, office.people, ADMIN),
        Page("/people/add", post, office.people_add, ADMIN),
        Page("/people/reset", post, office.people_reset, ADMIN),
        Page("/people/disable", post, office.people_disable, ADMIN),
        Page("/log", get, office.log_page, LOG),
    ]


def create_office(
    content: Content,
    centre: Centre,
    site: Path | None = None,
    searcher: Finder | None = None,
    hosts: Sequence[str] = LOOPBACK,
    secure: bool = False,
    body_within: float = BODY_WITHIN,
    tokens: Tokens | None = None,
) -> Starlette:
    """The office of one centre, and behind it the public site and the API. secure: it is reached by https only; tokens:
    who may ask the API, None: everyone.
    """
    project, programs, library = content.project, content.programs, content.library
    helplines = library.contacts.helplines(project)
    office = Office(project, programs, centre, load_consents(project), content.titles, helplines, secure)
    guides = library.guides(next(iter(project.languages)))
    office.topics = topics_of((guide.topic, guide.interviews) for guide in guides)
    office.topic_titles = {key: project.written(titles) for key, titles in library.topics.items()}
    office.rules = load_rules(project)
    office.finder = searcher
    pages = pages_of(office)
    public = create_app(
        project,
        programs,
        site,
        searcher and Listening(searcher, centre),
        guides=content.titles,
        helplines=helplines,
        content=content,
        tokens=tokens,
        hosts=hosts,
    )
    routes: list[BaseRoute] = [
        Route(
            page.path,
            office.guarded(page.handler, page.roles, page.path, page.before),
            methods=list(page.methods),
        )
        for page in pages
    ]
    routes += [
        Mount("/interview-static/shared", Kept(directory=SCRIPTS)),
        Mount("/interview-static", Kept(directory=WEB_STATIC)),
        Mount("/office-static", Kept(directory=Path(__file__).parent / "static")),
    ]
    own = tuple(sorted({"/" + page.path.split("/")[1].split(".")[0] for page in pages}))
    # the public pages' interviews are none of ours; nor is a page that only takes forms asked for at the public site
    routes += [Route(begin, absent(office), methods=["GET", "POST"]) for begin in own]
    routes += [Mount(begin, office_only(office)) for begin in own]
    routes.append(Mount("/", public))
    middleware = [
        Middleware(Hosts, hosts=hosts, project=project),
        Middleware(Gate, refuse=office.refused, own=own, body_within=body_within),
    ]
    return Starlette(
        routes=routes, middleware=middleware, exception_handlers={404: office.not_found, 405: office.not_found}
    )


def office_only(office: Office) -> Starlette:
    """Answers «not found» for whatever begins like a page of the office and is none."""

    return Starlette(routes=[Route("/{rest:path}", absent(office), methods=["GET", "POST"])])


def absent(office: Office) -> Handler:
    """What answers «not found», to who is logged in with the way back."""

    async def none(request: Request) -> Response:
        return await office.not_found(request, Exception())

    return office.guarded(none, None)


class Kept(StaticFiles):
    """Styles and scripts, which a slow telephone need not load with every page; leaving wipes them too."""

    def file_response(self, *args: object, **named: object) -> Response:
        response = super().file_response(*args, **named)  # type: ignore[arg-type]
        response.headers["cache-control"] = "private, max-age=3600"
        return response
