"""Statistics: counts without names, for whole months that are over, with small numbers hidden.

All tables of a year are made of the same totals, decided once, so that no two tables together tell what each hides.
The topic follows from the interview; so it is counted for the whole year only, together with the interviews.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from aryz.centre.desk import Desk
from aryz.centre.errors import Forbidden, Refused
from aryz.centre.hiding import Cell, hidden_cells, hidden_values, with_totals
from aryz.centre.models import Person
from aryz.centre.tables import fact

DIMENSIONS = ("interview", "topic", "region", "citizenship", "sex", "age", "language", "outcome")
MONTH = "month"
CROSSED = tuple(one for one in DIMENSIONS if one != "topic")
LEAST = 10  # cases in a year below which nothing is shown

Counts = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Table:
    """Numbers to be shown. A number is None where it is hidden. `columns` is empty for a table of totals alone."""

    rows_are: str  # the dimension
    columns_are: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class Report:
    """The counts of a year: totals by each dimension, then each by month. No tables when there are too few cases."""

    year: int
    until: str  # the last month that is counted, or ""
    tables: tuple[Table, ...]


class CountedCases:
    """The counts of a centre, for those whose role it is."""

    def __init__(self, desk: Desk):
        self._desk = desk

    def years(self, who: Person) -> list[int]:
        """The years of which there are counts, the latest first."""
        _may(who)
        with self._desk.database.read() as connection:
            wanted = sa.select(sa.func.substr(fact.c.month, 1, 4)).distinct()
            return sorted((int(year) for year in connection.execute(wanted).scalars()), reverse=True)

    def report(self, who: Person, year: int) -> Report:
        """All tables of a year that are offered without asking."""
        _may(who)
        with self._desk.database.read(still=True) as connection:
            look = _Year(connection, year, self._desk.clock.today())
            if not look.shown:
                return Report(year, look.until, ())
            totals = [look.totals(one) for one in (*DIMENSIONS, MONTH)]
            return Report(year, look.until, (*totals, *(look.crossed(one, MONTH) for one in CROSSED)))

    def crossed(self, who: Person, year: int, rows: str, columns: str) -> Table | None:
        """A table of two dimensions over a year; None when there are too few cases. Not by topic: see above."""
        _may(who)
        if rows not in CROSSED or columns not in (*CROSSED, MONTH) or rows == columns:
            raise Refused("centre.counts.pair", f"A table has two different of: {', '.join((*CROSSED, MONTH))}.")
        with self._desk.database.read(still=True) as connection:
            look = _Year(connection, year, self._desk.clock.today())
            return look.crossed(rows, columns) if look.shown else None


class _Year:
    """One year's facts, and which totals of it are hidden."""

    def __init__(self, connection: sa.Connection, year: int, today: str):
        self._connection = connection
        over = fact.c.month < today[:7]  # in a month that runs, each new case would show as the difference of two days
        self._where = sa.and_(fact.c.month.startswith(f"{year:04d}-"), over)
        last = connection.execute(sa.select(sa.func.max(fact.c.month)).where(self._where)).scalar()
        self.until = str(last or "")
        self.total = int(connection.execute(sa.select(sa.func.count()).where(self._where)).scalar_one())
        self.shown = self.total >= LEAST
        self._single = {one: self._counts(one, one) for one in (*DIMENSIONS, MONTH)} if self.shown else {}
        self._hidden: dict[str, set[str]] = {one: self._hidden_totals(one) for one in self._single}
        if self.shown:
            self._hidden["interview"], self._hidden["topic"] = self._hidden_pair()

    def _counts(self, rows: str, columns: str) -> Counts:
        first, second = fact.c[rows], fact.c[columns]
        wanted = sa.select(first, second, sa.func.count()).where(self._where)
        found = self._connection.execute(wanted.group_by(first, second) if rows != columns else wanted.group_by(first))
        return {(row, column): int(count) for row, column, count in found}

    def _hidden_totals(self, one: str) -> set[str]:
        """The values of a dimension whose totals are hidden."""
        return hidden_values({row: count for (row, _), count in self._single[one].items()})

    def _hidden_pair(self) -> tuple[set[str], set[str]]:
        """The same for interviews and topics, of which one gives the other."""
        cells = with_totals(self._counts("interview", "topic"))
        hidden = hidden_cells(cells, fixed={(None, None)})
        if hidden is None:
            return {row for row, _ in self._single["interview"]}, {row for row, _ in self._single["topic"]}
        return {r for r, c in hidden if r and c is None}, {c for r, c in hidden if c and r is None}

    def totals(self, one: str) -> Table:
        """The counts by one dimension."""
        rows = self._values(one)
        shown = tuple(self._shown_total(one, row) for row in rows)
        return Table(one, "", rows, (), tuple(() for _ in rows), shown, (), self.total)

    def crossed(self, rows: str, columns: str) -> Table:
        """The counts by two dimensions, with the totals as they are shown everywhere."""
        cells = with_totals(self._counts(rows, columns))
        row_values, column_values = self._values(rows), self._values(columns)
        edges: dict[Cell, bool] = {(row, None): row in self._hidden[rows] for row in row_values}
        edges |= {(None, column): column in self._hidden[columns] for column in column_values}
        forced: set[Cell] = {cell for cell, hide in edges.items() if hide}
        fixed: set[Cell] = {cell for cell, hide in edges.items() if not hide} | {(None, None)}
        hidden = hidden_cells(cells, forced, fixed)

        def shown(row: str, column: str) -> int | None:
            return None if hidden is None or (row, column) in hidden else cells.get((row, column), 0)

        return Table(
            rows,
            columns,
            row_values,
            column_values,
            tuple(tuple(shown(row, column) for column in column_values) for row in row_values),
            tuple(self._shown_total(rows, row) for row in row_values),
            tuple(self._shown_total(columns, column) for column in column_values),
            self.total,
        )

    def _values(self, one: str) -> tuple[str, ...]:
        return tuple(sorted({row for row, _ in self._single[one]}))

    def _shown_total(self, one: str, value: str) -> int | None:
        return None if value in self._hidden[one] else self._single[one][(value, value)]


def _may(who: Person) -> None:
    if not who.reads_counts:
        raise Forbidden("Your role does not see the counts.")
