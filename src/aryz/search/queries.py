"""From a query to groups of terms: words, meanings, and what is tried when the index lacks a word."""

from __future__ import annotations

from aryz.search.analysis import Analysis, Query, Word
from aryz.search.chunks import form_bit
from aryz.search.ranking import Group, Part, Postings
from aryz.search.thesaurus import Thesaurus
from aryz.search.words import Words

SYNONYM = 40
PREFIX = 70
EDIT = 60


class Planner:
    """Makes the groups of a query for one index."""

    def __init__(self, analysis: Analysis, thesaurus: Thesaurus, postings: Postings, words: Words):
        self.analysis, self.thesaurus, self.postings, self.words = analysis, thesaurus, postings, words

    def groups(self, query: Query) -> list[Group]:
        """A group for each word, then one for each meaning."""
        wanted = [word for word in query.words if word.terms and not word.minus]
        made = [Group(parts) for word in wanted if (parts := self._word(word))]
        return made + self._meanings(wanted)

    def _word(self, word: Word) -> tuple[Part, ...]:
        parts = [
            Part(((term, form_bit(word.exact[language])),))
            for language, term in word.terms.items()
            if term in self.postings
        ]
        if word.prefix:
            parts += self._terms(self.words.beginning(word.exact), PREFIX, parts)
        if not parts:
            parts = self._terms(self.words.near(word.exact), EDIT, parts)
        return tuple(parts)

    def _terms(self, words: list[str], weight: int, known: list[Part]) -> list[Part]:
        """Parts for words of the index, by their stems."""
        have = {term for part in known for term, _ in part.terms}
        made: dict[str, Part] = {}
        for word in words:
            language, _, letters = word.partition("=")
            term = f"{language}:{self.analysis.stem(letters, language)}"
            if term not in have and term in self.postings:
                made.setdefault(term, Part(((term, 0),), weight))
        return list(made.values())

    def _meanings(self, words: list[Word]) -> list[Group]:
        have = {term for word in words for term in word.terms.values()}
        more = sorted(term for term in self.thesaurus.expanded(have) if term in self.postings)
        return [Group((Part(((term, 0),), SYNONYM),), counts=False) for term in more]
