"""Words of the law and of the street that mean the same, across languages (`search/synonyms.yml`), as terms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import Findings
from aryz.search.analysis import Analysis
from aryz.search.datafile import DataFile
from aryz.search.rules import LANGUAGES
from aryz.yamlfile import YamlMap

Phrase = tuple[frozenset[str], frozenset[str]]


class Thesaurus:
    """Groups of phrases. A phrase fires when all its terms are in the query; the others of its group join it."""

    def __init__(self, groups: Iterable[dict[str, list[str]]], analysis: Analysis):
        """groups: phrases by language."""
        self.phrases: dict[str, list[Phrase]] = {}
        for group in groups:
            phrases = [
                frozenset(analysis.terms(phrase, language)) for language, listed in group.items() for phrase in listed
            ]
            for phrase in filter(None, phrases):
                others = frozenset(term for other in phrases if other != phrase for term in other) - phrase
                for term in sorted(phrase):  # sorted: the same files make the same index
                    self.phrases.setdefault(term, []).append((phrase, others))

    def expanded(self, have: set[str]) -> set[str]:
        """Terms that mean the same as those of a query, without these."""
        more: set[str] = set()
        for term in have:
            for phrase, others in self.phrases.get(term, ()):
                if phrase <= have:
                    more |= others
        return more - have


def load_thesaurus(path: Path, analysis: Analysis) -> Thesaurus:
    """The thesaurus of a file. Raises ContentError with all that is wrong in it."""
    return Thesaurus(read_groups(path), analysis)


def read_groups(path: Path) -> list[dict[str, list[str]]]:
    """The groups of the file: phrases by language."""
    findings = Findings()
    made = []
    rows: Any = yamlfile.load(path) or []
    for at, row in enumerate(rows):
        name = str(row.get("id", f"[{at}]")) if isinstance(row, YamlMap) else f"[{at}]"
        one = DataFile(path, findings, row if isinstance(row, YamlMap) else YamlMap(), name)
        if not isinstance(row, YamlMap):
            one.fault("", "a mapping must stand here.", "Write «{id: …, ru: […]}».", rows.line_of(at))
        made.append({language: one.words(language) for language in LANGUAGES if language in one.data})
    findings.stop_on_errors()
    return made
