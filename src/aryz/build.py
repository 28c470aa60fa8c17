"""`aryz build`: the static site with its search index, and the index that the server and the terminal use."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from aryz.browser import SCRIPTS, law_bundle
from aryz.browser.bundle import static
from aryz.browser.onefile import Frame, one_file
from aryz.browser.twin import twin_library
from aryz.content import Content
from aryz.files import write_text
from aryz.kb import Law, Material, build_site, calculator_script, leaflet_pages, search_entries, stop_if_foreign
from aryz.law.functions import TABLES
from aryz.plan.days import add as add_days
from aryz.plan.days import is_day
from aryz.review import Key, Overtaken, overtaken, stop_if_behind
from aryz.search import Searcher
from aryz.search import index as indexing
from aryz.search.entry import Entry
from aryz.search.shards import write_site
from aryz.web.shared import NEUTRAL
from aryz.web.shared import STATIC as WEB


def entries(content: Content) -> list[Entry]:
    """What can be found: guides, articles and interviews in all languages."""
    listed = search_entries(content.library, content.registry, content.cards(), content.texts)
    return [Entry(**entry) for entry in listed]


def build_index(content: Content, found: list[Entry] | None = None) -> Path:
    """Make the index of the server and the terminal; returns its folder. found: the entries, if they are made."""
    folder = content.project.build / "index"
    indexing.build(entries(content) if found is None else found, folder, content.project.search)
    return folder


def build(content: Content, out: Path | None = None) -> Path:
    """Build everything that users get without a server; returns the folder of the site."""
    project, changed, today = content.project, overtaken(content), date.today().isoformat()
    site = out or project.build / "site"
    stop_if_foreign(project, site)
    stop_if_behind(content, changed)
    found = entries(content)
    index = build_index(content, found)

    def finish(fresh: Path) -> None:
        add_search(content, index, fresh / "assets", site / "assets")
        add_forms(content, fresh / "assets")
        add_files(content, fresh / "files", today)
        leaflet_pages(project, content.leaflets, fresh)

    build_site(material_of(content, changed, today), site, finish)
    return site


def material_of(content: Content, changed: Mapping[Key, Overtaken], today: str) -> Material:
    """What the pages of the site are made of. changed: what the law has overtaken."""
    law = law_of(content, changed, today)
    cards = content.cards(drawn=True)
    return Material(content.project, content.library, content.registry, cards, content.uses, law, today)


def law_of(content: Content, changed: Mapping[Key, Overtaken], today: str = "") -> Law:
    """What of the law's texts the pages show. changed: what the law has overtaken; today: what is yet to come from."""
    days = {key: entry.day for key, entry in changed.items()}
    return Law(content.texts, content.changes, days, coming(content, today))


def coming(content: Content, today: str) -> tuple[str, ...]:
    """The days after `today` on which the law is known to change: acts, articles, news begin or end, rates run out."""
    known = {update.in_force for update in content.library.updates}
    for act in content.registry.values():
        known |= {act.in_force, act.repealed}
        known |= {day for article in act.articles.values() for day in (article.in_force, article.repealed)}
    for table in content.data.tables.values():
        last = table.get("last") if isinstance(table, Mapping) else None
        if isinstance(last, str) and is_day(last):
            known.add(add_days(last, 1))
    return tuple(sorted(day for day in known if today and day > today))


def add_search(content: Content, index: Path, assets: Path, last: Path | None = None, along: bool = True) -> None:
    """The search of the site, from the index made before. last and along: as of `write_site`."""
    project = content.project
    with Searcher(index, project.search, content.registry) as searcher:
        write_site(searcher, assets, search_words(content), project.alphabets, last, along)


def add_forms(content: Content, assets: Path) -> None:
    """The calculators and the other scripts of pages."""
    add_calculators(content, assets)
    for name in ("colours.css", "leave.js", "aryz-call.js", "aryz-offline.js"):
        shutil.copyfile(SCRIPTS / name, assets / name)
    # a service worker serves what lies below it
    write_text(assets.parent / "sw.js", static("age.js") + static("sw.js"))


def frame_of(content: Content, today: str) -> Frame:
    """What files of interviews share."""
    languages = {key: language.name for key, language in content.project.spoken.items()}
    helplines = content.library.contacts.helplines(content.project)
    styles = (WEB / "aryz-web.css").read_text(encoding="utf-8")
    texts = {key: content.project.interface[key] for key in content.project.languages}
    guides, alphabets = content.library.titles(), content.project.alphabets
    return Frame(languages, texts, helplines, today, NEUTRAL, styles, guides, alphabets)


def add_files(content: Content, folder: Path, today: str) -> None:
    """Each interview as a file in each language that needs neither server nor network, and all of them in all languages
    in one, `aryz.html`.
    """
    frame, modules = frame_of(content, today), twin_library()
    for key, plan in content.plans.items():
        for language in plan["languages"]:
            write_text(folder / language / f"{key}.html", one_file({key: plan}, frame.of(language), modules))
    write_text(folder / "aryz.html", one_file(content.plans, frame, modules))


def search_words(content: Content) -> dict[str, Any]:
    """What the search of the site says in each language: its texts, and the names of the values of facets."""
    project, library = content.project, content.library
    languages = {key: language.name for key, language in project.languages.items()}
    made = {}
    for key in project.languages:
        texts = {f"search.{name}": text for name, text in project.texts_under(key, "search.").items()}
        facets = {
            "kind": project.texts_under(key, "search.kind."),
            "act": {act.id: act.names[key].short for act in content.registry.values() if key in act.names},
            "topic": {topic: titles[key] for topic, titles in library.topics.items() if key in titles},
            "language": languages,
            "citizenship": project.texts_under(key, "site.for."),
        }
        made[key] = {"texts": texts, "facets": facets}
    return made


def add_calculators(content: Content, assets: Path) -> None:
    """The scripts of the calculators' pages: the arithmetic with its tables, the words of each language, the form."""
    tables = {name: content.data.tables[name] for name in TABLES}
    (assets / "aryz-law.js").write_text(law_bundle(tables), encoding="utf-8")
    for script in ("aryz-calc.js", "aryz-texts.js"):
        shutil.copyfile(SCRIPTS / script, assets / script)
    for language in content.project.languages:
        script = calculator_script(content.project, content.registry, content.data, language)
        (assets / f"aryz-calc-{language}.js").write_text(script, encoding="utf-8")
