"""Lists of guides made from their front matter: by topic, for whom, and which are due for review."""

from __future__ import annotations

from collections.abc import Iterable

from aryz.kb.guides import AUDIENCES, CITIZENSHIPS, Guide
from aryz.kb.writer import Writer
from aryz.plan.wording import date_long


def listing_pages(w: Writer) -> None:
    """A page for each topic, for each kind of reader and citizenship, and the list of reviews."""
    guides = shown_guides(w)
    for topic, titles in w.library.topics.items():
        own = [g for g in guides if g.topic == topic]
        if own:
            body = f"{_rows(w, own, '../../')}\n{_interviews(w, own)}"
            w.page(f"topics/{topic}.md", titles[w.language], body, alike=f"topics/{topic}/")
    for name in (*AUDIENCES, *CITIZENSHIPS):
        if name != "any":
            body = _rows(w, _for_whom(guides, name), "../../")
            w.page(f"for/{name}.md", w.text(f"for.{name}"), body, alike=f"for/{name}/")
    w.page("for/index.md", w.text("for"), _readers(w), alike="for/")
    w.page("review.md", w.text("review"), _reviews(w, guides), alike="review/")


def shown_guides(w: Writer) -> list[Guide]:
    """The guides in this language; where one is not translated, its source."""
    sources = w.library.guides(next(iter(w.project.languages)))
    return [w.library.pages[guide.slug].get(w.language, guide) for guide in sources]


def _for_whom(guides: list[Guide], name: str) -> list[Guide]:
    """The guides for a reader: those about this citizenship alone come before those about any."""
    own = [g for g in guides if name in (*g.audience, *g.citizenship)]
    common = [g for g in guides if "any" in g.citizenship and g not in own] if name in CITIZENSHIPS else []
    return [*own, *common]


def address(w: Writer, guide: Guide, up: str) -> str:
    """The link to a guide from a page that lies `up` above the root of the language, with its language if another."""
    if guide.language == w.language:
        return f"({up}{guide.slug}/)"
    return f"({up}../{guide.language}/{guide.slug}/){{ lang={guide.language} hreflang={guide.language} }}"


def _rows(w: Writer, guides: Iterable[Guide], up: str) -> str:
    return "".join(f"- [{g.title}]{address(w, g, up)} — {g.summary}\n" for g in guides)


def _interviews(w: Writer, guides: list[Guide]) -> str:
    """The papers that the guides of a topic lead to."""
    wanted = {key for guide in guides for key in guide.interviews}
    rows = [f"- [{card.title[w.language]}](../../interviews/{card.id}/)\n" for card in w.cards if card.id in wanted]
    return f"\n## {w.text('interviews')}\n\n{''.join(rows)}" if rows else ""


def _readers(w: Writer) -> str:
    def listed(names: Iterable[str]) -> str:
        return "".join(f"- [{w.text(f'for.{name}')}]({name}/)\n" for name in names if name != "any")

    return f"{listed(AUDIENCES)}\n## {w.text('for.citizenship')}\n\n{listed(CITIZENSHIPS)}"


def _reviews(w: Writer, guides: list[Guide]) -> str:
    """Every guide with the day it was checked and the day it is due again, the next due first."""
    head = f"| {w.text('review_page')} | {w.text('review_checked')} | {w.text('review_next')} |\n|---|---|---|\n"
    rows = sorted(guides, key=lambda g: (g.next_review or "9999", g.slug))
    return head + "".join(
        f"| [{g.title}]{address(w, g, '../')} | {_day(w, g.checked)} | {_due(w, g)} |\n" for g in rows
    )


def _day(w: Writer, day: str) -> str:
    return date_long(day, w.language) if day else "—"


def _due(w: Writer, guide: Guide) -> str:
    shown = _day(w, guide.next_review)
    return f"**{shown}** ({w.text('review_late')})" if is_due(guide, w.today) else shown


def is_due(guide: Guide, today: str) -> bool:
    """Whether the day of the guide's next review has come. today: an ISO day."""
    return bool(guide.next_review) and guide.next_review <= today
