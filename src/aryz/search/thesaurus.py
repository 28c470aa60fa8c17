"""Words of the law and of the street that mean the same, across languages (`search/synonyms.yml`), as terms.

Words that play one part in what people tell (all that is said for «to hit», all parts of a body) are a class
(`search/classes.yml`), and a story is a few classes that say a meaning together, in whatever language each is said. In
stories a class stands as a term of its own, «#7». It may know what the law says for its words («bodily injury»).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
CLASS = "#"  # before the number of a class
MOST_TOLD = 8  # words of a query that may be a story; a longer one says so much that some classes always meet

Phrase = tuple[str, ...]  # its terms, each once


@dataclass(frozen=True)
class Group:
    """One meaning: phrases of the law, and of the street, by language, and stories as names of classes."""

    law: Mapping[str, list[str]] = field(default_factory=dict)
    street: Mapping[str, list[str]] = field(default_factory=dict)
    stories: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Meaning:
    """What a query was found to say: its terms that say so, and the phrases of the law that mean it.

    group: its number in the file; least: so many of the terms must be there.
    """

    said: frozenset[str]
    law: tuple[Phrase, ...]
    group: int
    least: int

    @property
    def languages(self) -> list[str]:
        """Those that it was said in."""
        return sorted({term[:2] for term in self.said})


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
        classes: Mapping[str, Sequence[str]] | None = None,
    ):
        """words: for a term those that say the same in other languages, for a class those of the law; keys: `keys_of`
        the meanings, if known; classes: those of a term.
        """
        self.analysis, self.meanings, self.words, self.classes = analysis, meanings, words, classes or {}
        self.keys = keys_of(meanings) if keys is None else keys

    def keyed(self) -> Iterator[tuple[str, int, Meaning]]:
        """All meanings with their numbers, each with a term that leads to it."""
        for term, numbers in self.keys.items():
            for number in numbers:
                yield term, number, self.meanings[number]

    def fired(
        self,
        have: set[str],
        leads: Callable[[Meaning], bool] = lambda _: True,
        weak: Collection[str] = (),
    ) -> list[Meaning]:
        """The meanings that a query's terms say, stories first; of two, one within the other, the larger.
        Stories only of a short query, and only those of more words than any phrase of two or more that tell something.

        leads: whether a meaning leads to anything; others are left out. weak: terms that tell nothing.
        """
        told = self._told(have)
        numbers = sorted({number for term in told for number in self.keys.get(term, ())})
        made = [(one, one.said & told.keys()) for one in map(self.meanings.__getitem__, numbers)]
        made = [(one, said) for one, said in made if len(said) >= one.least and leads(one)]
        phrases = [said for one, said in made if not _is_story(one)]
        found = self._stories([one for one, _ in made if _is_story(one)], told)
        most = max((len(said.difference(weak)) for said in phrases), default=0)
        if most > 1:
            found = [one for one in found if len(one.said) > most]
        found += [replace(one, said=said) for one, said in made if not _is_story(one)]
        return [one for one in found if not any(one.said < other.said for other in found)]

    def _stories(self, stories: Iterable[Meaning], told: Mapping[str, set[str]]) -> list[Meaning]:
        """Of each group what its stories, told by these terms, say together."""
        made: dict[int, Meaning] = {}
        for one in stories:
            said = _in_one_language([told[name] for name in one.said])
            if len(said) >= one.least:  # two classes of one word are no story
                before = made.get(one.group, replace(one, said=frozenset()))
                made[one.group] = replace(before, said=before.said | said)
        return list(made.values())

    def _told(self, have: set[str]) -> dict[str, set[str]]:
        """The terms of a query and, of a short one, the classes that these are in, each with the terms that say it."""
        told = {term: {term} for term in have}
        if max(Counter(term[:2] for term in have).values(), default=0) <= MOST_TOLD:
            for term in have:
                for name in self.classes.get(term, ()):
                    told.setdefault(name, set()).add(term)
        return told


def _in_one_language(told: Sequence[set[str]]) -> frozenset[str]:
    """Of sets of terms those of languages that each of them has; all, if there is no such language."""
    shared = set.intersection(*({term[:2] for term in terms} for terms in told))
    return frozenset(term for terms in told for term in terms if not shared or term[:2] in shared)


def _is_story(meaning: Meaning) -> bool:
    return any(term.startswith(CLASS) for term in meaning.said)


def keys_of(meanings: Iterable[Meaning]) -> dict[str, list[int]]:
    """The meanings that may fire, by number, for those of their longest terms."""
    made: dict[str, list[int]] = {}
    for number, meaning in enumerate(meanings):
        lacking = len(meaning.said) - meaning.least
        for term in sorted(meaning.said, key=lambda term: (-len(term), term))[: lacking + 1]:
            made.setdefault(term, []).append(number)
    return made


def meanings_of(groups: Iterable[Group], analysis: Analysis, classes: Mapping[str, str] | None = None) -> list[Meaning]:
    """What each phrase and story of the groups says. classes: the term of each class by its name."""
    small = [(language, word) for language, words in analysis.weak.items() for word in words]
    weak = {f"{language}:{analysis.stem(word, language)}" for language, word in small}
    made = []
    for number, group in enumerate(groups):
        law, street = _phrases(group.law, analysis), _phrases(group.street, analysis)
        for phrase in dict.fromkeys(law + street):
            lacking = 1 if len(set(phrase) - weak) >= LONG and phrase not in law else 0
            made.append(Meaning(frozenset(phrase), tuple(dict.fromkeys(law)), number, len(phrase) - lacking))
        for story in group.stories:
            said = frozenset(classes[name] for name in story) if classes else frozenset()
            made.append(Meaning(said, tuple(dict.fromkeys(law)), number, len(said)))
    return made


def _phrases(listed: Mapping[str, list[str]], analysis: Analysis) -> list[Phrase]:
    """The terms of each phrase; one of stop words alone has none and is left out."""
    made = [tuple(dict.fromkeys(analysis.terms(one, language))) for language, all_ in listed.items() for one in all_]
    return [phrase for phrase in made if phrase]


def load_thesaurus(path: Path, analysis: Analysis) -> Thesaurus:
    """The thesaurus of a file, with the dictionary and the classes beside it. Raises ContentError with all faults."""
    dictionary, parts = path.with_name("dictionary.yml"), path.with_name("classes.yml")
    words = words_of(read_groups(dictionary), analysis) if dictionary.is_file() else {}
    names = read_classes(parts) if parts.is_file() else {}
    terms = {name: f"{CLASS}{number}" for number, name in enumerate(names)}
    made: dict[str, list[str]] = {}
    for name, one in names.items():
        for term in _single(one.street, analysis):
            made.setdefault(term, []).append(terms[name])
        if one.law:
            words[terms[name]] = _single(one.law, analysis)
    return Thesaurus(analysis, meanings_of(read_groups(path, names), analysis, terms), words, classes=made)


def words_of(groups: Iterable[Group], analysis: Analysis) -> dict[str, list[str]]:
    """For each term those that say the same in other languages."""
    made: dict[str, dict[str, None]] = {}
    for group in groups:
        terms = _single(group.law, analysis)
        for term in terms:
            made.setdefault(term, {}).update(dict.fromkeys(other for other in terms if other[:2] != term[:2]))
    return {term: list(others) for term, others in made.items() if others}


def _single(listed: Mapping[str, list[str]], analysis: Analysis) -> list[str]:
    """The terms of words, each once."""
    return list(dict.fromkeys(phrase[0] for phrase in _phrases(listed, analysis) if len(phrase) == 1))


def read_groups(path: Path, classes: Collection[str] = ()) -> list[Group]:
    """The groups of the file. classes: the names that stories may have."""
    findings = Findings()
    made = []
    for one in _rows(path, findings):
        street = one.part("street") if "street" in one.data else None
        made.append(Group(_words(one), _words(street) if street else {}, _stories(one, classes)))
    findings.stop_on_errors()
    return made


def read_classes(path: Path) -> dict[str, Group]:
    """The classes of the file by their names: what people say, and the words of the law for it, one word each."""
    findings = Findings()
    made: dict[str, Group] = {}
    for one in _rows(path, findings):
        law = one.part("law") if "law" in one.data else None
        if one.text("id") in made:
            one.fault("id", "this class stands here twice.", "Write its words in one row.")
        for part in filter(None, (one, law)):
            _single_words(part)
        made[one.text("id")] = Group(_words(law) if law else {}, _words(one))
    findings.stop_on_errors()
    return made


def _single_words(file: DataFile) -> None:
    for language, listed in _words(file).items():
        for at, word in enumerate(listed):
            if " " in word:
                message, mend = f"«{word}» is no single word.", "Write a phrase under «street» in synonyms.yml."
                file.fault(f"{language}[{at}]", message, mend, file.data[language].line_of(at))


def _rows(path: Path, findings: Findings) -> Iterator[DataFile]:
    rows: Any = yamlfile.load(path) or []
    for at, row in enumerate(rows):
        name = str(row.get("id", f"[{at}]")) if isinstance(row, YamlMap) else f"[{at}]"
        one = DataFile(path, findings, row if isinstance(row, YamlMap) else YamlMap(), name)
        if not isinstance(row, YamlMap):
            one.fault("", "a mapping must stand here.", "Write «{id: …, ru: […]}».", rows.line_of(at))
        yield one


def _words(file: DataFile) -> dict[str, list[str]]:
    return {language: file.words(language) for language in LANGUAGES if language in file.data}


def _stories(file: DataFile, classes: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The stories of a group, «hit + body», as names of classes."""
    made = []
    for at, story in enumerate(file.words("stories", optional=True)):
        names = tuple(dict.fromkeys(name.strip() for name in story.split("+")))
        unknown = [name for name in names if name not in classes]
        if unknown:
            message, mend = f"there is no class «{unknown[0]}».", "Write names of classes.yml, «one + other»."
            file.fault(f"stories[{at}]", message, mend, file.data["stories"].line_of(at))
        else:
            made.append(names)
    return tuple(made)
