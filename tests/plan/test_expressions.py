"""The plan language: what compiles, what does not and what it says, and what it computes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.plan import types as t
from aryz.plan.errors import ExpressionError
from aryz.plan.filters import RUN_FILTERS
from aryz.plan.parse import Scope, compile_condition, compile_expression, compile_output
from aryz.plan.run import UNKNOWN, Environment, compile_node
from aryz.plan.types import Type
from aryz.plan.vocabulary import FILTERS, Vocabulary

SCOPE = Scope(
    {
        "age": t.INTEGER,
        "pay": t.MONEY,
        "start": t.DATE,
        "end": t.DATE,
        "ended": t.BOOL,
        "city": t.TEXT,
        "sex": Type("choice", choices=("m", "f"), labels="sex"),
        "who": t.NAME,
        "rows": t.list_of(t.struct(sum=t.MONEY, day=t.DATE)),
    }
)


def run(source: str, language: str = "ru", **values: Any) -> Any:
    node, _ = compile_expression(source, SCOPE, Vocabulary())
    tables = {"labels": {"sex": {"m": {"ru": "мужской"}, "f": {"ru": "женский"}}}}
    env = Environment(lambda path: values.get(path, UNKNOWN), language, tables, {})
    return compile_node(node)(env)


def refused(source: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, SCOPE, Vocabulary())
    return caught.value


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("age + 2 * 3", {"age": 1}, 7),
        ("-7 // 2", {}, -4),
        ("-7 % 3", {}, 2),
        ("pay * 2 - tenge(10)", {"pay": 50_000}, 99_000),
        ("start + 3", {"start": "2026-12-30"}, "2027-01-02"),
        ("end - start", {"start": "2024-02-28", "end": "2024-03-01"}, 2),
        ("1 < age <= 18", {"age": 18}, True),
        ("'a' if ended else 'b'", {"ended": False}, "b"),
        ("city is empty", {"city": None}, True),
        ("rows is not empty", {"rows": []}, False),
        ("rows[0].sum", {"rows": [{"sum": 5, "day": None}]}, 5),
        ("rows[9].sum", {"rows": []}, None),
        ("rows | sum('sum')", {"rows": [{"sum": 5}, {"sum": None}, {"sum": 7}]}, 12),
        ("sex in ['m', 'f']", {"sex": "f"}, True),
        ("who.surname", {"who": {"surname": "Ким"}}, "Ким"),
        ("“m” == sex", {"sex": "m"}, True),
    ],
)
def test_expressions_compute(source: str, values: dict[str, Any], expected: Any) -> None:
    assert run(source, **values) == expected


def test_what_is_not_asked_yet_makes_the_whole_unknown_but_short_circuits_ask_no_more() -> None:
    assert run("age + 1") is UNKNOWN
    assert run("ended and age > 3", ended=False) is False
    assert run("ended or age > 3", ended=True) is True
    assert run("ended and age > 3", ended=True) is UNKNOWN


def test_empty_values_never_crash() -> None:
    assert run("pay * 2", pay=None) is None
    assert run("age > 3", age=None) is False
    assert run("rows | length", rows=None) == 0
    assert run("city | upper", city=None) is None


@pytest.mark.parametrize(
    ("source", "code", "mend"),
    [
        ("agee", "expr.unknown-name", "age"),
        ("who.surnam", "expr.unknown-name", "surname"),
        ("city | upperr", "expr.unknown-filter", "upper"),
        ("law.penalti(1)", "expr.unknown-function", "docs/plan.md"),
        ("pay > 5", "expr.type", "tenge"),
        ("start > '2026-01-01'", "expr.type", "day("),
        ("sex == 'x'", "expr.choice", "m, f"),
        ("city + 1", "expr.type", ""),
        ("ended + 1", "expr.type", ""),
        ("1.5", "expr.syntax", "whole numbers"),
        ("who.__class__", "expr.unknown-name", "surname"),
        ("city.upper()", "expr.unknown-function", ""),
        ("[x for x in rows]", "expr.syntax", ""),
        ("{'a': 1}", "expr.syntax", ""),
        ("1 if age else 2", "expr.type", "Compare"),
        ("", "expr.syntax", "Write"),
        ("age +", "expr.syntax", ""),
        ("start | format_date('wide')", "expr.arguments", "long, short"),
        ("city | default", "expr.arguments", ""),
    ],
)
def test_what_is_not_on_the_list_is_refused_with_the_mend(source: str, code: str, mend: str) -> None:
    error = refused(source)
    assert (error.code, mend in error.mend) == (code, True), str(error)


def test_a_condition_must_be_yes_or_no() -> None:
    with pytest.raises(ExpressionError, match="is not empty"):
        compile_condition("rows", SCOPE, Vocabulary())


@pytest.mark.parametrize("source", ["pay", "start", "rows", "ended"])
def test_sums_days_and_lists_are_printed_by_a_filter_only(source: str) -> None:
    with pytest.raises(ExpressionError, match="cannot be printed"):
        compile_output(source, SCOPE, Vocabulary())


def test_choices_print_their_words() -> None:
    node = compile_output("sex", SCOPE, Vocabulary())
    tables = {"labels": {"sex": {"m": {"ru": "мужской"}}}}
    assert compile_node(node)(Environment(lambda path: "m", "ru", tables, {})) == "мужской"


def test_the_list_of_filters_and_the_code_behind_it_agree() -> None:
    assert set(FILTERS) == set(RUN_FILTERS)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**4), 10**4).filter(bool))
def test_floor_division_and_remainder_belong_together(a: int, b: int) -> None:
    assert run(f"({a}) // ({b})") * b + run(f"({a}) % ({b})") == a


@given(st.text(max_size=60))
def test_any_text_compiles_or_is_refused_in_words(source: str) -> None:
    try:
        compile_expression(source, SCOPE, Vocabulary())
    except ExpressionError as error:
        assert error.message
