"""The index of the server and the terminal, on Whoosh. This file is the one place to replace the engine.

Only what Whoosh 2.7.4 and all its forks share is used (docs/search.md says why).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, scoring
from whoosh.analysis import SpaceSeparatedTokenizer

from aryz.diagnostics import AryzError
from aryz.files import replaced_folder
from aryz.law.acts import Registry
from aryz.search.analysis import Analysis
from aryz.search.cites import Acts
from aryz.search.entry import Entry, Hit
from aryz.search.thesaurus import load_thesaurus

_WEIGHTS = {"title": 4.0, "headings": 2.0, "body": 1.0}
_SYNONYM = 0.4
_CANDIDATES = 60
_EXCERPT = 200  # characters


def build(entries: list[Entry], folder: Path, settings: Path) -> None:
    """Write the index of `entries` into `folder`; `settings` is the project's `search/`. Swapped in when complete."""
    analysis = Analysis.load(settings)
    words = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)  # type: ignore[arg-type]
    schema = fields.Schema(number=fields.STORED, title=words, headings=words, body=words)
    with replaced_folder(folder) as fresh:
        writer = index.create_in(str(fresh), schema).writer()
        for number, entry in enumerate(entries):
            writer.add_document(
                number=number,
                title=" ".join(analysis.terms(entry.title, entry.language)),
                headings=" ".join(analysis.terms(" ".join(entry.headings), entry.language)),
                body=" ".join(analysis.terms(entry.body, entry.language)),
            )
        writer.commit()
        text = json.dumps([asdict(entry) for entry in entries], ensure_ascii=False)
        (fresh / "entries.json").write_text(text, encoding="utf-8")


class Searcher:
    """Answers queries from the index in `folder`. Raises AryzError when there is none."""

    def __init__(self, folder: Path, settings: Path, registry: Registry | None = None):
        """registry: the acts whose citations a query may name; without it only simple ones are read."""
        if not (folder / "entries.json").is_file():
            raise AryzError(f"There is no search index in {folder}. Run «aryz build».")
        self.analysis = Analysis.load(settings)
        self.thesaurus = load_thesaurus(settings / "synonyms.yml", self.analysis)
        rows = json.loads((folder / "entries.json").read_text(encoding="utf-8"))
        self.entries = [Entry(**row) for row in rows]
        self.acts = Acts(self.entries, registry)
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher(weighting=scoring.BM25F(title_B=0.3, headings_B=0.5))
        self._known = {term.decode() for name in _WEIGHTS for term in self._searcher.reader().lexicon(name)}

    def search(self, text: str, language: str | None = None, kind: str | None = None, limit: int = 10) -> list[Hit]:
        """The best pages for a query, those in `language` first; a cited article stands on top."""
        words = [list(word.terms.values()) for word in self.analysis.query(text).words if word.terms]
        scores = self._scores(words)
        for place, ref in enumerate(self.acts.find(text)):
            for number, entry in enumerate(self.entries):
                if entry.kind == "act" and ref in entry.refs:
                    scores[number] = 10_000.0 - place
        ranked = sorted(scores, key=lambda n: (self.entries[n].language != language, -scores[n], n))
        kept = [n for n in ranked if kind is None or self.entries[n].kind == kind]
        if language is not None:
            kept = self._once(kept)
        return [self._hit(n, scores[n], words) for n in kept[:limit]]

    def _once(self, numbers: list[int]) -> list[int]:
        """A page once: in the reader's language if it is there, else in the best other."""
        seen: set[tuple[str, str]] = set()
        made = []
        for number in numbers:
            key = (self.entries[number].kind, self.entries[number].id)
            if key not in seen:
                seen.add(key)
                made.append(number)
        return made

    def _scores(self, words: list[list[str]]) -> dict[int, float]:
        """Score by document number: BM25 over the fields, times a bonus for the share of words found."""
        known = [[t for t in terms if t in self._known] or self._near(terms) for terms in words]
        weights = {term: 1.0 for terms in known for term in terms}
        for term in sorted(self.thesaurus.expanded({term for terms in words for term in terms})):
            if term in self._known:
                weights.setdefault(term, _SYNONYM)
        if not weights:
            return {}
        parts = [
            query.Term(name, term, boost=weight * boost)
            for term, weight in weights.items()
            for name, boost in _WEIGHTS.items()
        ]
        found = self._searcher.search(query.Or(parts), limit=_CANDIDATES * 4, terms=True)
        scores: dict[int, float] = {}
        for hit in found:
            matched = {_text(term) for _, term in hit.matched_terms()}
            share = sum(bool(matched.intersection(terms)) for terms in known) / max(len(known), 1)
            scores[hit["number"]] = float(hit.score) * (0.5 + share)
        return scores

    def _near(self, terms: list[str]) -> list[str]:
        """Terms of the index within one edit of a word that it lacks; the first letter must be right."""
        return [known for term in terms if len(term) > 7 for known in self._known if _one_edit(term, known)]

    def _hit(self, number: int, score: float, words: list[list[str]]) -> Hit:
        entry = self.entries[number]
        ref = entry.refs[0] if entry.kind == "act" and entry.refs else ""
        return Hit(entry.url, entry.kind, entry.language, entry.title, score, self._excerpt(entry, words), ref)

    def _excerpt(self, entry: Entry, words: list[list[str]]) -> str:
        """About two lines of the page around the first word found."""
        wanted = {term for terms in words for term in terms}
        at = 0
        for word in entry.body.split():
            terms = self.analysis.terms(word, entry.language)
            if wanted.intersection(terms):
                at = max(0, entry.body.find(word) - 60)
                break
        start = entry.body.find(" ", at) + 1 if at else 0
        text = entry.body[start : start + _EXCERPT]
        tail = "…" if start + _EXCERPT < len(entry.body) else ""
        return f"{'…' if start else ''}{text.rsplit(' ', 1)[0] if tail else text}{tail}"


def _text(term: Any) -> str:
    return term.decode() if isinstance(term, bytes) else str(term)


def _one_edit(a: str, b: str) -> bool:
    """Whether one insertion, deletion, change or swap of neighbours makes `a` into `b`; language and letter 1 agree."""
    if abs(len(a) - len(b)) > 1 or a[:4] != b[:4]:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (
        a[at + 1 :] == b[at + 1 :]
        or a[at:] == b[at + 1 :]
        or a[at + 1 :] == b[at:]
        or (a[at + 2 :] == b[at + 2 :] and a[at : at + 2] == b[at : at + 2][::-1])
    )
