"""Addresses printed on leaflets, which must live for ever: `l/<id>/<language>/<edition>/` on the site.

The edition in use leads on at once; older ones say that the leaflet in hand is out of date. Plain pages without
scripts, with a neutral title: somebody else may see the screen.
"""

from __future__ import annotations

import html
from pathlib import Path

from aryz.kb.leaflets import Leaflet
from aryz.kb.smallpage import write_small_page
from aryz.project import Language, Project

_STYLE = (
    "<style>body{font:18px/1.6 system-ui,sans-serif;margin:1.5rem;color:#1b2733}"
    "a{color:#0b5560;line-height:44px}</style>\n"
)


def leaflet_pages(project: Project, leaflets: list[Leaflet], site: Path) -> None:
    """Write the pages of every leaflet in every language and alphabet under `site`."""
    for leaflet in leaflets:
        names = {}
        for key, language in project.spoken.items():
            if language.guides:
                names[key] = language.name
                _editions(project, leaflet, language, site)
        rows = "".join(f'<li><a href="{own}/">{html.escape(name)}</a></li>' for own, name in names.items())
        write_small_page(site / "l" / leaflet.id, next(iter(project.languages)), f"<ul>{rows}</ul>", head=_STYLE)


def _editions(project: Project, leaflet: Leaflet, language: Language, site: Path) -> None:
    """A page for each edition, and one above them for who types the address by half."""
    own, tag = language.id, language.tag
    page = "" if leaflet.page == "index" else f"{leaflet.page}/"

    def text(key: str, **values: object) -> str:
        return html.escape(project.text(own, f"leaflet.{key}", **values))

    folder = site / "l" / leaflet.id / own
    onward = f"../../../{own}/{page}"
    write_small_page(folder, tag, f'<p><a href="{onward}">{text("go")}</a></p>', onward, _STYLE)
    for edition in range(1, leaflet.edition + 1):
        link = f"../../../../{own}/{page}"
        go = f'<p><a href="{link}">{text("go")}</a></p>'
        if edition == leaflet.edition:
            write_small_page(folder / str(edition), tag, go, link, _STYLE)
        else:
            about = text("old_about", number=edition, now=leaflet.edition)
            body = f"<h1>{text('old')}</h1><p>{about}</p>{go}"
            write_small_page(folder / str(edition), tag, body, head=_STYLE)
