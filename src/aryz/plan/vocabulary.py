"""The listed filters and functions with their types: what is not on the list does not compile.

The names follow docassemble where it has a name for the thing. The code behind a filter is in `filters`; functions of
the law come from the law package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from aryz.plan.types import ANY, BOOL, DATE, INTEGER, TEXT, Type, list_of


@dataclass(frozen=True)
class Parameter:
    """One argument. `values` limits a text argument to listed words."""

    name: str
    type: Type
    required: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filter:
    """`result` may be a type or a rule that finds it from the type filtered. `tables`: data the plan must carry."""

    name: str
    takes: tuple[str, ...]  # kinds of the value it filters
    result: Type | Callable[[Type], Type]
    parameters: tuple[Parameter, ...] = ()
    tables: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Function:
    """A function that expressions may call, such as `law.wage_arrears`. `cites`: the articles it rests on."""

    name: str
    parameters: tuple[Parameter, ...]
    result: Type
    tables: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    about: str = ""


CASES = ("nom", "gen", "dat", "acc", "ins", "prep", "loc", "abl")
SYSTEM: dict[str, Type] = {"today": DATE}  # names that the runner gives


def _word(name: str, *values: str) -> Parameter:
    return Parameter(name, TEXT, required=False, values=values)


def _item(given: Type) -> Type:
    return given.item or ANY


def _same(given: Type) -> Type:
    return given


_ATTRIBUTE = (Parameter("attribute", TEXT), _word("test", "equalto", "eq", "=="), Parameter("value", ANY, False))
_CASE_OF = (_word("case", *CASES), Parameter("sex", TEXT, False))
_FORMS_OF = (Parameter("one", TEXT), Parameter("few", TEXT, False), Parameter("many", TEXT, False))
_LISTED = (
    Filter("currency", ("money",), TEXT, about="250 000 тенге"),
    Filter("currency_number", ("money",), TEXT, about="250 000,00 for tables"),
    Filter("currency_in_words", ("money",), TEXT, about="двести пятьдесят тысяч тенге 00 тиынов"),
    Filter("currency_full", ("money",), TEXT, about="250 000 (двести пятьдесят тысяч) тенге 00 тиынов"),
    Filter("percent", ("percent",), TEXT, about="16,25 %"),
    Filter("number", ("number",), TEXT, about="7,5"),
    Filter("formula", ("text",), TEXT, about="a line of a calculator: 240 000,00 ÷ 22"),
    Filter("in_words", ("integer",), TEXT, (_word("gender", "m", "f", "n"),), about="двадцать один"),
    Filter(
        "plural",
        ("integer",),
        TEXT,
        _FORMS_OF,
        about="the form of a word that fits the number",
    ),
    Filter("quantity_noun", ("integer",), TEXT, _FORMS_OF, about="5 дней: the number and that form, on one line"),
    Filter(
        "format_date",
        ("date",),
        TEXT,
        (_word("style", "long", "short"), _word("case", *CASES)),
        about="24 ноября 2026 года; short: 24.11.2026",
    ),
    Filter("format_month", ("month",), TEXT, (_word("case", *CASES),), about="март 2026 года"),
    Filter("full_name", ("name",), TEXT, about="Каримов Шерзод Бахтиёрович"),
    Filter("initials", ("name",), TEXT, about="Каримов Ш. Б."),
    Filter(
        "decline",
        ("name", "text", "integer"),
        TEXT,
        _CASE_OF,
        tables=("names",),
        about="a name, a post, court or office, in Kazakh also a number, in a case of the paper's language",
    ),
    Filter(
        "declines",
        ("name", "text"),
        BOOL,
        _CASE_OF,
        tables=("names",),
        about="whether `decline` is sure of it: a condition",
    ),
    Filter("label", ("choice",), TEXT, about="the words of a choice in the paper's language"),
    Filter("labels", ("choices",), list_of(TEXT), about="the words of several choices"),
    Filter(
        "country_name",
        ("country",),
        TEXT,
        (_word("form", "name", "genitive"),),
        tables=("countries",),
        about="Узбекистан; genitive: Республики Узбекистан",
    ),
    Filter("address", ("address",), TEXT, tables=("regions",), about="Туркестанская область, г. Туркестан, ул. …"),
    Filter(
        "region_name",
        ("region",),
        TEXT,
        (_word("form", "name", "genitive"),),
        tables=("regions",),
        about="Туркестанская область; genitive: Туркестанской области",
    ),
    Filter("upper", ("text",), TEXT, about="CAPITALS"),
    Filter("lower", ("text",), TEXT, about="small letters"),
    Filter("capitalize", ("text",), TEXT, about="the first letter large, the rest as it is"),
    Filter("uncapitalize", ("text",), TEXT, about="the first letter small, for words within a sentence; АЗС stays"),
    Filter("trim", ("text",), TEXT, about="without spaces and a full stop, comma or semicolon at its end"),
    Filter("default", ("text",), TEXT, (Parameter("value", TEXT),), about="other words when it is empty"),
    Filter("length", ("list", "choices", "text"), INTEGER, about="how many items or letters"),
    Filter("join", ("list",), TEXT, (Parameter("between", TEXT, False),), about="items joined by words"),
    Filter("comma_and_list", ("list",), TEXT, about="a, b и c"),
    Filter("semicolon_list", ("list",), TEXT, about="a; b; c: for items that have commas"),
    Filter("first", ("list",), _item, about="the first item"),
    Filter("last", ("list",), _item, about="the last item"),
    Filter("sum", ("list",), ANY, (Parameter("attribute", TEXT),), about="the sum of a field over the items"),
    Filter("unique", ("list",), _same, about="each item once, in order"),
    Filter("map", ("list",), ANY, (Parameter("attribute", TEXT),), about="a part of each item"),
    Filter("selectattr", ("list",), _same, _ATTRIBUTE, about="the items whose part is true, or equals the value"),
    Filter("rejectattr", ("list",), _same, _ATTRIBUTE, about="the other items"),
    Filter("replace", ("text",), TEXT, (Parameter("old", TEXT), Parameter("new", TEXT)), about="other words for some"),
    Filter("title_case", ("text",), TEXT, about="the first letter of each word large, the rest as it is"),
    Filter("fix_punctuation", ("text",), TEXT, (_word("mark"),), about="with a full stop, if no mark ends it"),
    Filter("single_paragraph", ("text",), TEXT, about="in one line, without breaks"),
    Filter("year_of", ("date", "month"), INTEGER, about="2026"),
    Filter("month_of", ("date", "month"), INTEGER, about="the number of the month"),
    Filter("day_of", ("date",), INTEGER, about="the day of the month"),
    Filter("max", ("list",), _item, about="the greatest of sums, numbers or days"),
    Filter("min", ("list",), _item, about="the least of sums, numbers or days"),
    Filter("colour", ("text",), TEXT, about="a colour such as DDEEFF; what is none becomes `auto`"),
)
FILTERS: dict[str, Filter] = {f.name: f for f in _LISTED}


@dataclass
class Vocabulary:
    """What an expression may use: filters, functions, and how to print a citation.

    cite(ref, case) returns the printed citation in the language at hand and records its use; it raises
    `ExpressionError` for an unknown article. cited_before(ref, case) gives the citations that held before, as pairs:
    the first day of what came after, and the printed citation; the newest pair first. `tables_used` and
    `functions_used` fill while compiling.
    """

    functions: dict[str, Function] = field(default_factory=dict)
    filters: dict[str, Filter] = field(default_factory=lambda: dict(FILTERS))
    cite: Callable[[str, str], str] | None = None
    cited_before: Callable[[str, str], list[tuple[str, str]]] | None = None
    law_day: Any = None  # the node of the day on which the law cited must be in force; None = as the files say
    handwritten: Callable[[str], Iterable[Any]] = lambda text: ()  # citations that stand in a text as plain words
    spot: Any = None  # where the words being compiled stand, if that is finer than their file
    tables_used: set[str] = field(default_factory=set)
    functions_used: set[str] = field(default_factory=set)
