"""Pages of acts and articles."""

from __future__ import annotations

import html
from collections import defaultdict

from aryz.kb.model import Use
from aryz.kb.texts import ActTexts, banner
from aryz.kb.writer import Writer
from aryz.law.acts import Act, Article
from aryz.law.citations import CitationError, parse_ref
from aryz.law.printing import print_ref
from aryz.plan.wording import date_long

Resting = dict[tuple[str, str], dict[tuple[str, str], Use]]  # (act, article) → (kind, id) → what rests on it


def act_pages(w: Writer) -> None:
    """The page of every act, of every article with a digest, and of every change that texts show."""
    resting = _resting(w.uses)
    for act in w.registry.values():
        read, changed = w.law.texts(act.id, w.language), w.law.changes(act.id, w.language)
        texts = ActTexts(w.project, w.registry, act, w.language, read, changed)
        _act(w, act, texts)
        for article in act.articles.values():
            _article(w, act, article, texts, resting.get((act.id, article.number), {}))
        for day, title, body in texts.pages():
            w.page(f"acts/{act.id}/changes/{day}.md", title, body, alike=f"acts/{act.id}/changes/{day}/")


def _resting(uses: list[Use]) -> Resting:
    made: Resting = defaultdict(dict)
    for use in uses:
        try:
            ref = parse_ref(use.ref)
        except CitationError:
            continue
        made[ref.act, ref.article].setdefault((use.kind, use.id), use)
    return made


def acts_index(w: Writer) -> None:
    rows = [
        f"- [{act.names[w.language].full}]({act.id}/)"
        + (f" — {w.text('articles', count=len(act.articles))}" if act.articles else "")
        for act in w.registry.values()
    ]
    w.page("acts/index.md", w.text("acts"), "\n".join(rows), alike="acts/")


def _act(w: Writer, act: Act, texts: ActTexts) -> None:
    names = act.names[w.language]
    others = [(key, html.escape(name.full)) for key, name in act.names.items() if key != w.language]
    rows = [f'- <span lang="{key}">**{key}** {name}</span>' for key, name in others]
    about = [f"{w.text('number')}: {act.number}" if act.number else ""]
    about += [f"{w.text('adopted')}: {date_long(act.date, w.language)}" if act.date else ""]
    about += [f"{w.text('in_force')}: {date_long(act.in_force, w.language)}" if act.in_force else ""]
    lines = [" · ".join(part for part in about if part), "", _official(w, act, ""), "", *rows, ""]
    if act.repealed:
        day = date_long(act.repealed, w.language)
        lines.insert(0, banner(w.project.text(w.language, "texts.repealed_act", day=day)) + "\n")
    if act.articles:
        lines += [f"## {w.text('digests')}", ""]
    for number, article in act.articles.items():
        lines.append(f"- [{w.text('article', number=number)}. {article.title[w.language]}]({number}/)")
    lines += ["", *texts.list_of_changes()]
    w.page(f"acts/{act.id}/index.md", names.full, "\n".join(lines), alike=f"acts/{act.id}/")


def _article(w: Writer, act: Act, article: Article, texts: ActTexts, resting: dict[tuple[str, str], Use]) -> None:
    title = print_ref(f"{act.id}:{article.number}", w.registry, w.language)
    rows = [
        w.banner("digest", f"{act.id}:{article.number}"),
        f"**{html.escape(article.title[w.language])}**",
        "",
        html.escape(article.digest[w.language], quote=False),
        "",
        f'<p class="aryz-note">{html.escape(_read(w, article))}</p>',
        "",
        _official(w, act, article.number),
        "",
        *texts.article(article.number),
        *_rests(w, resting),
        f"[← {act.names[w.language].full}](../)",
    ]
    name = f"acts/{act.id}/{article.number}.md"
    w.page(name, title, "\n".join(rows), alike=f"acts/{act.id}/{article.number}/")


def _read(w: Writer, article: Article) -> str:
    checked = date_long(article.checked, w.language)
    if not article.redaction:
        return w.text("digest_note_plain", checked=checked)
    return w.text("digest_note", redaction=date_long(article.redaction, w.language), checked=checked)


def _official(w: Writer, act: Act, article: str) -> str:
    link = html.escape(act.link(w.language, article))
    return f'[{w.text("official")}]({link}){{ .aryz-official rel="noreferrer noopener" }}'


def _rests(w: Writer, found: dict[tuple[str, str], Use]) -> list[str]:
    """What rests on the article: guides with links, interviews, templates."""
    if not found:
        return []
    made = [f"## {w.text('rests')}", ""]
    folders = {"guide": "", "calculator": "calculators/"}
    for kind in ("guide", "interview", "template", "calculator"):
        for use in (u for (k, _), u in found.items() if k == kind):
            title = use.title.get(w.language) or next(iter(use.title.values()))
            link = f"../../../{folders.get(kind, 'interviews/')}{use.id}/"
            if kind == "guide" and w.language not in use.title:
                other = next(iter(use.title))
                link = f"../../../../{other}/{use.id}/"
            made.append(f"- {w.text(f'kind_{kind}')}: [{title}]({link})")
    return [*made, ""]
