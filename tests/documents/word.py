"""What Word's schema wants of a paper, so far as tags could break it: a file with a fault is one that Word repairs."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
}  # fmt: skip
ENDS_IN_PARAGRAPH = ("tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent")
MAY_SPEAK = {"t", "instrText", "delText", "posOffset", "align", "pctWidth", "pctHeight"}
PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")


def faults_of(document: bytes) -> list[str]:
    """Everything in the file that Word would not take."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        made = [f"{name} is there twice" for name in set(names) if names.count(name) > 1]
        made += _types(archive)
        made += _lists(archive)
        seen: dict[str, set[str]] = {}
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name))
                if PART.match(name):
                    made += [f"{name}: {fault}" for fault in _part(root, archive, name, seen)]
    return made


def _types(archive: zipfile.ZipFile) -> Iterator[str]:
    types = etree.fromstring(archive.read("[Content_Types].xml"))
    endings = {(e.get("Extension") or "").lower() for e in types}
    parts = {e.get("PartName") for e in types}
    for name in archive.namelist():
        if name != "[Content_Types].xml" and name.rpartition(".")[2].lower() not in endings and f"/{name}" not in parts:
            yield f"{name} has no type"


def _lists(archive: zipfile.ZipFile) -> Iterator[str]:
    """Lists that go on counting where another list ended: Word counts all of one definition together, unless a list
    says that it begins anew.
    """
    if "word/numbering.xml" not in archive.namelist():
        return
    lists = {num.get(f"{W}numId"): num for num in etree.fromstring(archive.read("word/numbering.xml")).iter(f"{W}num")}
    counted: dict[str | None, str] = {}  # by definition the list that is counting
    for paragraph in etree.fromstring(archive.read("word/document.xml")).iter(f"{W}p"):
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        num = lists.get(number.get(f"{W}val")) if number is not None else None
        if num is None:
            continue
        name = num.get(f"{W}numId", "")
        definition = next((element.get(f"{W}val") for element in num.iter(f"{W}abstractNumId")), None)
        if counted.get(definition, name) != name and num.find(f".//{W}startOverride") is None:
            yield f"list {name} goes on with the numbers of list {counted[definition]}"
        counted[definition] = name


def _part(root: etree._Element, archive: zipfile.ZipFile, name: str, seen: dict[str, set[str]]) -> Iterator[str]:
    ids = _relations(archive, name)
    for prefix in (root.get(IGNORABLE) or "").split():
        if prefix not in root.nsmap:
            yield f"the prefix «{prefix}» of Ignorable is not declared"
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        yield from _words(element, local)
        yield from _order(element, local)
        yield from _containers(element, local)
        for key in [k for k in element.attrib if str(k).startswith(R)]:
            if element.get(key) not in ids:
                yield f"«{local}» leads to «{element.get(key)}», which is not there"
        if local in {"docPr", "bookmarkStart", "comment", "footnote"}:
            key = element.get("id") or element.get(f"{W}id") or ""
            known = seen.setdefault(local, set())
            if key in known:
                yield f"the number {key} of «{local}» is used twice"
            known.add(key)


def _relations(archive: zipfile.ZipFile, name: str) -> set[str]:
    folder, _, file = name.rpartition("/")
    path = f"{folder}/_rels/{file}.rels"
    if path not in archive.namelist():
        return set()
    made = set()
    for relation in etree.fromstring(archive.read(path)):
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
        if relation.get("TargetMode") == "External" or target in archive.namelist():
            made.add(relation.get("Id", ""))
    return made


def _words(element: etree._Element, local: str) -> Iterator[str]:
    if local not in MAY_SPEAK and (element.text or "").strip():
        yield f"words in «{local}»: {element.text!r}"
    if (element.tail or "").strip():
        yield f"words after «{local}»: {element.tail!r}"


def _order(element: etree._Element, local: str) -> Iterator[str]:
    if element.tag == f"{W}{local}" and local in ORDER:
        order = ORDER[local].split()
        found = [order.index(n) for n in (etree.QName(c).localname for c in element) if n in order]
        if found != sorted(found) or len(found) != len(set(found)):
            yield f"the children of «{local}» are out of order: {[etree.QName(c).localname for c in element]}"


def _containers(element: etree._Element, local: str) -> Iterator[str]:
    if not str(element.tag).startswith(W):
        return
    if local in ENDS_IN_PARAGRAPH and (len(element) == 0 or element[-1].tag != f"{W}p"):
        yield f"«{local}» does not end in a paragraph"
    if local == "tbl" and element.find(f".//{W}tr") is None:
        yield "a table without rows"
    if local == "tr" and element.find(f".//{W}tc") is None:
        yield "a row without cells"
    if local == "tbl":
        columns = len(element.findall(f"{W}tblGrid/{W}gridCol"))
        widest = max((_columns(row) for row in element.iter(f"{W}tr") if _table_of(row) is element), default=0)
        if columns < widest:
            yield f"a grid of {columns} columns for rows of {widest}"
    if local in {"p", "tbl"} and etree.QName(element.getparent()).localname in {"p", "r", "t", "tr"}:
        yield f"«{local}» inside «{etree.QName(element.getparent()).localname}»"
    if local == "r" and etree.QName(element.getparent()).localname in {"body", "tc", "r", "t"}:
        yield f"«r» inside «{etree.QName(element.getparent()).localname}»"


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(f"{W}tbl"), None)


def _columns(row: etree._Element) -> int:
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
    return sum(1 if span is None else int(span.get(f"{W}val") or 1) for span in spans)
