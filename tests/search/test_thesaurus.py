"""The thesaurus is data: what its file promises to whoever reads it, and what a few queries must lead to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from aryz import yamlfile
from aryz.diagnostics import ContentError
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
        assert set(group) - {"street", "stories"} == {"id", *LANGUAGES}, group["id"]
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


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("одноклассник сломал сыну челюсть", "здоровью"),
        ("мент ударил меня кулаком в глаз", "побои"),
        ("бір ұры телефонымды ұрлап кетті", "кража"),
        ("mast odam qo‘limni sindirdi", "здоровью"),
        ("a thug smashed my nose", "здоровью"),
        ("көрші сломал мне нос", "здоровью"),  # in two languages
    ],
)
def test_a_story_leads_to_the_word_of_the_law_whatever_words_it_is_told_in(
    thesaurus: Thesaurus, query: str, word: str
) -> None:
    assert thesaurus.analysis.term(word, "ru") in led_to(thesaurus, query)


def test_a_story_is_not_told_by_one_word_nor_beside_a_phrase_nor_in_a_long_query(thesaurus: Thesaurus) -> None:
    """The reader who knows the law's words, or says much, is not led elsewhere by words that happen to meet."""
    harm = thesaurus.analysis.term("тяжкого", "ru")
    assert harm in led_to(thesaurus, "раздробил ключицу")
    assert harm not in led_to(thesaurus, "раздробил")
    assert harm not in led_to(thesaurus, "раздробил ключицу, трудовой договор")
    assert harm not in led_to(thesaurus, "раздробил ключицу один два три четыре пять шесть семь восемь девять десять")


def test_faults_of_classes_and_stories_are_named_with_their_place_and_mend(tmp_path: Path, analysis: Analysis) -> None:
    (tmp_path / "classes.yml").write_text("- {id: hit, ru: [ударил]}\n- {id: hit, ru: [дал в нос]}\n", "utf-8")
    (tmp_path / "synonyms.yml").write_text("- id: harm\n  ru: [побои]\n  stories: [hit, hit + nose]\n", "utf-8")
    with pytest.raises(ContentError) as classes:
        load_thesaurus(tmp_path / "synonyms.yml", analysis)
    assert [one.place.line for one in classes.value.problems] == [2, 2]
    (tmp_path / "classes.yml").write_text("- {id: hit, ru: [ударил]}\n", "utf-8")
    with pytest.raises(ContentError, match=r"synonyms.yml:3 .*«nose».*classes.yml"):
        load_thesaurus(tmp_path / "synonyms.yml", analysis)


def test_the_law_does_not_lead_to_the_street(thesaurus: Thesaurus) -> None:
    assert thesaurus.analysis.term("депорт", "ru") not in led_to(thesaurus, "выдворение")
    assert thesaurus.analysis.term("выдворение", "ru") in led_to(thesaurus, "депорт")
