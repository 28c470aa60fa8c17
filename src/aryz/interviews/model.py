"""What an interview file says, as typed models that remember file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from aryz.diagnostics import Place
from aryz.plan import types as t
from aryz.plan.types import Type

Texts = dict[str, str]

# Field types and the plan types of their values. `sex`, `yes_no_unknown` and `evidence` are written in terms of these
# when a file is loaded (`load.desugar`).
KINDS: dict[str, Type] = {
    "text": t.TEXT,
    "long_text": t.TEXT,
    "name": t.NAME,
    "date": t.DATE,
    "month": t.MONTH,
    "money": t.MONEY,
    "integer": t.INTEGER,
    "percent": t.PERCENT,
    "number": t.NUMBER,
    "yes_no": t.BOOL,
    "choice": Type("choice"),
    "choices": Type("choices"),
    "phone": t.TEXT,
    "address": t.ADDRESS,
    "iin": t.TEXT,
    "bin": t.TEXT,
    "document": t.TEXT,
    "country": t.COUNTRY,
    "list": Type("list"),
}


@dataclass(frozen=True)
class Check:
    """A condition that answers must meet, and what to say when they do not. `field` is where it is said."""

    that: str
    field: str
    say: Texts
    place: Place


@dataclass(frozen=True)
class Field:
    """A value that a person answers. `item` are the fields of a list's items."""

    path: str
    kind: str
    place: Place
    label: Texts = field(default_factory=dict)
    help: Texts = field(default_factory=dict)
    example: str = ""
    optional: bool = False
    required: str = ""  # a condition: an answer is needed only where it holds
    default: str = ""
    min: str = ""
    max: str = ""
    choices: dict[str, Texts] = field(default_factory=dict)
    item: tuple[Field, ...] = ()
    checks: tuple[Check, ...] = ()
    add: Texts = field(default_factory=dict)  # the words on the button that adds an item

    def type(self) -> Type:
        """The plan type of the field's value."""
        if self.kind == "list":
            return t.list_of(t.struct(**{f.path: f.type() for f in self.item}))
        base = KINDS[self.kind]
        if self.kind in {"choice", "choices"}:
            return Type(base.kind, choices=tuple(self.choices), labels=self.label_table())
        return base

    def label_table(self) -> str:
        """The name of the plan's table with the words of this field's choices."""
        return f"{self.place.field}"


@dataclass(frozen=True)
class Question:
    id: str
    place: Place
    ask: Texts
    fields: tuple[str, ...]
    help: Texts = field(default_factory=dict)
    when: str = ""
    topic: str = ""  # the heading of the review page under which it stands


@dataclass(frozen=True)
class Outcome:
    """What an interview leads to besides papers: advice, a referral, a list of deadlines. `say` is Markdown."""

    id: str
    place: Place
    kind: str
    title: Texts
    say: Texts
    when: str = ""
    guides: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A paper that the interview can make; its template is `templates/<id>/<language>.docx`."""

    id: str
    place: Place
    title: Texts
    when: str = ""


@dataclass(frozen=True)
class Notice:
    """Something the person must know once `when` holds: shown before the papers are made."""

    place: Place
    when: str
    say: Texts


@dataclass(frozen=True)
class Deadline:
    """A day that counts once the papers are made. `on` gives it; `remind` = days before on which to remind of it."""

    id: str
    place: Place
    title: Texts
    on: str
    when: str = ""
    say: Texts = field(default_factory=dict)
    cite: str = ""
    remind: int = 3


@dataclass(frozen=True)
class Expression:
    """A computed value and where it is written."""

    source: str
    place: Place


_Part = Document | Outcome | Question | Notice | Check | Deadline | Field | Expression


@dataclass
class Interview:
    """One interview with everything it includes."""

    id: str
    place: Place
    title: Texts = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    prepare: Texts = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    checked: str = ""  # the ISO day on which it was last compared with the law
    law_day: str = ""  # the path of the date on which the law cited in its papers must be in force
    law_day_place: Place | None = None
    contacts: tuple[str, ...] = ()  # ids or kinds: whom to call, whatever the answers
    includes: list[Expression] = field(default_factory=list)  # under what it takes in other interviews
    documents: list[Document] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    topics: dict[str, Texts] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    values: dict[str, Expression] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)

    def files(self) -> set[Path]:
        """Where it is written: its own file, and what it includes."""
        parts: list[Iterable[_Part]] = [self.documents, self.outcomes, self.questions, self.notices, self.checks]
        parts += [self.deadlines, self.fields.values(), self.values.values()]
        return {self.place.path, *(one.place.path for one in chain(*parts))}
