"""Users, for administrators; and the log of who did what, for administrators and lawyers. No contents of cases."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool as work
from starlette.requests import Request
from starlette.responses import Response

from aryz.centre.errors import NotFound, Refused
from aryz.centre.models import ROLES
from aryz.office.hall import Hall
from aryz.office.visit import current

ROWS = 100  # of the log on one page


class Administration(Hall):
    """Handlers of users and of the log."""

    async def people(self, request: Request) -> Response:
        return await self._people()

    async def _people(self, fault: str = "", invited: tuple[str, str] | None = None) -> Response:
        everyone = await work(self.centre.people.everyone, current().who)
        return self.own_page(
            "people.html",
            422 if fault else 200,
            people=everyone,
            roles=[(role, self.say(f"office.role.{role}")) for role in ROLES],
            role_names={role: self.say(f"office.role.{role}") for role in ROLES},
            fault=fault,
            invited=invited,
            me=current().who.id,
        )

    async def people_add(self, request: Request) -> Response:
        """The invitation is shown once, to be handed over by voice or on paper."""
        visit = current()
        title, role = visit.said("title", 120), visit.said("role")
        return await self._changed(self.centre.people.invite, title, role)

    async def people_reset(self, request: Request) -> Response:
        return await self._changed(self.centre.people.reset)

    async def people_disable(self, request: Request) -> Response:
        return await self._changed(self.centre.people.disable)

    async def _changed(self, change: Callable[..., str | None], *more: str) -> Response:
        visit = current()
        name = visit.said("name", 60)
        try:
            if name.strip().casefold() == visit.who.name and not more:
                raise Refused("office.people.own", "Not one's own account.")
            invitation = await work(change, name, *more, visit.who)
        except Refused as error:
            return await self._people(self.say(self.key_of(error)))
        except NotFound:
            return await self._people(self.say("office.people.unknown"))
        return await self._people(invited=(name, invitation) if invitation else None)

    async def log_page(self, request: Request) -> Response:
        query = request.query_params
        code, who = query.get("code", "")[:60].strip().casefold(), query.get("who", "")[:60].strip().casefold()
        rows = await work(self.centre.audit.rows, code, who, ROWS)
        return self.own_page("log.html", rows=[(row, self._what(row.what)) for row in rows], code=code, who_chosen=who)

    def _what(self, what: str) -> str:
        """What was done, in words; names and days that belong to it stand behind."""
        verb, _, rest = what.partition(" ")
        text = self.texts[current().language].get(f"office.log.{verb}", verb)
        state = self.texts[current().language].get(f"office.state.{rest}", rest)
        return f"{text}: {state}" if rest else text
