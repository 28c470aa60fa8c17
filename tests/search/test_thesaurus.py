"""The thesaurus is data: what its file promises to whoever reads it, and what a few queries must lead to."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from aryz import yamlfile
from aryz.search.analysis import Analysis
from aryz.search.thesaurus import Thesaurus, load_thesaurus
from tests.conftest import ROOT

SETTINGS = ROOT / "search"
LANGUAGES = ("ru", "kk", "uz", "en")
ENOUGH = 250  # concepts


@pytest.fixture(scope="module")
def groups() -> list[dict[str, Any]]:
    return list(yamlfile.load(SETTINGS / "synonyms.yml"))


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis.load(SETTINGS)


def phrases(group: dict[str, Any]) -> list[tuple[str, str, str]]:
    """All phrases of a group as (kind, language, phrase)."""
    law = {language: group[language] for language in LANGUAGES if language in group}
    return [
        (kind, language, phrase)
        for kind, listed in (("law", law), ("street", group.get("street", {})))
        for language, said in listed.items()
        for phrase in said
    ]


def test_there_are_enough_concepts_and_each_has_its_own_name(groups: list[dict[str, Any]]) -> None:
    assert len(groups) >= ENOUGH
    assert [name for name, count in Counter(group["id"] for group in groups).items() if count > 1] == []


def test_a_concept_has_law_words_in_every_language_and_nothing_unknown(groups: list[dict[str, Any]]) -> None:
    for group in groups:
        assert set(group) - {"street"} == {"id", *LANGUAGES}, group["id"]
        assert all(group[language] for language in LANGUAGES), group["id"]
        assert set(group.get("street", {})) <= set(LANGUAGES), group["id"]


def test_every_phrase_is_a_text_that_says_something(groups: list[dict[str, Any]], analysis: Analysis) -> None:
    """YAML reads a bare «no» or «on» as a truth value, and a phrase of stop words alone can never fire."""
    for group in groups:
        for _, language, phrase in phrases(group):
            assert isinstance(phrase, str) and phrase == phrase.strip(), (group["id"], phrase)
            assert analysis.terms(phrase, language), (group["id"], phrase)


def test_no_phrase_stands_twice_in_a_group(groups: list[dict[str, Any]]) -> None:
    for group in groups:
        counted = Counter((language, phrase.lower()) for _, language, phrase in phrases(group))
        assert [phrase for phrase, count in counted.items() if count > 1] == [], group["id"]


@pytest.fixture(scope="module")
def thesaurus(analysis: Analysis) -> Thesaurus:
    return load_thesaurus(SETTINGS / "synonyms.yml", analysis)


def led_to(thesaurus: Thesaurus, query: str) -> set[str]:
    """The terms of the law to which a query leads."""
    have = {term for word in thesaurus.analysis.query(query).words for term in word.terms.values()}
    return {term for meaning in thesaurus.fired(have) for phrase in meaning.law for term in phrase}


@pytest.mark.parametrize(
    ("query", "language", "word"),
    [
        ("кинули с зарплатой", "kk", "жалақы"),
        ("pulimni bermayapti", "ru", "выплата"),
        ("пулимни бермаяпти", "ru", "выплата"),
        ("паспортымды алып қойды", "ru", "изъятие"),
        ("выгнали беременную", "ru", "расторжение"),
        ("boss has my passport", "kk", "құжаттарды"),
        ("sinov muddati", "ru", "испытательный"),
        ("overtime", "uz", "tashqari"),
        ("ереуіл", "en", "strike"),
    ],
)
def test_what_people_say_leads_to_the_word_of_the_law(
    thesaurus: Thesaurus, query: str, language: str, word: str
) -> None:
    assert thesaurus.analysis.term(word, language) in led_to(thesaurus, query)


def test_the_law_does_not_lead_to_the_street(thesaurus: Thesaurus) -> None:
    assert thesaurus.analysis.term("депорт", "ru") not in led_to(thesaurus, "выдворение")
    assert thesaurus.analysis.term("выдворение", "ru") in led_to(thesaurus, "депорт")
