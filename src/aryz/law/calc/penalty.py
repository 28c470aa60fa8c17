"""The penalty for late wages (Labour Code 113.3, 113.4).

unpaid sum × rate × multiplier × days of delay ÷ days of the year. The days run from the day after the due day to the
day of payment, both included. Days before a change of the formula keep the old multiplier and rate name.

The law leaves two things open, so both are arguments. `method`: «payment_day» takes one rate, that of the day of
payment (for what is still owed, of the day of calculation); «by_period» takes for each day the rate of that day.
`divisor`: 365 (most calculators) or 360 (one account of court practice).

Rounding: each running total of a sum is rounded half up to a whole tiyn, and a step is the growth of that total; so the
steps add up to the penalty, and cutting a period in two changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.law.calc import exact, series
from aryz.plan import days
from aryz.plan.faults import FaultError

Tables = Mapping[str, Any]
Row = dict[str, Any]


def formula_rate(tables: Tables, formula_day: str, rate_day: str, by_hand: int | None) -> list[Any]:
    """[rate in hundredths of a percent, verified] that the formula of `formula_day` takes on `rate_day`."""
    table = tables[series.value(tables["penalty_rate"], formula_day).replace("-", "_")]
    if by_hand is not None and not series.covers(table, rate_day):
        return [by_hand, True]
    row = series.row(table, rate_day)
    return [row[1], row[2]]


def cuts(tables: Tables, first: str, last: str, method: str) -> list[str]:
    """The first days of the stretches of `first`…`last` in which nothing that the formula takes changes."""
    found = [first]
    found.extend(series.changes(tables["penalty_multiplier"], first, last))
    found.extend(series.changes(tables["penalty_rate"], first, last))
    if method == "by_period":
        found.extend(series.changes(tables["refinancing_rate"], first, last))
        found.extend(series.changes(tables["base_rate"], first, last))
        unknown = days.add(tables["base_rate"]["last"], 1)  # from here on the rate is given by hand, or asked for
        if first < unknown <= last:
            found.append(unknown)
    return sorted(set(found))


def of_sum(tables: Tables, amount: int, due: str, paid: str, options: Mapping[str, Any]) -> list[Row]:
    """The steps of one sum: tiyn that were due on `due` and paid (or are calculated) on `paid`.

    options: `method`, `divisor`, `rate` (hundredths of a percent for days past the table's end, or None), `cite`.
    Raises FaultError when the delay began before the first formula we know, or a rate is unknown.
    """
    if paid <= due or amount == 0:
        return []
    first = days.add(due, 1)
    table = tables["penalty_multiplier"]
    if not series.covers(table, first):
        raise FaultError("wage_penalty.before", day=due, first=table["values"][0][0])
    starts = cuts(tables, first, paid, options["method"])
    steps: list[Row] = []
    weight = 0  # rate × multiplier × days so far
    reached = 0  # tiyn so far
    for index, start in enumerate(starts):
        end = days.add(starts[index + 1], -1) if index + 1 < len(starts) else paid
        rate_day = start if options["method"] == "by_period" else paid
        rate = formula_rate(tables, start, rate_day, options["rate"])
        multiplier = series.row(table, start)
        count = days.between(start, end) + 1
        weight += rate[0] * multiplier[1] * count
        total = exact.proportion([amount, weight], [10_000, 100, options["divisor"]])
        formula = (
            f"{exact.money(amount)} × {exact.decimal(rate[0])} % × {exact.decimal(multiplier[1])}"
            f" × {count} / {options['divisor']}"
        )
        steps.append(
            {
                "what": "penalty",
                "from": start,
                "to": end,
                "days": count,
                "rate": rate[0],
                "amount": total - reached,
                "formula": formula,
                "cites": [options["cite"]],
                "base": amount,
                "multiplier": multiplier[1],
                "verified": bool(rate[1] and multiplier[2]),
            }
        )
        reached = total
    return merged(steps)


def merged(steps: list[Row]) -> list[Row]:
    """Stretches that follow each other with the same rate and multiplier are one step."""
    made: list[Row] = []
    for step in steps:
        if len(made) > 0 and made[-1]["rate"] == step["rate"] and made[-1]["multiplier"] == step["multiplier"]:
            last = made[-1]
            joined = {**last, "to": step["to"], "days": last["days"] + step["days"]}
            joined["amount"] = last["amount"] + step["amount"]
            joined["verified"] = bool(last["verified"] and step["verified"])
            joined["formula"] = last["formula"].replace(f" × {last['days']} / ", f" × {joined['days']} / ")
            made[-1] = joined
        else:
            made.append(step)
    return made


def parts(sum_due: Mapping[str, Any], as_of: str) -> list[Row]:
    """A sum cut by its payments: [{amount, end, open}]. The rest that is still owed ends on `as_of`.

    sum_due: `{"due", "amount", "payments": [{"on", "amount"}]}`. Payments after `as_of` are not counted yet. Raises
    FaultError when more was paid than was due.
    """
    rest = sum_due["amount"]
    made: list[Row] = []
    ordered = sorted([payment["on"] + " " + str(index) for index, payment in enumerate(sum_due["payments"])])
    for key in ordered:
        payment = sum_due["payments"][int(key[11:])]
        if payment["on"] <= as_of:
            if payment["amount"] > rest:
                raise FaultError("penalty.overpaid", due=sum_due["due"], rest=exact.money(rest))
            made.append({"amount": payment["amount"], "end": payment["on"], "open": False})
            rest -= payment["amount"]
    if rest > 0:
        made.append({"amount": rest, "end": as_of, "open": True})
    return made


def choices(rate: int | None, method: str | None, divisor: int | None, cite: str) -> Row:
    """The open choices with their defaults. Raises FaultError for a word or number that is none of them."""
    chosen = {"rate": rate, "method": method or "payment_day", "divisor": divisor or 365, "cite": cite}
    if chosen["method"] not in ["payment_day", "by_period"]:
        raise FaultError("choice.unknown", value=method, known="payment_day, by_period")
    if chosen["divisor"] not in [360, 365]:
        raise FaultError("choice.unknown", value=divisor, known="360, 365")
    return chosen


def penalty(
    tables: Tables,
    sums: list[Row] | None,
    as_of: str | None,
    rate: int | None = None,
    method: str | None = None,
    divisor: int | None = None,
) -> Row | None:
    """The penalty on several sums, with part payments, up to the day `as_of`, included: `{total, debt, steps,
    unverified}`, in tiyn (Labour Code 113.3).

    sums: as `parts` takes them. rate: the base rate in hundredths of a percent, for days past the table's end. Raises
    FaultError as `choices`, `parts` and `of_sum` do.
    """
    if sums is None or as_of is None:
        return None
    options = choices(rate, method, divisor, "tk:113.3")
    steps: list[Row] = []
    debt = 0
    for each in sums:
        for part in parts(each, as_of):
            steps.extend(of_sum(tables, part["amount"], each["due"], part["end"], options))
            if part["open"]:
                debt += part["amount"]
    return {
        "total": sum(step["amount"] for step in steps),
        "debt": debt,
        "steps": steps,
        "unverified": any(not step["verified"] for step in steps),
    }
