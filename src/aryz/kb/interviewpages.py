"""Pages of the interviews."""

from __future__ import annotations

import html

from aryz.files import write_text
from aryz.kb.maps import map_page
from aryz.kb.model import InterviewCard
from aryz.kb.writer import Writer


def interview_page(w: Writer, card: InterviewCard) -> None:
    start = f"/interview/{card.id}?lang={w.language}"
    file = f"../../../files/{w.language}/{card.id}.html"
    papers = [f"- {title[w.language]}" for title in card.papers]
    rows = [
        w.banner("interview", card.id),
        card.summary[w.language],
        "",
        f'<p><a class="md-button md-button--primary" href="{start}">{html.escape(w.text("start"))}</a></p>',
        f'<p><a class="md-button" href="{file}">{html.escape(w.project.text(w.language, "file.open"))}</a></p>',
        "",
        f"{w.project.text(w.language, 'file.about')} **{w.project.text(w.language, 'offline.danger_title')}.**",
        "",
        f"## {w.text('papers')}",
        "",
        *papers,
        "",
        f"## {w.text('prepare')}",
        "",
        card.prepare.get(w.language, ""),
        "",
        f'!!! note "{w.text("privacy_title")}"\n    {w.text("privacy")}',
    ]
    if w.language in card.maps:
        rows += ["", f"[{w.project.text(w.language, 'drawing.title')}](map/)"]
        title, body = map_page(w.project, w.language, card.title[w.language], card.maps[w.language])
        w.page(f"interviews/{card.id}/map.md", title, body, "", f"interviews/{card.id}/map/")
        write_text(w.out / "interviews" / card.id / "map.svg", card.maps[w.language].svg)
    name = f"interviews/{card.id}.md"
    w.page(name, card.title[w.language], "\n".join(rows), card.summary[w.language],
               f"interviews/{card.id}/", None, quick_exit=True)  # fmt: skip


def card_list(w: Writer) -> str:
    return "\n".join(f"- [{c.title[w.language]}]({c.id}/) — {c.summary[w.language]}" for c in w.cards)
