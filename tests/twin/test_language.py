"""Where Python and JavaScript disagree by nature: each line of that list, and the words that papers are made of."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from aryz.content import Content
from aryz.interviews import numbers
from aryz.plan import days, wording
from aryz.plan.run import Environment, compile_node
from aryz.plan.vocabulary import FILTERS
from aryz.plan.wording._common import CASES
from tests.twin.compare import Twin
from tests.twin.dice import LETTERS, WORDS, Dice
from tests.twin.snapshot import plain, tried

BIG = 2**53
LANGUAGES = ("ru", "kk", "uz", "en", "uz-cyrl")
NUMBERS = (0, 1, -1, 2, 7, -7, 3, -3, 10, 100, 99, BIG - 1, BIG, BIG + 1, -BIG - 1, 10**15, 10**16, 10**20 + 1)


def lit(value: Any) -> list[Any]:
    return ["lit", value]


def both(twin: Twin, node: list[Any], language: str = "ru", tables: Any = None, **values: Any) -> tuple[Any, Any]:
    env = Environment(values.__getitem__, language, tables or {}, {})
    ours = tried(lambda: compile_node(node)(env))
    asked = {"node": node, "values": plain(values), "language": language, "tables": tables}
    return ours, twin.ask("node", asked)


@pytest.mark.parametrize("sign", ["+", "-", "*", "//", "%"])
def test_whole_numbers_are_exact_at_any_size_and_round_down(twin: Twin, sign: str) -> None:
    """-7 // 3 is -3 and -7 % 3 is 2; beyond 2**53 no tiyn is lost; nothing is divided by nought."""
    small = [n for n in NUMBERS if abs(n) <= 10**15]  # a plan holds no larger ones: they only come of these
    for a in small:
        for b in small:
            product = ["bin", "*", lit(a), lit(10**6)]
            for left in (lit(a), product):
                ours, theirs = both(twin, ["bin", sign, left, lit(b)])
                assert theirs == ours, (a, sign, b)
    assert both(twin, ["bin", "//", lit(-7), lit(3)])[1] == -3
    assert both(twin, ["bin", "%", lit(-7), lit(3)])[1] == 2
    assert both(twin, ["bin", "//", lit(7), lit(0)])[1] is None


def test_large_sums_are_added_compared_and_written_exactly(twin: Twin) -> None:
    rows = [{"x": 10**15 - at} for at in range(40)]
    total = ["filter", "sum", lit(rows), [lit("x")]]
    for node in (
        total,
        ["cmp", ">", total, lit(10**15)],
        ["cmp", "==", total, total],
        ["filter", "currency", total, []],
        ["filter", "currency_full", ["bin", "//", total, lit(1000)], []],
        ["bin", "-", total, total],
    ):
        ours, theirs = both(twin, node)
        assert theirs == ours, node


@pytest.mark.parametrize("value", [None, "", [], {}, 0, 1, True, False, "0", "false", [0], [None]])
def test_truth_and_emptiness_are_pythons(twin: Twin, value: Any) -> None:
    for node in (
        ["not", lit(value)],
        ["if", lit(value), lit("yes"), lit("no")],
        ["empty", lit(value)],
        ["and", lit(value), lit(True)],
        ["or", lit(value), lit(False)],
        ["filter", "default", lit(value), [lit("other")]],
    ):
        ours, theirs = both(twin, node)
        assert theirs == ours, node


def test_equality_looks_into_lists_and_maps(twin: Twin) -> None:
    values = [None, "", [], {}, 0, 1, True, False, "1", [1], [True], {"a": [1]}, {"a": [1], "b": None}, "é", "e\u0301"]
    for a in values:
        for b in values:
            for node in (["cmp", "==", lit(a), lit(b)], ["cmp", "!=", lit(a), lit(b)], ["in", lit(a), lit([b])]):
                ours, theirs = both(twin, node)
                assert theirs == ours, node
    ours, theirs = both(twin, ["filter", "unique", lit([{"a": 1}, {"a": 1}, [1], [1], "x", "x", 0, ""]), []])
    assert theirs == ours == [{"a": 1}, [1], "x", 0, ""]


def test_text_is_measured_cut_and_ordered_by_code_points(twin: Twin) -> None:
    assert both(twin, ["filter", "length", lit("😀ә"), []])[1] == 2
    assert both(twin, ["filter", "capitalize", lit("😀ә"), []])[1] == "😀ә"
    assert both(twin, ["index", lit("a😀b"), lit(1)])[1] == "😀"
    words = ["\ue000", "😀", "\uffff", "z", "ә", "ё", "Я", "", "aa", "a", "a😀", "a\ue000"]
    assert twin.ask("call", ["$", "sorted", words]) == sorted(words)
    for a in words:
        for b in words:
            for sign in ("<", "<=", ">", ">="):
                ours, theirs = both(twin, ["cmp", sign, lit(a), lit(b)])
                assert theirs == ours, (a, sign, b)
    ours, theirs = both(twin, ["filter", "max", lit(words), []])
    assert theirs == ours


def test_only_own_parts_of_a_map_are_seen(twin: Twin) -> None:
    for name in ("constructor", "__proto__", "toString", "__class__", "length"):
        assert both(twin, ["attr", lit({}), name]) == (None, None)
        ours, theirs = both(twin, ["filter", "map", lit([{name: "x"}, {}]), [lit(name)]])
        assert theirs == ours == ["x", None]


def test_letters_are_judged_and_changed_alike(twin: Twin) -> None:
    """Every letter that both know: Python's Unicode may be older than node's."""
    known = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) not in ("Cn", "Cs")]
    tests = {
        "isdecimal": str.isdecimal,
        "isdigit": str.isdigit,
        "isalpha": str.isalpha,
        "isalnum": str.isalnum,
        "isprintable": str.isprintable,
    }
    for name, test in tests.items():
        assert twin.ask("letters", [name, known]) == [letter for letter in known if test(letter)], name
    for name, change in (("upper", str.upper), ("lower", str.lower)):
        changed = twin.ask("changed", [name, known])
        for letter, other in zip(known, changed, strict=True):
            assert other == change(letter) or unicodedata.category(other) == "Cn", (name, letter)
    for word in ("ΟΔΟΣ", "İstanbul", "STRASSE ß", "ЁЖ", "ӘЖЕ", "O‘ZBEK", "ŉ", "ﬁ"):
        assert twin.ask("call", ["$", "lower", word]) == word.lower()
        assert twin.ask("call", ["$", "upper", word]) == word.upper()


def test_spaces_are_pythons(twin: Twin) -> None:
    spaces = [chr(code) for code in range(0x3100) if chr(code).isspace() or chr(code) in "\ufeff\u200b\u180e"]
    for space in [*spaces, "\ufeff"]:
        text = f"{space}a{space}{space}b{space}"
        assert twin.ask("call", ["$", "strip", text]) == text.strip(), hex(ord(space))
        assert twin.ask("call", ["$", "split", text]) == text.split(), hex(ord(space))
    assert twin.ask("call", ["$", "rstrip", "ab.; ;", ";. "]) == "ab.; ;".rstrip(";. ")
    assert twin.ask("call", ["$", "replace", "a$b", "$", "$&"]) == "a$&b"


def test_days_are_counted_without_time_zones(twin: Twin) -> None:
    dice = random.Random(7)
    counts = [1, 2, 59, 60, 366, 146097, 719163, 3_652_059, *(dice.randint(1, 3_652_059) for _ in range(500))]
    for count in counts:
        day = days.from_number(count)
        assert twin.ask("call", ["days", "from_number", count]) == day
        assert twin.ask("call", ["days", "number", day]) == count
        assert twin.ask("call", ["days", "weekday", day]) == days.weekday(day)
    for text in (
        "2024-02-29",
        "2026-02-29",
        "1900-02-29",
        "2000-02-29",
        "0000-01-01",
        "2026-13-01",
        "2026-1-01",
        "2026-01-00",
        "٢٠٢٦-01-01",
        "2026-01-01 ",
        "2026-04-31",
        "",
    ):
        assert twin.ask("call", ["days", "is_day", text]) is days.is_day(text), text
    for count in (0, -1, 3_652_059, 10**9):
        ours, theirs = both(twin, ["bin", "+", lit("2026-11-24"), lit(count)])
        assert theirs == ours


def test_numbers_are_read_as_python_reads_them(twin: Twin) -> None:
    dice = random.Random(3)
    texts = [
        "",
        "-",
        "1.",
        ".5",
        "1,5",
        "1.005",
        "-0",
        "--1",
        "٣",
        "²",
        "1e5",
        "0x1",
        "1_000",
        "+5",
        "9" * 15,
        "9" * 16,
        "∞",
        *("".join(dice.choices("0123456789 ,.-'٣\u00a0+()8", k=dice.randint(1, 14))) for _ in range(300)),
    ]
    for text in texts:
        for name in ("read_decimal", "read_integer", "read_phone"):
            theirs = twin.ask("call", ["interviews_numbers", name, text])
            assert theirs == getattr(numbers, name)(text), (name, text)
    for _ in range(100):
        digits = "".join(dice.choices("0123456789", k=12))
        assert twin.ask("call", ["interviews_numbers", "check_iin", digits]) is numbers.check_iin(digits)


def test_sums_and_numbers_are_worded_alike(twin: Twin) -> None:
    dice = Dice(11)
    amounts = [*(n for n in NUMBERS if abs(n) < BIG), *(dice.amount() for _ in range(150))]
    for language in LANGUAGES:
        for amount in amounts:
            for name in ("money", "money_number", "money_in_words", "money_full", "percent", "number", "in_words"):
                ours = tried(lambda n=name, a=amount, key=language: getattr(wording, n)(a, key))
                assert twin.ask("call", ["plan_wording", name, amount, language]) == ours, (name, amount, language)


def test_names_posts_and_words_are_declined_alike(twin: Twin, content: Content) -> None:
    dice, tables = Dice(12), content.programs["wage-claim"].tables["names"]
    phrases = [*WORDS, *("".join(dice.choices(LETTERS, k=6)) for _ in range(60))]
    for case in CASES:
        for phrase in phrases:
            for name in ("kk_case", "uz_case", "phrase_in_case"):
                ours = tried(lambda n=name, p=phrase, c=case: getattr(wording, n)(p, c))
                assert twin.ask("call", ["plan_wording", name, phrase, case]) == ours, (name, phrase, case)
    for _ in range(150):
        person, case, sex = dice.name(), dice.choice(CASES), dice.choice(("m", "f", ""))
        for name in ("name_in_case", "unsure"):
            ours = tried(lambda n=name, p=person, c=case, s=sex: getattr(wording, n)(p, c, s, tables))
            assert twin.ask("call", ["plan_wording", name, person, case, sex, tables]) == ours, (name, person, case)
        for name in ("full_name", "initials", "sex_of", "proposed"):
            ours = tried(lambda n=name, p=person: getattr(wording, n)(p))
            assert twin.ask("call", ["plan_wording", name, person]) == ours, (name, person)
    for phrase in phrases:
        for name in ("to_cyrillic", "to_latin"):
            assert twin.ask("call", ["plan_wording", name, phrase]) == getattr(wording, name)(phrase)


VALUES: dict[str, list[Any]] = {
    "text": [*WORDS, LETTERS, "#ddeeff", "10 / 3 - 1.50", "АЗС", "Каменщик"],
    "integer": [0, 1, 2, 5, 11, 21, -4, 1000, 10**14],
    "money": [0, 1, 99, -150, 25_000_050, 10**15],
    "percent": [0, 1625, 1700],
    "number": [0, 750, -5],
    "date": ["2026-11-24", "2024-02-29"],
    "month": ["2026-03"],
    "name": [{"surname": "Каримов", "given": "Шерзод", "patronymic": "", "latin": ""}],
    "address": [{"region": None, "district": "р.", "settlement": "г. Алматы", "text": "ул. Абая, д. 5"}],
    "list": [[], ["a"], ["a", "б", None, ""], [3, 1, 2]],
    "choices": [[], ["a", "b"]],
    "choice": ["a"],
    "country": ["UZ"],
    "region": ["almaty"],
}
TABLES = {
    "labels": {"t": {key: {language: f"{key} {language}" for language in LANGUAGES} for key in "ab"}},
    "countries": {"UZ": {key: {"name": f"Uz {key}", "genitive": f"UZ {key}"} for key in LANGUAGES}},
    "regions": {"almaty": {key: {"name": f"A {key}", "genitive": f"AA {key}"} for key in LANGUAGES}},
}


def _arguments(name: str) -> Iterator[list[Any]]:
    """Some arguments for a filter: the words that it lists, or words at large."""
    own = {
        "label": ["t"],
        "labels": ["t"],
        "map": ["x"],
        "sum": ["x"],
        "selectattr": ["x", None, None],
        "rejectattr": ["x", "eq", 1],
        "replace": ["a", "$&"],
        "plural": ["день", "дня", "дней"],
        "quantity_noun": ["день", "дня", "дней"],
    }
    if name in own:
        yield own[name]
        return
    parameters = FILTERS[name].parameters
    yield [None for _ in parameters]
    for value in parameters[0].values or ("; ",) if parameters else ():
        yield [value, *(None for _ in parameters[1:])]


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_every_filter_gives_the_same(twin: Twin, content: Content, name: str) -> None:
    tables = {**TABLES, "names": content.programs["wage-claim"].tables["names"]}
    rows = [[{"x": 1, "y": "a"}, {"x": 0}, {"x": None}, {}]]
    for kind in FILTERS[name].takes:
        values = rows if name in {"map", "sum", "selectattr", "rejectattr"} else VALUES[kind]
        for value in [*values, None]:
            for given in _arguments(name):
                for language in LANGUAGES:
                    node = ["filter", name, lit(value), [lit(one) for one in given]]
                    ours, theirs = both(twin, node, language, tables)
                    assert theirs == ours, (value, given, language)
