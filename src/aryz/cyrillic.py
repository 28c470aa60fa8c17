"""Uzbek in Cyrillic letters, made of Latin ones: for pages, interviews, leaflets alike.

What letters alone do not tell stands in `kb/interface/<language>-cyrl.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from aryz import yamlfile

_WORD = re.compile(r"[A-Za-z‘’ʻʼ'`]+")
_MARKS = dict.fromkeys(map(ord, "‘’ʻʼ`"), "'")
_PAIRS = {"o'": "ў", "g'": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е"}
_LETTERS = dict(zip("abdefghijklmnopqrstuvxyzcw'", "абдефгҳижклмнопқрстувхйзкв" + "ъ", strict=True))
_TS = re.compile(r"ts(?=iy|io|ent|ess|enz|ikl|ifr|irk)|^ts")  # Russian loans; «aytsa» is a verb
_SIYA = re.compile(r"([knp])s(?=iya)")  # инспекция, квитанция; «пенсия» is in the settings
_SOFT = re.compile(r"(?<=[aeiou'])e|^e")  # «э» at the beginning and after a vowel
_STAYS = re.compile(
    r"https?://\S+|\b[\w.-]+@[\w.-]+\b|\{[a-z_.]+\}"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:kz|uz|ru|com|org|html|ics|json|docx|aryz)\b"  # sites, files
    r"|/api/[\w./-]*\w|\baryz(?: (?:build|serve|interview|run))+\b|\b[a-z]+_[a-z_]+\b"  # what programs take
    r"|@[a-z]{2}\b|\bCtrl[-+][A-Z]\b|\b[A-Z]{1,3}\d+\b"  # @ru, Ctrl-C, F10, a passport's FA1234567
)
# in these letters a day has no hyphens: «2026-yil 24-noyabr» is «2026 йил 24 ноябрь»
_YEAR = re.compile(r"(\d\d\d\d)-(?=yil(?!lar))")
_MONTHS = "yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr"
_DAY = re.compile(rf"(\d)-(?=(?:{_MONTHS})i?(?:da|dan|dagi|ga|gacha|ni|ning)?\b)")


class Cyrillic:
    """Rewrites words, strings of JSON, and pages. settings: `kb/interface/uz-cyrl.yml`."""

    def __init__(self, settings: Path):
        data = yamlfile.load_map(settings)
        self._keep = frozenset(str(word) for word in data["keep"])
        words = {str(k): str(v) for k, v in data["words"].items()}
        self._starts = sorted(words.items(), key=lambda row: -len(row[0]))
        self._made: dict[str, str] = {}
        self._words: dict[str, str] = {}
        kept = "|".join(re.escape(word) for word in sorted(self._keep, key=len)[::-1])
        self._kept = re.compile(rf"\b(?:{kept})(?=\b|[a-z])")  # «Wordda» has an ending

    def text(self, text: str) -> str:
        """A text in Cyrillic; words to keep, addresses and mail stay as they are."""
        if text not in self._made:  # menus stand on every page
            self._made[text] = self._written(text) if text.strip() else text
        return self._made[text]

    def _written(self, text: str) -> str:
        made, at, text = [], 0, _DAY.sub(r"\1 ", _YEAR.sub(r"\1 ", text))
        for match in _STAYS.finditer(text):
            made += [self._run(text[at : match.start()]), match.group()]
            at = match.end()
        return "".join([*made, self._run(text[at:])])

    def _run(self, text: str) -> str:
        made, at = [], 0
        for match in self._kept.finditer(text):
            made += [_WORD.sub(self._word, text[at : match.start()]), match.group()]
            at = match.end()
        return "".join([*made, _WORD.sub(self._word, text[at:])])

    def _word(self, match: re.Match[str]) -> str:
        word = match.group()
        made = self._words.get(word)
        if made is None:  # a site says its words again and again
            made = self._words[word] = self._changed(word)
        return made

    def _changed(self, word: str) -> str:
        head = word[: len(word) - len(word.lstrip("‘’ʻʼ'`"))]  # opening quotation marks
        word = word[len(head) :]
        if not word:
            return head
        tail = word[len(word.rstrip("’'`")) :] if not word.endswith(("o‘", "g‘", "O‘", "G‘")) else ""
        core = word.removesuffix(tail)
        lower = core.lower().translate(_MARKS)
        made = self._listed(lower) or to_cyrillic(lower)
        if core.isupper() and len(made) > 1:
            return head + made.upper() + tail
        letters = len(core) - len(core.lstrip(ascii_uppercase))  # «BINi», «IINsiz»: initials with an ending
        if letters > 1 and not self._listed(lower):
            ending = to_cyrillic("a" + core[letters:].lower().translate(_MARKS))[1:]
            return head + self._changed(core[:letters]) + ending + tail
        return head + (made[:1].upper() + made[1:] if core[:1].isupper() else made) + tail

    def _listed(self, lower: str) -> str:
        for start, written in self._starts:
            if lower.startswith(start):
                rest = to_cyrillic("a" + lower[len(start) :])[1:]  # not the beginning of a word
                return written.removesuffix("ь") + rest if rest else written  # «июль», but «июлдан»
        return ""

    def json(self, value: Any, skip: frozenset[str] = frozenset()) -> Any:
        """Every string of a JSON value, but not keys, nor what stands under the keys `skip`."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: item if key in skip else self.json(item, skip) for key, item in value.items()}
        return [self.json(item, skip) for item in value] if isinstance(value, list) else value


def to_cyrillic(word: str) -> str:
    """An Uzbek word in lower-case Latin letters with «'» for every apostrophe: «o'zbekcha» → «ўзбекча»."""
    word = _SIYA.sub(r"\1ц", _TS.sub("ц", word))
    word = _SOFT.sub("э", word)
    made, at = "", 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair in _PAIRS and word[at : at + 3] != "yo'":
            made, at = made + _PAIRS[pair], at + 2
        else:
            made, at = made + _LETTERS.get(word[at], word[at]), at + 1
    return made
