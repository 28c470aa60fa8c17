"""The name of a whole act in the case a sentence needs, made from its genitive, which kb/acts gives.

Only the words up to the one that says what the act is («Трудового кодекса», «Единых правил») change.
"""

from __future__ import annotations

import re

from aryz.law.acts import Act

# nom gen dat acc ins prep of the words that acts are called by, in small letters
_RU_HEADS = {
    forms.split()[1]: forms.split()
    for forms in (
        "кодекс кодекса кодексу кодекс кодексом кодексе",
        "закон закона закону закон законом законе",
        "договор договора договору договор договором договоре",
        "приказ приказа приказу приказ приказом приказе",
        "стандарт стандарта стандарту стандарт стандартом стандарте",
        "соглашение соглашения соглашению соглашение соглашением соглашении",
        "постановление постановления постановлению постановление постановлением постановлении",
        "конвенция конвенции конвенции конвенцию конвенцией конвенции",
        "конституция конституции конституции конституцию конституцией конституции",
        "правила правил правилам правила правилами правилах",
        "стандарты стандартов стандартам стандарты стандартами стандартах",
        "критерии критериев критериям критерии критериями критериях",
        "требования требований требованиям требования требованиями требованиях",
    )
}
_RU_CASES = {"gen": 1, "dat": 2, "acc": 3, "ins": 4, "prep": 5, "loc": 5, "abl": 1}
_RU_ENDINGS = {  # of adjectives, by their genitive: dat acc ins prep
    "ого": {"dat": "ому", "ins": "ым", "prep": "ом"},
    "его": {"dat": "ему", "ins": "им", "prep": "ем"},
    "ых": {"dat": "ым", "ins": "ыми", "prep": "ых"},
    "их": {"dat": "им", "ins": "ими", "prep": "их"},
    "ой": {"dat": "ой", "ins": "ой", "prep": "ой"},
}
# of a word that ends as a possessive («кодексі»), and of others by the sound they end in: dat loc abl acc ins
_KK_ORDER = ("dat", "loc", "abl", "acc", "ins")
_KK = {
    "own": (("на", "нда", "нан", "н", "мен"), ("не", "нде", "нен", "н", "мен")),
    "hard": (("қа", "та", "тан", "ты", "пен"), ("ке", "те", "тен", "ті", "пен")),
    "nasal": (("ға", "да", "нан", "ды", "мен"), ("ге", "де", "нен", "ді", "мен")),
    "soft": (("ға", "да", "дан", "ды", "мен"), ("ге", "де", "ден", "ді", "мен")),
}
_UZ = {"gen": "ning", "dat": "ga", "acc": "ni", "loc": "da", "prep": "da", "abl": "dan", "ins": " bilan"}


def whole(act: Act, language: str, case: str) -> str:
    """The act itself, its name in full: «Трудовым кодексом Республики Казахстан»."""
    names = act.names[language]
    if case == "nom" or language not in _PRINTERS:
        return names.full
    return names.genitive if case == "gen" else _PRINTERS[language](names.full, names.genitive, case)


def _russian(full: str, genitive: str, case: str) -> str:
    words = genitive.split(" ")
    at = next((n for n, word in enumerate(words) if word.lower() in _RU_HEADS), None)
    if at is None or (case == "acc" and _RU_HEADS[words[at].lower()][0] == _RU_HEADS[words[at].lower()][3]):
        return full if case == "acc" else genitive
    head = _like(words[at], _RU_HEADS[words[at].lower()][_RU_CASES[case]])
    before = [_adjective(word, "prep" if case == "loc" else case) for word in words[:at]]
    return " ".join([*before, head, *words[at + 1 :]])


def _adjective(word: str, case: str) -> str:
    for ending, forms in _RU_ENDINGS.items():
        if word.endswith(ending) and case in forms:
            made = word.removesuffix(ending) + forms[case]
            return re.sub(r"([гкх])ым$", r"\1им", made)
    return word


def _like(model: str, word: str) -> str:
    return word.capitalize() if model[0].isupper() else word


def _kazakh(full: str, genitive: str, case: str) -> str:
    base, tail = _base(genitive, ("ның", "нің", "дың", "дің", "тың", "тің"))
    if case == "prep":
        case = "loc"
    if base[-1] in "ыі" and not base.endswith("лы"):
        kind = "own"
    else:
        kind = "hard" if base[-1] in "пктсшқхф" else "nasal" if base[-1] in "мнң" else "soft"
    vowels = [letter for letter in base if letter in "аоұыуяәеөүіэи"]
    front = bool(vowels) and vowels[-1] in "әеөүіэи"
    return base + _KK[kind][front][_KK_ORDER.index(case)] + tail


def _uzbek(full: str, genitive: str, case: str) -> str:
    base, tail = _base(genitive, ("ning",))
    return base + _UZ[case] + tail


def _base(genitive: str, endings: tuple[str, ...]) -> tuple[str, str]:
    """The name without the ending of its genitive, and what stands behind in brackets."""
    bracket = re.search(r" \([^()]*\)$", genitive)
    name, tail = (genitive[: bracket.start()], bracket.group()) if bracket else (genitive, "")
    ending = next((one for one in endings if name.endswith(one)), "")
    return name.removesuffix(ending), tail


_PRINTERS = {"ru": _russian, "kk": _kazakh, "uz": _uzbek}
