"""What of the knowledge base can be found by search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from aryz.kb.guides import LINK, Library
from aryz.kb.model import InterviewCard
from aryz.law.acts import Registry
from aryz.law.citations import IN_TEXT, CitationError
from aryz.law.printing import print_marked, print_ref
from aryz.law.texts.history import wordings
from aryz.law.texts.model import Text

Texts = Callable[[str, str], list[Text]]

_MARKS = re.compile(r'^!!! \w+(?: ".*")?$|^ *[-*] |[*_`#>]+', re.MULTILINE)
_HEADING = re.compile(r"^#{2,4} (.+)$", re.MULTILINE)
_ROW = re.compile(r"^ *\|(.*)\|\s*$", re.MULTILINE)


def search_entries(
    library: Library, registry: Registry, cards: list[InterviewCard], texts: Texts | None = None
) -> list[dict[str, Any]]:
    """Guides, articles and interviews as dictionaries with the fields of a search entry; url counts from the root.

    texts: the redactions of an act in a language that were brought in, oldest first; each wording of an article is an
    entry of its own.
    """
    return [*_guides(library, registry), *_articles(registry, texts), *_interviews(registry, cards)]


def _guides(library: Library, registry: Registry) -> Iterator[dict[str, Any]]:
    for slug, versions in library.pages.items():
        for language, guide in versions.items():
            if guide.layout != "guide":
                continue
            yield {
                "id": slug,
                "url": f"{language}/{slug}/",
                "kind": "guide",
                "language": language,
                "title": guide.title,
                "headings": [guide.summary, *_HEADING.findall(guide.body)],
                "body": plain(guide.body, registry, language),
                "refs": list(dict.fromkeys(ref for ref, _ in guide.cites)),
                "questions": list(guide.questions),
                "topic": guide.topic,
                "citizenship": list(guide.citizenship),
                "audience": list(guide.audience),
                "breadcrumb": [title] if (title := library.topics.get(guide.topic, {}).get(language)) else [],
                "interviews": list(guide.interviews),
                "related": list(guide.related),
            }


def _interviews(registry: Registry, cards: list[InterviewCard]) -> Iterator[dict[str, Any]]:
    for card in cards:
        for language, title in card.title.items():
            yield {
                "id": card.id,
                "url": f"{language}/interviews/{card.id}/",
                "kind": "interview",
                "language": language,
                "title": title,
                "headings": [paper[language] for paper in card.papers if language in paper],
                "body": plain(f"{card.summary[language]} {card.prepare.get(language, '')}", registry, language),
            }


def _articles(registry: Registry, texts: Texts | None) -> Iterator[dict[str, Any]]:
    for act in registry.values():
        redactions = {language: texts(act.id, language) for language in act.names} if texts else {}
        for number, article in act.articles.items():
            for language, title in article.title.items():
                names = act.names[language]
                entry = {
                    "id": f"{act.id}:{number}",
                    "url": f"{language}/acts/{act.id}/{number}/",
                    "kind": "act",
                    "language": language,
                    "title": f"{print_ref(f'{act.id}:{number}', registry, language)}. {title}",
                    "body": article.digest[language],
                    "refs": [f"{act.id}:{number}"],
                    "names": [names.full, *names.spoken],
                    "act": act.id,
                    "breadcrumb": [names.full],
                }
                own = [text for text in redactions.get(language, ()) if text.language == language]
                yield from _wordings(entry, own, number)


def _wordings(entry: dict[str, Any], redactions: list[Text], number: str) -> Iterator[dict[str, Any]]:
    """An article once for each of its wordings; as it is where no text was brought in."""
    found = wordings(redactions, number)
    if not found:
        yield entry
        return
    for wording, until in zip(found, [*(later.first for later in found[1:]), ""], strict=True):
        units = wording.article.units if wording.article else ()
        body = "\n".join([entry["body"], *(unit.text for unit in units if not unit.repealed)])
        since = "" if wording is found[0] else wording.first  # what was before the first redaction is not known
        yield entry | {"body": body, "since": since, "until": until}


def plain(markdown: str, registry: Registry, language: str) -> str:
    """Text without marks, with citations as they are printed."""

    def printed(match: re.Match[str]) -> str:
        try:
            return print_marked(match.group(1), registry, language)
        except CitationError:
            return ""

    text = IN_TEXT.sub(printed, markdown)
    text = LINK.sub("]", text).replace("[", "").replace("]", "")
    text = _ROW.sub(_cells, _HEADING.sub(_begun, text))
    return " ".join(_MARKS.sub("", text).split())


def _begun(heading: re.Match[str]) -> str:
    """A heading as it stands in a line with what follows it."""
    return heading[1] if heading[1][-1:] in ".:?!" else f"{heading[1]}:"


def _cells(row: re.Match[str]) -> str:
    """A row of a table as a sentence, without cells that hold a dash; nothing of the rule under its head."""
    cells = [cell.strip() for cell in row[1].split("|")]
    said = " – ".join(cell for cell in cells if cell.strip("-–: "))
    return said if said[-1:] in ".;:?!" else f"{said};"
