"""The best passage of a page, with the places of the words found in it. Places, not marks: whoever shows it escapes."""

from __future__ import annotations

from collections.abc import Mapping

from aryz.search.analysis import Analysis

LENGTH = 200  # characters, about two lines
_BEFORE = 40  # of them before the first word found
_LOOKED_AT = 30_000
_REMEMBERED = 200_000  # words

_MUTABLE = {"ru": 0, "kk": 1, "uz": 1}  # last letters of a stem that need not stand in its words; two, as in English

Ranges = list[tuple[int, int]]


def surely(stem: str, language: str) -> str:
    """How all words of a stem begin, once they are folded."""
    return stem[: max(1, len(stem) - _MUTABLE.get(language, 2))]


class Wanted:
    """The terms that the passages of a query shall show, with their weights."""

    def __init__(self, weights: Mapping[str, int]):
        self.weights = weights
        self._heads: dict[str, tuple[set[str], tuple[str, ...]]] = {}

    def heads(self, language: str) -> tuple[set[str], tuple[str, ...]]:
        """The first letters of the terms of a language, and how their words begin."""
        if language not in self._heads:
            stems = [term[3:] for term in self.weights if term[:2] == language]
            begins = tuple([surely(stem, language) for stem in stems])
            self._heads[language] = ({stem[0] for stem in stems}, begins)
        return self._heads[language]


class Passages:
    """Finds passages; remembers how words begin once they are folded, for folding is what takes the time."""

    def __init__(self, analysis: Analysis):
        self.analysis = analysis
        self._begins: dict[str, dict[str, str]] = {}  # by language: the first letter, of the first two letters
        self._terms: dict[str, dict[str, str | None]] = {}
        self._folded: dict[tuple[str, str], str] = {}

    def best(self, text: str, language: str, wanted: Wanted) -> tuple[str, Ranges]:
        """The passage with the most of the wanted terms, and where they stand in it."""
        found = self._found(text[:_LOOKED_AT], language, wanted)
        start, end = _cut(text, _densest(found, wanted.weights))
        head, tail = "…" if start else "", "…" if end < len(text) else ""
        marks = [(a - start + len(head), b - start + len(head)) for a, b, _ in found if a >= start and b <= end]
        return f"{head}{text[start:end]}{tail}", marks

    def _found(self, text: str, language: str, wanted: Wanted) -> list[tuple[int, int, str]]:
        """The places of the wanted terms. Only words that begin as one of them does are analysed: most do not."""
        letters, heads = wanted.heads(language)
        known, begins = self._terms.setdefault(language, {}), self._begins.setdefault(language, {})
        if len(known) > _REMEMBERED:
            known.clear()
        made = []
        for match in self.analysis.folder.finder.finditer(text) if letters else ():
            word = match.group()
            if word in known:
                term = known[word]
            else:
                first = begins.get(word[:2])
                if first is None:
                    first = begins[word[:2]] = self.analysis.fold(word[:2], language)[:1]
                if first not in letters or not self._fold(word, language).startswith(heads):
                    continue
                term = known[word] = self.analysis.term(word, language)
            if term in wanted.weights and term is not None:
                made.append((match.start(), match.end(), term))
        return made

    def has(self, text: str, language: str, phrase: list[str]) -> bool:
        """Whether the words of a phrase stand side by side in a text, in their very forms."""
        words = [self._fold(word, language) for word in self.analysis.words(text)]
        return f" {' '.join(self._fold(word, language) for word in phrase)} " in f" {' '.join(words)} "

    def _fold(self, word: str, language: str) -> str:
        key = (language, word)
        folded = self._folded.get(key)
        if folded is None:
            if len(self._folded) > _REMEMBERED:
                self._folded.clear()
            folded = self._folded[key] = self.analysis.fold(word, language)
        return folded


def _densest(found: list[tuple[int, int, str]], wanted: Mapping[str, int]) -> int:
    """Where the passage begins that has the heaviest different words; the earliest of equal ones."""
    best, place = 0, 0
    for at, (start, _, _) in enumerate(found):
        seen: dict[str, int] = {}
        for _, end, term in found[at : at + 30]:
            if end > start + LENGTH - _BEFORE:
                break
            seen[term] = wanted[term]
        if sum(seen.values()) > best:
            best, place = sum(seen.values()), start
    return place


def _cut(text: str, place: int) -> tuple[int, int]:
    """Whole words around a place; from the beginning of its sentence if that is near."""
    start = max(0, place - _BEFORE)
    if start:
        sentence = max(text.rfind(sign, start - LENGTH // 4, place) for sign in (". ", "? ", "! ", "; ", "\n"))
        space = text.find(" ", start, place)
        start = sentence + 2 if sentence >= 0 else space + 1 if space >= 0 else start
        start = min(start, place)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", start + LENGTH // 2, end)
        end = space if space > place else end
    return start, end
