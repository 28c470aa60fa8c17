"""Lists across cases: my cases with filters, the days that count, the calendar's address."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool as work
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.centre.models import LAWYER, STATES
from aryz.office.hall import Hall
from aryz.office.visit import current
from aryz.plan import days

PAGE = 50  # cases on one page


class Lists(Hall):
    """Handlers of lists."""

    async def case_list(self, request: Request) -> Response:
        visit, query = current(), request.query_params
        code, interview, state, until = (query.get(key, "")[:80] for key in ("code", "interview", "state", "until"))
        until = until if days.is_day(until) else ""
        state, interview = state if state in STATES else "", interview if interview in self.programs else ""
        skip = int(query.get("skip", "0")) if query.get("skip", "0").isdecimal() else 0
        found = await work(self.centre.cases.find, visit.who, code, interview, state, until, PAGE + 1, min(skip, 10**6))
        warned = await work(self.centre.care.warnings, visit.who)
        waiting = await work(self.centre.people.waiting, visit.who) if visit.who.role == LAWYER else []
        chosen = {"code": code, "interview": interview, "state": state, "until": until}
        return self.own_page(
            "cases.html",
            rows=self.listed(found[:PAGE]),
            warned=warned,
            waiting=waiting,
            chosen=chosen,
            filtered=any(chosen.values()),
            interviews=[(key, self.interview_title(key)) for key in self.programs],
            states=[(key, self.say(f"office.state.{key}")) for key in STATES],
            before=max(0, skip - PAGE) if skip else None,
            after=skip + PAGE if len(found) > PAGE else None,
            me=visit.who.id,
        )

    async def deadlines(self, request: Request) -> Response:
        return await self._days_page("")

    async def _days_page(self, address: str) -> Response:
        found = await work(self.centre.cases.find, current().who, "", "", "", days.add(self.today(), 3650))
        return self.own_page("deadlines.html", rows=self.listed(found), address=address, me=current().who.id)

    async def feed(self, request: Request) -> Response:
        """A new secret address for the calendar, shown once; or its end."""
        visit = current()
        if visit.said("action") == "stop":
            await work(self.centre.feed.stop, visit.who)
            return RedirectResponse("/deadlines", 303)
        token = await work(self.centre.feed.renew, visit.who)
        return await self._days_page(f"{request.url.scheme}://{request.url.netloc}/feed/{token}.ics")

    async def calendar(self, request: Request) -> Response:
        """For a telephone's calendar, which cannot log in: the address itself is the secret."""
        data = await work(self.centre.feed.calendar, str(request.path_params["token"]))
        return Response(data, media_type="text/calendar")
