"""Users, for administrators; the log of who did what, for administrators and lawyers; a lawyer's word for an account.

No contents of cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool as work
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.centre.errors import NotFound, Refused
from aryz.centre.models import ROLES
from aryz.centre.unusual import Rule
from aryz.diagnostics import Findings
from aryz.office.hall import Hall
from aryz.office.visit import current
from aryz.office_rules import read_usual
from aryz.project import Project

ROWS = 100  # of the log on one page


def load_rules(project: Project) -> list[Rule]:
    """How much is usual, from `kb/unusual.yml`. Raises ContentError."""
    findings = Findings()
    rules = [Rule(*usual) for usual in read_usual(project, findings)]
    findings.stop_on_errors()
    return rules


class Administration(Hall):
    """Handlers of users and of the log."""

    rules: Sequence[Rule] = ()  # set once, by `create_office`

    async def people(self, request: Request) -> Response:
        return await self._people()

    async def _people(self, fault: str = "", invited: tuple[str, str] | None = None) -> Response:
        visit = current()
        everyone = await work(self.centre.people.everyone, visit.who)
        typed = {key: visit.said(key, 120) for key in ("name", "title", "role")} if fault else {}
        return self.own_page(
            "people.html",
            422 if fault else 200,
            people=[(one, self._standing(one)) for one in everyone],
            roles=[(role, self.say(f"office.role.{role}")) for role in ROLES],
            role_names={role: self.say(f"office.role.{role}") for role in ROLES},
            unusual=await self._unusual(),
            fault=fault,
            typed=typed,
            invited=invited,
            me=visit.who.id,
        )

    def _standing(self, one: Any) -> str:
        """Whether a person can work, in words."""
        if one.disabled:
            return self.say("office.people.disabled")
        if not one.vouched:
            return self.say("office.people.held")
        return self.say("office.people.ready" if one.ready else "office.people.waiting")

    async def _unusual(self) -> list[tuple[int, str]]:
        """What was done too often within an hour, with the hour."""
        found = await work(self.centre.watch.unusual, self.rules)
        names = {one.what: self.texts[current().language].get(f"office.log.{one.what}", one.what) for one in found}
        words = "office.unusual.row"
        return [(one.hour, self.say(words, who=one.who, what=names[one.what], count=one.count)) for one in found]

    async def people_add(self, request: Request) -> Response:
        """The invitation is shown once, to be handed over by voice or on paper."""
        visit = current()
        title, role = visit.said("title", 120), visit.said("role")
        return await self._changed(request, self.centre.people.invite, title, role)

    async def people_reset(self, request: Request) -> Response:
        return await self._changed(request, self.centre.people.reset)

    async def people_disable(self, request: Request) -> Response:
        return await self._changed(request, self.centre.people.disable)

    async def _changed(self, request: Request, change: Callable[..., str | None], *more: str) -> Response:
        """Change an account, with a fresh code."""
        visit = current()
        name = visit.said("name", 60)
        try:
            if name.strip().casefold() == visit.who.name and not more:
                raise Refused("office.people.own", "Not one's own account.")
            await self.prove(request)
            invitation = await work(change, name, *more, visit.who)
        except Refused as error:
            return await self._people(self.say(self.key_of(error)))
        except NotFound:
            return await self._people(self.say("office.people.unknown"))
        return await self._people(invited=(name, invitation) if invitation else None)

    # a lawyer's word

    async def vouch(self, request: Request) -> Response:
        """The accounts that open no case until a lawyer has spoken with their persons; the word asks for a code."""
        visit, fault = current(), ""
        if request.method == "POST":
            try:
                await self.prove(request)
                await work(self.centre.people.vouch, visit.said("name", 60), visit.who)
                return RedirectResponse("/vouch", 303)
            except Refused as error:
                fault = self.say(self.key_of(error))
            except NotFound:
                fault = self.say("office.people.unknown")
        rows = await work(self.centre.people.waiting, visit.who)
        names = {role: self.say(f"office.role.{role}") for role in ROLES}
        return self.own_page("vouch.html", 422 if fault else 200, rows=rows, role_names=names, fault=fault)

    # the log

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
