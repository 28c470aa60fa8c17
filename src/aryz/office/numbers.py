"""Statistics: counts with small numbers hidden, as tables with bars, and as files for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool as work
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aryz.centre import Words, as_csv, as_xlsx, by_name
from aryz.centre.counts import CROSSED, DIMENSIONS, MONTH, Report, Table
from aryz.centre.countsheets import Label, Listed
from aryz.centre.missed import SWITCH, Missed
from aryz.centre.models import OUTCOMES
from aryz.office.hall import Hall
from aryz.office.visit import current
from aryz.plan.wording import month_long
from aryz.plan.wording.dates import MONTHS

MOST_WORDS = 200  # on the page; the files have all
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Numbers(Hall):
    """Handlers of the counts."""

    topic_titles: Mapping[str, Mapping[str, str]]  # by topic and language

    async def statistics(self, request: Request) -> Response:
        visit, query = current(), request.query_params
        years = await work(self.centre.counts.years, visit.who)
        year = self._year(request, years)
        rows, columns = query.get("rows", ""), query.get("columns", "")
        report, crossed = Report(year, "", ()), None
        label = self._words_of()
        if years:
            report = await work(self.centre.counts.report, visit.who, year)
        if years and rows and columns:
            crossed = await work(self.centre.counts.crossed, visit.who, year, rows, columns)
        words = await work(self.centre.missed.words, visit.who, year)
        switch = visit.who.role in SWITCH
        return self.own_page(
            "statistics.html",
            words=words[:MOST_WORDS],
            label=label,
            switch=switch,
            noting=switch and await work(self.centre.missed.on),
            years=years,
            year=year,
            report=report,
            until=report.until and month_long(report.until, visit.language),
            tables=[_bars(table, label) for table in report.tables if not table.columns],
            crossed=crossed and _grid(crossed, self._heads(label)),
            chosen=(rows, columns),
            dimensions=[(one, label(one)) for one in CROSSED],
            beside=[(one, label(one)) for one in (*CROSSED, MONTH)],
        )

    async def searches(self, request: Request) -> Response:
        """Begin or cease to keep words of searches that found nothing, or forget them."""
        visit = current()
        if visit.said("what") == "clear":
            await work(self.centre.missed.clear, visit.who)
        else:
            await work(self.centre.missed.switch, visit.who, visit.said("what") == "on")
        return RedirectResponse("/statistics", 303)

    async def as_csv_file(self, request: Request) -> Response:
        return await self._sheet(request, "csv")

    async def as_xlsx_file(self, request: Request) -> Response:
        return await self._sheet(request, "xlsx")

    async def _sheet(self, request: Request, kind: str) -> Response:
        visit = current()
        years = await work(self.centre.counts.years, visit.who)
        year = self._year(request, years)
        report = await work(self.centre.counts.report, visit.who, year)
        words = Words(self.say("office.count.total"), "…", self.say("office.count.note"))
        make = as_csv if kind == "csv" else as_xlsx
        missed = self._word_list(await work(self.centre.missed.words, visit.who, year))
        data = await work(make, report, self._label(), words, [missed] if missed.rows else [])
        headers = {"content-disposition": f'attachment; filename="counts-{year}.{kind}"'}
        return Response(data, media_type="text/csv; charset=utf-8" if kind == "csv" else XLSX, headers=headers)

    def _word_list(self, missed: list[Missed]) -> Listed:
        """The words as one more table of the files."""
        names = {key: row.name for key, row in self.project.spoken.items()}
        heads = ("word", "searches", "last")
        rows = [(one.word, names.get(one.language, one.language), one.searches, one.month) for one in missed]
        word, searches, last = (self.say(f"office.missed.{head}") for head in heads)
        return Listed(self.say("office.missed"), (word, self.say("office.count.language"), searches, last), rows)

    def _year(self, request: Request, years: list[int]) -> int:
        wanted = request.query_params.get("year", "")
        known = {str(year): year for year in years}
        return known.get(wanted, years[0] if years else int(self.today()[:4]))

    def _words_of(self) -> Label:
        """The label of the page, with months and ages as one reads them; a spreadsheet sorts them as they are kept."""
        plain, language = self._label(), current().language

        def label(dimension: str, value: str = "") -> str:
            words = plain(dimension, value)
            if dimension == MONTH and words == value and value:
                return month_long(value, language)
            return words.replace("-", "–") if dimension == "age" else words

        return label

    def _heads(self, label: Label) -> Label:
        """The label with months of the year that was chosen, so that twelve of them stand on a screen."""
        months = MONTHS[current().language]

        def head(dimension: str, value: str = "") -> str:
            return months[int(value[5:]) - 1] if dimension == MONTH and value[5:].isdigit() else label(dimension, value)

        return head

    def _label(self) -> Label:
        """Words for dimensions and their values, in the person's language."""
        language = current().language
        texts, some = self.texts[language], next(iter(self.programs.values()), None)
        names: dict[str, dict[str, str]] = {
            one: {"": texts[f"office.count.{one}"], "unknown": texts["office.count.unknown"]}
            for one in (*DIMENSIONS, MONTH)
        }
        names["interview"] |= {key: self.interview_title(key) for key in self.programs}
        names["topic"] |= {key: title[language] for key, title in self.topic_titles.items()}
        names["sex"] |= {"m": texts["office.count.sex.m"], "f": texts["office.count.sex.f"]}
        names["age"] |= {"under-18": texts["office.count.under18"], "55-over": "55+"}
        names["language"] |= {key: row.name for key, row in self.project.spoken.items()}
        names["outcome"] |= {one: texts[f"office.outcome.{one}"] for one in OUTCOMES}
        for dimension, table in (("region", "regions"), ("citizenship", "countries")):
            places: Any = some.tables.get(table, {}) if some else {}
            names[dimension] |= {key: row[language]["name"] for key, row in places.items()}
        return by_name(names)


def _bars(table: Table, label: Label) -> dict[str, Any]:
    """A table of totals: each number with a bar as long as it is to the largest."""
    largest = max((count for count in table.row_totals if count is not None), default=0)
    rows = [
        (label(table.rows_are, value), count, 0 if not count or not largest else round(100 * count / largest))
        for value, count in zip(table.rows, table.row_totals, strict=True)
    ]
    return {"id": table.rows_are, "title": label(table.rows_are), "rows": rows, "total": table.total}


def _grid(table: Table, label: Label) -> dict[str, Any]:
    """A table of two dimensions. The longer one stands as rows: a telephone shows more of it so. Months go along."""
    if len(table.columns) > len(table.rows) and table.columns_are != MONTH:
        table = _turned(table)
    return {
        "title": f"{label(table.rows_are)} × {label(table.columns_are)}",
        "columns": [label(table.columns_are, one) for one in table.columns],
        "rows": [
            (label(table.rows_are, value), [*cells, total])
            for value, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True)
        ],
        "totals": [*table.column_totals, table.total],
    }


def _turned(table: Table) -> Table:
    """The same with rows as columns."""
    return Table(
        rows_are=table.columns_are,
        columns_are=table.rows_are,
        rows=table.columns,
        columns=table.rows,
        cells=tuple(zip(*table.cells, strict=True)),
        row_totals=table.column_totals,
        column_totals=table.row_totals,
        total=table.total,
    )
