"""The site on the home screen of a phone: a manifest for each language, and the icons, drawn when the site is built."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image, ImageDraw

from aryz.project import Project, tag_of

MANIFEST = "app.webmanifest"
_BRAND, _PAPER, _FOLD = "#0b5560", "#ffffff", "#f2b84b"
_ACROSS = 24  # units of the drawing: kb/theme/assets/aryz.svg is the same one
_SHEET = [(5, 2), (15, 2), (20, 7), (20, 22), (5, 22)]
_CORNER = [(15, 2), (20, 7), (15, 7)]
_LINES = [(8, 11, 17, 12.6), (8, 14.4, 17, 16), (8, 17.4, 13, 19)]
_FINE = 4  # drawn so many times larger, then made smaller: smooth edges
# name, pixels, and the part of the picture that the sheet takes: phones cut a maskable icon to a circle of 80 %
ICONS = (("icon-192", 192, 0.7), ("icon-512", 512, 0.7), ("icon-mask-512", 512, 0.56), ("icon-180", 180, 0.66))


def write_app(project: Project, fresh: Path) -> None:
    """The icons under `assets/`, and `<language>/app.webmanifest` for each language of the site."""
    for name, size, share in ICONS:
        icon(size, share).save(fresh / "assets" / f"{name}.png", optimize=True)
    for language in languages_of(fresh):
        text = json.dumps(manifest(project, language), ensure_ascii=False, indent=1)
        (fresh / language / MANIFEST).write_text(text, encoding="utf-8")


def languages_of(site: Path) -> list[str]:
    """The languages of a site's pages, those in Cyrillic letters too, by name."""
    return sorted(folder.name for folder in site.iterdir() if (folder / "index.html").is_file())


def icon(size: int, share: float) -> Image.Image:
    """The sheet of paper on our colour, out to the edges."""
    wide = size * _FINE
    step = wide * share / _ACROSS
    margin = (wide - _ACROSS * step) / 2
    picture = Image.new("RGB", (wide, wide), _BRAND)
    pen = ImageDraw.Draw(picture)

    def spots(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(margin + (x - 0.5) * step, margin + y * step) for x, y in points]

    pen.polygon(spots(*_SHEET), fill=_PAPER)
    pen.polygon(spots(*_CORNER), fill=_FOLD)
    for left, top, right, bottom in _LINES:
        pen.rectangle(spots((left, top), (right, bottom)), fill=_BRAND)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def manifest(project: Project, language: str) -> dict[str, object]:
    """What a browser needs to put the site on the home screen. Addresses are relative to `<language>/`.

    «minimal-ui» keeps «back» and the address: whoever leaves in a hurry stays in a browser. The names tell nothing.
    """
    images = [
        {"src": f"../assets/{name}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for (name, size, _), purpose in zip(ICONS, ("any", "any", "maskable"), strict=False)
    ]
    return {
        "id": f"aryz-{language}",
        "name": project.text(language, "install.name"),
        "short_name": "Aryz",
        "description": project.text(language, "install.about"),
        "lang": tag_of(language),
        "dir": "ltr",
        "start_url": "./",
        "scope": "../",
        "display": "minimal-ui",
        "theme_color": _BRAND,
        "background_color": _PAPER,
        "icons": images,
    }
