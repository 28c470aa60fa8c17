"""The proof of an interview: it is walked along its ways before a person sees it, and what fails there is reported.

`samples` says which answers are worth trying, `explore` walks with the engine that people use, `aims` goes for what
plain ways leave over, `solve` finds answers or proves that there are none, and `report` says what all that showed:
questions that no way reaches, conditions that never change, papers that are never made, names that a paper prints
though nobody was asked for them, fields asked twice, questions that come again and again.
"""

from __future__ import annotations

from aryz.diagnostics import Findings, Place, counted
from aryz.interviews.engine import Program
from aryz.interviews.model import Interview
from aryz.interviews.proof.explore import LIMIT, explore
from aryz.interviews.proof.report import Condition, Report
from aryz.interviews.proof.seen import Seen

__all__ = ["LIMIT", "Report", "Seen", "explore", "report", "report_all", "summary"]


def summary(interview: str, seen: Seen) -> str:
    """One line: how far the walk went, and what it did not see."""
    line = (
        f"{interview}: {counted(seen.ended, 'way')} walked to the papers; of {counted(seen.all_pairs, 'pair')} of "
        f"answers {seen.pairs} tried together, {seen.excluded} excluding each other"
    )
    if seen.unmet:
        line += f", {seen.unmet} aimed at in vain"
    if seen.untried:
        line += f", {seen.untried} left: the walk was cut at its limit"
    return line


def report_all(reports: list[Report]) -> None:
    """Report several interviews together: what a shared file says must change in one of them only."""
    living = [each.living() for each in reports]
    for at, each in enumerate(reports):
        each.elsewhere = set[Condition]().union(*living[:at], *living[at + 1 :])
        each.all()


def report(interview: Interview, program: Program, seen: Seen, findings: Findings, templates: Place) -> None:
    """Put what the walk showed into `findings`. templates: the folder of the templates."""
    Report(interview, program, seen, findings, templates).all()
