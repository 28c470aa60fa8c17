"""Writes the Markdown pages of one language. Addresses inside pages are relative: the site can live under any path."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

from aryz.kb.guides import LINK, Library
from aryz.kb.model import InterviewCard, Law, Use
from aryz.kb.texts import banner
from aryz.law.acts import Registry
from aryz.law.citations import IN_TEXT, CitationError, resolve
from aryz.law.printing import Mentions, marks, print_marked
from aryz.plan.wording import date_long
from aryz.project import Project


@dataclass(frozen=True)
class Material:
    """What the pages of the site are made of. today: an ISO day, by which pages are due for review."""

    project: Project
    library: Library
    registry: Registry
    cards: list[InterviewCard]
    uses: list[Use]
    law: Law
    today: str


class Writer:
    """What every kind of page needs: the content, the language, and `page`."""

    def __init__(self, material: Material, language: str, out: Path):
        self.project, self.library, self.registry = material.project, material.library, material.registry
        self.cards, self.uses, self.law, self.today = material.cards, material.uses, material.law, material.today
        self.language, self.out = language, out

    def text(self, key: str, **values: object) -> str:
        return self.project.text(self.language, f"site.{key}", **values)

    def banner(self, kind: str, key: str) -> str:
        """That the law changed after the page was checked; empty when it did not."""
        day = self.law.overtaken.get((kind, key))
        if not day:
            return ""
        shown = date_long(day, self.language)
        return banner(self.project.text(self.language, "texts.review", day=shown)) + "\n\n"

    def cited(self, body: str, up: str) -> str:
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

    def links(self, body: str, up: str) -> str:
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

    def page(
        self,
        name: str,
        title: str,
        body: str,
        summary: str = "",
        alike: str = "",
        languages: list[str] | None = None,
        quick_exit: bool = False,
        install: bool = False,
        titled: str = "",
    ) -> None:
        """Write a page. `alike`: its address under the language's folder, the same in every language; install: the
        browser may put the site on the home screen from here; titled: the language of the title, if it is another.
        """
        everywhere = languages or list(self.project.languages)
        meta: dict[str, object] = {"title": title, "alike": alike, "in_languages": everywhere}
        if summary:
            meta["description"] = summary
        if quick_exit:
            meta["quick_exit"] = True
        if install:
            meta["install"] = True
        if titled:
            meta["titled"] = titled
        heading = f"# {title} {{ lang={titled} }}" if titled else f"# {title}"
        front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front}\n---\n\n{heading}\n\n{body}\n", encoding="utf-8")
