"""What one edition of a leaflet says in one language and alphabet: plain texts, nothing left to look up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aryz.cyrillic import Cyrillic
from aryz.kb import Leaflet, Panel
from aryz.plan.wording import date_long
from aryz.project import CYRILLIC, Project


@dataclass(frozen=True)
class Block:
    """A heading and its lines; `numbered` ones are steps."""

    title: str
    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Words:
    """The texts of a leaflet. `calls` are big numbers with names, `reach` the other contacts, `foot` small print."""

    id: str
    language: str  # the folder of the site: uz-cyrl is one
    address: str
    title: str
    lead: str
    flap: Block
    inside: tuple[Block, ...]
    card: Block
    danger: str
    more: str
    calls: tuple[tuple[str, str], ...]
    reach: tuple[str, ...]
    foot: str


def words_of(project: Project, leaflet: Leaflet, language: str, address: str, alphabet: Cyrillic | None) -> Words:
    """The texts in `language`; in the letters of `alphabet` if one is given. address: of the site."""
    own = f"{language}{CYRILLIC}" if alphabet else language
    write: Callable[[str], str] = alphabet.text if alphabet else str

    def label(key: str, **values: object) -> str:
        return write(project.text(language, f"leaflet.{key}", **values))

    def block(panel: Panel) -> Block:
        return Block(write(panel.title[language]), tuple(map(write, panel.lines[language])), panel.numbered)

    calls = [(c.phones[0], write(c.name[language])) for c in leaflet.contacts if c.kind == "emergency"]
    others = [c for c in leaflet.contacts if c.kind != "emergency"]
    reach = [f"{write(c.name[language])}: {', '.join([*c.phones, *_host(c.site)])}" for c in others]
    foot = [label("law", day=date_long(leaflet.law_day, language)), label("edition", number=leaflet.edition)]
    return Words(
        id=leaflet.id,
        language=own,
        address=f"{address.rstrip('/')}/l/{leaflet.id}/{own}/{leaflet.edition}/",
        title=write(leaflet.title[language]),
        lead=write(leaflet.lead[language]),
        flap=block(leaflet.flap),
        inside=tuple(block(panel) for panel in leaflet.inside),
        card=block(leaflet.card),
        danger=label("danger"),
        more=label("more"),
        calls=tuple(calls),
        reach=tuple(reach),
        foot=" ".join([*foot, label("newer"), label("all")]),
    )


def _host(site: str) -> list[str]:
    """A site as people type it."""
    return [site.partition("//")[2].rstrip("/")] if site else []
