"""Templates in which each feature of docxtpl stands once, and what makes papers of them: for several files of tests."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt

from aryz.diagnostics import Findings
from aryz.documents.compile import compile_template
from aryz.documents.render import Template
from aryz.plan import types as t
from aryz.plan.parse import Scope
from aryz.plan.run import UNKNOWN, Environment
from aryz.plan.vocabulary import Vocabulary

ROW = t.struct(name=t.TEXT, count=t.INTEGER, ready=t.BOOL, cells=t.list_of(t.TEXT), colour=t.TEXT)
SCOPE = Scope({
    "city": t.TEXT, "sex": t.TEXT, "note": t.TEXT, "rows": t.list_of(ROW), "nobody": t.list_of(ROW), "ended": t.BOOL,
    "columns": t.list_of(t.TEXT), "count": t.INTEGER, "worker.name": t.TEXT, "worker.phone": t.TEXT,
})  # fmt: skip
VALUES: dict[str, Any] = {
    "city": "Шымкент & <Ұлытау> \"А\" 'б' {x}", "sex": "m", "note": "строка\nвторая\tстолбец", "ended": True,
    "nobody": [],
    "columns": ["К1", "К2", "К3", "К4"], "count": 3, "worker.name": "Әли Өмірұлы", "worker.phone": "+7 701",
    "rows": [
        {"name": "а", "count": 1, "ready": True, "cells": ["1", "2", "3", "4"], "colour": "DDEEFF"},
        {"name": "ә<", "count": 2, "ready": False, "cells": ["5", "6", "7", "8"], "colour": "FFEEDD"},
        {"name": "б", "count": 3, "ready": True, "cells": ["9", "0", "1", "2"], "colour": "EEFFDD"},
    ],
}  # fmt: skip
CONTEXT = {
    **{key: value for key, value in VALUES.items() if "." not in key},
    "worker": {"name": VALUES["worker.name"], "phone": VALUES["worker.phone"]},
}
Make = Callable[[Any], None]


def lines(*texts: str) -> Make:
    """A template of plain paragraphs."""

    def make(document: Any) -> None:
        for text in texts:
            document.add_paragraph(text)

    return make


def table(*rows: list[str]) -> Make:
    """A template with a table between two paragraphs."""

    def make(document: Any) -> None:
        document.add_paragraph("до")
        made = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text, *others = text.split("\n")
                for other in others:
                    cell.add_paragraph(other)
        document.add_paragraph("после")

    return make


def runs(*pieces: tuple[str, bool]) -> Make:
    def make(document: Any) -> None:
        paragraph = document.add_paragraph()
        for text, bold in pieces:
            paragraph.add_run(text).bold = bold or None

    return make


def broken_tag(document: Any) -> None:
    paragraph = document.add_paragraph()
    for piece in ("Он {", "{ ci", "t", "y }", "} тут"):
        paragraph.add_run(piece)


def header_and_footer(document: Any) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = "Город {{ city }}"
    section.footer.paragraphs[0].text = "{% if ended %}да{% endif %} {{ count }}"
    document.add_paragraph("текст")


def text_box(document: Any) -> None:
    paragraph = document.add_paragraph("рамка ")
    paragraph.add_run()._r.append(
        parse_xml(
            '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:100pt;height:50pt"><v:textbox>'
            "<w:txbxContent><w:p><w:r><w:t>В рамке {{ city }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
            "</w:pict>"
        )
    )


def word_link(document: Any) -> None:
    paragraph = document.add_paragraph("см. ")
    relation = document.part.relate_to(
        "https://example.kz/",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    paragraph._p.append(
        parse_xml(
            '<w:hyperlink xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            f'r:id="{relation}"><w:r><w:t>сайт {{{{ city }}}}</w:t></w:r></w:hyperlink>'
        )
    )


def properties(document: Any) -> None:
    document.core_properties.title = "Иск: {{ city }}"
    document.core_properties.author = "{{ worker.name }}"
    document.core_properties.subject = "{% if ended %}да{% endif %}"
    document.add_paragraph("{{ count }}")


def page_break(document: Any) -> None:
    document.add_paragraph("{{ city }}").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("{{ count }}")


def formatted(document: Any) -> None:
    paragraph = document.add_paragraph(style="List Number")
    run = paragraph.add_run("{{ note }}")
    run.bold, run.font.size = True, Pt(11)


def footnote(document: Any) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = "<w:footnote w:id={}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>"
    data = f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:footnotes {space}>"
    data += note.format('"2"', "Сноска: {{ city }}") + "</w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, data.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    run = document.add_paragraph("Слово {{ count }}").add_run()
    run._r.append(parse_xml(f'<w:footnoteReference {space} w:id="2"/>'))


def spanned(document: Any) -> None:
    table(["{% colspan rows | length %}a{{ count }}", "", ""], ["x", "y", "z"])(document)
    row = document.tables[-1].rows[0]._tr
    for cell in row.findall(row.tag.replace("}tr", "}tc"))[1:]:
        row.remove(cell)


EQUAL: dict[str, Make] = {
    "output": lines("В городе {{ city }}!", "{{ worker.name }}, {{worker.phone}}", "{{ rows[0].name }}"),
    "escaping": lines("{{ city }} < & > \" '", "a {{ rows[1].name }} b"),
    "tag in several runs": broken_tag,
    "formatting of a run": formatted,
    "if, elif, else": lines(
        "{% if sex == 'f' %}a{% elif ended %}b{% else %}c{% endif %}", "{% if not ended %}d{% endif %}"
    ),
    "inline if": lines("{{ 'он' if sex == 'm' else 'она' }} {{ 'x' if not ended }}"),
    "block over paragraphs": lines("начало {% if ended %}да", "ещё{% endif %} конец"),
    "for": lines("{% for row in rows %}{{ row.name }}{{ row['count'] }};{% endfor %}"),
    "for, nested": lines(
        "{% for row in rows %}{{ row.name }}:{% for x in row.cells %}{{ x }},{% endfor %};{% endfor %}"
    ),
    "for … else": lines(
        "{% for row in nobody %}x{% else %}пусто{% endfor %}", "{% for row in rows %}x{% else %}пусто{% endfor %}"
    ),
    "for … if": lines("{% for row in rows if row.ready %}{{ row.name }};{% endfor %}"),
    "loop": lines(
        "{% for row in rows %}{{ loop.index }} {{ loop.index0 }} {{ loop.revindex }} {{ loop.revindex0 }} "
        "{{ loop.length }} {{ loop.depth }} {{ loop.cycle('a', 'b') }}"
        "{% if loop.first %}F{% endif %}{% if not loop.last %}, {% endif %}"
        "{% if loop.previtem is defined %}{{ loop.previtem.name }}{% endif %}"
        "{% if loop.nextitem is defined %}{{ loop.nextitem.name }}{% endif %}{% endfor %}"
    ),
    "loop of an outer for": lines(
        "{% for row in rows %}{% set n = loop.index %}{% set outer = loop %}{% for x in row.cells %}{{ n }}."
        "{{ loop.index }}{% if outer.last %}!{% endif %} {% endfor %}{{ loop.index }}{% endfor %}"
    ),
    "range": lines("{% for n in range(3) %}{{ n }};{% endfor %}{% for n in range(2, 8, 3) %}{{ n }};{% endfor %}"),
    "set": lines(
        "{% set x = city %}{% set n = count + 1 %}{{ x }} {{ n * 2 }}",
        "{% if ended %}{% set word = 'а' %}{% else %}{% set word = 'б' %}{% endif %}{{ word }}",
    ),
    "set … endset": lines("{% set x %}[{{ city }}]{% endset %}{{ x }}{{ x }}"),
    "with": lines("{% with a = count, b = 'x' %}{{ a }}{{ b }}{% endwith %}"),
    "macro": lines(
        "{% macro greet(who, mark='!') %}Привет, {{ who }}{{ mark }}{% endmacro %}"
        "{{ greet(city) }} {{ greet('Б', '?') }}",
        "{% for row in rows %}{{ greet(row.name, mark=',') }}{% endfor %}",
    ),
    "macro of paragraphs": lines(
        "{%p macro sign(who) %}", "Подпись: {{ who }}", "____", "{%p endmacro %}", "{{p sign(city) }}", "конец"
    ),
    "raw": lines("{% raw %}{{ так }}{% endraw %} {{ count }}"),
    "escaped braces": lines("{_{ x }_} {_% y %_} {{ count }}"),
    "comment": lines("до{# тайна #}после {{ count }}", "{#p тайный абзац #}", "конец"),
    "concatenation": lines("{{ 'г. ' ~ city ~ ', ' ~ count }}", "{{ 'г. ' + worker.name }}"),
    "arithmetic and comparison": lines(
        "{{ count + 1 }} {{ count * 3 - 2 }} {{ count // 2 }} {{ count % 2 }} {{ -count }}"
        "{% if 1 < count <= 3 and sex in ['m', 'f'] or not ended %}да{% endif %}"
    ),
    "tests": lines(
        "{% if count is odd %}o{% endif %}{% if count is divisibleby(3) %}d{% endif %}"
        "{% if count is eq(3) %}e{% endif %}"
    ),
    "white space": lines("a  {{- count -}}  b", "{% if ended %}  x{% endif %}", "c {#- y -#} d"),
    "paragraphs joined": lines(
        "Дом", "{%- if ended -%}", " в городе", "{%- else -%}", " в селе", "{%- endif -%}", " и хорош."
    ),
    "p": lines("{%p if ended %}", "кончил", "{%p else %}", "работает", "{%p endif %}", "конец"),
    "p, loop": lines("{%p for row in rows %}", "{{ row.name }} {{ row.count }}", "{%p endfor %}", "конец"),
    "p, set": lines("{%p set x = city %}", "{{ x }}"),
    "p in a cell": table(["а\n{%p if ended %}\n{{ city }}\n{%p endif %}\nб", "{{ count }}"], ["x", "y"]),
    "tr": table(
        ["Имя", "Число"], ["{%tr for row in rows %}", ""], ["{{ row.name }}", "{{ row.count }}"], ["{%tr endfor %}", ""]
    ),
    "tr, if": table(["Имя", "Число"], ["{%tr if not ended %}", ""], ["а", "б"], ["{%tr endif %}", ""]),
    "tr, comment": table(["Имя", "Число"], ["{#tr тайна #}", ""], ["{{ city }}", "б"]),
    "tc": table(
        ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"],
        ["{%tc for c in columns %}", "x{{ loop.index }}", "{%tc endfor %}"],
    ),
    "tr and tc": table(
        ["Имя", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"],
        ["{%tr for row in rows %}", "", "", ""],
        ["{{ row.name }}", "{%tc for x in row.cells %}", "{{ x }}", "{%tc endfor %}"],
        ["{%tr endfor %}", "", "", ""],
    ),
    "r": runs(("до {%r if ended %}", False), ("жирный", True), ("{%r endif %} после", False)),
    "rich text": lines(
        "до {{r rich(city, bold=True, italic=True, color='CC0000', size=28, underline='double', strike=True) }} после",
        "{{r RichText('x', font='Arial', highlight='FFFF00', superscript=True, lang='kk-KZ', style='Strong') }}",
    ),
    "rich text, hyperlink": lines("{{r rich('сайт', url='https://example.kz/a?b=1', underline=True) }}"),
    "rich paragraph": lines("{{p rich_paragraph(rich(city, bold=True), parastyle='Heading1') }}", "конец"),
    "inline image": lines("до {{ image('dot.png', width=20) }} после", "{{ image('dot.png', width=10, height=5) }}"),
    "image in a loop": lines("{% for row in rows %}{{ image('dot.png', width=5) }}{{ row.name }}{% endfor %}"),
    "sub-document": lines("до", "{{p include_docx_template('other.docx') }}", "после"),
    "listing": lines("{{ Listing(note) }}", "{{ note }}"),
    "page break": page_break,
    "listing, new paragraph and page": lines("{{ 'а\\aб\\fв' }}"),
    "hyperlink of Word": word_link,
    "header and footer": header_and_footer,
    "text box": text_box,
    "footnotes": footnote,
    "core properties": properties,
    "cellbg": table(["{% cellbg 'DDEEFF' %}{{ city }}", "x"], ["{% cellbg rows[1].colour %}y", "z"]),
    "cellbg in a loop": table(
        ["{%tr for row in rows %}", ""], ["{% cellbg row.colour %}{{ row.name }}", "b"], ["{%tr endfor %}", ""]
    ),
    "colspan": spanned,
    "hm": table(
        ["{%tc for c in columns %}", "{% hm %}Шапка", "{%tc endfor %}"],
        ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"],
    ),
    "vm": table(
        ["{%tr for row in rows %}", ""], ["{% vm %}Общее", "{{ row.name }}"], ["{%tr endfor %}", ""]
    ),
    "filters of Jinja": lines(
        "{{ rows | length }} {{ rows | count }} {{ columns | join('; ') }} {{ columns | first }} {{ columns | last }}",
        "{{ city | upper }} {{ city | lower }} {{ worker.phone | default('нет') }} {{ city | replace('Шым', 'Тар') }}",
        "{{ rows | sum('count') }} {{ rows | map(attribute='name') | join(', ') }} {{ columns | unique | join('') }}",
        "{{ rows | selectattr('ready') | map(attribute='name') | join }} {{ count | abs }} {{ [3, 1] | max }}",
        "{{ rows | rejectattr('ready') | map(attribute='name') | join('') }} {{ rows | join(', ', attribute='name') }}",
        "{{ rows | selectattr('count', 'equalto', 2) | map(attribute='name') | join('') }} {{ city | e }}",
    ),
}  # fmt: skip


def png() -> bytes:
    """A grey picture of two dots by one."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80\x90")) + chunk(b"IEND", b"")
    )


def written(folder: Path, make: Make, name: str = "t.docx") -> Path:
    """A template of the feature, beside what it brings in."""
    (folder / "dot.png").write_bytes(png())
    other = Document()
    other.add_paragraph("Общие слова")
    other.add_table(rows=1, cols=1).cell(0, 0).text = "клетка"
    other.save(str(folder / "other.docx"))
    document = Document()
    make(document)
    document.save(str(folder / name))
    return folder / name


def compiled(path: Path) -> tuple[Template | None, Findings]:
    findings = Findings()
    made = compile_template(path, SCOPE, Vocabulary(), findings)
    return (Template(made.parts, made.fixed) if made else None), findings


def rendered(path: Path, values: dict[str, Any] = VALUES) -> bytes:
    template, findings = compiled(path)
    assert template is not None and not findings.problems, list(map(str, findings))
    return template.render_docx(Environment(lambda name: values.get(name, UNKNOWN), "ru", {}, {}))
