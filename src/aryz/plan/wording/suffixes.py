"""Case suffixes of Kazakh and Uzbek: they are added to the last word of a name or a phrase.

Kazakh follows the spelling rules of 2018: a suffix is hard or soft after the last syllable; in surnames on
-ов, -ев after the last syllable of what stands before it (§ 54: Байғараевқа, Нәбиевке); after б, в, г, д it
begins with a voiceless sound (Каримовтың). After digits and abbreviations it stands behind a hyphen and follows what is
said: 3-ке (үшке), ЖШС-ке (эс), ҚР ЕК-нің (кодексінің). Doubtful words stay doubtful: whoever files the paper reads
it first.
"""

from __future__ import annotations

from aryz.plan.wording._common import NBSP, all_capitals, check_case
from aryz.plan.wording.numbers import LIMIT, in_words

# After a vowel, a glide (р л й и у ю), a nasal (м н ң), з or ж, any other consonant. Each: hard, soft.
_KK: dict[str, dict[str, tuple[str, str]]] = {
    "gen": {
        "vowel": ("ның", "нің"), "glide": ("дың", "дің"), "nasal": ("ның", "нің"),
        "voiced": ("дың", "дің"), "voiceless": ("тың", "тің"),
    },
    "dat": {
        "vowel": ("ға", "ге"), "glide": ("ға", "ге"), "nasal": ("ға", "ге"),
        "voiced": ("ға", "ге"), "voiceless": ("қа", "ке"),
    },
    "acc": {
        "vowel": ("ны", "ні"), "glide": ("ды", "ді"), "nasal": ("ды", "ді"),
        "voiced": ("ды", "ді"), "voiceless": ("ты", "ті"),
    },
    "loc": {
        "vowel": ("да", "де"), "glide": ("да", "де"), "nasal": ("да", "де"),
        "voiced": ("да", "де"), "voiceless": ("та", "те"),
    },
    "abl": {
        "vowel": ("дан", "ден"), "glide": ("дан", "ден"), "nasal": ("нан", "нен"),
        "voiced": ("дан", "ден"), "voiceless": ("тан", "тен"),
    },
    "ins": {
        "vowel": ("мен", "мен"), "glide": ("мен", "мен"), "nasal": ("мен", "мен"),
        "voiced": ("бен", "бен"), "voiceless": ("пен", "пен"),
    },
}  # fmt: skip
# After the ending of belonging: қызы «his daughter» → қызына, министрлігі → министрлігінің.
_KK_OWNED = {
    "gen": ("ның", "нің"),
    "dat": ("на", "не"),
    "acc": ("н", "н"),
    "loc": ("нда", "нде"),
    "abl": ("нан", "нен"),
    "ins": ("мен", "мен"),
}
_HARD = 0
_SOFT = 1
_HARD_VOWELS = "аоұыя"
_SOFT_VOWELS = "еэёіөү"
_KK_VOWELS = "аәеёоөұүыіэя"  # those that count as an open end; и, у, ю end like й
_ALL_VOWELS = _KK_VOWELS + "иую"
_GLIDES = "рлйиую"
_NASALS = "мнң"
_VOICED = "зжғ"
_SOFT_ENDS = ("рк", "рг", "нк", "нг", "кс", "кт", "ск", "лк", "кл", "угли")
_OWNED_NAMES = ("қызы", "кызы", "ұлы", "улы", "оглы", "оғлы")
_FAMILY = ("ов", "ев", "ёв")

# Abbreviations are said as letters or as the words they stand for; a suffix follows what is said.
_SAID = {
    **dict.fromkeys(("ЕК", "ҚК", "АК", "СК", "ҚПК", "АПК", "ҚАК", "ӘРПК", "ӘҚБтК"), "құқық кодексі"),
    "ҚР": "қара", "АЕК": "көрсеткіш", "ЖК": "кәсіпкер", "БҰҰ": "ұйым", "ҰҚК": "қа", "ІІМ": "эм", "ІІБ": "бэ",
    "АҚ": "қа", "ТОО": "о", "АО": "о", "ИП": "пэ", "ИИН": "ин", "БИН": "ин",
    "ХҚКО": "о", "ХКО": "о", "ЕТЖ": "жэ", "%": "пайыз",
}  # fmt: skip
_LETTERS = {
    **dict.fromkeys("бвгджзпртцч", "э"), **dict.fromkeys("кқғхшщ", "а"), "л": "эл", "м": "эм", "н": "эн", "ң": "эң",
    "р": "эр", "с": "эс", "ф": "эф", "й": "ый",
}  # fmt: skip

_UZ = {
    "latin": {"gen": "ning", "dat": "ga", "acc": "ni", "loc": "da", "abl": "dan", "ins": " bilan"},
    "cyrillic": {"gen": "нинг", "dat": "га", "acc": "ни", "loc": "да", "abl": "дан", "ins": " билан"},
}
_UZ_DATIVE = {"k": "ka", "q": "qa", "к": "ка", "қ": "қа"}


def kk_case(words: str, case: str) -> str:
    """A Kazakh phrase or name in a case: `kk_case("Каримов", "gen")` is «Каримовтың».

    `case` is one of nom gen dat acc ins prep loc abl (prep is loc). Digits and abbreviations take it behind a hyphen:
    15-тен, ЖШС-ке. Words that end in a quotation mark or in Latin come back as they are.
    ValueError for an unknown case.
    """
    check_case(case)
    last = _last_word(words)
    said = "" if case == "nom" else _said(words, last)
    if said:
        return f"{words}-{kk_case(said, case)[len(said) :]}"
    if case == "nom" or not _is_cyrillic(last[-1:].lower()):
        return words
    case = "loc" if case == "prep" else case
    word = last.lower()
    harmony = _harmony(word)
    pair = _KK_OWNED[case] if _is_owned(words, last) else _KK[case][_ending(word)]
    return words + _as_written(last, pair[harmony])


def uz_case(words: str, case: str) -> str:
    """An Uzbek phrase or name in a case: `uz_case("Toshkent", "abl")` is «Toshkentdan». Latin and Cyrillic.

    `case` is one of nom gen dat acc ins prep loc abl: prep is loc, ins is the postposition «bilan».
    The dative is -ka after k, -qa after q. ValueError for an unknown case.
    """
    check_case(case)
    last = _last_word(words)
    if case == "nom" or not last:
        return words
    case = "loc" if case == "prep" else case
    end = last[-1].lower()
    suffix = _UZ["cyrillic" if _is_cyrillic(end) else "latin"][case]
    if case == "dat" and end in _UZ_DATIVE:
        suffix = _UZ_DATIVE[end]
    return words + (suffix if case == "ins" else _as_written(last, suffix))


def _said(words: str, last: str) -> str:
    """The words in which the digits or the abbreviation at the end are said; "" for anything else."""
    if last.endswith("%"):
        return _SAID["%"]
    if last[-1:].isdecimal():
        digits = _last_number(words)
        return in_words(int(digits), "kk").split(" ")[-1] if int(digits) < LIMIT else ""
    if last in _SAID:
        return _SAID[last]
    letters = last.lower()
    spelled = all_capitals(last) and all(letter in _LETTERS for letter in letters)
    return _LETTERS[letters[-1]] if spelled else ""


def _last_number(words: str) -> str:
    """The digits at the end, with groups of three before them: 250 000, but of «2026 жылғы 5» the 5."""
    at = len(words)
    while at and words[at - 1].isdecimal():
        at -= 1
    digits = words[at:]
    ahead = words[:at].rstrip(f"{NBSP} ")
    grouped = len(digits) == 3 and len(ahead) == at - 1 and ahead[-1:].isdecimal()
    return _last_number(ahead) + digits if grouped else digits


def _last_word(words: str) -> str:
    parts = [part for part in words.replace("-", " ").split(" ") if part]
    return parts[-1] if parts else ""


def _is_cyrillic(letter: str) -> bool:
    return len(letter) == 1 and "\u0400" <= letter <= "\u04ff"


def _as_written(word: str, suffix: str) -> str:
    return suffix.upper() if all_capitals(word) else suffix


def _is_owned(words: str, last: str) -> bool:
    """Whether the last word has the ending of belonging, as far as letters tell.

    It does in a patronymic (Маратқызы), in a word such as «Республикасы», and in the common noun that closes
    a phrase («Алматы қалалық соты»), but not in «бас есепші».
    """
    word = last.lower()
    if word.endswith(_OWNED_NAMES):
        return True
    if len(word) > 4 and word.endswith(("сы", "сі")) and word[-3] in _ALL_VOWELS:
        return True
    in_phrase = last != words.strip(" ") and last == word
    return in_phrase and word.endswith(("ы", "і")) and not word.endswith(("шы", "ші"))


def _ending(word: str) -> str:
    """The kind of the last sound; the soft and hard signs are silent."""
    letter = word.rstrip("ьъ")[-1:]
    if letter in _KK_VOWELS:
        return "vowel"
    if letter in _GLIDES:
        return "glide"
    if letter in _NASALS:
        return "nasal"
    return "voiced" if letter in _VOICED else "voiceless"


def _harmony(word: str) -> int:
    """Whether a hard or a soft suffix follows the word."""
    if word.endswith("х"):
        return _HARD
    if word.endswith("ь") or word.endswith(_SOFT_ENDS):
        return _SOFT
    if word.endswith(_FAMILY) and _has_vowel(word[:-2]):
        return _by_vowels(word[:-2], _HARD, name_stem=True)
    return _by_vowels(word, _SOFT if "и" in word else _HARD, name_stem=False)


def _has_vowel(word: str) -> bool:
    return any(letter in _ALL_VOWELS for letter in word)


def _by_vowels(word: str, otherwise: int, name_stem: bool) -> int:
    """By the last vowel that tells: и, у, ю at the end do not (Нұрғалиға, Тілеуге), nor и in Карим-ов."""
    for at in range(len(word) - 1, -1, -1):
        letter, final = word[at], at == len(word) - 1
        if letter in _HARD_VOWELS:
            return _HARD
        if letter in _SOFT_VOWELS:
            return _SOFT
        if letter == "ә":  # Біләлға, Күләшқа; but дәнге
            return _HARD if _has_vowel(word[:at]) else _SOFT
        if letter == "у" and not final:
            return _HARD
        if letter in "ию" and not final and not name_stem:
            return _HARD if word[at + 1] in "қғ" else _SOFT
    return otherwise
