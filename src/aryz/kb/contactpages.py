"""Whom to call, on the site: the page of all contacts, the box on a guide, the line on pages about danger."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from aryz.kb.contacts import EVERYWHERE, KINDS, Contact, dialled
from aryz.kb.guides import Guide
from aryz.kb.writer import Writer
from aryz.plan.wording import date_long


def contacts_page(w: Writer) -> None:
    """All published contacts by kind, then the same by region as links."""
    directory = w.library.contacts
    parts = [_words(w, "about")]
    for kind in KINDS:
        own = directory.chosen([kind])
        if own:
            parts += [f"## {_words(w, f'kind.{kind}')}", "".join(_entry(w, contact) for contact in own)]
    parts += [f"## {_words(w, 'by_region')}", _by_region(w, directory.published)]
    w.page("contacts.md", _words(w, "page"), "\n\n".join(parts), alike="contacts/")


def contact_box(w: Writer, guide: Guide) -> str:
    """The contacts that a guide names; a translation shows those of its source. Empty when it names none."""
    names = guide.contacts or w.library.source(guide.slug).contacts
    chosen = [c for c in w.library.contacts.chosen(names) if _concerns(c, guide)]
    if not chosen:
        return ""
    rows = "".join(f"<li>{_line(w, contact)}</li>" for contact in chosen)
    more = f'<a href="../contacts/">{html.escape(_words(w, "page"))}</a>'
    return f'<div class="aryz-contacts"><strong>{_safe(w, "title")}</strong><ul>{rows}</ul>{more}</div>\n\n'


def danger_line(w: Writer) -> str:
    """Whom to call in danger, above everything else on a page that is left in a hurry."""
    links = " ".join(_call(w, c, c.name[w.language]) for c in w.library.contacts.everywhere)
    return f'<p class="aryz-danger">{_safe(w, "help")} {links}</p>\n\n' if links else ""


def _concerns(contact: Contact, guide: Guide) -> bool:
    """Whether a consulate stands on a page about its citizens, or on one about any."""
    return "any" in (*contact.citizenship, *guide.citizenship) or bool({*contact.citizenship} & {*guide.citizenship})


def _words(w: Writer, key: str, **values: object) -> str:
    return w.project.text(w.language, f"contacts.{key}", **values)


def _safe(w: Writer, key: str, **values: object) -> str:
    return html.escape(_words(w, key, **values))


def _call(w: Writer, contact: Contact, words: str = "") -> str:
    """Its first number as a link to tap."""
    phone = contact.phones[0]
    tail = f" <span>— {html.escape(words)}</span>" if words else ""
    return f'<a class="aryz-tel" href="tel:{dialled(phone)}">{html.escape(phone)}{tail}</a>'


def _reach(contact: Contact) -> str:
    links = [f'<a class="aryz-tel" href="tel:{dialled(phone)}">{html.escape(phone)}</a>' for phone in contact.phones]
    if contact.site:
        shown = contact.site.partition("//")[2]
        links.append(_away(contact.site, shown))
    return " ".join(links)


def _line(w: Writer, contact: Contact) -> str:
    """Name, numbers and hours on one line."""
    about = [contact.hours.get(w.language, ""), _words(w, "free") if contact.free else ""]
    small = f"<small>{html.escape(', '.join(filter(None, about)))}</small>" if any(about) else ""
    return f"{html.escape(contact.name[w.language])} {_reach(contact)} {small}"


def _entry(w: Writer, contact: Contact) -> str:
    where = ", ".join(_region(w, code) for code in contact.regions)
    lines = [f"<p>{html.escape(contact.help[w.language])}</p>"] if contact.help else []
    foot = [f"{html.escape(where)}.", *_known(w, contact)]
    late = contact.next_review <= w.today
    if late:
        lines.append(f'<p class="aryz-review">{_safe(w, "late", day=date_long(contact.next_review, w.language))}</p>')
    lines.append(f'<p class="aryz-note">{" ".join(foot)}</p>')
    return f'<div class="aryz-contact" id="{contact.id}"><p>{_line(w, contact)}</p>{"".join(lines)}</div>\n'


def _known(w: Writer, contact: Contact) -> Iterable[str]:
    """When and by what it was checked."""
    yield _safe(w, "checked", day=date_long(contact.checked, w.language))
    source = next((s for s in contact.sources if s.official), contact.sources[0])
    day = f", {date_long(source.day, w.language)}" if source.day else ""
    yield f"{_safe(w, 'source')}: {_away(source.link, source.title)}{day}."


def _away(link: str, words: str) -> str:
    """A link that leaves the site. Its words stay as they are in every language and alphabet."""
    lang = "ru" if re.search("[а-яё]", words, re.IGNORECASE) else "en"
    return f'<a href="{html.escape(link)}" lang="{lang}" rel="noreferrer noopener">{html.escape(words)}</a>'


def _region(w: Writer, code: str) -> str:
    return _words(w, "all") if code == EVERYWHERE else w.library.contacts.regions[code][w.language]


def _by_region(w: Writer, contacts: list[Contact]) -> str:
    """A row for each region that has contacts of its own, the whole country first."""
    made = []
    for code in (EVERYWHERE, *w.library.contacts.regions):
        own = [f"[{c.name[w.language]}](#{c.id})" for c in contacts if code in c.regions]
        if own:
            made.append(f"- **{_region(w, code)}:** {', '.join(own)}\n")
    return "".join(made)
