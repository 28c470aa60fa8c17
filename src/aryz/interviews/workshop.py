"""Build time: what compiling an interview needs from elsewhere, and what it leaves there for the checks to follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aryz.diagnostics import Findings, Place
from aryz.interviews.calling import Row
from aryz.law.handwritten import Hand
from aryz.plan.vocabulary import Function


@dataclass(frozen=True)
class CiteUse:
    """A citation and the place that rests on it."""

    ref: str
    place: Place
    document: str = ""  # the paper's id when a template cites


@dataclass
class Workshop:
    """What compiling needs from elsewhere.

    cite(language, ref, case) prints a citation or raises ExpressionError; cited_before(language, ref, case) gives what
    held before it, newest first: the first day of what came after, the citation, its printed form; not_in_force(ref,
    day) says why a citation does not serve on a day (empty = today), or gives an empty text; handwritten(text) gives
    the citations that stand in it as plain words; tables: the data that
    functions and filters read, by name; document_languages: the languages papers are made in; contacts: those
    that are published, by id and by kind.
    """

    templates: Path
    functions: Mapping[str, Function]
    cite: Callable[[str, str, str], str]
    cited_before: Callable[[str, str, str], list[tuple[str, str, str]]]
    not_in_force: Callable[[str, str], str]
    handwritten: Callable[[str], Iterable[Hand]]
    tables: Mapping[str, Any]
    document_languages: list[str]
    findings: Findings
    contacts: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    uses: list[CiteUse] = field(default_factory=list)
    links: list[tuple[str, Place]] = field(default_factory=list)  # interviews that outcomes lead to
    guides: list[tuple[str, Place]] = field(default_factory=list)  # guides that outcomes and texts lead to
    clauses: set[Path] = field(default_factory=set)  # files that papers bring in
