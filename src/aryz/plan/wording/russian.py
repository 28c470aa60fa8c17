"""A name in a Russian case as a paper prints it: the form that a person wrote by hand, or what the rules propose.

The rules know most names and cannot know all: `unsure` says where a person must look. A name in doubt may carry forms
written by hand under the name of their case: `{"surname": …, "gen": "Айгуль Омар"}`.
"""

from __future__ import annotations

from aryz.plan.wording._common import check_case
from aryz.plan.wording.names import PARTS, decline_ru, full_name, is_kin, patronymic_sex, pieces_of, sex_of

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

HAND_CASES = ("gen", "dat", "acc", "ins", "prep")
_SAME = {"loc": "prep", "abl": "gen"}  # what other languages say with cases of their own

_VOWELS = "аеёиоуыэюяәіөүұ"
_CONSONANTS = "бвгджзйклмнпрстфхцчшщқғңһҳ"
_UNCHANGING = "еёиоуыэюәіөүұ"  # a name that ends so stays as it is
# Surnames of which the ending leaves no doubt; a man's on another consonant declines, a woman's never does.
_MEN = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской")
_WOMEN = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")
_DOUBTFUL_MEN = ("ец", "ок", "ёк", "ой", "ий", "ый", "ых", "их", "ь")
_DOUBTFUL_EK = "ек"  # Гашек loses its vowel, Сарсенбек does not
_ENDS_BOTH_WAYS = ("ин", "ын")  # with Амином or with Аминым: short names tell nothing
_SHORT = 6
# Slavic names of men on -о, which people decline as Данила and as Данилы; foreign ones (Абдулло, Бруно) never change.
_SLAVIC_O = ("гаврило", "данило", "дмитро", "кирило", "левко", "марко", "михайло", "павло", "петро", "самойло")


def name_in_case(name: Mapping[str, str], case: str, sex: str, tables: Mapping[str, Any]) -> str:
    """The full name in a case: nom gen dat acc ins prep loc abl. sex: "m", "f", or "" where only the name can tell.

    ValueError for an unknown case.
    """
    check_case(case)
    case = _SAME.get(case, case)
    sex = sex or sex_of(name)
    if name.get(case):
        return name[case]
    return full_name(decline_ru(name, case, sex, tables)) if sex and case != "nom" else full_name(name)


def unsure(name: Mapping[str, str], case: str, sex: str, tables: Mapping[str, Any]) -> bool:
    """Whether a person must look at what `name_in_case` proposes; not so for a form written by hand."""
    check_case(case)
    case = _SAME.get(case, case)
    if case == "nom" or name.get(case):
        return False
    sex = sex or sex_of(name)
    if not sex:
        forms = [full_name(decline_ru(name, case, one, tables)) for one in ("m", "f")]
        return forms[0] != forms[1] or any(unsure(name, case, one, tables) for one in ("m", "f"))
    small = {part: name[part].strip().lower() for part in PARTS}
    return not (
        _plain_surname(small["surname"], sex, case)
        and _plain_given(small["given"], sex)
        and (not small["patronymic"] or patronymic_sex(small["patronymic"]) == sex)
    )


def _plain_surname(word: str, sex: str, case: str) -> bool:
    if not word or is_kin(word):
        return True
    if not _one_russian_word(word):
        return False
    last = word[-1]
    if last in _UNCHANGING:
        return True
    if sex == "f":
        return last in _CONSONANTS or last == "ь" or word.endswith(_WOMEN)
    if word.endswith(_ENDS_BOTH_WAYS):
        return case != "ins" or len(word) > _SHORT
    if word.endswith(_DOUBTFUL_EK):
        return word.endswith("бек")
    return word.endswith(_MEN) or (last in _CONSONANTS and not word.endswith(_DOUBTFUL_MEN))


def _plain_given(word: str, sex: str) -> bool:
    if not word:
        return True
    if not _one_russian_word(word):
        return False
    last, before = word[-1], word[-2:-1]
    if sex == "m" and word in _SLAVIC_O:
        return False
    if last in _UNCHANGING or last == "я":
        return True
    if last == "а":
        return before not in _VOWELS  # Алуа stays, or does not
    return last in _CONSONANTS or sex == "m" or word == "любовь"  # «Айгуль» is used both ways


def _one_russian_word(word: str) -> bool:
    return len(pieces_of(word)) == 1 and all(letter in _VOWELS or letter in _CONSONANTS + "ъь" for letter in word)
