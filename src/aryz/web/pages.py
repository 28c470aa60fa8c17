"""The pages of an interview. Every question has its own address; what is typed is kept as a draft until it is right."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markdown import markdown
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from aryz import yamlfile
from aryz.diagnostics import AryzError, ContentError, Place, Problem
from aryz.documents.pdf import find_office, to_pdf
from aryz.interviews import cases as files
from aryz.interviews.answers import read_question
from aryz.interviews.engine import Program, Turn
from aryz.interviews.say import fault_text
from aryz.project import Project
from aryz.web import forms
from aryz.web.store import Case, Cases

NEUTRAL = "https://www.kazhydromet.kz/"  # where «leave now» goes: the weather
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}


class Pages:
    """Handlers and what they share."""

    def __init__(self, project: Project, programs: Mapping[str, Program], cases: Cases):
        self.project, self.programs, self.cases = project, programs, cases
        loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
        self.templates = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)

    # what handlers share

    def language(self, request: Request, case: Case | None = None) -> str:
        wanted = request.query_params.get("lang")
        if wanted in self.project.languages:
            if case is not None:
                case.language = wanted
            return wanted
        return case.language if case else next(iter(self.project.languages))

    def page(self, name: str, language: str, status: int = 200, **values: Any) -> Response:
        texts = self.project.interface[language]
        made = self.templates.get_template(name).render(
            t=texts, language=language, languages=self.project.languages, neutral=NEUTRAL, **values
        )
        return HTMLResponse(made, status_code=status)

    def program(self, request: Request) -> Program:
        found = self.programs.get(request.path_params["interview"])
        if found is None:
            raise HTTPException(404)
        return found

    def case(self, request: Request) -> tuple[Program, Case]:
        program = self.program(request)
        case = self.cases.get(request.path_params["case"])
        if case is None or case.interview != program.plan["id"]:
            raise HTTPException(404)
        return program, case

    async def not_found(self, request: Request, error: Exception) -> Response:
        return self.page("lost.html", self.language(request), 404)

    @staticmethod
    def today() -> str:
        return date.today().isoformat()

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
        language = language if language in self.project.languages else next(iter(self.project.languages))
        answers: dict[str, Any] = {}
        upload = form.get("file")
        if isinstance(upload, UploadFile) and upload.filename:
            try:
                answers = self._uploaded(program, await upload.read(), language)
            except ContentError as error:
                return self._start_page(program, language, [f"{p.message} {p.mend}".strip() for p in error.problems])
        case = self.cases.create(program.plan["id"], language)
        case.answers = answers
        self.cases.save(case)
        return RedirectResponse(f"/interview/{case.interview}/{case.id}", 303)

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
            problems=problems,
        )

    def _uploaded(self, program: Program, data: bytes, language: str) -> dict[str, Any]:
        """The answers of a saved case; raises ContentError."""
        path = Path("case.json")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ContentError(
                [Problem("file.encoding", Place(path), self._text(language, "web.upload.wrong"))]
            ) from None
        found = yamlfile.parse(text, path)
        if not isinstance(found, yamlfile.YamlMap) or found.get("interview") != program.plan["id"]:
            raise ContentError([Problem("answers.interview", Place(path), self._text(language, "web.upload.wrong"))])
        if not isinstance(found.get("answers"), yamlfile.YamlMap):
            raise ContentError([Problem("answers.empty", Place(path), self._text(language, "web.upload.wrong"))])
        texts = self.project.interface[language]
        return files.read_answers(program, found, path, self.today(), texts, language, partly=True)

    def _text(self, language: str, key: str) -> str:
        return self.project.interface[language][key]

    async def go_on(self, request: Request) -> Response:
        """To the next question, or to the review when nothing is lacking."""
        program, case = self.case(request)
        return self._onward(program, case)

    def _onward(self, program: Program, case: Case) -> Response:
        turn = program.evaluate(case.answers, self.today(), case.language)
        base = f"/interview/{case.interview}/{case.id}"
        if turn.question is None:
            return RedirectResponse(f"{base}/review", 303)
        return RedirectResponse(f"{base}/q/{turn.question}", 303)

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
        here = f"/interview/{case.interview}/{case.id}/q/{quote(name)}"
        if action != "next":
            case.drafts[name] = raw
            anchor = self._side_step(case, raw, action)
            self.cases.save(case)
            return RedirectResponse(f"{here}{anchor}", 303)
        clean = forms.without_empty_rows(raw)
        answers, faults = read_question(program, case.answers, self.today(), name, clean, case.language)
        if faults:
            case.drafts[name] = clean
            case.faulty.add(name)
            self.cases.save(case)
            return RedirectResponse(f"{here}#faults", 303)
        case.answers = answers
        case.drafts.pop(name, None)
        case.faulty.discard(name)
        self.cases.save(case)
        return self._onward(program, case)

    def _side_step(self, case: Case, raw: dict[str, Any], action: str) -> str:
        """Buttons that change the page but answer nothing: another language, rows of a list. Returns the anchor."""
        verb, _, rest = action.partition(":")
        if verb == "lang" and rest in self.project.languages:
            case.language = rest
            return ""
        path, _, index = rest.partition("#")
        rows = raw.get(path)
        if not isinstance(rows, list):
            return ""
        if verb == "add" and len(rows) < forms.MOST_ROWS:
            rows.append({})
            return "#last-row"
        if verb == "remove" and index.isdigit() and int(index) < len(rows):
            del rows[int(index)]
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
        before = [q for q in turn.asked if q != name and program.order.index(q) < program.order.index(name)]
        return self.page(
            "question.html",
            language,
            422 if faults else 200,
            base=f"/interview/{case.interview}/{case.id}",
            question=name,
            number=len(before) + 1,
            ask=turn.plain(spec["ask"], language),
            help=turn.say(spec["help"], language),
            inputs=shown,
            faults=self._listed(faults, shown),
            previous=before[-1] if before else None,
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
        if name in case.drafts:
            return case.drafts[name]
        made = {}
        for path in program.questions[name]["fields"]:
            spec = program.fields[path]
            value = case.answers[path] if path in case.answers else turn.value(spec.get("default"))
            made[path] = forms.written(spec, value)
        return made

    # the end

    async def review(self, request: Request) -> Response:
        program, case = self.case(request)
        language = self.language(request, case)
        texts = self.project.interface[language]
        turn = program.evaluate(case.answers, self.today(), language)
        if turn.question is not None:
            return RedirectResponse(f"/interview/{case.interview}/{case.id}/q/{turn.question}", 303)
        formats = ["docx", "pdf", "txt"] if find_office() else ["docx", "txt"]
        return self.page(
            "review.html",
            language,
            base=f"/interview/{case.interview}/{case.id}",
            interview=case.interview,
            title=program.plan["title"][language],
            answers=[self._reviewed(program, turn, q, texts, language) for q in turn.asked],
            notices=turn.notices(language),
            faults=[fault_text(fault, texts, language) for fault in turn.faults.values()],
            papers=[(d, program.documents[d]["title"][language]) for d in turn.documents] if turn.complete else [],
            paper_languages=[(key, self.project.languages[key].name) for key in program.plan["document_languages"]],
            formats=formats,
        )

    @staticmethod
    def _reviewed(
        program: Program, turn: Turn, question: str, texts: Mapping[str, str], language: str
    ) -> tuple[str, str, list[tuple[str, list[str]]]]:
        spec = program.questions[question]
        rows = [
            (
                turn.plain(program.fields[path]["label"], language) if len(spec["fields"]) > 1 else "",
                forms.readable(program, program.fields[path], turn.answers.get(path), texts, language),
            )
            for path in spec["fields"]
        ]
        return question, turn.plain(spec["ask"], language), rows

    async def paper(self, request: Request) -> Response:
        """A paper: `<document>.<language>.<format>`. The name of the file tells nobody whose it is."""
        program, case = self.case(request)
        document, _, rest = request.path_params["name"].partition(".")
        language, _, kind = rest.partition(".")
        turn = program.evaluate(case.answers, self.today(), case.language)
        template = program.template(document, language)
        if template is None or kind not in _TYPES or document not in turn.documents or not turn.complete:
            raise HTTPException(404)
        env = turn.environment(language)
        data = template.render_text(env).encode("utf-8") if kind == "txt" else template.render_docx(env)
        if kind == "pdf":
            try:
                data = await asyncio.to_thread(to_pdf, data)
            except AryzError:
                return self.page("lost.html", case.language, 503, message=self._text(case.language, "web.pdf.failed"))
        name = f'attachment; filename="{document}.{language}.{kind}"'
        return Response(data, media_type=_TYPES[kind], headers={"content-disposition": name})

    async def save(self, request: Request) -> Response:
        program, case = self.case(request)
        data = files.saved(program, case.answers, case.language)
        name = f'attachment; filename="{case.interview}.case.json"'
        return Response(data, media_type="application/json", headers={"content-disposition": name})

    async def erase(self, request: Request) -> Response:
        """Forget the case; «leave now» goes on to a neutral site."""
        self.cases.erase(request.path_params["case"])
        form: FormData = await request.form()
        if form.get("leave"):
            return RedirectResponse(NEUTRAL, 303)
        return self.page("erased.html", self.language(request))
