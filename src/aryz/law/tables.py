"""Build time: rates, calendars and parameters from `kb/data/`, checked and made into the tables of plans."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings
from aryz.plan import days
from aryz.reader import Reader


def load_tables(folder: Path, findings: Findings) -> dict[str, Any]:
    """The data tables by the name that functions and filters use."""
    made: dict[str, Any] = {}
    for name, (file, read) in _FILES.items():
        path = folder / file
        try:
            reader = Reader(yamlfile.load_map(path), path, findings)
        except ContentError as error:
            findings.extend(error.problems)
            continue
        made[name] = read(reader)
    return made


def _hundredths(reader: Reader, key: str) -> int:
    """«16.25» → 1625."""
    text = reader.text(key, required=True)
    try:
        value = Decimal(text) * 100
    except InvalidOperation:
        value = Decimal("0.5")
    if value != value.to_integral_value():
        reader.problem(
            "data.number", key, f"«{text}» is no number with at most two decimals.", "Write such as «16.25»."
        )
        return 0
    return int(value)


def _day(reader: Reader, key: str, text: str) -> str:
    if not days.is_day(text):
        reader.problem("data.day", key, f"«{text}» is no day.", "Write YYYY-MM-DD.")
    return text


def _base_rate(reader: Reader) -> dict[str, Any]:
    reader.known(["id", "title", "unit", "checked", "last_known", "source", "values"])
    listed = reader.map("values")
    rows = []
    for day in listed.data if listed else []:
        assert listed is not None
        row = listed.map(day)
        if row is None:
            continue
        row.known(["value", "verified", "reference"])
        row.text("reference", required=True)
        rows.append([_day(listed, day, day), _hundredths(row, "value"), row.flag("verified")])
    if rows != sorted(rows):
        reader.problem("data.order", "values", "the days are not in order.", "Sort them, the earliest first.")
    return {"values": rows, "last": _day(reader, "last_known", reader.text("last_known", required=True))}


def _calendar(reader: Reader) -> dict[str, Any]:
    reader.known(["id", "title", "checked", "source", "next_review", "years"])
    years = reader.map("years")
    off: list[str] = []
    worked: list[str] = []
    for year in years.data if years else []:
        assert years is not None
        row = years.map(year)
        if row is None:
            continue
        row.known(["off", "worked"])
        listed = row.map("off")
        for day in listed.data if listed else []:
            assert listed is not None
            off.append(_day(listed, day, day))
            if not day.startswith(year):
                listed.problem("data.day", day, f"«{day}» is not in {year}.", "Move it to its year.")
        worked += [_day(row, "worked", day) for day in row.strings("worked")]
    known = sorted(int(year) for year in years.data) if years else [0]
    return {"first": known[0], "last": known[-1], "off": off, "worked": worked}


def _wage_penalty(reader: Reader) -> dict[str, Any]:
    reader.known(["id", "title", "checked", "source", "from", "multiplier", "divisor"])
    divisor = reader.text("divisor", required=True)
    if not divisor.isdigit() or int(divisor) not in {360, 365}:
        reader.problem("data.number", "divisor", f"«{divisor}» is no number of days in a year.", "Write 365 or 360.")
        divisor = "365"
    return {
        "from": _day(reader, "from", reader.text("from", required=True)),
        "multiplier": _hundredths(reader, "multiplier"),
        "divisor": int(divisor),
    }


def _countries(reader: Reader) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for code in reader.data:
        row = reader.map(code)
        if row is None:
            continue
        made[code] = {}
        for language in row.data:
            words = row.map(language)
            if words is not None:
                words.known(["name", "genitive"])
                made[code][language] = {key: words.text(key, required=True) for key in ("name", "genitive")}
    return made


_FILES: dict[str, tuple[str, Callable[[Reader], Any]]] = {
    "base_rate": ("base-rate.yml", _base_rate),
    "calendar": ("calendar.yml", _calendar),
    "wage_penalty": ("wage-penalty.yml", _wage_penalty),
    "countries": ("countries.yml", _countries),
}
