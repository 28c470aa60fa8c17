"""The official texts on the site: an article in full, its wordings by date, any two of them compared, changes by date.

Without texts brought in, these give nothing, and pages show the digest and the link alone.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from aryz.law.acts import Act, Registry
from aryz.law.citations import parse_ref
from aryz.law.printing import print_unchecked
from aryz.law.texts.compare import Change, compare
from aryz.law.texts.history import Wording, wordings
from aryz.law.texts.model import Article, Text, Unit
from aryz.law.texts.show import as_html, unit_line
from aryz.plan.wording import date_long
from aryz.project import Project


@dataclass
class ActTexts:
    """The redactions of one act as one language's pages show them."""

    project: Project
    registry: Registry
    act: Act
    language: str  # of the page
    texts: list[Text]
    changes: list[tuple[Text, list[Change]]]

    def text(self, key: str, **values: object) -> str:
        return self.project.text(self.language, f"texts.{key}", **values)

    def day(self, iso: str) -> str:
        return date_long(iso, self.language)

    @property
    def kinds(self) -> dict[str, str]:
        return self.project.texts_under(self.language, "texts.kind.")

    # an article

    def article(self, number: str) -> list[str]:
        """The article in full, its history and the comparison of any two wordings, as lines of the page."""
        found = wordings(self.texts, number)
        held = self.texts[-1].article(number) if self.texts else None
        if not found:
            return []
        lang = self.texts[-1].language
        lines = [f"## {self.text('full')}", ""]
        if lang != self.language and self.language not in {"ru", "kk"}:
            lines += [f'<p class="aryz-note">{html.escape(self.text("full_ru"))}</p>', ""]
        lines.append(f'<p class="aryz-note">{self.text("redaction")}: {self.day(self.texts[-1].in_force)}</p>')
        lines += [full_text(held, lang) if held else f"<p>{html.escape(self.text('absent'))}</p>", ""]
        return [*lines, *self._history(found, number, lang), *self._compare(found, lang)]

    def _history(self, found: list[Wording], number: str, lang: str) -> list[str]:
        """Each wording with what it changed, the newest first."""
        rows = []
        for older, newer in pairwise(found):
            changes = compare(_alone(self.act.id, older), _alone(self.act.id, newer))
            shown = as_html(changes, self.kinds, self._links(changes, "../"))
            rows.append(f"<details><summary>{self._when(newer)}</summary>{shown}</details>")
        rows.append(f"<p>{self._when(found[0])} — {html.escape(self.text('first'))}</p>")
        body = "\n".join([rows[-1], *rows[:-1]][::-1]) if len(rows) > 1 else rows[0]
        return [f"## {self.text('history')}", "", f'<div class="aryz-history" lang="{lang}">{body}</div>', ""]

    def _when(self, wording: Wording) -> str:
        cause = f" — {html.escape(wording.cause.requisite)}" if wording.cause else ""
        return f"{self.day(wording.first)}{cause}"

    def _compare(self, found: list[Wording], lang: str) -> list[str]:
        """The wordings as data for the script that compares any two of them."""
        if len(found) < 3:
            return []  # two wordings are compared in the history
        data = [{"day": self.day(wording.first), "lines": _lines(wording)} for wording in found]
        labels = {key: self.text(key) for key in ("compare_from", "compare_to", "no_change")}
        raw = json.dumps({"wordings": data, "labels": labels}, ensure_ascii=False).replace("</", "<\\/")
        return [
            f"## {self.text('compare')}",
            "",
            f'<div class="aryz-compare" lang="{lang}"><script type="application/json">{raw}</script></div>',
            '<script defer src="../../../../assets/aryz-texts.js"></script>',
            "",
        ]

    # an act

    def pages(self) -> Iterator[tuple[str, str, str]]:
        """(ISO day, title, body) of a page for each redaction after the first, oldest first."""
        for text, found in self.changes:
            title = self.text("changes_of", day=self.day(text.in_force))
            cause = f"<p>{html.escape(text.cause.requisite)}. {html.escape(text.cause.title)}</p>" if text.cause else ""
            shown = as_html(found, self.kinds, self._links(found, "../../"))
            body = shown or f"<p>{html.escape(self.text('no_change'))}</p>"
            yield text.in_force, title, f'{cause}\n<div lang="{text.language}">\n{body}\n</div>'

    def list_of_changes(self) -> list[str]:
        """Links to the pages of changes, the newest first, for the act's page."""
        if len(self.texts) < 2:
            return []
        rows = [f"- [{self.day(text.in_force)}](changes/{text.in_force}/)" for text in self.texts[1:]]
        return [f"## {self.text('changes')}", "", *rows[::-1], ""]

    def _links(self, changes: list[Change], up: str) -> dict[str, tuple[str, str]]:
        """What each changed unit is called, and the page of its article if there is one."""
        made: dict[str, tuple[str, str]] = {}
        for ref in {r for change in changes for r in (change.ref, change.to, _article_of(change.ref)) if r}:
            made[ref] = (self._printed(ref), "")
            article = parse_ref(ref).article
            if article in self.act.articles and ref == f"{self.act.id}:{article}":
                made[ref] = (made[ref][0], f"{up}{article}/")
        return made

    def _printed(self, ref: str) -> str:
        """The citation; the registry need not know the unit."""
        parsed = parse_ref(ref)
        if not parsed.article:
            return self.act.names[self.language].full
        return print_unchecked(parsed, self.act, self.language)


def _lines(wording: Wording) -> list[str]:
    return [unit_line(unit) for unit in wording.article.units] if wording.article else []


def _article_of(ref: str) -> str:
    parsed = parse_ref(ref)
    return f"{parsed.act}:{parsed.article}" if parsed.article else parsed.act


def _alone(act: str, wording: Wording) -> Text:
    """A text of the one article, so that wordings of an article compare like redactions."""
    return Text(act, "", wording.first, articles=(wording.article,) if wording.article else ())


def full_text(article: Article, language: str) -> str:
    """An article as HTML: numbered units by depth, repealed ones struck, notes on amendments apart."""
    lines = [f'<div class="aryz-full" lang="{language}"><p><strong>{html.escape(article.heading)}</strong></p>']
    for index, unit in enumerate(article.units):
        if unit.table:
            lines.append(_row(article.units, index))
            continue
        depth = (1 if unit.paragraph and unit.sub else 0) + (1 if unit.part and (unit.paragraph or unit.sub) else 0)
        line = html.escape(unit_line(unit))
        shown = f"<del>{line}</del>" if unit.repealed else line
        lines.append(f'<p class="aryz-depth-{depth}">{shown}</p>')
    lines += [f'<p class="aryz-note">{html.escape(note)}</p>' for note in article.notes]
    return "\n".join([*lines, "</div>"])


def _row(units: tuple[Unit, ...], index: int) -> str:
    """A row of a table, with the table's tags before its first and after its last row."""
    cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in units[index].text.split(" | "))
    first = index == 0 or not units[index - 1].table
    last = index + 1 == len(units) or not units[index + 1].table
    return f"{'<table>' if first else ''}<tr>{cells}</tr>{'</table>' if last else ''}"


def banner(text: str) -> str:
    """A warning above a page."""
    return f'<p class="aryz-review" role="note">{html.escape(text)}</p>'
