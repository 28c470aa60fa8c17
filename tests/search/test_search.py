"""Search: the right page first, in four languages and three ways of typing; never a crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aryz.content import Content
from aryz.search import Searcher
from aryz.search.analysis import Analysis
from aryz.search.evaluate import evaluate
from tests.conftest import ROOT

QUERIES = [
    ("не платят зарплату", "ru", "ru/unpaid-wages/"),
    ("кинули с зарплатой", "ru", "ru/unpaid-wages/"),
    ("работодатель забрал паспорт", "ru", "ru/seized-passport/"),
    ("сверхурочных", "ru", "ru/overtime/"),
    ("ст. 113 ТК", "ru", "ru/acts/tk/113/"),
    ("статья 43-1 закона о миграции", "ru", "ru/acts/migration/43-1/"),
    ("п. 3 ст. 113 ТК", "ru", "ru/acts/tk/113/"),
    ("подпункт 5) пункта 1 статьи 22 трудового кодекса", "ru", "ru/acts/tk/22/"),
    ("меҳнат кодексининг 113-моддаси", "uz", "uz/acts/tk/113/"),
    ("tk:160", "ru", "ru/acts/tk/160/"),
    ("жалақы бермейді", "kk", "kk/unpaid-wages/"),
    ("жумыс беруши жалакы толемейди", "kk", "kk/unpaid-wages/"),
    ("ЕК 113-бап", "kk", "kk/acts/tk/113/"),
    ("pasportimni olib qo‘ydi", "uz", "uz/seized-passport/"),
    ("pasportimni olib qo'ydi", "uz", "uz/seized-passport/"),
    ("паспортимни олиб қўйди", "uz", "uz/seized-passport/"),
    ("ish haqi to'lanmayapti", "uz", "uz/unpaid-wages/"),
    ("иш ҳақи тўланмаяпти", "uz", "uz/unpaid-wages/"),
    ("forced labour", "en", "en/acts/tk/7/"),
]


@pytest.fixture(scope="module")
def searcher(content: Content) -> Searcher:
    from aryz.build import build_index

    return Searcher(build_index(content), content.project.search, content.registry)


@pytest.mark.parametrize(("query", "language", "url"), QUERIES)
def test_the_right_page_is_among_the_first(searcher: Searcher, query: str, language: str, url: str) -> None:
    found = [hit.url for hit in searcher.find(query, language).hits]
    assert any(url in address for address in found[:2]), found


def test_the_readers_language_comes_first_and_kinds_can_be_chosen(searcher: Searcher) -> None:
    hits = searcher.find("паспорт", "kk", limit=50).hits
    languages = [hit.language for hit in hits]
    assert languages == sorted(languages, key=lambda language: language != "kk")
    assert {hit.kind for hit in searcher.find("паспорт", "ru", {"kind": "interview"}).hits} == {"interview"}


def test_a_slip_of_the_finger_is_forgiven(searcher: Searcher) -> None:
    assert "ru/unpaid-wages/" in [hit.url for hit in searcher.find("зарплтау не платят", "ru").hits[:3]]


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_that_is_typed_breaks_it(searcher: Searcher, query: str) -> None:
    assert len(searcher.find(query, "ru", limit=5).hits) <= 5


def test_letters_that_people_leave_out_fold_together() -> None:
    analysis = Analysis.load(ROOT / "search")
    assert analysis.term("жалақы", "kk") == analysis.term("жалакы", "kk")
    assert analysis.term("qo‘ydi", "uz") == analysis.term("qo'ydi", "uz") == analysis.term("қўйди", "uz")
    assert analysis.term("ещё", "ru") == analysis.term("еще", "ru")


def test_evaluation_of_any_corpus(tmp_path: Path) -> None:
    corpus, queries = tmp_path / "c.jsonl", tmp_path / "q.jsonl"
    corpus.write_text(
        "\n".join(
            json.dumps({"id": str(n), "lang": "ru", "title": t, "text": ""}) for n, t in enumerate(["яблоко", "груша"])
        )
    )
    queries.write_text(json.dumps({"q": "груши", "relevant": {"1": 1}}))
    one = {"n": 1, "ndcg@10": 1.0, "recall@10": 1.0, "mrr": 1.0}
    found = evaluate(corpus, queries, ROOT / "search")
    assert (found["overall"], found["classes"]) == (one, {"all": one})
