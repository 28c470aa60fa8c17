"""Run time: the code behind the filters listed in `vocabulary`. Empty values stay empty."""

from __future__ import annotations

from aryz.plan import wording
from aryz.plan.wording import NBSP

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from aryz.plan.run import Environment

# What stays on one line with the name or number after it.
_OF_ADDRESSES = frozenset(("г.", "с.", "п.", "пос.", "ул.", "пр.", "мкр.", "д.", "стр.", "кв.", "оф.", "каб."))


def _currency(value: int, env: Environment) -> str:
    return wording.money(value, env.language)


def _currency_number(value: int, env: Environment) -> str:
    return wording.money_number(value, env.language)


def _currency_in_words(value: int, env: Environment) -> str:
    return wording.money_in_words(value, env.language)


def _currency_full(value: int, env: Environment) -> str:
    return wording.money_full(value, env.language)


def _percent(value: int, env: Environment) -> str:
    return wording.percent(value, env.language)


def _number(value: int, env: Environment) -> str:
    return wording.number(value, env.language)


def _formula(value: str, env: Environment) -> str:
    return wording.formula(value, env.language)


def _in_words(value: int, env: Environment, gender: str | None) -> str:
    return wording.in_words(value, env.language, gender or "m")


def _plural(value: int, env: Environment, one: str, few: str | None, many: str | None) -> str:
    forms = [form for form in (one, few, many) if form is not None]
    return wording.plural(value, forms, env.language)


def _format_date(value: str, env: Environment, style: str | None, case: str | None) -> str:
    if style == "short":
        return wording.date_short(value)
    return wording.date_long(value, env.language, case or "nom")


def _format_month(value: str, env: Environment, case: str | None) -> str:
    return wording.month_long(value, env.language, case or "nom")


def _full_name(value: dict[str, str], env: Environment) -> str:
    return wording.full_name(value)


def _initials(value: dict[str, str], env: Environment) -> str:
    return wording.initials(value)


def _decline(value: Mapping[str, str] | str | int, env: Environment, case: str | None, sex: str | None) -> str:
    """A name; the words of a post, a court, an office; a number in digits, which Kazakh gives a suffix (3-ке)."""
    case = case or "nom"
    value = str(value) if isinstance(value, int) else value
    if env.language == "ru":
        if isinstance(value, str):
            return wording.phrase_in_case(value, case)
        return wording.name_in_case(value, case, sex or "", env.tables["names"])
    words = value if isinstance(value, str) else wording.full_name(value)
    if env.language == "kk":
        return wording.kk_case(words, case)
    return wording.uz_case(words, case) if env.language in {"uz", wording.UZ_CYRILLIC} else words


def _declines(value: Mapping[str, str] | str, env: Environment, case: str | None, sex: str | None) -> bool:
    """Whether `decline` is sure of the words; Kazakh and Uzbek have rules without exceptions for names."""
    if env.language != "ru":
        return True
    if isinstance(value, str):
        return wording.phrase_declines(value)
    return not wording.unsure(value, case or "gen", sex or "", env.tables["names"])


def _label(value: str, env: Environment, table: str) -> str:
    labels: dict[str, str] = env.tables["labels"][table][value]
    return labels[env.language]


def _labels(value: list[str], env: Environment, table: str) -> list[str]:
    return [_label(item, env, table) for item in value]


def _country_name(value: str, env: Environment, form: str | None) -> str:
    return _place_name(env.tables["countries"], value, env, form)


def _place_name(table: dict[str, Any], value: str, env: Environment, form: str | None) -> str:
    row: dict[str, dict[str, str]] = table[value]
    return row[env.language][form or "name"]


def _address(value: dict[str, str | None], env: Environment) -> str:
    """Region, district, settlement, street in one line, as envelopes in Kazakhstan are written."""
    return address_line(value, env.tables["regions"], env.language)


def address_line(value: Mapping[str, Any], regions: Mapping[str, Any], language: str) -> str:
    """«Туркестанская область, Сайрамский район, с. Примерное, ул. Образцовая, 1»: the parts that are there."""
    region = regions[value["region"]][language]["name"] if value.get("region") else None
    line = ", ".join(part for part in (region, value["district"], value["settlement"], value["text"]) if part)
    made = ""
    for word in line.split(" "):
        made += word + (NBSP if word in _OF_ADDRESSES else " ")
    return made.rstrip()


def _region_name(value: str, env: Environment, form: str | None) -> str:
    return _place_name(env.tables["regions"], value, env, form)


def _upper(value: str, env: Environment) -> str:
    return value.upper()


def _lower(value: str, env: Environment) -> str:
    return value.lower()


def _capitalize(value: str, env: Environment) -> str:
    return value[:1].upper() + value[1:]


def _uncapitalize(value: str, env: Environment) -> str:
    """Telephones begin what people type with a capital: «Каменщик» → «каменщик»; «АЗС» stays."""
    return value if value[1:2] != value[1:2].lower() else value[:1].lower() + value[1:]


def _trim(value: str, env: Environment) -> str:
    """What stands before a full stop of the template's own: people end items of a list with «;» and «,» too."""
    return value.strip(" \n\t").rstrip(".,;").rstrip()


def _join(value: list[Any], env: Environment, between: str | None) -> str:
    return (", " if between is None else between).join("" if item is None else str(item) for item in value)


def _comma_and_list(value: list[Any], env: Environment) -> str:
    words = [str(item) for item in value if item not in (None, "")]
    if len(words) < 2:
        return "".join(words)
    word = wording.AND[env.language]
    return f"{', '.join(words[:-1])} {word} {words[-1]}" if word else ", ".join(words)


def _semicolon_list(value: list[Any], env: Environment) -> str:
    """Parts of a sentence that have commas of their own; each without a full stop."""
    return "; ".join(_trim(str(item), env) for item in value if item not in (None, ""))


def _quantity_noun(value: int, env: Environment, one: str, few: str | None, many: str | None) -> str:
    return f"{value}{NBSP}{_plural(value, env, one, few, many)}"


def _first(value: list[Any], env: Environment) -> Any:
    return value[0] if value else None


def _last(value: list[Any], env: Environment) -> Any:
    return value[-1] if value else None


def _unique(value: list[Any], env: Environment) -> list[Any]:
    seen: list[Any] = []
    for item in value:
        if item not in seen:
            seen.append(item)
    return seen


def _map(value: list[Any], env: Environment, attribute: str) -> list[Any]:
    return [item.get(attribute) for item in value]


def _chosen(item: dict[str, Any], attribute: str, test: str | None, wanted: Any) -> bool:
    part = item.get(attribute)
    return bool(part) if test is None else bool(part == wanted)


def _selectattr(value: list[Any], env: Environment, attribute: str, test: str | None, wanted: Any) -> list[Any]:
    return [item for item in value if _chosen(item, attribute, test, wanted)]


def _rejectattr(value: list[Any], env: Environment, attribute: str, test: str | None, wanted: Any) -> list[Any]:
    return [item for item in value if not _chosen(item, attribute, test, wanted)]


def _title_case(value: str, env: Environment) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in value.split(" "))


def _fix_punctuation(value: str, env: Environment, mark: str | None) -> str:
    text = value.rstrip()
    return text if not text or text[-1] in ".!?…" else text + (mark or ".")


def _single_paragraph(value: str, env: Environment) -> str:
    return " ".join(part for part in value.replace("\t", " ").replace("\n", " ").split(" ") if part)


def _greatest(value: list[Any], env: Environment) -> Any:
    return max((item for item in value if item is not None), default=None)


def _least(value: list[Any], env: Environment) -> Any:
    return min((item for item in value if item is not None), default=None)


def _colour(value: str, env: Environment) -> str:
    """Six hexadecimal digits, as Word wants them: nothing else may stand in that place of a paper's XML."""
    digits = value.removeprefix("#").upper()
    return digits if len(digits) == 6 and all(digit in "0123456789ABCDEF" for digit in digits) else "auto"


def of_empty(name: str, arguments: tuple[Any, ...]) -> Any:
    """What a filter makes of an empty value."""
    if name in {"length", "sum"}:
        return 0
    if name == "declines":
        return False
    if name == "colour":
        return "auto"
    return arguments[0] if name == "default" else None


def _guarded(name: str, apply: Callable[..., Any]) -> Callable[..., Any]:
    """The filter with its way with empty values. One that makes no words does not see the environment at all."""
    worded = name in WORDED

    def run(value: Any, env: Environment, *arguments: Any) -> Any:
        if value is None:
            return of_empty(name, arguments)
        return apply(value, env if worded else None, *arguments)

    return run


# What they make depends on the language at hand; a value made without them is the same in all papers.
_OF_NUMBERS = ("currency", "currency_number", "currency_in_words", "currency_full", "percent", "number", "formula")
_OF_WORDS = ("in_words", "plural", "quantity_noun", "decline", "declines", "label", "labels", "comma_and_list")
_OF_PLACES = ("country_name", "address", "region_name")
WORDED = frozenset([*_OF_NUMBERS, *_OF_WORDS, *_OF_PLACES, "format_date", "format_month"])
FILTERS: dict[str, Callable[..., Any]] = {  # for values that are not empty
    "currency": _currency,
    "currency_number": _currency_number,
    "currency_in_words": _currency_in_words,
    "currency_full": _currency_full,
    "percent": _percent,
    "number": _number,
    "formula": _formula,
    "in_words": _in_words,
    "plural": _plural,
    "quantity_noun": _quantity_noun,
    "format_date": _format_date,
    "format_month": _format_month,
    "full_name": _full_name,
    "initials": _initials,
    "decline": _decline,
    "declines": _declines,
    "label": _label,
    "labels": _labels,
    "country_name": _country_name,
    "address": _address,
    "region_name": _region_name,
    "upper": _upper,
    "lower": _lower,
    "capitalize": _capitalize,
    "uncapitalize": _uncapitalize,
    "trim": _trim,
    "default": lambda value, env, other: value or other,
    "length": lambda value, env: len(value),
    "join": _join,
    "comma_and_list": _comma_and_list,
    "semicolon_list": _semicolon_list,
    "first": _first,
    "last": _last,
    "sum": lambda value, env, attribute: sum(item.get(attribute) or 0 for item in value),
    "unique": _unique,
    "map": _map,
    "selectattr": _selectattr,
    "rejectattr": _rejectattr,
    "replace": lambda value, env, old, new: value.replace(old, new or "") if old else value,
    "title_case": _title_case,
    "fix_punctuation": _fix_punctuation,
    "single_paragraph": _single_paragraph,
    "year_of": lambda value, env: int(value[:4]),
    "month_of": lambda value, env: int(value[5:7]),
    "day_of": lambda value, env: int(value[8:10]),
    "max": _greatest,
    "min": _least,
    "colour": _colour,
}
RUN_FILTERS: dict[str, Callable[..., Any]] = {name: _guarded(name, apply) for name, apply in FILTERS.items()}
