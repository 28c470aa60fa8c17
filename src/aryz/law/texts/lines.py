"""One line for each division, article, unit and note: the written form that `store` describes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aryz.law.texts.model import DIVISIONS, Annex, Article, Cause, Division, Text, Unit
from aryz.plan import days

_KEYS = ("act", "language", "in_force", "title", "cause", "cause_title", "cause_link", "source")
_NUMBER = r"[0-9]+(?:-[0-9]+)*"
_NUMBERED = re.compile(rf"(?:(?P<direct>\.{_NUMBER})\)|(?P<p>{_NUMBER})\.(?:(?P<s>{_NUMBER})\))?)(?: (?P<text>.*))?$")
_PART = re.compile(rf"(?P<owner>\.|{_NUMBER})?(?P<sign>[+|])(?: (?P<text>.*))?$")
_ARTICLE = re.compile(rf"# (?P<number>{_NUMBER})(?: (?P<state>repealed|future))? \|(?: (?P<heading>.*))?$")
_DIVISION = re.compile(
    rf"= (?P<kind>{'|'.join(DIVISIONS)})(?: (?P<number>{_NUMBER}|[IVXL]+))? \|(?: (?P<heading>.*))?$"
)


class Broken(Exception):  # noqa: N818 (it is a place, not only an error)
    """A line that cannot be read: its number, counted from 0, and what is wrong."""

    def __init__(self, line: int, message: str):
        self.line, self.message = line, message
        super().__init__(message)


@dataclass
class Head:
    """The lines «key: value» at the beginning."""

    values: dict[str, str] = field(default_factory=dict)
    order: list[str] | None = None  # None: as in the next newer redaction
    rest: bool = False

    def plain(self) -> dict[str, Any]:
        """What of `Text` the head gives."""
        v = self.values
        cause = Cause(v["cause"], v.get("cause_title", ""), v.get("cause_link", "")) if "cause" in v else None
        named = {key: v.get(key, "") for key in ("act", "language", "in_force", "title", "source")}
        return {**named, "cause": cause}


def head_lines(text: Text) -> list[str]:
    """`act`, `language` and `in_force` first, then what is known besides."""
    cause = text.cause or Cause("")
    values = dict(zip(_KEYS, (text.act, text.language, text.in_force, text.title, cause.requisite, cause.title,
                              cause.link, text.source), strict=True))  # fmt: skip
    return [f"{key}: {value}" for key, value in values.items() if value]


def parse_head(lines: Sequence[str]) -> tuple[Head, int]:
    """The head and the number of lines it takes. Raises Broken."""
    head = Head()
    for number, line in enumerate(lines):
        key, colon, value = line.partition(": ")
        if key in _KEYS and colon:
            head.values[key] = value
        elif key == "order" and colon:
            head.order = value.split()
        elif key == "rest" and colon:
            head.rest = True
        else:
            if not days.is_day(head.values.get("in_force", "")):
                raise Broken(0, "the line «in_force: YYYY-MM-DD» is missing or is no day.")
            return head, number
    return head, len(lines)


# writing


def write_rest(text: Text) -> list[str]:
    """What stands outside articles: preamble, notes on the act, annexes."""
    lines = _units(text.preamble)
    lines += [f"> {note}" for note in text.notes]
    for annex in text.annexes:
        lines += [f"~ {annex.heading}", *_units(annex.units)]
    return lines


def write_article(article: Article, open_divisions: Sequence[Division]) -> list[str]:
    """An article with the divisions that begin before it; `open_divisions` are those of the article above."""
    lines = _division_lines(tuple(open_divisions), article.divisions)
    state = "" if article.state == "in_force" else f" {article.state}"
    lines.append(f"# {article.number}{state} | {article.heading}".rstrip())
    lines += _units(article.units)
    return [*lines, *(f"> {note}" for note in article.notes)]


def _division_lines(opened: tuple[Division, ...], wanted: tuple[Division, ...]) -> list[str]:
    """The fewest lines that lead from the open divisions to the wanted ones; «= none» closes them all."""
    for start in range(len(wanted), -1, -1):
        reached = opened
        for division in wanted[start:]:
            reached = _within(reached, division)
        if reached == wanted:
            return [_division(division) for division in wanted[start:]]
    return ["= none", *(_division(division) for division in wanted)]


def _division(division: Division) -> str:
    return f"= {' '.join(p for p in (division.kind, division.number) if p)} | {division.heading}".rstrip()


def _within(opened: tuple[Division, ...], division: Division) -> tuple[Division, ...]:
    """The open divisions after one more begins: it closes those of its own level and below."""
    level = DIVISIONS.index(division.kind)
    return (*(d for d in opened if DIVISIONS.index(d.kind) < level), division)


def _units(units: Sequence[Unit]) -> list[str]:
    """The lines of units. A part says whose it is only when it belongs to something else than what stands above."""
    lines: list[str] = []
    above = ("", "")
    for unit in units:
        own = (unit.paragraph, unit.sub)
        lines.append(_unit(unit, "" if own == above else unit.paragraph or "."))
        above = own
    return lines


def _unit(unit: Unit, owner: str) -> str:
    if unit.table:
        line = f"{owner}| {unit.text}"
    elif unit.part:
        line = f"{owner}+ {unit.text}"
    elif unit.sub:
        line = f"{unit.paragraph}.{unit.sub}) {unit.text}"
    else:
        line = f"{unit.paragraph}. {unit.text}"
    return f"- {line}".rstrip() if unit.repealed else line.rstrip()


# reading


@dataclass
class _Open:
    """The article or annex being read. `article` None: what stands outside articles."""

    units: list[Unit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    article: re.Match[str] | None = None
    divisions: tuple[Division, ...] = ()
    annex: str | None = None
    paragraph: str = ""
    sub: str = ""
    parts: Counter[tuple[str, str]] = field(default_factory=Counter)  # unnumbered parts so far, by address


def read_blocks(lines: Sequence[str], first: int) -> Text:
    """The body of a redaction; `first` is the number of its first line, counted from 0. Raises Broken."""
    opened = [_Open()]
    divisions: tuple[Division, ...] = ()
    for number, line in enumerate(lines, first):
        if not line:
            continue
        if line.startswith("= "):
            divisions = _divided(divisions, line, number)
        elif line.startswith("# "):
            match = _ARTICLE.match(line)
            if not match:
                raise Broken(number, f"«{line[:60]}» is no article line, such as «# 43-1 | Heading».")
            opened.append(_Open(article=match, divisions=divisions))
        elif line.startswith("~ "):
            opened.append(_Open(annex=line[2:]))
        elif line.startswith("> "):
            opened[-1].notes.append(line[2:])
        else:
            _add(opened[-1], line, number)
    outside = opened[0]
    articles = tuple(_article(one) for one in opened if one.article)
    annexes = tuple(Annex(one.annex, tuple(one.units)) for one in opened if one.annex is not None)
    return Text(
        "", "", "", preamble=tuple(outside.units), notes=tuple(outside.notes), articles=articles, annexes=annexes
    )


def _divided(divisions: tuple[Division, ...], line: str, number: int) -> tuple[Division, ...]:
    if line == "= none":
        return ()
    match = _DIVISION.match(line)
    if not match:
        raise Broken(number, f"«{line[:60]}» is no division line, such as «= chapter 4 | Heading».")
    return _within(divisions, Division(match["kind"], match["number"] or "", match["heading"] or ""))


def _add(one: _Open, line: str, number: int) -> None:
    repealed = line.startswith("- ")
    plain = line.removeprefix("- ")
    part = _PART.match(plain)
    if part:
        if part["owner"]:
            one.paragraph, one.sub = part["owner"].strip("."), ""
        address = (one.paragraph, one.sub)
        one.parts[address] += 1
        text = part["text"] or ""
        one.units.append(Unit(*address, one.parts[address], text, repealed, part["sign"] == "|"))
        return
    match = _NUMBERED.match(plain)
    if not match:
        raise Broken(number, f"«{line[:60]}» begins with no number, «+», «|», «>», «#», «=» or «~».")
    one.paragraph, one.sub = match["p"] or "", (match["direct"] or "").lstrip(".") or match["s"] or ""
    one.units.append(Unit(one.paragraph, one.sub, 0, match["text"] or "", repealed))


def _article(one: _Open) -> Article:
    assert one.article is not None
    found = one.article
    state = found["state"] or "in_force"
    return Article(found["number"], found["heading"] or "", tuple(one.units), tuple(one.notes), state, one.divisions)
