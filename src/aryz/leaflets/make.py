"""`aryz leaflets`: which leaflets, in which languages, into which files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from aryz import yamlfile
from aryz.diagnostics import AryzError
from aryz.kb import Leaflet
from aryz.leaflets.card import card
from aryz.leaflets.folded import folded
from aryz.leaflets.words import Words, words_of
from aryz.plan.errors import nearest
from aryz.project import CYRILLIC, MARK, Project

FORMS = {"a4": folded, "a6": card}


def address_of(project: Project, given: str = "") -> str:
    """The address of the site: the one given, or `site_url` of mkdocs.yml. Raises AryzError without one."""
    address = given or str(yamlfile.load_map(project.root / MARK).get("site_url") or "")
    if not address:
        raise AryzError(
            "The codes on leaflets lead to the site, and its address is not known. "
            f"Write «site_url: https://…» into {MARK}, or give --address https://…"
        )
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise AryzError(f"«{address}» is no address of a site. Write such as https://aryz.kz")
    return address


def editions(project: Project, leaflet: Leaflet, address: str, languages: Iterable[str]) -> Iterator[Words]:
    """A leaflet in each language and alphabet, as text. languages: names of folders of the site, such as uz-cyrl."""
    wanted = list(languages)
    for key, language in project.spoken.items():
        if language.guides and (not wanted or key in wanted):
            latin = key.removesuffix(CYRILLIC)
            yield words_of(project, leaflet, latin, address, project.alphabets[latin] if key != latin else None)


def make(
    project: Project,
    leaflets: list[Leaflet],
    out: Path,
    address: str,
    languages: Iterable[str] = (),
    names: Iterable[str] = (),
) -> list[Path]:
    """Write the PDFs of `names` (of all if none is named) into `out`. Raises AryzError where a text does not fit."""
    known, wanted, spoken = {leaflet.id: leaflet for leaflet in leaflets}, list(names), list(languages)
    for name in wanted:
        if name not in known:
            mend = nearest(name, known) or f"There are: {', '.join(known)}."
            raise AryzError(f"There is no leaflet «{name}». {mend}")
    _check_languages(project, spoken)
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for name in wanted or known:
        for words in editions(project, known[name], address, spoken):
            for form, draw in FORMS.items():
                path = out / f"{name}.{words.language}.{form}.pdf"
                try:
                    path.write_bytes(draw(words))
                except AryzError as error:
                    raise AryzError(f"{known[name].place.path}, {words.language}, {form}: {error}") from None
                made.append(path)
    return made


def _check_languages(project: Project, spoken: Iterable[str]) -> None:
    known = [key for key, language in project.languages.items() if language.guides]
    known += [f"{key}{CYRILLIC}" for key in known if project.languages[key].cyrillic]
    for key in spoken:
        if key not in known:
            raise AryzError(f"Leaflets are not made in «{key}». There are: {', '.join(known)}.")
