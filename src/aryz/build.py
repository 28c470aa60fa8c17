"""`aryz build`: the static site with its search index, and the index that the server and the terminal use."""

from __future__ import annotations

from pathlib import Path

from aryz import search
from aryz.content import Content, load_content
from aryz.kb import build_site, search_entries
from aryz.project import Project


def entries(content: Content) -> list[search.Entry]:
    """What can be found: guides, articles and interviews in all languages."""
    listed = search_entries(content.library, content.registry, content.cards)
    return [search.Entry(**entry) for entry in listed]


def build_index(content: Content) -> Path:
    """Make the index of the server and the terminal; returns its folder."""
    folder = content.project.build / "index"
    search.build(entries(content), folder, content.project.search)
    return folder


def build(project: Project, out: Path | None = None) -> Path:
    """Build everything that users get without a server; returns the folder of the site."""
    content = load_content(project)
    build_index(content)
    site = out or project.build / "site"
    build_site(project, content.library, content.registry, content.cards, content.uses, site)
    labels = {
        key: {k: v for k, v in texts.items() if k.startswith("search.")} for key, texts in project.interface.items()
    }
    search.export_static(entries(content), site / "assets", content.project.search, labels=labels)
    return site
