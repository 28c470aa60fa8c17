"""Where the answers of a sheet stand. A place is made when something is told of it: cells are many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aryz.diagnostics import Place
from aryz.many.grid import Row, Table
from aryz.many.headings import KEY, Target


@dataclass
class Shared:
    """The answers that all rows share, and where each stands."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


class Spots(NamedTuple):
    """A row; `columns` are those of its answers, by the answer's path and by that of a part of it."""

    table: Table
    number: int
    columns: Mapping[str, int]

    def place(self, path: str = "") -> Place:
        """The cell of an answer, or the row as a whole."""
        return self.table.place(self.number, self.columns.get(path, 0))


class Columns:
    """What the columns of a table hold. `keys` are those that name a worker."""

    def __init__(self, table: Table, targets: Mapping[int, Target]):
        self.table = table
        self.targets = [(index, target) for index, target in targets.items() if target.path != KEY]
        self.keys = [index for index, target in targets.items() if target.path == KEY]
        self._columns: dict[str, int] = {}
        for index, target in self.targets:
            self._columns.setdefault(target.key, index + 1)
            self._columns.setdefault(target.path, index + 1)

    def at(self, row: Row) -> Spots:
        """Where the answers of a row stand."""
        return Spots(self.table, row.number, self._columns)

    def say_something(self, row: Row) -> bool:
        """Whether a row holds more than its key: numbers are often filled in beforehand."""
        return any(cell is not None and index not in self.keys for index, cell in enumerate(row.cells))


@dataclass
class CaseSpots:
    """Where the answers of a case stand: in its own row, on the shared sheet, in rows of lists' sheets."""

    shared: Shared
    own: Mapping[str, Any]
    row: Spots
    items: dict[str, Spots] = field(default_factory=dict)

    def find(self, at: str) -> Place | None:
        """As of `cases.Raw`."""
        if at in self.items:
            return self.items[at].place()
        end = at.rfind("]") + 1
        item, part = at[:end], at[end + 1 :]
        if item in self.items and part in self.items[item].columns:
            return self.items[item].place(part)
        if at in self.row.columns and (at in self.own or at not in self.shared.values):
            return self.row.place(at)
        return self.shared.places.get(at)  # an empty cell leaves what everyone shares
