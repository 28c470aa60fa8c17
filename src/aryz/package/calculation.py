"""Run time: how the sums of a case came about, as a sheet: by month, or step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aryz.documents.sheet import Block, table
from aryz.interviews.engine import Program, Turn
from aryz.plan import wording
from aryz.plan.parse import paths_of
from aryz.plan.run import UNKNOWN

# the functions of the law whose results are sheets, and the calculator whose words name them
_SHEETS = {
    "law.wage_arrears": "arrears",
    "law.wage_penalty": "penalty",
    "law.extra_pay": "overtime",
    "law.unused_leave": "leave",
    "law.final_pay": "final-pay",
}


def calculation(program: Program, turn: Turn, texts: Mapping[str, str], language: str) -> list[Block]:
    """The sheet of a case; no blocks where nothing was calculated. texts: the interface texts of `language`."""
    blocks: list[Block] = []
    for _, name, result in _results(program, turn):
        blocks.append(Block("heading", texts[f"calc.{name}.title"]))
        rows = _months(result, texts, language) if "rows" in result else _steps(result, texts, language)
        blocks.append(table(rows))
        blocks.append(
            Block("text", f"{texts[f'calc.{name}.total']}: {wording.money_number(result['total'], language)}")
        )
        if result["unverified"]:
            blocks.append(Block("text", texts["calc.unverified"]))
    blocks.extend(_price(program, turn, texts, language))
    return [Block("title", texts["package.calculation"]), *blocks] if blocks else []


def _price(program: Program, turn: Turn, texts: Mapping[str, str], language: str) -> list[Block]:
    """What a claim asks in all, with the sums it is made of: they add up to the price that the paper names. No blocks
    where one calculation above is the whole.
    """
    price = turn.lookup("price") if "price" in program.plan["values"] and turn.documents else None
    if price is UNKNOWN or not price:
        return []
    read = _reads(program, "price")
    sums = [[texts[f"calc.{name}.title"], result["total"]] for path, name, result in _results(program, turn)
            if path in read]  # fmt: skip
    rest = price - sum(made[1] for made in sums)
    if rest:
        sums.append([texts["package.calculation.rest"], rest])
    if len(sums) < 2:
        return []
    rows = [[made[0], wording.money_number(made[1], language)] for made in sums]
    head = [texts["package.calculation.price"], texts["calc.head.amount"]]
    whole = [texts["package.calculation.total"], wording.money_number(price, language)]
    return [table([head, *rows, whole])]


def _reads(program: Program, path: str) -> list[str]:
    """The paths that a value is made of at first hand."""
    return list(paths_of(program.plan["values"][path]))


def _results(program: Program, turn: Turn) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """What was calculated from answers that count, and is more than nothing: path, kind of sheet, result."""
    for path, node in program.plan["values"].items():
        while node[0] == "if":  # both ways call the same
            node = node[2]
        if node[0] != "call" or node[1] not in _SHEETS or not _counts(program, turn, path):
            continue
        result = turn.lookup(path)
        if result is not UNKNOWN and result and result["total"]:
            yield path, _SHEETS[node[1]], result


def _counts(program: Program, turn: Turn, path: str) -> bool:
    """Whether the papers read the answers that a value is made of: others may be left from another way."""
    for needed in _answers(program, path):
        questions = {question for question, _ in program.asked_by.get(needed, ())}
        if needed in turn.answers and not questions & turn.read:
            return False
    return True


def _answers(program: Program, path: str) -> Iterator[str]:
    node = program.plan["values"].get(path)
    if node is None:
        yield path
    else:
        for needed in paths_of(node):
            yield from _answers(program, needed)


def _months(result: Mapping[str, Any], texts: Mapping[str, str], language: str) -> list[list[str]]:
    own = ("short", "late", "penalty", "total")
    short, days_late, penalty, total = (texts[f"package.calculation.{key}"] for key in own)
    known = [texts[f"calc.{key}"] for key in ("field.month", "field.due", "field.agreed", "field.paid")]
    rows = [[*known, short, days_late, texts["calc.head.rate"], penalty]]
    for row in result["rows"]:
        late = "–"  # paid on its day after all
        if row["days"]:
            late = f"{wording.date_short(row['first_day'])} – {wording.date_short(row['last_day'])} ({row['days']})"
        rows.append(
            [
                wording.month_long(row["month"], language),
                wording.date_short(row["due"]),
                wording.money_number(row["agreed"], language),
                wording.money_number(row["paid"], language),
                wording.money_number(row["short"], language),
                late,
                wording.money_number(row["rate"], language),
                wording.money_number(row["penalty"], language),
            ]
        )
    sums = [
        total,
        "",
        wording.money_number(result["agreed"], language),
        wording.money_number(result["paid"], language),
        "",
        "",
        "",
    ]
    return [*rows, [*sums, wording.money_number(result["penalty"], language)]]


def _steps(result: Mapping[str, Any], texts: Mapping[str, str], language: str) -> list[list[str]]:
    keys = ("what", "from", "to", "days", "rate", "formula", "amount")
    rows = [[texts[f"calc.head.{key}"] for key in keys]]
    rows += [[_cell(key, step.get(key), texts, language) for key in keys] for step in result["steps"]]
    used = [at for at in range(len(keys)) if any(row[at] for row in rows[1:])]
    return [[row[at] for at in used] for row in rows]


def _cell(key: str, value: Any, texts: Mapping[str, str], language: str) -> str:
    if value is None:
        return ""
    if key == "what":
        return texts[f"calc.step.{value}"]
    if key in {"from", "to"}:
        return wording.date_short(value)
    if key == "formula":
        return wording.formula(value, language)
    return wording.money_number(value, language) if key in {"rate", "amount"} else str(value)
