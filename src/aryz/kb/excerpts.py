"""Short texts out of guides, for leaflets: the short answer, and the items of a section, a sentence or two each."""

from __future__ import annotations

import re

from aryz.kb.entries import plain
from aryz.kb.guides import Guide
from aryz.law.acts import Registry

LONGEST = 190  # letters of an item; as many whole sentences as fit
_CITED = re.compile(r"\s*\((?:\[@[^\]]+\](?:[,;]\s*)?)+\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_POINTER = re.compile(r"[:–]\s*\[[^\]]+\]\([^)]+\)(?=[.;]|$)")  # «…: [Another guide](page.md)»
_ITEM = re.compile(r"(?:- |\d+\. )")
_RULE = re.compile(r"\|[\s|:-]+\|?")


def answer(guide: Guide, registry: Registry) -> str:
    """The short answer that a guide begins with, without citations; empty when it has none."""
    first, _, rest = guide.body.strip().partition("\n")
    if not first.startswith("!!! tip"):
        return ""
    lines = re.match(r"(?:    .*\n?|\n)*", rest)
    return _words(lines.group() if lines else "", guide, registry)


def items(guide: Guide, heading: str, registry: Registry) -> list[str] | None:
    """The items of a section's lists, or else the rows of its table, shortened; None when there is no such section."""
    _, found, rest = f"\n{guide.body}".partition(f"\n## {heading}\n")
    if not found:
        return None
    section = rest.partition("\n## ")[0].splitlines()
    return [shortened(raw, guide, registry) for raw in _listed(section) or _rows(section)]


def _listed(lines: list[str]) -> list[str]:
    """Top items of lists, with the lines in which they go on, without lists within them."""
    made: list[str] = []
    going = False
    for line in lines:
        if _ITEM.match(line):
            made.append(_ITEM.sub("", line, count=1))
            going = True
        elif going and re.match(r" {2,4}[^\s-]", line):
            made[-1] += f" {line.strip()}"
        else:
            going = False
    return made


def _rows(lines: list[str]) -> list[str]:
    """Rows of tables as «first: second»."""
    made: list[str] = []
    for line in lines:
        if _RULE.fullmatch(line):
            made.pop()  # the line before was the head
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            made.append(f"{cells[0]}: {cells[1]}.")
    return made


def shortened(raw: str, guide: Guide, registry: Registry) -> str:
    """The first sentences, as many as a leaflet has room for. Later ones that only lead elsewhere are left out."""
    taken = ""
    for sentence in sentences(_CITED.sub("", raw).replace("**", "")):
        text = _words(_POINTER.sub("", sentence), guide, registry)
        if taken and (_LINK.search(sentence) or len(f"{taken} {text}") > LONGEST):
            break
        taken = f"{taken} {text}".strip()
    return taken if taken.endswith((".", "!", "?", "»")) else f"{taken.rstrip(' :;,')}."


def sentences(text: str) -> list[str]:
    """Cut where a sentence ends outside quotes and brackets; a question stays with its answer."""
    made, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "«([") - (letter in "»)]")
        if not depth and letter in ".!" and text[at + 1 : at + 2] in ("", " ") and text[at + 2 : at + 3] != "[":
            made.append(text[start : at + 1].strip())
            start = at + 1
    return [*made, text[start:].strip()] if text[start:].strip() else made


def _words(text: str, guide: Guide, registry: Registry) -> str:
    return plain(_CITED.sub("", text).replace("**", ""), registry, guide.language)
