"""One template rendered by docxtpl and by ours gives the same parts; what differs is in docs/templates.md."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from aryz.diagnostics import Findings
from aryz.documents.compile import compile_template
from aryz.documents.pdf import to_pdf
from aryz.plan.vocabulary import Vocabulary
from tests.conftest import ROOT
from tests.documents.features import (
    CONTEXT,
    EQUAL,
    SCOPE,
    VALUES,
    Make,
    footnote,
    header_and_footer,
    lines,
    rendered,
    runs,
    written,
)
from tests.documents.reference import docxtpl_renders, parts_of
from tests.documents.word import faults_of


@pytest.mark.parametrize("feature", EQUAL)
def test_a_feature_gives_the_same_parts_as_docxtpl(feature: str, tmp_path: Path) -> None:
    path = written(tmp_path, EQUAL[feature])
    ours = rendered(path)
    assert parts_of(ours) == parts_of(docxtpl_renders(path, CONTEXT))
    assert faults_of(ours) == []
    Document(io.BytesIO(ours))


EMPTY: dict[str, Any] = {
    **dict.fromkeys(("city", "sex", "note", "worker.name", "worker.phone"), ""),
    **{key: [] for key in ("rows", "nobody", "columns")}, "ended": False, "count": 0,
}  # fmt: skip


@pytest.mark.parametrize("feature", EQUAL)
def test_a_feature_makes_a_sound_paper_of_empty_answers(feature: str, tmp_path: Path) -> None:
    assert faults_of(rendered(written(tmp_path, EQUAL[feature]), EMPTY)) == []


def words(document: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs]


def commented(document: Any) -> None:
    run = document.add_paragraph("Слово").add_run(" {{ count }}")
    document.add_comment(run, text="{{ city }}", author="А", initials="А")


def bookmarked(document: Any) -> None:
    document.add_paragraph("{%p for row in rows %}")
    paragraph = document.add_paragraph("{{ row.name }}")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {space} w:id="1" w:name="x"/>'))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {space} w:id="1"/>'))
    document.add_paragraph("{%p endfor %}")


ROWS = [row["name"] for row in VALUES["rows"]]
DIFFERENT: dict[str, tuple[Make, list[str]]] = {
    "comments": (commented, ["Слово 3"]),
    "rich text in a line": (lines("[{{ rich(city, bold=True) }}]"), [f"[{VALUES['city']}]"]),
    "text in the place of a run or paragraph": (
        lines("a {{r city }} b", "{{p count }}"),
        [f"a {VALUES['city']} b", "3"],
    ),
    "rich text put together": (lines("{{r rich('а', bold=True) + rich('б') ~ count }}"), ["аб3"]),
    "rich text by a condition": (lines("{{r rich('а', bold=True) if ended else 'б' }}"), ["а"]),
    "bold, italic": (lines("{{r city | bold }}{{r 'б' | italic }}"), [VALUES["city"] + "б"]),
    "words beside «-»": (lines("до", "слово {%- if ended %}да{% endif %}"), ["до", "словода"]),
    "quotes inside texts": (lines("{{ “ТОО «А»” }} {{ 'O‘z' }}"), ["ТОО «А» O‘z"]),
    "}} and %} inside texts": (lines("{{ '}}' }} {% if '%}' != city %}да{% endif %}"), ["}} да"]),
    "formatting after {{r": (runs(("a {{r count }} b", True)), ["a 3 b"]),
    "bookmarks in a loop": (bookmarked, ROWS),
    "trim, capitalize": (
        lines("{{ ' слово. ' | trim }} {{ 'чек;' | trim }} {{ 'аБВ' | capitalize }}"),
        ["слово чек АБВ"],
    ),
    "filters of docassemble": (
        lines(
            "{{ columns | comma_and_list }}; {{ columns | comma_list }}; {{ count | nice_number }}; "
            "{{ 12 | nice_number }}; {{ count | quantity_noun('день', 'дня', 'дней') }}",
            "{{ 'слово' | fix_punctuation }} {{ note | single_paragraph }} {{ 'ай бай' | title_case }} {{ city | "
            "ampersand_filter | manual_line_breaks | length }}",
        ),
        ["К1, К2, К3 и К4; К1, К2, К3, К4; три; 12; 3\u00a0дня", "слово. строка вторая столбец Ай Бай 30"],
    ),
}


@pytest.mark.parametrize("feature", DIFFERENT)
def test_what_ours_does_otherwise_on_purpose(feature: str, tmp_path: Path) -> None:
    make, wanted = DIFFERENT[feature]
    made = rendered(written(tmp_path, make))
    assert words(made) == wanted
    assert faults_of(made) == []


def test_comments_are_filled_in_too(tmp_path: Path) -> None:
    made = rendered(written(tmp_path, commented))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert "Шымкент &amp; &lt;" in archive.read("word/comments.xml").decode()


def test_tags_of_an_included_paper_see_the_names_of_its_place(tmp_path: Path) -> None:
    make = lines("{%p for row in rows %}", "{{p include_docx_template('clause.docx') }}", "{%p endfor %}")
    path = written(tmp_path, make)
    clause = Document()
    clause.add_paragraph("{{ loop.index }}. {{ row.name }}", style="List Number")
    clause.add_paragraph().add_run().add_picture(str(tmp_path / "dot.png"))
    clause.save(str(tmp_path / "clause.docx"))
    made = rendered(path)
    assert words(made)[::2] == [f"{at}. {name}" for at, name in enumerate(ROWS, start=1)]
    assert faults_of(made) == []


def test_variables_and_citations_are_listed_with_their_places(tmp_path: Path) -> None:
    vocabulary = Vocabulary(cite=lambda ref, case: f"ст. {ref}")
    path = written(tmp_path, lines("{{ city }}", "{% if ended %}{{ cite('tk:113') }}{% endif %}"))
    made = compile_template(path, SCOPE, vocabulary, Findings())
    assert made is not None
    assert [(v.path, "paragraph" in str(v.place)) for v in made.variables] == [("city", True), ("ended", True)]
    assert [(c.ref, "paragraph 2" in str(c.place)) for c in made.citations] == [("tk:113", True)]


def test_the_table_in_the_docs_says_what_the_tests_show() -> None:
    from tests.documents.test_bad_input import LEFT_OUT

    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8").partition("## Beside docxtpl")[2]
    found = dict(re.findall(r"^\| (.+?) \| (equal|other|refused)", text, re.MULTILINE))
    wanted = {
        **dict.fromkeys(EQUAL, "equal"),
        **dict.fromkeys(DIFFERENT, "other"),
        **dict.fromkeys(LEFT_OUT, "refused"),
    }
    assert found == wanted


@pytest.mark.office
def test_libreoffice_opens_a_paper_with_every_feature(tmp_path: Path) -> None:
    """All features one after another in few files: what one of them breaks, LibreOffice does not open."""

    def all_of(document: Any) -> None:
        for feature, make in EQUAL.items():
            if feature not in {"header and footer", "core properties", "footnotes"}:
                make(document)

    for make in (all_of, header_and_footer, footnote):
        assert to_pdf(rendered(written(tmp_path, make))).startswith(b"%PDF")
