"""Run time: an Uzbek word in Cyrillic letters. Plain steps without patterns: they are made into JavaScript too."""

from __future__ import annotations

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Sequence

    Starts = Sequence[Sequence[str]]  # beginnings of words that are written otherwise, the longest first, and how

_MARKS = dict.fromkeys(map(ord, "‘’ʻʼ`"), "'")
_CLOSING = "’'`"  # of a quotation
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARKED = ("o‘", "g‘", "O‘", "G‘")  # ў, ғ: no mark of quotation stands there
_PAIRS = {"o'": "ў", "g'": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е"}
_LETTERS = dict(zip("abdefghijklmnopqrstuvxyzcw'", "абдефгҳижклмнопқрстувхйзкв" + "ъ", strict=True))
_AFTER_TS = ("iy", "io", "ent", "ess", "enz", "ikl", "ifr", "irk")  # Russian loans; «aytsa» is a verb
_OPEN = ("", "a", "e", "i", "o", "u", "'")  # what «э» stands after; "" is the beginning
_LOANED = ("k", "n", "p")  # before «siya»: инспекция, квитанция; «пенсия» is in the settings


def spelled(word: str) -> str:
    """A word in small Latin letters with «'» for every apostrophe: «o'zbekcha» → «ўзбекча»."""
    made, at, before = "", 0, ""
    while at < len(word):
        letter, pair = word[at], word[at : at + 2]
        if pair == "ts" and (at == 0 or word[at + 2 :].startswith(_AFTER_TS)):
            made, at = made + "ц", at + 2
        elif pair in _PAIRS and word[at : at + 3] != "yo'":
            made, at = made + _PAIRS[pair], at + 2
        else:
            loan = letter == "s" and before in _LOANED and word[at:].startswith("siya")
            soft = letter == "e" and before in _OPEN
            made, at = made + ("ц" if loan else "э" if soft else _LETTERS.get(letter, letter)), at + 1
        before = word[at - 1]
    return made


def in_cyrillic(word: str, starts: Starts) -> str:
    """A word as it stands in a text, with capitals and a mark of quotation behind it."""
    tail = "" if word.endswith(_MARKED) else word[len(word.rstrip(_CLOSING)) :]
    core = word[: len(word) - len(tail)]
    lower = core.lower().translate(_MARKS)
    made = _listed(lower, starts) or spelled(lower)
    if core.isupper() and len(made) > 1:
        return made.upper() + tail
    capitals = len(core) - len(core.lstrip(_CAPITALS))  # «BINi», «ERDRga»: initials with an ending
    if capitals > 1:
        return in_cyrillic(core[:capitals], starts) + _ending(lower[capitals:]) + tail
    return (made[:1].upper() + made[1:] if core[:1].isupper() else made) + tail


def _listed(lower: str, starts: Starts) -> str:
    """As the settings write it: «июль», but «июлдан»."""
    for start, written in starts:
        if lower.startswith(start):
            ending = _ending(lower[len(start) :])
            stem = written[: len(written) - 1] if written.endswith("ь") and ending else written
            return stem + ending
    return ""


def _ending(letters: str) -> str:
    """What is not the beginning of a word."""
    return spelled("a" + letters)[1:]
