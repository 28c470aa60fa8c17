"""Posts, courts and offices in Russian cases: «главный инспектор труда» → «главному инспектору труда».

The adjectives before the head noun change with it; what follows (of what, by name) stays. Where the head is not known
nothing changes, and `phrase_declines` says so: a template then takes words that need no case.
"""

from __future__ import annotations

from functools import lru_cache

from aryz.plan.wording._common import all_capitals, check_case
from aryz.plan.wording.nouns import ALONE, BODIES, SOFT_WOMANLY, Forms, noun_forms

_ORDER = {"gen": 0, "dat": 1, "acc": 2, "ins": 3, "prep": 4, "loc": 4, "abl": 0}
Endings = tuple[str, str, str, str, str]
_O: Endings = ("ого", "ому", "ого", "ым", "ом")
_OI: Endings = ("ого", "ому", "ого", "им", "ом")
_E: Endings = ("его", "ему", "его", "им", "ем")
_A: Endings = ("ой", "ой", "ую", "ой", "ой")
_YA: Endings = ("ей", "ей", "юю", "ей", "ей")
_AE: Endings = ("ей", "ей", "ую", "ей", "ей")
_THIRD: Endings = ("ьего", "ьему", "ьего", "ьим", "ьем")
_NAMES = ("ов", "ев", "ёв", "ин", "ын", "ский", "ова", "ева", "ёва", "ина", "ына", "ская")
_JOINED = ("и", "или")
_OPENING = ("«", "(", '"', "“")  # names and remarks are none
_CLOSING = ("»", ")", '"', "”")
_LONGEST_ABBREVIATION = 6


@lru_cache(1_000)
def phrase_in_case(words: str, case: str) -> str:
    """The words in a case: nom gen dat acc ins prep loc abl (loc is prep, abl is gen); as they are where the head is
    not known. ValueError for an unknown case.
    """
    check_case(case)
    made = None if case == "nom" else _declined(words.split(" "), _ORDER[case])
    return words if made is None else " ".join(made)


@lru_cache(1_000)
def phrase_declines(words: str) -> bool:
    """Whether the program knows how the words change."""
    return _declined(words.split(" "), 0) is not None


def _declined(words: list[str], case: int) -> list[str] | None:
    """The words declined from their start; None where they begin with no phrase that is known."""
    made: list[str] = []
    at = 0
    while True:
        head = _head(words, at)
        if head is None:
            return None if at == 0 else [*made, *words[at:]]
        lifeless = _bare(words[head]).lower() in BODIES
        made += [_adjective(word, case, lifeless) for word in words[at:head]] + [_noun(words[head], case)]
        at = head + 1
        further = _next(words, at)
        if further is None and at < len(words) and _surname(words[at]):
            return None
        if further is None:
            return [*made, *words[at:]]
        made += words[at:further]
        at = further


def _surname(word: str) -> bool:
    """Whether a name follows the post, as in «судья Иванов»: it would have to change too."""
    return word[:1].isupper() and word.lower().endswith(_NAMES)


def _next(words: list[str], at: int) -> int | None:
    """Where another post begins: «повар и уборщик», «сварщик 5 разряда, бригадир»; not in «отдел труда и занятости».
    A name or a remark is passed over: «каменщик (бригадир) и сварщик».
    """
    while at < len(words):
        if words[at][:1] in _OPENING:
            at = _closed(words, at)
            continue
        if words[at - 1].endswith(",") and _head(words, at) is not None:
            return at
        if words[at] in _JOINED and _head(words, at + 1) is not None:
            return at + 1
        at += 1
    return None


def _closed(words: list[str], at: int) -> int:
    """The word after a name or remark that opens at `at`; the end where it is not closed."""
    while at < len(words) and _bare(words[at])[-1:] not in _CLOSING:
        at += 1
    return min(at + 1, len(words))


def _head(words: list[str], at: int) -> int | None:
    """Where the head of a phrase stands that begins at `at`: after its adjectives."""
    here = at
    while here < len(words):
        word = _bare(words[here]).lower()
        if not word:
            return None
        follows = _head(words, here + 1) if _endings(word) is not None else None
        if _endings(word) is not None and follows is not None and _agree(word, _bare(words[follows])):
            return follows
        return here if word in ALONE or _known(words[here]) else None
    return None


def _known(word: str) -> bool:
    """Whether a word is a noun whose forms are known; of «инженер-сметчик» every part."""
    bare = _bare(word)
    return _abbreviation(bare) or all(part in ALONE or noun_forms(part) is not None for part in bare.lower().split("-"))


def _abbreviation(word: str) -> bool:
    """ТОО, УВД; but not ПРОРАБ."""
    return all_capitals(word) and len(word) <= _LONGEST_ABBREVIATION and noun_forms(word.lower()) is None


def _agree(adjective: str, noun: str) -> bool:
    """Whether an adjective can stand with a noun: «рабочий кухни» is no «рабочая кухня»."""
    if _abbreviation(noun):
        return True
    small = noun.lower().split("-")[-1]
    if small in ALONE:
        return small[-1] == adjective[-1] or (small[-1] in "йя" and adjective[-1] in "йя")
    womanly = small in SOFT_WOMANLY or (
        small not in BODIES and small[-1] in "ая" and small not in ("судья", "старшина")
    )
    neuter = small[-1] in "ое"
    kind = "f" if womanly else "n" if neuter else "m"
    return kind == {"й": "m", "я": "f", "е": "n"}[adjective[-1]]


def _endings(word: str) -> Endings | None:
    """The endings of an adjective in the nominative, or None for what is none."""
    if len(word) < 4:
        return None
    stem, end = word[-3], word[-2:]
    if word == "третий":
        return _THIRD
    if end in ("ый", "ой"):
        return _O
    if end == "ий":
        return _OI if stem in "кгх" else _E
    if end == "ая":
        return _AE if stem in "жшчщ" else _A
    if end == "яя":
        return _YA
    if end == "ое":
        return _OI if stem in "кгх" else _O
    return _E if end == "ее" else None


def _adjective(word: str, case: int, lifeless: bool) -> str:
    bare = _bare(word)
    endings = _endings(bare.lower())
    if endings is None:
        return word
    stays = case == 2 and (bare.lower()[-1] == "е" or (lifeless and bare.lower()[-1] == "й"))
    return word if stays else _changed(word, (2, endings), case)


def _noun(word: str, case: int) -> str:
    bare = _bare(word)
    small = bare.lower()
    if small in ALONE:
        return _adjective(word, case, lifeless=False)
    if _abbreviation(bare):
        return word
    made = []
    for piece in bare.split("-"):
        if piece.lower() in ALONE:
            made.append(_adjective(piece, case, lifeless=False))
            continue
        forms = noun_forms(piece.lower())
        made.append(piece if forms is None else _changed(piece, forms, case))
    return "-".join(made) + word[len(bare) :]


def _bare(word: str) -> str:
    return word.rstrip(",;")


def _changed(word: str, forms: Forms, case: int) -> str:
    bare = _bare(word)
    cut, endings = forms
    ending = endings[case]
    return bare[: len(bare) - cut] + (ending.upper() if all_capitals(bare) else ending) + word[len(bare) :]
