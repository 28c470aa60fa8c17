"""Finished Markdown pages for MkDocs, one folder per language. MkDocs only renders them."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from aryz.diagnostics import Place
from aryz.kb.actpages import act_pages, acts_index
from aryz.kb.calculators import calculator_pages
from aryz.kb.callpage import call_page
from aryz.kb.contactpages import contacts_page
from aryz.kb.guidepages import guide_page
from aryz.kb.guides import Library
from aryz.kb.interviewpages import card_list, interview_page
from aryz.kb.listings import listing_pages
from aryz.kb.model import Use
from aryz.kb.offline import offline_pages
from aryz.kb.updatepages import update_pages
from aryz.kb.writer import Material, Writer


def write_pages(material: Material, out: Path, languages: Iterable[str] = ()) -> None:
    """Write the pages of `languages` (of every one if none is named) under `out/<language>/`."""
    whole = replace(material, uses=[*guide_uses(material.library), *material.uses])
    for language in languages or material.project.languages:
        _write(Writer(whole, language, out / language))


def _write(w: Writer) -> None:
    for versions in w.library.pages.values():
        guide_page(w, versions)
    listing_pages(w)
    update_pages(w, w.library.updates)
    contacts_page(w)
    call_page(w)
    offline_pages(w)
    act_pages(w)
    acts_index(w)
    for card in w.cards:
        interview_page(w, card)
    w.page("interviews/index.md", w.text("interviews"), card_list(w), alike="interviews/")
    for name, title, body, summary in calculator_pages(w.project, w.registry, w.language):
        alike = name.removesuffix("index.md").removesuffix(".md")
        body = w.banner("calculator", alike.partition("/")[2].rstrip("/")) + body
        w.page(name, title, body, summary, alike if alike.endswith("/") else f"{alike}/")
    w.page("search.md", w.text("search"), _results(w), alike="search/")


def _results(w: Writer) -> str:
    """Where the script of search shows its results, and what is said without it."""
    failed, without = (html.escape(w.project.text(w.language, f"search.{key}")) for key in ("failed", "noscript"))
    return f'<div id="aryz-results" data-failed="{failed}"><noscript><p>{without}</p></noscript></div>'


def guide_uses(library: Library) -> list[Use]:
    """Every citation of every guide, with its line."""
    made = []
    for slug, versions in library.pages.items():
        titles = {language: guide.title for language, guide in versions.items()}
        refs = dict.fromkeys((ref, guide.path, line) for guide in versions.values() for ref, line in guide.cites)
        made += [Use(ref, "guide", slug, titles, Place(path, line)) for ref, path, line in refs]
    for sign in library.signs:
        made += [Use(ref, "guide", "call", sign.sign, sign.place) for ref in sign.rests]
    return made
