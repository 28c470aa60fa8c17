"""Papers and templates as plain text, with the standard library alone."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as Et

from aryz.diagnostics import AryzError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN = {ord("\t"): "   ", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2011: "-", 0xAD: None, 0x200B: None}


def plain_text(document_xml: str) -> str:
    """The text of `word/document.xml`: a line a paragraph, numbered ones with their number, and a line a table row
    with « | » between cells.
    """
    body = Et.fromstring(document_xml).find(f"{W}body")
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


def docx_text(path: Path) -> str:
    """The text of a DOCX file, tags included, for `git diff`; raises AryzError for what is no DOCX."""
    try:
        with zipfile.ZipFile(path) as archive:
            return plain_text(archive.read("word/document.xml").decode("utf-8"))
    except (zipfile.BadZipFile, KeyError, OSError, Et.ParseError):
        raise AryzError(f"{path} is no DOCX file. Save it in Word as .docx.") from None


def _lines(element: Et.Element) -> list[str]:
    if element.tag == f"{W}p":
        return _paragraph(element).split("\n")
    if element.tag == f"{W}tbl":
        return [_row(row) for row in element.iter(f"{W}tr")]
    if element.tag == f"{W}sdt":
        return [line for child in element.iter(f"{W}p") for line in _lines(child)]
    return []


def _row(row: Et.Element) -> str:
    cells = [" ".join(_paragraph(p) for p in cell.iter(f"{W}p")).strip() for cell in row.findall(f"{W}tc")]
    return " | ".join(cell.replace("\n", " ") for cell in cells)


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
