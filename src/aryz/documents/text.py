"""Papers and templates as plain text, with the standard library alone."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as Et  # nosec B405  # names of types; `wordxml` parses

from aryz import wordxml
from aryz.diagnostics import AryzError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CLAUSE = re.compile(r"\{\{p\s+clause\(\s*[\"'“«]([\w-]+)")
_PLAIN = {ord("\t"): "   ", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2011: "-", 0xAD: None, 0x200B: None}


def plain_text(document_xml: str) -> str:
    """The text of `word/document.xml`: a line a paragraph, numbered ones with their number, and a line a table row
    with « | » between cells, where lines are drawn between them.
    """
    body = wordxml.parse(document_xml).find(f"{W}body")
    lines: list[str] = []
    counts: dict[str, int] = {}
    for element in body if body is not None else []:
        number = element.find(f"{W}pPr/{W}numPr/{W}numId")
        made = _lines(element)
        if number is not None:
            key = number.get(f"{W}val", "")
            counts[key] = counts.get(key, 0) + 1
            made[0] = f"{counts[key]}. {made[0]}"
        lines += made
    return "\n".join(lines).strip() + "\n"


def form_text(text: str) -> str:
    """A paper's text as the forms of e-government take it: no tabs, no spaces of special kinds, no two empty lines in
    a row.
    """
    lines: list[str] = []
    for line in text.translate(_PLAIN).splitlines():
        bare = line.rstrip()
        if bare or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).strip() + "\n"


def docx_text(path: Path, clauses: bool = False) -> str:
    """The text of a DOCX file, tags included, for `git diff`; raises AryzError for what is no DOCX. clauses: below each
    tag that brings in a clause the clause's own lines, each with the name of the clause before it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            text = plain_text(archive.read("word/document.xml").decode("utf-8"))
    except (zipfile.BadZipFile, KeyError, OSError, UnicodeDecodeError, Et.ParseError):
        raise AryzError(f"{path} is no DOCX file. Save it in Word as .docx.") from None
    return _with_clauses(text, path, ()) if clauses else text


def _with_clauses(text: str, path: Path, opened: tuple[str, ...]) -> str:
    """The text with its clauses. opened: the clauses that this text stands in, from the outside in."""
    lines: list[str] = []
    for line in text.splitlines():
        lines.append(f"{' > '.join(opened)}: {line}" if opened else line)
        found = _CLAUSE.search(line)
        if found and found[1] not in opened:
            templates = path.parents[1] if not opened else path.parents[2]
            file = templates / "clauses" / found[1] / path.name
            lines += _with_clauses(docx_text(file), file, (*opened, found[1])).splitlines()
    return "\n".join(lines) + "\n"


def _lines(element: Et.Element) -> list[str]:
    if element.tag == f"{W}p":
        return _paragraph(element).split("\n")
    if element.tag == f"{W}tbl":
        drawn = element.find(f"{W}tblPr/{W}tblStyle") is not None or element.find(f"{W}tblPr/{W}tblBorders") is not None
        return [_row(row, " | " if drawn else "   ") for row in element.iter(f"{W}tr")]
    if element.tag == f"{W}sdt":
        return [line for child in element.iter(f"{W}p") for line in _lines(child)]
    return []


def _row(row: Et.Element, between: str) -> str:
    cells = [" ".join(_paragraph(p) for p in cell.iter(f"{W}p")).strip() for cell in row.findall(f"{W}tc")]
    return between.join(cell.replace("\n", " ") for cell in cells)


def _paragraph(paragraph: Et.Element) -> str:
    made: list[str] = []
    for run in paragraph.iter(f"{W}r"):
        for element in run:
            if element.tag == f"{W}t":
                made.append(element.text or "")
            elif element.tag == f"{W}tab":
                made.append("\t")
            elif element.tag == f"{W}br":
                made.append("\n")
            elif element.tag == f"{W}noBreakHyphen":
                made.append("-")
    return "".join(made).strip()
