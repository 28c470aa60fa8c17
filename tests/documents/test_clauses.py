"""Clauses: brought in by name, with the paper's names and lists; mistakes are told in the clause's own file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from aryz.content import Content
from aryz.diagnostics import AryzError, Findings
from aryz.documents.compile import CompiledTemplate, compile_template
from aryz.documents.render import Template
from aryz.documents.text import docx_text, plain_text
from aryz.impact import resting
from aryz.plan import types as t
from aryz.plan.parse import Scope
from aryz.plan.run import UNKNOWN, Environment
from aryz.plan.vocabulary import Vocabulary
from tests.conftest import ROOT
from tests.documents.word import W, faults_of

SCOPE = Scope({"city": t.TEXT, "ended": t.BOOL, "rows": t.list_of(t.struct(name=t.TEXT))})
VALUES: dict[str, Any] = {"city": "Шымкент", "ended": True, "rows": [{"name": "а"}, {"name": "ә"}]}


def write(path: Path, *paragraphs: str) -> Path:
    """A Word file; what begins with «# » is a numbered paragraph."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text.removeprefix("# "), style="List Number" if text.startswith("# ") else None)
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name == "List Number":
            number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            number.get_or_add_ilvl().val = 0
            number.get_or_add_numId().val = 5
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def clause(folder: Path, name: str, *paragraphs: str) -> Path:
    return write(folder / "templates" / "clauses" / name / "ru.docx", *paragraphs)


def paper(folder: Path, *paragraphs: str) -> Path:
    return write(folder / "templates" / "claim" / "ru.docx", *paragraphs)


def compiled(path: Path) -> tuple[CompiledTemplate, list[str]]:
    findings = Findings()
    made = compile_template(path, SCOPE, Vocabulary(cite=lambda ref, case: f"ст. {ref}"), findings)
    assert made is not None
    return made, [str(problem) for problem in findings]


def text(path: Path) -> str:
    made, problems = compiled(path)
    assert problems == []
    env = Environment(lambda name: VALUES.get(name, UNKNOWN), "ru", {}, {})
    template = Template(made.parts, made.fixed)
    assert faults_of(template.render_docx(env)) == []
    return plain_text(template.render_parts(env)["word/document.xml"].decode())


def test_a_clause_prints_what_the_paper_knows_and_what_it_is_given(tmp_path: Path) -> None:
    clause(tmp_path, "sign", "{{ by }}, {{ city }}", "{%p if ended %}", "{{ word }}", "{%p endif %}")
    path = paper(tmp_path, "{%p set word = 'конец' %}", "{{p clause('sign', by=city | upper) }}", "после")
    assert text(path).split("\n") == ["ШЫМКЕНТ, Шымкент", "конец", "после", ""]


def test_what_a_clause_sets_stays_in_it(tmp_path: Path) -> None:
    clause(tmp_path, "sign", "{%p set word = 'x' %}", "{{ word }}")
    _, problems = compiled(paper(tmp_path, "{{p clause('sign') }}", "{{ word }}"))
    assert len(problems) == 1
    assert "nothing gives «word»" in problems[0]


def test_a_numbered_tag_lets_the_clause_go_on_with_the_papers_list(tmp_path: Path) -> None:
    clause(tmp_path, "annexes", "{%p for row in rows %}", "# {{ row.name }}", "{%p endfor %}")
    inside = text(paper(tmp_path, "# один", "# {{p clause('annexes') }}", "# конец"))
    assert inside.split("\n") == ["1. один", "2. а", "3. ә", "4. конец", ""]
    anew = text(paper(tmp_path, "# один", "{{p clause('annexes') }}", "# конец"))
    assert anew.split("\n") == ["1. один", "1. а", "2. ә", "2. конец", ""]


def test_mistakes_are_told_in_the_clauses_own_file(tmp_path: Path) -> None:
    file = clause(tmp_path, "sign", "{{ city }}", "{{ citty }} и {{ cite('tk:113') }}")
    made, problems = compiled(paper(tmp_path, "{{p clause('sign') }}"))
    assert len(problems) == 1
    assert problems[0].startswith(f"{file} (paragraph 2:")
    assert "in claim/ru.docx" in problems[0]
    assert "«city»" in problems[0]
    assert [(v.path, v.place.path) for v in made.variables] == [("city", file)]
    assert made.included == {file.resolve()}


def test_citations_of_a_clause_count_for_each_paper(tmp_path: Path) -> None:
    file = clause(tmp_path, "sign", "{{ cite('tk:113') }}")
    made, _ = compiled(paper(tmp_path, "{{p clause('sign') }}"))
    assert [(c.ref, c.place is not None and c.place.path) for c in made.citations] == [("tk:113", file)]


@pytest.mark.parametrize(
    ("tag", "mend"),
    [
        ("{{p clause('sing') }}", "Did you mean «sign»?"),
        ("{{p clause(city) }}", 'Write «clause("name", …)».'),
        ("{{p clause('../claim') }}", "There are: sign."),
        ("x {{ clause('sign') }}", "{{p"),
    ],
)
def test_what_is_no_clause_is_refused_with_the_mend(tag: str, mend: str, tmp_path: Path) -> None:
    clause(tmp_path, "sign", "слова")
    _, problems = compiled(paper(tmp_path, tag))
    assert len(problems) == 1
    assert mend in problems[0]


def test_a_clause_in_itself_is_refused(tmp_path: Path) -> None:
    clause(tmp_path, "sign", "{{p clause('sign') }}")
    _, problems = compiled(paper(tmp_path, "{{p clause('sign') }}"))
    assert len(problems) == 1
    assert "included in itself" in problems[0]


def test_the_text_of_a_template_shows_its_clauses_on_demand(tmp_path: Path) -> None:
    clause(tmp_path, "inner", "внутри")
    clause(tmp_path, "sign", "слова", '{{p clause("inner") }}')
    path = paper(tmp_path, '{{p clause("sign", by=city) }}', "после")
    assert docx_text(path) == '{{p clause("sign", by=city) }}\nпосле\n'
    lines = docx_text(path, clauses=True).splitlines()
    assert lines[1:4] == ["sign: слова", 'sign: {{p clause("inner") }}', "sign > inner: внутри"]
    (tmp_path / "templates" / "clauses" / "sign" / "ru.docx").write_bytes(b"no zip")
    with pytest.raises(AryzError, match="no DOCX file"):
        docx_text(path, clauses=True)


def test_impact_names_the_clause_and_each_paper_that_rests_on_it(content: Content) -> None:
    found = [r for r in resting(content, ["nk:668"]) if r.kind == "template"]
    places = {(str(r.place.path), r.place.field.rpartition(" in ")[2]) for r in found if r.place.path.stem == "ru"}
    clause_file = "templates/clauses/court-parties/ru.docx"
    assert {(clause_file, "wage-claim/ru.docx"), (clause_file, "dismissal-claim/ru.docx")} <= places


@pytest.mark.parametrize(("look", "between"), [("", "   "), ('<w:tblStyle w:val="TableGrid"/>', " | ")])
def test_a_table_without_lines_reads_as_a_line(look: str, between: str) -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>" for word in ("день", "_____ Примеров П."))
    table = f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tr>{cells}</w:tr></w:tbl>"
    xml = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{table}</w:body></w:document>'
    assert plain_text(xml) == f"день{between}_____ Примеров П.\n"


@pytest.mark.parametrize("path", sorted(ROOT.glob("templates/*/*.docx")), ids=lambda p: f"{p.parent.name}.{p.stem}")
def test_pages_are_counted_from_the_second_on_and_the_signature_is_not_left_alone(path: Path) -> None:
    document = Document(str(path))
    section = document.sections[0]
    fields = "".join(section.footer._element.itertext())
    assert section.different_first_page_header_footer
    assert "PAGE" in fields and "NUMPAGES" in fields
    assert not "".join(section.first_page_footer._element.itertext()).strip()
    body = [p for p in document.paragraphs if p.text and not p.text.startswith("{%p")]
    signed = [at for at, p in enumerate(body) if p.text.startswith('{{p clause("signature')]
    assert signed or "complaint.several" in document.element.xml
    assert all(body[at - 1].paragraph_format.keep_with_next for at in signed)


def test_the_docs_list_every_clause() -> None:
    docs = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    table = docs.partition("| clause | what it is")[2].partition("\n\n")[0]
    rows = [row.split("|")[1] for row in table.splitlines()[2:]]
    told = {name.strip(" `") for row in rows for name in row.split(",")}
    assert told == {path.name for path in (ROOT / "templates" / "clauses").iterdir()}
