"""Relevance on any corpus of JSON lines: nDCG@10, recall@10 and MRR, with the index the product uses."""

from __future__ import annotations

import gzip
import json
import math
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aryz.diagnostics import ContentError, Place, Problem
from aryz.search.entry import Entry
from aryz.search.index import Searcher, build


def evaluate(corpus: Path, queries: Path, settings: Path) -> dict[str, Any]:
    """Index `corpus` (id, title, text, language) and ask `queries` (query, relevant ids with grades)."""
    entries = [
        Entry(
            id=str(row["id"]),
            url=str(row["id"]),
            kind=str(row.get("kind", "guide")),
            language=str(row.get("lang") or row.get("language") or "ru"),
            title=str(row.get("title", "")),
            body=str(row.get("text") or row.get("body") or ""),
        )
        for row in _rows(corpus)
    ]
    with tempfile.TemporaryDirectory() as folder:
        build(entries, Path(folder) / "index", settings)
        searcher = Searcher(Path(folder) / "index", settings)
        figures = [_measure(searcher, row) for row in _rows(queries)]
    count = max(len(figures), 1)
    names = ("ndcg10", "recall10", "mrr")
    return {
        "queries": len(figures),
        **{n: round(sum(f[at] for f in figures) / count, 4) for at, n in enumerate(names)},
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                place = Place(path, number)
                raise ContentError(
                    [Problem("search.json", place, "the line is no JSON.", "One object a line.")]
                ) from None


def _measure(searcher: Searcher, row: dict[str, Any]) -> tuple[float, float, float]:
    relevant = row.get("relevant") or row.get("qrels") or {}
    grades = (
        dict.fromkeys(map(str, relevant), 1) if isinstance(relevant, list) else {str(k): v for k, v in relevant.items()}
    )
    text = str(row.get("query") or row.get("text") or row.get("q"))
    found = [hit.url for hit in searcher.search(text, limit=10)]
    gains = [grades.get(url, 0) for url in found]
    best = sorted(grades.values(), reverse=True)[:10]
    ideal = sum(g / math.log2(at + 2) for at, g in enumerate(best)) or 1.0
    first = next((at for at, g in enumerate(gains) if g), None)
    return (
        sum(g / math.log2(at + 2) for at, g in enumerate(gains)) / ideal,
        sum(1 for g in gains if g) / max(len(grades), 1),
        0.0 if first is None else 1 / (first + 1),
    )
