"""The application: static site, search API, and the interviews' pages. Works without JavaScript and without cookies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from aryz.api import Tokens, create_api
from aryz.api.guard import Hosts, foreign
from aryz.api.shared import Searching
from aryz.browser import SCRIPTS
from aryz.content import Content
from aryz.interviews.engine import Program
from aryz.project import Project
from aryz.web.pages import Pages
from aryz.web.shared import Guides, Helplines
from aryz.web.store import Cases, MemoryCases

Refuse = Callable[[str, str, int], Response]  # language, key of the text, status
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LARGEST_BODY = 1_000_000  # bytes of a form or a saved case
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self' https://www.kazhydromet.kz; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def create_app(
    project: Project,
    programs: Mapping[str, Program],
    site: Path | None = None,
    searcher: Searching | None = None,
    cases: Cases | None = None,
    guides: Guides | None = None,
    helplines: Helplines | None = None,
    content: Content | None = None,
    tokens: Tokens | None = None,
    hosts: Sequence[str] = LOOPBACK,
) -> Starlette:
    """The application for one project. site: the folder of the built site; cases: where cases live while open; guides:
    their titles by name and language; helplines: whom to call, by language, at the head of every page. content: what
    the API answers from besides the search; tokens: who may ask it, where not everyone may; hosts: the names it answers
    to, for any other would let a foreign page reach us (DNS rebinding).
    """
    pages = Pages(project, programs, cases or MemoryCases(), guides or {}, helplines or {})
    routes = [
        Mount("/api", create_api(project, searcher, content, tokens)),
        Route("/interview", pages.index),
        Route("/interview/{interview}", pages.start, methods=["GET", "POST"]),
        Route("/interview/{interview}/{case}", pages.go_on),
        Route("/interview/{interview}/{case}/q/{question}", pages.question, methods=["GET", "POST"]),
        Route("/interview/{interview}/{case}/review", pages.review),
        Route("/interview/{interview}/{case}/paper/{name}", pages.paper),
        Route("/interview/{interview}/{case}/package", pages.package),
        Route("/interview/{interview}/{case}/save", pages.save),
        Route("/interview/{interview}/{case}/keep", pages.keep, methods=["GET", "POST"]),
        Route("/interview/{interview}/{case}/erase", pages.erase, methods=["POST"]),
        Mount("/interview-static/shared", StaticFiles(directory=SCRIPTS)),
        Mount("/interview-static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
    if site is not None:
        routes.append(Mount("/", StaticFiles(directory=site, html=True)))
    middleware = [Middleware(Hosts, hosts=hosts, project=project), Middleware(Guard, refuse=pages.refused)]
    return Starlette(routes=routes, middleware=middleware, exception_handlers={404: pages.not_found})


class Guard:
    """For interviews: nothing is kept by browsers, nothing foreign is loaded, foreign pages cannot post, and no body is
    too large.
    """

    def __init__(self, app: ASGIApp, refuse: Refuse):
        self.app, self.refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith("/interview"):
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        reason = _refusal(scope["method"], headers)
        if reason is not None:
            language = headers.get("accept-language", "")[:2]
            await self.refuse(language, *reason)(scope, receive, send)
            return

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"cache-control", b"no-store"),
                    (b"referrer-policy", b"no-referrer"),
                    (b"x-content-type-options", b"nosniff"),
                    (b"content-security-policy", POLICY.encode()),
                ]
            await send(message)

        await self.app(scope, receive, sent)


def _refusal(method: str, headers: Mapping[str, str]) -> tuple[str, int] | None:
    """Why a request is refused (the key of its text, the status), or None."""
    if method != "POST":
        return None
    if foreign(headers):
        return "fault.foreign", 403
    length = headers.get("content-length", "")
    if not length.isdigit() or int(length) > LARGEST_BODY:
        return "fault.large", 413
    return None
