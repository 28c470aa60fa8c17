"""What an answer holds: order, facets, passages, dates, phrases, corrections; and what odd queries get."""

from __future__ import annotations

import random

import pytest

from aryz.search import postings as listed
from aryz.search.postings import COARSE, Postings
from tests.search.conftest import Make, page

LAW = [
    page("tk:113", "Выплата заработной платы", "Зарплату платят раз в месяц.", kind="act", act="tk", refs=["tk:113"]),
    page("tk:160", "Срок обращения", "В суд обращаются за один год, за 3 рабочих дня.", kind="act", act="tk",
         refs=["tk:160"]),
    page("pay", "Не платят зарплату", "Сначала требование, потом инспекция труда. <script>alert(1)</script>",
         refs=["tk:113.1"], topic="pay", citizenship=["any"], interviews=["claim"], breadcrumb=["Зарплата"]),
    page("pay", "Жалақы төлемейді", "Алдымен талап, содан кейін еңбек инспекциясы.", language="kk", refs=["tk:113.1"],
         topic="pay", citizenship=["any"], interviews=["claim"]),
    page("permit", "Разрешение трудовому иммигранту", "Инспекция труда тут ни при чём. Зарплата.", topic="stay",
         citizenship=["uz", "tj"]),
    page("claim", "Иск о взыскании зарплаты", "Исковое заявление в суд.", kind="interview"),
    page("claim", "Жалақыны өндіру туралы талап арыз", kind="interview", language="kk"),
]  # fmt: skip


def test_facets_say_how_many_there_are_behind_them(searcher_of: Make) -> None:
    searcher = searcher_of(LAW)
    found = searcher.find("зарплата", "ru")
    assert found.facets["kind"] and found.facets["citizenship"]
    for facet, values in found.facets.items():
        for value, count in values.items():
            chosen = searcher.find("зарплата", "ru", {facet: value})
            assert chosen.count == count == len(chosen.hits), (facet, value)
            both = searcher.find("зарплата", "ru", {facet: value, "kind": "guide"})
            assert both.count == chosen.facets["kind"].get("guide", 0)


def test_a_page_for_all_citizens_is_found_by_each(searcher_of: Make) -> None:
    found = searcher_of(LAW).find("зарплата", "ru", {"citizenship": "uz", "kind": "guide"})
    assert {hit.id for hit in found.hits} == {"pay", "permit"}


def test_a_page_stands_once_in_the_language_of_the_reader(searcher_of: Make) -> None:
    found = searcher_of(LAW).find("не платят зарплату", "kk")
    assert [hit.language for hit in found.hits if hit.id == "pay"] == ["kk"]
    assert [(hit.id, hit.language) for hit in found.interviews] == [("claim", "kk")]


def test_marks_are_the_words_found_with_their_own_letters(searcher_of: Make) -> None:
    hit = searcher_of(LAW).find("жалакы толемейди енбек", "kk").hits[0]
    assert "еңбек" in [hit.excerpt[start:end] for start, end in hit.marks]


def test_a_phrase_is_words_side_by_side_and_a_minus_shuts_out(searcher_of: Make) -> None:
    searcher = searcher_of(LAW)
    assert {hit.id for hit in searcher.find('"инспекция труда"').hits} == {"pay", "permit"}
    assert [hit.id for hit in searcher.find('"труда инспекция"').hits] == []
    assert [hit.id for hit in searcher.find('"инспекция труда" -разрешение').hits] == ["pay"]
    assert searcher.find('"3 рабочих дня"').hits[0].id == "tk:160"


def test_a_word_goes_on_while_it_is_typed(searcher_of: Make) -> None:
    searcher = searcher_of(LAW)
    assert "permit" in [hit.id for hit in searcher.find("разреш", typing=True).hits]
    assert searcher.find("инспекция труда", typing=True).hits[0].id in {"pay", "permit"}


@pytest.mark.parametrize(("typed", "meant"), [("разрпшение", "разрешение"), ("hfphtitybt", "разрешение")])
def test_what_was_meant_is_said(searcher_of: Make, typed: str, meant: str) -> None:
    found = searcher_of(LAW).find(typed, "ru")
    assert found.meant == meant
    assert found.hits[0].id == "permit"


def test_texts_are_searched_as_of_a_day(searcher_of: Make) -> None:
    old = page("tk:1", "Понятия", "вахтовик", kind="act", refs=["tk:1"], until="2024-01-01")
    new = page("tk:1", "Понятия", "дистанционный", kind="act", refs=["tk:1"], since="2024-01-01")
    searcher = searcher_of([old, new])
    assert [hit.until for hit in searcher.find("вахтовик", "ru", as_of="2023-12-31").hits] == ["2024-01-01"]
    assert searcher.find("вахтовик", "ru", as_of="2024-01-01").hits == []
    assert [hit.since for hit in searcher.find("дистанционный", "ru").hits] == ["2024-01-01"]


ODD = [
    "", " ", "\n\t", "ж", "и", "и в на не", "\x00\x07\x1b[31m", "зарплата\x00", '"зарплата', "«»", '"""', "- - -",
    "-зарплата", "(" * 5000, "(a+)+$" * 100, "а" * 10_000, "зарплата " * 2_000, "<script>alert(1)</script>",
    "ст. " + "1" * 5000, "ст. ст. ст.", "113-113-113", "\ud800", "🙂", "\u202eатапрааз", "' OR 1=1 --", "tk:",
    "tk:99999", "%00%0a", "зарплата*", "*" * 50, "ʻʼ‘’'`", "\u0301" * 300,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_queries_get_an_answer_or_a_hint(searcher_of: Make, text: str) -> None:
    searcher = searcher_of(LAW)
    for typing in (False, True):
        found = searcher.find(text, "ru", typing=typing)
        assert found.hits or found.hint, text
        assert all(0 <= a < b <= len(hit.excerpt) for hit in found.hits for a, b in hit.marks)


def test_a_minus_looks_at_all_pages_not_only_at_the_best(searcher_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "BEST", 3)
    searcher = searcher_of([page(str(number), "Зарплата", "Без суда." if number else "") for number in range(9)])
    assert [hit.id for hit in searcher.find("зарплата -суд", "ru").hits] == ["0"]


def said(postings: Postings, phrase: str) -> dict[int, int]:
    """The pages that say a phrase of terms of one letter, with their points in steps."""
    made = postings.meant((tuple(phrase),))
    return dict(zip(made.pages, made.steps, strict=True))


def test_a_phrase_of_the_thesaurus_wants_more_than_half_of_them() -> None:
    dice = random.Random(5)
    stands = {term: sorted(dice.sample(range(60), 20)) for term in "abc"}
    postings = Postings(lambda term: [(0, bytes(x for p in stands[term] for x in (p, 200, 1)))], 60)
    found = said(postings, "abc")
    for number in range(60):
        count = sum(number in pages for pages in stands.values())
        assert (number in found) == (count >= 2)
        if count >= 2:
            assert found[number] == count * 200 * postings.get("a").idf * count**2 // 9 // COARSE


def test_one_word_does_not_stand_for_a_phrase() -> None:
    """A word in a title must not make up for the others: in page 1 both words are told alike, in page 0 one is loud."""
    impacts = {"a": (200, 60), "b": (20, 60)}
    postings = Postings(lambda term: [(0, bytes(x for page in (0, 1) for x in (page, impacts[term][page], 1)))], 9)
    found = said(postings, "ab")
    assert 0 < found[0] < found[1]


def test_words_of_other_languages_are_looked_for_when_the_own_have_no_answer(searcher_of: Make) -> None:
    searcher = searcher_of([page("a", "Правила охоты"), page("b", "Аңшылық ережелері", language="kk")])
    assert {hit.id for hit in searcher.find("hunting", "en").hits} == {"a", "b"}
    assert [hit.id for hit in searcher.find("охота", "ru").hits] == ["a"]


def test_a_query_is_in_the_language_whose_words_the_index_has(searcher_of: Make) -> None:
    searcher = searcher_of([page("a", "Entry ban", "Entry ban.", "en"), page("b", "Kirish taqiqi", "Kirish.", "uz")])
    for text, language in (("entry ban", "en"), ("kirish taqiqi", "uz")):
        assert searcher.ranked(text).plan.language == language
