"""Which cells of a table stay hidden, so that no small number shows, nor can be worked out from the others.

A table with its totals is a network: every cell is an arc, from its row to its column, and the totals lead round. Other
numbers that fit what is shown differ from the true ones by closed ways through hidden arcs. So a hidden cell can be
worked out exactly when no closed way leads through it, and then the cells of the cheapest such way are hidden too.
Zeros are shown; so who reads the table knows that a hidden cell is at least one, and the ways respect that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from heapq import heappop, heappush
from itertools import count

SMALL = 5  # numbers from 1 to one less than this are hidden
_TOTAL = 1_000_000  # a total is hidden only where nothing else helps
Cell = tuple[str | None, str | None]  # row and column; None = all of them
_Node = tuple[str, str]
_ROWS, _COLUMNS = ("rows", ""), ("columns", "")


def with_totals(counts: Mapping[tuple[str, str], int]) -> dict[Cell, int]:
    """The cells of a table and its totals."""
    made: dict[Cell, int] = {(None, None): 0}
    for (row, column), number in counts.items():
        for cell in ((row, column), (row, None), (None, column), (None, None)):
            made[cell] = made.get(cell, 0) + number
    return made


def hidden_values(counts: Mapping[str, int]) -> set[str]:
    """The values to hide of a list whose sum is shown: one alone is the rest of the sum, and so are several that are
    all one.
    """
    hidden = {value for value, number in counts.items() if 0 < number < SMALL}
    rest = sorted(set(counts) - hidden, key=lambda value: (counts[value], value))
    while hidden and rest and (len(hidden) == 1 or sum(counts[value] for value in hidden) == len(hidden)):
        hidden.add(rest.pop(0))
    return hidden


def hidden_cells(
    cells: Mapping[Cell, int], forced: Set[Cell] = frozenset(), fixed: Set[Cell] = frozenset()
) -> set[Cell] | None:
    """The cells to hide of a table with totals. forced: hidden elsewhere already; fixed: shown elsewhere already. None
    when it cannot be done: then no cell but the fixed ones may be shown, zeros neither.
    """
    hidden = {cell for cell, number in cells.items() if 0 < number < SMALL} | set(forced)
    if hidden & fixed:
        return None
    for cell in sorted(hidden, key=_name):
        way = _closed_way(cell, cells, hidden, fixed)
        if way is None:
            return None
        hidden |= way
    return hidden


def _closed_way(cell: Cell, cells: Mapping[Cell, int], hidden: Set[Cell], fixed: Set[Cell]) -> set[Cell] | None:
    """The cells on the way that makes the cell one more or one less, and for which the least need be hidden."""
    start, end = _arc(cell)
    ways: dict[_Node, list[tuple[_Node, Cell, int]]] = {}
    for other, number in cells.items():
        if other == cell or other in fixed or not number:
            continue
        tail, head = _arc(other)
        cost = 0 if other in hidden else number + (_TOTAL if None in other else 0)
        ways.setdefault(tail, []).append((head, other, cost))
        if number > 1:
            ways.setdefault(head, []).append((tail, other, cost))
    more = _cheapest(ways, end, start)
    less = _cheapest(ways, start, end) if cells[cell] > 1 else None
    return min((way for way in (more, less) if way is not None), default=(0, None), key=lambda way: way[0])[1]


def _cheapest(
    ways: Mapping[_Node, Sequence[tuple[_Node, Cell, int]]], start: _Node, end: _Node
) -> tuple[int, set[Cell]] | None:
    """What the cheapest way costs, and its cells (Dijkstra)."""
    turns = count()  # of two that cost the same the first found
    ahead: list[tuple[int, int, _Node, tuple[Cell, ...]]] = [(0, next(turns), start, ())]
    seen: set[_Node] = set()
    while ahead:
        cost, _, here, way = heappop(ahead)
        if here == end:
            return cost, set(way)
        if here in seen:
            continue
        seen.add(here)
        for there, cell, more in ways.get(here, ()):
            if there not in seen:
                heappush(ahead, (cost + more, next(turns), there, (*way, cell)))
    return None


def _arc(cell: Cell) -> tuple[_Node, _Node]:
    """From where to where: rows → row → column → columns, and the total of all leads back."""
    row, column = cell
    tail = ("row", row) if row is not None else ("column", column) if column is not None else _COLUMNS
    head = ("column", column) if column is not None else ("row", row) if row is not None else _ROWS
    if row is None and column is not None:
        return tail, _COLUMNS
    if row is not None and column is None:
        return _ROWS, head
    return tail, head


def _name(cell: Cell) -> tuple[str, str]:
    return (cell[0] or "", cell[1] or "")
