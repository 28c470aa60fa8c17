"""Run time: plain sheets that have no template: notes, lists, tables. Standard library only.

A sheet is a list of blocks, written as a Word file or as text. The same blocks give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

Rows = Sequence[Sequence[str]]

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows
_LOCALES = {"ru": "ru-RU", "kk": "kk-KZ", "uz": "uz-Latn-UZ", "uz-cyrl": "uz-Cyrl-UZ", "en": "en-GB"}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"))
    )
    + "</Types>"
)


def _links(target: str, kind: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{space}">{link}</Relationships>'


@dataclass(frozen=True)
class Block:
    """A piece of a sheet. kind: title, heading, text, item (of a list, with its `mark`), table (the first of `rows` is
    its head).
    """

    kind: str
    text: str = ""
    mark: str = "•"
    rows: Rows = field(default=())


def table(rows: Rows) -> Block:
    """Rows as a block; the first of them is the head."""
    return Block("table", "", "•", rows)


def as_text(blocks: Iterable[Block]) -> str:
    """A sheet as plain text: an empty line before each heading, a line a row of a table."""
    lines: list[str] = []
    for block in blocks:
        if block.kind == "heading":
            lines += ["", block.text]
        elif block.kind == "item":
            lines.append(f"{block.mark} {block.text}")
        elif block.kind == "table":
            lines += [" | ".join(row) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines).strip() + "\n"


def as_docx(blocks: Iterable[Block], language: str, wide: bool = False) -> bytes:
    """A sheet as a Word file, A4, in `language`. wide: on its side."""
    body = "".join(_table(block.rows) if block.kind == "table" else _paragraph(block) for block in blocks)
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if wide else 'w:w="11906" w:h="16838"'
    page = (
        f'<w:sectPr><w:pgSz {size}/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1134" '
        'w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    )
    return zipped(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _links("word/document.xml", "officeDocument").encode(),
            "word/_rels/document.xml.rels": _links("styles.xml", "styles").encode(),
            "word/document.xml": f"{_HEAD}<w:document {_W}><w:body>{body}{page}</w:body></w:document>".encode(),
            "word/styles.xml": _styles(_LOCALES.get(language, language)).encode(),
        }
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as one zip; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _styles(locale: str) -> str:
    fonts = "".join(f' w:{kind}="Times New Roman"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    normal = f'<w:rPr><w:rFonts{fonts}/><w:sz w:val="24"/><w:lang w:val="{locale}"/></w:rPr>'
    space = '<w:pPr><w:spacing w:before="0" w:after="80"/></w:pPr>'
    made = f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>{space}{normal}'
    looks = (("Title", "Title", 0, 32, "center"), ("Heading1", "heading 1", 240, 26, "left"))
    for name, words, before, size, align in looks:
        made += (
            f'</w:style><w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{words}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="120"/>'
            f'<w:jc w:val="{align}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>'
        )
    return f"{_HEAD}<w:styles {_W}>{made}</w:style></w:styles>"


def _paragraph(block: Block) -> str:
    tab = '<w:tabs><w:tab w:val="left" w:pos="425"/></w:tabs>'
    looks = {
        "title": '<w:pPr><w:pStyle w:val="Title"/></w:pPr>',
        "heading": '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>',
        "item": f'<w:pPr>{tab}<w:ind w:left="425" w:hanging="425"/></w:pPr>',
    }
    mark = f"<w:r><w:t>{_safe(block.mark)}</w:t><w:tab/></w:r>" if block.kind == "item" else ""
    return f"<w:p>{looks.get(block.kind, '')}{mark}{_run(block.text)}</w:p>"


def _run(text: str, bold: bool = False, size: int = 0) -> str:
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{_safe(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{words}</w:r>"


def _table(rows: Rows) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    widest = max((len(row) for row in rows), default=0)
    grid = "".join('<w:gridCol w:w="1"/>' for _ in range(widest))
    made = f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
    made += f"<w:tblGrid>{grid}</w:tblGrid>"
    for number, row in enumerate(rows):
        repeated = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if number == 0 else "") + "</w:trPr>"
        cells = "".join(f"<w:tc><w:tcPr/><w:p>{_run(cell, bold=number == 0, size=20)}</w:p></w:tc>" for cell in row)
        made += f"<w:tr>{repeated}{cells}</w:tr>"
    return f"{made}</w:tbl><w:p/>"


def _safe(text: str) -> str:
    """Text as XML takes it: escaped, without control characters."""
    return escape("".join(c for c in text if c >= " " or c == "\t"), quote=False)
