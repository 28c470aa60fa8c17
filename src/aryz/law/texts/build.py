"""From a stream of lines to the text of an act: divisions, articles, points and sub-points, with notes kept apart.

Nothing is dropped: what has no place goes to `unplaced` with its line. A table of contents repeats the headings and is
left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from aryz.law.texts import stream
from aryz.law.texts.model import DIVISIONS, Annex, Article, Cause, Division, Text, Unit
from aryz.law.texts.stream import Line


@dataclass
class _Body:
    """The units of what is open: the preamble, an article or an annex."""

    number: str = ""
    heading: str = ""
    divisions: tuple[Division, ...] = ()
    units: list[Unit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    paragraph: str = ""
    sub: str = ""
    parts: Counter[tuple[str, str]] = field(default_factory=Counter)
    annex: bool = False


def build(
    lines: Sequence[Line], act: str, language: str, in_force: str, cause: Cause | None = None, source: str = ""
) -> Text:
    """The text of an act from its lines. `language` is «ru» or «kk»; `in_force` an ISO day."""
    builder = _Builder(language, in_force)
    for line in without_contents([line for line in lines if line.text]):
        builder.add(line)
    return builder.text(act, cause, source)


def without_contents(lines: list[Line]) -> list[Line]:
    """The lines without a table of contents: a first run of headings that all come again below.

    It ends where the title stands (a heading that names no division), else where its first heading comes again.
    """
    marks = [(index, _mark(line)) for index, line in enumerate(lines)]
    named = [(index, mark) for index, mark in marks if mark]
    first = next((index for index, mark in named if mark.startswith("article")), None)
    if first is None:
        return lines
    again = [index for index, mark in named if mark == _mark(lines[first]) and index > first]
    start = next((i for i, line in enumerate(lines) if stream.CONTENTS.match(line.text)), named[0][0])
    if not again:
        return [*lines[:start], *lines[start + 1 :]] if stream.CONTENTS.match(lines[start].text) else lines
    begin = named[0][0] if named[0][0] < first else first
    end = next((i for i, mark in named if mark == _mark(lines[begin]) and i > first), again[0])
    if any(stream.PARAGRAPH.match(line.text) or stream.SUB.match(line.text) for line in lines[first:end]):
        return lines  # a number came twice by mistake: that is no table of contents
    last = max(i for i, mark in named if i < end and mark.startswith("article"))
    title = next((i for i in range(end - 1, last, -1) if lines[i].hint == "heading"), None)
    return [*lines[: min(start, begin)], *lines[last + 1 if title is None else title :]]


def _mark(line: Line) -> str:
    """What a heading line names, the same in the table of contents and in the text."""
    if line.hint in {"note", "table"}:
        return ""
    found = stream.article(line.text)
    if found:
        return f"article {found[0]}"
    named = stream.division(line.text)
    return f"{named[0]} {named[1]} {named[2][:12].lower() if not named[1] else ''}" if named else ""


class _Builder:
    def __init__(self, language: str, in_force: str):
        self.language, self.in_force = language, in_force
        self.title = ""
        self.divisions: tuple[Division, ...] = ()
        self.open = _Body()
        self.bodies = [self.open]
        self.notes: list[str] = []
        self.unplaced: list[tuple[int, str]] = []
        self.signed = False
        self.stray = False

    def add(self, line: Line) -> None:
        text = line.text
        if line.hint == "table" and not self.stray:
            self._part(text, line, table=True)
        elif line.hint == "note" or stream.NOTE.match(text):
            self._note(text)
        elif not self.open.annex and (found := stream.article(text)) and self._may_head(line):
            self._article(found[0], found[1], line)
        elif not self.open.annex and (named := stream.division(text)) and self._may_head(line):
            self._division(*named)
        elif self.stray:
            self.unplaced.append((line.number, text))
        elif line.hint == "heading" or (not line.indent and line.hint == "" and stream.ANNEX.match(text)):
            self._heading(text, line)
        elif stream.SIGNATURE.match(text) and self.bodies[-1].number and len(text) < 90 and line.indent in {None, 0}:
            self.signed = True
            self.notes.append(text)
        elif self.signed:
            self.notes.append(text)
        else:
            self._unit(line)

    def _may_head(self, line: Line) -> bool:
        """A heading stands at the margin; indented words that begin alike are text."""
        return line.hint == "heading" or not line.indent

    # headings

    def _article(self, number: str, heading: str, line: Line) -> None:
        self.stray = any(body.number == number for body in self.bodies)
        if self.stray:  # what follows must not mix with the first article of that number
            self.unplaced.append((line.number, line.text))
            return
        self.open = _Body(number, heading, self.divisions)
        self.bodies.append(self.open)
        self.signed = False

    def _division(self, kind: str, number: str, heading: str) -> None:
        self.stray = False
        level = DIVISIONS.index(kind)
        kept = tuple(d for d in self.divisions if DIVISIONS.index(d.kind) < level)
        self.divisions = (*kept, Division(kind, number, heading))
        self.open = _Body(divisions=self.divisions)  # what stands before the next article is no article's

    def _heading(self, text: str, line: Line) -> None:
        if stream.ANNEX.match(text):
            self.open = _Body(heading=text, annex=True)
            self.bodies.append(self.open)
        elif not self.open.number and self.divisions and not self.open.units and not self.open.annex:
            self._continue_division(text)
        elif not self.title and not self.open.number:
            self.title = text
        elif self.open.annex:
            self._part(text, line)
        else:
            self._note_or_unplaced(line)

    def _continue_division(self, text: str) -> None:
        """A heading broken over lines goes on."""
        last = self.divisions[-1]
        joined = Division(last.kind, last.number, f"{last.heading} {text}".strip())
        self.divisions = (*self.divisions[:-1], joined)
        self.open.divisions = self.divisions

    def _note_or_unplaced(self, line: Line) -> None:
        if self.open.number and not self.open.units:
            self.open.heading = f"{self.open.heading} {line.text}".strip()
        else:
            self.unplaced.append((line.number, line.text))

    # what stands under a heading

    def _note(self, text: str) -> None:
        (self.open.notes if self.open.number else self.notes).append(text)

    def _unit(self, line: Line) -> None:
        body = self.open
        if not body.number and not body.annex and self.divisions:
            if line.hint == "italic":
                self.notes.append(line.text)
            else:
                self.unplaced.append((line.number, line.text))  # between a division and its first article
            return
        numbered = None if body.annex or not body.number else self._numbered(line)
        if numbered is None:
            if line.hint == "italic" and not stream.REPEALED.match(line.text):
                self._note(line.text)
            else:
                self._part(line.text, line)
            return
        body.paragraph, body.sub, text = numbered
        body.units.append(Unit(body.paragraph, body.sub, 0, text, bool(stream.REPEALED.match(text))))

    def _numbered(self, line: Line) -> tuple[str, str, str] | None:
        """The address and words of a point or sub-point, or None."""
        point = stream.PARAGRAPH.match(line.text)
        if point and not line.indent:
            return point["number"], "", point["text"]
        sub = stream.SUB.match(line.text)
        if sub:
            owner = self.open.paragraph if line.indent is None or line.indent > 0 else ""
            return owner, sub["number"], sub["text"]
        return None

    def _part(self, text: str, line: Line, table: bool = False) -> None:
        """An unnumbered part: of the sub-point when it is indented as deep, else of the point, else of the article."""
        body = self.open
        address = (body.paragraph, body.sub)
        if line.indent is not None and body.units:
            if line.indent == 0 and not table:
                address = ("", "")
            elif line.indent < 6 and body.sub and body.paragraph:
                address = (body.paragraph, "")
        body.parts[address] += 1
        repealed = not table and bool(body.number) and bool(stream.REPEALED.match(text)) and line.hint == "italic"
        body.units.append(Unit(*address, body.parts[address], text, repealed, table))

    # the end

    def text(self, act: str, cause: Cause | None, source: str) -> Text:
        """The finished text."""
        return Text(
            act,
            self.language,
            self.in_force,
            cause,
            self.title,
            preamble=tuple(self.bodies[0].units),
            articles=tuple(self._finished(body) for body in self.bodies if body.number),
            annexes=tuple(Annex(body.heading, tuple(body.units)) for body in self.bodies if body.annex),
            notes=tuple(self.notes),
            source=source,
            unplaced=tuple(sorted(self.unplaced)),
        )

    def _finished(self, body: _Body) -> Article:
        return Article(
            body.number, body.heading, tuple(body.units), tuple(body.notes), self._state(body), body.divisions
        )

    def _state(self, body: _Body) -> str:
        """Repealed: nothing but the word of it is left. Future: a note says it holds from a later day."""
        living = [unit for unit in body.units if not unit.repealed]
        if not living and (stream.REPEALED.match(body.heading) or body.units or _says_repealed(body.notes)):
            return "repealed"
        for note in body.notes:
            match = stream.FUTURE.search(note)
            if match and _of_the_whole(note, body.number) and _iso(match["a"] or match["b"]) > self.in_force:
                return "future"
        return "in_force"


def _says_repealed(notes: Sequence[str]) -> bool:
    return any(word in note.lower() for note in notes for word in ("исключена", "утратила силу", "алып тасталды"))


def _of_the_whole(note: str, number: str) -> bool:
    """Whether a note speaks of the article itself and not of an amendment or a point."""
    low = note.lower()
    named = f"статья {number} " in f"{low} " or f"{number}-бап " in f"{low} "
    return named and not any(
        word in low for word in ("изменени", "дополнени", "өзгеріс", "толықтыру", "пункт", "тармақ")
    )


def _iso(day: str) -> str:
    return f"{day[6:]}-{day[3:5]}-{day[:2]}"
