"""Pay days, arrears by month and what is due on leaving (Labour Code 113)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.law.calc import calendar, exact, penalty, series
from aryz.plan import days
from aryz.plan.faults import FaultError

Tables = Mapping[str, Any]
Row = dict[str, Any]


def has_base_rate(tables: Tables, day: str) -> bool:
    """Whether the table knows the base rate of `day`."""
    return series.covers(tables["base_rate"], day)


def base_rate(tables: Tables, day: str) -> int:
    """The base rate on `day`, hundredths of a percent a year. Raises FaultError for a day outside the table."""
    found: int = series.value(tables["base_rate"], day)
    return found


def pay_due(tables: Tables, month: str, pay_day: int | None = None) -> str:
    """The last lawful day to pay for `month`: the day agreed (1 to 31), at the latest the 10th of the next month, and
    the working day before it when it is a day off (Labour Code 113.1). Raises FaultError outside the calendar.
    """
    number = min(pay_day or 10, 10)
    return calendar.on_or_before(tables["calendar"], f"{days.next_month(month)}-{number:02d}")


def final_pay_due(tables: Tables, last_day: str) -> str:
    """The last day to pay all that is due when work ended on `last_day`: the third working day after (113.4). Raises
    FaultError outside the calendar.
    """
    return calendar.working_days_after(tables["calendar"], last_day, 3)


def arrears(
    tables: Tables,
    months: list[Row] | None,
    as_of: str | None,
    rate: int | None = None,
    method: str | None = None,
    divisor: int | None = None,
) -> Row | None:
    """What is owed by month, and the penalty: `{total, debt, penalty, steps, unverified}`.

    months: `{"month", "agreed", "due", "payments": [{"on", "amount"}]}`, sums in tiyn. Payments after `as_of` are not
    counted yet. Raises FaultError for a month that may still be paid in time, and as `penalty.of_sum` and
    `penalty.parts` do.
    """
    if months is None or as_of is None:
        return None
    options = penalty.choices(rate, method, divisor, "tk:113.3")
    steps: list[Row] = []
    debt = 0
    fines = 0
    for item in months:
        due = item["due"]
        _check_late(item["month"], due, as_of)
        found = penalty.parts({"due": due, "amount": item["agreed"], "payments": item["payments"]}, as_of)
        owed = sum(part["amount"] for part in found if part["open"])
        steps.append(
            {
                "what": "arrears",
                "from": due,
                "to": as_of,
                "days": None,
                "rate": None,
                "amount": owed,
                "formula": f"{exact.money(item['agreed'])} - {exact.money(item['agreed'] - owed)}",
                "cites": ["tk:113.1"],
                "month": item["month"],
                "verified": True,
            }
        )
        debt += owed
        for part in found:
            for step in penalty.of_sum(tables, part["amount"], due, part["end"], options):
                steps.append({**step, "month": item["month"]})
                fines += step["amount"]
    return {
        "total": debt + fines,
        "debt": debt,
        "penalty": fines,
        "steps": steps,
        "unverified": any(not step["verified"] for step in steps),
    }


def _check_late(month: str, due: str, as_of: str) -> None:
    """Raises FaultError for a month that may still be paid in time on the day of calculation."""
    if as_of <= due:
        raise FaultError("arrears.early", month=month, due=due)


def final_pay(
    tables: Tables,
    last_day: str | None,
    items: list[Row] | None,
    payments: list[Row] | None = None,
    as_of: str | None = None,
    rate: int | None = None,
    method: str | None = None,
    divisor: int | None = None,
) -> Row | None:
    """All that is due when work ended on `last_day`, the day by which it is due, and the penalty up to `as_of` (113.4).

    items: `{"what": wages | leave | job_loss | other, "amount"}`, in tiyn; payments: `{"on", "amount"}`. Gives `{total,
    due, debt, penalty, steps, unverified}`; `total` is what is still owed with the penalty. Raises FaultError for
    another `what`, outside the calendar, and as `penalty.parts` and `penalty.of_sum` do.
    """
    if last_day is None or items is None:
        return None
    cites = {"wages": "tk:113.4", "leave": "tk:96.2", "job_loss": "tk:131.1", "other": "tk:113.4"}
    steps: list[Row] = []
    for item in items:
        if item["what"] not in cites:
            raise FaultError("choice.unknown", value=item["what"], known="wages, leave, job_loss, other")
        steps.append(plain(item["what"], item["amount"], exact.money(item["amount"]), [cites[item["what"]]]))
    full = sum(item["amount"] for item in items)
    due = final_pay_due(tables, last_day)
    steps.append({**plain("due", full, "", ["tk:113.4", "tk:13.3"]), "from": days.add(last_day, 1), "to": due})
    options = penalty.choices(rate, method, divisor, "tk:113.4")
    debt = 0
    fines = 0
    for part in penalty.parts({"due": due, "amount": full, "payments": payments or []}, as_of or due):
        if part["open"]:
            debt += part["amount"]
        else:
            paid = plain("paid", -part["amount"], "", [])
            steps.append({**paid, "to": part["end"]})
        for step in penalty.of_sum(tables, part["amount"], due, part["end"], options):
            steps.append(step)
            fines += step["amount"]
    return {
        "total": debt + fines,
        "due": due,
        "debt": debt,
        "penalty": fines,
        "steps": steps,
        "unverified": any(not step["verified"] for step in steps),
    }


def plain(what: str, amount: int | None, formula: str, cites: list[str]) -> Row:
    """A step without days or rate."""
    return {
        "what": what,
        "from": None,
        "to": None,
        "days": None,
        "rate": None,
        "amount": amount,
        "formula": formula,
        "cites": cites,
        "verified": True,
    }


def wage_arrears(
    tables: Tables,
    items: list[Row] | None,
    as_of: str | None,
    rate: int | None = None,
    pay_day: int | None = None,
    last_day: str | None = None,
) -> Row | None:
    """Arrears and penalty by month, as papers print them: one row a month with one rate (that of the day of payment).

    items: `{month, due, agreed, paid, paid_on}`; `due` empty = the lawful day for the month; `paid` is what came in
    time; `paid_on` is the day the rest was paid, empty while it is owed. rate: the base rate of the day of calculation,
    for days past the table's end. last_day: the last day of work, after which all falls due within three working days
    (113.4). Raises FaultError for delays that began under an older formula (a row has one), and for a month that may
    still be paid in time.
    """
    if items is None or as_of is None:
        return None
    rows = [_row(tables, item, as_of, rate, _due(tables, item, pay_day, last_day)) for item in items]
    debt = sum(row["open"] for row in rows)
    total_penalty = sum(row["penalty"] for row in rows)
    months = sorted([row["month"] for row in rows])
    late = sorted([row["deadline"] for row in rows if row["open"] > 0])
    return {
        "rows": rows,
        "agreed": sum(row["agreed"] for row in rows),
        "paid": sum(row["paid"] for row in rows),
        "debt": debt,
        "penalty": total_penalty,
        "total": debt + total_penalty,
        "first_month": months[0] if len(months) > 0 else None,
        "last_month": months[-1] if len(months) > 0 else None,
        "unverified": any(not row["verified"] for row in rows),
        "late_from": late[0] if len(late) > 0 else None,
    }


def _due(tables: Tables, item: Row, pay_day: int | None, last_day: str | None) -> str:
    """The day by which a month had to be paid: as agreed, as lawful, or with the final pay if that is earlier."""
    if item.get("due"):
        return str(item["due"])
    lawful = pay_due(tables, item["month"], pay_day)
    if last_day is None:
        return lawful
    final = final_pay_due(tables, last_day)
    return final if final < lawful else lawful


def _row(tables: Tables, item: Row, as_of: str, by_hand: int | None, due: str) -> Row:
    end = item.get("paid_on") or as_of
    _check_late(item["month"], due, as_of)
    first_formula = tables["penalty_multiplier"]["values"][-1][0]
    if days.add(due, 1) < first_formula:
        raise FaultError("wage_penalty.before", day=due, first=first_formula)
    short = max(0, item["agreed"] - (item.get("paid") or 0))
    if not has_base_rate(tables, end) and by_hand is not None:
        used = [by_hand, end == as_of]
    else:
        row = series.row(tables["base_rate"], end)
        used = [row[1], row[2]]
    steps = penalty.of_sum(tables, short, due, end, penalty.choices(by_hand, None, None, "tk:113.3"))
    late = max(0, days.between(due, end))
    return {
        "month": item["month"],
        "due": due,
        "agreed": item["agreed"],
        "paid": item.get("paid") or 0,
        "short": short,
        "open": 0 if item.get("paid_on") else short,
        "paid_on": item.get("paid_on"),
        "first_day": days.add(due, 1) if late > 0 else None,
        "last_day": end if late > 0 else None,
        "days": late,
        "rate": used[0],
        "penalty": sum(step["amount"] for step in steps),
        "verified": used[1],
        "deadline": calendar.months_after(due, 12),
    }
