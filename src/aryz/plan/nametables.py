"""Build time: the tables by which `wording.decline_ru` declines names, from the package petrovich (MIT)."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

_PARTS = {"surname": "lastname", "given": "firstname", "patronymic": "middlename"}
_KINDS = {"words": "exceptions", "endings": "suffixes"}
_SEXES = {"male": "m", "female": "f", "androgynous": ""}
_RULES = ("data/rules.json", "rules/rules.json")  # petrovich 3, petrovich 2

_KAZAKH = "қ ғ ң һ ҳ"  # consonants that Russian does not have
# What petrovich 2 lacks or says wrongly for names met here; these go before its rules. In its notation: what
# is cut off (a hyphen a letter) and added in genitive, dative, accusative, instrumental, prepositional.
_OURS: dict[str, dict[str, list[tuple[str, str, str]]]] = {
    "surname": {
        "words": [
            ("f", "вий сой цой хой", ". . . . ."),  # Цой: petrovich 2 takes its men's rule for both
            ("m", "ин мин пин син хин цин шин ён ын", "а у а ом е"),  # foreign: с Шином, but с Каримовым
        ],
        "endings": [
            ("m", _KAZAKH, "а у а ом е"),  # Сағындық
            ("m", "ок", "а у а ом е"),  # Пок, Сарсенбаток: the vowel stays
            ("m", "чий", "--его --ему --его --им --ем"),
            ("f", "жая чая", "--ей --ей --ую --ей --ей"),
        ],
    },
    "given": {
        "words": [
            ("f", "алия альфия галия гульфия зульфия", "-и -е -ю -ёй -е"),  # stressed -ия́
            ("m", "илья", "-и -е -ю -ёй -е"),
        ],
        "endings": [
            ("m", _KAZAKH, "а у а ом е"),  # Садиқ
            ("", "уа", ". . . . ."),  # Алуа
            ("m", "ша ча жа", "-и -е -у -ей -е"),
            ("m", "ш ж щ", "а у а ем е"),  # Куаныш
            ("f", "ца", "-ы -е -у -ей -е"),
            ("m", "ий", "-я -ю -я -ем -и"),  # о Юрии
        ],
    },
    "patronymic": {"words": [], "endings": [("m", "мич ьич кич", "а у а ом е")]},  # Кузьмич, Ильич, Лукич
}


def load_name_tables() -> dict[str, Any]:
    """Declension rules for `decline_ru`, fit for JSON: by part of the name, whole words first, then endings.

    A rule: `sex` "m", "f" or "" (both); `tests`: words or endings in small letters; `forms`: for genitive,
    dative, accusative, instrumental, prepositional [letters cut off, ending added]; `first`: only as the
    first word of several.
    FileNotFoundError when the installed petrovich has no rules where we know them.
    """
    source = _source()
    tables: dict[str, Any] = {}
    for part, theirs in _PARTS.items():
        tables[part] = {
            kind: [_own_rule(*rule) for rule in _OURS[part][kind]]
            + [_rule(rule) for rule in source[theirs].get(key, [])]
            for kind, key in _KINDS.items()
        }
    return tables


def _source() -> dict[str, Any]:
    package = resources.files("petrovich")
    for path in _RULES:
        file = package.joinpath(path)
        if file.is_file():
            rules: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            return rules
    raise FileNotFoundError(f"the installed package petrovich has none of {', '.join(_RULES)}")


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {
        "sex": _SEXES[rule["gender"]],
        "tests": [test.lower() for test in rule["test"]],
        "forms": [_form(mod) for mod in rule["mods"]],
        "first": "first_word" in rule.get("tags", []),
    }


def _own_rule(sex: str, tests: str, mods: str) -> dict[str, Any]:
    return {"sex": sex, "tests": tests.split(), "forms": [_form(mod) for mod in mods.split()], "first": False}


def _form(mod: str) -> list[Any]:
    """ "--ого" → [2, "ого"]; "." (no change) → [0, ""]."""
    if mod == ".":
        return [0, ""]
    ending = mod.lstrip("-")
    return [len(mod) - len(ending), ending]
