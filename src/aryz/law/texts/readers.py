"""Files that people save, as streams of lines: the mirror's Markdown, a web page, a Word file, plain text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree  # nosec B405  # names of types; `wordxml` parses

import lxml.etree
import lxml.html

from aryz import wordxml
from aryz.diagnostics import AryzError
from aryz.law.texts.stream import Line, clean

_HEADING = re.compile(r"#{1,6}\s+(.*)$")
_BOLD = re.compile(r"\*\*(.+?)\*\*$")
_ITALIC = re.compile(r"\*([^*].*)\*$")
_RULE = re.compile(r"\|?[\s:|-]+\|?$")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_file(path: Path) -> list[Line]:
    """The lines of a file by its kind: .md, .html/.htm, .docx, and everything else as plain text. Raises AryzError."""
    kind = path.suffix.lower()
    try:
        if kind == ".docx":
            return list(docx_lines(path))
        data = path.read_bytes()
    except OSError as error:
        raise AryzError(f"{path} cannot be read: {error.strerror}.") from None
    if kind in {".html", ".htm"} or data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return list(html_lines(data, path))
    text = decoded(data, path)
    return list(markdown_lines(text)) if kind == ".md" else list(plain_lines(text))


def decoded(data: bytes, path: Path) -> str:
    """UTF-8, or the Windows encoding of older pages. Raises AryzError for what is neither."""
    if b"\0" in data:
        raise AryzError(f"{path} is no text. Save the page as HTML, DOCX or plain text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def plain_lines(text: str) -> Iterator[Line]:
    """Plain text: no indentation is believed, headings are known by their words."""
    for number, line in enumerate(text.split("\n"), 1):
        yield Line(number, clean(line))


# the mirror's Markdown


def markdown_lines(text: str) -> Iterator[Line]:
    """The public mirror's form: indentation tells what a part belongs to, quotes are notes, italics are remarks."""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith(("<a ", "↑ ")) or (line.startswith("|") and _RULE.match(line)):
            continue
        yield _markdown_line(number, line, len(raw) - len(raw.lstrip(" ")))


def _markdown_line(number: int, line: str, indent: int) -> Line:
    if line.startswith(">"):
        return Line(number, _words(line.lstrip("> ").strip("*")), indent, "note")
    if line.startswith("|"):
        return Line(number, " | ".join(_words(cell) for cell in line.strip("|").split("|")), indent, "table")
    heading = _HEADING.match(line)
    if heading:
        return Line(number, _words(heading[1].replace("*", "")), 0, "heading")
    bold = _BOLD.match(line)
    if bold and "**" not in bold[1]:
        return Line(number, _words(bold[1]), indent, "heading")
    italic = _ITALIC.match(line)
    if italic:
        return Line(number, _words(italic[1]), indent, "italic")
    return Line(number, _words(line), indent)


def _words(text: str) -> str:
    """The words without Markdown's signs."""
    plain = _LINK.sub(r"\1", text).replace("**", "")
    return clean(_ESCAPED.sub(r"\1", plain))


# a saved web page

_SKIPPED = {
    "script",
    "style",
    "nav",
    "header",
    "footer",
    "form",
    "button",
    "select",
    "noscript",
    "svg",
    "head",
    "template",
}
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "td", "th", "div", "section", "article", "body", "tr",
           "table", "tbody", "thead", "ul", "ol", "blockquote", "dl", "dd", "dt", "main", "center"}  # fmt: skip


def html_lines(data: bytes, path: Path) -> Iterator[Line]:
    """A page: paragraphs and headings in order. Where the page marks its main part, only that is read."""
    try:
        root = lxml.html.document_fromstring(_XML.sub("", decoded(data, path)))
    except (lxml.etree.ParserError, ValueError):
        raise AryzError(f"{path} is empty or no web page.") from None
    main = root.find(".//article")
    if main is None:
        main = root.find(".//main")
    for element in _blocks(root if main is None else main):
        text = _row(element) if element.tag == "tr" else clean("".join(_own_text(element)))
        if text:
            yield Line(int(element.sourceline or 0), text, None, _html_hint(element))


def _blocks(root: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """Elements that hold words of their own, in the order of the page; a table row counts as one."""
    if not isinstance(root.tag, str) or root.tag in _SKIPPED:
        return
    if root.tag == "tr" or not any(isinstance(c.tag, str) and c.tag in _BLOCKS for c in root.iter() if c is not root):
        yield root
        return
    if any(text.strip() for text in root.xpath("./text()")):
        yield root  # words beside inner blocks: told by _own_text
    for child in root:
        if isinstance(child.tag, str) and child.tag in _BLOCKS:
            yield from _blocks(child)


def _own_text(element: lxml.html.HtmlElement) -> list[str]:
    """The words of an element without those of inner blocks."""
    made = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag not in _SKIPPED:
            made += [" ", *_own_text(child)] if child.tag == "br" else ["".join(_own_text(child))]
        made.append(child.tail or "")
    return ["".join(made)]


def _row(row: lxml.html.HtmlElement) -> str:
    return " | ".join(clean(cell.text_content()) for cell in row if cell.tag in {"td", "th"})


def _html_hint(element: lxml.html.HtmlElement) -> str:
    if element.tag == "tr":
        return "table"
    names = f"{element.get('class', '')} {element.get('style', '')}".lower()
    if "note" in names or re.search(r"color:\s*(?:#f00|#ff0000|red)", names):
        return "note"
    if re.fullmatch(r"h[1-6]", str(element.tag)):
        return "heading"
    inner = [c for c in element if isinstance(c.tag, str) and c.tag != "a" and clean(str(c.text_content()))]
    alone = len(inner) == 1 and clean(inner[0].text_content()) == clean(element.text_content())
    if alone and inner[0].tag in {"b", "strong"}:
        return "heading"
    return "italic" if alone and inner[0].tag in {"i", "em"} else ""


# a Word file


def docx_lines(path: Path) -> Iterator[Line]:
    """A DOCX: paragraphs in order, numbered from 1; headings by style or by being bold throughout; table rows."""
    try:
        with zipfile.ZipFile(path) as package:
            body = wordxml.parse(package.read("word/document.xml").decode("utf-8")).find(f"{_W}body")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, ElementTree.ParseError):
        raise AryzError(f"{path} is no Word document. Save it in Word as .docx.") from None
    number = 0
    for block in body if body is not None else []:
        if block.tag == f"{_W}p":
            number += 1
            yield Line(number, clean(_paragraph(block)), None, _docx_hint(block))
        elif block.tag == f"{_W}tbl":
            for row in block.iter(f"{_W}tr"):
                number += 1
                cells = [clean(" ".join(_paragraph(p) for p in cell.iter(f"{_W}p"))) for cell in row.iter(f"{_W}tc")]
                yield Line(number, " | ".join(cells), None, "table")


def _paragraph(block: ElementTree.Element) -> str:
    """The words of a paragraph; a tab and a line break are spaces, what was deleted under review is left out."""
    made = []
    for node in block.iter():
        if node.tag == f"{_W}t":
            made.append(node.text or "")
        elif node.tag in {f"{_W}tab", f"{_W}br"}:
            made.append(" ")
    return "".join(made)


def _docx_hint(block: ElementTree.Element) -> str:
    style = block.find(f"{_W}pPr/{_W}pStyle")
    if style is not None and "heading" in str(style.get(f"{_W}val")).lower():
        return "heading"
    runs = [run for run in block.iter(f"{_W}r") if "".join(t.text or "" for t in run.iter(f"{_W}t")).strip()]
    if runs and all(_marked(run, "b") for run in runs):
        return "heading"
    return "italic" if runs and all(_marked(run, "i") for run in runs) else ""


def _marked(run: ElementTree.Element, sign: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{sign}")
    return found is not None and found.get(f"{_W}val") not in {"0", "false"}
