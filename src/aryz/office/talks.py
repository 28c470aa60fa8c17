"""Interviews on cases of the centre: begun with the client's consent, locked while edited, saved with every answer."""

from __future__ import annotations

import uuid
from typing import Any

from starlette.concurrency import run_in_threadpool as work
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from aryz.centre import Contents, Due, Facts, facts_of
from aryz.centre.errors import Conflict, Locked, NotFound, Refused
from aryz.interviews.answers import read_question
from aryz.interviews.engine import Program, Turn
from aryz.interviews.saved import Resumed, carried
from aryz.interviews.shown import readable
from aryz.office.hall import Hall, Handler
from aryz.office.visit import current
from aryz.web import forms
from aryz.web.keeping import NotTakenError
from aryz.web.store import Case

_SHARED = ("interview", "language", "answers", "drafts", "faulty", "asked_in", "notes", "earlier")


def as_case(one: str, contents: Contents) -> Case:
    return Case(one, **{name: getattr(contents, name) for name in _SHARED})


def as_contents(case: Case) -> Contents:
    return Contents(**{name: getattr(case, name) for name in _SHARED})


class Talks(Hall):
    """Handlers of new cases and of the interviews' pages."""

    topics: dict[str, str]  # of the interviews, for the counts

    # a new case

    async def choose(self, request: Request) -> Response:
        visit = current()
        rows = [(key, self.interview_title(key), p.plan["summary"][visit.language]) for key, p in self.programs.items()]
        return self.own_page("choose.html", rows=rows, earlier=_plain(request.query_params.get("from", "")))

    async def consent(self, request: Request) -> Response:
        """What the client hears before anything is kept, in the client's language; on agreement the case begins."""
        program, visit = self.program(request), current()
        if request.method == "POST":
            return await self._begun(program)
        client = request.query_params.get("client", "")
        client = client if client in self.project.spoken else visit.language
        return self._consent_page(program, client, _plain(request.query_params.get("from", "")))

    def _consent_page(self, program: Program, client: str, earlier: str, fault: str = "") -> Response:
        return self.own_page(
            "consent.html",
            422 if fault else 200,
            interview=program.plan["id"],
            title=self.interview_title(program.plan["id"]),
            client=client,
            said=self.consents.said(client),
            text_version=self.consents.current,
            agree=self.text(client, "office.consent.agree"),
            earlier=earlier,
            fault=fault,
        )

    async def _begun(self, program: Program) -> Response:
        visit = current()
        client, text, earlier = visit.said("client"), visit.said("text"), _plain(visit.said("from"))
        if client not in self.project.spoken or text not in self.consents.texts:
            raise Refused("office.fault.form", "The form is not whole.")
        if visit.said("agree") != "yes":
            return self._consent_page(program, client, earlier, self.say("office.consent.needed"))
        brought, upload = None, visit.form.get("file")
        if isinstance(upload, UploadFile) and upload.filename:
            try:
                brought = await self.taken(program, upload, visit.said("phrase"), visit.language)
            except NotTakenError as error:
                return self._consent_page(program, client, earlier, str(error))
        case = await work(self._create, program, client, text, earlier, visit.request, brought)
        return RedirectResponse(self.home(case), 303)

    def _create(
        self, program: Program, client: str, text: str, earlier: str, request: str, brought: Resumed | None
    ) -> Case:
        """The case and, beside it, the consent. Without the consent no answer would be taken. brought: what the client
        had saved.
        """
        visit = current()
        contents = Contents(program.plan["id"], client)
        if earlier:
            before = self.centre.cases.open(visit.who, earlier).contents
            source = self.programs[before.interview]
            turn = source.evaluate(before.answers, self.today(), client)
            contents.answers = carried(source, turn, program, client)
            contents.asked_in = {path: before.asked_in.get(path, client) for path in contents.answers}
            contents.earlier = earlier
        if brought is not None:
            contents.answers, contents.asked_in, contents.drafts = brought.answers, brought.asked_in, brought.drafts
            contents.notes = brought.notes(program, self.today(), self.texts[client], client)
        facts = self._facts(contents)
        made = self.centre.cases.create(visit.who, contents, request, facts)
        self.centre.care.agree(visit.who, made.id, text, client, f"{request}-agree")
        return as_case(made.id, contents)

    async def onward(self, request: Request) -> Response:
        """From the end of one interview to another with these answers: the client is asked first."""
        program, visit = self.program(request), current()
        if request.method == "GET":
            return RedirectResponse(f"/cases/new/{program.plan['id']}", 303)
        earlier = _plain(visit.said("from"))
        row = await work(self.centre.cases.row, visit.who, earlier)
        return RedirectResponse(f"/cases/new/{program.plan['id']}?client={row.language}&from={earlier}", 303)

    # the interview's pages

    def talk(self, inner: Handler) -> Handler:
        """A page of an interview over the case that `reads` or `edits` opened."""

        async def answer(request: Request) -> Response:
            response = await inner(request)
            return await self._keep(request, self.program(request), response) if current().changed else response

        return answer

    def reads(self, request: Request) -> Response | None:
        return self._begin(request, edits=False)

    def edits(self, request: Request) -> Response | None:
        """The page takes the lock of its case."""
        return self._begin(request, edits=True)

    def _begin(self, request: Request, edits: bool) -> Response | None:
        """Open the case for this visit; the page that stands in the way, if one does."""
        program, visit, centre = self.program(request), current(), self.centre
        case, posted = str(request.path_params["case"]), request.method == "POST"
        try:
            found = centre.cases.open(visit.who, case, edit=edits and not posted)
        except Locked as held:
            visit.version = centre.cases.row(visit.who, case).version
            return self._locked_page(request, case, held, typed=False)
        if found.contents.interview != program.plan["id"]:
            raise NotFound("The case is of another interview.")
        visit.case, visit.version = as_case(found.id, found.contents), found.version
        if posted:
            visit.case.notes = []  # they were shown
            if not centre.care.agreed(visit.who, found.id):
                return self.fault_page("office.consent.lacking", 403)
        return None

    async def _keep(self, request: Request, program: Program, response: Response) -> Response:
        visit = current()
        case = visit.case
        if case is None:
            raise HTTPException(404)
        try:
            number = await work(self._save, program, case)
        except Conflict as conflict:
            return self._conflict_page(request, program, case, conflict.theirs.contents, conflict.theirs.version)
        except Locked as held:
            return self._locked_page(request, case.id, held, typed=True)
        if visit.said("action") == "draft":
            return JSONResponse({"version": number, "request": uuid.uuid4().hex})
        return response

    def _save(self, program: Program, case: Case) -> int:
        visit = current()
        if visit.said("take_over") == "yes":
            self.centre.cases.lock(visit.who, case.id, take_over=True)
        contents = as_contents(case)
        turn = program.evaluate(case.answers, self.today(), case.language)
        days = [Due(one.day, one.remind) for one in turn.deadlines(case.language)]
        facts = self._facts(contents)
        return self.centre.cases.save(visit.who, case.id, contents, visit.expected, visit.request, facts, days)

    def _facts(self, contents: Contents) -> Facts:
        return facts_of(contents, self.topics, self.today())

    # what others did meanwhile

    def _conflict_page(
        self, request: Request, program: Program, case: Case, theirs: Contents, version: int
    ) -> Response:
        """Beside each other: what stands there now, and what was typed here."""
        visit, name = current(), str(request.path_params["question"])
        if visit.said("action") == "draft":
            return JSONResponse({"conflict": True}, 409)
        raw = forms.read_form(program, name, visit.form)
        clean = forms.without_empty_rows(raw)
        answers, faults = read_question(program, theirs.answers, self.today(), name, clean, visit.language)
        turn = program.evaluate(theirs.answers, self.today(), visit.language)
        rows = []
        for path in program.questions[name]["fields"]:
            spec = program.fields[path]
            mine = typed_lines(raw.get(path)) if faults else self.said(turn, spec, answers.get(path))
            stands = self.said(turn, spec, theirs.answers.get(path))
            rows.append((turn.plain(spec["label"], visit.language), stands, mine))
        return self.own_page(
            "conflict.html",
            409,
            ask=turn.plain(program.questions[name]["ask"], visit.language),
            rows=rows,
            here=self.home(case),
            question=name,
            case=case.id,
            typed=self._again(),
            sealed=self.sealed(visit, version),
        )

    def _locked_page(self, request: Request, case: str, held: Locked, typed: bool) -> Response:
        visit = current()
        if visit.said("action") == "draft":
            return JSONResponse({"locked": True}, 409)
        interview, question = request.path_params["interview"], request.path_params.get("question", "")
        return self.own_page(
            "locked.html",
            409,
            message=self.say("centre.locked", who=held.lock.title),
            until=held.lock.until,
            here=f"/interview/{interview}/{case}",
            question=question,
            case=case,
            typed=self._again() if typed else [],
            kept=typed,
            version=visit.version,
            sealed=self.sealed(visit),
        )

    def said(self, turn: Turn, spec: Any, value: Any) -> list[str]:
        return readable(turn, spec, value, self.texts[turn.language], turn.language)

    @staticmethod
    def _again() -> list[tuple[str, str]]:
        """What was typed, to be sent once more."""
        own = {"form", "request", "version", "action", "take_over"}
        return [(k, v) for k, v in current().form.multi_items() if k not in own and isinstance(v, str)]


def typed_lines(value: Any) -> list[str]:
    """What was typed, as lines, where it is no answer yet."""
    if isinstance(value, dict):
        return [line for inner in value.values() for line in typed_lines(inner)]
    if isinstance(value, list):
        return [line for inner in value for line in typed_lines(inner)]
    return [str(value)] if str(value or "").strip() else []


def _plain(one: str) -> str:
    """An id of a case as addresses have it, or nothing."""
    return one if one.isalnum() and len(one) <= 40 else ""
