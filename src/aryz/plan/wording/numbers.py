"""Whole numbers in words and the noun's form after a number: Russian, Kazakh, Uzbek (in both alphabets), English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from aryz.plan.wording._common import UZ_CYRILLIC, pick

LIMIT = 10**15
GENDERS = ("m", "f", "n")

_ZERO = {"ru": "ноль", "kk": "нөл", "uz": "nol", "en": "zero", UZ_CYRILLIC: "нол"}
_MINUS = {"ru": "минус", "kk": "минус", "uz": "minus", "en": "minus", UZ_CYRILLIC: "минус"}

# Below twenty in Russian and English; in Kazakh and Uzbek eleven is "ten one".
_ONES = {
    "ru": (
        "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
        "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать",
        "семнадцать", "восемнадцать", "девятнадцать",
    ),
    "kk": ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"),
    "uz": ("", "bir", "ikki", "uch", "to‘rt", "besh", "olti", "yetti", "sakkiz", "to‘qqiz"),
    "en": (
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ),
    UZ_CYRILLIC: ("", "бир", "икки", "уч", "тўрт", "беш", "олти", "етти", "саккиз", "тўққиз"),
}  # fmt: skip
_TENS = {
    "ru": (
        "", "десять", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят",
        "восемьдесят", "девяносто",
    ),
    "kk": ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"),
    "uz": ("", "o‘n", "yigirma", "o‘ttiz", "qirq", "ellik", "oltmish", "yetmish", "sakson", "to‘qson"),
    "en": ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    UZ_CYRILLIC: ("", "ўн", "йигирма", "ўттиз", "қирқ", "эллик", "олтмиш", "етмиш", "саксон", "тўқсон"),
}  # fmt: skip
_HUNDREDS_RU = (
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
)  # fmt: skip
# Papers write out "bir yuz", as nobody can put a word before it; Kazakh says "жүз" without "бір".
_HUNDRED = {"kk": "жүз", "uz": "yuz", "en": "hundred", UZ_CYRILLIC: "юз"}
_ONE_TWO_RU = {"m": ("один", "два"), "f": ("одна", "две"), "n": ("одно", "два")}

# Thousand, million, milliard (10**9), trillion (10**12); Russian in three forms.
_SCALES: dict[str, tuple[tuple[str, ...], ...]] = {
    "ru": (
        ("тысяча", "тысячи", "тысяч"),
        ("миллион", "миллиона", "миллионов"),
        ("миллиард", "миллиарда", "миллиардов"),
        ("триллион", "триллиона", "триллионов"),
    ),
    "kk": (("мың",), ("миллион",), ("миллиард",), ("триллион",)),
    "uz": (("ming",), ("million",), ("milliard",), ("trillion",)),
    "en": (("thousand",), ("million",), ("billion",), ("trillion",)),
    UZ_CYRILLIC: (("минг",), ("миллион",), ("миллиард",), ("триллион",)),
}
LEARNED: set[str] = set()  # languages whose numbers nobody taught us to write out: digits stand for them
FORMS = {"ru": 3, "kk": 1, "uz": 1, "en": 2, UZ_CYRILLIC: 1}


def plural(number: int, forms: Sequence[str], language: str) -> str:
    """The form of a noun after a number: `plural(21, ["день", "дня", "дней"], "ru")` is «день».

    Russian needs three forms (1, 2–4, 5), English two (1, other), Kazakh and Uzbek one; the sign is ignored.
    ValueError when there are fewer forms than the language needs; forms beyond that are not used.
    """
    needed = pick(FORMS, language)
    if len(forms) < needed:
        raise ValueError(f"{language} needs {needed} forms of a word, got {len(forms)}: {', '.join(forms)}")
    if needed == 1:
        return forms[0]
    count = abs(number)
    if needed == 2:
        return forms[0] if count == 1 else forms[1]
    if 11 <= count % 100 <= 14:
        return forms[2]
    return forms[0] if count % 10 == 1 else forms[1] if 2 <= count % 10 <= 4 else forms[2]


def in_words(number: int, language: str, gender: str = "m") -> str:
    """A whole number in words: 21 → «двадцать один», gender "f" «двадцать одна», "n" «двадцать одно».

    `gender` ("m", "f", "n") is that of the noun counted and matters in Russian only. |number| < 10**15.
    ValueError for a larger number, an unknown language or gender.
    """
    zero = "0" if language in LEARNED else pick(_ZERO, language)
    if gender not in GENDERS:
        raise ValueError(f"unknown gender {gender!r}: one of {', '.join(GENDERS)}")
    if abs(number) >= LIMIT:
        raise ValueError(f"cannot write {number} in words: it must lie between -10**15 and 10**15")
    if number == 0 or language in LEARNED:
        return zero if number == 0 else str(number)
    words = [_MINUS[language]] if number < 0 else []
    groups = _groups_of_three(abs(number))
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            words.append(_group(groups[place], place, language, gender))
    return " ".join(words)


def _groups_of_three(number: int) -> list[int]:
    """1234567 → [567, 234, 1]."""
    groups = []
    while number:
        groups.append(number % 1000)
        number //= 1000
    return groups


@lru_cache(4_000)
def _group(group: int, place: int, language: str, gender: str) -> str:
    """1–999 with the name of its place: 0 none, 1 thousand, 2 million, 3 milliard, 4 trillion."""
    if place == 0:
        return " ".join(_below_thousand(group, language, gender))
    scale = _SCALES[language][place - 1]
    name = plural(group, scale, language) if language == "ru" else scale[0]
    return " ".join([*_below_thousand(group, language, "f" if place == 1 else "m"), name])


def _below_thousand(number: int, language: str, gender: str) -> list[str]:
    hundreds, rest = number // 100, number % 100
    words = []
    if hundreds and language == "ru":
        words.append(_HUNDREDS_RU[hundreds])
    elif hundreds:
        words += [] if language == "kk" and hundreds == 1 else [_ONES[language][hundreds]]
        words.append(_HUNDRED[language])
    return words + _below_hundred(rest, language, gender)


def _below_hundred(number: int, language: str, gender: str) -> list[str]:
    if 0 < number < len(_ONES[language]):
        return [_one(number, language, gender)]
    tens, ones = number // 10, number % 10
    words = [_TENS[language][tens]] if tens else []
    if ones:
        words.append(_one(ones, language, gender))
    return ["-".join(words)] if language == "en" and words else words


def _one(number: int, language: str, gender: str) -> str:
    if language == "ru" and number <= 2:
        return _ONE_TWO_RU[gender][number - 1]
    return _ONES[language][number]
