"""The report on a pull request as Markdown, for a comment: what needs attention first, long lists folded away."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from aryz.diagnostics import counted
from aryz.impact import named
from aryz.report import Page, Paper, Report

MARK = "<!-- aryz report -->"  # by which a pipeline finds its own comment again
_LONGEST = 60_000  # letters; GitHub takes 65,536 in a comment
_ROWS = 40  # of each list; the rest is counted


def as_markdown(report: Report) -> str:
    """The whole comment."""
    parts = [
        f"{MARK}\n## What this changes (since `{report.since}`)",
        _summary(report),
        _problems("Errors: nothing is published until they are mended", map(str, report.errors)),
        _law(report),
        _pages(report.pages),
        _translations(report),
        *map(_paper, report.papers),
        _problems("Past review, or overtaken by the law", map(str, report.late)),
        _problems("Other files", (f"{name} ({state})" for name, state in report.others)),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rpartition("\n")[0] + "\n\n…\n\n**Cut here:** `aryz report` shows the rest.\n"


def _summary(report: Report) -> str:
    behind = sum(row.state == "behind" for row, _ in report.behind)
    rows = [
        ("errors", len(report.errors)),
        ("norms changed", len(report.law)),
        ("places that rest on them", len({(r.ref, str(r.place), r.cited) for r in report.impact})),
        ("pages", len(report.pages)),
        ("translations behind", behind),
        ("translations missing", len(report.behind) - behind),
        ("Word templates", len(report.papers)),
        ("past review", len(report.late)),
    ]
    return f"| {' | '.join(name for name, _ in rows)} |\n|{'---|' * len(rows)}\n| " + " | ".join(
        str(count) for _, count in rows
    ) + " |"  # fmt: skip


def _law(report: Report) -> str:
    """Each changed norm with what rests on it; what cites another unit of the same article is marked with «~»."""
    if not report.law:
        return ""
    made = ["### The law"]
    for ref in report.law:
        own = [row for row in report.impact if row.ref == ref]
        rows = dict.fromkeys(
            f"{'' if row.exact else '~ '}{row.kind} `{named(row.place.path)}:{row.place.line}` "
            f"{_safe(row.place.field)} [{row.cited}]"
            for row in own
        )
        made.append(_folded(f"<b>{ref}</b>: {counted(len(rows), 'place rests', 'places rest')} on it", rows))
    return "\n\n".join(made)


def _pages(pages: list[Page]) -> str:
    """A table a state: one row a page, its address in each language."""
    if not pages:
        return ""
    made = ["### Pages"]
    for state in ("added", "changed", "removed"):
        own = sorted((p for p in pages if p.state == state), key=lambda p: p.address.partition("/")[2])
        groups = [list(rows) for _, rows in groupby(own, key=lambda p: p.address.partition("/")[2])]
        rows = [f"{_safe(rows[0].title)}: {', '.join(f'`{p.address}`' for p in rows)}" for rows in groups]
        if rows:
            made.append(_folded(f"{len(own)} {state}", rows))
    return "\n\n".join(made)


def _translations(report: Report) -> str:
    made = []
    for row, lines in report.behind:
        name = f"kb/{row.language}/{row.path.name}"
        made.append(f"`{name}`: {row.state}\n{_fenced(lines)}" if lines else f"`{name}`: {row.state}")
    return "\n\n".join(["### Translations", *made]) if made else ""


def _paper(paper: Paper) -> str:
    if not paper.lines:
        return f"### `{paper.path}` ({paper.state})\n\nIts words are the same."
    return f"### `{paper.path}` ({paper.state})\n\n{_fenced(paper.lines)}"


def _problems(title: str, lines: Iterable[str]) -> str:
    rows = [_safe(line) for line in lines]
    return f"### {title}\n\n{_folded(str(len(rows)), rows)}" if rows else ""


def _folded(summary: str, rows: Iterable[str]) -> str:
    listed = list(rows)
    more = [f"… and {len(listed) - _ROWS} more"] if len(listed) > _ROWS else []
    body = "\n".join(f"- {row}" for row in [*listed[:_ROWS], *more])
    return f"<details{' open' if len(listed) < 10 else ''}><summary>{summary}</summary>\n\n{body}\n\n</details>"


def _fenced(lines: Iterable[str]) -> str:
    text = "\n".join(lines)
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}diff\n{text}\n{fence}"


def _safe(text: str) -> str:
    """Text of the content within Markdown: it may neither open tags nor call people by name."""
    return text.replace("<", "&lt;").replace("@", "@\u200b").replace("\n", " ")
