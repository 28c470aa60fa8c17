"""What the browser needs to search without a server: one file per language, made at build time.

A file holds the documents, the words of the language with their terms, and postings with whole-number weights. The
browser folds what is typed and looks words up; it needs no stemmer.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from aryz.law.acts import Registry
from aryz.law.reading.data import as_data
from aryz.search.analysis import Analysis
from aryz.search.entry import Entry
from aryz.search.thesaurus import Thesaurus, load_thesaurus

_FIELDS = (("title", 4.0), ("headings", 2.0), ("body", 1.0))
_SCRIPT = "aryz-search.js"


def export_static(
    entries: list[Entry],
    folder: Path,
    settings: Path,
    labels: dict[str, dict[str, str]],
    registry: Registry,
    reader: str,
) -> None:
    """Write the script and `search/<language>.json` into `folder`. labels: interface texts by language and key;
    registry: the acts whose citations a query may name; reader: the script that reads them.
    """
    analysis = Analysis.load(settings)
    thesaurus = load_thesaurus(settings / "synonyms.yml", analysis)
    out = folder / "search"
    out.mkdir(parents=True, exist_ok=True)
    script = (Path(__file__).parent / "static" / _SCRIPT).read_text(encoding="utf-8")
    (folder / _SCRIPT).write_text(reader + script, encoding="utf-8")
    languages = list(dict.fromkeys(entry.language for entry in entries))
    common = {"cites": as_data(registry), "languages": languages, "folding": _folding(analysis)}
    for language in languages:
        own = [entry for entry in entries if entry.language == language]
        data = _language(own, language, analysis, thesaurus) | {"labels": labels.get(language, {})} | common
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (out / f"{language}.json").write_text(text, encoding="utf-8")


def _folding(analysis: Analysis) -> dict[str, Any]:
    """Letters for the browser's simple folding, one by one."""
    tables = analysis.rules["tables"]
    names = {"common": "russian", "kazakh": "kazakh", "uzbek_cyrillic": "uzbek_cyrillic", "uzbek_latin": "uzbek_latin"}
    made: dict[str, Any] = {key: tables[name] for key, name in names.items()}
    return made | {"apostrophes": analysis.rules["apostrophes"]}


def _language(entries: list[Entry], language: str, analysis: Analysis, thesaurus: Thesaurus) -> dict[str, Any]:
    words: dict[str, str] = {}
    weights: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for number, entry in enumerate(entries):
        for name, boost in _FIELDS:
            value = getattr(entry, name)
            text = value if isinstance(value, str) else " ".join(value)
            counts: Counter[str] = Counter()
            for word in analysis.words(text):
                term = analysis.term(word, language)
                if term:
                    words[analysis.fold(word, language)] = term
                    counts[term] += 1
            long = 1 + sum(counts.values()) / 400
            for term, count in counts.items():
                weights[term][number] += boost * count / (count + 1.2 * long)
    _add_synonyms(words, thesaurus, weights)
    ids = {term: at for at, term in enumerate(weights)}
    postings = [_posting(found, len(entries)) for found in weights.values()]
    return {
        "docs": [
            [e.url, e.kind, e.title, _short(e.body), e.refs[0] if e.kind == "act" and e.refs else ""] for e in entries
        ],
        "words": {word: ids[term] for word, term in sorted(words.items()) if term in ids},
        "also": _also(thesaurus, ids),
        "postings": postings,
    }


def _posting(found: dict[int, float], count: int) -> list[int]:
    """Document and weight in turn; weights are whole numbers, so that every browser adds them alike."""
    idf = math.log(1 + (count - len(found) + 0.5) / (len(found) + 0.5))
    return [value for number, weight in found.items() for value in (number, max(1, round(weight * idf * 20)))]


def _add_synonyms(words: dict[str, str], thesaurus: Thesaurus, weights: dict[str, dict[int, float]]) -> None:
    """Words of the thesaurus in any language lead to the terms that stand in this language's pages."""
    for term in thesaurus.phrases:
        words.setdefault(term.partition(":")[2], term)
        weights.setdefault(term, {})


def _also(thesaurus: Thesaurus, ids: dict[str, int]) -> list[list[list[int]]]:
    """Thesaurus: [terms that must be there, terms of the same meaning], as numbers of terms."""
    made: dict[tuple[int, ...], list[int]] = {}
    for listed in thesaurus.phrases.values():
        for phrase, others in listed:
            if all(term in ids for term in phrase):
                made[tuple(sorted(ids[t] for t in phrase))] = sorted(ids[t] for t in others if t in ids)
    return [[list(phrase), others] for phrase, others in made.items()]


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0] + "…"
