"""Citations: read, resolved, printed."""

from __future__ import annotations

import pytest

from aryz.content import Content
from aryz.law.citations import CitationError, find_refs, parse_ref, resolve
from aryz.law.handwritten import handwritten, written
from aryz.law.printing import print_ref

NBSP = "\u00a0"


@pytest.mark.parametrize(
    "text", ["tk", "tk:113", "tk:113.3", "tk:22.1.5", "nk:668.1)", "migration:43-1.2", "tk:17.4-1)"]
)
def test_what_is_read_prints_back_the_same(text: str) -> None:
    assert str(parse_ref(text)) == text


@pytest.mark.parametrize("text", ["", "113", "tk:", "tk:113.", "tk:abc", "TK:113", "tk:113.3.2.1", "tk 113"])
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(CitationError, match="no citation"):
        parse_ref(text)


@pytest.mark.parametrize(
    ("ref", "language", "case", "printed"),
    [
        ("tk:113.3", "ru", "nom", "п. 3 ст. 113 ТК РК"),
        ("tk:22.1.5", "ru", "nom", "подп. 5) п. 1 ст. 22 ТК РК"),
        ("nk:668.1)", "ru", "nom", "подп. 1) ст. 668 НК РК"),
        ("uk:384.1", "ru", "nom", "ч. 1 ст. 384 УК РК"),
        ("uk:3.1)", "ru", "nom", "п. 1) ст. 3 УК РК"),
        ("uk:3.1)", "kk", "dat", "ҚР ҚК 3-бабының 1) тармағына"),
        ("uk:128.2.12", "ru", "nom", "п. 12) ч. 2 ст. 128 УК РК"),
        ("uk:128.2.12", "kk", "gen", "ҚР ҚК 128-бабының 2-бөлігінің 12) тармағының"),
        ("gpk:148.2.6", "ru", "nom", "подп. 6) ч. 2 ст. 148 ГПК РК"),
        ("migration:43-1.1", "ru", "nom", "п. 1 ст. 43-1 Закона о миграции населения"),
        ("tk:113.3", "kk", "nom", "ҚР ЕК 113-бабының 3-тармағы"),
        ("tk:113.3", "kk", "dat", "ҚР ЕК 113-бабының 3-тармағына"),
        ("uk:384.1", "kk", "loc", "ҚР ҚК 384-бабының 1-бөлігінде"),
        ("tk:195.1.1", "kk", "abl", "ҚР ЕК 195-бабының 1-тармағының 1) тармақшасынан"),
        ("tk:113", "kk", "acc", "ҚР ЕК 113-бабын"),
        ("tk:113.3", "uz", "dat", "QR Mehnat kodeksining 113-moddasi 3-bandiga"),
        ("uk:384.1", "uz", "nom", "QR Jinoyat kodeksining 384-moddasi 1-qismi"),
        ("tk:113.3", "en", "nom", "Labour Code, art. 113(3)"),
    ],
)
def test_citations_print_as_papers_write_them(
    content: Content, ref: str, language: str, case: str, printed: str
) -> None:
    assert print_ref(ref, content.registry, language, case).replace(NBSP, " ") == printed


@pytest.mark.parametrize(
    ("ref", "code", "mend"),
    [
        ("gpkk:29", "cite.unknown-act", "gpk"),
        ("tk:999", "cite.unknown-article", "kb/acts/tk.yml"),
        ("tk:113.9", "cite.unknown-paragraph", "1, 2, 3, 4"),
        ("tk:195.1.9", "cite.unknown-paragraph", "1, 2, 3, 4, 5"),
    ],
)
def test_a_citation_that_leads_nowhere_says_what_is_there(content: Content, ref: str, code: str, mend: str) -> None:
    with pytest.raises(CitationError) as caught:
        resolve(parse_ref(ref), content.registry)
    assert caught.value.code == code
    assert mend in caught.value.mend


def test_every_article_prints_in_every_language(content: Content) -> None:
    for act in content.registry.values():
        for number in act.articles:
            for language in ("ru", "kk", "uz", "en"):
                assert number in print_ref(f"{act.id}:{number}", content.registry, language)


def test_the_registry_is_as_large_as_promised(content: Content) -> None:
    assert len(content.registry) >= 12
    assert sum(len(act.articles) for act in content.registry.values()) >= 60


def test_citations_are_found_with_their_lines() -> None:
    text = "one\ntwo [@tk:113.1] and [@nk:668.1)]\n"
    assert [(match.group(1), line) for match, line in find_refs(text)] == [("tk:113.1", 2), ("nk:668.1)", 2)]


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("по ст. 113 ТК", "tk:113"),
        ("пункты 1 и 3 статьи 113 ТК РК", "tk:113.1,tk:113.3"),
        ("статьи 49 кодекса", ""),  # which code?
        ("ЕК 113-бабына сай", "tk:113|dat"),
        ("Mehnat kodeksining 113-moddasi", "tk:113"),
        ("п. 9 ст. 113 ТК", ""),  # there is no such paragraph
    ],
)
def test_citations_by_hand_are_found_with_what_to_write(content: Content, text: str, marker: str) -> None:
    (hand,) = handwritten(f"x\n{text}", content.registry)
    assert (hand.line, hand.marker) == (2, marker)
    assert (f"[@{marker}]" in hand.mend()) is bool(marker)


@pytest.mark.parametrize(
    "text", ["[@tk:113]", "стать дешевле", "113 бабочек", "на 5 статей меньше", '{{ cite("tk:113") }}', "`ст. 113 ТК`"]
)
def test_other_words_are_left_alone(content: Content, text: str) -> None:
    assert list(handwritten(text, content.registry)) == []


def test_what_is_certain_is_written_and_the_rest_stays(content: Content) -> None:
    made, hands = written("Нарушены ст. 113 ТК. Статья 49 тоже нарушена, и 113-моддаси.", content.registry)
    assert made == "Нарушены [@tk:113]. Статья 49 тоже нарушена, и 113-моддаси."
    assert [hand.text for hand in hands] == ["ст. 113 ТК"]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("113-бабы ЕК, 115-бабы АПК", "[@tk:113], [@gpk:115]"),
        ("ТК РК, ст. 113, 10 дней", "[@tk:113], 10 дней"),
        ("ст. 113 ТК РК (далее – ТК), ст. 115", "[@tk:113] (далее – ТК), ст. 115"),
        ("по ТК РФ ст. 113, по ТК РК ст. 113", "по ТК РФ ст. 113, по [@tk:113]"),
        ("(подп. 5) п. 1 ст. 22 ТК)", "([@tk:22.1.5])"),
        ("(п. 3) ст. 113 ТК", "(п. 3) ст. 113 ТК"),
        ("«Адам саудасына қарсы іс-қимыл туралы» ҚР Заңының 17-бабы", "[@trafficking:17]"),
        ("ст. 43-1 Закона «О миграции населения».", "[@migration:43-1]."),
        ("«По ст. 43-1 Закона «О миграции населения».", "«По [@migration:43-1]."),
        ("«ст. 113 ТК»", "«[@tk:113]»"),
        ("«ст. 43-1 Закона «О миграции населения» важна»", "«[@migration:43-1] важна»"),
        ("в порядке главы 15 ГПК РК, ст. 148", "в порядке главы 15 ГПК РК, ст. 148"),
        ("(подп. 2) ст. 668 НК, ст. 113 ТК", "(подп. 2) ст. 668 НК, [@tk:113]"),
        ("п. 1 ст. 113 ТК,\r\nст. 148 ГПК.\r\n", "[@tk:113.1],\r\n[@gpk:148].\r\n"),
    ],
)
def test_what_is_written_spoils_nothing_around_it(content: Content, text: str, mended: str) -> None:
    assert written(text, content.registry)[0] == mended
