"""Counts: small numbers stay hidden, whatever is added and subtracted; files without formulas."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from itertools import product

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aryz.centre import Contents, Facts, as_csv, as_xlsx, by_name, facts_of, topics_of
from aryz.centre.counts import CROSSED, MONTH, Table
from aryz.centre.errors import Forbidden, Refused
from aryz.centre.hiding import SMALL, Cell, hidden_cells, hidden_values, with_totals
from tests.centre.conftest import Office, contents, form


def fitting(cells: dict[Cell, int], hidden: set[Cell]) -> dict[Cell, set[int]]:
    """By trying all: what each hidden cell may be, for who sees the rest and knows that hidden ones are not 0."""
    rows = sorted({row for row, _ in cells if row is not None})
    columns = sorted({column for _, column in cells if column is not None})
    inner = list(product(rows, columns))
    free = [cell for cell in inner if cell in hidden]
    most = max(cells.get(cell, 0) for cell in inner) + 2  # more would only add to what is possible
    found: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for guess in product(range(1, most), repeat=len(free)):
        tried = {cell: cells.get(cell, 0) for cell in inner} | dict(zip(free, guess, strict=True))
        whole = with_totals({(str(r), str(c)): count for (r, c), count in tried.items()})
        if all(whole[cell] == cells[cell] for cell in cells if cell not in hidden):
            for cell in hidden:
                found[cell].add(whole[cell])
    return found


tables = st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=3), min_size=2, max_size=2).filter(
    lambda rows: len({len(row) for row in rows}) == 1
)


@settings(max_examples=60)
@given(tables)
def test_no_hidden_cell_can_be_worked_out(rows: list[list[int]]) -> None:
    cells = with_totals({(f"r{r}", f"c{c}"): n for r, row in enumerate(rows) for c, n in enumerate(row)})
    hidden = hidden_cells(cells)
    if hidden is None:
        return  # then nothing is shown
    assert {cell for cell, count in cells.items() if 0 < count < SMALL} <= hidden
    if sum(None not in cell for cell in hidden) <= 4:  # more take too long to try
        assert all(len(numbers) > 1 for numbers in fitting(cells, hidden).values())


@settings(max_examples=60)
@given(tables)
def test_nor_where_the_totals_are_shown_elsewhere(rows: list[list[int]]) -> None:
    counts = {(f"r{r}", f"c{c}"): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    cells = with_totals(counts)
    forced: set[Cell] = {(row, None) for row in hidden_values({r: n for (r, c), n in cells.items() if r and c is None})}
    forced |= {(None, column) for column in hidden_values({c: n for (r, c), n in cells.items() if c and r is None})}
    fixed = {cell for cell in cells if None in cell} - forced
    hidden = hidden_cells(cells, forced, fixed)
    if hidden is None or sum(None not in cell for cell in hidden) > 4:
        return
    assert not hidden & fixed
    assert all(len(numbers) > 1 for numbers in fitting(cells, hidden).values())


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12), min_size=1))
def test_no_hidden_value_of_a_list_can_be_worked_out(counts: dict[str, int]) -> None:
    hidden = hidden_values(counts)
    assert {value for value, count in counts.items() if count < SMALL} <= hidden
    if hidden and hidden != set(counts):
        rest = sum(counts[value] for value in hidden)
        assert len(hidden) > 1 and rest > len(hidden)


def test_large_tables_are_not_hidden_whole() -> None:
    dice = random.Random(7)
    counts = {(f"r{r}", f"c{c}"): dice.randint(5, 60) for r in range(12) for c in range(12)} | {("r3", "c4"): 2}
    hidden = hidden_cells(with_totals(counts))
    assert hidden is not None and ("r3", "c4") in hidden and len(hidden) == 4


def enter(office: Office, rows: list[Facts]) -> None:
    """Cases of September, counted in November."""
    who = office.person("aigul")
    for facts in rows:
        office.centre.cases.create(who, contents(), form(), facts=replace(facts, month="2026-09"))


WAGES = Facts("wage-claim", "pay", "turkestan", "UZ", "m", "25-34", "uz")
RARE = replace(WAGES, interview="legal-aid", topic="help", citizenship="TJ")


def test_a_report_hides_what_is_rare_everywhere(office: Office) -> None:
    enter(office, [WAGES] * 9 + [replace(WAGES, citizenship="KZ", interview="notary-inscription")] * 8 + [RARE] * 2)
    clerk = office.person("stat", "statistics")
    report = office.centre.counts.report(clerk, 2026)
    assert report.until == "2026-09" and office.centre.counts.years(clerk) == [2026]
    by_name_ = {(table.rows_are, table.columns_are): table for table in report.tables}
    assert dict(zip(by_name_["citizenship", ""].rows, by_name_["citizenship", ""].row_totals, strict=True)) == {
        "KZ": None, "TJ": None, "UZ": 9}  # fmt: skip
    assert dict(zip(by_name_["sex", ""].rows, by_name_["sex", ""].row_totals, strict=True)) == {"m": 19}
    # the topic «pay» is the sum of two interviews, one of them hidden: shown, it would tell it
    shown = {table.rows_are: _shown(table) for table in report.tables if not table.columns_are}
    assert 2 not in {n for numbers in shown.values() for n in numbers.values()}
    assert set(shown["interview"]) | {"legal-aid"} != {"wage-claim", "notary-inscription", "legal-aid"}
    assert "help" not in shown["topic"] and "pay" not in shown["topic"]


def test_topics_do_not_tell_what_interviews_hide(small_office: Office) -> None:
    topics = {"wage-claim": "pay", "notary-inscription": "pay", "legal-aid": "help", "passport-return": "freedom"}
    counts = {"wage-claim": 9, "notary-inscription": 8, "legal-aid": 2, "passport-return": 12}
    enter(
        small_office, [replace(WAGES, interview=one, topic=topics[one]) for one, n in counts.items() for _ in range(n)]
    )
    report = small_office.centre.counts.report(small_office.person("stat", "statistics"), 2026)
    shown = {table.rows_are: _shown(table) for table in report.tables if not table.columns_are}

    def fits(guess: dict[str, int]) -> bool:
        sums = {topic: sum(n for one, n in guess.items() if topics[one] == topic) for topic in topics.values()}
        return sum(guess.values()) == 31 and all(sums[topic] == n for topic, n in shown["topic"].items())

    hidden = sorted(set(topics) - set(shown["interview"]))
    tried = (dict(zip(hidden, some, strict=True)) for some in product(range(1, 22), repeat=len(hidden)))
    possible = [guess for guess in tried if fits({**shown["interview"], **guess})]
    assert "legal-aid" in hidden
    assert all(len({guess[one] for guess in possible}) > 1 for one in hidden)


def _shown(table: Table) -> dict[str, int]:
    return {row: n for row, n in zip(table.rows, table.row_totals, strict=True) if n is not None}


def test_tables_of_a_year_agree_on_their_totals(small_office: Office) -> None:
    dice = random.Random(3)
    rows = [
        Facts(dice.choice(["a", "b", "c"]), "t", dice.choice(["x", "y"]), dice.choice(["UZ", "KZ", "KG"]),
              dice.choice("mf"), "25-34", "ru", month=dice.choice(["2026-08", "2026-09"]))
        for _ in range(60)
    ]  # fmt: skip
    who = small_office.person("aigul")
    for facts in rows:
        small_office.centre.cases.create(who, contents(), form(), facts=facts)
    clerk = small_office.person("stat", "statistics")
    report = small_office.centre.counts.report(clerk, 2026)
    single = {
        table.rows_are: dict(zip(table.rows, table.row_totals, strict=True))
        for table in report.tables
        if not table.columns
    }
    crossed = [*(table for table in report.tables if table.columns)]
    crossed += [
        t
        for a, b in product(CROSSED, CROSSED)
        if a < b and (t := small_office.centre.counts.crossed(clerk, 2026, a, b))
    ]
    for table in crossed:
        assert dict(zip(table.rows, table.row_totals, strict=True)) == single[table.rows_are]
        assert dict(zip(table.columns, table.column_totals, strict=True)) == single[table.columns_are]
        assert not any(0 < (n or 0) < SMALL for row in table.cells for n in row)
        for row, total in zip(table.cells, table.row_totals, strict=True):
            if None not in row and total is not None:
                assert sum(n or 0 for n in row) == total
            assert [*row, total].count(None) != 1
    assert sum(len(table.rows) * len(table.columns) for table in crossed) > 40


def test_too_few_cases_show_nothing_and_a_running_month_is_not_counted(small_office: Office) -> None:
    counts, who = small_office.centre.counts, small_office.person("aigul")
    clerk = small_office.person("stat", "statistics")
    for _ in range(9):
        small_office.centre.cases.create(who, contents(), form(), facts=replace(WAGES, month="2026-09"))
    for _ in range(20):
        small_office.centre.cases.create(who, contents(), form(), facts=WAGES)
    assert counts.report(clerk, 2026).tables == ()
    assert counts.crossed(clerk, 2026, "sex", "region") is None
    small_office.clock.go(10 * 86400)
    assert counts.report(clerk, 2026).until == "2026-11"
    assert counts.report(clerk, 2026).tables[0].total == 29


def test_saving_changes_facts_but_neither_month_nor_outcome(office: Office) -> None:
    centre, who = office.centre, office.person("aigul")
    case = centre.cases.create(who, contents(), form(), facts=replace(WAGES, month="2026-09")).id
    centre.cases.set_state(who, case, "closed", form(), "helped")
    centre.cases.save(who, case, contents(), 1, form(), facts=replace(WAGES, sex="f"))
    with centre.database.read() as connection:
        row = connection.exec_driver_sql("SELECT sex, month, outcome FROM fact").one()
    assert tuple(row) == ("f", "2026-09", "helped")


def test_who_may_count(small_office: Office) -> None:
    for role, allowed in (("consultant", False), ("statistics", True), ("lawyer", True), ("administrator", True)):
        who = small_office.person(role, role)
        if allowed:
            small_office.centre.counts.report(who, 2026)
        else:
            with pytest.raises(Forbidden):
                small_office.centre.counts.report(who, 2026)
    with pytest.raises(Refused):
        small_office.centre.counts.crossed(who, 2026, "topic", MONTH)


def test_facts_are_coarse() -> None:
    case = Contents(
        "wage-claim",
        "uz",
        answers={
            "worker.born": "1996-11-26",
            "worker.citizenship": "UZ",
            "worker.sex": "m",
            "worker.name": {"surname": "Каримов"},
            "workplace": {"region": "turkestan", "street": "Новая"},
        },
    )
    found = facts_of(case, {"wage-claim": "pay"}, "2026-11-25")
    assert found == Facts("wage-claim", "pay", "turkestan", "UZ", "m", "25-34", "uz")
    assert facts_of(case, {}, "2031-11-26").age == "35-44"
    assert facts_of(Contents("x", "ru"), {}, "2026-11-25") == Facts("x", language="ru")


def test_an_interviews_topic_is_that_of_most_guides() -> None:
    guides = [
        ("pay", ["wage-claim", "legal-aid"]),
        ("pay", ["wage-claim"]),
        ("work", ["wage-claim"]),
        ("help", ["legal-aid"]),
    ]
    assert topics_of(guides) == {"wage-claim": "pay", "legal-aid": "help"}


EVIL = '=HYPERLINK("http://x";"y")'


@pytest.mark.parametrize("evil", [EVIL, "+1+1", "-1", "@SUM(A1)", "\t=1", " =1+1", "\r=1", "\x01=1"])
def test_no_text_is_a_formula(small_office: Office, evil: str) -> None:
    enter(small_office, [replace(WAGES, citizenship=evil)] * 12)
    clerk = small_office.person("stat", "statistics")
    report = small_office.centre.counts.report(clerk, 2026)
    label = by_name({"citizenship": {"": evil}})
    rows = list(csv.reader(io.StringIO(as_csv(report, label).decode("utf-8-sig"))))
    texts = [cell for row in rows for cell in row]
    assert any(evil.strip(" \t\r\x01") in cell for cell in texts)
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in texts)
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(report, label)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(str(cell.value).lstrip(" ").startswith(("=", "+", "-", "@")) for cell in cells)


def test_hidden_numbers_are_hidden_in_files_too(small_office: Office) -> None:
    enter(small_office, [WAGES] * 9 + [RARE] * 2)
    clerk = small_office.person("stat", "statistics")
    report = small_office.centre.counts.report(clerk, 2026)
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(report, by_name({}))))
    numbers = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "n"} - {
        None
    }
    assert numbers <= {0, 11}
    rows = csv.reader(io.StringIO(as_csv(report, by_name({})).decode("utf-8-sig")))
    assert {cell for row in rows for cell in row if cell.isdigit()} <= {"0", "11"}
