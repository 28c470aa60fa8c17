"""A name in the other alphabet, as a proposal that a person checks: Uzbek Latin of a passport ↔ Russian Cyrillic."""

from __future__ import annotations

from collections.abc import Mapping

_MARKS = dict.fromkeys(map(ord, "‘’ʻʼ`´"), "'")
# Longest first; «o'» and «g'» become what Russian papers write: угли, Гулом.
_TO_CYRILLIC = {
    "shch": "щ", "sh": "ш", "ch": "ч", "kh": "х", "zh": "ж", "ts": "ц", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е",
    "o'": "у", "g'": "г", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "в", "x": "х", "y": "й", "z": "з", "'": "ъ",
}  # fmt: skip
_TO_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "x", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "'", "ы": "i", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "ў": "o'", "қ": "q", "ғ": "g'", "ҳ": "h", "ә": "a", "і": "i", "ң": "n", "ө": "o", "ұ": "u", "ү": "u",
    "һ": "h",
}  # fmt: skip
_VOWELS = "aeiou"
_KIN = {"Угли": "угли", "Кизи": "кызы", "Кызы": "кызы", "Улы": "улы"}  # as Russian papers write them


def is_latin(words: str) -> bool:
    """Whether the letters are Latin ones, all of them, and there are some."""
    letters = [letter for letter in words.lower().translate(_MARKS) if letter.isalpha()]
    return bool(letters) and all(letter in _TO_CYRILLIC for letter in letters)


def to_cyrillic(words: str) -> str:
    """«KARIMOV SHERZOD BAXTIYOR O‘G‘LI» → «Каримов Шерзод Бахтиёр Угли», each word with a capital."""
    return " ".join(_word_to_cyrillic(word) for word in words.lower().translate(_MARKS).split())


def _word_to_cyrillic(word: str) -> str:
    made, at = "", 0
    while at < len(word):
        piece = next((word[at : at + size] for size in (4, 2, 1) if word[at : at + size] in _TO_CYRILLIC), word[at])
        letters = _TO_CYRILLIC.get(piece, piece)
        if piece == "e" and at == 0:
            letters = "э"
        elif piece == "y" and at and word[at - 1] not in _VOWELS:
            letters = "ы"
        made, at = made + letters, at + len(piece)
    made = made.replace("ыев", "ьев").replace("ийа", "ия").replace("ийе", "ие")
    return "-".join(part[:1].upper() + part[1:] for part in made.split("-"))


def to_latin(words: str) -> str:
    """«Каримов Шерзод» → «KARIMOV SHERZOD», in capitals as passports write."""
    return "".join(_TO_LATIN.get(letter, letter) for letter in words.lower()).upper()


def proposed(name: Mapping[str, str]) -> dict[str, str] | None:
    """The name with what one alphabet lacks filled in from the other; None when nothing is to be proposed."""
    own = " ".join(name[part] for part in ("surname", "given", "patronymic") if name[part])
    latin = name["latin"] or (own if is_latin(own) else "")
    if not is_latin(latin) or (own and not is_latin(own)) or (own and name["latin"]):
        return None
    words = to_cyrillic(latin).split()
    patronymic = " ".join(_KIN.get(word, word) for word in words[2:])
    return {
        "surname": words[0],
        "given": words[1] if len(words) > 1 else "",
        "patronymic": patronymic,
        "latin": latin.upper().translate(_MARKS),
    }
