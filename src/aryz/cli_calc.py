"""`aryz calc …`: the law's arithmetic in the terminal, with every step and its article."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import click

from aryz.cli_shared import language_of, project_of
from aryz.diagnostics import AryzError
from aryz.project import Project

Asked = dict[str, Any]


@click.group()
def calc() -> None:
    """The law's arithmetic, with the steps shown.

    Example: aryz calc penalty --unpaid 2026-04-10:250000 --as-of 2026-07-20
    """


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--json", "as_json", is_flag=True, help="One JSON document.")(command)
    command = click.option("--lang", default="ru", show_default=True, help="The language of the table.")(command)
    return click.pass_context(command)


def _choices(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--rate", help="Base rate, % a year, for a day past the end of our table.")(command)
    command = click.option(
        "--method",
        type=click.Choice(["payment_day", "by_period"]),
        help="One rate of the day of payment (default), or the rate of each day.",
    )(command)
    return click.option("--divisor", type=click.Choice(["365", "360"]), help="Days of the year; 365 if left out.")(
        command
    )


@calc.command()
@click.option(
    "--unpaid",
    "unpaid",
    multiple=True,
    required=True,
    metavar="DUE:AMOUNT[:PAID]",
    help="A sum due on a day. PAID: the day all of it was paid, a sum paid in time, or SUM@DAY[,SUM@DAY].",
)
@click.option("--as-of", help="The day of calculation; today if left out.")
@_choices
@_shared
def penalty(
    ctx: click.Context, unpaid: tuple[str, ...], as_of: str | None, lang: str, as_json: bool, **chosen: str | None
) -> None:
    """The penalty for late wages (Labour Code 113).

    Example: aryz calc penalty --unpaid 2026-04-10:250000:2026-07-20 --as-of 2026-09-01
    """

    def asked() -> Asked:
        from aryz.law import calculators as face

        made = []
        for text in unpaid:
            due, amount, paid = _split(text, "--unpaid DUE:AMOUNT[:PAID]")
            made.append({"due": face.day(due), "amount": face.hundredths(amount), **face.payments(paid)})
        return {"rows": made, **_as_of(as_of), **_chosen(chosen)}

    _run(ctx, "penalty", asked, lang, as_json)


@calc.command()
@click.option(
    "--month",
    "months",
    multiple=True,
    required=True,
    metavar="MONTH:AGREED[:PAID]",
    help="A month and its pay. PAID as in «aryz calc penalty».",
)
@click.option("--pay-day", type=click.IntRange(1, 31), help="The day of the next month agreed for pay.")
@click.option("--as-of", help="The day of calculation; today if left out.")
@_choices
@_shared
def arrears(
    ctx: click.Context,
    months: tuple[str, ...],
    pay_day: int | None,
    as_of: str | None,
    lang: str,
    as_json: bool,
    **chosen: str | None,
) -> None:
    """Wage arrears and the penalty, month by month (Labour Code 113).

    Example: aryz calc arrears --month 2026-03:250000:100000 --month 2026-04:250000 --as-of 2026-09-01
    """

    def asked() -> Asked:
        from aryz.law import calculators as face

        made = []
        for text in months:
            month, agreed, paid = _split(text, "--month MONTH:AGREED[:PAID]")
            made.append({"month": face.month(month), "agreed": face.hundredths(agreed), **face.payments(paid)})
        return {"rows": made, "pay_day": pay_day, **_as_of(as_of), **_chosen(chosen)}

    _run(ctx, "arrears", asked, lang, as_json)


@calc.command()
@click.option("--month", required=True, help="The month of the hours: 2026-03.")
@click.option("--salary", help="Monthly pay, tenge.")
@click.option("--hour-rate", help="Or pay for an hour, tenge.")
@click.option("--overtime", help="Hours of overtime.")
@click.option("--night", help="Hours between 22 and 6.")
@click.option("--day-off", help="Hours on days off and holidays.")
@click.option("--month-hours", help="The month's norm of hours, if it is not that of the five-day week.")
@click.option(
    "--base-paid",
    multiple=True,
    type=click.Choice(["overtime", "night", "day_off"]),
    help="Hours already paid once (piece work, night hours within the salary): only what is above is due.",
)
@click.option("--already-paid", help="Tenge already paid for these hours.")
@_shared
def overtime(
    ctx: click.Context, month: str, base_paid: tuple[str, ...], lang: str, as_json: bool, **given: str | None
) -> None:
    """Pay for overtime, night hours, days off and holidays (Labour Code 108-110).

    Example: aryz calc overtime --month 2026-03 --salary 250000 --overtime 12 --night 8
    """

    def asked() -> Asked:
        from aryz.law import calculators as face

        return {"month": face.month(month), "base_paid": list(base_paid), **_numbers(given)}

    _run(ctx, "overtime", asked, lang, as_json)


@calc.command()
@click.option("--first", required=True, help="First day of work.")
@click.option("--last", required=True, help="Last day of work.")
@click.option("--average-day", help="Average daily pay, tenge.")
@click.option("--earned", help="Or what was earned in the twelve months before, tenge,")
@click.option("--worked", help="and the days worked then.")
@click.option("--used", help="Days of leave already taken.")
@click.option("--yearly", help="Days of leave a year; at least 24.")
@click.option("--count", type=click.Choice(["months", "days"]), help="How a started year counts; months if left out.")
@click.option("--week", type=click.Choice(["five", "six"]), help="Working days a week; five if left out.")
@click.option("--pay-days", type=click.Choice(["working", "calendar"]), help="Which days are paid.")
@_shared
def leave(
    ctx: click.Context,
    first: str,
    last: str,
    count: str | None,
    week: str | None,
    pay_days: str | None,
    lang: str,
    as_json: bool,
    **given: str | None,
) -> None:
    """Pay for unused leave on leaving (Labour Code 88, 96, 114).

    Example: aryz calc leave --first 2026-01-15 --last 2026-09-30 --average-day 10000 --used 7
    """

    def asked() -> Asked:
        from aryz.law import calculators as face

        days = {"first": face.day(first), "last": face.day(last)}
        return {**days, "count": count, "week": week, "pay_days": pay_days, **_numbers(given)}

    _run(ctx, "leave", asked, lang, as_json)


@calc.command("final-pay")
@click.option("--last-day", required=True, help="Last day of work.")
@click.option("--wages", help="Unpaid wages, tenge.")
@click.option("--leave", help="Pay for unused leave, tenge.")
@click.option("--job-loss", help="Compensation for loss of work (Labour Code 131), tenge.")
@click.option("--other", help="Other sums, tenge.")
@click.option("--paid", "paid", help="The day all was paid, or SUM@DAY[,SUM@DAY].")
@click.option("--as-of", help="The day of calculation; today if left out.")
@_choices
@_shared
def final_pay(
    ctx: click.Context,
    last_day: str,
    paid: str | None,
    as_of: str | None,
    lang: str,
    as_json: bool,
    rate: str | None,
    method: str | None,
    divisor: str | None,
    **given: str | None,
) -> None:
    """What is due on leaving, by which day, and the penalty (Labour Code 113.4).

    Example: aryz calc final-pay --last-day 2026-07-31 --wages 400000 --leave 30000 --paid 2026-09-01
    """

    def asked() -> Asked:
        from aryz.law import calculators as face

        chosen = _chosen({"rate": rate, "method": method, "divisor": divisor})
        return {
            "last_day": face.day(last_day),
            **_numbers(given),
            **face.payments(paid or ""),
            **_as_of(as_of),
            **chosen,
        }

    _run(ctx, "final-pay", asked, lang, as_json)


@calc.command()
@click.option("--rule", help="The term; leave it out for the list of terms.")
@click.option("--from", "start", help="The day of the event that sets it going.")
@_shared
def deadline(ctx: click.Context, rule: str | None, start: str | None, lang: str, as_json: bool) -> None:
    """The last day of a term, and why (kb/data/terms.yml).

    Example: aryz calc deadline --rule appeal-answer --from 2026-11-24
    """
    if rule is None or start is None:
        if rule is not None or start is not None:
            raise click.UsageError("Give both --rule and --from, or neither for the list of terms.")
        _list_terms(ctx, lang, as_json)
        return

    def asked() -> Asked:
        from aryz.law import calculators as face

        return {"rule": rule, "from": face.day(start)}

    _run(ctx, "deadline", asked, lang, as_json)


def _list_terms(ctx: click.Context, lang: str, as_json: bool) -> None:
    from aryz.content import load_law

    project = project_of(ctx)
    rows = load_law(project)[1].terms(language_of(project, lang))
    if as_json:
        click.echo(json.dumps({"rules": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['id']}: {row['title']} — {row['from']}")


# shared pieces


def _split(text: str, form: str) -> list[str]:
    parts = text.split(":", 2)
    if len(parts) < 2:
        raise click.BadParameter(f"«{text}» is not of the form {form}")
    return [*parts, ""][:3]


def _as_of(text: str | None) -> Asked:
    from aryz.law import calculators as face

    return {"as_of": face.day(text) if text else date.today().isoformat()}


def _chosen(given: dict[str, str | None]) -> Asked:
    from aryz.law import calculators as face

    rate, divisor = given.get("rate"), given.get("divisor")
    return {
        "rate": face.hundredths(rate) if rate else None,
        "method": given.get("method"),
        "divisor": int(divisor) if divisor else None,
    }


def _numbers(given: dict[str, str | None]) -> Asked:
    from aryz.law import calculators as face

    return {key: face.hundredths(text) for key, text in given.items() if text is not None}


def _run(ctx: click.Context, name: str, asked: Callable[[], Asked], lang: str, as_json: bool) -> None:
    """Calculate and print; what is wrong with the input is one message in the language of the table."""
    from aryz.content import load_law
    from aryz.law.calculators import calculate, plain
    from aryz.plan.faults import FaultError

    project = project_of(ctx)
    language_of(project, lang)
    registry, data = load_law(project)
    try:
        made = calculate(data.tables, name, asked())
    except FaultError as error:
        raise AryzError(project.text(lang, f"fault.{error.fault.key}", **error.fault.params)) from None
    if as_json:
        click.echo(json.dumps(plain(made), ensure_ascii=False, indent=1))
        return
    for line in _table(project, registry, made, lang):
        click.echo(line)


def _table(project: Project, registry: Any, made: dict[str, Any], lang: str) -> list[str]:
    from aryz.law.printing import print_ref

    def text(key: str) -> str:
        return project.text(lang, f"calc.{key}")

    def cell(value: Any) -> str:
        return "" if value is None else f"{value:,f}".replace(",", " ") if isinstance(value, Decimal) else str(value)

    rows = [[text(f"head.{key}") for key in ("what", "from", "to", "days", "rate", "formula", "amount", "cites")]]
    for step in made["steps"]:
        cites = "; ".join(print_ref(ref, registry, lang).replace("\u00a0", " ") for ref in step["cites"])
        mark = "" if step["verified"] else " (?)"
        values = [cell(step[key]) for key in ("from", "to", "days", "rate", "formula", "amount")]
        rows.append([text(f"step.{step['what']}") + mark, *values, cites])
    used = [index for index in range(len(rows[0])) if any(row[index] for row in rows[1:])]
    widths = {index: max(len(row[index]) for row in rows) for index in used}
    lines = ["  ".join(row[index].ljust(widths[index]) for index in used).rstrip() for row in rows]
    lines.append("")
    lines.append(f"{text(made['calculator'] + '.total')}: {cell(made['total'])}")
    lines += [text("unverified") + " (?)"] if made["unverified"] else []
    return [*lines, *(text(f"note.{note}") for note in made["notes"])]
