"""Changes of rows as data: what is the same each time is put together as a statement once, the values go in by name.

To put a statement together takes as long as to ask it, and a save has five of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.sql import Delete, Insert, Update

Change = Insert | Update | Delete


class Shape(NamedTuple):
    """What is done to which columns of the rows where the columns `at` are as given («number <=»: or less)."""

    verb: Literal["insert", "update", "delete"]
    table: sa.Table
    at: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One change, with its values."""

    shape: Shape
    values: tuple[Any, ...]

    def given(self, number: int) -> dict[str, Any]:
        """The values by the names that they have in the statement of this number."""
        return {_name(number, at): value for at, value in enumerate(self.values)}


def insert(table: sa.Table, values: Mapping[str, Any]) -> Step:
    return Step(Shape("insert", table, (), tuple(values)), tuple(values.values()))


def update(table: sa.Table, at: Mapping[str, Any], values: Mapping[str, Any]) -> Step:
    return Step(Shape("update", table, tuple(at), tuple(values)), (*at.values(), *values.values()))


def delete(table: sa.Table, at: Mapping[str, Any]) -> Step:
    return Step(Shape("delete", table, tuple(at), ()), tuple(at.values()))


@cache
def statement(shape: Shape, number: int) -> Change:
    """The statement of a shape. number: of the step among those that go together."""
    verb, table, at, columns = shape
    values: dict[str, Any] = {column: bindparam(_name(number, len(at) + n)) for n, column in enumerate(columns)}
    if verb == "insert":
        return sa.insert(table).values(values)
    wanted = [_fits(table, column, _name(number, n)) for n, column in enumerate(at)]
    if verb == "delete":
        return sa.delete(table).where(*wanted)
    return sa.update(table).where(*wanted).values(values)


def _fits(table: sa.Table, column: str, name: str) -> sa.ColumnElement[bool]:
    plain = column.removesuffix(" <=")
    own = table.c[plain]
    given: sa.BindParameter[Any] = bindparam(name, type_=own.type)
    return own == given if plain == column else own <= given


def _name(number: int, at: int) -> str:
    return f"step{number}_{at}"
