"""Before the API and around it: no body too large or too slow, no form of a foreign page, nothing kept by caches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import anyio
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aryz.api.problems import Broken, language_of, problem
from aryz.project import Project

LARGEST_BODY = 1_000_000  # bytes
LONGEST_ADDRESS = 8_000  # bytes of a query
SLOWEST_BODY = 30.0  # seconds for a whole body
_HEADERS = [
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]


class _LargeError(Exception):
    """The body has more bytes than are taken."""


def foreign(headers: Mapping[str, str]) -> bool:
    """Whether a browser sends this from a page of another site.

    With no-referrer a browser sends «Origin: null» for its own forms, so the fetch metadata decide, and the origin only
    where a browser sends none.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin", "")
    own = origin in {"", "null"} or origin.partition("://")[2] == headers.get("host")
    return site not in {None, "same-origin", "none"} or (site is None and not own)


class Hosts:
    """Lets in what asks for a host of ours: under any other name a foreign page could reach us (DNS rebinding).
    Programs are told so as of every other mistake, browsers in a line.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str], project: Project):
        self.app, self.hosts, self.project = app, list(hosts), project

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        programs = scope["type"] == "http" and f"{scope['path']}/".startswith("/api/")
        let_in = refused = False

        async def inside(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal let_in
            let_in = True
            await self.app(scope, receive, send)

        async def sent(message: Message) -> None:
            nonlocal refused
            refused = refused or (programs and not let_in and message.get("status") == 400)
            if not refused:
                await send(message)

        await TrustedHostMiddleware(inside, self.hosts)(scope, receive, sent)
        if refused:
            said = self.project.text(language_of(Request(scope), self.project), "api.host")
            headers = {name.decode(): value.decode() for name, value in _HEADERS}
            await problem(400, "host", said, headers=headers)(scope, receive, send)


class Guard:
    """Reads the body within its limits, then lets the application answer."""

    def __init__(self, app: ASGIApp, project: Project, broken: Broken):
        self.app, self.project, self.broken = app, project, broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        request = Request(scope)
        try:
            taken = await self._taken(request, receive)
            if isinstance(taken, tuple):
                key, status = taken
                said = self.project.text(language_of(request, self.project), key)
                await problem(status, key.rpartition(".")[2], said)(scope, receive, sent)
                return
            await self.app(scope, _replayed(taken, receive), sent)
        except Exception as error:
            if started:
                raise  # half an answer cannot be taken back
            answer = await self.broken(request, error)
            await answer(scope, receive, sent)

    async def _taken(self, request: Request, receive: Receive) -> bytes | tuple[str, int]:
        """The body, or the key of the text and the status of the refusal."""
        if len(request.scope.get("query_string", b"")) > LONGEST_ADDRESS:
            return "api.large", 414
        if request.method in {"GET", "HEAD"}:
            return b""
        if foreign(request.headers):
            return "fault.foreign", 403
        length = request.headers.get("content-length", "")
        if length and (not length.isascii() or not length.isdigit() or int(length[:12]) > LARGEST_BODY):
            return "api.large", 413
        try:
            with anyio.fail_after(SLOWEST_BODY):
                return await _whole(receive)
        except _LargeError:
            return "api.large", 413
        except TimeoutError:
            return "api.slow", 408


async def _whole(receive: Receive) -> bytes:
    made = bytearray()
    while True:
        message = await receive()
        made += message.get("body", b"")
        if len(made) > LARGEST_BODY:
            raise _LargeError
        if message["type"] != "http.request" or not message.get("more_body"):
            return bytes(made)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What gives the body again, then whatever comes."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
