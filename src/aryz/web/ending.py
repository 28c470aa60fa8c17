"""The end of an interview: answers reviewed by topic, advice, papers, saving and erasing."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

from markdown import Markdown
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.diagnostics import AryzError
from aryz.documents.pdf import find_office, to_pdf
from aryz.documents.sheet import zipped
from aryz.interviews.calling import all_of
from aryz.interviews.declined import proposals, to_check
from aryz.interviews.engine import Program, Turn
from aryz.interviews.saved import saved
from aryz.interviews.say import fault_text
from aryz.interviews.shown import by_topic, readable
from aryz.package import Package, make_package, paper_text
from aryz.plan import wording
from aryz.web.forms import in_russian
from aryz.web.shared import NEUTRAL, Shared

_ODD_LINK = re.compile(r' (?:href|src)="(?!/(?!/)|https://|tel:|#)[^"]*"', re.IGNORECASE)
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}


def _checked(turn: Turn, path: str, texts: Mapping[str, str]) -> list[str]:
    """What is to be looked at in an answer, with its Russian words marked as Russian."""
    lines, forms = to_check(turn, path, texts), proposals(turn, path, turn.answers.get(path))
    return [*map(in_russian, lines, (form.own or form.words for form in forms)), *lines[len(forms) :]]


def _formats() -> list[str]:
    """The formats that this computer can make."""
    return ["docx", "pdf", "txt"] if find_office() else ["docx", "txt"]


def said_link(part: list[Any], language: str) -> str:
    """A citation `["cite", ref, printed]` as a link to the article's page, `["link", guide, words]` to the guide."""
    if part[0] == "link":
        return f'<a href="/{language}/{escape(part[1])}/" target="_blank" rel="noopener">{escape(part[2])}</a>'
    act, _, article = str(part[1]).partition(":")
    page = f"/{language}/acts/{act}/" + (f"{article.split('.')[0]}/" if article else "")
    return f'<a href="{escape(page)}" target="_blank" rel="noopener">{escape(part[2])}</a>'


def plain_links(page: str) -> str:
    """The same without links that lead elsewhere than to pages and telephones: what was typed may stand in a text."""
    return _ODD_LINK.sub("", page)


_own = threading.local()


def as_html(text: str) -> str:
    """Markdown as HTML. To make a converter takes as long as to use it, so each thread keeps one."""
    if not hasattr(_own, "converter"):
        _own.converter = Markdown(extensions=["sane_lists"])
    made: str = _own.converter.reset().convert(text)
    return made


class Ending(Shared):
    """Handlers of the last pages."""

    async def review(self, request: Request) -> Response:
        program, case = self.case(request)
        language = self.language(request, case)
        texts = self.project.interface[language]
        turn = program.evaluate(case.answers, self.today(), language)
        if turn.question is not None:
            return RedirectResponse(f"{self.home(case)}/q/{turn.question}", 303)
        formats = _formats()
        return self.page(
            "review.html",
            language,
            base=self.home(case),
            interview=case.interview,
            title=program.plan["title"][language],
            topics=self._topics(program, turn, texts, language),
            outcomes=[self._outcome(program, turn, o, language) for o in turn.outcomes],
            case=case.id,
            notices=turn.notices(language),
            faults=[fault_text(fault, texts, language) for fault in turn.faults.values()],
            papers=[(d, program.documents[d]["title"][language]) for d in turn.documents] if turn.complete else [],
            paper_languages=[(key, self.project.languages[key].name) for key in program.plan["document_languages"]],
            formats=formats,
            deadlines=self._deadlines(turn, language),
            contacts=all_of(program.plan, (program.outcomes[o] for o in turn.outcomes)),
            complete=turn.complete,
        )

    def _topics(
        self, program: Program, turn: Turn, texts: Mapping[str, str], language: str
    ) -> list[tuple[str, list[Any]]]:
        """The answers under their headings."""
        return [
            (heading, [self._reviewed(program, turn, question, texts, language) for question in questions])
            for heading, questions in by_topic(program, turn, texts, language)
        ]

    def _outcome(self, program: Program, turn: Turn, outcome: str, language: str) -> dict[str, Any]:
        """An outcome for the page: its text as HTML, and where it leads."""
        spec = program.outcomes[outcome]
        said = turn.say(spec["say"], language)
        text = "".join(escape(part) if isinstance(part, str) else said_link(part, language) for part in said)
        known = [key for key in spec["interviews"] if key in self.programs]
        return {
            "kind": self.text(language, f"outcome.{spec['kind']}"),
            "title": spec["title"][language],
            "html": plain_links(as_html(text)),
            "guides": [self.guide_link(guide, language) for guide in spec["guides"]],
            "interviews": [(key, self.programs[key].plan["title"][language]) for key in known],
        }

    @staticmethod
    def _deadlines(turn: Turn, language: str) -> list[dict[str, Any]]:
        """The days that count, for the page."""
        return [
            {
                "day": wording.date_short(deadline.day),
                "past": deadline.day < turn.today,
                "title": deadline.title,
                "said": deadline.said,
                "cite": deadline.cite,
            }
            for deadline in turn.deadlines(language)
        ]

    @staticmethod
    def _reviewed(
        program: Program, turn: Turn, question: str, texts: Mapping[str, str], language: str
    ) -> tuple[str, str, list[tuple[str, list[str]]]]:
        spec = program.questions[question]
        rows = [
            (
                turn.plain(program.fields[path]["label"], language) if len(spec["fields"]) > 1 else "",
                [
                    *readable(turn, program.fields[path], turn.answers.get(path), texts, language),
                    *_checked(turn, path, texts),
                ],
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
        if kind == "txt":
            data = paper_text(program, turn, document, language).encode("utf-8")
        else:
            data = template.render_docx(turn.environment(language))
        if kind == "pdf":
            try:
                data = await asyncio.to_thread(to_pdf, data)
            except AryzError:
                return self.page("lost.html", case.language, 503, message=self.text(case.language, "web.pdf.failed"))
        name = f'attachment; filename="{document}.{language}.{kind}"'
        return Response(data, media_type=_TYPES[kind], headers={"content-disposition": name})

    async def package(self, request: Request) -> Response:
        """All of the case in one zip, made in memory. Where LibreOffice fails it holds no PDF."""
        program, case = self.case(request)
        turn = program.evaluate(case.answers, self.today(), case.language)
        if not turn.complete:
            raise HTTPException(404)
        languages: list[str] = program.plan["document_languages"]
        parts = Package(languages, _formats(), case.language, self.project.interface, self.guides)
        try:
            files = await asyncio.to_thread(make_package, program, turn, parts)
        except AryzError:
            files = make_package(program, turn, replace(parts, formats=["docx", "txt"]))
        name = f'attachment; filename="{case.interview}.zip"'
        return Response(zipped(files), media_type="application/zip", headers={"content-disposition": name})

    async def save(self, request: Request) -> Response:
        program, case = self.case(request)
        data = saved(program, case.answers, case.language, case.asked_in, case.drafts)
        name = f'attachment; filename="{case.interview}.case.json"'
        return Response(data, media_type="application/json", headers={"content-disposition": name})

    async def erase(self, request: Request) -> Response:
        """Forget the case; «leave now» goes on to a neutral site."""
        case = self.cases.get(request.path_params["case"])
        language = self.language(request, case)
        self.cases.erase(request.path_params["case"])
        form: FormData = await request.form()
        if form.get("leave"):
            return RedirectResponse(NEUTRAL, 303)
        return self.page("erased.html", language)
