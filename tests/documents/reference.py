"""docxtpl's own rendering, made comparable: the context it needs, clauses pasted in, parts as canonical XML."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from jinja2 import Environment as Jinja
from lxml import etree
from markupsafe import Markup

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {
    "w": W[1:-1], "r": R[1:-1], "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}  # fmt: skip
PARTS = ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml")


CLAUSE = re.compile(r'\{\{p clause\("([^"]+)"(.*)\) \}\}')
GIVEN = re.compile(r", (\w+)=((?:[^,()]|\([^()]*\))+)")


def pasted(path: Path) -> io.BytesIO:
    """The template with its clauses copied in by hand, as one would do for docxtpl, which knows none."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                _paste(root, path)
                data = etree.tostring(root)
            target.writestr(name, data)
    return made


def _paste(root: etree._Element, path: Path) -> None:
    for paragraph in list(root.iter(f"{W}p")):
        found = CLAUSE.fullmatch("".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip())
        if found is None:
            continue
        with zipfile.ZipFile(path.parents[1] / "clauses" / found[1] / path.name) as archive:
            clause = etree.fromstring(archive.read("word/document.xml"))
        _paste(clause, path)
        body, list_id = clause.find(f"{W}body"), paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        assert body is not None
        for number in clause.iter(f"{W}numId") if list_id is not None else ():
            number.set(f"{W}val", list_id.get(f"{W}val"))
        for name, value in GIVEN.findall(found[2]):
            setting = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t/></w:r></w:p>')
            setting[0][0].text = f"{{%p set {name} = {value} %}}"
            paragraph.addprevious(setting)
        for element in [e for e in body if e.tag != f"{W}sectPr"]:
            paragraph.addprevious(element)
        paragraph.getparent().remove(paragraph)


def docxtpl_renders(path: Path, context: dict[str, Any], jinja: Jinja | None = None) -> bytes:
    """The paper as docxtpl makes it, with everything escaped, as it is with ours."""
    template = DocxTemplate(pasted(path))
    template.init_docx()

    def rich(text: Any = "", url: str = "", **given: Any) -> RichText:
        return RichText(text, url_id=template.build_url_id(url) if url else None, **given)

    def image(name: str, width: int | None = None, height: int | None = None) -> InlineImage:
        size = {key: Mm(side) for key, side in (("width", width), ("height", height)) if side is not None}
        return InlineImage(template, str(path.parent / name), **size)

    def included(name: str) -> Markup:
        with zipfile.ZipFile(path.parent / name) as archive:
            body = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
        assert body is not None
        return Markup("".join(etree.tostring(e, encoding="unicode") for e in body if e.tag != f"{W}sectPr"))

    calls = {
        "rich": rich, "RichText": rich, "rich_paragraph": RichTextParagraph, "image": image, "Listing": Listing,
        "include_docx_template": included,
    }  # fmt: skip
    template.render({**calls, **context}, jinja, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def parts_of(document: bytes) -> dict[str, str]:
    """The parts with text as canonical XML, without what tells nothing."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = set(archive.namelist())
        made = {name: _canonical(archive, name) for name in PARTS if name in names}
        core = etree.fromstring(archive.read("docProps/core.xml"))
        for name in ("title", "subject", "creator", "description"):
            found = core.find(f"{{http://purl.org/dc/elements/1.1/}}{name}")
            made[name] = html.unescape(found.text or "") if found is not None else ""  # docxtpl escapes them twice
    return made


def _canonical(archive: zipfile.ZipFile, name: str) -> str:
    root = etree.fromstring(archive.read(name))
    _targets(root, archive, name)
    for element in list(root.iter(etree.Element)):
        element.attrib.pop(SPACE, None)
        for key in [k for k in element.attrib if str(k).startswith(f"{W}rsid")]:
            del element.attrib[key]  # revision marks
        if element.tag != f"{W}t":  # docxtpl's pictures are indented
            element.text = (element.text or "").strip()
        element.tail = (element.tail or "").strip()
        if element.tag in {f"{W}rPr", f"{W}tcPr"}:  # docxtpl puts them in any order; Word's schema has one
            element[:] = sorted(element, key=lambda e: str(e.tag))
        if element.tag == f"{W}gridCol":
            element.attrib.clear()
        if element.tag == f"{W}shd" and element.getparent().tag == f"{W}rPr":
            for key in ("val", "color"):
                element.attrib.pop(f"{W}{key}", None)
        if str(element.tag).endswith("}docPr"):
            element.attrib.pop("id", None)
            element.attrib.pop("name", None)
        if str(element.tag).endswith("}cNvPr"):
            element.attrib.pop("name", None)
    for paragraph in root.iter(f"{W}p", f"{W}hyperlink"):
        _join_runs(paragraph)
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n").decode()


def _targets(root: etree._Element, archive: zipfile.ZipFile, name: str) -> None:
    """Ids of relationships replaced by what they lead to."""
    folder, _, file = name.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    if rels not in archive.namelist():
        return
    known = {}
    for relation in etree.fromstring(archive.read(rels)):
        target = relation.get("Target", "")
        path = posixpath.normpath(posixpath.join(folder, target))
        media = path in archive.namelist() and "/media/" in path
        known[relation.get("Id")] = str(archive.getinfo(path).CRC) if media else target
    for element in root.iter(etree.Element):
        for key in [k for k in element.attrib if str(k).startswith(R)]:
            element.set(key, known.get(element.get(key), "lost"))


def _join_runs(paragraph: etree._Element) -> None:
    """Neighbouring runs of the same look are one; runs that say nothing are none."""
    for properties in list(paragraph.iter(f"{W}rPr")):
        if len(properties) == 0:
            properties.getparent().remove(properties)
    last = None
    for run in list(paragraph):
        if run.tag != f"{W}r":
            last = None if run.tag != f"{W}proofErr" else last
            continue
        for text in run.findall(f"{W}t"):
            if not text.text:
                run.remove(text)
        look = run.find(f"{W}rPr")
        if len(run) == (look is not None):
            paragraph.remove(run)
        elif last is not None and _same(last.find(f"{W}rPr"), look):
            for child in list(run):
                if child.tag != f"{W}rPr":
                    _append(last, child)
            paragraph.remove(run)
        else:
            last = run
            children = list(run)
            for child in children:
                run.remove(child)
            for child in children:
                _append(run, child)


def _append(run: etree._Element, child: etree._Element) -> None:
    if child.tag == f"{W}t" and len(run) and run[-1].tag == f"{W}t":
        run[-1].text = (run[-1].text or "") + (child.text or "")
    else:
        run.append(child)


def _same(left: etree._Element | None, right: etree._Element | None) -> bool:
    looks = ["" if e is None else etree.tostring(e, method="c14n").decode() for e in (left, right)]
    return looks[0] == looks[1]
