"""Filters of papers in the languages of papers, as templates write them."""

from __future__ import annotations

from typing import Any

import pytest

from aryz.plan import types as t
from aryz.plan.nametables import load_name_tables
from aryz.plan.parse import Scope, compile_expression, compile_output
from aryz.plan.run import Environment, compile_node
from aryz.plan.types import Type
from aryz.plan.vocabulary import Vocabulary

NAMES = {"names": load_name_tables(), "labels": {"role": {"cook": {"ru": "повар", "kk": "аспаз"}}}}
WHO = {"surname": "Каримов", "given": "Шерзод", "patronymic": "Бахтиёрович", "latin": ""}
SAME = {"surname": "Ким", "given": "Саша", "patronymic": "", "latin": ""}  # only the sex tells how it declines
DOUBTFUL = {"surname": "Оспан", "given": "Айгуль", "patronymic": "", "latin": ""}
TYPES = {
    "who": t.NAME, "post": t.TEXT, "n": t.INTEGER, "lines": t.list_of(t.TEXT), "lives": t.ADDRESS,
    "role": Type("choice", choices=("cook",), labels="role"),
}  # fmt: skip


def made(source: str, language: str, **values: Any) -> Any:
    node, _ = compile_expression(source, Scope(TYPES), Vocabulary())
    tables = {**NAMES, "regions": {"tur": {"ru": {"name": "Туркестанская область"}}}}
    return compile_node(node)(Environment(values.get, language, tables, {}))


@pytest.mark.parametrize(
    ("source", "language", "values", "words"),
    [
        ("who | decline('dat')", "ru", {"who": WHO}, "Каримову Шерзоду Бахтиёровичу"),
        ("who | decline('dat')", "kk", {"who": WHO}, "Каримов Шерзод Бахтиёровичке"),
        ("who | decline('dat')", "uz", {"who": WHO}, "Каримов Шерзод Бахтиёровичга"),
        ("who | decline('dat')", "en", {"who": WHO}, "Каримов Шерзод Бахтиёрович"),
        ("who | decline", "ru", {"who": WHO}, "Каримов Шерзод Бахтиёрович"),
        ("who | decline('gen', 'm')", "ru", {"who": SAME}, "Кима Саши"),
        ("who | decline('gen', 'f')", "ru", {"who": SAME}, "Ким Саши"),
        ("post | decline('ins')", "ru", {"post": "старший повар"}, "старшим поваром"),
        ("post | uncapitalize | decline('ins')", "ru", {"post": "Старший повар"}, "старшим поваром"),
        ("post | uncapitalize", "ru", {"post": "АЗС"}, "АЗС"),
        ("post | decline('dat')", "kk", {"post": "«Арай» ЖШС"}, "«Арай» ЖШС-ке"),
        ("post | decline('dat')", "kk", {"post": "Алматы аудандық соты"}, "Алматы аудандық сотына"),
        ("role | decline('ins')", "ru", {"role": "cook"}, "поваром"),
        ("role | decline('ins')", "kk", {"role": "cook"}, "аспазбен"),
        ("n | decline('abl')", "kk", {"n": 15}, "15-тен"),
        ("n | decline('gen')", "ru", {"n": 15}, "15"),
        ("post | decline('gen')", "ru", {"post": None}, None),
    ],
)
def test_decline_takes_names_words_and_numbers(source, language, values, words):
    assert made(source, language, **values) == words


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("#ddeeff", "DDEEFF"), ("DDEEF", "auto"), ("DDEEFG", "auto"), ('1"/><w:t', "auto"), (None, "auto")],
)
def test_nothing_but_a_colour_stands_where_a_paper_has_one(typed, digits):
    assert made("post | colour", "ru", post=typed) == digits


@pytest.mark.parametrize(("source", "number"), [("year_of", 2026), ("month_of", 4), ("day_of", 9)])
def test_parts_of_a_day_are_numbers(source, number):
    node, _ = compile_expression(f"day('2026-04-09') | {source}", Scope({}), Vocabulary())
    assert compile_node(node)(Environment({}.get, "ru", {}, {})) == number


@pytest.mark.parametrize(
    ("source", "language", "values", "sure"),
    [
        ("post | declines", "ru", {"post": "повар"}, True),
        ("post | declines('ins')", "ru", {"post": "копаю"}, False),
        ("post | declines", "kk", {"post": "копаю"}, True),
        ("post | declines", "ru", {"post": None}, False),
        ("who | declines('gen')", "ru", {"who": WHO}, True),
        ("who | declines('gen', 'f')", "ru", {"who": DOUBTFUL}, False),
        ("who | declines('gen', 'f')", "ru", {"who": {**DOUBTFUL, "gen": "Оспан Айгуль"}}, True),
    ],
)
def test_declines_is_a_condition_for_what_the_program_knows(source, language, values, sure):
    assert made(f"'да' if {source} else 'нет'", language, **values) == ("да" if sure else "нет")


@pytest.mark.parametrize(
    ("source", "language", "words"),
    [
        ("lines | comma_and_list", "ru", "а, б и в"),
        ("lines | comma_and_list", "kk", "а, б және в"),
        ("lines | comma_and_list", "uz", "а, б va в"),
        ("lines | comma_and_list", "uz-cyrl", "а, б ва в"),
        ("lines | semicolon_list", "ru", "а; б; в"),
    ],
)
def test_lists_are_joined_and_leave_out_what_is_empty(source, language, words):
    assert made(source, language, lines=["а", "", "б", None, "в"]) == words
    assert made(source, language, lines=["а", None]) == "а"
    assert made(source, language, lines=[]) == ""


@pytest.mark.parametrize(("lines", "words"), [(["а", "б"], "а и б"), (["а", None, "б"], "а и б")])
def test_two_are_joined_by_a_word_alone(lines, words):
    assert made("lines | comma_and_list", "ru", lines=lines) == words


def test_a_list_with_semicolons_drops_the_stops_of_its_items():
    assert made("lines | semicolon_list", "ru", lines=["а, б.", "в;", " г "]) == "а, б; в; г"


@pytest.mark.parametrize(("n", "words"), [(1, "1_день"), (22, "22_дня"), (11, "11_дней"), (0, "0_дней")])
def test_a_number_stays_on_one_line_with_its_noun(n, words):
    source = "n | quantity_noun('день', 'дня', 'дней')"
    assert made(source, "ru", n=n).replace("\u00a0", "_") == words


def test_the_short_words_of_an_address_stay_with_what_follows():
    lives = {"region": "tur", "district": None, "settlement": "г. Туркестан", "text": "ул. Новая, д. 5, кв. 2"}
    node = compile_output("lives", Scope(TYPES), Vocabulary())
    tables = {"regions": {"tur": {"ru": {"name": "Туркестанская область"}}}}
    line = compile_node(node)(Environment({"lives": lives}.get, "ru", tables, {}))
    assert line.replace("\u00a0", "_") == "Туркестанская область, г._Туркестан, ул._Новая, д._5, кв._2"
