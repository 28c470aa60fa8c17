"""Words of a text and their one spelling, by the rules alone. `static/analysis.js` does the same, step by step."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

LONGEST_WORD = 60  # letters that are looked at


class Table:
    """Strings and what they become, the longest first; «^» before a key: at the beginning, «~»: after a vowel."""

    def __init__(self, table: dict[str, str], vowels: str):
        self.table, self.vowels = table, frozenset(vowels)
        self.firsts = frozenset(key.lstrip("^~")[0] for key in table)
        self.longest = max((len(key.lstrip("^~")) for key in table), default=0)

    def apply(self, word: str) -> str:
        if self.firsts.isdisjoint(word):
            return word
        made = []
        at = 0
        while at < len(word):
            for size in range(min(self.longest, len(word) - at), 0, -1):
                to = self._target(word, at, word[at : at + size])
                if to is not None:
                    made.append(to)
                    at += size
                    break
            else:
                made.append(word[at])
                at += 1
        return "".join(made)

    def _target(self, word: str, at: int, part: str) -> str | None:
        if at == 0 and (to := self.table.get("^" + part)) is not None:
            return to
        if at and word[at - 1] in self.vowels and (to := self.table.get("~" + part)) is not None:
            return to
        return self.table.get(part)


_PLAIN: tuple[str, list[Table]] = ("either", [])  # of a language that folding.yml does not name


class Folder:
    """The foldings of all languages."""

    def __init__(self, rules: dict[str, Any]):
        self.lower: dict[str, str] = rules["lower"]
        self.twins: dict[str, str] = rules["twins"]
        self.back = {cyrillic: latin for latin, cyrillic in self.twins.items()}
        self.cyrillic: tuple[str, str] = (rules["cyrillic"][0], rules["cyrillic"][1])
        tables = {name: Table(table, rules["vowels"]) for name, table in rules["tables"].items()}
        self.steps = {
            language: (one["alphabet"], [tables[name] for name in one["tables"]])
            for language, one in rules["fold"].items()
        }
        self.finder = re.compile(_pattern(rules))

    def small(self, word: str) -> str:
        """Composed letters, all small; accents and other silent signs gone, one apostrophe."""
        word = word[:LONGEST_WORD]
        if not word.isascii():
            word = unicodedata.normalize("NFC", word)
        lower = self.lower
        return "".join([lower.get(ch, ch) for ch in word])

    def fold(self, word: str, language: str) -> str:
        """The one spelling of a word in a language."""
        alphabet, tables = self.steps.get(language, _PLAIN)
        word = self.one_alphabet(self.small(word), alphabet)
        for table in tables:
            word = table.apply(word)
        return word

    def is_cyrillic(self, ch: str) -> bool:
        return self.cyrillic[0] <= ch <= self.cyrillic[1]

    def one_alphabet(self, word: str, wanted: str) -> str:
        """A word that mixes Latin and Cyrillic letters in the alphabet of those letters that have no twin.

        Without such letters: in the wanted alphabet. A word of look-alikes only («TK») is Cyrillic if that is wanted.
        """
        cyrillic = any(self.is_cyrillic(ch) for ch in word)
        latin = any("a" <= ch <= "z" for ch in word)
        if not latin or (not cyrillic and wanted != "cyrillic"):
            return word
        own_cyrillic = any(self.is_cyrillic(ch) and ch not in self.back for ch in word)
        own_latin = any(ch != "'" and not self.is_cyrillic(ch) and ch not in self.twins for ch in word)
        if own_cyrillic or (not own_latin and wanted != "latin"):
            return "".join([self.twins.get(ch, ch) for ch in word])
        return "".join([self.back.get(ch, ch) for ch in word]) if cyrillic else word


def _pattern(rules: dict[str, Any]) -> str:
    """Words and numbers; an apostrophe or a silent sign belongs to a word only between its letters."""
    letter = "".join(f"{re.escape(a)}-{re.escape(b)}" for a, b in rules["letters"])
    silent = "".join(f"{re.escape(a)}-{re.escape(b)}" for a, b in rules["silent"])
    signs = f"[{silent}{re.escape(rules['apostrophes'])}]"
    digit = f"[{re.escape(rules['digits'])}]"
    # runs of letters, for letter by letter takes three times as long
    return f"[{letter}]+(?:{signs}+[{letter}]+)*[{silent}]*|{digit}{{1,3}}-{digit}{{1,2}}(?!{digit})|{digit}+"
