"""An official text as a stream of lines, whatever file it came in; how each kind of line looks in two languages."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_SPACE = re.compile(r"[\s\u00a0\u202f\u2007\u2009]+")


@dataclass(frozen=True)
class Line:
    """A line of the source. `number` counts lines (paragraphs of a DOCX) from 1; `indent` is None where the source
    shows none; `hint` is «heading», «note», «italic», «table» or empty.
    """

    number: int
    text: str
    indent: int | None = None
    hint: str = ""


def clean(text: str) -> str:
    """The words with plain single spaces, without soft hyphens; nothing else is changed."""
    plain = html.unescape(text).replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "")
    return _SPACE.sub(" ", plain).strip()


_N = r"[0-9]+(?:-[0-9]+)*"
_ROMAN = r"[IVXLІХ]+"
ARTICLE = re.compile(
    rf"(?:Статья\s+(?P<ru>{_N})(?:\.|\s*$|\s+(?=исключен|утратил))|(?P<kk>{_N})\s?-\s?бап(?:\.|\s*$))\s*(?P<heading>.*)$",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(rf"(?P<number>{_N})\.\s+(?P<text>.*)$")
SUB = re.compile(rf"(?P<number>{_N})\)\s*(?P<text>.*)$")
_DIVISIONS = tuple(
    (kind, re.compile(rf"(?:{before}|{after})\b\.?\s*(?P<heading>.*)$", re.IGNORECASE))
    for kind, before, after in (
        ("subsection", rf"Подраздел\s+(?P<a>{_N}|{_ROMAN})", rf"(?P<b>{_N})\s?-\s?кіші\s+бөлім"),
        ("section", rf"Раздел\s+(?P<a>{_N}|{_ROMAN})", rf"(?P<b>{_N}|{_ROMAN})\s?-?\s?бөлім"),
        ("chapter", rf"Глава\s+(?P<a>{_N})", rf"(?P<b>{_N})\s?-\s?тарау"),
        ("paragraph", rf"Параграф\s+(?P<a>{_N})", rf"(?P<b>{_N})\s?-\s?параграф"),
    )
)
_PART = re.compile(r"(?P<heading>(?:ОБЩАЯ|ОСОБЕННАЯ)\s+ЧАСТЬ|(?:ЖАЛПЫ|ЕРЕКШЕ)\s+БӨЛІК)\.?$", re.IGNORECASE)
ANNEX = re.compile(rf"(?:Приложение(?:\s+{_N})?|(?:{_N}\s?-\s?)қосымша)(?=\.|\s+к\s|\s*$).{{0,200}}$", re.IGNORECASE)
NOTE = re.compile(r"(?:Сноска|Ескерту|Примечание\s+(?:ИЗПИ|РЦПИ)|(?:ҚЗАИ|РҚАО)-?ның\s+ескертпесі)\b", re.IGNORECASE)
REPEALED = re.compile(
    r"\(?(?:исключ[её]н[аоы]?|утратил[аио]?\s+силу|алып\s+таст\w+|алынып\s+таст\w+|күші\s+жойыл\w+)", re.IGNORECASE
)
FUTURE = re.compile(
    r"(?:вводится|вводятся|введена|введен)\s+в\s+действие\s+с\s+(?P<a>\d\d\.\d\d\.\d{4})"
    r"|(?P<b>\d\d\.\d\d\.\d{4})\s+(?:бастап\s+)?қолданысқа\s+енгізіледі",
    re.IGNORECASE,
)
SIGNATURE = re.compile(r"(?:Президент|Қазақстан\s+Республикасының\s+Президенті|Премьер-Министр)\b", re.IGNORECASE)
CONTENTS = re.compile(r"(?:ОГЛАВЛЕНИЕ|СОДЕРЖАНИЕ|МАЗМҰНЫ)\s*$", re.IGNORECASE)


def division(text: str) -> tuple[str, str, str] | None:
    """(kind, number, heading) of a section, chapter or paragraph heading, or None."""
    for kind, pattern in (("part", _PART), *_DIVISIONS):
        match = pattern.match(text)
        if match:
            found = match.groupdict()
            number = (found.get("a") or found.get("b") or "").upper().replace("І", "I").replace("Х", "X")
            return kind, number, found["heading"].strip()
    return None


def article(text: str) -> tuple[str, str] | None:
    """(number, heading) of an article's heading line, or None."""
    match = ARTICLE.match(text)
    return (match["ru"] or match["kk"], match["heading"].strip()) if match else None
