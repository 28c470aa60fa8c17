"""Papers carry their own language and title and no traces of how the template was made, and stay whole."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from aryz.content import Content
from aryz.diagnostics import Findings
from aryz.documents.clean import Paper, clean
from aryz.documents.compile import compile_template
from aryz.documents.lean import lean
from aryz.documents.pdf import to_pdf
from aryz.documents.render import Template
from aryz.plan import types as t
from aryz.plan.parse import Scope
from aryz.plan.run import Environment
from aryz.plan.vocabulary import Vocabulary
from tests.conftest import ROOT

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAPER = Paper("kk", "Талап қою & «арыз»")
TRACES = re.compile(rb"rsid|proofErr|thumbnail|customXml|stylesWithEffects|python-docx|Secretary|2013-|GoBack|en-US")


def traced(path: Path) -> Path:
    """A template as an office would leave it: python-docx's own, which has all those parts, with marks added."""
    document = Document()
    document.core_properties.author = "Secretary"
    document.core_properties.comments = "Claim of another client"
    paragraph = document.add_paragraph("Талап: {{ city }}")
    run = paragraph.runs[0]._r
    properties = run.get_or_add_rPr()
    properties.append(etree.fromstring(f'<w:lang xmlns:w="{W}" w:val="en-US"/>'))
    paragraph._p.set(f"{{{W}}}rsidR", "00AA1D8D")
    paragraph._p.append(etree.fromstring(f'<w:proofErr xmlns:w="{W}" w:type="spellStart"/>'))
    for name in ("bookmarkStart", "bookmarkEnd"):
        paragraph._p.append(etree.fromstring(f'<w:{name} xmlns:w="{W}" w:id="7" w:name="_GoBack"/>'))
    document.sections[0].footer.paragraphs[0].text = "{{ city }}"
    document.save(str(path))
    return path


def paper(path: Path) -> bytes:
    findings = Findings()
    made = compile_template(path, Scope({"city": t.TEXT}), Vocabulary(), findings, PAPER)
    assert made is not None
    assert not findings.problems
    return Template(made.parts, made.fixed).render_docx(Environment(lambda path: "Шымкент", "kk", {}, {}))


def test_a_paper_carries_no_traces(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(paper(traced(tmp_path / "t.docx")))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert not TRACES.search(archive.read(info)), info.filename
            assert not TRACES.search(info.filename.encode())
            assert b"Secretary" not in archive.read(info)
        assert "docProps/app.xml" not in archive.namelist()


def test_a_paper_tells_its_title_and_language(tmp_path: Path) -> None:
    data = paper(traced(tmp_path / "t.docx"))
    properties = Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.language) == (PAPER.title, "kk-KZ")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created is None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
        langs = [(lang.getparent().getparent().tag, dict(lang.attrib)) for lang in styles.iter(f"{{{W}}}lang")]
        assert langs == [(f"{{{W}}}rPrDefault", {f"{{{W}}}val": "kk-KZ"})]
        assert b"w:lang " not in archive.read("word/document.xml")


def whole(data: bytes) -> None:
    """What Word insists on: types for all parts, no target missing, no part twice, ignorable prefixes declared."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        endings = {entry.get("Extension") for entry in types}
        parts = {entry.get("PartName") for entry in types} - {None}
        assert parts <= {f"/{name}" for name in names}
        for name in names:
            assert f"/{name}" in parts or name.rpartition(".")[2] in endings or name == "[Content_Types].xml"
            if name.endswith(".rels"):
                base = Path("/") / Path(name).parent.parent
                for relationship in etree.fromstring(archive.read(name)):
                    target = (base / relationship.get("Target", "")).resolve()
                    assert relationship.get("TargetMode") == "External" or str(target)[1:] in names
            elif name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                ignorable = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "")
                assert set(ignorable.split()) <= set(root.nsmap)
                used = {n for e in root.iter("{*}*") for n in (e.get(f"{{{R}}}id"), e.get(f"{{{R}}}embed")) if n}
                rels = f"{Path(name).parent}/_rels/{Path(name).name}.rels"
                known = {r.get("Id") for r in etree.fromstring(archive.read(rels))} if rels in names else set()
                assert used <= known, name
    Document(io.BytesIO(data))


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_cleaned_paper_is_whole(tmp_path: Path) -> None:
    whole(paper(traced(tmp_path / "t.docx")))


def test_a_title_with_tags_stays(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = "Талап: {{ city }}"
    document.save(str(tmp_path / "t.docx"))
    with zipfile.ZipFile(tmp_path / "t.docx") as archive:
        made = clean({info.filename: archive.read(info) for info in archive.infolist()}, PAPER)
    assert "<dc:title>Талап: {{ city }}</dc:title>" in made["docProps/core.xml"].decode()


def test_who_changed_and_when_is_left_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(traced(tmp_path / "t.docx")) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    change = f'<w:ins xmlns:w="{W}" w:id="9" w:author="Secretary" w:date="2013-01-01T00:00:00Z"><w:r/></w:ins></w:p>'
    entries["word/document.xml"] = entries["word/document.xml"].replace(b"</w:p>", change.encode(), 1)
    document = clean(entries, PAPER)["word/document.xml"]
    inserted = etree.fromstring(document).find(f".//{{{W}}}ins")
    assert inserted is not None
    assert dict(inserted.attrib) == {f"{{{W}}}id": "9", f"{{{W}}}author": ""}
    assert not TRACES.search(document)


def test_broken_xml_stays_for_the_compiler_to_report() -> None:
    entries = {"[Content_Types].xml": b"<a>", "word/document.xml": b"<b/>"}
    assert clean(entries, PAPER) == entries


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").glob("*/*.docx")), ids=lambda p: f"{p.parent.name}.{p.stem}"
)
def test_our_templates_are_whole_when_cleaned(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in clean(entries, Paper(path.stem, "Заявление")).items():
            assert not re.search(rb"rsid|thumbnail|customXml|stylesWithEffects", data), name
            archive.writestr(name, data)
    whole(out.getvalue())


def test_papers_of_a_plan_have_the_title_of_the_paper(content: Content) -> None:
    program = content.program("wage-claim")
    document = program.plan["documents"][0]
    for language, template in document["templates"].items():
        core = "".join(template["parts"]["docProps/core.xml"])
        assert f"<dc:title>{document['title'][language]}</dc:title>" in core


@pytest.mark.office
def test_libreoffice_opens_a_cleaned_paper(tmp_path: Path) -> None:
    assert to_pdf(paper(traced(tmp_path / "t.docx"))).startswith(b"%PDF")


SPACE = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
LIST = '<w:abstractNum w:abstractNumId="{0}"/>'
NUMBER = '<w:num w:numId="{0}"><w:abstractNumId w:val="{0}"/></w:num>'


def lists(*numbers: int) -> str:
    inner = "".join(form.format(one) for form in (LIST, NUMBER) for one in numbers)
    return f"<w:numbering {SPACE}>{inner}</w:numbering>"


def bare(words: str) -> dict[str, bytes]:
    """A file of a theme, two fonts and three lists, and what is left of it where the text is `words`."""
    fonts = "".join(f'<w:font w:name="{name}"/>' for name in ("Arial", "Courier"))
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Override PartName="/word/theme/theme1.xml"/></Types>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Target="theme/theme1.xml"/>'
        "</Relationships>",
        "word/theme/theme1.xml": "<theme/>",
        "word/fontTable.xml": f"<w:fonts {SPACE}>{fonts}</w:fonts>",
        "word/numbering.xml": lists(1, 2, 3),
        "word/styles.xml": f'<w:styles {SPACE}><w:numId w:val="3"/></w:styles>',
    }
    return lean({name: text.encode() for name, text in parts.items()}, words)


def test_what_no_part_uses_is_left_out_and_what_one_uses_stays() -> None:
    made = bare('<w:rFonts w:ascii="Arial"/><w:numId w:val="1"/>')
    assert "word/theme/theme1.xml" not in made
    assert not any(b"theme" in data for data in made.values())
    assert b"Arial" in made["word/fontTable.xml"] and b"Courier" not in made["word/fontTable.xml"]
    assert re.findall(rb'<w:num w:numId="(\d)"', made["word/numbering.xml"]) == [b"1", b"3"]
    assert re.findall(rb'abstractNumId="(\d)"', made["word/numbering.xml"]) == [b"1", b"3"]
    themed = bare('<w:color w:themeColor="accent1"/><w:numId w:val="')
    assert "word/theme/theme1.xml" in themed and b"theme1" in themed["[Content_Types].xml"]
    assert len(re.findall(rb"<w:num ", themed["word/numbering.xml"])) == 3  # a tag may name any
