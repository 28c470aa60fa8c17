"""Build time: the file around the parts: pictures and links that tags bring in, their relationships and types."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

from lxml import etree

from aryz.documents.archive import PACKAGE_RELS, Entries, RefusedError, parse, relations

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MEDIA = {"png": "image/png", "jpg": "image/jpeg"}
MOST_PICTURE = 4 * 1024 * 1024


class Package:
    """The entries of a DOCX while it is compiled."""

    def __init__(self, entries: Entries):
        self.entries = entries

    def relate(self, part: str, kind: str, target: str, external: bool = False) -> str:
        """The id of a relationship of `part`, made if there is none; `kind` is hyperlink or image."""
        path, root = relations(self.entries, part)
        wanted = f"{_OFFICE}/{kind}"
        for relation in root:
            if relation.get("Type") == wanted and relation.get("Target") == target:
                return str(relation.get("Id"))
        taken = {relation.get("Id") for relation in root}
        made = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        element = etree.SubElement(root, f"{PACKAGE_RELS}Relationship", Id=made, Type=wanted, Target=target)
        if external:
            element.set("TargetMode", "External")
        self.entries[path] = _bytes(root)
        return made

    def picture(self, part: str, data: bytes, ending: str) -> str:
        """Put a picture into the file and relate it to `part`; returns the relationship's id."""
        name = f"media/{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
        self.entries[f"word/{name}"] = data
        root = parse(self.entries["[Content_Types].xml"])
        if not any((entry.get("Extension") or "").lower() == ending for entry in root):
            default = etree.Element(f"{_TYPES}Default", Extension=ending, ContentType=MEDIA[ending])
            root.insert(0, default)
            self.entries["[Content_Types].xml"] = _bytes(root)
        return self.relate(part, "image", name)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read_picture(path: Path) -> tuple[bytes, str, int, int]:
    """A PNG or JPEG file: its bytes, its ending, width and height in dots; raises RefusedError."""
    try:
        if path.stat().st_size > MOST_PICTURE:
            raise RefusedError("template.picture", f"the picture «{path.name}» is too large.", "Make it below 4 MB.")
        data = path.read_bytes()
    except OSError:
        raise RefusedError(
            "template.picture", f"there is no picture «{path.name}».", "Put it beside the template."
        ) from None
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return data, "png", *struct.unpack(">II", data[16:24])
        if data.startswith(b"\xff\xd8"):
            return data, "jpg", *_jpeg_size(data)
    except (struct.error, IndexError):
        pass
    raise RefusedError("template.picture", f"«{path.name}» is no PNG or JPEG picture.", "Save it as .png or .jpg.")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while True:
        mark, size = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + size
