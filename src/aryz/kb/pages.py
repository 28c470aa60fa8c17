"""Finished Markdown pages for MkDocs, one folder per language. MkDocs only renders them."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aryz.diagnostics import Place
from aryz.files import write_text
from aryz.kb.calculators import calculator_pages
from aryz.kb.guides import LINK, Guide, Library
from aryz.kb.maps import Map, map_page
from aryz.kb.texts import ActTexts, banner
from aryz.kb.translations import behind
from aryz.law.acts import Act, Article, Registry
from aryz.law.citations import IN_TEXT, CitationError, parse_ref, resolve
from aryz.law.printing import Mentions, marks, print_marked, print_ref
from aryz.law.texts.compare import Change
from aryz.law.texts.model import Text
from aryz.plan.wording import date_long
from aryz.project import Project

Texts = dict[str, str]


@dataclass(frozen=True)
class InterviewCard:
    """An interview as the site shows it."""

    id: str
    title: Texts
    summary: Texts
    prepare: Texts
    papers: list[Texts]
    maps: Mapping[str, Map] = field(default_factory=dict)  # by language


@dataclass(frozen=True)
class Use:
    """Something that rests on an article: kind is guide, interview, template or calculator."""

    ref: str
    kind: str
    id: str
    title: Texts
    place: Place


@dataclass(frozen=True)
class Law:
    """What of the law's texts the pages show: redactions by act and language, what each changed, and the pages that the
    law has overtaken with the day of the change, by kind and id.
    """

    texts: Callable[[str, str], list[Text]] = lambda act, language: []
    changes: Callable[[str, str], list[tuple[Text, list[Change]]]] = lambda act, language: []
    overtaken: Mapping[tuple[str, str], str] = field(default_factory=dict)


def write_pages(
    project: Project,
    library: Library,
    registry: Registry,
    cards: list[InterviewCard],
    uses: list[Use],
    law: Law,
    out: Path,
) -> None:
    """Write the pages of every language under `out/<language>/`."""
    every = [*guide_uses(library), *uses]
    for language in project.languages:
        _Writer(project, library, registry, cards, every, law, language, out / language).write()


def guide_uses(library: Library) -> list[Use]:
    """Every citation of every guide, with its line."""
    made = []
    for slug, versions in library.pages.items():
        titles = {language: guide.title for language, guide in versions.items()}
        refs = dict.fromkeys((ref, guide.path, line) for guide in versions.values() for ref, line in guide.cites)
        made += [Use(ref, "guide", slug, titles, Place(path, line)) for ref, path, line in refs]
    return made


class _Writer:
    """Writes one language. Addresses inside pages are relative, so that the site can live under any path."""

    def __init__(
        self,
        project: Project,
        library: Library,
        registry: Registry,
        cards: list[InterviewCard],
        uses: list[Use],
        law: Law,
        language: str,
        out: Path,
    ):
        self.law = law
        self.project, self.library, self.registry, self.cards = project, library, registry, cards
        self.language, self.out = language, out
        self.by_article: dict[tuple[str, str], dict[tuple[str, str], Use]] = defaultdict(dict)
        for use in uses:
            try:
                ref = parse_ref(use.ref)
            except CitationError:
                continue
            self.by_article[(ref.act, ref.article)].setdefault((use.kind, use.id), use)

    def text(self, key: str, **values: object) -> str:
        return self.project.text(self.language, f"site.{key}", **values)

    def banner(self, kind: str, key: str) -> str:
        """That the law changed after the page was checked; empty when it did not."""
        day = self.law.overtaken.get((kind, key))
        if not day:
            return ""
        shown = date_long(day, self.language)
        return banner(self.project.text(self.language, "texts.review", day=shown)) + "\n\n"

    def write(self) -> None:
        for versions in self.library.pages.values():
            self._guide(versions)
        for act in self.registry.values():
            read = self.law.texts(act.id, self.language)
            changed = self.law.changes(act.id, self.language)
            texts = ActTexts(self.project, self.registry, act, self.language, read, changed)
            self._act(act, texts)
            for article in act.articles.values():
                self._article(act, article, texts)
            for day, title, body in texts.pages():
                self._page(f"acts/{act.id}/changes/{day}.md", title, body, alike=f"acts/{act.id}/changes/{day}/")
        self._acts_index()
        for card in self.cards:
            self._interview(card)
        self._page("interviews/index.md", self.text("interviews"), self._card_list(), alike="interviews/")
        for name, title, body, summary in calculator_pages(self.project, self.registry, self.language):
            alike = name.removesuffix("index.md").removesuffix(".md")
            body = self.banner("calculator", alike.partition("/")[2].rstrip("/")) + body
            self._page(name, title, body, summary, alike if alike.endswith("/") else f"{alike}/")
        self._page("search.md", self.text("search"), '<div id="aryz-results"></div>', alike="search/")

    # pages

    def _guide(self, versions: dict[str, Guide]) -> None:
        guide = versions.get(self.language)
        source = next(iter(versions.values()))
        if guide is None:
            if self.project.languages[self.language].guides or source.layout == "start":
                self._untranslated(source)
            return
        first = guide.slug == "index"  # the language's own root; other pages lie one folder below
        up = "" if first else "../"
        body = self._links(self._cited(guide.body, up), up)
        if guide.layout == "guide":
            review = self.banner("guide", f"{self.language}/{guide.slug}") + self._behind(guide, source)
            body = f"{review}{self._checked(guide)}\n\n{self._with_buttons(body, guide)}\n{self._related(guide)}"
        if first:
            body += self._topic_list()
        languages = [key for key in versions if self.project.languages[key]]
        alike = "" if first else f"{guide.slug}/"
        self._page(f"{guide.slug}.md", guide.title, body, guide.summary, alike, languages, guide.quick_exit)

    def _behind(self, guide: Guide, source: Guide) -> str:
        """That the page this one translates has changed since; empty when it has not."""
        if not behind(guide, self.library):
            return ""
        link = f"../../{source.language}/{source.slug}/"
        return f'!!! warning "{self.text("behind")}"\n    [{source.title}]({link}){{ lang={source.language} }}\n\n'

    def _untranslated(self, source: Guide) -> None:
        link = f"../../{source.language}/{source.slug}/"
        body = f'!!! warning "{self.text("untranslated")}"\n    [{source.title}]({link}){{ lang={source.language} }}\n'
        self._page(f"{source.slug}.md", source.title, body, alike=f"{source.slug}/")

    def _checked(self, guide: Guide) -> str:
        day = date_long(guide.checked, self.language)
        return f'<p class="aryz-checked">{html.escape(self.text("checked", day=day))}</p>'

    def _with_buttons(self, body: str, guide: Guide) -> str:
        """The buttons to the interviews stand after the short answer, before the first heading."""
        cards = [card for key in guide.interviews for card in self.cards if card.id == key]
        if not cards:
            return body
        links = " ".join(
            f"[{card.title[self.language]}](../interviews/{card.id}/){{ .md-button .md-button--primary }}"
            for card in cards
        )
        block = f'<div class="aryz-papers" markdown>\n**{self.text("make_papers")}**\n\n{links}\n</div>\n\n'
        at = body.find("\n## ")
        return f"{body[: at + 1]}\n{block}{body[at + 1 :]}" if at >= 0 else f"{body}\n\n{block}"

    def _related(self, guide: Guide) -> str:
        rows = [self.library.pages[slug].get(self.language) for slug in guide.related if slug in self.library.pages]
        links = [f"- [{row.title}](../{row.slug}/)" for row in rows if row is not None]
        return f"\n## {self.text('related')}\n\n" + "\n".join(links) + "\n" if links else ""

    def _topic_list(self) -> str:
        """All guides by topic, for the start page."""
        own = self.library.guides(self.language)
        shown = own or self.library.guides(next(iter(self.project.languages)))
        made = [f"\n## {self.text('all_guides')}\n"]
        for topic, titles in self.library.topics.items():
            rows = [g for g in shown if g.topic == topic]
            if not rows:
                continue
            made.append(f"\n### {titles[self.language]}\n")
            made += [self._guide_line(guide) for guide in rows]
        return "\n".join(made) + "\n"

    def _guide_line(self, guide: Guide) -> str:
        if guide.language == self.language:
            return f"- [{guide.title}]({guide.slug}/)"
        versions = self.library.pages[guide.slug]
        links = (f"[{g.title}](../{key}/{g.slug}/){{ lang={key} hreflang={key} }}" for key, g in versions.items())
        return "- " + " · ".join(links)

    def _acts_index(self) -> None:
        rows = [
            f"- [{act.names[self.language].full}]({act.id}/) — {self.text('articles', count=len(act.articles))}"
            for act in self.registry.values()
        ]
        self._page("acts/index.md", self.text("acts"), "\n".join(rows), alike="acts/")

    def _act(self, act: Act, texts: ActTexts) -> None:
        names = act.names[self.language]
        rows = [f"- **{key}** {html.escape(other.full)}" for key, other in act.names.items() if key != self.language]
        about = [f"{self.text('number')}: {act.number}" if act.number else ""]
        about += [f"{self.text('adopted')}: {date_long(act.date, self.language)}" if act.date else ""]
        about += [f"{self.text('in_force')}: {date_long(act.in_force, self.language)}" if act.in_force else ""]
        lines = [" · ".join(part for part in about if part), "", self._official(act, ""), "", *rows, ""]
        if act.repealed:
            day = date_long(act.repealed, self.language)
            lines.insert(0, banner(self.project.text(self.language, "texts.repealed_act", day=day)) + "\n")
        if act.articles:
            lines += [f"## {self.text('digests')}", ""]
        for number, article in act.articles.items():
            lines.append(f"- [{self.text('article')} {number}. {article.title[self.language]}]({number}/)")
        lines += ["", *texts.list_of_changes()]
        self._page(f"acts/{act.id}/index.md", names.full, "\n".join(lines), alike=f"acts/{act.id}/")

    def _article(self, act: Act, article: Article, texts: ActTexts) -> None:
        title = print_ref(f"{act.id}:{article.number}", self.registry, self.language)
        rows = [
            self.banner("digest", f"{act.id}:{article.number}"),
            f"**{html.escape(article.title[self.language])}**",
            "",
            html.escape(article.digest[self.language], quote=False),
            "",
            f'<p class="aryz-note">{html.escape(self._read(article))}</p>',
            "",
            self._official(act, article.number),
            "",
            *texts.article(article.number),
            *self._rests(act, article),
            f"[← {act.names[self.language].full}](../)",
        ]
        name = f"acts/{act.id}/{article.number}.md"
        self._page(name, title, "\n".join(rows), alike=f"acts/{act.id}/{article.number}/")

    def _read(self, article: Article) -> str:
        checked = date_long(article.checked, self.language)
        if not article.redaction:
            return self.text("digest_note_plain", checked=checked)
        return self.text("digest_note", redaction=date_long(article.redaction, self.language), checked=checked)

    def _official(self, act: Act, article: str) -> str:
        link = html.escape(act.link(self.language, article))
        return f'[{self.text("official")}]({link}){{ .aryz-official rel="noreferrer noopener" }}'

    def _rests(self, act: Act, article: Article) -> list[str]:
        """What rests on the article: guides with links, interviews, templates."""
        found = self.by_article.get((act.id, article.number), {})
        if not found:
            return []
        made = [f"## {self.text('rests')}", ""]
        folders = {"guide": "", "calculator": "calculators/"}
        for kind in ("guide", "interview", "template", "calculator"):
            for use in (u for (k, _), u in found.items() if k == kind):
                title = use.title.get(self.language) or next(iter(use.title.values()))
                link = f"../../../{folders.get(kind, 'interviews/')}{use.id}/"
                if kind == "guide" and self.language not in use.title:
                    other = next(iter(use.title))
                    link = f"../../../../{other}/{use.id}/"
                made.append(f"- {self.text(f'kind_{kind}')}: [{title}]({link})")
        return [*made, ""]

    def _interview(self, card: InterviewCard) -> None:
        start = f"/interview/{card.id}?lang={self.language}"
        papers = [f"- {title[self.language]}" for title in card.papers]
        rows = [
            self.banner("interview", card.id),
            card.summary[self.language],
            "",
            f'<p><a class="md-button md-button--primary" href="{start}">{html.escape(self.text("start"))}</a></p>',
            "",
            f"## {self.text('papers')}",
            "",
            *papers,
            "",
            f"## {self.text('prepare')}",
            "",
            card.prepare.get(self.language, ""),
            "",
            f'!!! note "{self.text("privacy_title")}"\n    {self.text("privacy")}',
        ]
        if self.language in card.maps:
            rows += ["", f"[{self.project.text(self.language, 'drawing.title')}](map/)"]
            title, body = map_page(self.project, self.language, card.title[self.language], card.maps[self.language])
            self._page(f"interviews/{card.id}/map.md", title, body, "", f"interviews/{card.id}/map/")
            write_text(self.out / "interviews" / card.id / "map.svg", card.maps[self.language].svg)
        name = f"interviews/{card.id}.md"
        self._page(name, card.title[self.language], "\n".join(rows), card.summary[self.language],
                   f"interviews/{card.id}/", None, quick_exit=True)  # fmt: skip

    def _card_list(self) -> str:
        return "\n".join(f"- [{c.title[self.language]}]({c.id}/) — {c.summary[self.language]}" for c in self.cards)

    # pieces

    def _cited(self, body: str, up: str) -> str:
        """Citations as links to the article's page; an act is named in full where it comes first."""
        mentions = Mentions()

        def link(match: re.Match[str]) -> str:
            try:
                refs, _ = marks(match.group(1))
                ref = refs[0]
                _, article = resolve(ref, self.registry)
                form = mentions.form([one.act for one in refs])
                printed = print_marked(match.group(1), self.registry, self.language, form=form)
            except CitationError:
                return match.group()
            page = f"{up}acts/{ref.act}/{f'{ref.article}/' if ref.article else ''}"
            title = html.escape(article.title[self.language]) if article else ""
            return f'[{printed}]({page} "{title}"){{ .aryz-cite }}' if title else f"[{printed}]({page}){{ .aryz-cite }}"

        return IN_TEXT.sub(link, body)

    def _links(self, body: str, up: str) -> str:
        """Links between pages as addresses of the finished site."""

        def target(match: re.Match[str]) -> str:
            link = match.group(1)
            page, mark, anchor = link.partition("#")
            if link.startswith("interview:"):
                return f"]({up}interviews/{link.removeprefix('interview:')}/)"
            if link.startswith("calculator:"):
                return f"]({up}calculators/{link.removeprefix('calculator:')}/)"
            if page.endswith(".md"):
                slug = page.removesuffix(".md")
                return f"]({up}{slug}/{mark}{anchor})"
            return match.group()

        return LINK.sub(target, body)

    def _page(
        self,
        name: str,
        title: str,
        body: str,
        summary: str = "",
        alike: str = "",
        languages: list[str] | None = None,
        quick_exit: bool = False,
    ) -> None:
        """Write a page. `alike`: its address under the language's folder, the same in every language."""
        everywhere = languages or list(self.project.languages)
        meta: dict[str, object] = {"title": title, "alike": alike, "in_languages": everywhere}
        if summary:
            meta["description"] = summary
        if quick_exit:
            meta["quick_exit"] = True
        front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front}\n---\n\n# {title}\n\n{body}\n", encoding="utf-8")
