"""What acts are called, made findable in running text: any case ending, either alphabet, with or without «РК»."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aryz.law.acts import Registry

APOSTROPHES = "'’‘ʻʼ`´"
_TOKEN = re.compile(rf"\d+(?:-\d+)*|[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*|[^\w\s]|_", re.UNICODE)
_FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие") | {ord(sign): None for sign in APOSTROPHES}
# Uzbek Cyrillic letters as the Latin ones without apostrophes, so that «меҳнат кодекси» is «mehnat kodeksi»
_UZBEK = {"ш": "sh", "ч": "ch", "ё": "yo", "ю": "yu", "я": "ya", "ц": "ts", "ў": "o", "ғ": "g", "қ": "q", "ҳ": "h",
          "х": "x", "ж": "j", "й": "y", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "з": "z", "и": "i",
          "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
          "э": "e", "ъ": "", "ь": "", "ы": "i", "щ": "sh"}  # fmt: skip
# words that names have or lack: the country, and «the»
_OPTIONAL = re.compile(
    r"(?:рк|кр|qr|республик[аиуе]|республикой|казахстан[ае]?|казахстан|республикасы\w*|qozogiston\w*|respublikasi\w*"
    r"|republic|of|the|kazakhstan)$"
)


@dataclass(frozen=True)
class Token:
    """A number, a word or a sign of the text; `folded` is the word in small letters, without those people leave out."""

    text: str
    start: int
    end: int
    folded: str
    latin: str = ""  # an Uzbek word in Cyrillic, as its Latin letters

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of a text, with their places."""
    made = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        low = word.lower()
        latin = "".join(_UZBEK.get(letter, letter) for letter in low) if "а" <= low[0] <= "ӿ" else ""
        made.append(Token(word, match.start(), match.end(), low.translate(_FOLD), latin))
    return made


def is_optional(token: Token) -> bool:
    """Whether names may have or lack it: «РК», quotes, commas."""
    return not token.text[0].isalnum() or bool(_OPTIONAL.match(token.folded))


def same_word(name: str, token: Token) -> bool:
    """Whether a word of a name is the token in any case ending."""
    return _alike(name, token.folded) or (token.latin != "" and _alike(name, token.latin))


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    shorter = min(len(a), len(b))
    if shorter < 5 or a[0].isdigit() or b[0].isdigit():
        return False
    same = 0
    while same < shorter and a[same] == b[same]:
        same += 1
    return same >= max(4, shorter - 2)


def letters() -> dict[str, Any]:
    """The letter tables and the optional words as data, for the reader in the browser."""
    fold = {chr(key): chr(value) if isinstance(value, int) else "" for key, value in _FOLD.items()}
    return {"fold": fold, "uzbek": _UZBEK, "optional": _OPTIONAL.pattern}


@dataclass
class Names:
    """All names of all acts, by the beginning of their first word."""

    by_start: dict[str, list[tuple[tuple[str, ...], str, bool]]] = field(default_factory=lambda: defaultdict(list))

    def find(self, listed: Sequence[Token], at: int, loose: bool) -> tuple[int, list[str]] | None:
        """The longest name that begins at a token: (the token after it, the acts called so), or None.

        loose: abbreviations count in small letters too, as people type them in a search field.
        """
        token = listed[at]
        best = 0
        acts: list[str] = []
        starts = {token.folded[:3], token.latin[:3]} - {""}
        for words, act, short in (entry for start in starts for entry in self.by_start.get(start, ())):
            if short and not loose and sum(letter.isupper() for letter in token.text) < 2:
                continue
            end = _match(listed, at, words)
            if end > best:
                best, acts = end, [act]
            elif end == best and end and act not in acts:
                acts.append(act)
        return (best, acts) if best else None


def _match(listed: Sequence[Token], at: int, words: tuple[str, ...]) -> int:
    """The index after the last word of the name, or 0 when the text says something else."""
    index = at
    for place, word in enumerate(words):
        while place and index < len(listed) and index - at < 40 and is_optional(listed[index]):
            if same_word(word, listed[index]):
                break
            index += 1
        if index >= len(listed) or not same_word(word, listed[index]):
            return 0
        index += 1
    return index


def names_of(registry: Registry) -> Names:
    """The names of every act; those in force come first."""
    made = Names()
    for act in sorted(registry.values(), key=lambda act: act.state != "in_force"):
        known: set[tuple[str, ...]] = set()
        for names in act.names.values():
            for name in (names.full, names.genitive, names.short, *names.spoken):
                words = tuple(t.folded for t in tokens(name) if not is_optional(t))
                if words and words not in known:
                    known.add(words)
                    short = len(words) == 1 and len(words[0]) <= 5
                    made.by_start[words[0][:3]].append((words, act.id, short))
    return made
