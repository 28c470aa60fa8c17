"""Templates and answers that are wrong, hostile or huge: a correct paper or a clear refusal, never a traceback."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from aryz.documents import archive
from tests.documents.features import EQUAL, VALUES, compiled, lines, rendered, table, word_link, written
from tests.documents.word import faults_of


def word_link_with(text: str) -> Callable[[Any], None]:
    def make(document: Any) -> None:
        word_link(document)
        document.paragraphs[-1]._p.xpath("w:hyperlink/w:r/w:t")[0].text = text

    return make


def titled(text: str) -> Callable[[Any], None]:
    def make(document: Any) -> None:
        document.core_properties.title = text
        document.add_paragraph("x")

    return make


LEFT_OUT: dict[str, tuple[Callable[[Any], None], str, str]] = {
    "methods of answers": (lines("{{ city.upper() }}"), "expr.unknown-function", "| upper"),
    "functions that are not listed": (lines("{{ open('x') }}"), "expr.unknown-function", "docs/plan.md"),
    "insides of Python": (lines("{{ city.__class__.__mro__ }}"), "template.unknown-variable", ""),
    "insides by index": (lines("{{ worker['__class__'] }}"), "template.unknown-variable", ""),
    "insides by filter": (lines("{{ city | attr('__class__') }}"), "expr.unknown-filter", "value.part"),
    "insides of a list": (lines("{{ ([].append).__self__ }}"), "template.unknown-variable", ""),
    "insides by namespace": (lines("{{ cycler('a') }}"), "expr.unknown-function", "loop.cycle"),
    "insides of the template": (lines("{{ self._TemplateReference__context }}"), "template.unknown-variable", ""),
    "attributes by name": (lines("{{ rows | map(attribute='_x') | join }}"), "template.unknown-variable", "name"),
    "dynamic calls": (lines("{{ (lambda: 1)() }}"), "expr.syntax", ""),
    "safe": (lines("{{ city | safe }}"), "expr.unknown-filter", "Delete"),
    "sort": (lines("{% for r in rows | sort %}x{% endfor %}"), "expr.unknown-filter", "alphabets"),
    "groupby": (lines("{% for r in rows | groupby('name') %}x{% endfor %}"), "expr.unknown-filter", "values"),
    "fractions": (lines("{{ 1.5 }}"), "expr.syntax", "whole"),
    "division": (lines("{{ count / 2 }}"), "expr.syntax", "docs/plan.md"),
    "slices": (lines("{{ city[1:2] }}"), "expr.syntax", "docs/plan.md"),
    "dictionaries": (lines("{% set x = {'a': 1} %}"), "expr.syntax", "docs/plan.md"),
    "two names of a loop": (lines("{% for a, b in rows %}x{% endfor %}"), "template.statement", "one name"),
    "recursive loops": (lines("{% for a in rows recursive %}x{% endfor %}"), "template.statement", "one name"),
    "loop.index of for … if": (lines("{% for r in rows if r.ready %}{{ loop.index }}{% endfor %}"),
                               "template.unknown-variable", "selectattr"),
    "truth of a list": (lines("{% if rows %}x{% endif %}"), "expr.type", "is not empty"),
    "printing yes or no": (lines("{{ ended }}"), "expr.type", "if"),
    "undefined": (lines("{{ citty }}"), "template.unknown-variable", "«city»"),
    "set in one branch": (
        lines("{% if ended %}{% set x = 1 %}{% endif %}{{ x }}"), "template.unknown-variable", "every"
    ),
    "include": (lines("{% include 'x' %}"), "template.statement", "include_docx_template"),
    "import": (lines("{% from 'x' import y %}"), "template.statement", "macro"),
    "extends and block": (lines("{% extends 'x' %}"), "template.statement", "include_docx_template"),
    "call": (lines("{% call x() %}{% endcall %}"), "template.statement", "name(…)"),
    "filter block": (lines("{% filter upper %}x{% endfilter %}"), "template.statement", "behind each value"),
    "do, break, continue": (lines("{% do rows.append(1) %}"), "template.statement", "values"),
    "macros that call themselves": (lines("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
                                    "expr.unknown-function", ""),
    "rich text of an answer's making": (lines("{{r rich(city, color=city) }}"), "expr.arguments", "literal"),
    "links of an answer's making": (lines("{{r rich('x', url=city) }}"), "expr.arguments", "literal"),
    "links to files": (lines("{{r rich('x', url='file:///c:/x') }}"), "expr.arguments", "https"),
    "pictures of an answer's making": (lines("{{ image(city) }}"), "expr.arguments", "name"),
    "pictures from elsewhere": (lines("{{ image('../../secret.png', width=5) }}"), "template.outside", "beside"),
    "papers from elsewhere": (lines("{{p include_docx_template('../../x.docx') }}"), "template.outside", "beside"),
    "a paper in itself": (lines("{{p include_docx_template('t.docx') }}"), "template.too-deep", "once"),
}  # fmt: skip
WRONG: dict[str, tuple[Callable[[Any], None], str, str]] = {
    "paragraphs in a line": (lines("x {{ include_docx_template('other.docx') }}"), "template.level", "{{p"),
    "a page in a link": (word_link_with("{{ 'a\\fb' }}"), "template.level", "of its own"),
    "a page in the title": (titled("{{ 'a\\ab' }}"), "template.level", "of its own"),
    "a paragraph between joined items": (lines("{{ columns | join('\\a') }}"), "template.level", "of its own"),
    "a link over two paragraphs": (lines("{{r rich('a\\ab', url='https://x.kz') }}"), "template.level", "two tags"),
    "a row as a value": (table(["{{tr city }}", ""], ["a", "b"]), "template.level", "{{p"),
    "vm outside a loop": (table(["{% vm %}a", "b"]), "template.unknown-variable", "for"),
    "a macro's name": (lines("{% macro greet() %}x{% endmacro %}{{ great() }}"), "expr.unknown-function", "greet"),
    "a function's name": (lines("{{r ritch(city) }}"), "expr.unknown-function", "rich"),
    "else if": (lines("{% if ended %}a{% else if ended %}b{% endif %}"), "template.block", "elif ended"),
    "two else": (lines("{% if ended %}a{% else %}b{% else %}c{% endif %}"), "template.block", "last branch"),
    "elif after else": (lines("{% if ended %}a{% else %}b{% elif ended %}c{% endif %}"), "template.block", "last"),
    "words beside p": (lines("{%p if ended %} слова", "{%p endif %}"), "template.structural", "of its own"),
    "tags beside p": (lines("{%p if ended %}{{ city }}", "{%p endif %}"), "template.structural", "own paragraph"),
    "words beside tr": (table(["{%tr for r in rows %}", "слова"], ["{{ r.name }}", ""], ["{%tr endfor %}", ""]),
                        "template.structural", "of its own"),
    "tags beside tr": (table(["{%tr for r in rows %}", "{{ city }}"], ["a", "b"], ["{%tr endfor %}", ""]),
                       "template.structural", "of its own"),
    "words beside tc": (table(["{%tc if ended %}\nслова", "x"], ["{%tc endif %}", "y"]), "template.structural", "own"),
    "tr outside a table": (lines("{%tr for r in rows %}"), "template.outside-table", "{%p"),
    "cellbg outside a table": (lines("{% cellbg 'FF0000' %}"), "template.outside-table", "cell"),
    "colspan of nothing": (table(["{% colspan 0 %}", "x"]), "expr.type", "colspan 2"),
    "a table that may be empty": (
        table(["{%tr for r in rows %}"], ["{%tr if r.ready %}"], ["x"], ["{%tr endif %}"], ["{%tr endfor %}"]),
        "template.empty-table", "heading",
    ),
    "blocks across places": (lines("x {% if ended %}", "{%p endif %}"), "template.level", "{%p"),
    "an open tag": (lines("{{ city "), "template.tag", "Close"),
    "an open block": (lines("{% if ended %}x"), "template.block", "endif"),
    "a block that closes nothing": (lines("{% endfor %}"), "template.block", "before"),
    "private letters": (lines("\ue0000\ue001 {{ city }}"), "template.tag", "Delete"),
    "an empty tag": (lines("{{ }}"), "expr.syntax", ""),
    "a bomb of set": (
        lines("{% set x = 'ab' %}" + "{% set x = x ~ x ~ count %}" * 40), "template.too-large", "values"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", [*LEFT_OUT, *WRONG])
def test_what_is_left_out_or_wrong_is_refused_with_place_and_mend(what: str, tmp_path: Path) -> None:
    make, code, mend = {**LEFT_OUT, **WRONG}[what]
    _, findings = compiled(written(tmp_path, make))
    problem = next((p for p in findings if p.code == code), None)
    assert problem is not None, list(map(str, findings))
    assert mend in problem.mend, str(problem)
    assert "«" in problem.place.field


# files


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The file with other entries."""
    with zipfile.ZipFile(path) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in entries.items():
            target.writestr(name, data)
    return path


def replacing(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        assert old in entries[name]
        entries[name] = entries[name].replace(old, new, 1)

    return change


def adding(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda entries: entries.update({name: data})


def relation(kind: str, target: str) -> Callable[[dict[str, bytes]], None]:
    made = (
        f'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return replacing("word/_rels/document.xml.rels", b"</Relationships>", made.encode())


DOCUMENT = "word/document.xml"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
FILES: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "external entity": (
        replacing(DOCUMENT, b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document'),
        "template.unsafe",
    ),
    "entities in another part": (
        replacing("word/styles.xml", b"<w:styles", b'<!DOCTYPE x [<!ENTITY e "x">]><w:styles'),
        "template.unsafe",
    ),
    "zip bomb": (adding("word/media/x.bmp", b"\0" * 3_000_000), "template.too-large"),
    "macros": (adding("word/vbaProject.bin", b"x"), "template.macros"),
    "macro file by its type": (
        replacing(
            "[Content_Types].xml",
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "template.macros",
    ),
    "embedded object": (adding("word/embeddings/oleObject1.bin", b"x"), "template.embedded"),
    "embedded page": (
        replacing(DOCUMENT, b"<w:sectPr", b'<w:altChunk r:id="rId1"/><w:sectPr'),
        "template.embedded",
    ),
    "picture outside": (relation("image", "http://evil.example/x.png"), "template.external"),
    "link to a file": (relation("hyperlink", "file:///c:/x"), "template.external"),
    "object outside": (relation("oleObject", "http://evil.example/"), "template.external"),
    "field that fetches": (
        replacing(DOCUMENT, b"<w:r>", FIELD.format('INCLUDETEXT "http://evil.example"').encode() + b"<w:r>"),
        "template.external",
    ),
    "field cut in two": (
        replacing(
            DOCUMENT,
            b"<w:r>",
            (FIELD.format(" DDE") + "<w:r><w:instrText>AUTO c:\\x</w:instrText></w:r>").encode() + b"<w:r>",
        ),
        "template.external",
    ),
    "tracked changes": (
        replacing(DOCUMENT, b"<w:r>", b'<w:ins w:id="1" w:author="x"><w:r><w:t>y</w:t></w:r></w:ins><w:r>'),
        "template.tracked",
    ),
    "broken XML": (replacing(DOCUMENT, b"</w:body>", b""), "template.broken"),
    "nested too deep": (
        replacing(DOCUMENT, b"<w:sectPr", b"<w:smartTag>" * 5000 + b"</w:smartTag>" * 5000 + b"<w:sectPr"),
        "template.broken",
    ),
    "no Word file": (lambda entries: entries.pop(DOCUMENT) and None, "template.broken"),
    "a part outside": (adding("../x.xml", b"<a/>"), "template.unsafe"),
    "tag in an attribute": (
        replacing(DOCUMENT, b"<w:r>", b'<w:bookmarkStart w:id="5" w:name="{{ city }}"/><w:bookmarkEnd w:id="5"/><w:r>'),
        "template.tag",
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_a_dangerous_file_is_refused(what: str, tmp_path: Path) -> None:
    change, code = FILES[what]
    _, findings = compiled(changed(written(tmp_path, lines("{{ city }}")), change))
    assert code in [p.code for p in findings], list(map(str, findings))
    assert all(p.mend for p in findings)


def test_the_authors_own_template_is_dropped(tmp_path: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        name = "word/_rels/settings.xml.rels"
        entries[name] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            b'Target="file:///C:/Users/Ivan/x.dotm" TargetMode="External"/></Relationships>'
        )
        start = entries["word/settings.xml"].index(b">", entries["word/settings.xml"].index(b"<w:settings")) + 1
        settings_xml = entries["word/settings.xml"]
        entries["word/settings.xml"] = (
            settings_xml[:start] + b'<w:attachedTemplate r:id="rId1"/>' + settings_xml[start:]
        )

    made = rendered(changed(written(tmp_path, lines("{{ city }}")), change))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert all(b"Ivan" not in file.read(name) for name in file.namelist())
        assert b"attachedTemplate" not in file.read("word/settings.xml")


@pytest.mark.parametrize(
    "data",
    [b"", b"no zip", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x05\x06" + b"\0" * 18],
    ids=["empty", "text", "cut off", "old .doc", "empty zip"],
)
def test_what_is_no_docx_is_a_finding(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(data)
    template, findings = compiled(tmp_path / "t.docx")
    assert template is None
    assert [p.code for p in findings] == ["template.broken"]
    assert findings.problems[0].mend


def test_a_lying_size_is_counted_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    path = changed(written(tmp_path, lines("{{ city }}")), adding("word/media/x.png", bytes(range(256)) * 1000))
    _, findings = compiled(path)
    assert [p.code for p in findings] == ["template.too-large"]


def test_deep_blocks_and_expressions_are_refused(tmp_path: Path) -> None:
    for text in (
        "{% if ended %}" * 300 + "{% endif %}" * 300,
        "{{ " + "(" * 3000 + "city" + ")" * 3000 + " }}",
        "{{ " + "-" * 5000 + "count }}",
        "{% for r in rows %}" * 12 + "{% endfor %}" * 12,
        "{{ " + " ~ ".join(["city"] * 3000) + " }}",
    ):
        template, findings = compiled(written(tmp_path, lines(text)))
        if template is not None and not findings.problems:
            assert faults_of(rendered(tmp_path / "t.docx")) == []


# answers

NASTY = [
    "Смит & <сыновья> \"А\" 'Б' {x}",
    "{{ 7 * 7 }} {% if x %} {# y #} }} %}",
    "]]></w:t></w:r></w:p><w:p/>",
    "😀👩‍👩‍👧 👍🏽",
    "\u202eабв\u202c \u200fعربى\u200e",
    "O‘zbekiston ’ʻ «ёлочки» “лапки”",
    "\ue0000\ue001",
    "\x00\x01\x07\x0b\x0c\x1f\x7f\ufffe\uffff\ud800",
    "&#60; &lt; &amp;amp;",
    "слово " * 1700,
    "a\nb\tc\r\nd",
    "__class__",
]


@pytest.mark.parametrize("answer", NASTY, ids=range(len(NASTY)))
def test_any_answer_stands_in_the_paper_as_words(answer: str, tmp_path: Path) -> None:
    path = written(tmp_path, lines("[{{ city }}]", "{{r rich(city, bold=True) }}"))
    made = rendered(path, {**VALUES, "city": answer})
    assert faults_of(made) == []
    kept = "".join(c for c in answer if c in "\t\n" or (ord(c) >= 32 and ord(c) not in {127, 0xFFFE, 0xFFFF, 0xD800}))
    paragraphs = Document(io.BytesIO(made)).paragraphs
    assert [p.text for p in paragraphs] == [f"[{kept}]", kept]


def test_a_thousand_rows(tmp_path: Path) -> None:
    row = VALUES["rows"][1]
    values = {**VALUES, "rows": [row] * 1000, "columns": [str(n) for n in range(40)]}
    for feature in ("tr", "tr and tc", "image in a loop", "vm", "p, loop"):
        assert faults_of(rendered(written(tmp_path, EQUAL[feature]), values)) == []


def test_a_cell_that_would_be_empty_keeps_a_paragraph(tmp_path: Path) -> None:
    path = written(tmp_path, table(["{%p if ended %}\n{{ city }}\n{%p endif %}", "x"], ["a", "b"]))
    for ended in (True, False):
        made = rendered(path, {**VALUES, "ended": ended})
        assert faults_of(made) == []
        cell = Document(io.BytesIO(made)).tables[0].cell(0, 0)
        assert [p.text for p in cell.paragraphs] == ([VALUES["city"]] if ended else [""])


def test_a_table_without_rows_is_no_table(tmp_path: Path) -> None:
    path = written(tmp_path, table(["{%tr for r in rows %}"], ["{{ r.name }}"], ["{%tr endfor %}"]))
    assert len(Document(io.BytesIO(rendered(path))).tables[0].rows) == 3
    assert Document(io.BytesIO(rendered(path, {**VALUES, "rows": []}))).tables == []


def test_quotes_inside_texts_stay(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        lines(
            "{{ '«Ромашка»' if ended }}", "{{ “ТОО «А»” if ended }}", "{{ ‘O‘zbekiston’ if ended }}", "{{ 'O‘z’b' }}"
        ),
    )
    assert [p.text for p in Document(io.BytesIO(rendered(path))).paragraphs] == [
        "«Ромашка»",
        "ТОО «А»",
        "O‘zbekiston",
        "O‘z’b",
    ]
