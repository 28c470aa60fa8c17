"""Which words of a search that found nothing may be kept, and what editors get of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.search.analysis import Analysis
from aryz.search.missed import found_nothing, piece, plain_words
from aryz.search.thesaurus import load_thesaurus
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis.load(ROOT / "search")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("криптовалютой не платят", ["криптовалютой", "платят"]),
        ("Крипта ТОО крипта", ["крипта"]),  # what begins with a capital letter may be a name
        ("как мне что на", []),  # small words
        ("87011234567 85-91 ab12cd к2", []),
        ("иванов ивановым ивановой сергеев петрович ивановну", []),
        ("serikov serikova serikovich aliqulovich karimova", []),
        ("серікұлы серікқызы болатулы болаткызы o‘g‘li qizi", []),
        ("ку ab", []),  # too short to tell
        ("бубубубубубубубубубубубубубу", []),  # too long to be a word
        ("-крипта бубен", ["бубен"]),
        ("kriptovalyuta bermayapti", ["kriptovalyuta", "bermayapti"]),
        ("төленбейді", ["төленбейді"]),
        ("один" + " слово" * 40, ["один", "слово"]),
    ],
)
def test_words_that_may_name_somebody_are_left_out(analysis: Analysis, text: str, kept: list[str]) -> None:
    assert list(plain_words(analysis, text).values()) == kept


def test_forms_of_a_word_are_one(analysis: Analysis) -> None:
    assert list(plain_words(analysis, "бубен бубном бубны")) == list(plain_words(analysis, "бубен бубном"))
    assert len(plain_words(analysis, "аа бб вв " + " ".join(f"бубубу{sign}" for sign in "бвгджзклмнпр"))) == 8


@pytest.mark.parametrize(
    ("answer", "chosen", "nothing"),
    [
        ({"count": 0, "interviews": []}, {}, True),
        ({"count": 0, "interviews": []}, {"kind": "", "act": ""}, True),
        ({"count": 0, "interviews": []}, {"kind": "act"}, False),  # there may be guides
        ({"count": 1, "interviews": []}, {}, False),
        ({"count": 0, "interviews": [{}]}, {}, False),
    ],
)
def test_what_found_nothing(answer: dict[str, object], chosen: dict[str, str], nothing: bool) -> None:
    assert found_nothing(answer, chosen) is nothing


def test_the_piece_for_the_synonyms_is_read_as_it_stands(analysis: Analysis, tmp_path: Path) -> None:
    rows = [("ru", "крипта", 4), ("uz", "kripto'valyuta", 3), ("en", "no", 3)]
    whole = (ROOT / "search" / "synonyms.yml").read_text("utf-8") + piece(rows)
    (tmp_path / "synonyms.yml").write_text(whole, "utf-8")
    (tmp_path / "classes.yml").write_bytes((ROOT / "search" / "classes.yml").read_bytes())
    known = load_thesaurus(tmp_path / "synonyms.yml", analysis)
    before = load_thesaurus(ROOT / "search" / "synonyms.yml", analysis)
    added = known.meanings[len(before.meanings) :]
    wanted = {term for row in rows for term in analysis.terms(row[1], row[0])}
    assert len(wanted) == 3 and {term for one in added for term in one.said} == wanted
    assert not any(one.law for one in added)  # until the words of the law are written, it leads nowhere
    assert piece([]) == ""
