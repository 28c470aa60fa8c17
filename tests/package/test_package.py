"""The package of a case: what is in it, what the calendar says to a foreign reader of calendars, and to whom."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.assemble import Order, assemble, package_of
from aryz.content import Content
from aryz.diagnostics import AryzError
from aryz.documents import pdf
from aryz.documents.sheet import Block, as_docx, as_text, zipped
from aryz.documents.text import form_text, plain_text
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.engine import Deadline, Program, Turn
from aryz.package import make_package
from aryz.package.annexes import addressee_of, annex_list, annexes_of
from aryz.package.calculation import calculation
from aryz.package.calendar import as_calendar
from aryz.package.note import from_markdown
from tests.conftest import ROOT, Aryz, run_aryz

UNPAID = ROOT / "examples" / "six-months-unpaid.yml"
EXAMPLES = sorted((ROOT / "examples").glob("*.yml"))
LANGUAGES = ["ru", "kk", "uz", "en"]


def case_of(content: Content, path: Path) -> tuple[Program, Turn]:
    data = read_file(path)
    program, today = content.program(data["interview"]), str(data["today"])
    texts = content.project.interface["ru"]
    answers = read_answers(program, data, path, today, texts, "ru")
    return program, program.evaluate(answers, today)


def package(content: Content, path: Path, language: str = "ru") -> dict[str, bytes]:
    program, turn = case_of(content, path)
    return make_package(program, turn, package_of(content.compiled, ["ru", "kk"], ["docx", "txt"], language))


def events(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_gives_a_package(content: Content, path: Path) -> None:
    program, turn = case_of(content, path)
    for language in LANGUAGES:
        files = package(content, path, language)
        note = files[f"note.{language}.txt"].decode()
        assert not re.search(r"None|…|\{\{|\*\*|\[@", note)
        for document in turn.documents:
            assert program.documents[document]["title"][language] in note
            assert content.project.interface[language]["note.how.paste"] in note
            assert {f"{document}.{own}.{kind}" for own in ("ru", "kk") for kind in ("docx", "txt")} <= set(files)
        for deadline in turn.deadlines(language):
            assert deadline.title in note
        for name, data in files.items():
            if name.endswith(".docx"):
                docx.Document(io.BytesIO(data))
        assert all(re.fullmatch(r"[a-z-]+(\.(ru|kk|uz|en))?\.(docx|txt|ics)", name) for name in files)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_calendar_is_read_by_others_and_names_nobody(content: Content, path: Path) -> None:
    _, turn = case_of(content, path)
    files = package(content, path)
    coming = [deadline for deadline in turn.deadlines("ru") if deadline.day >= turn.today]
    assert ("deadlines.ics" in files) == bool(coming)
    if not coming:
        return
    text = files["deadlines.ics"].decode()
    for answer in turn.answers.values():
        for word in answer.values() if isinstance(answer, dict) else [answer]:
            if isinstance(word, str) and len(word) > 4 and not re.fullmatch(r"[\d-]+|[a-z_]+", word):
                assert word not in text
    made = events(files["deadlines.ics"])
    assert [(event.decoded("dtstart"), str(event["summary"])) for event in made] == [
        (date.fromisoformat(deadline.day), deadline.title) for deadline in coming
    ]
    assert [str(event["description"]) for event in made] == [deadline.text for deadline in coming]
    assert package(content, path)["deadlines.ics"] == files["deadlines.ics"]


def deadline(title: str = "Суд", text: str = "Идите.", day: str = "2026-12-01", remind: int = 3) -> Deadline:
    return Deadline("court", day, title, [text], [], remind)


words = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff"), max_size=200)


@given(words, st.lists(words, min_size=1, max_size=3), st.integers(0, 999))
def test_any_words_come_out_of_the_calendar_as_they_went_in(title: str, lines: list[str], remind: int) -> None:
    data = as_calendar("trial", [deadline(title, "\n".join(lines), remind=remind)], "2026-11-25")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    event = events(data)[0]
    assert str(event["summary"]) == title.strip()
    assert str(event["description"]) == "\n".join(lines).strip()


@pytest.mark.parametrize("remind", [0, 1, 2, 30])
def test_the_reminder_comes_in_the_morning(remind: int) -> None:
    event = events(as_calendar("trial", [deadline(remind=remind)], "2026-11-25"))[0]
    alarm = event.walk("VALARM")[0]
    assert datetime(2026, 12, 1) + alarm.decoded("trigger") == datetime(2026, 12, 1, 9) - timedelta(days=remind)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)


def test_the_uid_stays_and_what_has_passed_is_left_out() -> None:
    def uid(made: Deadline, interview: str = "trial") -> str:
        return str(events(as_calendar(interview, [made], "2026-11-25"))[0]["uid"])

    assert uid(deadline()) == uid(deadline(title="Другие слова", remind=9))
    assert len({uid(deadline()), uid(deadline(day="2026-12-02")), uid(deadline(), "other")}) == 3
    assert as_calendar("trial", [deadline(day="2026-11-24")], "2026-11-25") == b""
    assert as_calendar("trial", [deadline(day="2026-11-25")], "2026-11-25") != b""


def test_annexes_and_addressee_are_read_from_the_paper() -> None:
    paper = "Прокурору\nПрокуратура района\nот И.\nПриложения:\n1. Копия.\n2. Ещё.\nПодпись\n3. Не оно.\n"
    assert annexes_of(paper) == ["Копия.", "Ещё."]
    assert annexes_of("Без приложений\n1. Прошу.\n") == []
    assert addressee_of(paper) == "Прокурору: Прокуратура района"
    assert addressee_of("Работодателю:\nТОО «Пример»\n") == "Работодателю: ТОО «Пример»"
    assert addressee_of("Кімге: Полиция бөлімі\nАрыз беруші: …") == "Полиция бөлімі"
    assert addressee_of("Нотариусу\nВзыскатель:\n") == "Нотариусу"
    assert addressee_of("Адресат:\nТОО «Пример»\nадрес: …") == "ТОО «Пример»"
    assert addressee_of("В ________\n(вышестоящий суд: вписать название)\n") == "вышестоящий суд: вписать название"
    assert addressee_of("Адресат (работодатель):\nТОО «Пример»\n") == "ТОО «Пример»"
    assert addressee_of("Алушы (жұмыс беруші):\nТОО «Пример»\n") == "ТОО «Пример»"
    assert addressee_of("") == ""


def test_the_annex_list_says_of_which_paper_each_is_and_counts_anew() -> None:
    blocks = annex_list({"Claim": ["power", "order"], "Complaint": ["order"]}, "Annexes")
    assert [(block.kind, block.text) for block in blocks] == [
        ("title", "Annexes"),
        ("heading", "Claim"),
        ("item", "1. power"),
        ("item", "2. order"),
        ("heading", "Complaint"),
        ("item", "1. order"),
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_annex_list_is_that_of_the_paper(content: Content, path: Path) -> None:
    program, turn = case_of(content, path)
    for language in ("ru", "kk"):
        listed = package(content, path).get(f"annexes.{language}.txt", b"").decode()
        for document in turn.documents:
            template = program.template(document, language)
            assert template is not None
            text = form_text(template.render_text(turn.environment(language)))
            heading = re.search(r"^(Приложения|Қосымшалар):?$", text, re.MULTILINE)
            if heading:  # all numbered lines up to the signature
                after = text[heading.end() :].strip().splitlines()
                count = next(at for at, line in enumerate(after) if not re.match(r"\d+\. ", line))
                assert count and all(line.split(" ", 1)[1] in listed for line in after[:count])


def test_the_calculation_has_the_sums_of_the_paper(content: Content) -> None:
    files = package(content, UNPAID)
    plain = {name: form_text(data.decode()) for name, data in files.items() if name.endswith(".txt")}
    for language in ("ru", "kk"):
        sums = re.findall(r"\d[\d ]*,\d\d", plain[f"calculation.{language}.txt"])
        assert len(sums) > 20
        assert all(one in plain[f"wage-claim.{language}.txt"] for one in sums)


def test_a_month_paid_on_its_day_has_no_days_of_delay(content: Content) -> None:
    """Whoever changes the agreed day at the end may leave such a row: it is shown, with nothing late in it."""
    program, turn = case_of(content, ROOT / "examples" / "six-months-unpaid.yml")
    row = {"month": "2026-06", "due": "2026-07-10", "agreed": 100, "paid": None, "paid_on": "2026-07-10"}
    rows = [*turn.answers["wages.unpaid"], row]
    again = program.evaluate({**turn.answers, "wages.unpaid": rows}, turn.today)
    (sheet,) = [block for block in calculation(program, again, content.project.interface["ru"], "ru") if block.rows]
    assert [cells[5] for cells in sheet.rows if cells[1] == "10.07.2026"][-1] == "–"


def test_answers_left_from_another_way_make_no_calculation(content: Content) -> None:
    program, turn = case_of(content, ROOT / "examples" / "final-pay.yml")
    answers = {**turn.answers, "complaint.about": ["slips"]}
    files = make_package(
        program, program.evaluate(answers, turn.today), package_of(content.compiled, ["ru"], ["txt"], "ru")
    )
    assert "inspection-complaint.ru.txt" in files
    assert "calculation.ru.txt" not in files


def test_markdown_of_advice_becomes_blocks() -> None:
    text = "# Head\n\nWords **bold**.\n\n- one\n2. two\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\nEnd."
    assert from_markdown(text) == [
        Block("heading", "Head"),
        Block("text", "Words bold."),
        Block("item", "one"),
        Block("item", "two", "2."),
        Block("table", rows=[["a", "b"], ["1", "2"]]),
        Block("text", "End."),
    ]


@given(
    st.lists(
        st.sampled_from(["title", "heading", "text", "item"]).flatmap(lambda kind: words.map(lambda w: Block(kind, w)))
    )
)
def test_sheets_hold_any_words_in_both_forms(blocks: list[Block]) -> None:
    data = as_docx(blocks, "kk")
    assert data == as_docx(blocks, "kk")
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert [text.removeprefix("•\t") for text in paragraphs] == [
        "".join(letter for letter in block.text if letter >= " ") for block in blocks
    ]
    assert all(block.text.strip() in as_text(blocks) for block in blocks)


def test_text_for_forms_has_no_special_spaces() -> None:
    assert form_text("\n\nСт.\u00a0113\tМ.\u202f\n\n\n\nКонец \n") == "Ст. 113   М.\n\nКонец\n"


def test_the_command_writes_a_folder_or_a_zip(aryz: Aryz, content: Content, tmp_path: Path) -> None:
    answers = "examples/lost-passport.yml"
    names = {
        p.name
        for p in assemble(
            content.compiled, "return-certificate", ROOT / answers, Order(tmp_path / "f", ["txt"], package=True)
        )
    }
    done = aryz("assemble", "return-certificate", "--answers", answers, "--package", "--format", "txt",
                "--out", str(tmp_path / "case.zip"))  # fmt: skip
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "case.zip") as archive:
        assert set(archive.namelist()) == names
        assert archive.testzip() is None
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert zipped({"a.txt": b"1"}) == zipped({"a.txt": b"1"})


def test_without_libreoffice_the_message_is_clear(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    with pytest.raises(AryzError, match="PDF needs LibreOffice, and it was not found"):
        assemble(content.compiled, "wage-claim", UNPAID, Order(tmp_path, ["pdf"], package=True))
    assert not any(tmp_path.iterdir())


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many papers LibreOffice was given at each start; it is only played."""
    made: list[int] = []

    def run(command: list[str], **_: Any) -> Any:
        sources = [Path(word) for word in command if word.endswith(".docx")]
        made.append(len(sources))
        for source in sources:
            if source.read_bytes() != b"broken":
                source.with_suffix(".pdf").write_bytes(b"%PDF " + source.read_bytes())
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(pdf, "find_office", lambda: "soffice")
    monkeypatch.setattr("aryz.documents.pdf.subprocess.run", run)
    yield made


def test_many_papers_are_converted_in_one_start(starts: list[int], content: Content, tmp_path: Path) -> None:
    assert pdf.to_pdfs([b"1", b"2", b"3"]) == [b"%PDF 1", b"%PDF 2", b"%PDF 3"]
    assert pdf.to_pdfs([]) == []
    assert len(pdf.to_pdfs([b"x"] * (pdf.AT_ONCE + 1))) == pdf.AT_ONCE + 1
    with pytest.raises(AryzError, match="could not make 1 of 2 PDFs"):
        pdf.to_pdfs([b"1", b"broken"])
    starts.clear()
    assemble(content.compiled, "wage-claim", UNPAID, Order(tmp_path, ["pdf"], package=True))
    assert starts == [7]  # two claims, two annex lists, two calculations, one note


@pytest.mark.office
def test_the_sheets_become_pdf(content: Content) -> None:
    program, turn = case_of(content, ROOT / "examples" / "lost-passport.yml")
    files = make_package(program, turn, package_of(content.compiled, ["ru"], ["pdf"], "uz"))
    assert all(data.startswith(b"%PDF") for name, data in files.items() if name.endswith(".pdf"))
    assert "note.uz.pdf" in files


def test_plain_text_of_a_sheet_is_that_of_its_word_file() -> None:
    blocks = [Block("title", "Т"), Block("table", rows=[["а", "б"], ["1", "2"]]), Block("text", "К")]
    with zipfile.ZipFile(io.BytesIO(as_docx(blocks, "ru"))) as archive:
        assert plain_text(archive.read("word/document.xml").decode()) == "Т\nа | б\n1 | 2\n\nК\n"


def test_templates_check_tells_only_of_templates(tmp_path: Path, content: Content) -> None:
    good = run_aryz("templates", "check", "templates/passport-demand/ru.docx")
    assert (good.returncode, good.stdout.strip()) == (0, "No findings.")
    stray = tmp_path / "wage-claim.docx"
    stray.write_bytes((ROOT / "templates" / "wage-claim" / "ru.docx").read_bytes())
    bad = run_aryz("templates", "check", str(stray))
    assert bad.returncode == 1
    assert "[template.unused]" in bad.stdout


def test_templates_check_names_the_paragraph(tmp_path: Path) -> None:
    for part in ("kb", "interviews", "templates", "mkdocs.yml"):
        (tmp_path / part).symlink_to(ROOT / part) if part != "templates" else None
    folder = tmp_path / "templates" / "passport-demand"
    folder.mkdir(parents=True)
    for language in ("ru", "kk"):
        made = docx.Document()
        made.add_paragraph("Место: {{ back.plase }}" if language == "ru" else "Орны: {{ back.place }}")
        made.save(str(folder / f"{language}.docx"))
    done = run_aryz("--project", str(tmp_path), "templates", "check", str(folder / "ru.docx"))
    assert done.returncode == 1
    assert "paragraph 1" in done.stdout and "back.place" in done.stdout
    assert run_aryz("--project", str(tmp_path), "templates", "check", str(folder / "kk.docx")).returncode == 0
