"""A row of a sheet whose papers cannot be made keeps no other row from its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aryz.content import Content
from aryz.diagnostics import AryzError
from aryz.package import drafts
from tests.test_many import SHARED, WORKER, months, run, said, write_book


def test_a_fault_of_the_programme_stops_its_own_row_only(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [dict(WORKER, key=key) for key in "abcd"] + [dict(WORKER, key="e", **{"worker.name": "Пробный Азамат"})]
    path = write_book(tmp_path / "w.xlsx", rows, SHARED, wages_unpaid=months(*"abcde"))

    def broken(program: Any, turn: Any, *more: Any) -> Any:
        if turn.answers["worker.name"]["surname"] == "Пробный":
            raise KeyError("secret")
        return drafts(program, turn, *more)

    monkeypatch.setattr("aryz.many.run.drafts", broken)
    result = run(content, path, tmp_path / "out")
    assert (result.made, result.bad) == (4, True)
    text = said(result)
    assert "row 6" in text and "KeyError in test_many_faults.py" in text and "secret" not in text


def test_a_paper_that_makes_no_pdf_stops_its_own_row_only(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [dict(WORKER, key=key) for key in "abcde"]
    rows[0] |= {"worker.name": "Пробный Азамат"}
    path = write_book(tmp_path / "w.xlsx", rows, SHARED, wages_unpaid=months(*"abcde"))
    whole: set[bytes] = set()  # the papers that LibreOffice takes

    def to_pdfs(papers: list[bytes]) -> list[bytes]:
        if not whole.issuperset(papers):
            raise AryzError("LibreOffice could not make 1 of the PDFs.")
        return [b"%PDF" for _ in papers]

    monkeypatch.setattr("aryz.package.papers.needed_office", lambda: "soffice")
    monkeypatch.setattr("aryz.package.papers.to_pdfs", to_pdfs)
    with pytest.raises(AryzError, match="could not make"):
        run(content, path, tmp_path / "none", ("pdf",))  # where nothing goes, nothing is tried to the end
    docx = run(content, path, tmp_path / "docx", ("docx",))
    whole |= {paper.read_bytes() for paper in docx.papers[1:]}
    result = run(content, path, tmp_path / "out", ("pdf",))
    assert (result.made, result.bad) == (4, True) and "row 2: LibreOffice could not make" in said(result)
    assert not (tmp_path / "out" / "001-probnyy").exists() and len(list((tmp_path / "out").iterdir())) == 4
