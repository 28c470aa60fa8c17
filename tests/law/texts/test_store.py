"""The kept form: what is written is read again, whatever the texts are; broken files are told with their line."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.diagnostics import ContentError
from aryz.law.texts import store
from aryz.law.texts.model import DIVISIONS, STATES, Annex, Article, Cause, Division, Text, Unit

words = st.text("абвгә 1).|+-#=~>:.", min_size=0, max_size=20).map(lambda text: " ".join(text.split()))
numbers = st.from_regex(r"[1-9][0-9]?(-[1-9])?", fullmatch=True)


@st.composite
def units(draw: st.DrawFn, in_article: bool = True) -> tuple[Unit, ...]:
    """Units as readers make them: parts count on for the address they belong to."""
    made: list[Unit] = []
    counts: dict[tuple[str, str], int] = {}
    address = ("", "")
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["point", "sub", "part", "row", "back"] if in_article else ["part", "row"]))
        repealed = draw(st.booleans())
        if kind == "point":
            address = (draw(numbers), "")
            made.append(Unit(*address, 0, draw(words), repealed))
            continue
        if kind == "sub":
            address = (address[0], draw(numbers))
            made.append(Unit(*address, 0, draw(words), repealed))
            continue
        if kind == "back":
            address = (address[0], "")  # a part of the point after its sub-points
        counts[address] = counts.get(address, 0) + 1
        made.append(Unit(*address, counts[address], draw(words), repealed, kind == "row"))
    return tuple(made)


@st.composite
def articles(draw: st.DrawFn, number: str) -> Article:
    kinds = sorted(draw(st.sets(st.sampled_from(DIVISIONS), max_size=3)), key=DIVISIONS.index)
    divisions = tuple(Division(kind, draw(numbers), draw(words)) for kind in kinds)
    notes = tuple(note for note in draw(st.lists(words, max_size=2)) if note)
    return Article(number, draw(words), draw(units()), notes, draw(st.sampled_from(STATES)), divisions)


@st.composite
def texts(draw: st.DrawFn, day: str) -> Text:
    listed = draw(st.lists(numbers, max_size=4, unique=True))
    cause = Cause(draw(words) or "Закон", draw(words), draw(words)) if draw(st.booleans()) else None
    annexes = tuple(Annex(draw(words) or "Приложение", draw(units(False))) for _ in range(draw(st.integers(0, 2))))
    return Text(
        "tk",
        "ru",
        day,
        cause,
        draw(words),
        preamble=draw(units(False)),
        articles=tuple(draw(articles(number)) for number in listed),
        annexes=annexes,
        notes=tuple(note for note in draw(st.lists(words, max_size=2)) if note),
        source=draw(words),
    )


@given(st.data(), st.integers(1, 4))
def test_what_is_written_is_read_again(data: st.DataObject, count: int) -> None:
    made = [data.draw(texts(f"202{year}-01-01")) for year in range(count)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store.write(folder, reversed(made))
        assert store.load(folder, "tk", "ru") == made
        assert store.days(folder, "tk", "ru") == [text.in_force for text in made]
        before = [path.read_bytes() for path in sorted(folder.rglob("*.txt"))]
        store.write(folder, store.load(folder, "tk", "ru"))
        assert [path.read_bytes() for path in sorted(folder.rglob("*.txt"))] == before


def test_nothing_brought_in_is_an_empty_list(tmp_path: Path) -> None:
    assert store.load(tmp_path, "tk", "ru") == []
    assert store.days(tmp_path, "tk", "ru") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("act: tk\nlanguage: ru\n\n# 1 | x\n", 1),
        ("act: tk\nin_force: 2020-01-01\n\n# x | y\n", 4),
        ("act: tk\nin_force: 2020-01-01\n\n# 1 | y\nbad line\n", 5),
        ("act: tk\nin_force: 2020-01-01\n\n= wing 1 | y\n", 4),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "tk" / "ru.txt"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        store.load(tmp_path, "tk", "ru")
    assert caught.value.problems[0].place.line == line
