"""Differences as text for the terminal, as rows for JSON, and as a fragment of HTML for the site."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from aryz.law.citations import parse_ref
from aryz.law.texts.compare import Change
from aryz.law.texts.model import Unit

_SIGNS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_TAGS = {"removed": "del", "added": "ins"}


def as_rows(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """`{"ref", "kind", "old", "new"}`, with `to` for what moved and `misprint` where only the print was mended."""
    rows = []
    for change in changes:
        row: dict[str, Any] = {"ref": change.ref, "kind": change.kind, "old": change.old, "new": change.new}
        if change.to:
            row["to"] = change.to
        if change.misprint:
            row["misprint"] = True
        rows.append(row)
    return rows


def _by_article(changes: Iterable[Change]) -> Iterable[tuple[str, list[Change]]]:
    """Changes grouped by the article they stand under, in order."""
    for article, found in groupby(changes, key=_article):
        yield article, list(found)


def _article(change: Change) -> str:
    ref = parse_ref(change.ref)
    return f"{ref.act}:{ref.article}" if ref.article else ref.act


def as_text(changes: Iterable[Change], words: Mapping[str, str]) -> str:
    """Article by article: [-what went-] {+what came+}. words: the names of the kinds in the reader's language."""
    lines: list[str] = []
    for article, found in _by_article(changes):
        lines += [article, *(line for change in found for line in _lines(change, words)), ""]
    return "\n".join(lines).rstrip("\n")


def _lines(change: Change, words: Mapping[str, str]) -> list[str]:
    marked = "".join(f"{_SIGNS[kind][0]}{text}{_SIGNS[kind][1]}" for kind, text in _pieces(change))
    return [f"  {change.ref}: {_title(change, words)}", *(f"    {line}" for line in marked.split("\n"))]


def _title(change: Change, words: Mapping[str, str]) -> str:
    made = words.get(change.kind, change.kind)
    if change.to:
        made += f" → {change.to}"
    return f"{made} ({words.get('misprint', 'misprint')})" if change.misprint else made


def _pieces(change: Change) -> Iterable[tuple[str, str]]:
    if change.words:
        return change.words
    return [pair for pair in (("removed", change.old), ("added", change.new)) if pair[1]]


def as_html(changes: Iterable[Change], words: Mapping[str, str], links: Mapping[str, tuple[str, str]]) -> str:
    """A fragment with a heading for each article and <ins>/<del>; readable without styles.

    links: `tk:113` → (printed citation, address of its page); an empty address makes no link.
    """
    parts: list[str] = []
    for article, found in _by_article(changes):
        label, link = links.get(article, (article, ""))
        title = f'<a href="{html.escape(link)}">{html.escape(label)}</a>' if link else html.escape(label)
        parts.append(f'<section class="aryz-change" id="{html.escape(article.replace(":", "-"))}"><h3>{title}</h3>')
        for change in found:
            parts.append(f"<p><strong>{html.escape(_named(change, words, links))}</strong></p>")
            parts.append(f"<p>{''.join(_marked(kind, text) for kind, text in _pieces(change))}</p>")
        parts.append("</section>")
    return "\n".join(parts)


def _named(change: Change, words: Mapping[str, str], links: Mapping[str, tuple[str, str]]) -> str:
    label = links.get(change.ref, (change.ref, ""))[0]
    title = _title(Change(change.ref, change.kind, "", "", change.misprint), words)
    return f"{label}: {title}" + (f" → {links.get(change.to, (change.to, ''))[0]}" if change.to else "")


def _marked(kind: str, text: str) -> str:
    shown = html.escape(text).replace("\n", "<br>")
    tag = _TAGS.get(kind)
    return f"<{tag}>{shown}</{tag}>" if tag else shown


def unit_line(unit: Unit) -> str:
    """A unit as acts print it: «3. …», «2) …»."""
    if unit.part:
        return unit.text
    return f"{unit.sub}) {unit.text}" if unit.sub else f"{unit.paragraph}. {unit.text}"
