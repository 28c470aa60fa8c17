"""Run time: what a paper says of itself: to whom it goes, and what is annexed to it.

Only the paper knows that: its annexes number themselves from the answers. So they are read from its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aryz.documents.sheet import Block

_HEADING = re.compile(r"(?:Приложени[ея]|Қосымша(?:лар)?):?", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d+)\. (.+)")
_TO = re.compile(r"(?:Кому|Адресат|Кімге|Алушы):\s*")
_BLANK = "____"  # a name that is still to be written in; what it is stands below in brackets


def annexes_of(text: str) -> list[str]:
    """The numbered lines under the heading «Приложения» of a paper's text."""
    lines = iter(text.splitlines())
    for line in lines:
        if _HEADING.fullmatch(line.strip()):
            break
    made: list[str] = []
    for line in lines:
        found = _NUMBERED.fullmatch(line.strip())
        if found is None:
            break
        made.append(found.group(2))
    return made


def addressee_of(text: str) -> str:
    """To whom a paper goes: its first line, with the second where the first only says what that is: «Работодателю:»."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    first = _TO.sub("", lines[0])
    if _BLANK in first and len(lines) > 1:
        return lines[1].strip("()")
    if not first:
        return lines[1] if len(lines) > 1 else ""
    short = first.endswith(":") or " " not in first
    second = lines[1] if short and len(lines) > 1 and not lines[1].endswith(":") else ""
    return " ".join(part for part in (first.rstrip(":") + (":" if second else ""), second) if part)


def annex_list(papers: Mapping[str, list[str]], title: str) -> list[Block]:
    """A list to tick off. papers: the annexes by the title of the paper."""
    blocks = [Block("title", title)]
    for paper, annexes in papers.items():
        blocks.append(Block("heading", paper))
        blocks += [Block("item", f"{number}. {annex}", "☐") for number, annex in enumerate(annexes, 1)]
    return blocks
