"""What holds for every request: size and time of bodies, who may post, what browsers keep, faults that tell little."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aryz.api.guard import foreign
from aryz.centre.filetypes import LARGEST
from aryz.web.app import LARGEST_BODY, POLICY, Refuse

LARGEST_UPLOAD = LARGEST + 100_000  # a file of the client's and the form around it
BODY_WITHIN = 60  # seconds in which a body must have come; a slow phone sends a page's form in one or two
_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"content-security-policy", POLICY.encode()),
)
log = logging.getLogger("aryz.office")


class TooSlow(Exception):  # noqa: N818
    """A body that does not come to its end in time."""


class Gate:
    """Stands before everything. own: how paths of the office's pages begin; the public site's have rules of theirs."""

    def __init__(self, app: ASGIApp, refuse: Refuse, own: tuple[str, ...], body_within: float = BODY_WITHIN):
        self.app, self.refuse, self.own, self.within = app, refuse, own, body_within

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        reason = _refusal(scope, headers)
        began, ours = False, scope["path"].startswith(self.own)

        async def sent(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                present = {key for key, _ in message["headers"]}
                added = [(key, value) for key, value in _HEADERS if key not in present] if ours else []
                message["headers"] = [*message["headers"], *added]
            await send(message)

        async def refused(key: str, status: int) -> None:
            language = headers.get("accept-language", "")[:2]
            response: Response = self.refuse(language, key, status)
            response.headers["connection"] = "close"  # the rest of the body is not waited for
            await response(scope, receive, sent)

        if reason is not None:
            await refused(*reason)
            return
        try:
            await self.app(scope, _hurried(receive, self.within), sent)
        except TooSlow:
            if not began:
                await refused("office.fault.slow", 408)
        except Exception as fault:  # whatever it is: its message may tell of a case, its place does not
            log.error("%s in %s", type(fault).__name__, _place(fault))
            if not began:
                await refused("office.fault.ours", 500)


def _hurried(receive: Receive, within: float) -> Receive:
    """The same, but the body has to come to its end within so many seconds of the first look at it."""
    until: float | None = None
    whole = False

    async def next_message() -> Message:
        nonlocal until, whole
        if whole:  # what comes now is only that the other side went away
            return await receive()
        clock = asyncio.get_running_loop()
        until = until or clock.time() + within
        try:
            message = await asyncio.wait_for(receive(), max(0.01, until - clock.time()))
        except TimeoutError:
            raise TooSlow from None
        whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return next_message


def _refusal(scope: Scope, headers: Mapping[str, str]) -> tuple[str, int] | None:
    """Why a request is refused (the key of its text, the status), or None."""
    if scope["method"] in {"GET", "HEAD"}:
        return None
    if foreign(headers):
        return "fault.foreign", 403
    length = headers.get("content-length", "")
    files = scope["path"].startswith("/cases/") and scope["path"].endswith("/upload")
    if not length.isdigit() or int(length) > (LARGEST_UPLOAD if files else LARGEST_BODY):
        return "office.fault.large" if files else "fault.large", 413
    return None


def _place(fault: BaseException) -> str:
    frames: list[Any] = traceback.extract_tb(fault.__traceback__)
    return ", ".join(f"{Path(one.filename).name}:{one.lineno}" for one in frames[-3:])
