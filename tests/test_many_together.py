"""One collective paper from a sheet: its rows are the items of a list of people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from aryz.assemble import Order
from aryz.content import Content, load_content
from aryz.diagnostics import AryzError
from aryz.many.blank import blank
from aryz.many.run import assemble_many
from tests.conftest import copy_to
from tests.test_many import said

GROUP = """
id: group
checked: 2026-11-24
title: {all}
summary: {all}
prepare: {all}
documents: [{{id: group, title: {all}}}]
fields:
  several: {{type: yes_no, label: {all}}}
  body: {{type: text, label: {all}}}
  workers:
    type: list
    label: {all}
    add: {all}
    item:
      name: {{type: name, label: {all}}}
      owed: {{type: money, label: {all}}}
questions:
  - {{id: several, ask: {all}, fields: [several]}}
  - {{id: workers, ask: {all}, fields: [workers], when: several}}
  - {{id: body, ask: {all}, fields: [body]}}
"""


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """A project with one interview more: a collective paper with a table of workers. Tests do not change it."""
    copy = copy_to(tmp_path_factory.mktemp("group"))
    texts = "{ru: Слово, kk: Сөз, uz: So‘z, en: Word}"
    (copy.interviews / "group.yml").write_text(GROUP.format(all=texts), encoding="utf-8")
    for language in ("ru", "kk"):
        document = Document()
        document.add_paragraph("{{ body }} {{ 'все' if several else 'один' }}")
        table = document.add_table(rows=3, cols=2)
        texts_ = [("{%tr for w in workers %}", ""), ("{{ w.name }}", "{{ w.owed | currency_number }}")]
        for row, cells in enumerate([*texts_, ("{%tr endfor %}", "")]):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        (copy.templates / "group").mkdir(exist_ok=True)
        document.save(str(copy.templates / "group" / f"{language}.docx"))
    return load_content(copy)


def group_book(path: Path, several: str = "yes", owed: Any = 300.5, sheet: str = "workers") -> Path:
    book = openpyxl.Workbook()
    first: Any = book.active
    first.title = sheet
    for row in (["key", "name", "owed"], [1, "Примеров Пример", 100], [2, "Образцова Дилноза", owed]):
        first.append(row)
    shared = book.create_sheet("Общее")
    for row in (["path", "value"], ["body", "В инспекцию"], ["several", several]):
        shared.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(("sheet", "together"), [("workers", False), ("Слово", False), ("Лист1", True)])
def test_a_collective_paper_has_a_table_of_all_rows(group: Content, tmp_path: Path, sheet: str, together: bool) -> None:
    path = group_book(tmp_path / "g.xlsx", sheet=sheet)
    result = assemble_many(group.compiled, "group", path, Order(tmp_path / "out", ["txt"], "ru"), together)
    assert not said(result) and result.papers == [tmp_path / "out" / "group.ru.txt"]
    text = result.papers[0].read_text(encoding="utf-8").replace("\xa0", " ")
    assert "Примеров Пример" in text and "Образцова Дилноза" in text and "300,50" in text


def test_a_collective_paper_that_would_leave_someone_out_is_not_made(group: Content, tmp_path: Path) -> None:
    path = group_book(tmp_path / "g.xlsx", several="no")
    result = assemble_many(group.compiled, "group", path, Order(tmp_path / "out", ["txt"]))
    assert "leaves out «workers»" in said(result) and not (tmp_path / "out").exists()
    path = group_book(tmp_path / "g.xlsx", owed="much")
    result = assemble_many(group.compiled, "group", path, Order(tmp_path / "out", ["txt"]))
    assert "sheet workers, row 3, column C (workers[1].owed)" in said(result) and not (tmp_path / "out").exists()


def test_the_empty_sheet_of_a_collective_paper_has_the_items_as_columns(group: Content, tmp_path: Path) -> None:
    path = blank(group.compiled, "group", tmp_path / "g.xlsx", "ru", together=True)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["workers", "Общее", "#lists"]
    heads = [str(cell.value).split("\n")[-1] for cell in book["workers"][1]]
    assert heads == ["[name.surname]", "[name.given]", "[name.patronymic]", "[name.latin]", "[owed]"]
    with pytest.raises(AryzError, match="list of people"):
        blank(group.compiled, "wage-claim", tmp_path / "w.xlsx", together=True)
