"""Which cells of a table stay hidden, so that no small number shows, nor can be worked out from the others.

A table with its totals is a network: every cell is an arc, from its row to its column, and the totals lead round. Other
numbers that fit what is shown differ from the true ones by closed ways through hidden arcs. So a hidden cell can be
worked out exactly when no closed way leads through it, and then another cell near by must be hidden too. Zeros are
shown; so who reads the table knows that a hidden cell is at least one, and the ways must respect that.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

SMALL = 5  # numbers from 1 to one less than this are hidden
Cell = tuple[str | None, str | None]  # row and column; None = all of them
_Node = tuple[str, str]
_ROWS, _COLUMNS = ("rows", ""), ("columns", "")


def with_totals(counts: Mapping[tuple[str, str], int]) -> dict[Cell, int]:
    """The cells of a table and its totals."""
    made: dict[Cell, int] = {(None, None): 0}
    for (row, column), count in counts.items():
        for cell in ((row, column), (row, None), (None, column), (None, None)):
            made[cell] = made.get(cell, 0) + count
    return made


def hidden_values(counts: Mapping[str, int]) -> set[str]:
    """The values to hide of a list whose sum is shown: one alone is the rest of the sum, and so are several that are
    all one.
    """
    hidden = {value for value, count in counts.items() if 0 < count < SMALL}
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
    hidden = {cell for cell, count in cells.items() if 0 < count < SMALL} | set(forced)
    if hidden & fixed:
        return None
    while bare := next((cell for cell in _in_order(hidden, cells) if not _covered(cell, cells, hidden)), None):
        more = _cheapest(bare, cells, hidden | fixed)
        if more is None:
            return None
        hidden.add(more)
    return hidden


def _in_order(hidden: Set[Cell], cells: Mapping[Cell, int]) -> list[Cell]:
    return sorted(hidden, key=lambda cell: (cells[cell], _name(cell)))


def _cheapest(bare: Cell, cells: Mapping[Cell, int], taken: Set[Cell]) -> Cell | None:
    """The cell to hide for the sake of another: near it, not a total if possible, and small."""
    free = [cell for cell, count in cells.items() if count and cell not in taken]

    def cost(cell: Cell) -> tuple[bool, bool, int, tuple[str, str]]:
        near = cell[0] == bare[0] or cell[1] == bare[1]
        return (not near, None in cell, cells[cell], _name(cell))

    return min(free, key=cost, default=None)


def _covered(cell: Cell, cells: Mapping[Cell, int], hidden: Set[Cell]) -> bool:
    """Whether the cell could as well be one more, or one less."""
    start, end = _arc(cell)
    ways: dict[_Node, set[_Node]] = {}
    for other in hidden - {cell}:
        tail, head = _arc(other)
        ways.setdefault(tail, set()).add(head)
        if cells[other] > 1:
            ways.setdefault(head, set()).add(tail)
    return _leads(ways, end, start) or (cells[cell] > 1 and _leads(ways, start, end))


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


def _leads(ways: Mapping[_Node, Set[_Node]], start: _Node, end: _Node) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        if here == end:
            return True
        fresh = ways.get(here, set()) - seen
        seen |= fresh
        ahead.extend(fresh)
    return False


def _name(cell: Cell) -> tuple[str, str]:
    return (cell[0] or "", cell[1] or "")
