"""Months of work that a claim names lie between its first day and its last."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.content import Content
from aryz.diagnostics import ContentError
from aryz.interviews.cases import read_answers, read_file
from tests.conftest import ROOT

LEFT = ROOT / "examples" / "representative-signs.yml"  # work from 2 March to 9 October 2026


@pytest.mark.parametrize(
    "month, told",
    [
        ("2026-02", "раньше первого дня работы (02.03.2026)"),
        ("2026-03", ""),
        ("2026-10", ""),
        ("2026-11", "позже последнего дня работы (09.10.2026)"),
    ],
)
def test_a_month_outside_of_the_work_is_asked_about_again(
    content: Content, tmp_path: Path, month: str, told: str
) -> None:
    program, path = content.program("wage-claim"), tmp_path / "answers.yml"
    data = read_file(LEFT)
    lines = LEFT.read_text(encoding="utf-8").splitlines()
    rows = [at for at, line in enumerate(lines) if line.lstrip().startswith("- {month:")]
    lines[rows[0]] = f"      - {{month: {month}, agreed: 250000, due: 2026-10-14}}"
    path.write_text("\n".join(lines[: rows[0] + 1] + lines[rows[-1] + 1 :]), encoding="utf-8")
    said = ""
    try:
        read_answers(program, read_file(path), path, str(data["today"]), content.project.interface, "ru")
    except ContentError as error:
        said = str(error)
    assert told in said
    assert bool(said) == bool(told)
