"""Types of values in a plan. There are no floats: money is whole tiyn, percentages and numbers whole hundredths."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    """A type: `kind` and what belongs to it.

    item: the type of a list's items; fields: the named parts of a struct; choices: the keys a choice may have;
    labels: the name of the plan's table that holds the labels of those keys.
    """

    kind: str
    item: Type | None = None
    fields: tuple[tuple[str, Type], ...] = ()
    choices: tuple[str, ...] = ()
    labels: str = ""

    def field(self, name: str) -> Type | None:
        return dict(self.fields).get(name)

    def __str__(self) -> str:
        return f"list of {self.item}" if self.kind == "list" and self.item else self.kind


ANY = Type("any")
EMPTY = Type("empty")  # the type of an empty literal: fits everywhere
TEXT = Type("text")
INTEGER = Type("integer")
MONEY = Type("money")
PERCENT = Type("percent")
NUMBER = Type("number")
DATE = Type("date")
MONTH = Type("month")
BOOL = Type("bool")
COUNTRY = Type("country")
NAME = Type("name", fields=(("surname", TEXT), ("given", TEXT), ("patronymic", TEXT), ("latin", TEXT)))
REGION = Type("region")
ADDRESS = Type("address", fields=(("region", REGION), ("district", TEXT), ("settlement", TEXT), ("text", TEXT)))


def list_of(item: Type) -> Type:
    return Type("list", item=item)


def struct(**fields: Type) -> Type:
    return Type("struct", fields=tuple(fields.items()))


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of type `given` may stand where `wanted` is expected."""
    if "any" in (given.kind, wanted.kind) or given.kind == "empty":
        return True
    if wanted.kind == "text" and given.kind == "choice":
        return True
    if wanted.kind == "list" and given.kind == "list":
        return given.item is None or wanted.item is None or fits(given.item, wanted.item)
    if wanted.kind == "struct" and given.kind == "struct":
        parts = [(given.field(name), part) for name, part in wanted.fields]
        return all(own is not None and fits(own, part) for own, part in parts)
    return given.kind == wanted.kind
