"""The knowledge base as JSON for other programs: files of `data/` on the site."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from aryz.files import write_text
from aryz.kb.contacts import Contact
from aryz.kb.guides import Guide, Library
from aryz.kb.model import InterviewCard
from aryz.kb.translations import behind, revision
from aryz.kb.updates import Update
from aryz.law.acts import Article, Registry


def export(library: Library, registry: Registry, cards: list[InterviewCard], folder: Path) -> None:
    """Write the files into `folder`. Texts of guides are Markdown with the markers of docs/guides.md."""
    guides = {
        slug: {language: _guide(guide, library) for language, guide in versions.items()}
        for slug, versions in library.pages.items()
    }
    write_json(folder / "guides.json", {"topics": library.topics, "guides": guides})
    write_json(folder / "acts.json", {act.id: _act(registry, act.id) for act in registry.values()})
    write_json(folder / "updates.json", [_update(update) for update in library.updates])
    write_json(folder / "contacts.json", {c.id: _contact(c) for c in library.contacts.published})
    rows = {
        card.id: {"title": card.title, "summary": card.summary, "prepare": card.prepare, "papers": card.papers}
        for card in cards
    }
    write_json(folder / "interviews.json", rows)


def write_json(path: Path, data: Any) -> None:
    """One JSON document, the same bytes for the same data."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _guide(guide: Guide, library: Library) -> dict[str, Any]:
    return {
        "url": f"{guide.language}/{'' if guide.slug == 'index' else f'{guide.slug}/'}",
        "title": guide.title,
        "summary": guide.summary,
        "questions": guide.questions,
        "topic": guide.topic,
        "audience": guide.audience,
        "citizenship": guide.citizenship,
        "checked": guide.checked,
        "next_review": guide.next_review,
        "interviews": guide.interviews,
        "related": guide.related,
        "contacts": guide.contacts or library.source(guide.slug).contacts,
        "revision": revision(guide),
        "behind": behind(guide, library),
        "cites": list(dict.fromkeys(ref for ref, _ in guide.cites)),
        "body": guide.body,
    }


def _act(registry: Registry, key: str) -> dict[str, Any]:
    act = registry[key]
    return {
        "names": {language: name.full for language, name in act.names.items()},
        "number": act.number,
        "date": act.date,
        "in_force": act.in_force,
        "repealed": act.repealed,
        "official": act.official,
        "articles": {number: _article(article) for number, article in act.articles.items()},
    }


def _update(update: Update) -> dict[str, Any]:
    return {key: value for key, value in dataclasses.asdict(update).items() if key != "path"}


def _contact(contact: Contact) -> dict[str, Any]:
    left_out = {"id", "place", "verified"}
    return {key: value for key, value in dataclasses.asdict(contact).items() if key not in left_out}


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "digest": article.digest,
        "checked": article.checked,
        "redaction": article.redaction,
    }
