"""Build time: a Word template without the traces of its making, and with the language and title of the paper.

What Word needs stays: the parts that relationships lead to. What tells of the author, of the computer or of other
papers goes: thumbnails, properties, custom XML, revision marks, names and days of changes. Spelling is checked in the
language of the paper: it is set once for the whole file, and runs no longer say otherwise.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape  # nosec B406  # it escapes, it parses nothing

from lxml import etree

Entries = dict[str, bytes]  # by zip name, in order

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LANGUAGES = {"ru": "ru-RU", "kk": "kk-KZ", "uz": "uz-Latn-UZ", "en": "en-US"}
_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_UNNEEDED = {  # the last word of a relationship's type
    "thumbnail", "extended-properties", "custom-properties", "core-properties", "customXml", "customXmlProps",
    "stylesWithEffects", "webSettings", "attachedTemplate", "glossaryDocument", "people", "commentsExtended",
    "commentsIds", "commentsExtensible", "printerSettings",
}  # fmt: skip
_TRACES = {
    *(_W + name for name in ("rsid", "rsids", "proofErr", "proofState", "lastRenderedPageBreak", "lang", "docVars")),
    *(_W + name for name in ("attachedTemplate", "savePreviewPicture", "trackRevisions", "dataBinding", "mailMerge")),
    *(space + name for space in (_W14, _W15) for name in ("docId", "dataBinding")),
}
_TRACE_ATTRIBUTES = {_W14 + "paraId", _W14 + "textId", _W + "date", _W + "initials"}
_NAMES = {_W + "author"}  # must be there, may say nothing
_BOOKMARKS = (_W + "bookmarkStart", _W + "bookmarkEnd")
_TRACED = etree.XPath(  # elements that may have some of these: libxml2 finds them far sooner than a loop does
    "//*[@*[local-name()='author' or local-name()='paraId' or local-name()='textId' or local-name()='date'"
    " or local-name()='initials' or starts-with(local-name(), 'rsid')]]"
)
_KEPT_PREFIXES = ("w", "r", "wp", "a", "pic")  # tags may bring pictures and links
_CORE_XML = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:language>{language}</dc:language></cp:coreProperties>"
)


@dataclass(frozen=True)
class Paper:
    """What a finished file tells about itself."""

    language: str
    title: str


def clean(entries: Entries, paper: Paper) -> Entries:
    """The entries of the cleaned file; as they are where its XML is broken, which the compiler reports."""
    language = _LANGUAGES.get(paper.language, paper.language)
    if _TYPES not in entries or "_rels/.rels" not in entries:
        return entries
    try:
        trees = {name: _tree(data) for name, data in entries.items() if name.endswith(".rels")}
        for tree in trees.values():
            _drop_relationships(tree)
        kept = _reachable(trees)
        trees |= {name: _tree(entries[name]) for name in kept & entries.keys() if name.endswith(".xml")}
        _describe(trees[_TYPES], trees["_rels/.rels"], kept)
        for name, tree in trees.items():
            if name.startswith("word/") and not name.endswith(".rels"):
                _strip(tree)
        _set_language(trees, language)
        title = _title(_tree(entries[_CORE]) if _CORE in entries else None, paper)
    except etree.XMLSyntaxError:
        return entries
    made = {name: _bytes(trees[name]) if name in trees else entries[name] for name in entries if name in kept}
    made[_CORE] = _CORE_XML.format(title=escape(title), language=language).encode()
    return {_TYPES: made.pop(_TYPES), **made}  # the list of types comes first


def _title(core: etree._Element | None, paper: Paper) -> str:
    """The paper's title, unless the template's own has tags."""
    own = core.findtext(f"{_DC}title") if core is not None else None
    return own if own and "{{" in own else paper.title


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(tree: etree._Element) -> bytes:
    ignorable = (tree.get(_MC + "Ignorable") or "").split()
    etree.cleanup_namespaces(tree, keep_ns_prefixes=[*_KEPT_PREFIXES, *ignorable])
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop_relationships(rels: etree._Element) -> None:
    for relationship in list(rels):
        if relationship.get("Type", "").rpartition("/")[2] in _UNNEEDED:
            rels.remove(relationship)


def _reachable(trees: dict[str, etree._Element]) -> set[str]:
    """The names of the parts that relationships lead to, with the files of relationships."""
    kept, waiting = {_TYPES}, [""]
    while waiting:
        folder, _, name = waiting.pop().rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in trees:
            continue
        kept.add(rels)
        for relationship in trees[rels]:
            target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target") or "")).lstrip("/")
            if relationship.get("TargetMode") != "External" and target not in kept:
                kept |= {target, unquote(target)}
                waiting.append(unquote(target))
    return kept


def _describe(types: etree._Element, rels: etree._Element, kept: Iterable[str]) -> None:
    """The list of types and the relationships of the file tell of what is kept and of the new properties."""
    parts = {f"/{name}" for name in kept}
    endings = {name.rpartition(".")[2].lower() for name in kept}
    for entry in list(types):
        ending, part = entry.get("Extension"), entry.get("PartName")
        if (ending and ending.lower() not in endings) or (part and part not in parts):
            types.remove(entry)
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{_CORE}", ContentType=_CORE_TYPE)
    taken = {entry.get("Id") for entry in rels}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    kind = f"{_PACKAGE}/relationships/metadata/core-properties"
    etree.SubElement(rels, f"{{{_PACKAGE}/relationships}}Relationship", Id=free, Type=kind, Target=_CORE)


def _strip(tree: etree._Element) -> None:
    back = {start.get(_W + "id") for start in tree.iter(_W + "bookmarkStart") if start.get(_W + "name") == "_GoBack"}
    for element in list(tree.iter(*_TRACES, *_BOOKMARKS)):
        parent = element.getparent()
        if parent is not None and (element.tag not in _BOOKMARKS or element.get(_W + "id") in back):
            parent.remove(element)
    traced: Any = _TRACED(tree)
    for element in traced:
        for name in map(str, element.keys()):
            if name in _NAMES:
                element.set(name, "")
            elif name in _TRACE_ATTRIBUTES or name.startswith(f"{_W}rsid"):
                del element.attrib[name]


def _set_language(trees: dict[str, etree._Element], language: str) -> None:
    styles, settings = trees.get("word/styles.xml"), trees.get("word/settings.xml")
    if styles is not None:
        defaults = _child(styles, "docDefaults", 0)
        run = _child(_child(defaults, "rPrDefault", 0), "rPr", 0)
        etree.SubElement(run, _W + "lang").set(_W + "val", language)
    for theme in settings.iter(_W + "themeFontLang") if settings is not None else ():
        theme.attrib.clear()
        theme.set(_W + "val", language)


def _child(parent: etree._Element, name: str, at: int) -> etree._Element:
    found = parent.find(_W + name)
    if found is None:
        found = etree.Element(_W + name)
        parent.insert(at, found)
    return found
