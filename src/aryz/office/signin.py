"""Logging in and out, the first login by invitation, one's own sessions, and leaving at once."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool as work
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.centre.errors import CentreError, Refused, TooMany, Unknown
from aryz.office.hall import Hall
from aryz.office.visit import current
from aryz.web.shared import NEUTRAL


class SignIn(Hall):
    """Handlers of who is who."""

    async def door(self, request: Request) -> Response:
        session = current().session
        return RedirectResponse(self.first_page(session.person.role) if session else "/login", 303)

    async def login(self, request: Request) -> Response:
        visit = current()
        if request.method == "GET":
            return self.own_page("login.html", fault="", typed="")
        name = visit.said("name", 60)
        old = request.cookies.get(self.cookie, "")
        try:
            token = await work(
                self.centre.people.login, name, visit.said("password", 400), visit.said("code", 60), _from(request), old
            )
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
                _from(request),
            )
        except Refused as error:
            return await self._enrolment(request, name, self.say(self.key_of(error)))
        except (Unknown, TooMany) as error:
            return self._once_more("first.html", error, typed=name)
        return self.own_page("codes.html", codes=codes, onward="/login")

    async def _enrolment(self, request: Request, name: str, fault: str) -> Response:
        invitation = current().said("invitation", 60)
        asked = await work(self.centre.people.enrol, name, invitation, _from(request))
        return self.own_page(
            "enrol.html",
            422 if fault else 200,
            fault=fault,
            typed=name,
            invitation=invitation,
            secret=" ".join(asked.secret[at : at + 4] for at in range(0, len(asked.secret), 4)),
            picture=_picture(asked.uri),
        )

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

    # one's own account

    async def account(self, request: Request) -> Response:
        return await self._account("")

    async def _account(self, fault: str, status: int = 200) -> Response:
        visit = current()
        sessions = await work(self.centre.people.sessions, visit.who)
        here = visit.session.id if visit.session else ""
        return self.own_page("account.html", status, sessions=sessions, here=here, fault=fault)

    async def end_session(self, request: Request) -> Response:
        visit = current()
        await work(self.centre.people.end, visit.who, _id(visit.said("session")))
        return RedirectResponse("/account", 303)

    async def end_all(self, request: Request) -> Response:
        await work(self.centre.people.end_all, current().who)
        return await self._gone(request, "/login")

    async def password(self, request: Request) -> Response:
        visit = current()
        old, new = visit.said("password", 400), visit.said("new", 400)
        try:
            if new != visit.said("again", 400):
                raise Refused("office.first.differ", "The two passwords differ.")
            await work(self.centre.people.change_password, visit.who, old, new, _from(request))
        except TooMany as error:
            return await self._account(self.say("centre.login.wait", wait=error.wait), 429)
        except (Unknown, Refused) as error:
            key = error.key if isinstance(error, Refused) else "office.account.wrong"
            return await self._account(self.say(key), 422)
        return await self._gone(request, "/login")

    async def recovery(self, request: Request) -> Response:
        visit = current()
        try:
            codes = await work(
                self.centre.people.new_recovery_codes, visit.who, visit.said("password", 400), _from(request)
            )
        except TooMany as error:
            return await self._account(self.say("centre.login.wait", wait=error.wait), 429)
        except Unknown:
            return await self._account(self.say("office.account.wrong"), 422)
        return self.own_page("codes.html", codes=codes, onward="/account")


def _from(request: Request) -> str:
    """The address of the browser, as the named proxy or the connection says."""
    return request.client.host if request.client else ""


def _id(session: str) -> str:
    """An id of a session as lists show it; a shorter one would end others too."""
    if len(session) != 20 or not session.isalnum():
        raise Refused("office.fault.form", "There is no such session.")
    return session


def _picture(uri: str) -> Markup:
    """The picture code for the telephone, as SVG without styles of its own."""
    made = io.BytesIO()
    segno.make(uri, error="m").save(
        made, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False, svgns=True, nl=False
    )
    return Markup(made.getvalue().decode())  # nosec B704 - drawn by segno: squares and numbers only
