"""Pages of the guides."""

from __future__ import annotations

import html

from aryz.kb.contactpages import contact_box, danger_line
from aryz.kb.guides import Guide
from aryz.kb.listings import address, is_due, shown_guides
from aryz.kb.model import InterviewCard
from aryz.kb.texts import banner
from aryz.kb.translations import behind
from aryz.kb.writer import Writer
from aryz.plan.wording import date_long


def guide_page(w: Writer, versions: dict[str, Guide]) -> None:
    guide = versions.get(w.language)
    source = next(iter(versions.values()))
    if guide is None:
        _untranslated(w, source, list(versions))
        return
    first = guide.slug == "index"  # the language's own root; other pages lie one folder below
    up = "" if first else "../"
    body = w.links(w.cited(guide.body, up), up)
    if guide.layout == "guide":
        review = w.banner("guide", f"{w.language}/{guide.slug}") + _behind(w, guide, source)
        review += _due(w, guide)
        body = f"{review}{_checked(w, guide)}\n\n{_with_buttons(w, body, guide)}\n{_related(w, guide)}"
    if guide.quick_exit:
        body = danger_line(w) + body
    if first:
        body += _topic_list(w)
    languages = [key for key in versions if w.project.languages[key]]
    alike = "" if first else f"{guide.slug}/"
    w.page(f"{guide.slug}.md", guide.title, body, guide.summary, alike, languages, guide.quick_exit)


def _untranslated(w: Writer, source: Guide, languages: list[str]) -> None:
    """The language switch keeps the page: it says plainly that it is not translated, and where it can be read."""
    link = f"../../{source.language}/{source.slug}/"
    body = f'!!! warning "{w.text("untranslated")}"\n    [{source.title}]({link}){{ lang={source.language} }}\n'
    alike, titled = f"{source.slug}/", source.language
    w.page(f"{source.slug}.md", source.title, body, "", alike, languages, source.quick_exit, titled=titled)


def _behind(w: Writer, guide: Guide, source: Guide) -> str:
    """That the page this one translates has changed since; empty when it has not."""
    if not behind(guide, w.library):
        return ""
    link = f"../../{source.language}/{source.slug}/"
    return f'!!! warning "{w.text("behind")}"\n    [{source.title}]({link}){{ lang={source.language} }}\n\n'


def _due(w: Writer, guide: Guide) -> str:
    """That the day of the next review has passed; empty when it has not."""
    if not is_due(guide, w.today):
        return ""
    return banner(w.text("due", day=date_long(guide.next_review, w.language))) + "\n\n"


def _checked(w: Writer, guide: Guide) -> str:
    day = date_long(guide.checked, w.language)
    return f'<p class="aryz-checked">{html.escape(w.text("checked", day=day))}</p>'


def _with_buttons(w: Writer, body: str, guide: Guide) -> str:
    """The buttons to the interviews, and whom to call, stand after the short answer, before the first heading."""
    cards = [card for key in guide.interviews for card in w.cards if card.id == key]
    block = (_papers(w, cards) if cards else "") + contact_box(w, guide)
    at = body.find("\n## ")
    return f"{body[: at + 1]}\n{block}{body[at + 1 :]}" if at >= 0 else f"{body}\n\n{block}"


def _papers(w: Writer, cards: list[InterviewCard]) -> str:
    links = " ".join(
        f"[{card.title[w.language]}](../interviews/{card.id}/){{ .md-button .md-button--primary }}" for card in cards
    )
    return f'<div class="aryz-papers" markdown>\n**{w.text("make_papers")}**\n\n{links}\n</div>\n\n'


def _related(w: Writer, guide: Guide) -> str:
    rows = [w.library.pages[slug].get(w.language) for slug in guide.related if slug in w.library.pages]
    links = [f"- [{row.title}](../{row.slug}/)" for row in rows if row is not None]
    return f"\n## {w.text('related')}\n\n" + "\n".join(links) + "\n" if links else ""


def _topic_list(w: Writer) -> str:
    """All guides, folded by topic so that the start page stays short on a phone."""
    shown = shown_guides(w)
    made = [f"\n## {w.text('all_guides')}\n"]
    for topic, titles in w.library.topics.items():
        rows = [_guide_line(w, guide) for guide in shown if guide.topic == topic]
        if rows:
            head = f"<summary>{html.escape(titles[w.language])} ({len(rows)})</summary>"
            made += ['<details class="aryz-topic" markdown="1">', head, "", *rows, "", "</details>", ""]
    return "\n".join(made) + "\n"


def _guide_line(w: Writer, guide: Guide) -> str:
    return f"- [{guide.title}]{address(w, guide, '')}"
