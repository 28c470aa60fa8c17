"""Build time: a paper's file without what none of its parts uses: theme, fonts, lists, settings of formulas and shapes.

Word and LibreOffice open it alike; it is smaller for whoever sends it, and for pages that make papers themselves.
"""

from __future__ import annotations

import re

from lxml import etree

from aryz.documents.archive import Entries, parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THEME, _FONTS, _LISTS = "word/theme/theme1.xml", "word/fontTable.xml", "word/numbering.xml"
_STYLES, _SETTINGS = "word/styles.xml", "word/settings.xml"
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_LISTS_RELATIONS = "word/_rels/numbering.xml.rels"
_THEMED = re.compile(r"[tT]heme|schemeClr")
_EDGE = re.compile(r"word/(?:header|footer)\d*\.xml$")
_LISTED = re.compile(r'<w:numId w:val="(\d+)"')


def lean(entries: Entries, words: str) -> Entries:
    """The entries without what is not used. words: the XML of the parts that are filled in, with all that may come."""
    made = dict(entries)
    said = words + "".join(
        data.decode("utf-8", "replace")
        for name, data in entries.items()
        if name.endswith(".xml") and name not in {_THEME, _FONTS, _LISTS, _SETTINGS, _TYPES}
    )
    themed = _THEME not in made or bool(_THEMED.search(said))
    if not themed:
        _drop(made, _THEME)
    if _LISTS in made:
        _lists(made, said)
    if _FONTS in made:
        _fonts(made, said + "".join(made[one].decode() for one in (_LISTS, _THEME) if one in made))
    if _SETTINGS in made:
        _settings(made, said, themed)
    for name in (_STYLES, _SETTINGS, _FONTS, _LISTS):
        if name in made and b"AlternateContent" not in made[name]:
            made[name] = _bytes(_close(parse(made[name])))
    for name in filter(_EDGE.match, made):
        if b"AlternateContent" not in made[name]:
            made[name] = _bytes(parse(made[name]))
    return made


def _lists(made: Entries, said: str) -> None:
    """Lists that a paragraph or a style names, and their looks."""
    root, used = parse(made[_LISTS]), set(_LISTED.findall(said))
    if root.find(f".//{_W}numStyleLink") is not None or '<w:numId w:val="' in _LISTED.sub("", said):
        return  # a list that is named by a style or by a tag may be any
    for one in root.findall(f"{_W}num"):
        if one.get(f"{_W}numId") not in used:
            root.remove(one)
    looks = {one.get(f"{_W}val") for one in root.iter(f"{_W}abstractNumId")}
    for one in root.findall(f"{_W}abstractNum"):
        if one.get(f"{_W}abstractNumId") not in looks:
            root.remove(one)
    if looks or _LISTS_RELATIONS in made:
        made[_LISTS] = etree.tostring(root, encoding="UTF-8")
    else:
        _drop(made, _LISTS)


def _fonts(made: Entries, said: str) -> None:
    """Fonts that a part names; a file that brings fonts along keeps all."""
    root = parse(made[_FONTS])
    if any(str(one.tag).startswith(f"{_W}embed") for one in root.iter()):
        return
    for font in root.findall(f"{_W}font"):
        if f'"{font.get(f"{_W}name")}"' not in said:
            root.remove(font)
    made[_FONTS] = etree.tostring(root, encoding="UTF-8")


def _settings(made: Entries, said: str, themed: bool) -> None:
    root = parse(made[_SETTINGS])
    unused = [f"{_W}clrSchemeMapping", f"{_W}themeFontLang"] if not themed else []
    unused += [] if "<m:" in said else [f"{_M}mathPr"]
    unused += [] if "<v:" in said else [f"{_W}shapeDefaults", f"{_W}hdrShapeDefaults"]
    for element in [child for child in root if child.tag in unused]:
        root.remove(element)
    made[_SETTINGS] = etree.tostring(root, encoding="UTF-8")


def _drop(made: Entries, name: str) -> None:
    """Take a part out, and what tells of it."""
    del made[name]
    relations, types = parse(made[_RELATIONS]), parse(made[_TYPES])
    for one in list(relations):
        if f"word/{one.get('Target')}" == name:
            relations.remove(one)
    for one in list(types):
        if one.get("PartName") == f"/{name}":
            types.remove(one)
    for part, root in ((_RELATIONS, relations), (_TYPES, types)):
        made[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _close(root: etree._Element) -> etree._Element:
    """Without blanks between elements, for parts that hold no words."""
    for one in root.iter(etree.Element):
        one.text, one.tail = (None if text and not text.strip() else text for text in (one.text, one.tail))
    return root


def _bytes(root: etree._Element) -> bytes:
    """The part without names of spaces that nothing in it uses."""
    used = {etree.QName(name).namespace for one in root.iter(etree.Element) for name in (one.tag, *one.attrib)}
    kept = [one for one in (root.get(f"{_MC}Ignorable") or "").split() if root.nsmap.get(one) in used]
    if f"{_MC}Ignorable" in root.attrib:
        del root.attrib[f"{_MC}Ignorable"]
    if kept:
        root.set(f"{_MC}Ignorable", " ".join(kept))
    etree.cleanup_namespaces(root, keep_ns_prefixes=kept)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
