"""Leaflets: `kb/leaflets/*.yml`, checked, with what they take out of guides (docs/leaflets.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aryz.diagnostics import Findings, Place
from aryz.kb.contacts import Contact
from aryz.kb.excerpts import answer, items
from aryz.kb.guides import Guide, Library
from aryz.law.acts import Registry
from aryz.plan.errors import nearest
from aryz.project import Project
from aryz.reader import Reader, opened_all

Texts = dict[str, str]
INSIDE = 3  # panels of the inner side of a sheet folded in three
_KEYS = ["edition", "page", "guides", "contacts", "title", "lead", "flap", "inside", "card"]
_ITEMS = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True)
class Panel:
    """A heading with lines by language; `numbered` lines are steps."""

    title: Texts
    lines: dict[str, tuple[str, ...]]
    numbered: bool = False


@dataclass(frozen=True)
class Leaflet:
    """A leaflet in all its languages. `edition` counts its printed texts; `page` is where its address leads."""

    id: str
    place: Place
    edition: int
    page: str
    title: Texts
    lead: Texts
    flap: Panel
    inside: tuple[Panel, ...]
    card: Panel
    contacts: tuple[Contact, ...]
    law_day: str  # the earliest day on which one of its guides was compared with the law


def load_leaflets(project: Project, library: Library, registry: Registry, findings: Findings) -> list[Leaflet]:
    """Every leaflet; what is wrong goes to `findings`."""
    made = []
    for reader in opened_all(project.kb / "leaflets", findings):
        leaflet = _Loader(project, library, registry, reader).leaflet()
        if leaflet is not None:
            made.append(leaflet)
    return made


class _Loader:
    def __init__(self, project: Project, library: Library, registry: Registry, reader: Reader):
        self.library, self.registry, self.reader = library, registry, reader
        self.languages = [key for key, language in project.languages.items() if language.guides]

    def leaflet(self) -> Leaflet | None:
        reader = self.reader
        reader.known(_KEYS)
        edition = reader.text("edition", required=True)
        if not edition.isdigit() or edition == "0":
            reader.problem("leaflet.edition", "edition", f"«{edition}» is no edition.", "Write 1, then 2 …")
            edition = "1"
        page, guides = reader.text("page", required=True), reader.strings("guides")
        if not guides:
            reader.problem("yaml.missing", "guides", "«guides» is missing.", "Name the guides that it rests on.")
        for key, slugs in (("page", [page] if page else []), ("guides", guides)):
            for slug in slugs:
                if slug not in self.library.pages:
                    mend = nearest(slug, self.library.pages) or "Correct the name."
                    reader.problem("link.broken", key, f"there is no page «{slug}».", mend)
        if any(slug not in self.library.pages for slug in [page, *guides]) or not guides:
            return None
        return Leaflet(
            id=reader.path.stem,
            place=reader.place(),
            edition=int(edition),
            page=page,
            title=reader.texts("title", self.languages),
            lead=reader.texts("lead", self.languages),
            flap=self._flap(guides[0]),
            inside=self._inside(guides[0]),
            card=self._own("card"),
            contacts=self._contacts(),
            law_day=min(guide.checked for slug in guides for guide in self.library.pages[slug].values()),
        )

    def _flap(self, slug: str) -> Panel:
        """The panel folded in: its own words, or the short answer of the first guide."""
        if "flap" in self.reader.data:
            return self._own("flap")
        lines: dict[str, tuple[str, ...]]
        lines = {key: (answer(guide, self.registry),) for key, guide in self._versions(slug).items()}
        return Panel({key: guide.title for key, guide in self._versions(slug).items()}, lines)

    def _inside(self, slug: str) -> tuple[Panel, ...]:
        rows = self.reader.items("inside")
        if len(rows) != INSIDE:
            mend = "A sheet folded in three has three panels inside."
            self.reader.problem("leaflet.panels", "inside", f"there are {len(rows)} panels, not {INSIDE}.", mend)
        return tuple(self._panel(row, slug) for row in rows)

    def _own(self, key: str) -> Panel:
        row = self.reader.map(key)
        if row is None:
            self.reader.problem("yaml.missing", key, f"«{key}» is missing.", f"Add «{key}: {{title: …, lines: …}}».")
            return Panel({}, {})
        return self._panel(row, "")

    def _panel(self, row: Reader, slug: str) -> Panel:
        row.known(["title", "lines", "section", "of", "items", "numbered"])
        if "section" in row.data:
            return self._section(row, row.text("of") or slug)
        listed = row.map("lines")
        if listed is None:
            row.problem("yaml.missing", "lines", "«lines» is missing.", "Add «lines: {ru: […], …}» or «section:».")
            return Panel(row.texts("title", self.languages), {})
        lines = {key: tuple(listed.strings(key)) for key in self.languages}
        if len({len(own) for own in lines.values()}) > 1:
            counts = ", ".join(f"{key}: {len(own)}" for key, own in lines.items())
            row.problem("leaflet.lines", "lines", f"the languages differ in lines: {counts}.", "Say the same in each.")
        return Panel(row.texts("title", self.languages), lines, row.flag("numbered"))

    def _section(self, row: Reader, slug: str) -> Panel:
        """A section of a guide, named by its heading in each language."""
        headings = row.texts("section", self.languages)
        chosen = _ITEMS.fullmatch(row.text("items") or "1-99")
        if chosen is None:
            row.problem("leaflet.items", "items", "the items are not named so.", "Write such as «1-5».")
        first, last = (int(part) for part in chosen.groups()) if chosen else (1, 99)
        lines: dict[str, tuple[str, ...]] = {}
        for key, guide in self._versions(slug).items():
            found = items(guide, headings.get(key, ""), self.registry)
            if found is None:
                message = f"the guide {key}/{slug} has no section «{headings.get(key, '')}»."
                row.problem("leaflet.section", "section", message, "Write its heading as it stands there.")
            lines[key] = tuple((found or [])[first - 1 : last])
        title = row.texts("title", self.languages) if "title" in row.data else headings
        return Panel(title, lines, row.flag("numbered"))

    def _versions(self, slug: str) -> dict[str, Guide]:
        return {key: guide for key, guide in self.library.pages.get(slug, {}).items() if key in self.languages}

    def _contacts(self) -> tuple[Contact, ...]:
        directory = self.library.contacts
        for name in self.reader.strings("contacts"):
            if not directory.knows(name):
                mend = nearest(name, directory.names()) or "Name an id or a kind of kb/contacts.yml."
                self.reader.problem("link.contact", "contacts", f"there is no contact «{name}».", mend)
        return tuple(directory.chosen(self.reader.strings("contacts")))
