"""Relevance on any corpus of JSON lines: nDCG@10, recall@10 and MRR by class, with the index the product uses."""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path
from typing import Any

from aryz.diagnostics import AryzError, Findings
from aryz.law.acts import Registry
from aryz.search import nodejs
from aryz.search.corpus import read_corpus, rows
from aryz.search.index import build
from aryz.search.judgments import load_judgments
from aryz.search.searcher import Searcher

MEASURES = ("ndcg@10", "recall@10", "mrr")
Measured = tuple[float, float, float]


def evaluate(
    corpus: Path, queries: Path, settings: Path, registry: Registry | None = None, engine: str = "whoosh"
) -> dict[str, Any]:
    """Index `corpus` and ask `queries`; figures over all and by class."""
    listed = list(rows(queries))
    if not listed:
        raise AryzError(f"{queries} holds no query.")
    entries, acts = read_corpus(corpus, registry)
    with tempfile.TemporaryDirectory() as folder:
        build(entries, Path(folder) / "index", settings)
        with Searcher(Path(folder) / "index", settings, acts) as searcher:
            return measured(listed, answers(searcher, [(_asked(row), None) for row in listed], engine))


def _asked(row: dict[str, Any]) -> str:
    return str(row.get("q") or row.get("query") or row.get("text") or "")


def answers(searcher: Searcher, asked: list[nodejs.Asked], engine: str) -> list[list[str]]:
    """The ids of the first ten results of each query, by one engine."""
    if engine == "browser":
        return [[hit["id"] for hit in answer["hits"]] for answer in nodejs.find(searcher, asked)]
    return [[hit.id for hit in searcher.find(text, language).hits] for text, language in asked]


def judged(path: Path, searcher: Searcher, engine: str = "whoosh") -> dict[str, Any]:
    """Figures for our own judgments: {q, lang, class, relevant: {page: grade}}. A page counts in the version that a
    reader of `lang` is shown.
    """
    if not path.is_file():
        raise AryzError(f"There are no judgments in {path}. Name --corpus and --queries.")
    findings = Findings()
    asked = load_judgments(path, findings)
    findings.stop_on_errors()
    return measured(asked, answers(searcher, [(row["q"], row["lang"]) for row in asked], engine))


def kept(path: Path) -> dict[str, Any]:
    """The figures of an earlier run from the file that keeps them; raises AryzError."""
    try:
        figures = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        figures = None
    if not isinstance(figures, dict) or "overall" not in figures:
        raise AryzError(f"{path} is no run that «aryz search eval --save» kept.")
    return figures


def table(figures: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """The figures as lines, with the difference of nDCG@10 from a run of before."""
    lines = [f"{'':36}{'n':>6}" + "".join(f"{name:>11}" for name in MEASURES) + ("     change" if before else "")]
    parts = [("overall", figures["overall"], before.get("overall"))]
    for part in ("classes", "languages"):
        old = before.get(part, {})
        parts += [(name, row, old.get(name)) for name, row in sorted(figures.get(part, {}).items())]
    for name, row, was in parts:
        change = f"{row['ndcg@10'] - was['ndcg@10']:>+11.4f}" if was else ""
        lines.append(f"{name:36}{row['n']:>6}" + "".join(f"{row[one]:>11.4f}" for one in MEASURES) + change)
    return lines


def measured(asked: list[dict[str, Any]], found: list[list[str]]) -> dict[str, Any]:
    """Figures for queries and the first results of each, by class and by language where they name one."""
    classes: dict[str, list[Measured]] = {}
    languages: dict[str, list[Measured]] = {}
    for row, results in zip(asked, found, strict=True):
        figures = _figures(results, _grades(row))
        classes.setdefault(str(row.get("class", "all")), []).append(figures)
        if row.get("lang"):
            languages.setdefault(str(row["lang"]), []).append(figures)
    everything = [figures for listed in classes.values() for figures in listed]
    means = {
        part: {name: _mean(listed) for name, listed in groups.items()}
        for part, groups in (("classes", classes), ("languages", languages))
    }
    return {"overall": _mean(everything)} | means


def _grades(row: dict[str, Any]) -> dict[str, int]:
    relevant = row.get("relevant") or row.get("qrels") or {}
    if isinstance(relevant, list):
        return dict.fromkeys(map(str, relevant), 1)
    return {str(key): grade for key, grade in relevant.items() if grade}


def _figures(found: list[str], grades: dict[str, int]) -> Measured:
    gains = [grades.get(key, 0) for key in dict.fromkeys(found)]  # those of one name are judged as one
    best = sorted(grades.values(), reverse=True)[:10]
    ideal = sum(g / math.log2(at + 2) for at, g in enumerate(best)) or 1.0
    first = next((at for at, g in enumerate(gains) if g), None)
    return (
        sum(g / math.log2(at + 2) for at, g in enumerate(gains)) / ideal,
        sum(1 for g in gains if g) / max(len(grades), 1),
        0.0 if first is None else 1 / (first + 1),
    )


def _mean(listed: list[Measured]) -> dict[str, float]:
    count = max(len(listed), 1)
    sums = [sum(column) for column in zip(*listed, strict=True)] or [0.0] * len(MEASURES)
    return {"n": len(listed)} | {name: round(total / count, 4) for name, total in zip(MEASURES, sums, strict=True)}
