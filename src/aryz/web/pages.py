"""The questions of an interview, each at its own address; what is typed is kept as a draft until it is right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markdown import markdown
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.interviews.answers import Faults, read_question
from aryz.interviews.engine import Program, Turn
from aryz.interviews.saved import carried
from aryz.interviews.say import fault_text
from aryz.interviews.shown import reasons, written
from aryz.web import forms
from aryz.web.ending import Ending
from aryz.web.keeping import Keeping, NotTakenError
from aryz.web.store import Case


class Pages(Ending, Keeping):
    """The handlers of all pages of interviews."""

    # beginning

    async def index(self, request: Request) -> Response:
        language = self.language(request)
        rows = [(key, p.plan["title"][language], p.plan["summary"][language]) for key, p in self.programs.items()]
        return self.page("index.html", language, rows=rows)

    async def start(self, request: Request) -> Response:
        program = self.program(request)
        language = self.language(request)
        if request.method == "GET":
            return self._start_page(program, language, [])
        form = await request.form(max_files=1, max_fields=10)
        language = str(form.get("lang", language))
        language = language if language in self.project.spoken else next(iter(self.project.spoken))
        case = self.cases.create(program.plan["id"], language)
        upload, earlier = form.get("file"), self.cases.get(str(form.get("from", "")))
        if isinstance(upload, UploadFile) and upload.filename:
            try:
                made = await self.taken(program, upload, str(form.get("phrase", "")), language)
            except NotTakenError as error:
                self.cases.erase(case.id)
                return self._start_page(program, language, [str(error)])
            case.answers, case.asked_in, case.drafts = made.answers, made.asked_in, made.drafts
            case.notes = made.notes(program, self.today(), self.project.interface[language], language)
        elif earlier is not None:
            case.earlier = earlier.id
            source = self.programs[earlier.interview]
            turn = source.evaluate(earlier.answers, self.today(), language)
            case.answers = carried(source, turn, program, language)
            case.asked_in = {path: earlier.asked_in.get(path, language) for path in case.answers}
        self.cases.save(case)
        return RedirectResponse(self.home(case), 303)

    def _start_page(self, program: Program, language: str, problems: list[str]) -> Response:
        plan = program.plan
        return self.page(
            "start.html",
            language,
            422 if problems else 200,
            id=plan["id"],
            title=plan["title"][language],
            summary=plan["summary"][language],
            prepare=markdown(plan["prepare"].get(language, "")),
            papers=[d["title"][language] for d in plan["documents"]],
            outcomes=[o["title"][language] for o in plan["outcomes"]] if not plan["documents"] else [],
            problems=problems,
        )

    async def go_on(self, request: Request) -> Response:
        """To the next question, or to the review when nothing is lacking."""
        program, case = self.case(request)
        return self._onward(program, case)

    def _onward(self, program: Program, case: Case) -> Response:
        turn = program.evaluate(case.answers, self.today(), case.language)
        where = "review" if turn.question is None else f"q/{turn.question}"
        return RedirectResponse(f"{self.home(case)}/{where}", 303)

    # a question

    async def question(self, request: Request) -> Response:
        program, case = self.case(request)
        name = request.path_params["question"]
        if name not in program.questions:
            raise HTTPException(404)
        language = self.language(request, case)
        if request.method == "POST":
            return await self._answer(request, program, case, name)
        return self._question_page(program, case, name, language)

    async def _answer(self, request: Request, program: Program, case: Case, name: str) -> Response:
        form = await request.form(max_files=0, max_fields=5000)
        raw = forms.read_form(program, name, form)
        action = str(form.get("action", "next"))
        here = f"{self.home(case)}/q/{quote(name)}"
        if action != "next":
            case.drafts[name] = raw
            verb, _, other = action.partition(":")
            if action == "back":
                seen = program.evaluate(case.answers, self.today(), case.language).before(name)
                verb, other = "to", seen[-1] if seen else "review"
            there = verb == "to" and (other == "review" or other in program.questions)
            anchor = "" if there else self._side_step(case, raw, action)
            self.cases.save(case)
            if there:  # what was typed here stays as a draft
                return RedirectResponse(f"{self.home(case)}/{'review' if other == 'review' else f'q/{other}'}", 303)
            return RedirectResponse(f"{here}{anchor}", 303)
        clean = forms.without_empty_rows(raw)
        answers, faults = read_question(program, case.answers, self.today(), name, clean, case.language)
        if faults:
            case.drafts[name] = _with_proposals(clean, faults)
            case.faulty.add(name)
            texts = self.project.interface[case.language]
            proposed = [fault for fault in faults.values() if fault.key == "name.proposed"]
            case.notes += [fault_text(fault, texts, case.language) for fault in proposed]
            self.cases.save(case)
            return RedirectResponse(f"{here}#faults", 303)
        case.answers = answers
        case.asked_in |= dict.fromkeys(program.questions[name]["fields"], case.language)
        case.drafts.pop(name, None)
        case.faulty.discard(name)
        self.cases.save(case)
        return self._onward(program, case)

    def _side_step(self, case: Case, raw: dict[str, Any], action: str) -> str:
        """Buttons that change the page but answer nothing: another language, rows of a list. Returns the anchor."""
        verb, _, rest = action.partition(":")
        if verb == "lang" and rest in self.project.spoken:
            case.language = rest
            return ""
        path, _, index = rest.partition("#")
        rows = raw.get(path)
        if not isinstance(rows, list):
            return ""
        if verb == "add" and len(rows) < forms.MOST_ROWS:
            rows.append({})
            return "#last-row"
        at = int(index) if index.isdigit() else len(rows)
        if at < len(rows) and verb == "remove":
            del rows[at]
        if 0 < at < len(rows) and verb == "up":
            rows[at - 1], rows[at] = rows[at], rows[at - 1]
        return "#rows"

    def _question_page(self, program: Program, case: Case, name: str, language: str) -> Response:
        turn = program.evaluate(case.answers, self.today(), language)
        spec = program.questions[name]
        faults: dict[str, str] = {}
        raw: dict[str, Any] = self._raw(program, turn, case, name)
        if name in case.faulty:
            _, found = read_question(program, case.answers, self.today(), name, raw, language)
            texts = self.project.interface[language]
            faults = {at: fault_text(fault, texts, language) for at, fault in found.items()}
        shown = forms.inputs(program, turn, name, raw, faults, language)
        before = turn.asked if name in turn.missing else turn.before(name)
        first = program.evaluate({}, self.today(), language).question
        notes, case.notes = case.notes, []
        return self.page(
            "question.html",
            language,
            422 if faults else 200,
            base=self.home(case),
            case=case.id,
            question=name,
            number=len(before) + 1,
            ask=turn.plain(spec["ask"], language),
            help=turn.say(spec["help"], language),
            inputs=shown,
            notes=notes,
            progress=turn.progress if name in turn.missing else None,
            why=reasons(program, name, self.project.interface[language], language),
            faults=self._listed(faults, shown),
            back=bool(before) and name != first,
            answered=bool(turn.asked),
            interview=case.interview,
            single=len(shown) == 1,
        )

    @staticmethod
    def _listed(faults: Mapping[str, str], shown: list[forms.Input]) -> list[tuple[str, str, str]]:
        """Faults for the summary: the input's id, its label, the message."""
        known = {i.name: i for made in shown for i in [made, *(cell for row in made.rows for cell in row)]}
        return [(known[at].id, known[at].label, text) if at in known else ("", "", text) for at, text in faults.items()]

    def _raw(self, program: Program, turn: Turn, case: Case, name: str) -> dict[str, Any]:
        """What stands in the inputs: the draft, else the answers, else the defaults."""
        made = dict(case.drafts.get(name, {}))
        for path in program.questions[name]["fields"]:
            if path not in made:
                spec = program.fields[path]
                value = case.answers[path] if path in case.answers else turn.value(spec.get("default"))
                made[path] = written(spec, value)
        return made


def _with_proposals(raw: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """What was typed, with names filled in where the other alphabet is proposed."""
    made = {path: list(value) if isinstance(value, list) else value for path, value in raw.items()}
    for at, fault in faults.items():
        if fault.key != "name.proposed":
            continue
        path, row, part = forms.split_name(at)
        if row is None:
            made[path] = dict(fault.params["proposal"])
        else:
            made[path][row] = {**made[path][row], part: dict(fault.params["proposal"])}
    return made
