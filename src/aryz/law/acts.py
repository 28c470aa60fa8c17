"""Acts and their articles, from `kb/acts/*.yml` (docs/acts.md says what may stand there)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from aryz.diagnostics import Findings, Place
from aryz.plan import days
from aryz.project import Project
from aryz.reader import Reader, opened_all

Made = TypeVar("Made")
KINDS = ("constitution", "code", "law", "treaty", "decree", "order", "resolution")
STATES = ("in_force", "repealed")
_ACT = ["id", "kind", "number", "date", "in_force", "state", "repealed", "units", "subunits", "official", "anchor",
        "anchors", "names", "others", "checked", "source", "articles", "note"]  # fmt: skip
_ARTICLE = ["title", "paragraphs", "subparagraphs", "digest", "redaction", "in_force", "repealed", "was", "checked",
            "source", "note"]  # fmt: skip


@dataclass(frozen=True)
class Names:
    """What an act is called in one language. `short` stands beside an article's number."""

    full: str
    genitive: str
    short: str
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """An article: its heading and our digest by language, and which numbered units are known to exist."""

    number: str
    place: Place
    title: dict[str, str]
    digest: dict[str, str]
    paragraphs: tuple[str, ...] = ()
    subparagraphs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    redaction: str = ""  # the ISO day of the redaction that was read
    in_force: str = ""  # the first ISO day of force, if it is not the act's
    repealed: str = ""  # the first ISO day on which it no longer holds
    was: str = ""  # the citation of the article that held the rule before
    checked: str = ""
    source: str = ""


@dataclass(frozen=True)
class Act:
    """An act of law. `units` is what its numbered units are called: paragraph (пункт) or part (часть); `subunits` what
    stands under them: sub (подпункт) or point («п. 12) ч. 2»).
    """

    id: str
    place: Place
    kind: str
    names: dict[str, Names]
    official: dict[str, str]
    articles: dict[str, Article]
    number: str = ""
    date: str = ""
    in_force: str = ""
    state: str = "in_force"
    repealed: str = ""  # the first ISO day on which it no longer holds
    units: str = "paragraph"
    subunits: str = "sub"
    anchor: str = ""
    anchors: dict[str, str] = field(default_factory=dict)
    checked: str = ""
    source: str = ""
    others: tuple[str, ...] = ()  # what acts that are not ours are called, where it could be read as a name of this one

    def link(self, language: str, article: str = "") -> str:
        """The address of the official text, at the article where the page has anchors."""
        page = self.official.get(language) or self.official["ru"]
        mark = self.anchors.get(article) or (self.anchor.format(article=article) if "-" not in article else "")
        return f"{page}#{mark}" if article and mark else page


class Registry(dict[str, Act]):
    """All acts by id. It does not change once it is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[Callable[[Registry], Any], Any] = {}

    def once(self, make: Callable[[Registry], Made]) -> Made:
        """What `make` makes of this registry; made when first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made


def load_registry(project: Project) -> Registry:
    """The acts of a project; raises ContentError when they are wrong."""
    findings = Findings()
    registry = load_acts(project.kb / "acts", list(project.languages), findings)
    findings.stop_on_errors()
    return registry


def load_acts(folder: Path, languages: list[str], findings: Findings) -> Registry:
    """Read the registry; what is wrong goes to `findings`."""
    registry = Registry()
    for reader in opened_all(folder, findings):
        act = _act(reader, languages)
        if act is not None:
            registry[act.id] = act
    return registry


def _act(reader: Reader, languages: list[str]) -> Act | None:
    reader.known(_ACT)
    name, key = reader.path.stem, reader.text("id", required=True)
    if key != name:
        reader.problem("act.id", "id", f"the id «{key}» differs from the file's name.", f"Write «id: {name}».")
    official = reader.map("official")
    if official is None or not official.text("ru"):
        reader.problem("act.official", "official", "the official page is missing.", "Add «official: {ru: https://…}».")
        return None
    anchors = reader.map("anchors")
    return Act(
        id=name,
        place=reader.place("id"),
        kind=_one_of(reader, "kind", KINDS),
        names=_names(reader, languages),
        official={language: official.text(language) for language in official.data},
        articles=_articles(reader, languages),
        number=reader.text("number"),
        date=_day(reader, "date"),
        in_force=_day(reader, "in_force"),
        state=_one_of(reader, "state", STATES),
        repealed=_repealed(reader),
        units=_one_of(reader, "units", ("paragraph", "part")) if "units" in reader.data else "paragraph",
        subunits=_one_of(reader, "subunits", ("sub", "point")) if "subunits" in reader.data else "sub",
        anchor=reader.text("anchor"),
        anchors={key: anchors.text(key) for key in anchors.data} if anchors else {},
        checked=_day(reader, "checked", required=True),
        source=reader.text("source", required=True),
        others=tuple(reader.strings("others")),
    )


def _one_of(reader: Reader, key: str, known: tuple[str, ...]) -> str:
    value = reader.text(key, required=True)
    if value and value not in known:
        reader.problem("act.value", key, f"«{value}» is not known.", f"Use one of: {', '.join(known)}.")
    return value


def _day(reader: Reader, key: str, required: bool = False) -> str:
    value = reader.text(key, required)
    if value and not days.is_day(value):
        reader.problem("act.day", key, f"«{value}» is no day.", "Write YYYY-MM-DD.")
    return value


def _repealed(reader: Reader) -> str:
    """Since when a repealed act no longer holds; if the day is not known, the day we learned of it."""
    day = _day(reader, "repealed")
    if reader.text("state") == "repealed":
        return day or reader.text("checked")
    if day:
        reader.problem("act.repealed", "repealed", "the act is not repealed.", "Write «state: repealed».")
    return ""


def _names(reader: Reader, languages: list[str]) -> dict[str, Names]:
    listed = reader.map("names")
    made: dict[str, Names] = {}
    for language in languages:
        names = listed.map(language) if listed else None
        if names is None:
            message = f"the act has no name in «{language}»."
            reader.problem("translation.missing", "names", message, f"Add «{language}: {{full: …, short: …}}».")
            made[language] = Names(reader.text("id"), reader.text("id"), reader.text("id"))
            continue
        names.known(["full", "genitive", "short", "spoken"])
        full = names.text("full", required=True)
        made[language] = Names(
            full=full,
            genitive=names.text("genitive") or full,
            short=names.text("short") or names.text("genitive") or full,
            spoken=tuple(names.strings("spoken")),
        )
    return made


def _articles(reader: Reader, languages: list[str]) -> dict[str, Article]:
    listed = reader.map("articles")
    made: dict[str, Article] = {}
    for number in listed.data if listed else []:
        assert listed is not None
        row = listed.map(number)
        if row is None:
            continue
        row.known(_ARTICLE)
        subs = row.map("subparagraphs")
        made[number] = Article(
            number=number,
            place=listed.place(number),
            title=row.texts("title", languages),
            digest=row.texts("digest", languages),
            paragraphs=tuple(row.strings("paragraphs")),
            subparagraphs={key: tuple(subs.strings(key)) for key in subs.data} if subs else {},
            redaction=_day(row, "redaction"),
            in_force=_day(row, "in_force"),
            repealed=_day(row, "repealed"),
            was=row.text("was"),
            checked=_day(row, "checked", required=True),
            source=row.text("source", required=True),
        )
    return made
