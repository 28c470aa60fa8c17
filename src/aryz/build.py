"""`aryz build`: the static site with its search index, and the index that the server and the terminal use."""

from __future__ import annotations

from pathlib import Path

from aryz import search
from aryz.content import Content
from aryz.kb import build_site, search_entries


def entries(content: Content) -> list[search.Entry]:
    """What can be found: guides, articles and interviews in all languages."""
    listed = search_entries(content.library, content.registry, content.cards)
    return [search.Entry(**entry) for entry in listed]


def build_index(content: Content, found: list[search.Entry] | None = None) -> Path:
    """Make the index of the server and the terminal; returns its folder. found: the entries, if they are made."""
    folder = content.project.build / "index"
    search.build(entries(content) if found is None else found, folder, content.project.search)
    return folder


def build(content: Content, out: Path | None = None) -> Path:
    """Build everything that users get without a server; returns the folder of the site."""
    project, found = content.project, entries(content)
    build_index(content, found)
    site = out or project.build / "site"
    labels = {
        key: {k: v for k, v in texts.items() if k.startswith("search.")} for key, texts in project.interface.items()
    }

    def add_search(fresh: Path) -> None:
        search.export_static(found, fresh / "assets", project.search, labels=labels)

    build_site(project, content.library, content.registry, content.cards, content.uses, site, add_search)
    return site
