"""Build time: the tags of docxtpl inside Word's XML, found and moved by tree.

Word cuts text into runs as it likes, so a tag may lie in several `w:t`. Each tag is moved whole into the run where it
begins and replaced by a marker; a structural tag (`{%p`, `{%tr`, `{%tc`) takes the place of its paragraph, row or cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OPEN, CLOSE = "\ue000", "\ue001"  # around a tag's number; private-use letters that no paper has
MARKER = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STRUCTURAL = {"p": "p", "tr": "tr", "tc": "tc"}


@dataclass(frozen=True)
class Tag:
    """A tag: `kind` is output, statement or comment; `inner` what stands between the braces; `scope` the element that
    it replaces ("" for a tag inside text); `paragraph` and `around` say where it stands.
    """

    kind: str
    inner: str
    scope: str
    paragraph: int
    around: str
    trim_before: bool = False
    trim_after: bool = False


@dataclass(frozen=True)
class TagProblem:
    """A tag that cannot be read."""

    code: str
    paragraph: int
    around: str
    message: str
    mend: str


def mark_tags(root: etree._Element) -> tuple[list[Tag], list[TagProblem]]:
    """Replace every tag under `root` by a marker; returns the tags by number and what is wrong."""
    tags: list[Tag] = []
    problems: list[TagProblem] = []
    for number, paragraph in enumerate(list(root.iter(f"{W}p")), start=1):
        pieces = [t for t in paragraph.iter(f"{W}t") if _owner(t) is paragraph]
        joined = "".join(t.text or "" for t in pieces)
        if "{" not in joined:
            continue
        found = _mark_paragraph(pieces, joined, number, tags, problems)
        _replace_elements(paragraph, found, problems)
    return tags, problems


def plain_paragraphs(root: etree._Element) -> list[tuple[int, str]]:
    """Each paragraph's number and its text without tags; call it before `mark_tags`, which takes paragraphs away."""
    made = []
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        text = "".join(t.text or "" for t in paragraph.iter(f"{W}t") if _owner(t) is paragraph)
        made.append((number, _TAG.sub(" ", text)))
    return made


def _owner(element: etree._Element) -> etree._Element | None:
    return next((e for e in element.iterancestors(f"{W}p")), None)


def _mark_paragraph(
    pieces: list[etree._Element], joined: str, number: int, tags: list[Tag], problems: list[TagProblem]
) -> list[tuple[int, Tag]]:
    """Mark the tags of one paragraph; returns those just found with their numbers."""
    around = " ".join(joined.split())[:80]
    found: list[tuple[int, Tag]] = []
    spans: list[tuple[int, int, str]] = []
    for match in _TAG.finditer(joined):
        tag = _read(match.group(), number, around)
        found.append((len(tags), tag))
        spans.append((match.start(), match.end(), f"{OPEN}{len(tags)}{CLOSE}"))
        tags.append(tag)
    rest = _TAG.sub("", joined)
    for mark, closing in (("{{", "}}"), ("{%", "%}"), ("}}", ""), ("%}", "")):
        if mark in rest:
            message = f"«{mark}» has no partner in its paragraph."
            mend = (
                f"Close the tag with «{closing}» in the same paragraph." if closing else "Delete it, or open the tag."
            )
            problems.append(TagProblem("template.tag", number, around, message, mend))
            break
    _write_back(pieces, spans)
    return found


def _read(text: str, number: int, around: str) -> Tag:
    kind = {"{{": "output", "{%": "statement", "{#": "comment"}[text[:2]]
    inner = text[2:-2]
    before, after = inner.startswith("-"), inner.endswith("-")
    inner = inner.removeprefix("-").removesuffix("-")
    scope = ""
    head, _, tail = inner.partition(" ")
    if head in {*_STRUCTURAL, "r"} and tail:
        scope, inner = head, tail
    return Tag(kind, inner.strip(), scope, number, around, before, after)


def _write_back(pieces: list[etree._Element], spans: list[tuple[int, int, str]]) -> None:
    """Put markers where the tags began, and take the tags' letters out of every run they lay in."""
    start = 0
    for piece in pieces:
        text = piece.text or ""
        end = start + len(text)
        made, at = [], start
        for first, last, marker in spans:
            if last <= start or first >= end:
                continue
            made.append(text[at - start : max(first, start) - start])
            if first >= start:
                made.append(marker)
            at = min(last, end)
        made.append(text[at - start :])
        piece.text = "".join(made)
        piece.set(SPACE, "preserve")
        start = end


def _replace_elements(paragraph: etree._Element, found: list[tuple[int, Tag]], problems: list[TagProblem]) -> None:
    structural = [(index, tag) for index, tag in found if tag.scope in _STRUCTURAL]
    if not structural:
        return
    index, tag = structural[0]
    if len(found) > 1:
        message = f"a paragraph with «{{%{tag.scope}» can hold no other tag."
        problems.append(
            TagProblem("template.structural", tag.paragraph, tag.around, message, "Give each its own paragraph.")
        )
        return
    element: etree._Element | None = paragraph
    if tag.scope != "p":
        element = next((e for e in paragraph.iterancestors(f"{W}{tag.scope}")), None)
    if element is None or element.getparent() is None:
        what = {"tr": "row", "tc": "cell"}.get(tag.scope, "paragraph")
        message = f"«{{%{tag.scope}» stands outside a table." if what != "paragraph" else "the tag cannot stand here."
        mend = "Use «{%p … %}», or move it into the table."
        problems.append(TagProblem("template.outside-table", tag.paragraph, tag.around, message, mend))
        return
    if tag.scope != "p" and MARKER.search(
        "".join(str(t) for t in element.itertext()).replace(f"{OPEN}{index}{CLOSE}", "")
    ):
        message = f"a table row or cell with «{{%{tag.scope}» can hold no other tag."
        problems.append(
            TagProblem("template.structural", tag.paragraph, tag.around, message, "Give each tag its own row.")
        )
        return
    lost = " ".join(MARKER.sub("", "".join(t.text or "" for t in element.iter(f"{W}t"))).split())
    if lost:
        message = f"«{lost[:40]}» stands beside «{{%{tag.scope}» and would vanish with it."
        mend = "Give the tag a paragraph of its own." if tag.scope == "p" else "Give the tag a row or cell of its own."
        problems.append(TagProblem("template.structural", tag.paragraph, tag.around, message, mend))
    _put_instead(element, f"{OPEN}{index}{CLOSE}")


def _put_instead(element: etree._Element, text: str) -> None:
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
