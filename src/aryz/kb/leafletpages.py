"""Addresses printed on leaflets, which must live for ever: `l/<id>/<language>/<edition>/` on the site.

The edition in use leads on at once; older ones say that the leaflet in hand is out of date. Plain pages without
scripts, with a neutral title: somebody else may see the screen.
"""

from __future__ import annotations

import html
from pathlib import Path

from aryz.files import write_text
from aryz.kb.cyrillic import Cyrillic
from aryz.kb.leaflets import Leaflet
from aryz.project import Project


def leaflet_pages(project: Project, leaflets: list[Leaflet], site: Path) -> None:
    """Write the pages of every leaflet in every language and alphabet under `site`."""
    for leaflet in leaflets:
        names = {}
        for key, language in project.languages.items():
            if language.guides:
                names[key] = language.name
                _editions(project, leaflet, key, key, None, site)
            if language.guides and language.cyrillic:
                alphabet = Cyrillic(project.kb / "interface" / f"{key}-cyrl.yml")
                names[f"{key}-cyrl"] = language.cyrillic
                _editions(project, leaflet, key, f"{key}-cyrl", alphabet, site)
        rows = "".join(f'<li><a href="{own}/">{html.escape(name)}</a></li>' for own, name in names.items())
        write_page(site / "l" / leaflet.id, f"<ul>{rows}</ul>", next(iter(project.languages)))


def _editions(
    project: Project, leaflet: Leaflet, language: str, own: str, alphabet: Cyrillic | None, site: Path
) -> None:
    """A page for each edition, and one above them for who types the address by half."""
    page = "" if leaflet.page == "index" else f"{leaflet.page}/"

    def text(key: str, **values: object) -> str:
        words = project.text(language, f"leaflet.{key}", **values)
        return html.escape(alphabet.text(words) if alphabet else words)

    folder = site / "l" / leaflet.id / own
    tag = f"{language}-Cyrl" if alphabet else language
    write_page(folder, f'<p><a href="../../../{own}/{page}">{text("go")}</a></p>', tag, f"../../../{own}/{page}")
    for edition in range(1, leaflet.edition + 1):
        link = f"../../../../{own}/{page}"
        go = f'<p><a href="{link}">{text("go")}</a></p>'
        if edition == leaflet.edition:
            write_page(folder / str(edition), go, tag, link)
        else:
            about = text("old_about", number=edition, now=leaflet.edition)
            write_page(folder / str(edition), f"<h1>{text('old')}</h1><p>{about}</p>{go}", tag)


def write_page(folder: Path, body: str, language: str, onward: str = "") -> None:
    """A page of few words; `onward`: where it leads at once."""
    folder.mkdir(parents=True, exist_ok=True)
    leads = f'<meta http-equiv="refresh" content="0; url={onward}">' if onward else ""
    write_text(folder / "index.html", _PAGE.replace("LANGUAGE", language).replace("LEADS", leads).replace("BODY", body))


_PAGE = """<!doctype html>
<html lang="LANGUAGE">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">LEADS
<title>Aryz</title>
<style>body{font:18px/1.6 system-ui,sans-serif;margin:1.5rem;color:#1b2733}a{color:#0b5560;line-height:44px}</style>
</head>
<body><main>BODY</main></body>
</html>
"""
