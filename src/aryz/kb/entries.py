"""What of the knowledge base can be found by search."""

from __future__ import annotations

import re
from typing import Any

from aryz.kb.guides import LINK, Library
from aryz.kb.model import InterviewCard
from aryz.law.acts import Registry
from aryz.law.citations import IN_TEXT, CitationError
from aryz.law.printing import print_marked, print_ref

_MARKS = re.compile(r'^!!! \w+(?: ".*")?$|[*_`#>|]+', re.MULTILINE)
_HEADING = re.compile(r"^#{2,4} (.+)$", re.MULTILINE)


def search_entries(library: Library, registry: Registry, cards: list[InterviewCard]) -> list[dict[str, Any]]:
    """Guides, articles and interviews as dictionaries: id, url (from the site's root), kind, language, title, headings,
    body (plain text), refs.
    """
    made: list[dict[str, Any]] = []
    for slug, versions in library.pages.items():
        for language, guide in versions.items():
            if guide.layout != "guide":
                continue
            made.append(
                {
                    "id": slug,
                    "url": f"{language}/{slug}/",
                    "kind": "guide",
                    "language": language,
                    "title": guide.title,
                    "headings": [guide.summary, *_HEADING.findall(guide.body)],
                    "body": plain(guide.body, registry, language),
                    "refs": list(dict.fromkeys(ref for ref, _ in guide.cites)),
                }
            )
    made += _articles(registry)
    for card in cards:
        for language, title in card.title.items():
            papers = [paper[language] for paper in card.papers if language in paper]
            made.append(
                {
                    "id": card.id,
                    "url": f"{language}/interviews/{card.id}/",
                    "kind": "interview",
                    "language": language,
                    "title": title,
                    "headings": papers,
                    "body": plain(f"{card.summary[language]} {card.prepare.get(language, '')}", registry, language),
                    "refs": [],
                }
            )
    return made


def _articles(registry: Registry) -> list[dict[str, Any]]:
    made = []
    for act in registry.values():
        for number, article in act.articles.items():
            for language, title in article.title.items():
                printed = print_ref(f"{act.id}:{number}", registry, language)
                made.append(
                    {
                        "id": f"{act.id}:{number}",
                        "url": f"{language}/acts/{act.id}/{number}/",
                        "kind": "act",
                        "language": language,
                        "title": f"{printed}. {title}",
                        "headings": [act.names[language].full, *act.names[language].spoken],
                        "body": article.digest[language],
                        "refs": [f"{act.id}:{number}"],
                    }
                )
    return made


def plain(markdown: str, registry: Registry, language: str) -> str:
    """Text without marks, with citations as they are printed."""

    def printed(match: re.Match[str]) -> str:
        try:
            return print_marked(match.group(1), registry, language)
        except CitationError:
            return ""

    text = IN_TEXT.sub(printed, markdown)
    text = LINK.sub("]", text).replace("[", "").replace("]", "")
    return " ".join(_MARKS.sub(" ", text).split())
