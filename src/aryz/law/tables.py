"""Build time: rates, parameters, terms and calendars from `kb/data/`, checked and made into the tables of plans.

docs/data.md says what may stand in the files. A file with `values` is a parameter by date; calendar.yml, terms.yml and
countries.yml and regions.yml have shapes of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from aryz.diagnostics import Findings, Place
from aryz.law.acts import Registry
from aryz.law.citations import CitationError, parse_ref, resolve
from aryz.plan import days
from aryz.reader import Reader, opened_all

UNITS = ("percent_per_year", "tenge", "times", "calendar_days", "hours", "table")
TERM_UNITS = ("working_days", "calendar_days", "months", "years")
OPEN, AS_BASE = "open", "as_base_rate"


@dataclass
class Data:
    """What was read: `tables` by the names that functions and filters use, the titles of parameters and terms, and the
    articles that the files rest on.
    """

    tables: dict[str, Any] = field(default_factory=dict)
    titles: dict[str, dict[str, str]] = field(default_factory=dict)
    cites: list[tuple[str, Place]] = field(default_factory=list)
    checked: str = ""  # the ISO day on which the formulas were last compared with the law

    def terms(self, language: str) -> list[dict[str, str]]:
        """The terms that the calculator of deadlines knows: id, title, and the event that sets each going."""
        made = []
        for name in self.tables["terms"]["rules"]:
            title, start = self.titles[f"terms.{name}"], self.titles[f"terms.{name}.from"]
            made.append(
                {"id": name, "title": title.get(language, title["ru"]), "from": start.get(language, start["ru"])}
            )
        return made


def load_data(folder: Path, registry: Registry, languages: list[str], needed: list[str], findings: Findings) -> Data:
    """Read every file of `folder`; what is wrong goes to `findings`, and so does what is not verified yet.

    needed: the tables that the functions of the law take; a missing one is a finding.
    """
    data = Data()
    for reader in opened_all(folder, findings):
        own = reader.path.stem
        read = _OWN_SHAPE.get(own, _series if "values" in reader.data else None)
        if read is None:
            reader.problem("data.shape", "", "the file has no «values».", "See docs/data.md for the shapes of data.")
            continue
        if own not in {"countries", "regions"} and reader.text("id", required=True) != own:
            reader.problem("data.id", "id", "the id differs from the file's name.", f"Write «id: {own}».")
        data.titles[own] = reader.texts("title", languages) if "title" in reader.data else {}
        data.tables[own.replace("-", "_")] = read(reader, data)
    for name in needed:
        if name not in data.tables:
            path = folder / f"{name.replace('_', '-')}.yml"
            findings.add("data.missing", Place(path), "the file is missing or unreadable.", "Calculations need it.")
    _continue_series(data.tables)
    for ref, place in data.cites:
        try:
            resolve(parse_ref(ref), registry)
        except CitationError as error:
            findings.add(error.code, place, error.message, error.mend)
    return data


def _file(reader: Reader) -> str:
    return f"kb/data/{reader.path.name}"


def _number(reader: Reader, key: str) -> int:
    """«16.25» → 1625."""
    text = reader.text(key, required=True)
    try:
        value = Decimal(text) * 100
    except InvalidOperation:
        value = Decimal("0.5")
    if value != value.to_integral_value():
        mend = "Write such as «16.25»."
        reader.problem("data.number", key, f"«{text}» is no number with at most two decimals.", mend)
        return 0
    return int(value)


def _day(reader: Reader, key: str, text: str) -> str:
    if not days.is_day(text):
        reader.problem("data.day", key, f"«{text}» is no day.", "Write YYYY-MM-DD.")
    return text


def _cites(reader: Reader, data: Data) -> list[str]:
    found = reader.strings("cites")
    data.cites += [(ref, reader.place("cites")) for ref in found]
    return found


def _reference(row: Reader, key: str = "reference") -> None:
    source = row.map(key)
    if source is None:
        row.problem("yaml.missing", key, "the source is missing.", f"Add «{key}: {{title: …, href: https://…}}».")
        return
    source.known(["title", "href"])
    source.text("title", required=True)
    source.text("href", required=True)


def _series(reader: Reader, data: Data) -> dict[str, Any]:
    reader.known(["id", "title", "unit", "checked", "last_known", "cites", "continues", "note", "values"])
    unit = reader.text("unit", required=True)
    if unit not in UNITS:
        reader.problem("data.unit", "unit", f"«{unit}» is no unit.", f"Use one of: {', '.join(UNITS)}.")
    _day(reader, "checked", reader.text("checked", required=True))
    last = reader.text("last_known", required=True)
    if last not in (OPEN, AS_BASE):
        _day(reader, "last_known", last)
    made = {
        "id": reader.path.stem,
        "file": _file(reader),
        "values": _values(reader, lambda row: row.text("value") if unit == "table" else _number(row, "value")),
        "last": "" if last == OPEN else last,
        "cites": _cites(reader, data),
    }
    goes_on = reader.map("continues")
    if goes_on is not None:
        goes_on.known(["from", "as", "reference"])
        _reference(goes_on)
        made["continues"] = [_day(goes_on, "from", goes_on.text("from", required=True)), goes_on.text("as")]
    return made


def _values(reader: Reader, read: Callable[[Reader], Any]) -> list[list[Any]]:
    """The rows by day; one finding names those not verified yet."""
    listed = reader.map("values")
    rows, doubtful = [], []
    for day in listed.data if listed else []:
        assert listed is not None
        row = listed.map(day)
        if row is None:
            continue
        row.known(["value", "verified", "reference"])
        _reference(row)
        rows.append([_day(listed, day, day), read(row), row.flag("verified")])
        if not row.flag("verified"):
            doubtful.append((day, listed.place(day)))
    if not rows:
        reader.problem("data.empty", "values", "there is no value.", "Add «YYYY-MM-DD: {value: …, …}».")
        rows = [["0001-01-01", 0, False]]
    if rows != sorted(rows):
        reader.problem("data.order", "values", "the days are not in order.", "Sort them, the earliest first.")
    _doubtful(reader, doubtful)
    return rows


def _doubtful(reader: Reader, found: list[tuple[str, Place]]) -> None:
    if found:
        words = ", ".join(f"{day} (line {place.line})" for day, place in found)
        mend = "Read the source, then write its title and link and «verified: true»."
        reader.findings.add("data.unverified", found[0][1], f"not verified yet: {words}.", mend, "warning")


def _continue_series(tables: dict[str, Any]) -> None:
    """The refinancing rate goes on as the base rate: its rows are added, so that the runtime sees one table."""
    for table in tables.values():
        if not isinstance(table, dict) or "continues" not in table:
            continue
        start, name = table.pop("continues")
        other = tables.get(name.replace("-", "_"))
        if other is None:
            continue
        held = [row for row in other["values"] if row[0] <= start]
        table["values"] += [[start, *held[-1][1:]], *(row for row in other["values"] if row[0] > start)]
        table["last"] = other["last"]
        table["file"] = other["file"]


def _calendar(reader: Reader, data: Data) -> dict[str, Any]:
    reader.known(["id", "title", "checked", "source", "next_review", "holidays", "rest", "years"])
    years = reader.map("years")
    kept = reader.map("holidays")
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
    holidays = {year: kept.strings(year) for year in sorted(kept.data)} if kept else {}
    if not holidays or int(next(iter(holidays))) > known[0]:
        reader.problem("data.empty", "holidays", "the holidays of the first year are missing.", "Add them.")
        holidays = {"0001": [], **holidays}
    return {
        "first": known[0],
        "last": known[-1],
        "off": off,
        "worked": worked,
        "holidays": holidays,
        "rest": [_day(reader, "rest", day) for day in reader.strings("rest")],
        "file": _file(reader),
    }


def _terms(reader: Reader, data: Data) -> dict[str, Any]:
    reader.known(["id", "title", "checked", "counting", "rules"])
    counting: dict[str, dict[str, str]] = {}
    listed = reader.map("counting")
    for name in listed.data if listed else []:
        assert listed is not None
        row = listed.map(name)
        if row is not None:
            row.known(["start", "months", "moved"])
            counting[name] = {key: row.text(key, required=True) for key in ("start", "months", "moved")}
            data.cites += [(ref, row.place(key)) for key, ref in counting[name].items()]
    made: dict[str, Any] = {}
    rules = reader.map("rules")
    for name in rules.data if rules else []:
        assert rules is not None
        rule = rules.map(name)
        if rule is not None:
            made[name] = _term(rule, counting, data)
            data.titles[f"terms.{name}"] = rule.texts("title", _languages(rule))
            data.titles[f"terms.{name}.from"] = rule.texts("from", _languages(rule))
    return {"counting": counting, "rules": made, "file": _file(reader)}


def _languages(rule: Reader) -> list[str]:
    first = rule.map("title")
    return list(first.data) if first else []


def _term(rule: Reader, counting: dict[str, Any], data: Data) -> dict[str, Any]:
    rule.known(["title", "from", "counting", "cites", "note", "values"])
    by = rule.text("counting", required=True)
    if by not in counting:
        rule.problem("data.counting", "counting", f"there is no counting «{by}».", f"Use: {', '.join(counting)}.")
    rows, doubtful = [], []
    listed = rule.map("values")
    for day in listed.data if listed else []:
        assert listed is not None
        row = listed.map(day)
        if row is None:
            continue
        row.known(["count", "unit", "verified"])
        count, unit = row.text("count", required=True), row.text("unit", required=True)
        if not count.isdigit():
            row.problem("data.number", "count", f"«{count}» is no whole number.", "Write such as «15».")
            count = "0"
        if unit not in TERM_UNITS:
            row.problem("data.unit", "unit", f"«{unit}» is no unit.", f"Use one of: {', '.join(TERM_UNITS)}.")
        rows.append([_day(listed, day, day), int(count), unit, row.flag("verified")])
        if not row.flag("verified"):
            doubtful.append((day, listed.place(day)))
    if not rows or rows != sorted(rows):
        rule.problem("data.order", "values", "there is no value, or the days are not in order.", "Sort them.")
    _doubtful(rule, doubtful)
    return {"counting": by, "cites": _cites(rule, data), "note": rule.text("note"), "values": rows}


def _places(reader: Reader, data: Data) -> dict[str, Any]:
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


def _calculators(reader: Reader, data: Data) -> dict[str, Any]:
    reader.known(["id", "title", "checked"])
    data.checked = _day(reader, "checked", reader.text("checked", required=True))
    return {}


_OWN_SHAPE: dict[str, Callable[[Reader, Data], Any]] = {
    "calendar": _calendar,
    "terms": _terms,
    "calculators": _calculators,
    "countries": _places,
    "regions": _places,
}
