"""What people type and the pages that answer it (`search/judgments.yml`), read with findings."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings, Place
from aryz.plan.errors import nearest
from aryz.search.rules import LANGUAGES
from aryz.yamlfile import YamlList, YamlMap

FILE = "judgments.yml"
CLASSES = (
    "law-term", "question", "lay", "inflected", "other-alphabet", "no-letters", "typo", "citation", "cross-language",
    "passage",
)  # fmt: skip
GRADES = (1, 2, 3)  # it touches, it helps, it answers


def load_judgments(path: Path, findings: Findings, known: Collection[str] | None = None) -> list[dict[str, Any]]:
    """The judged queries: {q, lang, class, relevant: {page: grade}}. What is wrong with one goes to `findings`.

    known: the ids of all pages that can be found; without them it is not asked whether a judged page exists.
    """
    try:
        rows: Any = yamlfile.load(path) or []
    except ContentError as error:
        findings.extend(error.problems)
        return []
    if not isinstance(rows, YamlList):
        _fault(findings, path, 1, "", "a list of judgments must stand here.", "Begin each with «- {q: …».")
        return []
    seen: dict[tuple[str, str], int] = {}
    for at, row in enumerate(rows):
        line = rows.line_of(at)
        if not isinstance(row, YamlMap):
            _fault(findings, path, line, "", "a judgment must stand here.", 'Write «{q: "…", lang: ru, …}».')
            continue
        _check_row(row, path, findings)
        _check_pages(row, path, findings, known)
        asked = (str(row.get("lang")), str(row.get("q")))
        if asked in seen:
            _fault(findings, path, line, "q", f"the query stands already on line {seen[asked]}.", "Keep one of them.")
        seen.setdefault(asked, line)
    return [row for row in rows if isinstance(row, YamlMap)]


def _check_row(row: YamlMap, path: Path, findings: Findings) -> None:
    if not isinstance(row.get("q"), str) or not row["q"].strip():
        _fault(findings, path, row.line_of("q"), "q", "there is no query.", "Write what people type, in quotes.")
    for key, allowed in (("lang", LANGUAGES), ("class", CLASSES)):
        if row.get(key) not in allowed:
            mend = nearest(str(row.get(key)), allowed) or f"One of: {', '.join(allowed)}."
            _fault(findings, path, row.line_of(key), key, f"«{row.get(key)}» is no {key}.", mend)


def _check_pages(row: YamlMap, path: Path, findings: Findings, known: Collection[str] | None) -> None:
    pages = row.get("relevant")
    if not isinstance(pages, YamlMap) or not pages:
        mend = "Write «relevant: {unpaid-wages: 3}»."
        _fault(findings, path, row.line_of("relevant"), "relevant", "no page is named that answers the query.", mend)
        return
    for page, grade in pages.items():
        line = pages.line_of(page)
        if grade not in GRADES:
            _fault(findings, path, line, page, f"«{grade}» is no grade.", "3 answers, 2 helps, 1 touches.")
        if known is not None and page not in known:
            mend = nearest(page, known) or "A guide is named by its slug, an article as tk:113, an interview by its id."
            _fault(findings, path, line, page, f"there is no page «{page}».", mend)


def _fault(findings: Findings, path: Path, line: int, key: str, message: str, mend: str) -> None:
    findings.add("search.judgment", Place(path, line, key), message, mend)
