"""Uzbek in Cyrillic letters, made of Latin ones: for pages, interviews, leaflets alike.

What letters alone do not tell stands in `kb/interface/<language>-cyrl.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.spelling import in_cyrillic

# what stays as it is; these patterns are JavaScript's too
_STAYS = (
    r"https?://\S+|\b[\w.-]+@[\w.-]+\b|\{[a-z_.]+\}"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:kz|uz|ru|com|org|html|ics|json|docx|aryz)\b|\.(?:zip|txt|ics|aryz)\b"  # sites, files
    r"|/api/[\w./-]*\w|\baryz(?: (?:build|serve|interview|run))+\b|\b[a-z]+_[a-z_]+\b"  # what programs take
    r"|\b\d+-[IVX]+\b|@[a-z]{2}\b|\bCtrl[-+][A-Z]\b|\b[A-Z]{1,3}\d+\b"  # 256-VIII, @ru, Ctrl-C, F10, FA1234567
)
_WORD = r"[A-Za-z][A-Za-z‘’ʻʼ'`]*"
_MONTHS = "yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr"
# in these letters a day has no hyphens: «2026-yil 24-noyabr» is «2026 йил 24 ноябрь»
_DAY = rf"(\d{{4}}(?=-yil(?!lar))|\d(?=-(?:{_MONTHS})i?(?:da|dan|dagi|ga|gacha|ni|ning)?\b))-"


class Cyrillic:
    """Rewrites texts, and strings of JSON. settings: `kb/interface/uz-cyrl.yml`."""

    def __init__(self, settings: Path):
        data = yamlfile.load_map(settings)
        words = {str(k): str(v) for k, v in data["words"].items()}
        self._starts = sorted(words.items(), key=lambda row: -len(row[0]))
        kept = "|".join(re.escape(word) for word in sorted(map(str, data["keep"]), key=len)[::-1])
        self._pieces = rf"({_STAYS}|\b(?:{kept})(?=\b|[a-z]))|{_WORD}"  # «Wordda» is a kept word with an ending
        self._find, self._days = re.compile(self._pieces), re.compile(_DAY)
        self._made: dict[str, str] = {}
        self._words: dict[str, str] = {}

    @property
    def rules(self) -> dict[str, Any]:
        """What the same is made from in a browser: `browser/twin/letters.js`."""
        return {"pieces": self._pieces, "days": _DAY, "starts": self._starts}

    def text(self, text: str) -> str:
        """A text in Cyrillic; words to keep, addresses and mail stay as they are."""
        if text not in self._made:  # menus stand on every page
            self._made[text] = self._find.sub(self._piece, self._days.sub(r"\1 ", text))
        return self._made[text]

    def _piece(self, match: re.Match[str]) -> str:
        word = match.group()
        if match.group(1):
            return word
        made = self._words.get(word)
        if made is None:  # a site says its words again and again
            made = self._words[word] = in_cyrillic(word, self._starts)
        return made

    def json(self, value: Any, skip: frozenset[str] = frozenset()) -> Any:
        """Every string of a JSON value, but not keys, nor what stands under the keys `skip`."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: item if key in skip else self.json(item, skip) for key, item in value.items()}
        return [self.json(item, skip) for item in value] if isinstance(value, list) else value
