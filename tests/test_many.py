"""Sheets of workers: the same papers as from an answers file, and every bad cell named by row and column."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aryz import yamlfile
from aryz.assemble import Order, assemble
from aryz.content import Content
from aryz.diagnostics import AryzError, Findings
from aryz.many.blank import blank
from aryz.many.book import read_book
from aryz.many.grid import letters
from aryz.many.run import Result, assemble_many, slug
from tests.conftest import ROOT, Aryz

EXAMPLE = ROOT / "examples" / "six-months-unpaid.yml"


def flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """The answers of a file by path; a name stays a name."""
    made: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict) and "surname" not in value:
            made |= flat(value, f"{prefix}{key}.")
        else:
            made[f"{prefix}{key}"] = value
    return made


ANSWERS = flat(yamlfile.load_map(EXAMPLE)["answers"])
TODAY = str(yamlfile.load_map(EXAMPLE)["today"])
WORKER: dict[str, Any] = {
    "worker.name": "Примеров Шерзод Бахтиёрович",
    "worker.sex": "m",
    "worker.born": "14.03.1994",
    "worker.citizenship": "Узбекистан",
    "worker.address": "г. Примерск, ул. Образцовая, д. 1",
    "worker.phone": "+7 700 000 00 01",
}
SHARED = {"today": TODAY} | {
    path: value for path, value in ANSWERS.items() if not path.startswith("worker.") and not isinstance(value, list)
}


def write_book(path: Path, workers: list[dict[str, Any]], shared: Mapping[str, Any], **lists: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    first: Any = book.active
    first.title = "Workers"
    head = list(dict.fromkeys(key for row in workers for key in row))
    first.append(head)
    for row in workers:
        first.append([row.get(key) for key in head])
    second = book.create_sheet("Shared")
    for row_ in [("path", "value"), *shared.items()]:
        second.append(row_)
    for name, rows in lists.items():
        sheet = book.create_sheet(name.replace("_", "."))
        for one in rows:
            sheet.append(one)
    book.save(path)
    return path


def months(*keys: Any) -> list[list[Any]]:
    return [["key", "month", "agreed"], *([key, "03.2026", 250000] for key in keys)]


def run(content: Content, path: Path, out: Path, formats: tuple[str, ...] = ("txt",), **more: Any) -> Result:
    return assemble_many(content.compiled, "wage-claim", path, Order(out, list(formats), "ru", **more))


def said(result: Result) -> str:
    return "\n".join(map(str, result.problems))


def fill(path: Path, program: Any, answers: Mapping[str, Any], words: Mapping[str, str]) -> None:
    """Fill an empty sheet in as a person would: in the columns, from the lists, with days as days."""
    book = openpyxl.load_workbook(path)
    first, shared = book.worksheets[:2]
    cells = {cell.value.split("[")[-1].rstrip("]"): cell.column for cell in first[1]}
    where = {str(row[2].value): row[0].row for row in shared.iter_rows(min_row=2)}

    def typed(spec: Mapping[str, Any], value: Any) -> Any:
        if spec["type"] == "date":
            return datetime.datetime.fromisoformat(iso(str(value)))
        if spec["type"] == "yes_no":
            return words["web.yes" if value in ("yes", True) else "web.no"]
        if spec["type"] in {"choice", "country"}:
            return dict(program.options(spec, "uz"))[str(value)]
        return value

    shared.cell(where["today"], 2, datetime.datetime.fromisoformat(TODAY))
    for at, value in answers.items():
        spec = program.fields[at]
        if spec["type"] == "name":
            for part, word in value.items():
                first.cell(3, cells[f"{at}.{part}"], word)
        elif at == "evidence" and not any(isinstance(item, dict) and "note" in item for item in value):
            titles = [item["title"] if isinstance(item, dict) else item for item in value]
            shared.cell(where[at], 2, "\n".join(titles))
        elif at == "evidence":
            notes = book.create_sheet(at)
            notes.append(["title", "note"])
            for item in value:
                notes.append([item["title"], item.get("note")])
        elif spec["type"] == "list":
            sheet = book[at]
            for number, item in enumerate(value, 3):
                for column, name in enumerate(spec["item"], 2):
                    month = name == "month" and item[name].split(".")
                    cell = datetime.datetime(int(month[1]), int(month[0]), 1) if month else item.get(name)
                    sheet.cell(number, column, typed(spec["item"][name], cell) if cell and not month else cell)
                sheet.cell(number, 1, 1)
        elif at in cells:
            first.cell(3, cells[at], typed(spec, value))
        else:
            shared.cell(where[at], 2, typed(spec, value))
    first.cell(3, 1, 1)
    book.save(path)


def iso(day: str) -> str:
    return "-".join(reversed(day.split("."))) if "." in day else day


def test_an_empty_sheet_filled_in_gives_the_papers_of_the_answers_file(content: Content, tmp_path: Path) -> None:
    program = content.program("wage-claim")
    path = blank(content.compiled, "wage-claim", tmp_path / "workers.xlsx", "uz")
    fill(path, program, ANSWERS, content.project.interface["uz"])
    result = assemble_many(content.compiled, "wage-claim", path, Order(tmp_path / "many", ["docx", "txt"]))
    assert not said(result)
    assemble(content.compiled, "wage-claim", EXAMPLE, Order(tmp_path / "one", ["docx", "txt"]))
    made = tmp_path / "many" / "001-primerov"
    names = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert names == sorted(p.name for p in made.iterdir())
    for name in names:
        assert (made / name).read_bytes() == (tmp_path / "one" / name).read_bytes(), name


def test_a_row_gives_the_same_papers_among_others_and_alone(content: Content, tmp_path: Path) -> None:
    """What rows share is read and worked out once: nothing of one may stay for the next."""
    workers = [
        WORKER | {"work.post": "каменщик", "court.name": None},
        WORKER | {"worker.name": "Образцова Мадина", "worker.sex": "f", "worker.born": "01.02.1990", "work.post": None},
        WORKER | {"worker.name": "Пробный Азамат", "worker.citizenship": "KZ", "worker.phone": "+7 700 000 00 02"},
    ]
    wages = [
        ["key", "month", "agreed", "paid"],
        *([2, "03.2026", 250000, None], [2, "04.2026", "250000,5", 1], [3, "03.2026", 250000.5, None]),
        *([4, "03.2026", 250000, 250000], [4, "05.2026", 1, 0]),
    ]
    together = run(
        content, write_book(tmp_path / "w.xlsx", workers, SHARED, wages_unpaid=wages), tmp_path / "out", ("docx",)
    )
    assert (together.made, said(together)) == (3, "")
    for number, worker in enumerate(workers, 2):
        own = [wages[0], *([2, *row[1:]] for row in wages[1:] if row[0] == number)]
        path = write_book(tmp_path / f"{number}.xlsx", [worker], SHARED, wages_unpaid=own)
        alone = run(content, path, tmp_path / str(number), ("docx",))
        assert said(alone) == ""
        for paper, other in zip([together.papers[number - 2]], alone.papers, strict=True):
            assert paper.read_bytes() == other.read_bytes()


def test_each_worker_gets_a_package_and_pdfs_are_made_together(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[int] = []

    def to_pdfs(papers: list[bytes]) -> list[bytes]:
        starts.append(len(papers))
        return [b"%PDF" for _ in papers]

    monkeypatch.setattr("aryz.package.papers.needed_office", lambda: "soffice")
    monkeypatch.setattr("aryz.package.papers.to_pdfs", to_pdfs)
    path = write_book(tmp_path / "w.xlsx", [WORKER, WORKER, WORKER], SHARED, wages_unpaid=months(None))
    result = run(content, path, tmp_path / "out", ("pdf",), package=True)
    assert not said(result)
    assert starts == [3 * 4]  # the claim, annexes, calculation, note
    for folder in ("001-primerov", "002-primerov", "003-primerov"):
        names = sorted(p.name for p in (tmp_path / "out" / folder).iterdir())
        assert names == ["annexes.ru.pdf", "calculation.ru.pdf", "deadlines.ics", "note.ru.pdf", "wage-claim.ru.pdf"]


@pytest.mark.parametrize("language", ["ru", "kk", "uz", "en"])
def test_every_interview_has_an_empty_sheet_that_is_read_and_says_that_it_is_empty(
    content: Content, tmp_path: Path, language: str
) -> None:
    for name in content.plans:
        path = blank(content.compiled, name, tmp_path / f"{name}.xlsx", language)
        with pytest.raises(AryzError, match="no rows"):
            read_book(content.program(name), path, content.project.interface, "ru")
        book = openpyxl.load_workbook(path)
        assert book.worksheets[-1].sheet_state == "hidden"
        assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_an_empty_sheet_has_notes_drop_downs_and_formats(content: Content, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(blank(content.compiled, "wage-claim", tmp_path / "w.xlsx", "en"))
    first = book.worksheets[0]
    heads = {str(cell.value): cell for cell in first[1]}
    born = heads["Date of birth\n[worker.born]"]
    assert first.column_dimensions[letters(born.column)].number_format == "DD.MM.YYYY"
    assert "passport says" in born.comment.text
    passport = next(cell for head, cell in heads.items() if "[worker.passport]" in head)
    assert "may be left out" in passport.value and passport.fill.fgColor.rgb != born.fill.fgColor.rgb
    assert first.column_dimensions[letters(passport.column)].number_format == "@"
    lists = [rule for rule in first.data_validations.dataValidation if rule.type == "list"]
    assert any("#lists" in rule.formula1 for rule in lists)
    assert book.sheetnames == ["Each worker", "Shared", "wages.unpaid", "#lists"]


def test_a_filled_sheet_is_never_overwritten(content: Content, tmp_path: Path) -> None:
    blank(content.compiled, "wage-claim", tmp_path / "w.xlsx")
    with pytest.raises(AryzError, match="may be filled in"):
        blank(content.compiled, "wage-claim", tmp_path / "w.xlsx")


def test_bad_rows_are_named_and_good_ones_made(content: Content, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [dict(WORKER, key=key) for key in "abcdef"]
    rows[1]["worker.born"] = "31.02.1994"
    rows[2]["worker.phone"] = "=A1"
    rows[3]["worker.citizenship"] = None
    rows[4]["key"] = "f"
    path = write_book(tmp_path / "w.xlsx", rows, SHARED, wages_unpaid=months("a", "b", "c", "d", "f", "nobody"))
    result = run(content, path, tmp_path / "out")
    text = said(result)
    assert f"{path}, sheet Workers, row 3, column C (worker.born): Такого дня нет" in text
    assert "row 4, column F (worker.phone): В ячейке формула" in text
    assert "row 5, column D (worker.citizenship): an answer is missing" in text
    assert "row 6: 2 rows have the key «f»" in text and "row 7: 2 rows" in text
    assert "sheet wages.unpaid, row 7, column A (key): no worker's row has the key «nobody»" in text
    assert (result.made, result.cases, result.bad) == (1, 6, True)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["001-primerov"]


def test_a_fault_of_a_shared_answer_is_said_once(content: Content, tmp_path: Path) -> None:
    path = write_book(tmp_path / "w.xlsx", [WORKER] * 3, {**SHARED, "work.start": "soon"}, wages_unpaid=months(None))
    result = run(content, path, tmp_path / "out")
    assert said(result).count("work.start") == 1
    row = [*SHARED].index("work.start") + 2
    assert f"sheet Shared, row {row}, column B (work.start)" in said(result)
    assert not (tmp_path / "out").exists()


def test_rows_of_lists_find_their_worker_by_key_or_by_row_number(content: Content, tmp_path: Path) -> None:
    path = write_book(tmp_path / "w.xlsx", [WORKER, WORKER], SHARED, wages_unpaid=months(2, 3, 3))
    book = openpyxl.load_workbook(path)
    book["wages.unpaid"]["B4"] = "04.2026"
    book.save(path)
    result = run(content, path, tmp_path / "out")
    assert not said(result)
    first, second = ((tmp_path / "out" / name / "wage-claim.ru.txt").read_text() for name in
                     ("001-primerov", "002-primerov"))  # fmt: skip
    assert "апрель" not in first and "апрель" in second


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("worker.iin", 12345, "убрал нули"),
        ("worker.address", datetime.date(2026, 5, 12), "за дату 12.05.2026"),
        ("worker.born", 34407, "не дата"),
        ("worker.born", datetime.time(12, 30), "время"),
        ("worker.name", "PRIMEROV SHERZOD", "Примеров Шерзод"),
        ("worker.sex", "maybe", "нет в списке"),
        ("worker.phone", "#N/A", "ошибка"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_refused_with_the_mend(
    content: Content, tmp_path: Path, field: str, value: Any, words: str
) -> None:
    path = write_book(tmp_path / "w.xlsx", [{**WORKER, field: value}], SHARED, wages_unpaid=months(2))
    result = run(content, path, tmp_path / "out")
    assert words in said(result) and f"({field})" in said(result) and result.made == 0


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("worker.nam", "Did you mean «worker.name»"),
        ("Адрес", "nothing is called «Адрес»"),
        ("worker.phone", "a second column for «worker.phone»"),
        ("wages.unpaid", "nothing is called «wages.unpaid»"),
    ],
)
def test_headings_that_mean_nothing_stop_everything(content: Content, tmp_path: Path, heading: str, words: str) -> None:
    path = write_book(tmp_path / "w.xlsx", [{**WORKER, f" {heading}": "x"}], SHARED, wages_unpaid=months(2))
    with pytest.raises(AryzError, match=words):
        run(content, path, tmp_path / "out")


def test_headings_may_be_labels_in_any_language(content: Content, tmp_path: Path) -> None:
    labels = ["Familiya, ism, ota ismi", "Жынысы", "Date of birth", "Гражданство", "worker.address", "Телефон"]
    row = dict(zip(labels, WORKER.values(), strict=True))
    path = write_book(tmp_path / "w.xlsx", [row], SHARED, wages_unpaid=months(2))
    assert not said(run(content, path, tmp_path / "out"))


def test_an_address_and_several_choices_may_stand_in_parts(content: Content, tmp_path: Path) -> None:
    row = {key: value for key, value in WORKER.items() if key != "worker.address"}
    row |= {"worker.address.region": "Туркестанская область", "worker.address.settlement": "с. Примерное"}
    path = write_book(tmp_path / "w.xlsx", [row], SHARED, wages_unpaid=months(2))
    assert not said(run(content, path, tmp_path / "out"))
    assert "с. Примерное" in (tmp_path / "out" / "001-primerov" / "wage-claim.ru.txt").read_text()


def test_papers_made_again_leave_other_files_of_the_folder(content: Content, tmp_path: Path) -> None:
    path = write_book(tmp_path / "w.xlsx", [WORKER], SHARED, wages_unpaid=months(2))
    run(content, path, tmp_path / "out")
    scan = tmp_path / "out" / "001-primerov" / "scan.jpg"
    scan.write_bytes(b"x")
    run(content, path, tmp_path / "out")
    assert scan.exists() and len(list(scan.parent.iterdir())) == 2


def test_a_sheet_of_another_interview_is_refused(content: Content, tmp_path: Path) -> None:
    path = write_book(tmp_path / "w.xlsx", [WORKER], {"interview": "passport-return", **SHARED})
    with pytest.raises(AryzError, match="holds answers to «passport-return»"):
        run(content, path, tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "made"),
    [("Қайратұлы", "qayratuly"), ("O‘G‘LI", "o-g-li"), ("../../etc", "etc"), ("Щербаков", "shcherbakov"), ("王", "")],
)
def test_names_of_folders_are_plain(name: str, made: str) -> None:
    assert slug(name) == made


def test_the_command_line_tells_the_exit_code_and_how_many(aryz: Aryz, tmp_path: Path) -> None:
    rows = [dict(WORKER), dict(WORKER, **{"worker.phone": "none"})]
    path = write_book(tmp_path / "w.xlsx", rows, SHARED, wages_unpaid=months(None))
    done = aryz("assemble", "wage-claim", "--answers", str(path), "--out", str(tmp_path / "out"))
    assert done.returncode == 1 and "1 of 2 made, 2 files" in done.stderr and "row 3, column F" in done.stderr
    assert len(done.stdout.splitlines()) == 2
    for words in (["--blank", "x.xlsx", "--out", "x"], [], ["--answers", str(EXAMPLE), "--out", "x", "--together"]):
        assert aryz("assemble", "wage-claim", *words).returncode == 2
    assert "no language" in aryz("assemble", "wage-claim", "--blank", "x.xlsx", "--lang", "fr").stderr


CELLS = {
    "money": st.integers(100, 10**11),
    "date": st.dates(datetime.date(1931, 1, 1), datetime.date(2026, 10, 20)),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sums=st.lists(CELLS["money"], min_size=1, max_size=5),
    born=CELLS["date"],
    post=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40),
    as_text=st.booleans(),
)
def test_values_come_back_as_they_went_in(
    content: Content, tmp_path: Path, sums: list[int], born: datetime.date, post: str, as_text: bool
) -> None:
    from aryz.interviews.cases import CaseReader

    post = f"к{post}"  # a text that begins with = is a formula to spreadsheet programs
    money = [f"{sum_ // 100},{sum_ % 100:02d}" if as_text else sum_ / 100 for sum_ in sums]
    row = {**WORKER, "worker.born": born.isoformat() if as_text else born, "work.post": post}
    lists = [["month", "agreed"], *(["03.2026", one] for one in money)]
    path = write_book(tmp_path / "w.xlsx", [row], SHARED, wages_unpaid=lists)
    program, texts = content.program("wage-claim"), content.project.interface
    (case,) = read_book(program, path, texts, "ru").cases
    answers = CaseReader(program, TODAY, texts["ru"], "ru").read(case.raw, Findings()).answers
    assert [item["agreed"] for item in answers["wages.unpaid"]] == sums
    assert answers["worker.born"] == born.isoformat() and answers["work.post"] == post
