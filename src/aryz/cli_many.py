"""Sheets of workers on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from aryz.assemble import Order
from aryz.compiled import Compiled
from aryz.diagnostics import AryzError, counted
from aryz.garbage import keep_all


def is_sheet(path: Path) -> bool:
    """Whether the answers are in a sheet; raises AryzError for those that are not read."""
    from aryz.many.run import SUFFIXES

    if path.suffix.lower() in {".xls", ".ods", ".numbers"}:
        raise AryzError(f"{path}: sheets are read from .xlsx and .csv. Save it as «Excel workbook (.xlsx)».")
    return path.suffix.lower() in SUFFIXES


def make_blank(
    compiled: Compiled, interview: str, path: Path, lang: str | None, together: bool, columns: str | None
) -> None:
    """Write the empty sheet and say where it is."""
    from aryz.cli_shared import language_of
    from aryz.many.blank import EACH, blank

    each = tuple(word.strip() for word in columns.split(",")) if columns else EACH
    click.echo(blank(compiled, interview, path, language_of(compiled.project, lang or "ru"), together, each))


def make_papers(compiled: Compiled, interview: str, answers: Path, order: Order, together: bool) -> int:
    """Make the papers of a sheet, tell of each; gives the exit code."""
    from aryz.many.run import assemble_many

    keep_all()
    done = assemble_many(compiled, interview, answers, order, together, say=click.echo)
    for problem in done.problems:
        click.echo(f"warning: {problem}" if problem.severity == "warning" else str(problem), err=True)
    click.echo(f"{done.made} of {done.cases} made, {counted(len(done.papers), 'file')} in {order.out}", err=True)
    return 1 if done.bad else 0
