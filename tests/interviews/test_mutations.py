"""The worth of the proof: every seeded fault is caught where it stands, and the good interview has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.content import Content
from aryz.diagnostics import Place
from tests.conftest import ROOT
from tests.interviews.leave import GOOD, checked
from tests.interviews.mutations import FAULTS, Fault
from tests.thorough import some


def test_the_good_interview_has_no_findings(tmp_path: Path, content: Content) -> None:
    small = checked(tmp_path, content, GOOD)
    assert [str(problem) for problem in small.findings] == []
    assert small.seen is not None
    assert small.seen.complete


def test_there_are_many_different_faults() -> None:
    assert len({(fault.file, fault.good, fault.bad) for fault in FAULTS}) == len(FAULTS) >= 40


@pytest.mark.parametrize("fault", some(FAULTS, *FAULTS[::2]), ids=lambda fault: fault.what)
def test_a_seeded_fault_is_caught_where_it_stands(fault: Fault, tmp_path: Path, content: Content) -> None:
    files = dict(GOOD)
    for name in fault.file.split():
        assert fault.good in files[name]
        if fault.good:
            files[name] = files[name].replace(fault.good, fault.bad, 1)
        else:
            del files[name]
    findings = checked(tmp_path, content, files).findings
    there = [_stands_at(problem.place) for problem in findings if problem.code == fault.code]
    assert any(fault.where in words for words in there), [str(problem) for problem in findings]


def _stands_at(place: Place) -> str:
    """The words of the line that a finding names; of a paper its path."""
    if place.path.suffix == ".docx":
        return str(place.path)
    return place.path.read_text(encoding="utf-8").splitlines()[place.line - 1]


def test_the_table_in_the_docs_is_the_tested_one() -> None:
    text = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
    assert table() in text, "Run: python -m tests.interviews.test_mutations"


def table() -> str:
    """The faults as a table of docs/proof.md."""
    head = "| fault | where | found as |\n|---|---|---|\n"
    rows = (f"| {fault.what} | {_kind(fault)} | `{fault.code}` |" for fault in FAULTS)
    return head + "\n".join(rows) + "\n"


def _kind(fault: Fault) -> str:
    name = fault.file.split()[0]
    return "paper" if "." in name else {"leave": "interview"}.get(name, "block")


if __name__ == "__main__":
    path = ROOT / "docs" / "proof.md"
    path.write_text(path.read_text(encoding="utf-8").partition("| fault |")[0] + table(), encoding="utf-8")
