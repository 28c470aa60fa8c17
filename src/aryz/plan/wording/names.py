"""A person's name in a paper: in full, with initials, and declined in Russian.

A name is a dict of strings: surname, given, patronymic, latin; patronymic and latin may be "".
"""

from __future__ import annotations

from aryz.plan.wording._common import NBSP, all_capitals, check_case

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PARTS = ("surname", "given", "patronymic")
_FORMS = {"gen": 0, "dat": 1, "acc": 2, "ins": 3, "prep": 4, "loc": 4, "abl": 0}

_SONS = (
    "ич", "угли", "ўгли", "ўғли", "уғли", "углы", "оглы", "оғлы", "оғли", "оглу", "улы", "ұлы", "уулу",
    "vich", "o'g'li", "o'gli", "ogli", "ugli", "ogly", "oglu", "uly", "uulu",
)  # fmt: skip
_DAUGHTERS = (
    "вна", "чна", "кызы", "қызы", "қизи", "кизи", "гызы", "ғызы",
    "vna", "qizi", "kizi", "kyzy", "qyzy", "gyzy",
)  # fmt: skip
_SURNAMES = {
    "m": ("ов", "ев", "ёв", "ский", "цкий", "ov", "ev", "skiy"),
    "f": ("ова", "ева", "ёва", "ская", "цкая", "ova", "eva", "skaya"),
}
# «Рустам кызы», «Алишер угли»: the word of kin and the father's name before it stay as they are.
_KIN = (
    "кызы", "қызы", "қизи", "кизи", "гызы", "угли", "ўгли", "ўғли", "уғли", "углы",
    "оглы", "оғлы", "оғли", "оглу", "улы", "ұлы", "уулу",
)  # fmt: skip
_APOSTROPHES = "‘’ʻʼ`"
# Latin letters and, in the same order, the Cyrillic ones that look the same.
_LATIN = "aceopxyikmtABCEHIKMOPTXY"
_CYRILLIC = "асеорхуікмтАВСЕНІКМОРТХУ"
_UZBEK_PAIRS = ("sh", "ch", "o'", "g'")  # each is one letter of the Latin alphabet


def full_name(name: Mapping[str, str]) -> str:
    """Surname, given name, patronymic, those that are there: «Каримов Шерзод Бахтиёрович»; a single name once."""
    return " ".join(name[part].strip() for part in _parts(name) if name[part].strip())


def _parts(name: Mapping[str, str]) -> tuple[str, ...]:
    """Who has one name in the passport, and no patronymic, writes it as surname and as given name."""
    same = name["surname"].strip().lower() == name["given"].strip().lower()
    return PARTS[1:] if same and not name["patronymic"].strip() else PARTS


def initials(name: Mapping[str, str]) -> str:
    """«Каримов Ш. Б.», of «Рустам кызы» «Р.», on one line (U+00A0). Uzbek Latin sh, ch, o‘, g‘ are one letter."""
    given = ("given", "patronymic") if _parts(name) == PARTS else ()
    letters = [_initial(name[part].strip()) for part in given]
    return NBSP.join([name["surname"].strip(), *(f"{letter}." for letter in letters if letter)]).strip()


def _initial(word: str) -> str:
    first = _plain(word[:2]) in _UZBEK_PAIRS
    return word[:1].upper() + word[1:2].lower() if first else word[:1].upper()


def _plain(word: str) -> str:
    """Small letters, every apostrophe the plain one."""
    for mark in _APOSTROPHES:
        word = word.replace(mark, "'")
    return word.lower()


def sex_of(name: Mapping[str, str]) -> str:
    """ "m", "f", or "" when the name does not tell: by the patronymic's ending, without one by the surname's.

    Surnames tell by -ов, -ев, -ский and -ова, -ева, -ская only, in Cyrillic or Latin.
    """
    patronymic, surname = name["patronymic"].strip(), _plain(name["surname"].strip())
    if patronymic:
        return patronymic_sex(patronymic)
    for sex in ("m", "f"):
        if surname.endswith(_SURNAMES[sex]):
            return sex
    return ""


def patronymic_sex(patronymic: str) -> str:
    """ "m", "f", or "" where the ending of a patronymic does not tell."""
    small = _plain(patronymic)
    return "f" if small.endswith(_DAUGHTERS) else "m" if small.endswith(_SONS) else ""


def is_kin(words: str) -> bool:
    """Whether words end in «кызы», «угли» or their like, on its own or not: Азиз кызы, Серікұлы. They never change."""
    return words.lower().endswith(_KIN)


def decline_ru(name: Mapping[str, str], case: str, sex: str, tables: Mapping[str, Any]) -> dict[str, str]:
    """The name with its three Russian parts in a case; `latin` and what else it has stay.

    case: nom gen dat acc ins prep loc abl (loc is prep, abl is gen); sex: "m" or "f"; tables: what
    `aryz.plan.nametables.load_name_tables` gives, carried by the plan.
    A part that no rule fits stays as it is; of a man's double given name the last word changes (Касым-Жомарта),
    of a woman's each (Анны-Марии). ValueError for an unknown case or sex.
    """
    check_case(case)
    if sex not in ("m", "f"):
        raise ValueError(f"unknown sex {sex!r}: one of m, f")
    declined = dict(name)
    if case != "nom":
        for part in PARTS:
            double = part == "given" and sex == "m" and "-" in name[part]
            ahead, hyphen, words = name[part].rpartition("-") if double else ("", "", name[part])
            declined[part] = ahead + hyphen + _decline(words, _FORMS[case], sex, tables[part])
        if _parts(name) != PARTS:
            declined["surname"] = declined["given"]
    return declined


def _decline(words: str, form: int, sex: str, rules: Mapping[str, Any]) -> str:
    """One part: its words, parted by spaces or hyphens, each by its own rule."""
    pieces = pieces_of(words)
    if is_kin(words):
        return words
    for at in range(0, len(pieces), 2):
        first_of_many = at == 0 and len(pieces) > 1
        pieces[at] = _decline_word(pieces[at], form, sex, rules, first_of_many)
    return "".join(pieces)


def pieces_of(words: str) -> list[str]:
    """Words at even places, the hyphens and spaces between them at odd ones."""
    pieces = [""]
    for letter in words:
        if letter in " -":
            pieces += [letter, ""]
        else:
            pieces[-1] += letter
    return pieces


def unmixed(name: Mapping[str, str]) -> list[str]:
    """The parts that mix letters of two alphabets («Иванoв» with a Latin o), mended where letters that look the same
    can take the place of all of the other alphabet. The Latin spelling becomes Latin, other parts Cyrillic if they can.
    """
    made = []
    for part in (*PARTS, "latin"):
        own = name[part]
        mended = "".join([_unmixed(word, part == "latin") for word in pieces_of(own)])
        if mended != own:
            made.append(mended)
    return made


def _unmixed(word: str, latin: bool) -> str:
    cyrillic = [letter for letter in word if "Ѐ" <= letter <= "ӿ"]
    other = [letter for letter in word if "a" <= letter.lower() <= "z"]
    if not cyrillic or not other:
        return word
    if all(letter in _LATIN for letter in other) and not (latin and all(letter in _CYRILLIC for letter in cyrillic)):
        return "".join([_twin(letter, _LATIN, _CYRILLIC) for letter in word])
    if all(letter in _CYRILLIC for letter in cyrillic):
        return "".join([_twin(letter, _CYRILLIC, _LATIN) for letter in word])
    return word


def _twin(letter: str, ours: str, theirs: str) -> str:
    return theirs[len(ours.partition(letter)[0])] if letter in ours else letter


def _decline_word(word: str, form: int, sex: str, rules: Mapping[str, Any], first: bool) -> str:
    small = word.lower()
    if not small:
        return word
    for rule in rules["words"]:
        if _fits(rule, sex, first) and small in rule["tests"]:
            return _changed(word, rule["forms"][form])
    for rule in rules["endings"]:
        if _fits(rule, sex, first) and small.endswith(tuple(rule["tests"])):
            return _changed(word, rule["forms"][form])
    return word


def _fits(rule: Mapping[str, Any], sex: str, first: bool) -> bool:
    """A rule without sex is for both; one marked first is for the first word of several (Ван-…, Тер-…)."""
    return rule["sex"] in ("", sex) and (first or not rule["first"])


def _changed(word: str, form: list[Any]) -> str:
    cut: int = form[0]
    ending: str = form[1]
    return word[: len(word) - cut] + (ending.upper() if all_capitals(word) else ending)
