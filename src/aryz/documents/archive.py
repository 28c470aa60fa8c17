"""Build time: a DOCX file opened with care: what it may hold, and what is refused before anything reads it.

Refused are zip bombs, encrypted and damaged files, document type declarations (external entities), macros, embedded
objects, links to files and pictures outside, fields that fetch something, tracked changes.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from aryz.diagnostics import Findings, Place

MOST_ENTRIES = 2_000
MOST_BYTES = 50 * 1024 * 1024  # of all entries together, unpacked
MOST_RATIO = 200  # unpacked to packed, asked of entries above a megabyte; XML of real papers stays below 30
PACKAGE_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE = "Save it in Word as .docx."
_MACROS = re.compile(r"vbaProject|vbaData|/activeX/|/macrosheets/|attachedToolbars|/customUI", re.IGNORECASE)
_OBJECTS = re.compile(r"/embeddings/.*\.bin$|/afchunk|\.(mht|html?|exe|js|vbs|scr|lnk)$", re.IGNORECASE)
_FETCHING = re.compile(
    r"^\W*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE
)
_WEB = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)
_DOCTYPE = ("<!DOCTYPE", "<!ENTITY")
_TRACKED = ("ins", "del", "moveFrom", "moveTo")

Entries = dict[str, bytes]


class RefusedError(Exception):
    """A file that is not taken: the code of the rule, what is wrong and the mend."""

    def __init__(self, code: str, message: str, mend: str):
        super().__init__(message)
        self.code, self.message, self.mend = code, message, mend


def open_docx(path: Path, findings: Findings) -> Entries | None:
    """The entries of a DOCX by name, or None with a finding."""
    try:
        entries = _entries(path)
        _innocent(entries)
    except RefusedError as error:
        findings.add(error.code, Place(path), error.message, error.mend)
        return None
    return entries


def parse(data: bytes) -> etree._Element:
    """XML without entities, network and document types; raises RefusedError."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("template.broken", f"the XML is broken: {error}", "Save it anew in Word.") from None
    if str(root.getroottree().docinfo.doctype or ""):  # type: ignore[union-attr]
        raise RefusedError("template.unsafe", "the XML declares a document type or entities.", "Save it anew in Word.")
    return root


def _entries(path: Path) -> Entries:
    try:
        with path.open("rb") as file:
            if file.read(4) == _OLE:
                message = "this is an old .doc file, or one with a password."
                raise RefusedError("template.broken", message, "Take the password away and save it in Word as .docx.")
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except FileNotFoundError:
        mend = "Make it in Word and save it under this name."
        raise RefusedError("template.missing", "the template is missing.", mend) from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, zlib.error, EOFError, ValueError) as error:
        raise RefusedError("template.broken", "this is no DOCX file.", _SAVE) from error
    except (NotImplementedError, RuntimeError) as error:
        raise RefusedError("template.broken", f"the file cannot be unpacked: {error}", _SAVE) from error


def _read(archive: zipfile.ZipFile) -> Entries:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_ENTRIES:
        raise _bomb(f"it holds {len(infos)} parts")
    entries: Entries = {}
    left = MOST_BYTES
    for info in infos:
        name = info.filename
        if name in entries or name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise RefusedError("template.unsafe", f"the part «{name}» has an odd or repeated name.", _SAVE)
        with archive.open(info) as stream:  # the sizes that a zip declares may lie: count what comes out
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise _bomb(f"unpacked it is larger than {MOST_BYTES // 1024 // 1024} MB")
        if len(data) > 1024 * 1024 and len(data) > MOST_RATIO * max(info.compress_size, 1):
            raise _bomb(f"the part «{name}» grows more than {MOST_RATIO} times")
        entries[name] = data
    return entries


def _bomb(why: str) -> RefusedError:
    return RefusedError("template.too-large", f"the file is not opened: {why}.", "Take large pictures out, save anew.")


def _innocent(entries: Entries) -> None:
    types = entries.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if "word/document.xml" not in entries or "[Content_Types].xml" not in entries:
        raise RefusedError("template.broken", "there is no Word document in this file.", _SAVE)
    if "macroEnabled" in types or any(_MACROS.search(name) for name in entries):
        raise RefusedError("template.macros", "the file holds macros.", "Save it as .docx, which holds none.")
    for name in entries:
        if _OBJECTS.search(name):
            message = f"the file holds an embedded object, «{name}»."
            raise RefusedError("template.embedded", message, "Delete the object; paste a picture or text instead.")
    for name, data in entries.items():
        if name.endswith((".xml", ".rels")) and any(
            word.encode(code) in data for word in _DOCTYPE for code in ("utf-8", "utf-16-le", "utf-16-be")
        ):
            message = f"the part «{name}» declares a document type or entities."
            raise RefusedError("template.unsafe", message, "Save it anew in Word.")
    for name in [name for name in entries if name.endswith(".rels")]:
        entries[name] = _inside(name, entries[name])
    settings = entries.get("word/settings.xml")
    if settings and b"attachedTemplate" in settings:
        entries["word/settings.xml"] = _without(settings, "attachedTemplate")


def _inside(name: str, data: bytes) -> bytes:
    """Relationships checked: the web and mail may be linked, nothing else outside; the author's own template goes."""
    if b"External" not in data:
        return data
    root = parse(data)
    for relation in list(root):
        if relation.get("TargetMode") != "External":
            continue
        kind, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
        if kind == "attachedTemplate":
            root.remove(relation)
        elif kind != "hyperlink" or not _WEB.match(target):
            message = f"the file leads outside ({kind}: «{target[:60]}»)."
            mend = "Links may lead to http(s) addresses and mail; put pictures and objects into the file itself."
            raise RefusedError("template.external", f"{message} See «{name}».", mend)
    return _bytes(root)


def _without(data: bytes, tag: str) -> bytes:
    root = parse(data)
    for element in list(root.iter(f"{W}{tag}")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def check_part(root: etree._Element) -> None:
    """A part with text: no fields that fetch, no tracked changes, nothing imported; raises RefusedError."""
    if next(root.iter(f"{W}altChunk"), None) is not None:
        raise RefusedError("template.embedded", "another file is embedded whole.", "Paste its text instead.")
    for tag in _TRACKED:
        if next(root.iter(f"{W}{tag}"), None) is not None:
            message = "changes are tracked in the template: every paper would show them and their author."
            raise RefusedError("template.tracked", message, "In Word: Review, Accept all changes; save.")
    for code in _field_codes(root):
        found = _FETCHING.match(code)
        if found:
            message = f"the field «{found.group(1).upper()}» fetches something from outside."
            raise RefusedError("template.external", message, "Put the text or the picture itself there.")


def _field_codes(root: etree._Element) -> Iterator[str]:
    """The codes of all fields; Word may cut one into several runs, and put fields into fields."""
    words = ""
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if element.tag == f"{W}instrText":
            words += element.text or ""
            continue
        yield words
        words = ""
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr") or ""
    yield words


def relations(entries: Mapping[str, bytes], part: str) -> tuple[str, etree._Element]:
    """The name and tree of a part's relationships; an empty tree where it has none."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    if path in entries:
        return path, parse(entries[path])
    return path, etree.Element(f"{PACKAGE_RELS}Relationships", nsmap={None: PACKAGE_RELS[1:-1]})  # type: ignore[dict-item]
