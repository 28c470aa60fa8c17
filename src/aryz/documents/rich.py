"""Build time: runs, paragraphs and pictures that a tag describes: docxtpl's RichText and InlineImage.

`{{r rich(worker.name, bold=True) }}` becomes constant XML around an output: nothing of it is left to do at run time.
All properties are literals, so that no answer can bring styles, links or code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import quoteattr  # nosec B406  # it escapes, it parses nothing

from jinja2 import nodes as jn

from aryz.plan.errors import ExpressionError, nearest

RUN_CALLS = {"rich", "RichText", "R"}
PARAGRAPH_CALLS = {"rich_paragraph", "RichTextParagraph", "RP"}
_UNDERLINES = ("single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave")
_COLOUR = re.compile(r"^#?([0-9A-Fa-f]{6})$")
_WEB = re.compile(r"^(https?://|mailto:|tel:)[^\s\"<>]+$")
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_EMU = 36_000  # in a millimetre
WIDEST = 500  # millimetres


def literals(node: jn.Call, name: str, known: dict[str, type | tuple[type, ...]]) -> dict[str, Any]:
    """The named arguments of a call: literals of the known kinds; raises ExpressionError."""
    made: dict[str, Any] = {}
    for keyword in node.kwargs:
        if keyword.key not in known:
            mend = nearest(keyword.key, known) or f"It takes: {', '.join(known)}."
            raise ExpressionError(f"«{name}» has no argument «{keyword.key}».", mend, "expr.arguments")
        if not isinstance(keyword.value, jn.Const) or not isinstance(keyword.value.value, known[keyword.key]):
            message = f"«{keyword.key}» of «{name}» must be written out in the template."
            raise ExpressionError(message, f"Write «{keyword.key}=…» with a literal.", "expr.arguments")
        made[keyword.key] = keyword.value.value
    return made


RUN_PROPERTIES: dict[str, type | tuple[type, ...]] = {
    "style": str, "color": str, "highlight": str, "size": int, "subscript": bool, "superscript": bool, "bold": bool,
    "italic": bool, "underline": (bool, str), "strike": bool, "font": str, "rtl": bool, "lang": str, "url": str,
}  # fmt: skip


def run_open(given: dict[str, Any]) -> str:
    """How a run with these properties begins, in the order of Word's schema."""
    parts: list[str] = []

    def flag(word: str, element: str) -> None:
        if given.get(word):
            parts.append(f"<w:{element}/>")

    if given.get("style"):
        parts.append(f"<w:rStyle w:val={quoteattr(given['style'])}/>")
    if given.get("font"):
        region, _, font = given["font"].rpartition(":")
        name = quoteattr(font)
        regional = f" w:{region}={name}" if region in {"eastAsia"} else ""
        parts.append(f"<w:rFonts w:ascii={name} w:hAnsi={name} w:cs={name}{regional}/>")
    for word, element in (("bold", "b"), ("italic", "i")):
        flag(word, element)
        if given.get(word) and given.get("rtl"):
            parts.append(f"<w:{element}Cs/>")
    flag("strike", "strike")
    if given.get("color"):
        parts.append(f'<w:color w:val="{_colour(given["color"])}"/>')
    if given.get("size"):
        parts.append(f'<w:sz w:val="{given["size"]}"/><w:szCs w:val="{given["size"]}"/>')
    if given.get("underline"):
        kind = given["underline"] if given["underline"] in _UNDERLINES else "single"
        parts.append(f'<w:u w:val="{kind}"/>')
    if given.get("highlight"):
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour(given["highlight"])}"/>')
    for word in ("subscript", "superscript"):
        if given.get(word):
            parts.append(f'<w:vertAlign w:val="{word}"/>')
            break
    if given.get("rtl"):
        parts.append('<w:rtl w:val="true"/>')
    if given.get("lang"):
        parts.append(f"<w:lang w:val={quoteattr(given['lang'])}/>")
    return f"<w:r><w:rPr>{''.join(parts)}</w:rPr>" if parts else "<w:r>"


def _colour(text: str) -> str:
    found = _COLOUR.match(text)
    if not found:
        raise ExpressionError(f"«{text}» is no colour.", "Write six digits, such as «CC0000».", "expr.arguments")
    return found.group(1)


def link(url: str, relate: Callable[[str], str]) -> str:
    """How a hyperlink begins; only addresses of the web and of mail, written out in the template."""
    if not _WEB.match(url):
        message = f"«{url[:60]}» is no address of the web or of mail."
        raise ExpressionError(message, "Write «url='https://…'».", "expr.arguments")
    return f'<w:hyperlink xmlns:r="{_R}" r:id="{relate(url)}" w:tgtFrame="_blank">'


def picture_size(dots: tuple[int, int], given: dict[str, Any]) -> tuple[int, int]:
    """Width and height in EMU from millimetres; one of them is enough."""
    width: int | None = given.get("width")
    height: int | None = given.get("height")
    if width is None and height is None:
        mend = "Write «image('name.png', width=40)», in mm."
        raise ExpressionError("the picture has no size.", mend, "expr.arguments")
    if not all(0 < side <= WIDEST for side in (width, height) if side is not None) or min(dots) < 1:
        message = f"a picture is 1 to {WIDEST} mm wide and high."
        raise ExpressionError(message, "Write its size in mm.", "expr.arguments")
    wide = int(_EMU * (width if width is not None else (height or 0) * dots[0] / dots[1]))
    high = int(_EMU * (height if height is not None else (width or 0) * dots[1] / dots[0]))
    return wide, high


def picture_xml(relation: str, name: str, size: tuple[int, int], number: Any) -> list[Any]:
    """A run with a picture. `number` is the node or text of its number in the paper, which must be unique."""
    wide, high = size
    label = quoteattr(name)
    namespaces = (
        f'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="{_A}" '
        f'xmlns:pic="{_PIC}" xmlns:r="{_R}"'
    )
    head = f'<w:r><w:drawing><wp:inline {namespaces}><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="'
    tail = (
        f'" name={label}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name={label}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"/>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return [head, number, tail]
