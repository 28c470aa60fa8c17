"""`aryz acts list` and `aryz acts show`: acts, and an article as it held on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from aryz.diagnostics import AryzError
from aryz.law.acts import Act, Article, Registry
from aryz.law.citations import CitationError, Ref, resolve, typed_ref
from aryz.law.printing import print_ref
from aryz.law.texts import store
from aryz.law.texts.history import wordings
from aryz.law.texts.model import Text
from aryz.law.texts.show import unit_line
from aryz.law.validity import on_day
from aryz.project import Project


@dataclass(frozen=True)
class ActRow:
    """An act in a list. Days are ISO days, empty where they are not known; articles: how many have a digest."""

    id: str
    kind: str
    number: str
    date: str
    in_force: str
    state: str
    repealed: str
    name: str
    short: str
    official: str
    checked: str
    articles: int


@dataclass(frozen=True)
class Official:
    """The official wording of the day, as far as texts were brought in. redaction is empty where none was."""

    link: str
    language: str = ""
    redaction: str = ""
    cause: str = ""
    heading: str = ""
    units: list[str] = field(default_factory=list)
    wordings: list[str] = field(default_factory=list)  # the first day of each


@dataclass(frozen=True)
class Shown:
    """An article, or a whole act, as it held on a day. `ref` differs from what was asked where another article held the
    rule then. redaction: the ISO day of the redaction that the digest was made of; notes: what the reader must know.
    """

    ref: str
    citation: str
    as_of: str
    act: str
    article: str
    title: str
    digest: str
    redaction: str
    checked: str
    official: Official
    notes: list[str]


def listed(registry: Registry, language: str) -> list[ActRow]:
    """All acts."""
    return [row(act, language) for act in registry.values()]


def row(act: Act, language: str) -> ActRow:
    """An act as a list has it."""
    names = act.names[language]
    return ActRow(
        id=act.id,
        kind=act.kind,
        number=act.number,
        date=act.date,
        in_force=act.in_force,
        state=act.state,
        repealed=act.repealed,
        name=names.full,
        short=names.short,
        official=act.link(language),
        checked=act.checked,
        articles=len(act.articles),
    )


def shown(project: Project, registry: Registry, text: str, language: str, day: str = "") -> Shown:
    """The article in force on `day` (empty = today). Raises AryzError."""
    asked = day or date.today().isoformat()
    try:
        ref = on_day(typed_ref(text), registry, asked)
        act, article = resolve(ref, registry)
    except CitationError as error:
        raise AryzError(str(error)) from error
    official, notes = _official(project, act, ref, _texts(project, act, language), asked, language)
    return Shown(
        ref=str(ref),
        citation=print_ref(ref, registry, language),
        as_of=asked,
        act=act.id,
        article=ref.article,
        title=article.title[language] if article else act.names[language].full,
        digest=article.digest[language] if article else "",
        redaction=article.redaction if article else "",
        checked=article.checked if article else act.checked,
        official=official,
        notes=[*_later(project, article, asked, language), *notes],
    )


def _later(project: Project, article: Article | None, day: str, language: str) -> list[str]:
    """That our digest is of a later redaction than the day asked for."""
    if article is None or day >= article.redaction:
        return []
    return [project.text(language, "texts.digest_later", day=day)]


def _texts(project: Project, act: Act, language: str) -> list[Text]:
    folder = project.kb / "texts"
    return store.load(folder, act.id, "kk" if language == "kk" else "ru") or store.load(folder, act.id, "kk")


def _official(
    project: Project, act: Act, ref: Ref, texts: list[Text], day: str, language: str
) -> tuple[Official, list[str]]:
    """The wording of the day with the days of all wordings; and a word where there is none."""
    link = act.link(language, ref.article)
    if not texts:
        return Official(link), [project.text(language, "texts.none")]
    held = store.as_of(texts, day)
    if held is None:
        return Official(link, texts[0].language), [project.text(language, "texts.from", day=texts[0].in_force)]
    found = held.article(ref.article) if ref.article else None
    official = Official(
        link,
        held.language,
        held.in_force,
        held.cause.requisite if held.cause else "",
        found.heading if found else "",
        [unit_line(unit) for unit in found.units] if found else [],
        [wording.first for wording in wordings(texts, ref.article)] if ref.article else [],
    )
    return official, [project.text(language, "texts.absent")] if ref.article and found is None else []


def show(project: Project, one: Shown, language: str) -> str:
    """The same as lines for the terminal."""
    lines = [one.citation]
    if one.article:
        read = {"redaction": one.redaction or "—", "checked": one.checked}
        lines += [one.title, "", one.digest, "", project.text(language, "texts.digest_of", **read)]
    lines += ["", *one.notes] if one.notes else []
    official = one.official
    if official.redaction:
        cause = f" ({official.cause})" if official.cause else ""
        lines += ["", f"{project.text(language, 'texts.redaction')}: {official.redaction}{cause}"]
        lines += [official.heading] if official.heading else []
        lines += [f"  {unit}" for unit in official.units]
    if official.wordings:
        lines += ["", f"{project.text(language, 'texts.wordings')}: {', '.join(official.wordings)}"]
    return "\n".join([*lines, "", official.link])
