"""One's own account: sessions, password, another telephone, recovery codes, and what happened to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool as work
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.centre import Enrolment
from aryz.centre.errors import CentreError, Refused, TooMany, Unknown
from aryz.centre.models import Notice
from aryz.centre.people import CONSOLE
from aryz.office.signin import SignIn
from aryz.office.visit import address_of, current


class Account(SignIn):
    """Handlers of the own account."""

    async def account(self, request: Request) -> Response:
        return await self._account("")

    async def _account(self, fault: str, status: int = 200) -> Response:
        visit = current()
        sessions = await work(self.centre.people.sessions, visit.who)
        here = visit.session.id if visit.session else ""
        return self.own_page("account.html", status, sessions=sessions, here=here, fault=fault)

    async def _proven(self, change: Callable[..., Any], *given: object) -> Any:
        """What a change by password gives, or the account's page with what was wrong."""
        try:
            return await work(change, *given)
        except (TooMany, Unknown, Refused) as error:
            return await self._account(self._why(error), 429 if isinstance(error, TooMany) else 422)

    def _why(self, error: CentreError) -> str:
        if isinstance(error, TooMany):
            return self.say("centre.login.wait", wait=error.wait)
        return self.say(self.key_of(error) if isinstance(error, Refused) else "office.account.wrong")

    # sessions

    async def end_session(self, request: Request) -> Response:
        visit = current()
        await work(self.centre.people.end, visit.who, _id(visit.said("session")))
        return RedirectResponse("/account", 303)

    async def end_all(self, request: Request) -> Response:
        await work(self.centre.people.end_all, current().who)
        return await self._gone(request, "/login")

    # changes

    async def password(self, request: Request) -> Response:
        visit = current()
        old, new = visit.said("password", 400), visit.said("new", 400)
        if new != visit.said("again", 400):
            return await self._account(self.say("office.first.differ"), 422)
        done = await self._proven(self.centre.people.change_password, visit.who, old, new, address_of(request))
        return done or await self._gone(request, "/login")

    async def recovery(self, request: Request) -> Response:
        visit = current()
        change, password = self.centre.people.new_recovery_codes, visit.said("password", 400)
        codes = await self._proven(change, visit.who, password, address_of(request))
        return codes if isinstance(codes, Response) else self.own_page("codes.html", codes=codes, onward="/account")

    async def telephone(self, request: Request) -> Response:
        """Another telephone: first the password and a code of the old one or for recovery; then a code of the new."""
        visit = current()
        password, proof, ticket = visit.said("password", 400), visit.said("proof", 60), visit.said("ticket", 2000)
        if ticket:
            return await self._new_telephone(request, ticket)
        begin = self.centre.people.begin_telephone
        asked = await self._proven(begin, visit.who, password, proof, address_of(request))
        return self._telephone_page(asked) if isinstance(asked, Enrolment) else asked

    async def _new_telephone(self, request: Request, ticket: str) -> Response:
        visit, people = current(), self.centre.people
        here = visit.session.id if visit.session else ""
        try:
            asked = await work(people.read_ticket, visit.who, ticket)
        except Refused as error:
            return await self._account(self._why(error), 422)
        code = visit.said("code", 20)
        try:
            await work(people.finish_telephone, visit.who, ticket, code, here, address_of(request))
        except Refused as error:
            return self._telephone_page(asked, self._why(error))
        return RedirectResponse("/notices", 303)

    def _telephone_page(self, asked: Enrolment, fault: str = "") -> Response:
        return self.own_page("telephone.html", 422 if fault else 200, fault=fault, **self.secret_of(asked))

    # what happened to it

    async def notices(self, request: Request) -> Response:
        visit = current()
        if request.method == "POST":
            await work(self.centre.notices.read, visit.who, visit.said("read", 4000).split(","))
            return RedirectResponse("/office", 303)
        rows = await work(self.centre.notices.unread, visit.who)
        told = [(one, self._told(one)) for one in rows]
        return self.own_page("notices.html", rows=told, ids=",".join(one.id for one in rows))

    def _told(self, one: Notice) -> str:
        about = self.say("office.notice.console") if one.about == CONSOLE else one.about or "?"
        return self.say(f"office.notice.{one.kind}", about=about)


def _id(session: str) -> str:
    """An id of a session as lists show it; a shorter one would end others too."""
    if len(session) != 20 or not session.isalnum():
        raise Refused("office.fault.form", "There is no such session.")
    return session
