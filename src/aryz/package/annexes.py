"""Run time: what a paper says of itself: to whom it goes, and what is annexed to it.

Only the paper knows that: its annexes number themselves from the answers. So they are read from its text.
"""

from __future__ import annotations

from collections.abc import Mapping

from aryz.documents.sheet import Block

_HEADINGS = ("приложение", "приложения", "қосымша", "қосымшалар")
_TO = ("Кому:", "Адресат:", "Адресат (работодатель):", "Кімге:", "Алушы:", "Алушы (жұмыс беруші):")
_BLANK = "____"  # a name that is still to be written in; what it is stands below in brackets


def annexes_of(text: str) -> list[str]:
    """The numbered lines under the heading «Приложения» of a paper's text."""
    made: list[str] = []
    inside = False
    for line in text.split("\n"):
        words = line.strip()
        number, _, annex = words.partition(". ")
        if inside and not (number.isdecimal() and annex):
            break
        if inside:
            made.append(annex)
        elif words.rstrip(":").lower() in _HEADINGS:
            inside = True
    return made


def addressee_of(text: str) -> str:
    """To whom a paper goes: its first line, with the second where the first only says what that is: «Работодателю:»."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return ""
    first = _without_to(lines[0])
    if _BLANK in first and len(lines) > 1:
        return lines[1].strip("()")
    if not first:
        return lines[1] if len(lines) > 1 else ""
    short = first.endswith(":") or " " not in first
    second = lines[1] if short and len(lines) > 1 and not lines[1].endswith(":") else ""
    return " ".join(part for part in (first.rstrip(":") + (":" if second else ""), second) if part)


def _without_to(line: str) -> str:
    for mark in _TO:
        if line.startswith(mark):
            return line.removeprefix(mark).strip()
    return line


def annex_list(papers: Mapping[str, list[str]], title: str) -> list[Block]:
    """A list to tick off. papers: the annexes by the title of the paper."""
    blocks = [Block("title", title)]
    for paper, annexes in papers.items():
        blocks.append(Block("heading", paper))
        blocks += [Block("item", f"{at + 1}. {annex}", "☐") for at, annex in enumerate(annexes)]
    return blocks
