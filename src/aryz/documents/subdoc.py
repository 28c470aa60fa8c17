"""Build time: another Word file's paragraphs made fit for ours: its styles, lists, pictures and links come along."""

from __future__ import annotations

import copy
import posixpath

from lxml import etree

from aryz.documents.archive import Entries, RefusedError, W, parse, relations
from aryz.documents.package import MEDIA, Package

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_NOT_TAKEN = ("footnoteReference", "endnoteReference", "commentReference", "object")


def adopt(root: etree._Element, entries: Entries, package: Package, part: str, number: str = "") -> None:
    """Change `root`, the document of `entries`, so that its body can stand in `part` of `package`. number: of the list
    of ours that its numbered paragraphs go on with, empty = lists of their own.
    """
    for name in _NOT_TAKEN:
        if next(root.iter(f"{W}{name}"), None) is not None:
            message = f"the included paper holds «{name}», which cannot come along."
            raise RefusedError("template.included", message, "Write it into the text.")
    for section in [e for e in root.iter(f"{W}sectPr") if e.getparent() is not None]:
        parent = section.getparent()
        if parent is not None and parent.tag == f"{W}pPr":
            parent.remove(section)
    _styles(root, entries, package)
    _lists(root, entries, package, number)
    _relations(root, entries, package, part)


def _styles(root: etree._Element, entries: Entries, package: Package) -> None:
    """Styles that our file lacks; where both have one of the same id, ours stands."""
    if _STYLES not in entries or _STYLES not in package.entries:
        return
    ours, theirs = parse(package.entries[_STYLES]), parse(entries[_STYLES])
    known = {style.get(f"{W}styleId") for style in ours.iter(f"{W}style")}
    found = {style.get(f"{W}styleId"): style for style in theirs.iter(f"{W}style")}
    wanted = [e.get(f"{W}val") for n in ("pStyle", "rStyle", "tblStyle") for e in root.iter(f"{W}{n}")]
    changed = False
    while wanted:
        name = wanted.pop()
        if name in known or name not in found:
            continue
        style = copy.deepcopy(found[name])
        style.attrib.pop(f"{W}default", "")
        ours.append(style)
        known.add(name)
        changed = True
        wanted += [e.get(f"{W}val") for n in ("basedOn", "next", "link") for e in style.iter(f"{W}{n}")]
    if changed:
        package.entries[_STYLES] = _bytes(ours)


def _lists(root: etree._Element, entries: Entries, package: Package, number: str) -> None:
    """Numbered lists go on with the list `number`, or get numbers of their own, so that they count anew."""
    used = list(root.iter(f"{W}numId"))
    if number:
        for element in used:
            element.set(f"{W}val", number)
        return
    if not used or _NUMBERING not in entries:
        return
    if _NUMBERING not in package.entries:
        message = "the included paper has numbered lists, and this template has none to put them beside."
        raise RefusedError("template.included", message, "Make one paragraph of this template a numbered one.")
    ours, theirs = parse(package.entries[_NUMBERING]), parse(entries[_NUMBERING])
    abstract = {e.get(f"{W}abstractNumId"): e for e in theirs.iter(f"{W}abstractNum")}
    numbers = {e.get(f"{W}numId"): e for e in theirs.findall(f"{W}num")}
    new: dict[str | None, str] = {}
    for element in used:
        key = element.get(f"{W}val")
        if key not in new:
            new[key] = _list(ours, numbers.get(key), abstract) or "0"
        element.set(f"{W}val", new[key])
    package.entries[_NUMBERING] = _bytes(ours)


def _list(ours: etree._Element, number: etree._Element | None, abstract: dict[str | None, etree._Element]) -> str:
    """A copy of a list in our numbering; returns its number."""
    link = None if number is None else number.find(f"{W}abstractNumId")
    source = None if link is None else abstract.get(link.get(f"{W}val"))
    if number is None or source is None:
        return ""
    free = _free(ours, "abstractNum", "abstractNumId")
    form = copy.deepcopy(source)
    form.set(f"{W}abstractNumId", free)
    for unique in form.findall(f"{W}nsid"):
        form.remove(unique)
    first = ours.find(f"{W}num")
    ours.insert(len(ours) if first is None else ours.index(first), form)
    made = copy.deepcopy(number)
    made.set(f"{W}numId", _free(ours, "num", "numId"))
    for own in made.findall(f"{W}abstractNumId"):
        own.set(f"{W}val", free)
    last = ours.findall(f"{W}num")
    ours.insert(ours.index(last[-1]) + 1 if last else len(ours), made)
    return str(made.get(f"{W}numId"))


def _free(root: etree._Element, tag: str, attribute: str) -> str:
    return str(max((int(e.get(f"{W}{attribute}") or 0) for e in root.findall(f"{W}{tag}")), default=0) + 1)


def _relations(root: etree._Element, entries: Entries, package: Package, part: str) -> None:
    """Pictures and links; what else leads to other parts does not come along."""
    _, known = relations(entries, "word/document.xml")
    by_id = {relation.get("Id"): relation for relation in known}
    for element in root.iter(etree.Element):
        if element.tag in {f"{W}headerReference", f"{W}footerReference"}:
            continue  # their section is not taken
        for name in [str(key) for key in element.attrib if str(key).startswith(_R)]:
            relation = by_id.get(element.get(name))
            kind = "" if relation is None else (relation.get("Type") or "").rsplit("/", 1)[-1]
            target = "" if relation is None else relation.get("Target") or ""
            if kind == "hyperlink":
                element.set(name, package.relate(part, kind, target, external=True))
                continue
            path = posixpath.normpath(posixpath.join("word", target))
            ending = path.rpartition(".")[2].lower().replace("jpeg", "jpg")
            if kind != "image" or path not in entries or ending not in MEDIA:
                message = f"the included paper holds «{kind or 'a lost link'}», which cannot come along."
                raise RefusedError("template.included", message, "Take it out, or make it a PNG or JPEG picture.")
            element.set(name, package.picture(part, entries[path], ending))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
