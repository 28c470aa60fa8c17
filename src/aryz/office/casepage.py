"""The page of a case: its state, notes, papers, versions, who has it, the client's wishes, its end."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool as work
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.centre import Contents
from aryz.centre.errors import NotFound, Refused
from aryz.centre.filetypes import TYPES
from aryz.centre.models import CLOSED, OUTCOMES, STATES
from aryz.office.talks import Talks, as_case, typed_lines
from aryz.office.visit import current
from aryz.sealed import SealedError, check_passphrase


class CasePage(Talks):
    """Handlers of one case. Every form that is sent twice is done once."""

    async def case_page(self, request: Request) -> Response:
        return await self._case_page(str(request.path_params["case"]), "")

    async def _case_page(self, case: str, fault: str, status: int = 200) -> Response:
        shown = await work(self._shown, case)
        current().version = shown["row"].version
        return self.own_page("case.html", 422 if fault and status == 200 else status, fault=fault, **shown)

    def _shown(self, case: str) -> dict[str, Any]:
        who, centre = current().who, self.centre
        row = centre.cases.read(who, case)  # notes and names of papers are shown
        consents = centre.care.consents(who, case)
        return {
            "row": row,
            "listed": self.listed([row])[0],
            "here": f"/cases/{case}",
            "interview": f"/interview/{row.interview}/{case}",
            "client": self.project.spoken[row.language].name if row.language in self.project.spoken else "",
            "locked": row.lock if row.lock and row.lock.person != who.id else None,
            "states": [(key, self.say(f"office.state.{key}")) for key in STATES],
            "outcomes": [(key, self.say(f"office.outcome.{key}")) for key in OUTCOMES],
            "notes": centre.papers.notes(who, case),
            "uploads": centre.papers.uploads(who, case),
            "versions": centre.cases.versions(who, case),
            "asides": centre.papers.asides(who, case),
            "consents": consents,
            "agreed": bool(consents) and consents[0].given,
            "colleagues": centre.cases.colleagues(who),
        }

    async def _done(self, request: Request, *call: Any) -> Response:
        """Do it and show the case again; what is refused is said there."""
        case = str(request.path_params["case"])
        try:
            await work(*call)
        except Refused as error:
            return await self._case_page(case, self.say(self.key_of(error)))
        return RedirectResponse(f"/cases/{case}", 303)

    async def _kept(self, request: Request, *call: Any) -> Response:
        """The same for what tells of the client: with the client's consent only."""
        case = str(request.path_params["case"])
        if not await work(self.centre.care.agreed, current().who, case):
            return await self._case_page(case, self.say("office.consent.lacking"), 403)
        return await self._done(request, *call)

    # small changes

    async def state(self, request: Request) -> Response:
        visit, case = current(), str(request.path_params["case"])
        state, outcome = visit.said("state"), visit.said("outcome")
        outcome = outcome if state == CLOSED else ""
        return await self._done(request, self.centre.cases.set_state, visit.who, case, state, visit.request, outcome)

    async def note(self, request: Request) -> Response:
        visit, case = current(), str(request.path_params["case"])
        text = visit.said("text", 100_000)
        return await self._kept(request, self.centre.papers.add_note, visit.who, case, text, visit.request)

    async def remove(self, request: Request) -> Response:
        visit, case = current(), str(request.path_params["case"])
        return await self._done(request, self.centre.papers.remove, visit.who, case, visit.said("piece"), visit.request)

    async def upload(self, request: Request) -> Response:
        visit, case = current(), str(request.path_params["case"])
        await work(self.centre.cases.row, visit.who, case)
        file = visit.form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return await self._case_page(case, self.say("office.upload.none"))
        data = await file.read()
        return await self._kept(
            request, self.centre.papers.add_upload, visit.who, case, file.filename, data, visit.request
        )

    async def download(self, request: Request) -> Response:
        """A paper of the client's. It is always saved, never shown by the browser: nothing in it runs here."""
        case, one = str(request.path_params["case"]), str(request.path_params["upload"])
        found, data = await work(self.centre.papers.download, current().who, case, one)
        name = f'attachment; filename="paper-{one[:6]}.{found.kind}"'
        sandbox = {"content-security-policy": "default-src 'none'; sandbox"}
        return Response(data, media_type=TYPES[found.kind], headers={"content-disposition": name, **sandbox})

    async def keep(self, request: Request) -> Response:
        visit, case = current(), str(request.path_params["case"])
        return await self._done(request, self.centre.care.keep_until, visit.who, case, visit.said("day"), visit.request)

    async def agree(self, request: Request) -> Response:
        """The client agrees again, or takes the consent back."""
        visit, case = current(), str(request.path_params["case"])
        row = await work(self.centre.cases.row, visit.who, case)
        given = visit.said("given") == "yes"
        return await self._done(
            request, self.centre.care.agree, visit.who, case, self.consents.current, row.language, visit.request, given
        )

    # who has it

    async def hand_over(self, request: Request) -> Response:
        visit, case = current(), str(request.path_params["case"])
        await work(self.centre.cases.hand_over, visit.who, case, visit.said("to"), visit.request)
        return RedirectResponse("/cases", 303)

    async def lock(self, request: Request) -> Response:
        """Take the case over by word from who works on it, and go on with the interview."""
        visit, case = current(), str(request.path_params["case"])
        await work(self.centre.cases.lock, visit.who, case, visit.said("take_over") == "yes")
        row = await work(self.centre.cases.row, visit.who, case)
        return RedirectResponse(f"/interview/{row.interview}/{case}", 303)

    async def unlock(self, request: Request) -> Response:
        case = str(request.path_params["case"])
        return await self._done(request, self.centre.cases.unlock, current().who, case)

    # versions, and what was set aside

    async def version(self, request: Request) -> Response:
        case, number = str(request.path_params["case"]), int(request.path_params["number"])
        contents = await work(self.centre.cases.version, current().who, case, number)
        return await self._contents_page(case, contents, f"/cases/{case}/version/{number}", str(number))

    async def aside(self, request: Request) -> Response:
        case, one = str(request.path_params["case"]), str(request.path_params["piece"])
        contents = await work(self.centre.papers.aside, current().who, case, one)
        return await self._contents_page(case, contents, f"/cases/{case}/aside/{one}", "")

    async def _contents_page(self, case: str, contents: Contents, where: str, number: str) -> Response:
        visit = current()
        row = await work(self.centre.cases.row, visit.who, case)
        visit.version = row.version
        return self.own_page(
            "version.html", said=self._all_said(contents), number=number, where=where, here=f"/cases/{case}", row=row
        )

    def _all_said(self, contents: Contents) -> list[tuple[str, list[str], bool]]:
        """Every question with something in it: its words, the answer, and whether that is a draft only."""
        program, language = self.programs[contents.interview], current().language
        turn = program.evaluate(contents.answers, self.today(), language)
        made = []
        for question in program.order:
            spec = program.questions[question]
            paths = [path for path in spec["fields"] if path in contents.answers]
            lines = [one for path in paths for one in self.said(turn, program.fields[path], contents.answers[path])]
            if question in contents.drafts:
                lines = typed_lines(contents.drafts[question])
            lines = [one for one in lines if one != "—"] or lines[:1]  # without labels, empty fields say nothing
            if lines:
                made.append((turn.plain(spec["ask"], language), lines, question in contents.drafts))
        return made

    async def version_back(self, request: Request) -> Response:
        case, number = str(request.path_params["case"]), int(request.path_params["number"])
        contents = await work(self.centre.cases.version, current().who, case, number)
        return await self._put_back(request, case, contents)

    async def aside_back(self, request: Request) -> Response:
        case, one = str(request.path_params["case"]), str(request.path_params["piece"])
        contents = await work(self.centre.papers.aside, current().who, case, one)
        return await self._put_back(request, case, contents)

    async def _put_back(self, request: Request, case: str, contents: Contents) -> Response:
        """Make what the case said then its next version."""
        program = self.programs[contents.interview]
        if not await work(self.centre.care.agreed, current().who, case):
            return self.fault_page("office.consent.lacking", 403)
        await work(self._save, program, as_case(case, contents))
        return RedirectResponse(f"/cases/{case}", 303)

    # a copy, and the end

    async def file(self, request: Request) -> Response:
        """The answers under the client's passphrase, as a file that the client's own page opens: with a fresh code."""
        visit, case = current(), str(request.path_params["case"])
        row = await work(self.centre.cases.row, visit.who, case)
        try:
            check_passphrase(visit.said("phrase"), visit.said("again"))
            await self.prove(request)
        except SealedError as error:
            return await self._case_page(case, self.text(visit.language, error.key))
        except Refused as error:
            return await self._case_page(case, self.say(self.key_of(error)))
        contents = await work(self.centre.care.answers, visit.who, case)
        return await self.sealed_file(as_case(case, contents), visit.said("phrase"), visit.said("again"), row.code)

    async def export(self, request: Request) -> Response:
        """All of the case in the clear: with a fresh code only."""
        case = str(request.path_params["case"])
        await work(self.centre.cases.row, current().who, case)
        try:
            await self.prove(request)
        except Refused as error:
            return await self._case_page(case, self.say(self.key_of(error)))
        data = await work(self.centre.care.export, current().who, case)
        headers = {"content-disposition": 'attachment; filename="case.zip"'}
        return Response(data, media_type="application/zip", headers=headers)

    async def erase_case(self, request: Request) -> Response:
        """Erase for good, when the code name is typed, and a fresh code."""
        visit, case = current(), str(request.path_params["case"])
        try:
            row = await work(self.centre.cases.row, visit.who, case)
        except NotFound:  # the form came twice
            return RedirectResponse("/cases", 303)
        if visit.said("code").strip().casefold() != row.code.casefold():
            return await self._case_page(case, self.say("office.erase.differs"))
        try:
            await self.prove(request)
        except Refused as error:
            return await self._case_page(case, self.say(self.key_of(error)))
        await work(self.centre.care.erase, visit.who, case, visit.request, visit.said("counted") != "yes")
        return self.own_page("erased-case.html")
