"""Words to terms: the same for index and query, the same in Python and (static/analysis.js) in the browser.

A term carries its language: `ru:зарплат` is a stem, `ru=зарплаты` the exact word,
`ru~зарпл` its first letters. All knowledge is in the rules, which
`aryz.search.rules` compiles from the files of `search/`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

from aryz.search import rules as compiled
from aryz.search.folding import Folder
from aryz.search.stemming import Suffixes

LONGEST_QUERY = 1000  # characters that are looked at
MOST_WORDS = 60
_REMEMBERED = 400_000  # words
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_QUOTES = '"«»“”„‟'
_BLANKS = " \t\n\r\f\v\u00a0\u2003\u2009\u202f\u3000"
# Snowball itself in pure Python: a C build of another version could differ from the browser's twin
_SNOWBALL = {"russian": RussianStemmer, "english": EnglishStemmer}


@dataclass(frozen=True)
class Token:
    """A word and its place in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Word:
    """A word of a query: its terms and exact terms by language (none for a stop word of the query's language).

    phrase: words with the same number stand in one pair of quotes (0: in none); minus: pages with it are not wanted;
    weak: it says little when other words stand beside it; small: it is a stop word of a language that it may be in
    («туралы», by its letters Russian); prefix: it may be the beginning of a longer word (the last
    one, while it is typed).
    """

    text: str
    start: int
    end: int
    terms: dict[str, str] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)
    phrase: int = 0
    minus: bool = False
    weak: bool = False
    prefix: bool = False
    small: bool = False


@dataclass(frozen=True)
class Query:
    """A query's words, and the languages it may be in, the likeliest first."""

    words: list[Word]
    languages: list[str]


class Analysis:
    """What the rules say, applied."""

    def __init__(self, rules: dict[str, Any]):
        self.rules = rules
        self.folder = Folder(rules)
        self._suffixes = {language: Suffixes(one) for language, one in rules["suffixes"].items()}
        self._snowball = {language: _SNOWBALL[name] for language, name in rules["snowball"].items()}
        self.stop = {language: frozenset(words) for language, words in rules["stop"].items()}
        self.weak = {language: frozenset(words) for language, words in rules["weak"].items()}
        self.order = list(rules["fold"])
        self._known: dict[tuple[str, str], tuple[str | None, str | None]] = {}
        self._folded: dict[tuple[str, str], str] = {}
        self._stems: dict[tuple[str, str], str] = {}
        self._possible: dict[str, list[str]] = {}

    @classmethod
    def load(cls, folder: Path) -> Analysis:
        """The analysis that the files of `search/` describe."""
        return cls(compiled.load(folder))

    def tokens(self, text: str) -> list[Token]:
        """The words of a text with their places."""
        return [Token(m.group(), m.start(), m.end()) for m in self.folder.finder.finditer(text)]

    def words(self, text: str) -> list[str]:
        """The words of a text, as they stand there."""
        return self.folder.finder.findall(text)

    def fold(self, word: str, language: str) -> str:
        """The one spelling of a word in a language; remembered, for queries are folded in all of them."""
        key = (language, word)
        made = self._folded.get(key)
        if made is None:
            made = _room(self._folded)[key] = self.folder.fold(word, language)
        return made

    def term(self, word: str, language: str) -> str | None:
        """The term of a word, or None for a stop word."""
        return self.both(word, language)[0]

    def exact(self, word: str, language: str) -> str | None:
        """The term of a word's very form, or None for a stop word."""
        return self.both(word, language)[1]

    def short(self, word: str, language: str) -> str | None:
        """The term of a word's first letters, for what no ending explains; None for a stop word or a number."""
        whole = self.both(word, language)[1]
        folded = whole[3:] if whole else ""
        if not folded or folded[0] in self.rules["digits"]:
            return None
        return f"{language}~{folded[: self.rules['short']]}"

    def both(self, word: str, language: str) -> tuple[str | None, str | None]:
        """The term and the exact term; remembered, for a text says its words again and again."""
        key = (language, word)
        made = self._known.get(key)
        if made is None:
            folded = self._folded.get(key) or self.folder.fold(word, language)
            stopped = not folded or folded in self.stop.get(language, ())
            made = (None, None) if stopped else (f"{language}:{self._stem(folded, language)}", f"{language}={folded}")
            _room(self._known)[key] = made
        return made

    def stem(self, folded: str, language: str) -> str:
        """The stem of a folded word; remembered, for queries ask for the same words of the index."""
        key = (language, folded)
        made = self._stems.get(key)
        if made is None:
            made = _room(self._stems)[key] = self._stem(folded, language)
        return made

    def _stem(self, folded: str, language: str) -> str:
        if folded[0] in self.rules["digits"]:
            return folded
        if language in self._suffixes:
            return self._suffixes[language].stem(folded)
        # a stemmer of its own for each word: they keep the word in themselves, and threads share this analysis
        return str(self._snowball[language]().stemWord(folded)) if language in self._snowball else folded

    def terms(self, text: str, language: str) -> list[str]:
        """The terms of a text in a language."""
        return [term for word in self.words(text) if (term := self.term(word, language))]

    def languages_of(self, word: str) -> list[str]:
        """The languages a query's word may be in, by its letters, the likeliest first; remembered."""
        made = self._possible.get(word)
        if made is None:
            made = _room(self._possible)[word] = self._languages_of(word)
        return made

    def _languages_of(self, word: str) -> list[str]:
        small = self.folder.small(word)
        cyrillic = any(self.folder.is_cyrillic(ch) for ch in small)
        digits = all(ch in self.rules["digits"] or ch == "-" for ch in small)
        made: list[str] = self.rules["alphabets"]["cyrillic" if cyrillic else "none" if digits else "latin"]
        for hint in self.rules["hints"]:
            if any(part in small for part in hint["parts"]):
                made = [language for language in made if language in hint["languages"]] or made
        if not cyrillic and not digits and all(ch in self.folder.twins for ch in small):
            made = ["ru", *(one for one in made if one != "ru")]  # «TK» may be typed with the wrong letters
        return made

    def languages(self, text: str) -> list[str]:
        """The languages a query may be in, the likeliest first: by letters, and by words that a language is full of."""
        points = dict.fromkeys(self.order, 0)
        for word in self.words(text)[:MOST_WORDS]:
            possible = self.languages_of(word)
            for place, language in enumerate(possible):
                points[language] += 12 // len(possible) + (1 if place == 0 else 0)
                folded = self.fold(word, language)
                if folded in self.stop.get(language, ()) or folded in self.weak.get(language, ()):
                    points[language] += 6 - place
        return sorted((one for one in self.order if points[one]), key=lambda one: -points[one])

    def query(self, text: str) -> Query:
        """The words of a query with their possible terms. Words in quotes are a phrase, a minus shuts a word out."""
        text = text[:LONGEST_QUERY]
        languages = self.languages(text)
        tokens = self.tokens(text)[:MOST_WORDS]
        marks = self._marks(text, tokens)
        last = tokens[-1] if tokens and tokens[-1].end == len(text) else None
        words = [
            self._word(token, languages, phrase, minus, token is last)
            for token, (phrase, minus) in zip(tokens, marks, strict=True)
        ]
        return Query(words, languages)

    def _word(self, token: Token, languages: list[str], phrase: int, minus: bool, prefix: bool) -> Word:
        terms, exact, small = {}, {}, False
        main = languages[0]
        if prefix or self.fold(token.text, main) not in self.stop.get(main, ()):
            for language in self.languages_of(token.text):
                term, whole = self.both(token.text, language)
                if term and whole:
                    terms[language], exact[language] = term, whole
                small = small or not term
        weak = self.fold(token.text, main) in self.weak.get(main, ())
        return Word(token.text, token.start, token.end, terms, exact, phrase, minus, weak, prefix, small)

    def _marks(self, text: str, tokens: list[Token]) -> list[tuple[int, bool]]:
        """For each word the number of its phrase (0: none) and whether a minus stands before it."""
        made: list[tuple[int, bool]] = []
        at = phrase = count = 0
        minus = shut = False
        for token in tokens:
            minus = False
            for place in range(at, token.start):
                ch = text[place]
                if ch in _QUOTES:
                    count += phrase == 0
                    phrase, shut = (count, minus) if phrase == 0 else (0, False)
                    continue
                minus = ch == "-" and (place == 0 or text[place - 1] in _BLANKS)
            made.append((phrase, shut or (minus and phrase == 0)))
            at = token.end
        open_at_end = phrase if not any(ch in _QUOTES for ch in text[at:]) else 0
        return [(0 if number == open_at_end else number, out) for number, out in made]

    def layouts(self, text: str) -> list[str]:
        """What the keys pressed would have written on another keyboard: Latin for Cyrillic and the reverse, and
        Kazakh letters where digits stand inside a word."""
        boards: dict[str, str] = self.rules["keyboards"]
        kazakh: dict[str, str] = self.rules["kazakh_keys"]
        text = text[:LONGEST_QUERY]
        to_ru = dict(zip(boards["en"], boards["ru"], strict=True))
        to_en = dict(zip(boards["ru"], boards["en"], strict=True))
        made = []
        if any(self.folder.is_cyrillic(ch) for ch in text):
            made = [_pressed(text, to_en), _pressed(text, kazakh)]
        elif any("a" <= ch <= "z" or "A" <= ch <= "Z" for ch in text):
            made = [_pressed(text, to_ru), _pressed(text, to_ru | kazakh)]
        return [one for one in dict.fromkeys(made) if one != text]


def _room(known: dict[_Key, _Value]) -> dict[_Key, _Value]:
    """The same dict, emptied if it has grown too large."""
    if len(known) >= _REMEMBERED:
        known.clear()
    return known


def _pressed(text: str, keys: dict[str, str]) -> str:
    return "".join([keys.get(ch, ch) for ch in text])
