"""Words to terms: the same for index and query, in one place.

A term carries its language: `ru:зарплат`. Russian and English are stemmed by Snowball; Kazakh and Uzbek are cut to
their first letters after folding, which measured better than careless suffix stripping (docs/search.md). Replace
`_stem` to replace that.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

import snowballstemmer

from aryz import yamlfile
from aryz.diagnostics import ContentError, Place, Problem

_CUT = {"kk": 5, "uz": 5}
LONGEST_QUERY = 300  # characters that are looked at


class Analysis:
    """The analysis that the files of `search/` describe."""

    def __init__(self, folder: Path):
        folding = yamlfile.load_map(folder / "folding.yml")
        for key in ("common", "apostrophes", "kazakh", "uzbek_cyrillic", "uzbek_latin"):
            if key not in folding:
                place = Place(folder / "folding.yml")
                raise ContentError([Problem("search.folding", place, f"«{key}» is missing.", f"Add «{key}: …».")])
        self.folding = dict(folding)
        self.apostrophes = set(folding["apostrophes"])
        self._common = str.maketrans({k: str(v) for k, v in folding["common"].items()})
        self._kazakh = str.maketrans({k: str(v) for k, v in folding["kazakh"].items()})
        self._cyrillic = {k: str(v) for k, v in folding["uzbek_cyrillic"].items()}
        self._latin = str.maketrans({k: str(v) for k, v in folding["uzbek_latin"].items()})
        stop = yamlfile.load_map(folder / "stopwords.yml")
        self._stop = {language: {self.fold(str(w), language) for w in words} for language, words in stop.items()}
        self._groups_file = folder / "synonyms.yml"
        self._ru = snowballstemmer.stemmer("russian")
        self._en = snowballstemmer.stemmer("english")
        self._stem_cached = cache(self._stem)

    def words(self, text: str) -> list[str]:
        """Lower-case words; an apostrophe inside a word belongs to it, a hyphen parts words but not numbers."""
        made: list[str] = []
        word = ""
        for ch in text.lower() + " ":
            inside = ch.isalnum() or (ch in self.apostrophes and word != "") or (ch == "-" and word.isdigit())
            if inside:
                word += ch
            elif word:
                made.append(word.rstrip("-" + "".join(self.apostrophes)))
                word = ""
        return [w for w in made if w]

    def fold(self, word: str, language: str) -> str:
        """One spelling for the ways a word is typed in a language."""
        word = "".join(ch for ch in word.lower() if ch not in self.apostrophes)
        if language == "uz":
            if any("а" <= ch <= "я" or ch in "ўғқҳё" for ch in word):
                word = "".join(self._cyrillic.get(ch, ch) for ch in word)
            return word.translate(self._latin)
        word = word.translate(self._common)
        return word.translate(self._kazakh) if language == "kk" else word

    def _stem(self, word: str, language: str) -> str:
        if language == "ru":
            return str(self._ru.stemWord(word))
        if language == "en":
            return str(self._en.stemWord(word))
        return word[: _CUT.get(language, 6)]

    def term(self, word: str, language: str) -> str | None:
        """The term of a word, or None for a stop word."""
        folded = self.fold(word, language)
        if not folded or folded in self._stop.get(language, ()):
            return None
        return f"{language}:{folded if folded[0].isdigit() else self._stem_cached(folded, language)}"

    def terms(self, text: str, language: str) -> list[str]:
        """The terms of a text in a language."""
        return [term for word in self.words(text) if (term := self.term(word, language))]

    def languages_of(self, word: str) -> list[str]:
        """The languages a query's word may be in, by its letters."""
        if any("а" <= ch <= "я" or ch in "ёәғқңөұүһіўҳ" for ch in word):
            return ["ru", "kk", "uz"]
        return ["uz", "en"] if any(ch.isalpha() for ch in word) else ["ru", "kk", "uz", "en"]

    def query(self, text: str) -> list[list[str]]:
        """For each word of a query the terms it may be."""
        made = []
        for word in self.words(text[:LONGEST_QUERY])[:20]:
            terms = [t for language in self.languages_of(word) if (t := self.term(word, language))]
            if terms:
                made.append(list(dict.fromkeys(terms)))
        return made

    @cached_property
    def synonyms(self) -> dict[str, list[tuple[frozenset[str], frozenset[str]]]]:
        """Phrases by each of their terms: (terms of the phrase, law terms of the other phrases of its group).

        A phrase of the street leads to the law in every language; nothing leads to the street. A longer phrase that
        holds this one narrows it, so it is no synonym.
        """
        found: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
        for group in yamlfile.load(self._groups_file) or []:
            law = self._phrases({language: group[language] for language in group if language not in ("id", "street")})
            for phrase in law + self._phrases(group.get("street", {})):
                others = frozenset(term for other in law if not phrase <= other for term in other) - phrase
                for term in sorted(phrase):  # sorted: the same files make the same index
                    found.setdefault(term, []).append((phrase, others))
        return found

    def _phrases(self, listed: dict[str, list[str]]) -> list[frozenset[str]]:
        """The terms of each phrase; a phrase of stop words alone has none and is left out."""
        made = [frozenset(self.terms(str(phrase), language)) for language in listed for phrase in listed[language]]
        return [phrase for phrase in made if phrase]

    def expanded(self, words: list[list[str]]) -> set[str]:
        """Terms that mean the same as the query's, by the thesaurus: a phrase fires when all its terms are there."""
        have = {term for terms in words for term in terms}
        more: set[str] = set()
        for term in have:
            for phrase, others in self.synonyms.get(term, ()):
                if phrase <= have:
                    more |= others
        return more - have
