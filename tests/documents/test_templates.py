"""Word templates: compiled and rendered like docxtpl does it, and refused with the paragraph and the mend."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aryz.content import load_registry
from aryz.diagnostics import Findings
from aryz.documents.compile import compile_template
from aryz.documents.pdf import to_pdf
from aryz.documents.render import MissingAnswerError, Template
from aryz.documents.text import docx_text
from aryz.interviews.needs import needs_of
from aryz.interviews.visit import visit_of
from aryz.law.acts import Registry
from aryz.law.handwritten import Hand, handwritten
from aryz.plan import types as t
from aryz.plan.parse import Scope
from aryz.plan.run import UNKNOWN, Environment
from aryz.plan.vocabulary import Vocabulary
from aryz.project import Project
from tests.conftest import ROOT

ROWS = t.list_of(t.struct(name=t.TEXT, count=t.INTEGER, tags=t.list_of(t.TEXT)))
SCOPE = Scope({"city": t.TEXT, "sex": t.TEXT, "rows": ROWS, "ended": t.BOOL})
VALUES: dict[str, Any] = {
    "city": "Шымкент & <Ұлытау>",
    "sex": "m",
    "ended": True,
    "rows": [{"name": "а", "count": 1, "tags": ["x", "y"]}, {"name": "ә", "count": 2, "tags": []}],
}


def write(path: Path, *paragraphs: str, table: list[list[str]] | None = None) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(path))
    return path


@cache
def registry() -> Registry:
    return load_registry(Project(ROOT))


def by_hand(text: str) -> Iterable[Hand]:
    """Citations by hand, as the project's own registry reads them."""
    return handwritten(text, registry())


def compiled(path: Path) -> tuple[Template | None, Findings]:
    findings = Findings()
    made = compile_template(path, SCOPE, Vocabulary(handwritten=by_hand), findings)
    return (Template(made.parts, made.fixed) if made else None), findings


def environment(values: dict[str, Any] = VALUES) -> Environment:
    return Environment(lambda path: values.get(path, UNKNOWN), "ru", {}, {})


def rendered(path: Path, values: dict[str, Any] = VALUES) -> bytes:
    template, findings = compiled(path)
    assert not findings.problems, list(map(str, findings))
    assert template is not None
    return template.render_docx(environment(values))


def words(document: bytes) -> str:
    """The canonical XML of the document without what tells nothing: where runs were cut and spaces kept."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for element in root.iter():
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    return etree.tostring(root, method="c14n").decode()


CASES: dict[str, dict[str, Any]] = {
    "output": {"paragraphs": ["В городе {{ city }}!"]},
    "inline branch": {"paragraphs": ["Он {% if sex == 'm' %}работал{% else %}работала{% endif %}."]},
    "elif": {"paragraphs": ["{% if sex == 'f' %}a{% elif ended %}b{% else %}c{% endif %}"]},
    "paragraph branch": {
        "paragraphs": ["{%p if ended %}", "кончил", "{%p else %}", "работает", "{%p endif %}", "конец"]
    },
    "paragraph loop": {"paragraphs": ["{%p for row in rows %}", "{{ row.name }} {{ row.count }}", "{%p endfor %}"]},
    "nested loops": {
        "paragraphs": ["{% for row in rows %}{{ row.name }}:{% for x in row.tags %}{{ x }},{% endfor %};{% endfor %}"]
    },
    "loop index": {
        "paragraphs": ["{% for row in rows %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}"]
    },
    "comment": {"paragraphs": ["до{# тайна #}после"]},
    "table rows": {
        "paragraphs": ["Таблица"],
        "table": [
            ["Имя", "Число"],
            ["{%tr for row in rows %}", ""],
            ["{{ row.name }}", "{{ row.count }}"],
            ["{%tr endfor %}", ""],
        ],
    },
    "block over paragraphs": {"paragraphs": ["начало {% if ended %}да", "ещё{% endif %} конец"]},
}


@pytest.mark.parametrize("name", CASES)
def test_papers_are_as_docxtpl_makes_them(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / "t.docx", *CASES[name]["paragraphs"], table=CASES[name].get("table"))
    reference = DocxTemplate(str(path))
    reference.render(VALUES, autoescape=True)
    out = io.BytesIO()
    reference.save(out)
    assert words(rendered(path)) == words(out.getvalue())


def test_a_tag_cut_into_runs_is_one_tag_and_typographic_quotes_are_quotes(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("Он {", "{ 'раб", "отал' if sex == “m” el", "se 'нет' }", "} тут"):
        paragraph.add_run(piece)
    document.save(str(tmp_path / "t.docx"))
    assert "Он работал тут" in Template_text(rendered(tmp_path / "t.docx"))


def Template_text(data: bytes) -> str:  # noqa: N802
    return "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)


def test_headers_and_footers_are_rendered_too(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Город {{ city }}"
    document.add_paragraph("текст")
    document.save(str(tmp_path / "t.docx"))
    made = Document(io.BytesIO(rendered(tmp_path / "t.docx")))
    assert made.sections[0].header.paragraphs[0].text == "Город Шымкент & <Ұлытау>"


ERRORS: list[tuple[list[str], str, str]] = [
    (["{{ citty }}"], "template.unknown-variable", "city"),
    (["a", "{% if ended %}да"], "template.block", "endif"),
    (["{% endif %}"], "template.block", "before"),
    (["{% if ended %}{% endfor %}{% endif %}"], "template.block", "inner"),
    (["{{ city "], "template.tag", "Close"),
    (["{%tr for row in rows %}"], "template.outside-table", "table"),
    (["{%p if ended %}{%p endif %}"], "template.structural", "own paragraph"),
    (["{% sett x = 1 %}"], "template.statement", "if, elif"),
    (["{% for x of rows %}{% endfor %}"], "template.statement", "for row in list"),
    (["{% for x in city %}{% endfor %}"], "expr.type", "list"),
    (["{% if rows %}{% endif %}"], "expr.type", "is not empty"),
    (["{{ city | shout }}"], "expr.unknown-filter", "docs/plan.md"),
    (["Согласно ст. 113 ТК РК"], "cite.by-hand", "cite("),
    (["x {% if ended %}", "{%p endif %}"], "template.level", "{%p"),
]


@pytest.mark.parametrize(("paragraphs", "code", "mend"), ERRORS)
def test_a_mistake_is_named_with_its_paragraph_and_the_mend(
    paragraphs: list[str], code: str, mend: str, tmp_path: Path
) -> None:
    _, findings = compiled(write(tmp_path / "t.docx", *paragraphs))
    problem = next((p for p in findings if p.code == code), None)
    assert problem is not None, list(map(str, findings))
    assert mend in problem.mend
    assert "paragraph" in problem.place.field


def test_a_missing_and_a_broken_file_are_findings(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_text("no zip")
    for name, code in (("absent.docx", "template.missing"), ("broken.docx", "template.broken")):
        template, findings = compiled(tmp_path / name)
        assert template is None
        assert [p.code for p in findings] == [code]


def test_the_same_answers_make_the_same_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "t.docx", "{{ city }}")
    assert rendered(path) == rendered(path)


class Looking:
    """Notes each path that is needed."""

    def __init__(self, asked: list[str]):
        self.asked = asked

    def need(self, sole: frozenset[str], others: tuple[str, ...]) -> None:
        self.asked += [*sole, *others]


def test_an_unanswered_output_cannot_be_printed_but_is_among_the_needs(tmp_path: Path) -> None:
    path = write(tmp_path / "t.docx", "{% if ended %}{{ city }}{% else %}{{ sex }}{% endif %}")
    made = compile_template(path, SCOPE, Vocabulary(handwritten=by_hand), Findings())
    assert made is not None
    asked: list[str] = []
    visit = visit_of(needs_of(made.parts.values(), {}), ())
    visit(Looking(asked), Environment(lambda path: asked.append(path) or UNKNOWN, "ru", {}, {}))
    assert asked == ["ended"]  # what the branches need is not known yet
    asked.clear()
    known = {"ended": False}
    visit(Looking(asked), Environment(lambda path: known.get(path, asked.append(path) or UNKNOWN), "ru", {}, {}))
    assert "sex" in asked
    assert "city" not in asked
    with pytest.raises(MissingAnswerError):
        Template(made.parts, made.fixed).render_docx(environment({}))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_stand_in_a_paper(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "one"
    folder.mkdir(exist_ok=True)
    path = folder / "t.docx"
    if not path.exists():
        write(path, "[{{ city }}]")
    made = Document(io.BytesIO(rendered(path, {**VALUES, "city": text}))).paragraphs[0].text
    kept = "".join(ch for ch in text if ch in "\t\n" or (ord(ch) >= 32 and ord(ch) not in {127, 0xFFFE, 0xFFFF}))
    assert made == f"[{kept}]"


def test_the_text_of_a_template_shows_its_tags(tmp_path: Path) -> None:
    path = write(tmp_path / "t.docx", "Город {{ city }}", table=[["a", "{{ sex }}"]])
    assert docx_text(path) == "Город {{ city }}\na   {{ sex }}\n"


@pytest.mark.office
def test_libreoffice_makes_a_pdf(tmp_path: Path) -> None:
    assert to_pdf(rendered(write(tmp_path / "t.docx", "{{ city }}"))).startswith(b"%PDF")
