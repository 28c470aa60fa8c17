"""`aryz acts show`: an article as it held on a day."""

from __future__ import annotations

from datetime import date

from aryz.diagnostics import AryzError
from aryz.law.acts import Act, Registry
from aryz.law.citations import CitationError, Ref, resolve, typed_ref
from aryz.law.printing import print_ref
from aryz.law.texts import store
from aryz.law.texts.history import wordings
from aryz.law.texts.model import Text
from aryz.law.texts.show import unit_line
from aryz.law.validity import on_day
from aryz.project import Project


def show(project: Project, registry: Registry, text: str, language: str, day: str = "") -> str:
    """The article in force on `day` (empty = today): citation, heading, our digest, and of the official texts that were
    brought in the wording of the day and the days of all wordings. Raises AryzError.
    """
    asked = day or date.today().isoformat()
    try:
        ref = on_day(typed_ref(text), registry, asked)
        act, article = resolve(ref, registry)
    except CitationError as error:
        raise AryzError(str(error)) from None
    texts = _texts(project, act, language)
    lines = [print_ref(ref, registry, language)]
    if article is not None:
        lines += [article.title[language], "", article.digest[language], ""]
        read = {"redaction": article.redaction or "—", "checked": article.checked}
        lines.append(project.text(language, "texts.digest_of", **read))
        if asked < article.redaction:
            lines.append(project.text(language, "texts.digest_later", day=asked))
    return "\n".join([*lines, *_official(project, act, ref, texts, asked, language)])


def _texts(project: Project, act: Act, language: str) -> list[Text]:
    folder = project.kb / "texts"
    return store.load(folder, act.id, "kk" if language == "kk" else "ru") or store.load(folder, act.id, "kk")


def _official(project: Project, act: Act, ref: Ref, texts: list[Text], day: str, language: str) -> list[str]:
    """The wording of the day and the history, or a word that no text was brought in."""
    link = act.link(language, ref.article)
    if not texts:
        return ["", project.text(language, "texts.none"), link]
    held = store.as_of(texts, day)
    if held is None:
        return ["", project.text(language, "texts.from", day=texts[0].in_force), link]
    found = held.article(ref.article) if ref.article else None
    cause = f" ({held.cause.requisite})" if held.cause else ""
    lines = ["", f"{project.text(language, 'texts.redaction')}: {held.in_force}{cause}"]
    if found is None and ref.article:
        lines.append(project.text(language, "texts.absent"))
    elif found is not None:
        lines += [found.heading, *(f"  {unit_line(unit)}" for unit in found.units)]
    days = ", ".join(wording.first for wording in wordings(texts, ref.article)) if ref.article else ""
    return [*lines, "", *([f"{project.text(language, 'texts.wordings')}: {days}"] if days else []), link]
