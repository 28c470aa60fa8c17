"""«What changed in the law»: the list, a page for each amendment, pages by act and topic, and an Atom feed."""

from __future__ import annotations

import html
from xml.etree import ElementTree as Xml  # nosec B405  # the feed is written, nothing is parsed

from aryz.files import write_text
from aryz.kb.entries import plain
from aryz.kb.listings import address
from aryz.kb.model import Use
from aryz.kb.updates import Update
from aryz.kb.writer import Writer
from aryz.law.citations import CitationError, parse_ref
from aryz.law.printing import print_ref
from aryz.plan.wording import date_long

_ATOM = "http://www.w3.org/2005/Atom"


def update_pages(w: Writer, updates: list[Update]) -> None:
    """All pages of the news of one language, and its feed `updates/atom.xml`."""
    feed = f"[{w.text('feed')}](atom.xml){{ type=application/atom+xml }}\n"
    by_act = {act: [u for u in updates if act in u.acts] for act in dict.fromkeys(a for u in updates for a in u.acts)}
    by_topic = {topic: [u for u in updates if topic in u.topics] for topic in w.library.topics}
    lists = [(f"act-{act}", w.registry[act].names[w.language].full, own) for act, own in by_act.items()]
    lists += [(f"topic-{key}", w.library.topics[key][w.language], own) for key, own in by_topic.items() if own]
    links = "".join(f"- [{html.escape(title)}]({name}/) ({len(own)})\n" for name, title, own in lists)
    body = f"{_rows(w, updates, '')}\n{feed}\n## {w.text('update_lists')}\n\n{links}"
    w.page("updates/index.md", w.text("updates"), body, alike="updates/")
    for name, title, own in lists:
        page = f"{w.text('updates')}: {title}"
        w.page(f"updates/{name}.md", page, _rows(w, own, "../"), alike=f"updates/{name}/")
    for update in updates:
        alike = f"updates/{update.slug}/"
        w.page(f"updates/{update.slug}.md", update.title[w.language], _body(w, update), alike=alike)
    write_text(w.out / "updates" / "atom.xml", _feed(w, updates))


def _rows(w: Writer, updates: list[Update], up: str) -> str:
    return "".join(
        f"- **{date_long(u.in_force, w.language)}** — [{html.escape(u.title[w.language])}]({up}{u.slug}/)\n"
        for u in updates
    )


def _body(w: Writer, update: Update) -> str:
    articles = "; ".join(_cite(w, ref) for ref in update.articles)
    about = [(w.text("update_in_force"), date_long(update.in_force, w.language)), (w.text("update_articles"), articles)]
    if update.adopted:
        about.insert(0, (w.text("adopted"), date_long(update.adopted, w.language)))
    rows = "".join(f"- **{name}:** {value}\n" for name, value in about)
    parts = [rows]
    for key, texts in (("concerns", update.concerns), ("change", update.change), ("do", update.do)):
        parts.append(f"## {w.text(f'update_{key}')}\n\n{w.cited(texts[w.language], '../../')}")
    parts += [_touched(w, update), _source(w, update)]
    return "\n\n".join(part for part in parts if part)


def _cite(w: Writer, ref: str) -> str:
    parsed = parse_ref(ref)
    page = f"../../acts/{parsed.act}/{f'{parsed.article}/' if parsed.article else ''}"
    return f"[{print_ref(ref, w.registry, w.language)}]({page})"


def _touched(w: Writer, update: Update) -> str:
    """The guides, interviews and papers that rest on what changed."""
    wanted = [parse_ref(ref) for ref in update.articles]
    found: dict[tuple[str, str], Use] = {}
    for use in w.uses:
        try:
            cited = parse_ref(use.ref)
        except CitationError:
            continue
        if any(cited.act == ref.act and ref.article in ("", cited.article) for ref in wanted):
            found.setdefault((use.kind, use.id), use)
    rows = [f"- {w.text(f'kind_{use.kind}')}: {_link(w, use)}\n" for use in sorted(found.values(), key=_order)]
    return f"## {w.text('update_touches')}\n\n{''.join(rows)}" if rows else ""


def _order(use: Use) -> tuple[int, str]:
    return ("guide", "interview", "template", "calculator").index(use.kind), use.id


def _link(w: Writer, use: Use) -> str:
    title = use.title.get(w.language) or next(iter(use.title.values()))
    if use.kind == "guide":
        guide = w.library.pages[use.id].get(w.language) or w.library.source(use.id)
        return f"[{guide.title}]{address(w, guide, '../../')}"
    return f"[{title}](../../{'calculators' if use.kind == 'calculator' else 'interviews'}/{use.id}/)"


def _source(w: Writer, update: Update) -> str:
    title = html.escape(update.source_title)
    shown = f'[{title}]({update.source_link}){{ rel="noreferrer noopener" }}' if update.source_link else title
    day = date_long(update.checked, w.language)
    return f"{w.text('update_source')}: {shown}. {w.text('checked', day=day)}"


def _feed(w: Writer, updates: list[Update]) -> str:
    """An Atom feed. Its links are relative to the feed, as the address of the site is not known when it is built."""
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": w.language})
    _leaf(feed, "id", f"urn:aryz:updates:{w.language}")
    _leaf(feed, "title", f"Aryz – {w.text('updates')}")
    _leaf(feed, "updated", _moment(max((u.checked for u in updates), default=w.today)))
    _leaf(Xml.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Aryz")
    Xml.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "self", "href": "atom.xml"})
    for update in updates:
        entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
        _leaf(entry, "id", f"urn:aryz:update:{update.slug}:{w.language}")
        _leaf(entry, "title", update.title[w.language])
        _leaf(entry, "updated", _moment(update.checked))
        _leaf(entry, "published", _moment(update.in_force))
        Xml.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "alternate", "href": f"{update.slug}/"})
        _leaf(entry, "summary", plain(update.change[w.language], w.registry, w.language))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(feed, encoding="unicode") + "\n"


def _leaf(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _moment(day: str) -> str:
    return f"{day}T00:00:00+05:00"
