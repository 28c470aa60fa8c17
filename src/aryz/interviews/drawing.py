"""An interview drawn: its questions in order with their conditions, and the papers and outcomes that need them."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from aryz.interviews.engine import Program, Turn
from aryz.interviews.inwords import InWords
from aryz.interviews.needs import answers_under, paths_needed
from aryz.plan.parse import paths_of

LINE, PAD, GAP = 18, 10, 14  # pixels: a line of text, inside a box, between boxes
LEFT, BOX, RIGHT, END = 120, 560, 800, 300  # where questions begin, their width, where papers begin, their width


@dataclass(frozen=True)
class Row:
    """A question as it is drawn. deciding: the questions whose answers its condition reads; ends: who needs it."""

    question: str
    ask: str
    when: str
    deciding: tuple[str, ...]
    ends: tuple[str, ...]


def rows(program: Program, language: str, texts: dict[str, str]) -> list[Row]:
    """The questions in order. texts: the interface texts under `drawing.`."""
    words = InWords(program, language, texts)
    turn = Turn(program, {}, "", language, closed=True)
    needed = {end: _questions(program, paths_needed(spec)) for end, spec in _ends(program)}
    made = []
    for question in program.plan["questions"]:
        when = question["when"]
        deciding = sorted(_questions(program, paths_of(when)), key=program.rank.__getitem__)
        ends = tuple(end for end, asked in needed.items() if question["id"] in asked)
        said = words.say(when) if when else ""
        ask = turn.plain(question["ask"], language)
        made.append(Row(question["id"], ask, said, tuple(deciding), ends))
    return made


def _ends(program: Program) -> list[tuple[str, Any]]:
    return [*program.documents.items(), *program.outcomes.items()]


def _questions(program: Program, paths: Iterable[str]) -> set[str]:
    """The questions that ask for paths, or for what their values are made of."""
    under = answers_under(paths, program.plan["values"])
    return {question for path in under for question, _ in program.asked_by.get(path, ())}


def draw(program: Program, language: str, texts: dict[str, str]) -> str:
    """The interview as one SVG picture."""
    return _Picture(program, language, texts).svg()


class _Picture:
    def __init__(self, program: Program, language: str, texts: dict[str, str]):
        self.program, self.language, self.texts = program, language, texts
        self.rows = rows(program, language, texts)
        self.parts: list[str] = []
        self.middle: dict[str, int] = {}  # the height of a question's middle
        self.right: dict[str, int] = {}  # and of a paper's

    def svg(self) -> str:
        height = max(self._questions(), self._ends())
        lines = [*self._conditions(), *self._needs()]
        title = html.escape(self.program.plan["title"][self.language])
        width = RIGHT + END + GAP
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'lang="{self.language}" font-family="system-ui,sans-serif" font-size="14"><title>{title}</title>'
            f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(lines)}{"".join(self.parts)}</svg>\n'
        )

    def _questions(self) -> int:
        top = GAP
        for row in self.rows:
            ask = textwrap.wrap(row.ask, 60) or [row.question]
            when = textwrap.wrap(f"{self.texts['when']}: {row.when}", 74) if row.when else []
            height = 2 * PAD + LINE * (len(ask) + len(when))
            self._box(LEFT, top, BOX, height, ask, when, "#e6f0f2" if row.when else "#fff")
            self.middle[row.question] = top + height // 2
            top += height + GAP
        return top

    def _ends(self) -> int:
        """Papers and outcomes at the height of the questions that they need, one below the other."""
        top = GAP
        for end, spec in _ends(self.program):
            title = textwrap.wrap(spec["title"][self.language], 30)
            words = InWords(self.program, self.language, self.texts)
            said = f"{self.texts['when']}: {words.say(spec['when'])}" if spec["when"] else ""
            when = textwrap.wrap(said, 38)
            height = 2 * PAD + LINE * (len(title) + len(when))
            needing = [self.middle[row.question] for row in self.rows if end in row.ends]
            top = max(top, (sum(needing) // len(needing) if needing else top) - height // 2)
            self._box(RIGHT, top, END, height, title, when, "#fff7e3")
            self.right[end] = top + height // 2
            top += height + GAP
        return top

    def _box(self, x: int, y: int, width: int, height: int, bold: list[str], plain: list[str], fill: str) -> None:
        self.parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{fill}" stroke="#0b5560"/>'
        )
        for index, line in enumerate([*bold, *plain]):
            weight = ' font-weight="600"' if index < len(bold) else ' fill="#44525e" font-size="12.5"'
            at = y + PAD + LINE * index + 13
            self.parts.append(f'<text x="{x + PAD}" y="{at}"{weight}>{html.escape(line)}</text>')

    def _conditions(self) -> Iterator[str]:
        """On the left: from the question that decides to the one that depends on it."""
        for row in self.rows:
            for other in row.deciding:
                here, there = self.middle[row.question], self.middle[other]
                bend = LEFT - min(LEFT - 8, 20 + abs(here - there) // 10)
                yield (
                    f'<path d="M{LEFT} {there} C{bend} {there} {bend} {here} {LEFT} {here}" fill="none" '
                    f'stroke="#c98a12" stroke-width="1.5"/><circle cx="{LEFT}" cy="{here}" r="4" fill="#c98a12"/>'
                )

    def _needs(self) -> Iterator[str]:
        """On the right: from a question to the papers that need it."""
        start, stop = LEFT + BOX, RIGHT
        bend = (start + stop) // 2
        for row in self.rows:
            for end in row.ends:
                here, there = self.middle[row.question], self.right[end]
                yield (
                    f'<path d="M{start} {here} C{bend} {here} {bend} {there} {stop} {there}" fill="none" '
                    f'stroke="#9fb3bd"/>'
                )
