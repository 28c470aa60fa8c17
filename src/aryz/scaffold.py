"""`aryz new`: the beginning of a guide, an interview, a template or a piece of news, to be filled in.

What is still to be written is «…», which `aryz check` finds in guides and news. An interview and its paper work at
once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from aryz.diagnostics import AryzError
from aryz.files import write_text
from aryz.project import Project

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAGS = {"ru": "ru-RU", "kk": "kk-KZ"}


def new(project: Project, kind: str, name: str) -> list[Path]:
    """Write the files of a new piece of content; returns them. Raises AryzError for a bad name or what exists."""
    if not _NAME.fullmatch(name):
        raise AryzError(f"«{name}» is no name: use small Latin letters, digits and hyphens, such as unpaid-wages.")
    made = KINDS[kind](project, name)
    existing = [path for path in made if path.exists()]
    if existing:
        raise AryzError(f"{existing[0]} is there already. Choose another name, or edit that file.")
    for path, write in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
    return list(made)


Files = dict[Path, Callable[[Path], None]]


def _text(text: str) -> Callable[[Path], None]:
    return lambda path: write_text(path, text)


def _guide(project: Project, name: str) -> Files:
    """A page in every language that guides are expected in; the first one is the source of the others."""
    languages = [key for key, language in project.languages.items() if language.guides]
    return {project.kb / key / f"{name}.md": _text(_guide_text(project, key)) for key in languages}


def _guide_text(project: Project, language: str) -> str:
    today = date.today()
    head = {
        "title": "…",
        "summary": "…",
        "questions": ["…"],
        "topic": "work",
        "audience": ["worker", "consultant", "lawyer"],
        "citizenship": ["any"],
        "checked": today.isoformat(),
        "next_review": _half_a_year_after(today).isoformat(),
        "interviews": [],
        "related": [],
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    titles = [project.text(language, f"new.{key}") for key in ("do", "deadlines", "papers", "where", "not", "lawyer")]
    sections = "".join(f"\n## {title}\n\n…\n" for title in titles)
    return "\n".join(["---", *lines, "---", "", f'!!! tip "{project.text(language, "new.short")}"', "    …", sections])


def _half_a_year_after(day: date) -> date:
    month = day.month + 6
    return date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, min(day.day, 28))


def _update(project: Project, name: str) -> Files:
    today = date.today().isoformat()
    texts = "\n".join(f"  {language}: …" for language in project.languages)
    blocks = "\n".join(f"{key}:\n{texts}" for key in ("title", "concerns", "change", "do"))
    text = (
        f"{blocks}\narticles: [tk:113]  # what changed\nin_force: {today}  # the first day of the new wording\n"
        f"topics: []\nsource: {{title: …, link: …}}\nchecked: {today}\n"
    )
    return {project.kb / "updates" / f"{today}-{name}.yml": _text(text)}


def _interview(project: Project, name: str) -> Files:
    """An interview that asks who the person is and makes one paper, with its template and a test case."""
    languages = list(project.languages)

    def texts(word: str) -> str:
        return "{" + ", ".join(f"{language}: {word}" for language in languages) + "}"

    interview = (
        f"id: {name}\nchecked: {date.today().isoformat()}\ntitle: {texts(name)}\nsummary: {texts(name)}\n"
        f"prepare: {texts(name)}\ndocuments:\n  - id: {name}\n    title: {texts(name)}\n"
        "include: [common/worker.yml]\nfields: {}\nquestions:\n  - from: common/worker.yml\n"
    )
    cases = (
        "# One case for each way; the people are made up.\ncases:\n  - name: everything is answered\n"
        f"    today: {date.today().isoformat()}\n    answers:\n      worker:\n"
        "        name: {surname: Примеров, given: Пример}\n        sex: m\n        born: 1990-01-01\n"
        "        citizenship: UZ\n        address: Примерск, улица Примерная, 1\n        phone: '+77000000000'\n"
        f"    made: [{name}]\n"
    )
    return {
        project.interviews / f"{name}.yml": _text(interview),
        project.interviews / f"{name}.cases.yml": _text(cases),
        **_template(project, name),
    }


def _template(project: Project, name: str) -> Files:
    """Word files in the layout of the house, one for each language of papers."""

    def write(language: str) -> Callable[[Path], None]:
        return lambda path: _paper(path, language)

    languages = [key for key, language in project.languages.items() if language.documents]
    return {project.templates / name / f"{language}.docx": write(language) for language in languages}


def _paper(path: Path, language: str) -> None:
    """Addressee and sender at the right, a title in the middle, the text, the request, date and signature."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    _language(normal.element, language)
    words = _WORDS[language]
    for line in words["head"]:
        paragraph = paper.add_paragraph(line)
        paragraph.paragraph_format.left_indent = Mm(80)
        paragraph.paragraph_format.space_after = Pt(0)
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(14)
    title.add_run(words["title"][0]).bold = True
    for line in words["body"]:
        paragraph = paper.add_paragraph(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(12.5)
    paper.core_properties.author = ""
    paper.save(str(path))


def _language(style: object, language: str) -> None:
    """The language that spell checking goes by."""
    properties = style.get_or_add_rPr()  # type: ignore[attr-defined]
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), _TAGS[language])
    properties.append(mark)


_SENDER = ["{{ worker.name }}", "{{ worker.born | format_date }}", "{{ worker.address }}", "{{ worker.phone }}"]
_END = "{{ today | format_date }}\t\t{{ worker.name | initials }}"
_WORDS = {
    "ru": {"head": ["Кому: …", "от", *_SENDER], "title": ["ЗАЯВЛЕНИЕ"], "body": ["…", "ПРОШУ:", "1. …", _END]},
    "kk": {"head": ["Кімге: …", "кімнен", *_SENDER], "title": ["ӨТІНІШ"], "body": ["…", "СҰРАЙМЫН:", "1. …", _END]},
}

KINDS: dict[str, Callable[[Project, str], Files]] = {
    "guide": _guide,
    "interview": _interview,
    "template": _template,
    "update": _update,
}
