"""Words of the law and of the street that mean the same, across languages (`search/synonyms.yml`), as terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import Findings
from aryz.search.analysis import Analysis
from aryz.search.datafile import DataFile
from aryz.search.rules import LANGUAGES
from aryz.yamlfile import YamlMap

LONG = 4  # a phrase of the street with so many terms that tell something may lack one

Phrase = tuple[str, ...]  # its terms, each once


@dataclass(frozen=True)
class Group:
    """One meaning: phrases of the law, and of the street, by language."""

    law: Mapping[str, list[str]] = field(default_factory=dict)
    street: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Meaning:
    """What a query was found to say: its terms that say so, and the phrases of the law that mean it.

    group: its number in the file; least: so many of the terms must be there.
    """

    said: frozenset[str]
    law: tuple[Phrase, ...]
    group: int
    least: int


class Thesaurus:
    """A phrase fires when its terms are in the query; a long one of the street may lack one. The law's phrases of its
    group join; the street's never do.
    """

    def __init__(
        self,
        analysis: Analysis,
        meanings: Sequence[Meaning],
        words: Mapping[str, Sequence[str]],
        keys: Mapping[str, list[int]] | None = None,
    ):
        """words: for a term those that say the same in other languages; keys: `keys_of` the meanings, if known."""
        self.analysis, self.meanings, self.words = analysis, meanings, words
        self.keys = keys_of(meanings) if keys is None else keys

    def keyed(self) -> Iterator[tuple[str, int, Meaning]]:
        """All meanings with their numbers, each with a term that leads to it."""
        for term, numbers in self.keys.items():
            for number in numbers:
                yield term, number, self.meanings[number]

    def fired(self, have: set[str], leads: Callable[[Meaning], bool] = lambda _: True) -> list[Meaning]:
        """The meanings that a query's terms say, in the order of the file; of two, one within the other, the larger.

        leads: whether a meaning leads to anything; others are left out.
        """
        numbers = sorted({number for term in have for number in self.keys.get(term, ())})
        made = [(one, one.said & have) for one in map(self.meanings.__getitem__, numbers)]
        made = [(one, said) for one, said in made if len(said) >= one.least and leads(one)]
        return [replace(one, said=said) for one, said in made if not any(said < other for _, other in made)]


def keys_of(meanings: Iterable[Meaning]) -> dict[str, list[int]]:
    """The meanings that may fire, by number, for those of their longest terms."""
    made: dict[str, list[int]] = {}
    for number, meaning in enumerate(meanings):
        lacking = len(meaning.said) - meaning.least
        for term in sorted(meaning.said, key=lambda term: (-len(term), term))[: lacking + 1]:
            made.setdefault(term, []).append(number)
    return made


def meanings_of(groups: Iterable[Group], analysis: Analysis) -> list[Meaning]:
    """What each phrase of the groups says."""
    small = [(language, word) for language, words in analysis.weak.items() for word in words]
    weak = {f"{language}:{analysis.stem(word, language)}" for language, word in small}
    made = []
    for number, group in enumerate(groups):
        law, street = _phrases(group.law, analysis), _phrases(group.street, analysis)
        for phrase in dict.fromkeys(law + street):
            lacking = 1 if len(set(phrase) - weak) >= LONG and phrase not in law else 0
            made.append(Meaning(frozenset(phrase), tuple(dict.fromkeys(law)), number, len(phrase) - lacking))
    return made


def _phrases(listed: Mapping[str, list[str]], analysis: Analysis) -> list[Phrase]:
    """The terms of each phrase; one of stop words alone has none and is left out."""
    made = [tuple(dict.fromkeys(analysis.terms(one, language))) for language, all_ in listed.items() for one in all_]
    return [phrase for phrase in made if phrase]


def load_thesaurus(path: Path, analysis: Analysis) -> Thesaurus:
    """The thesaurus of a file and the dictionary beside it. Raises ContentError with all that is wrong in them."""
    dictionary = path.with_name("dictionary.yml")
    words = words_of(read_groups(dictionary), analysis) if dictionary.is_file() else {}
    return Thesaurus(analysis, meanings_of(read_groups(path), analysis), words)


def words_of(groups: Iterable[Group], analysis: Analysis) -> dict[str, list[str]]:
    """For each term those that say the same in other languages."""
    made: dict[str, dict[str, None]] = {}
    for group in groups:
        terms = dict.fromkeys(phrase[0] for phrase in _phrases(group.law, analysis) if len(phrase) == 1)
        for term in terms:
            made.setdefault(term, {}).update(dict.fromkeys(other for other in terms if other[:2] != term[:2]))
    return {term: list(others) for term, others in made.items() if others}


def read_groups(path: Path) -> list[Group]:
    """The groups of the file."""
    findings = Findings()
    made = []
    rows: Any = yamlfile.load(path) or []
    for at, row in enumerate(rows):
        name = str(row.get("id", f"[{at}]")) if isinstance(row, YamlMap) else f"[{at}]"
        one = DataFile(path, findings, row if isinstance(row, YamlMap) else YamlMap(), name)
        if not isinstance(row, YamlMap):
            one.fault("", "a mapping must stand here.", "Write «{id: …, ru: […]}».", rows.line_of(at))
        street = one.part("street") if "street" in one.data else None
        made.append(Group(_words(one), _words(street) if street else {}))
    findings.stop_on_errors()
    return made


def _words(file: DataFile) -> dict[str, list[str]]:
    return {language: file.words(language) for language in LANGUAGES if language in file.data}
