"""Logging in and out, the first login by invitation, and leaving at once."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool as work
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.centre import Enrolment
from aryz.centre.errors import CentreError, Refused, TooMany, Unknown
from aryz.office.browsers import kind_of_browser
from aryz.office.hall import Hall
from aryz.office.visit import address_of, current
from aryz.web.shared import NEUTRAL


class SignIn(Hall):
    """Handlers of who is who."""

    async def door(self, request: Request) -> Response:
        """Where one begins: with what happened to the account, if it was not read yet."""
        who = current().who
        unread = await work(self.centre.notices.unread, who)
        return RedirectResponse("/notices" if unread else self.first_page(who.role), 303)

    async def login(self, request: Request) -> Response:
        visit = current()
        if request.method == "GET":
            return self.own_page("login.html", fault="", typed="")
        name, password, code = visit.said("name", 60), visit.said("password", 400), visit.said("code", 60)
        old, browser = request.cookies.get(self.cookie, ""), kind_of_browser(request.headers.get("user-agent", ""))
        try:
            token = await work(self.centre.people.login, name, password, code, address_of(request), old, browser)
        except (Unknown, TooMany) as error:
            return self._once_more("login.html", error, typed=name)
        response = RedirectResponse("/office", 303)
        response.set_cookie(self.cookie, token, path="/", httponly=True, secure=self.secure, samesite="strict")
        return response

    def _once_more(self, page: str, error: CentreError, **values: object) -> Response:
        """The same page with what is wrong, and how long to wait."""
        wait = error.wait if isinstance(error, TooMany) else 0
        known = error if isinstance(error, (TooMany, Refused)) else Unknown("")
        status = 429 if wait else 422 if isinstance(error, Refused) else 401
        response = self.own_page(page, status, fault=self.say(self.key_of(known), wait=wait), **values)
        if wait:
            response.headers["retry-after"] = str(wait)
        return response

    # the first login

    async def first(self, request: Request) -> Response:
        """By invitation: the name and the code that an administrator gave."""
        visit = current()
        if request.method == "GET":
            return self.own_page("first.html", fault="", typed="")
        name = visit.said("name", 60)
        try:
            return await self._enrolment(request, name, "")
        except (Unknown, TooMany) as error:
            return self._once_more("first.html", error, typed=name)

    async def finish(self, request: Request) -> Response:
        """Password and second factor; then the recovery codes, once."""
        visit = current()
        name, invitation = visit.said("name", 60), visit.said("invitation", 60)
        try:
            if visit.said("password", 400) != visit.said("again", 400):
                raise Refused("office.first.differ", "The two passwords differ.")
            codes = await work(
                self.centre.people.finish,
                name,
                invitation,
                visit.said("password", 400),
                visit.said("code", 20),
                address_of(request),
            )
        except Refused as error:
            return await self._enrolment(request, name, self.say(self.key_of(error)))
        except (Unknown, TooMany) as error:
            return self._once_more("first.html", error, typed=name)
        return self.own_page("codes.html", codes=codes, onward="/login")

    async def _enrolment(self, request: Request, name: str, fault: str) -> Response:
        invitation = current().said("invitation", 60)
        asked = await work(self.centre.people.enrol, name, invitation, address_of(request))
        return self.own_page(
            "enrol.html",
            422 if fault else 200,
            fault=fault,
            typed=name,
            invitation=invitation,
            **self.secret_of(asked),
        )

    @staticmethod
    def secret_of(asked: Enrolment) -> dict[str, object]:
        """What a page shows to a telephone: the secret to be typed, and its picture code."""
        typed = " ".join(asked.secret[at : at + 4] for at in range(0, len(asked.secret), 4))
        return {"secret": typed, "picture": _picture(asked.uri), "ticket": asked.ticket}

    # the end

    async def logout(self, request: Request) -> Response:
        return await self._gone(request, "/login")

    async def leave(self, request: Request) -> Response:
        """Leave at once: the session ends, what the browser keeps is wiped, a neutral site takes the place."""
        return await self._gone(request, NEUTRAL)

    async def _gone(self, request: Request, where: str) -> Response:
        """End this session, if it did not end yet, and wipe what the browser keeps."""
        await work(self.centre.people.logout, request.cookies.get(self.cookie, ""))
        response = RedirectResponse(where, 303)
        response.delete_cookie(self.cookie, path="/", httponly=True, secure=self.secure, samesite="strict")
        response.headers["clear-site-data"] = '"cache", "cookies", "storage"'
        return response


def _picture(uri: str) -> Markup:
    """The picture code for the telephone, as SVG without styles of its own."""
    made = io.BytesIO()
    segno.make(uri, error="m").save(
        made, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False, svgns=True, nl=False
    )
    return Markup(made.getvalue().decode())  # nosec B704 - drawn by segno: squares and numbers only
