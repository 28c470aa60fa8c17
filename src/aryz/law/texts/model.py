"""The text of an act in one language, in force from one day: divisions, articles, numbered units, notes."""

from __future__ import annotations

from dataclasses import dataclass, field

DIVISIONS = ("part", "section", "subsection", "chapter", "paragraph")  # часть, раздел, подраздел, глава, параграф
STATES = ("in_force", "repealed", "future")


@dataclass(frozen=True)
class Cause:
    """The act that made the redaction: «Закон РК от 30 декабря 2025 года № 248-VIII», its title, where it lies."""

    requisite: str
    title: str = ""
    link: str = ""


@dataclass(frozen=True)
class Division:
    """A heading above articles. `kind` is one of DIVISIONS; `number` such as «2» or «21-1», empty if it has none."""

    kind: str
    number: str
    heading: str


@dataclass(frozen=True)
class Unit:
    """One line of an article.

    `paragraph` and `sub` are its address («3», «3-1»; empty where the level is missing). `part` counts the unnumbered
    parts that follow the numbered line of the same address: 0 is the numbered line itself, 1 the first part after it;
    text that stands before any number has an empty address and counts from 1. `table` marks a row of a table, its
    cells joined by « | ».
    """

    paragraph: str = ""
    sub: str = ""
    part: int = 0
    text: str = ""
    repealed: bool = False
    table: bool = False


@dataclass(frozen=True)
class Article:
    """An article: its number («43-1»), heading, units in order, and the notes on its amendments, kept apart.

    `state`: «repealed» when only the note of its repeal is left, «future» when its text is not yet in force.
    """

    number: str
    heading: str
    units: tuple[Unit, ...] = ()
    notes: tuple[str, ...] = ()
    state: str = "in_force"
    divisions: tuple[Division, ...] = ()  # from the outermost to the innermost


@dataclass(frozen=True)
class Annex:
    """An annex: its heading and lines."""

    heading: str
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Text:
    """A redaction. `in_force` is the ISO day from which it holds; it holds until the next redaction's day."""

    act: str
    language: str
    in_force: str
    cause: Cause | None = None
    title: str = ""
    preamble: tuple[Unit, ...] = ()
    articles: tuple[Article, ...] = ()
    annexes: tuple[Annex, ...] = ()
    notes: tuple[str, ...] = ()  # notes on the act as a whole
    source: str = ""  # where it was taken from, as the person or the mirror says
    unplaced: tuple[tuple[int, str], ...] = field(default=(), compare=False)  # line of the source and its words

    def article(self, number: str) -> Article | None:
        """The article of a number, or None."""
        return next((article for article in self.articles if article.number == number), None)


def unit_ref(act: str, article: Article, unit: Unit) -> str:
    """The citation of the nearest numbered unit: `tk:113.3.2`, `tk:27.1)`, `tk:24`."""
    base = f"{act}:{article.number}"
    if unit.sub:
        return f"{base}.{unit.paragraph}.{unit.sub}" if unit.paragraph else f"{base}.{unit.sub})"
    return f"{base}.{unit.paragraph}" if unit.paragraph else base
