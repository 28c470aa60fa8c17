"""Relevance on any corpus of JSON lines: nDCG@10, recall@10 and MRR by class, with the index the product uses."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import AryzError
from aryz.law.acts import Registry
from aryz.search import nodejs
from aryz.search.corpus import read_corpus, rows
from aryz.search.index import build
from aryz.search.searcher import Searcher

MEASURES = ("ndcg@10", "recall@10", "mrr")


def evaluate(
    corpus: Path, queries: Path, settings: Path, registry: Registry | None = None, engine: str = "whoosh"
) -> dict[str, Any]:
    """Index `corpus` and ask `queries`; figures over all and by class."""
    entries, acts = read_corpus(corpus, registry)
    with tempfile.TemporaryDirectory() as folder:
        build(entries, Path(folder) / "index", settings)
        with Searcher(Path(folder) / "index", settings, acts) as searcher:
            listed = list(rows(queries))
            return measured(listed, answers(searcher, [(_asked(row), None) for row in listed], engine, "id"))


def _asked(row: dict[str, Any]) -> str:
    return str(row.get("q") or row.get("query") or row.get("text") or "")


def answers(searcher: Searcher, asked: list[nodejs.Asked], engine: str, field: str) -> list[list[str]]:
    """The first ten results of each query by one engine, each by its address or id."""
    if engine == "browser":
        return [[str(hit[field]) for hit in answer["hits"]] for answer in nodejs.find(searcher, asked)]
    return [[str(getattr(hit, field)) for hit in searcher.find(text, language).hits] for text, language in asked]


def judged(path: Path, searcher: Searcher, engine: str = "whoosh") -> dict[str, Any]:
    """Figures for our own judgments: {q, lang, class, relevant: {page: grade}}; pages are named by their address."""
    if not path.is_file():
        raise AryzError(f"There are no judgments in {path}. Name --corpus and --queries.")
    asked = yamlfile.load(path) or []
    return measured(asked, answers(searcher, [(str(row["q"]), row["lang"]) for row in asked], engine, "url"))


def table(figures: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """The figures as lines, with the difference of nDCG@10 from a run of before."""
    lines = [f"{'':36}{'n':>6}" + "".join(f"{name:>11}" for name in MEASURES) + ("     change" if before else "")]
    for name, row in [("overall", figures["overall"]), *sorted(figures["classes"].items())]:
        old = before.get("overall", {}) if name == "overall" else before.get("classes", {}).get(name, {})
        change = f"{row['ndcg@10'] - old['ndcg@10']:>+11.4f}" if old else ""
        lines.append(f"{name:36}{row['n']:>6}" + "".join(f"{row[one]:>11.4f}" for one in MEASURES) + change)
    return lines


def measured(asked: list[dict[str, Any]], found: list[list[str]]) -> dict[str, Any]:
    """Figures for queries and the first ten results of each."""
    classes: dict[str, list[tuple[float, float, float]]] = {}
    for row, results in zip(asked, found, strict=True):
        figures = _figures(results, _grades(row))
        classes.setdefault(str(row.get("class", "all")), []).append(figures)
    everything = [figures for listed in classes.values() for figures in listed]
    return {"overall": _mean(everything), "classes": {name: _mean(listed) for name, listed in classes.items()}}


def _grades(row: dict[str, Any]) -> dict[str, int]:
    relevant = row.get("relevant") or row.get("qrels") or {}
    if isinstance(relevant, list):
        return dict.fromkeys(map(str, relevant), 1)
    return {str(key): grade for key, grade in relevant.items() if grade}


def _figures(found: list[str], grades: dict[str, int]) -> tuple[float, float, float]:
    gains = [grades.get(key, 0) for key in found]
    best = sorted(grades.values(), reverse=True)[:10]
    ideal = sum(g / math.log2(at + 2) for at, g in enumerate(best)) or 1.0
    first = next((at for at, g in enumerate(gains) if g), None)
    return (
        sum(g / math.log2(at + 2) for at, g in enumerate(gains)) / ideal,
        sum(1 for g in gains if g) / max(len(grades), 1),
        0.0 if first is None else 1 / (first + 1),
    )


def _mean(listed: list[tuple[float, float, float]]) -> dict[str, float]:
    count = max(len(listed), 1)
    sums = [sum(column) for column in zip(*listed, strict=True)] or [0.0] * len(MEASURES)
    return {"n": len(listed)} | {name: round(total / count, 4) for name, total in zip(MEASURES, sums, strict=True)}
