"""Build time: the tags of docxtpl inside Word's XML, found and moved by tree.

Word cuts text into runs as it likes, so a tag may lie in several `w:t`. Each tag is moved whole into the run where it
begins and replaced by a marker; a structural tag (`{%p`, `{%tr`, `{%tc`, `{%r`) takes the place of its paragraph, row,
cell or run. What `layout` does next needs whole paragraphs: joining them, tables, numbers.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from aryz.documents.scan import CLOSERS, Span, spans

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OPEN, CLOSE = "\ue000", "\ue001"  # around a tag's number; private-use letters that no paper has
MARKER = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_KINDS = {"{{": "output", "{%": "statement", "{#": "comment"}
_SCOPE = re.compile(r"^(p|tr|tc|r)\s+(.*)$", re.DOTALL)
_STANDS_FOR = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_PRECIOUS = ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "sectPr", "sym", "fldSimple",
             "instrText", "ptab")  # fmt: skip
_ESCAPES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}  # how docxtpl writes braces that are no tag
_WHAT = {"p": "paragraph", "tr": "row", "tc": "cell"}


@dataclass(frozen=True)
class Tag:
    """A tag: `kind` is output, statement, comment, or one of `layout`'s own; `inner` what stands between the braces;
    `scope` the element that it replaces ("" for a tag inside text); `paragraph` and `around` say where it stands.

    `run` and `par`: how a run and a paragraph like the tag's own begin. An `echo` repeats another tag elsewhere: what
    is wrong with it was said there. A `closed` tag stands in something, such as a link, that no paragraph may end in.
    `file`: the clause that it stands in, `user` the paper that the clause is used by; both empty for the paper itself.
    """

    kind: str
    inner: str
    scope: str
    paragraph: int
    around: str
    trim_before: bool = False
    trim_after: bool = False
    run: str = "<w:r>"
    par: str = "<w:p>"
    echo: bool = False
    closed: bool = False
    file: Path | None = None
    user: str = ""


@dataclass(frozen=True)
class TagProblem:
    """A tag that cannot be read."""

    code: str
    paragraph: int
    around: str
    message: str
    mend: str


@dataclass
class Marked:
    """A part while its tags are being marked: the tags by number and what is wrong with them."""

    root: etree._Element
    tags: list[Tag] = field(default_factory=list)
    problems: list[TagProblem] = field(default_factory=list)

    def add(self, tag: Tag) -> str:
        """The marker of a new tag."""
        self.tags.append(tag)
        return f"{OPEN}{len(self.tags) - 1}{CLOSE}"

    def wrong(self, code: str, tag: Tag, message: str, mend: str) -> None:
        self.problems.append(TagProblem(code, tag.paragraph, tag.around, message, mend))


def mark_tags(root: etree._Element) -> Marked:
    """Replace every tag under `root` by a marker."""
    marked = Marked(root)
    for number, paragraph in enumerate(list(root.iter(f"{W}p")), start=1):
        pieces = _pieces(paragraph)
        joined = "".join(text for _, text in pieces)
        if "{" in joined or "}" in joined or OPEN in joined or CLOSE in joined:
            found = _mark_paragraph(paragraph, pieces, joined, number, marked)
            _lift(paragraph, found, marked)
    return marked


def mark_plain(root: etree._Element) -> Marked:
    """The same for a part without paragraphs, such as the file's title and author: an element is a paragraph."""
    marked = Marked(root)
    for element in root.iter(etree.Element):
        text = element.text or ""
        if "{" in text and len(element) == 0:
            _mark_paragraph(element, [(element, text)], text, 0, marked)
    return marked


def stray(marked: Marked) -> None:
    """Tags where none is filled in would be printed as they are: in fields, attributes, charts' names."""
    for element in marked.root.iter(etree.Element):
        texts = [("" if element.tag == f"{W}t" else element.text or ""), *map(str, element.attrib.values())]
        for text in texts:
            if "{{" in text or "{%" in text:
                name = etree.QName(element).localname
                message = f"a tag stands in «{name}», where none is filled in."
                mend = "Write it into the text of a paragraph."
                marked.problems.append(TagProblem("template.tag", 0, text[:80], message, mend))


def plain_paragraphs(root: etree._Element) -> list[tuple[int, str]]:
    """Each paragraph's number and its text without tags; call it before `mark_tags`, which takes paragraphs away."""
    made = []
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        text = "".join(text for _, text in _pieces(paragraph))
        made.append((number, _between(text, list(spans(text)), " ")))
    return made


def fragment(element: etree._Element | None, root: etree._Element) -> str:
    """An element's XML as it stands inside `root`, without declaring the root's namespaces again."""
    if element is None:
        return ""
    lone = copy.deepcopy(element)
    lone.tail = None
    text = etree.tostring(lone, encoding="unicode")
    for prefix, uri in root.nsmap.items():
        text = text.replace(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"', "", 1)
    return text


def put_instead(element: etree._Element, text: str) -> None:
    """Replace an element by text between its neighbours."""
    parent = element.getparent()
    assert parent is not None
    text += element.tail or ""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


def _pieces(paragraph: etree._Element) -> list[tuple[etree._Element, str]]:
    """What a paragraph says, piece by piece; breaks and tabs count as white space, for a tag may hold them."""
    made = []
    for element in paragraph.iter(f"{W}t", *_STANDS_FOR):
        if next(element.iterancestors(f"{W}p")) is paragraph and f"{W}r" == getattr(element.getparent(), "tag", ""):
            made.append((element, (element.text or "") if element.tag == f"{W}t" else _STANDS_FOR[str(element.tag)]))
    return made


def _between(text: str, found: list[Span], filler: str) -> str:
    made, at = [], 0
    for span in found:
        made.append(text[at : span.start])
        at = span.end
    return filler.join([*made, text[at:]])


def _mark_paragraph(
    paragraph: etree._Element,
    pieces: list[tuple[etree._Element, str]],
    joined: str,
    number: int,
    marked: Marked,
) -> list[tuple[str, Tag]]:
    """Mark the tags of one paragraph; returns those just found with their markers."""
    around = " ".join(joined.split())[:80]
    found: list[tuple[str, Tag]] = []
    places: list[tuple[int, int, str]] = []
    all_spans = list(spans(joined))
    par = f"<w:p>{fragment(paragraph.find(f'{W}pPr'), marked.root)}"
    for span in all_spans:
        marker = ""
        if not span.hidden:
            run = _owner_run(pieces, span.start)
            text = f"<w:r>{'' if run is None else fragment(run.find(f'{W}rPr'), marked.root)}"
            tag = _read(joined[span.start : span.end], number, around, text, par)
            if run is None or run.getparent() is not paragraph:
                tag = replace(tag, closed=True)
            marker = marked.add(tag)
            found.append((marker, tag))
        places.append((span.start, span.end, marker))
    if not any(span.hidden for span in all_spans):
        _partners(_between(joined, all_spans, ""), number, around, marked)
    if OPEN in joined or CLOSE in joined:
        message = "the letters U+E000 and U+E001 cannot stand in a template."
        marked.problems.append(TagProblem("template.tag", number, around, message, "Delete them."))
        pieces = [(element, text.replace(OPEN, " ").replace(CLOSE, " ")) for element, text in pieces]
    _write_back(pieces, places)
    return found


def _owner_run(pieces: list[tuple[etree._Element, str]], at: int) -> etree._Element | None:
    start = 0
    for element, text in pieces:
        start += len(text)
        if at < start:
            return element.getparent()
    return None


def _partners(rest: str, number: int, around: str, marked: Marked) -> None:
    for mark in ("{{", "{%", "}}", "%}"):
        if mark in rest:
            closing = CLOSERS.get(mark)
            message = f"«{mark}» has no partner in its paragraph."
            mend = (
                f"Close the tag with «{closing}» in the same paragraph." if closing else "Delete it, or open the tag."
            )
            marked.problems.append(TagProblem("template.tag", number, around, message, mend))
            return


def _read(text: str, number: int, around: str, run: str, par: str) -> Tag:
    inner = text[2:-2]
    before, after = inner.startswith("-"), inner.endswith("-")
    inner = inner[before : len(inner) - after].removeprefix("+").removesuffix("+")
    scope, found = "", _SCOPE.match(inner)
    if found:
        scope, inner = found.group(1), found.group(2)
    return Tag(_KINDS[text[:2]], inner.strip(), scope, number, around, before, after, run, par)


def _write_back(pieces: list[tuple[etree._Element, str]], places: list[tuple[int, int, str]]) -> None:
    """Put markers where the tags began, and take the tags' letters out of every run they lay in."""
    start = 0
    for piece, text in pieces:
        end = start + len(text)
        made, at, gone = [], start, False
        for first, last, marker in places:
            if last <= start or first >= end:
                continue
            made.append(text[at - start : max(first, start) - start])
            if first >= start:
                made.append(marker)
            at, gone = min(last, end), True
        made.append(text[at - start :])
        if piece.tag not in _STANDS_FOR:
            piece.text = _unescaped("".join(made))
            if piece.tag == f"{W}t":
                piece.set(SPACE, "preserve")
        elif gone:
            put_instead(piece, "")
        start = end


def _unescaped(text: str) -> str:
    for written, meant in _ESCAPES.items():
        text = text.replace(written, meant)
    return text


def _lift(paragraph: etree._Element, found: list[tuple[str, Tag]], marked: Marked) -> None:
    """Structural tags take the place of what they stand for."""
    structural = [(marker, tag) for marker, tag in found if tag.scope in _WHAT]
    for marker, tag in found:
        if tag.scope == "r" and tag.kind != "comment":
            _lift_run(paragraph, marker)
    if not structural:
        return
    marker, tag = structural[0]
    if len(found) > 1:
        message = f"a paragraph with «{tag.scope}» after the brace can hold no other tag."
        marked.wrong("template.structural", tag, message, "Give each tag its own paragraph.")
        return
    element: etree._Element | None = paragraph
    if tag.scope != "p":
        element = next(paragraph.iterancestors(f"{W}{tag.scope}"), None)
    if element is None or element.getparent() is None:
        message = f"«{tag.scope}» after the brace means a {_WHAT[tag.scope]}, but there is no table here."
        marked.wrong("template.outside-table", tag, message, "Use «{%p … %}», or move it into the table.")
        return
    lost = _lost(element, marker)
    if lost:
        what = _WHAT[tag.scope]
        message = f"the {what} vanishes with its tag «{tag.inner[:40]}», and {lost} would be lost."
        mend = f"Give the tag a {what} of its own."
        marked.wrong("template.structural", tag, message, mend)
    if tag.trim_before or tag.trim_after:
        message = f"«-» has no meaning in a tag that stands for a {_WHAT[tag.scope]}."
        marked.wrong("template.structural", tag, message, "Delete the «-».")
    put_instead(element, marker)


def _lost(element: etree._Element, marker: str) -> str:
    """What else stands in an element that a tag takes the place of."""
    words = "".join(t.text or "" for t in element.iter(f"{W}t")).replace(marker, "").strip()
    if words:
        return f"«{MARKER.sub('…', words)[:40]}» beside it"
    if any(br.get(f"{W}type") in {"page", "column"} for br in element.iter(f"{W}br")):
        return "the page break beside it"
    first = next((e for name in _PRECIOUS for e in element.iter(f"{W}{name}")), None)
    if first is None:
        return ""
    name = etree.QName(first).localname
    return {"sectPr": "the section break", "drawing": "the picture", "pict": "the picture"}.get(name, f"«{name}»")


def _lift_run(paragraph: etree._Element, marker: str) -> None:
    """A tag for a run gets out of the text: what stands before and after it keeps its own run."""
    text = next((t for t in paragraph.iter(f"{W}t") if marker in (t.text or "")), None)
    if text is None:
        return
    run = text.getparent()
    assert run is not None
    before, _, after = (text.text or "").partition(marker)
    rest = etree.Element(run.tag)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    second = etree.SubElement(rest, f"{W}t", {SPACE: "preserve"})
    second.text = after
    for sibling in list(text.itersiblings()):
        rest.append(sibling)
    text.text = before
    tail, run.tail = run.tail, None
    run.addnext(rest)
    run.tail, rest.tail = marker, tail
    for each in (rest, run):
        drop_if_empty(each)


def drop_if_empty(run: etree._Element) -> None:
    """Take away a run that says nothing."""
    if all(child.tag == f"{W}rPr" or (child.tag == f"{W}t" and not child.text) for child in run):
        put_instead(run, "")
