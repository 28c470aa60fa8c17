"""Build time: a page's data as it travels: words apart from what holds them, and their letters as single bytes.

Servers squeeze a page by what is alike in it, and words are alike among themselves: so each part is written as JSON
with `~` in the place of each run of words, and the words stand after all the parts, one a line. In them the commonest
letters beyond ASCII, each of them two bytes or three, change places with signs of ASCII that words do not need, and a
capital is `^` and its small letter. All pages change the same letters, so that what they share is the same bytes (packs
of `aryz.kb.takealong`). The twin is `twin/unpack.js`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

LETTERS = "аAеEиIоOуUыYбBвVгGдDжJзZкKлLмMнNпPрRсSтTқQяXйWіFшHчCь!ң#ғ$\u00a0&ұ@‘`ю%ө[ә]ү+ц=х*ф/ў|ҳ'"
CAPITAL, PLACE = "^", "~"
_TABLE = str.maketrans(LETTERS, "".join(LETTERS[at ^ 1] for at in range(len(LETTERS))))
_MEANT = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in (CAPITAL, PLACE)})  # where words have them themselves
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_RUN = re.compile(r'<(?:[^>"\\]|\\.)*>|((?:[^"<>\\]|\\.)+)')  # a tag of a paper, or what stands between tags
_WORDS = re.compile(r"[^\x00-\x7f]| ")
_ENDS = re.compile(r"</script|<!--", re.IGNORECASE)


def packed(parts: Mapping[str, Any]) -> dict[str, str]:
    """The elements of a page that hold these parts, by id: each part, its words, and the letters that change places."""
    apart = {key: _apart(json.dumps(part, ensure_ascii=False, separators=(",", ":"))) for key, part in parts.items()}
    made = {"letters": CAPITAL + LETTERS}
    made |= {key: text for key, (text, _) in apart.items()}
    made |= {f"{key}-words": "\n".join(map(_small, words)) for key, (_, words) in apart.items()}
    return {key: _element(key, text) for key, text in made.items()}


def _element(key: str, text: str) -> str:
    assert not _ENDS.search(text), "this would end the data in the page"
    return f'<script type="text/plain" id="{key}">{text}</script>'


def _apart(text: str) -> tuple[str, list[str]]:
    """JSON without its words, and the words, in order, written as in JSON."""
    words: list[str] = []

    def run(found: re.Match[str]) -> str:
        if found[1] is None or not _WORDS.search(found[1]):
            return found[0]
        words.append(found[1])
        return PLACE

    return _STRING.sub(lambda found: f'"{_RUN.sub(run, found[1])}"', text.translate(_MEANT)), words


class _Letters(dict[int, str]):
    """What each letter is written as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        one = chr(code)
        small = one.lower()
        is_capital = one != small and len(small) == 1 and small.upper() == one <= "\uffff"
        made = f"{CAPITAL}{small}" if is_capital else one
        return self.setdefault(code, made.translate(_TABLE))


_WRITTEN = _Letters()


def _small(words: str) -> str:
    return words.translate(_WRITTEN)
