"""Whom to call: `kb/contacts.yml`, checked; docs/contacts.md says what stands in it. The unverified is never shown.

A wrong number costs more than none: a contact is published only when an official page or two independent ones have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings, Place
from aryz.plan import days
from aryz.plan.errors import nearest
from aryz.project import Project
from aryz.reader import Reader, opened

Texts = dict[str, str]
KINDS = (
    "emergency", "hotline", "police", "migration", "inspection", "prosecutor", "court", "consulate", "aid", "service",
)  # fmt: skip
EVERYWHERE, ALWAYS = "all", "always"
_KEYS = [
    "id", "kind", "name", "help", "regions", "citizenship", "phones", "site", "hours", "languages", "free",
    "everywhere", "sources", "checked", "next_review", "verified", "note",
]  # fmt: skip
_SHORT, _LONG = re.compile(r"\d{3,5}"), re.compile(r"\+\d{10,14}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_CITIZENS = ("any", "uz", "tj", "kg", "other")


@dataclass(frozen=True)
class Source:
    """A page that has the contact. `day`: when the page says it was written or renewed, an ISO day, or empty."""

    title: str
    link: str
    day: str = ""
    official: bool = False


@dataclass(frozen=True)
class Contact:
    """Someone to turn to. `regions` holds «all» or codes of kb/data/regions.yml; `hours` is empty where not known."""

    id: str
    place: Place
    kind: str
    name: Texts
    help: Texts
    regions: tuple[str, ...]
    citizenship: tuple[str, ...]
    phones: tuple[str, ...]
    site: str
    hours: Texts
    languages: tuple[str, ...]
    free: bool
    everywhere: bool  # shown on every page
    sources: tuple[Source, ...]
    checked: str
    next_review: str
    verified: bool

    def row(self) -> dict[str, Any]:
        """What interviews and papers show of it, as JSON."""
        phones = [[phone, dialled(phone)] for phone in self.phones]
        return {"id": self.id, "name": self.name, "hours": self.hours, "phones": phones, "site": self.site}


@dataclass
class Directory:
    """All contacts in the order of the file, and the names of regions by code and language."""

    contacts: list[Contact] = field(default_factory=list)
    regions: dict[str, Texts] = field(default_factory=dict)

    @property
    def published(self) -> list[Contact]:
        return [contact for contact in self.contacts if contact.verified]

    @property
    def everywhere(self) -> list[Contact]:
        """Those that stand on every page."""
        return [contact for contact in self.published if contact.everywhere]

    def helplines(self, project: Project) -> dict[str, list[tuple[str, str, str]]]:
        """Name, number printed and number dialled of those on every page, by the languages spoken."""
        rows = [(project.written(c.name), phone, dialled(phone)) for c in self.everywhere for phone in c.phones[:1]]
        return {key: [(name[key], phone, number) for name, phone, number in rows] for key in project.spoken}

    def knows(self, name: str) -> bool:
        return name in self.names()

    def names(self) -> list[str]:
        """What `contacts:` of a page or an interview may name."""
        return [*KINDS, *(contact.id for contact in self.contacts)]

    def chosen(self, names: Iterable[str]) -> list[Contact]:
        """The published contacts with these ids or of these kinds, in the order of the names, each once."""
        found = [c for name in names for c in self.published if name in (c.id, c.kind)]
        return list({contact.id: contact for contact in found}.values())


def dialled(phone: str) -> str:
    """The number as a telephone takes it: «+7 (727) 000-00-00» → «+77270000000»."""
    return re.sub(r"[^\d+]", "", phone)


def load_contacts(project: Project, findings: Findings) -> Directory:
    """Read the contacts; what is wrong goes to `findings`, and so does, as one warning, what is not verified."""
    path = project.kb / "contacts.yml"
    directory = Directory(regions=_regions(project))
    if not path.exists():
        return directory
    reader = opened(path, findings)
    if reader is None:
        return directory
    reader.known(["hours_always", "contacts"])
    always = reader.texts("hours_always", project.languages)
    for row in reader.items("contacts"):
        contact = _contact(row, project, directory, always)
        if contact.id in directory.names():
            row.problem("contact.twice", "id", f"the id «{contact.id}» stands twice.", "Rename one of them.")
        directory.contacts.append(contact)
    _tell_unverified(directory, findings)
    return directory


def _regions(project: Project) -> dict[str, Texts]:
    try:
        listed = yamlfile.load_map(project.kb / "data" / "regions.yml")
    except ContentError:
        return {}  # told where the data are read
    return {code: {key: str(words["name"]) for key, words in row.items()} for code, row in listed.items()}


def _contact(row: Reader, project: Project, directory: Directory, always: Texts) -> Contact:
    row.known(_KEYS)
    languages = list(project.languages)
    hours = always if row.data.get("hours") == ALWAYS else row.texts("hours", languages, required=False)
    made = Contact(
        id=row.text("id", required=True),
        place=row.place("id"),
        kind=row.text("kind", required=True),
        name=row.texts("name", languages),
        help=row.texts("help", languages, required=False),
        regions=tuple(row.strings("regions")) or (EVERYWHERE,),
        citizenship=tuple(row.strings("citizenship")) or ("any",),
        phones=tuple(row.strings("phones")),
        site=row.text("site"),
        hours=hours,
        languages=tuple(row.strings("languages")),
        free=row.flag("free"),
        everywhere=row.flag("everywhere"),
        sources=tuple(_source(item) for item in row.items("sources")),
        checked=row.text("checked", required=True),
        next_review=row.text("next_review", required=True),
        verified=row.flag("verified"),
    )
    _check_words(row, made, directory)
    _check_reached(row, made)
    _check_days(row, made)
    _check_proof(row, made)
    return made


def _source(row: Reader) -> Source:
    row.known(["title", "link", "day", "official"])
    day = row.text("day")
    if day and not days.is_day(day):
        row.problem("contact.day", "day", f"«{day}» is no day.", "Write YYYY-MM-DD, or delete it.")
    return Source(row.text("title", required=True), row.text("link", required=True), day, row.flag("official"))


def _check_words(row: Reader, made: Contact, directory: Directory) -> None:
    known = {
        "kind": ([made.kind], KINDS),
        "regions": (made.regions, (EVERYWHERE, *directory.regions)),
        "citizenship": (made.citizenship, _CITIZENS),
    }
    for key, (words, allowed) in known.items():
        for word in words:
            if word and word not in allowed:
                mend = nearest(word, allowed) or f"Use: {', '.join(allowed)}."
                row.problem(f"contact.{key}", key, f"«{word}» is not known here.", mend)
    for word in made.languages:
        if not _LANGUAGE.fullmatch(word):
            row.problem("contact.languages", "languages", f"«{word}» is no language.", "Write such as [ru, uz].")


def _check_reached(row: Reader, made: Contact) -> None:
    """Numbers that can be dialled from a foreign SIM card too, and sites."""
    for phone in made.phones:
        digits = dialled(phone)
        country = not digits.startswith("+7") or len(digits) == len("+77270000000")
        if not (_SHORT.fullmatch(phone.strip()) or (_LONG.fullmatch(digits) and country)):
            mend = "Write a short number as it is («102»), any other with its country: «+7 727 000 00 00»."
            row.problem("contact.phone", "phones", f"«{phone}» is no number that can be dialled.", mend)
    if made.site and urlsplit(made.site).scheme not in {"http", "https"}:
        row.problem("contact.site", "site", f"«{made.site}» is no address.", "Begin it with https://.")
    if made.verified and not made.phones and not made.site:
        row.problem("contact.empty", "phones", "it has neither a number nor a site.", "Add «phones:» or «site:».")


def _check_days(row: Reader, made: Contact) -> None:
    for key, day in (("checked", made.checked), ("next_review", made.next_review)):
        if day and not days.is_day(day):
            row.problem("contact.day", key, f"«{day}» is no day.", "Write YYYY-MM-DD.")
    if days.is_day(made.checked) and days.is_day(made.next_review) and made.next_review <= made.checked:
        row.problem("contact.day", "next_review", "the next review is not after «checked».", "Set a later day.")


def _check_proof(row: Reader, made: Contact) -> None:
    """A contact is verified by an official page, or by two pages of different hosts."""
    hosts = {urlsplit(source.link).hostname for source in made.sources}
    if made.verified and len(hosts) < 2 and not any(source.official for source in made.sources):
        mend = "Add an official page («official: true») or a second independent one, or write «verified: false»."
        row.problem("contact.proof", "sources", "nothing proves that this contact is right.", mend)


def _tell_unverified(directory: Directory, findings: Findings) -> None:
    doubtful = [contact for contact in directory.contacts if not contact.verified]
    if doubtful:
        words = ", ".join(f"{contact.id} (line {contact.place.line})" for contact in doubtful)
        mend = "Call or read the official page, add it to «sources», then write «verified: true»."
        place = doubtful[0].place
        findings.add("contact.unverified", place, f"not verified, so not shown: {words}.", mend, "warning")
