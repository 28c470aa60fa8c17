"""Official texts read from four kinds of files: nothing is lost, and all four say the same."""

from __future__ import annotations

import html
import re
from pathlib import Path

import docx
import pytest

from aryz.diagnostics import AryzError
from aryz.law.texts import store
from aryz.law.texts.build import build
from aryz.law.texts.importing import import_file, keep
from aryz.law.texts.model import Article, Text, Unit
from aryz.law.texts.readers import markdown_lines, plain_lines
from aryz.law.texts.stream import clean
from tests.law.texts.samples import text_of

RU = text_of("ru", "2019-03-01")


def _ru() -> Text:
    return build(list(markdown_lines(RU)), "tk", "ru", "2019-03-01")


def _units(article: Article | None) -> list[tuple[str, str, int, str]]:
    assert article is not None
    return [(u.paragraph, u.sub, u.part, u.text[:24]) for u in article.units]


def test_articles_divisions_and_the_table_of_contents() -> None:
    text = _ru()
    assert [a.number for a in text.articles] == ["1", "2", "3", "3-1", "4", "5", "6", "7"]
    assert text.title == "Садовый кодекс"
    assert text.unplaced == ()
    one = text.articles[0]
    assert [(d.kind, d.number, d.heading) for d in one.divisions] == [
        ("part", "", "ОБЩАЯ ЧАСТЬ"),
        ("section", "1", "ОБЩЕЕ О САДАХ"),
        ("chapter", "1", "ОСНОВЫ"),
        ("paragraph", "1", "Слова"),
    ]
    assert [d.number for d in text.articles[4].divisions] == ["", "1", "2"]
    assert [d.number for d in text.articles[6].divisions] == ["", "2", "3"]


def test_points_sub_points_and_parts_have_their_addresses() -> None:
    text = _ru()
    assert _units(text.article("1")) == [
        ("1", "", 0, "В саду используются след"),
        ("1", "1", 0, "грядка – узкая полоса вс"),
        ("1", "2", 0, "садовник – человек, кото"),
        ("1", "2-1", 0, "помощник садовника – чел"),
        ("1", "3", 0, "исключен Законом РК от 0"),
        ("1", "4", 0, "урожай – всё, что выросл"),
        ("1", "4", 1, "яблоки и груши;"),
        ("1", "4", 2, "овощи любого рода."),
        ("2", "", 0, "Слова других законов пон"),
    ]
    assert _units(text.article("2")) == [
        ("", "", 1, "Урожай принадлежит хозяи"),
        ("", "1", 0, "хозяину – то, что выросл"),
        ("", "2", 0, "садовнику – то, что он п"),
    ]
    # a part indented as the point belongs to the point, even after its sub-points
    assert _units(text.article("3"))[1] == ("1", "", 1, "В дождливые дни полив не")
    assert _units(text.article("3"))[-2:] == [
        ("2", "2", 1, "Тяпку даёт хозяин сада."),
        ("2", "", 1, "После прополки сорняки с"),
    ]
    assert [u.text for u in text.articles[4].units if u.table] == [
        "Работа | Плата за день",
        "Полив | 100",
        "Прополка | 150",
    ]


def test_repealed_future_notes_and_annexes() -> None:
    text = _ru()
    one, five, six, seven = (text.article(number) for number in ("1", "5", "6", "7"))
    assert one and five and six and seven
    assert [u.sub for u in one.units if u.repealed] == ["3"]
    assert one.notes == ("Сноска. Статья 1 с изменениями, внесенными Законом РК от 01.02.2019 № 11-VI.",)
    assert (five.state, six.state, seven.state) == ("repealed", "in_force", "future")
    assert six.notes[0].startswith("Примечание ИЗПИ!")
    assert len(seven.notes) == 2  # the note and the court's remark in italics
    assert [annex.heading for annex in text.annexes] == ["Приложение 1. Перечень инструментов"]
    assert [u.text for u in text.annexes[0].units] == ["1. Лопата.", "2. Тяпка и грабли."]
    # ten years later article 7 is in force
    later = build(list(markdown_lines(RU)), "tk", "ru", "2031-01-01").article("7")
    assert later is not None
    assert later.state == "in_force"


def test_kazakh_headings_notes_and_repeals() -> None:
    text = build(list(markdown_lines(text_of("kk", "2019-03-01"))), "tk", "kk", "2019-03-01")
    assert [a.number for a in text.articles] == ["1", "3-1", "4"]
    assert [d.heading for d in text.articles[0].divisions] == ["БАҚТАР ТУРАЛЫ ЖАЛПЫ", "НЕГІЗДЕР"]
    assert [u.sub for u in text.articles[0].units if u.repealed] == ["3"]
    assert text.articles[0].notes[0].startswith("Ескерту.")
    assert text.unplaced == ()


def _said(text: Text) -> str:
    """Every word that the text holds."""
    parts = [text.title, *text.notes, *(words for _, words in text.unplaced)]
    parts += [unit.text for unit in text.preamble]
    for article in text.articles:
        parts += [article.number, article.heading, *article.notes, *(d.heading for d in article.divisions)]
        parts += [unit.text for unit in article.units]
    for annex in text.annexes:
        parts += [annex.heading, *(unit.text for unit in annex.units)]
    return " ".join(parts)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_word_of_the_source_is_lost(language: str) -> None:
    source = text_of(language, "2023-03-01")
    said = _said(build(list(markdown_lines(source)), "tk", language, "2023-03-01"))
    for word in re.findall(r"[^\W\d_]{4,}", source):
        assert word in said or word.upper() in {"ОГЛАВЛЕНИЕ", "СТАТЬЯ", "ГЛАВА", "РАЗДЕЛ", "ПАРАГРАФ", "ТАРАУ", "БӨЛІМ"}


def test_what_has_no_place_is_told_with_its_line() -> None:
    source = "## Глава 1. ОСНОВЫ\n\nЧужие слова между главой и статьёй.\n\n#### Статья 1. Первая\n\n1. Один.\n\n" \
             "#### Статья 1. Ещё раз первая\n\n1. Другое.\n"  # fmt: skip
    text = build(list(markdown_lines(source)), "tk", "ru", "2020-01-01")
    assert text.unplaced == (
        (3, "Чужие слова между главой и статьёй."),
        (9, "Статья 1. Ещё раз первая"),
        (11, "1. Другое."),
    )
    assert [u.text for u in text.articles[0].units] == ["Один."]


# the same act as other files


def _plain(source: str) -> str:
    """What a person copies from the page: no signs of Markdown."""
    lines = [line for line in source.split("\n") if not line.startswith(("<a", "|---"))]
    return "\n".join(clean(line.replace("*", "").lstrip("#> ").strip("| ")) for line in lines)


def _html(source: str) -> bytes:
    rows = ["<html><body><nav><p>Меню сайта</p></nav><article>"]
    for line in markdown_lines(source):
        words = html.escape(line.text)
        if line.hint == "heading":
            rows.append(f"<h3>{words}</h3>")
        elif line.hint == "note":
            rows.append(f'<p class="note">{words}</p>')
        elif line.hint == "table":
            rows.append("<table><tr>" + "".join(f"<td>{cell}</td>" for cell in words.split(" | ")) + "</tr></table>")
        elif line.hint == "italic":
            rows.append(f"<p><i>{words}</i></p>")
        else:
            rows.append(f'<p><a name="z{line.number}"></a>{words}</p>')
    return ("\n".join(rows) + "</article><footer>Подвал</footer></body></html>").encode()


def _docx(source: str, path: Path) -> None:
    document = docx.Document()
    for line in markdown_lines(source):
        if line.hint == "table":
            cells = line.text.split(" | ")
            table = document.add_table(rows=1, cols=len(cells))
            for cell, words in zip(table.rows[0].cells, cells, strict=True):
                cell.text = words
        elif line.hint == "heading":
            document.add_paragraph().add_run(line.text).bold = True
        else:
            run = document.add_paragraph().add_run(line.text)
            run.italic = line.hint == "italic"
    document.save(str(path))


def _addresses(text: Text) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Articles with their numbered units and all words: what every kind of file must give alike."""
    made = []
    for article in text.articles:
        units = [(u.paragraph, u.sub, u.text) for u in article.units if not u.part]
        made.append((article.number, article.state, units))
    return made


@pytest.mark.parametrize("kind", ["html", "docx", "txt"])
def test_a_saved_page_word_file_and_plain_text_give_the_same_articles(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"act.{kind}"
    if kind == "html":
        path.write_bytes(_html(RU))
    elif kind == "docx":
        _docx(RU, path)
    else:
        path.write_text(_plain(RU), encoding="utf-8")
    text = import_file(path, "tk", "2019-03-01", tmp_path / "texts")
    assert text.language == "ru"
    assert _addresses(text) == _addresses(_ru())
    assert text.unplaced == ()
    words = {u.text for a in text.articles for u in a.units}
    assert {u.text for a in _ru().articles for u in a.units} <= words
    assert "Меню" not in _said(text)
    assert store.load(tmp_path / "texts", "tk", "ru") == [text]


def test_a_second_import_of_the_same_day_replaces_and_the_same_words_change_no_byte(tmp_path: Path) -> None:
    path, folder = tmp_path / "act.md", tmp_path / "texts"
    path.write_text(RU, encoding="utf-8")
    import_file(path, "tk", "2019-03-01", folder)
    before = (folder / "tk" / "ru.txt").read_bytes()
    assert keep(folder, import_file(path, "tk", "2019-03-01", folder)) == "unchanged"
    assert (folder / "tk" / "ru.txt").read_bytes() == before
    path.write_text(text_of("ru", "2020-03-01"), encoding="utf-8")
    import_file(path, "tk", "2020-03-01", folder)
    assert store.days(folder, "tk", "ru") == ["2019-03-01", "2020-03-01"]
    # git shows a changed row as one changed line
    after = (folder / "tk" / "ru.txt").read_text(encoding="utf-8").splitlines()
    changed = set(after) ^ set(before.decode().splitlines())
    assert {line for line in changed if not line.startswith("in_force")} == {
        "| Полив | 100", "| Полив | 120",
        "2. За позднюю выплату хозяин добавляет одну сотую долга за каждый день опоздания.",
        "2. За позднюю выплату хозяин добавляет две сотых долга за каждый день опоздания.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", "Письмо без статей и глав, просто слова на русском языке.".encode(), "has no article"),
        ("a.docx", b"PK nothing", "no Word document"),
        ("a.html", b"", "is empty"),
        ("a.txt", b"\x00\x01\x02", "is no text"),
        ("a.txt", "Статья 1. A".encode(), "language"),
    ],
)
def test_bad_files_are_refused_with_one_message(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(AryzError, match=said):
        import_file(path, "tk", "2019-03-01", tmp_path / "texts")


def test_old_pages_in_the_windows_encoding_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(_plain(RU).replace("–", "-").encode("cp1251"))
    assert import_file(path, "tk", "2019-03-01", tmp_path / "texts").article("4") is not None


def test_plain_lines_keep_their_numbers() -> None:
    assert [(line.number, line.text) for line in plain_lines("а\n\n б ") if line.text] == [(1, "а"), (3, "б")]
    assert Unit("1").part == 0
