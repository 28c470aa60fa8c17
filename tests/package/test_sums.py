"""What a paper adds up is what it shows: totals of tables, the price of a claim, what it asks, its calculation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from aryz.content import Content
from aryz.documents.text import form_text
from aryz.interviews.engine import Program, Turn
from aryz.package.calculation import calculation
from aryz.package.papers import paper_text
from tests.conftest import ROOT
from tests.twin.dice import own_cases

TOTALS = ("Итого", "Всего", "Барлығы")
NUMBER = r"\d{1,3}(?: \d{3})*,\d\d"
IN_FULL = r"(\d{1,3}(?: \d{3})*) \([^)]+\) (?:тенге|теңге) (\d\d) "  # as `currency_full` prints
PRICE = r"^(?:Цена иска|Талап қою бағасы): (\d[\d ]*)(?:,(\d\d))? "
ASKS = {"ru": ("ПРОШУ:", "Приложения:"), "kk": ("СҰРАЙМЫН:", "Қосымшалар:")}
OUTSIDE = ("морального вреда", "моральдық зиян")  # no part of the price
CLAIMS = ("wage-claim", "dismissal-claim")


def tiyn(text: str) -> int:
    return int(re.sub(r"[ ,]", "", text))


def papers(content: Content) -> Iterator[tuple[Program, Turn, str, str, str]]:
    """Every paper of every own case: program, turn, document, language and text, spaces plain."""
    for program in content.programs.values():
        for today, answers in own_cases(program, ROOT, content.project.interface):
            turn = program.evaluate(answers, today)
            for document in turn.documents:
                for language in program.plan["document_languages"]:
                    yield program, turn, document, language, form_text(paper_text(program, turn, document, language))


@pytest.fixture(scope="module")
def printed(content: Content) -> list[tuple[Program, Turn, str, str, str]]:
    return list(papers(content))


def tables(text: str) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if " | " in line:
            rows.append([cell.strip() for cell in line.split("|")])
        elif rows:
            yield rows
            rows = []


def total_of(rows: list[list[str]]) -> list[str] | None:
    return next((row for row in rows if any(cell.startswith(TOTALS) for cell in row[:2])), None)


def check_table(rows: list[list[str]]) -> bool:
    """Whether the table has a total; each number in it is the sum of those above it."""
    total = total_of(rows)
    for at, cell in enumerate(total or []):
        if re.fullmatch(NUMBER, cell):
            above = [tiyn(row[at]) for row in rows if row is not total and re.fullmatch(NUMBER, row[at])]
            assert tiyn(cell) == sum(above), rows
    return total is not None


def price_of(text: str) -> int | None:
    found = re.search(PRICE, text, re.MULTILINE)
    return tiyn(found[1]) * 100 + int(found[2] or 0) if found else None


def asked(text: str, language: str) -> int:
    """The sums that the requests name, tiyn."""
    first, last = ASKS[language]
    lines = text.partition(f"\n{first}\n")[2].partition(f"\n{last}\n")[0].splitlines()
    kept = [line for line in lines if not any(words in line for words in OUTSIDE)]
    return sum(tiyn(whole) * 100 + int(rest) for line in kept for whole, rest in re.findall(IN_FULL, line))


def test_every_total_of_a_table_is_the_sum_of_its_rows(printed: list[Any]) -> None:
    seen = {document for _, _, document, _, text in printed for rows in tables(text) if check_table(rows)}
    assert seen >= {"wage-claim", "dismissal-claim", "notary-application", "inspection-complaint"}


def test_the_price_of_a_claim_is_what_it_asks_and_what_its_annex_shows(printed: list[Any]) -> None:
    seen, ways = set(), set()
    for _, _, document, language, text in printed:
        price = price_of(text)
        if price is None:
            assert document not in CLAIMS or asked(text, language) == 0
            continue
        seen.add(document)
        assert asked(text, language) == price, text
        added = re.search(
            rf"^(?:Цена иска|Талап қою бағасы): ({NUMBER}(?: \+ {NUMBER})*) = ({NUMBER}) ", text, re.MULTILINE
        )
        with_totals = [row for rows in tables(text) if (row := total_of(rows))]
        if added:  # wages with pay for leave: the parts and their sum in a line
            assert sum(map(tiyn, added[1].split(" + "))) == tiyn(added[2]) == price
        elif "(" in with_totals[-1][0]:  # «Всего (цена иска)»
            assert tiyn(with_totals[-1][-1]) == price
        else:  # wages alone: debt and penalty in words below the table of months
            *_, (whole, rest) = re.findall(IN_FULL, text)
            assert tiyn(whole) * 100 + int(rest) == price
        ways.add("line" if added else with_totals[-1][0])
    assert seen == set(CLAIMS)
    assert len(ways) > 4  # in two languages: a line, a table of sums, a table of months


def test_the_calculation_of_the_package_ends_with_the_price(content: Content, printed: list[Any]) -> None:
    whole, parted = 0, 0
    for program, turn, document, language, text in printed:
        price = price_of(text)
        if document not in CLAIMS or price is None:
            continue
        blocks = calculation(program, turn, content.project.interface[language], language)
        rows = [[form_text(cell).strip() for cell in row] for row in blocks[-1].rows] if blocks else []
        if rows and rows[0][0] == content.project.interface[language]["package.calculation.price"]:
            assert check_table(rows) and tiyn(rows[-1][-1]) == price
            parted += 1
        elif blocks:
            sheet = next(block for block in reversed(blocks) if block.kind == "text" and re.search(NUMBER, block.text))
            assert tiyn(re.findall(NUMBER, form_text(sheet.text))[-1]) == price
            whole += 1
    assert whole and parted
