"""Citations as people write them, and back: what is printed is read as the same citation."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aryz.content import load_registry
from aryz.law.citations import CitationError, Ref, resolve
from aryz.law.printing import CASES, Mentions, print_marked, print_refs
from aryz.law.reading import certain, read
from aryz.project import find_project
from tests.conftest import ROOT

REGISTRY = load_registry(find_project(ROOT))
NBSP = "\u00a0"


def _read(text: str, loose: bool = False) -> list[str]:
    return [str(ref) for found in read(text, REGISTRY, loose=loose) for ref in found.refs]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("ст. 113 ТК РК", "tk:113"),
        ("п. 3 ст.113 ТК", "tk:113.3"),
        ("СТ. 113 ТК", "tk:113"),
        ("подп. 2) п. 1 статьи 49 Трудового кодекса", "tk:49.1.2"),
        ("пп. 2 п. 1 ст. 49 ТК", "tk:49.1.2"),
        ("п.п. 2 п. 1 ст. 49 ТК", "tk:49.1.2"),
        ("подпункт 5) пункта 1 статьи 22 ТК РК", "tk:22.1.5"),
        ("подп. 1) ст. 668 НК РК", "nk:668.1)"),
        ("статьи 113, 115 и 160 ТК", "tk:113 tk:115 tk:160"),
        ("пункты 1 и 3 статьи 113 ТК", "tk:113.1 tk:113.3"),
        ("ст. 43-1 Закона о миграции", "migration:43-1"),
        ("ст. 43-1 Закона РК «О миграции населения»", "migration:43-1"),
        ("по закону о миграции населения, ст. 43-1", "migration:43-1"),
        ("ч. 2 ст. 517 КоАП", "koap:517.2"),
        ("часть вторая статьи 108 ТК", "tk:108.2"),
        ("второй части статьи 108 ТК", "tk:108.2"),
        ("ст.ст. 113–115 ТК", "tk:113 tk:114 tk:115"),
        ("статьи 113-115 ТК", "tk:113 tk:114 tk:115"),
        ("пунктами 1–3 статьи 113 ТК", "tk:113.1 tk:113.2 tk:113.3"),
        ("ст. 267-1 – 267-3 ГПК", "gpk:267-1 gpk:267-2 gpk:267-3"),
        ("ТК РК, ст. 113", "tk:113"),
        (f"ст.{NBSP}113{NBSP}ТК{NBSP}РК", "tk:113"),
        ("ст. 113 ТК и ст. 148 ГПК", "tk:113 gpk:148"),
        ("ст. 113 и ст. 115 ТК РК", "tk:113 tk:115"),
        ("ст. 22, 23 ТК, ст. 29 и 30 ГПК, ч. 1 ст. 384 УК", "tk:22 tk:23 gpk:29 gpk:30 uk:384.1"),
        ("в соответствии с пунктом 3 статьи 113 Трудового кодекса Республики Казахстан", "tk:113.3"),
        ("согласно статье 148 Гражданского процессуального кодекса", "gpk:148"),
        ("статьёй 128 Уголовного кодекса РК", "uk:128"),
        ("ст. 616 НК РК 2017 года", "nk-2017:616"),
        ("ст. 951 ГК РК", "gk-2:951"),
        ("ҚР ЕК 113-бабының 3-тармағы", "tk:113.3"),
        ("ЕК 113-бабы 3-тармағының 1) тармақшасы", "tk:113.3.1"),
        ("ҚР Еңбек кодексінің 113, 115-баптары", "tk:113 tk:115"),
        ("Еңбек кодексінің 113, 115 және 160-баптарына", "tk:113 tk:115 tk:160"),
        ("113-бап ЕК", "tk:113"),
        ("енбек кодексинин 113-бабы", "tk:113"),
        ("ҚР ҚК 384-бабының 1-бөлігі", "uk:384.1"),
        ("ЕК 113-бабы мен АПК 148-бабы", "tk:113 gpk:148"),
        ("Mehnat kodeksining 113-moddasi", "tk:113"),
        ("Mehnat kodeksi 113-moddasining 3-bandi", "tk:113.3"),
        ("QR Mehnat kodeksining 195-moddasi 1-bandi 1-kichik bandi", "tk:195.1.1"),
        ("Mehnat kodeksining 113 va 115-moddalari", "tk:113 tk:115"),
        ("Меҳнат кодексининг 113-моддаси", "tk:113"),
        ("Меҳнат кодекси 113-моддасининг 3-банди", "tk:113.3"),
        ("Jinoyat kodeksining 384-moddasi 1-qismiga", "uk:384.1"),
        ("Art. 113(3) Labour Code", "tk:113.3"),
        ("Labour Code, art. 113(3)", "tk:113.3"),
        ("Article 113 of the Labour Code", "tk:113"),
        ("articles 113 and 115 of the Labour Code", "tk:113 tk:115"),
        ("paragraph 3 of article 113 of the Labour Code", "tk:113.3"),
        ("sub-paragraph 2) of paragraph 1 of article 49 of the Labour Code", "tk:49.1.2"),
        ("Labour Code s. 113", "tk:113"),
        ("Tax Code, art. 668(1)", "nk:668.1)"),
        ("see tk:113.3 and nk:668.1)", "tk:113.3 nk:668.1)"),
        ("113-бабы ЕК, 148-бабы АПК", "tk:113 gpk:148"),
        ("ЕК-нің 113-бабы", "tk:113"),
        ("«Халықтың көші-қоны туралы» Заңның 43-1-бабы", "migration:43-1"),
        ("ЕК 113-бабының 1-тармағы мен 3-тармағы", "tk:113.1 tk:113.3"),
        ("ЕК 22-бабының 1-тармағының 1), 5) тармақшалары", "tk:22.1.1 tk:22.1.5"),
        ("Меҳнат кодексининг 113-моддаси 3-банди", "tk:113.3"),
        ("ТК РК, ст. 113, 10 дней", "tk:113"),
        ("ст. 113 ТК, 250 000 тенге", "tk:113"),
        ("ст. 113 и 160, 10.04.2026", ""),
        ("п. 1 и п. 3 ст. 113 ТК", "tk:113.1 tk:113.3"),
        ("подп. 1) п. 1 и подп. 2) п. 2 ст. 49 ТК", "tk:49.1.1 tk:49.2.2"),
        ("п. 1 подп. 2) ст. 49 ТК", "tk:49.1.2"),
        ("ст. 113 п. 1, ст. 115 п. 2 ТК", "tk:113.1 tk:115.2"),
        ("ст. 113 ТК, п. 3 ст. 115 ТК", "tk:113 tk:115.3"),
        ("ст. 113 (п. 3) ТК", "tk:113.3"),
        ("ст. 113 ТК (п. 3)", "tk:113.3"),
        ("ТК РК (ст. 113)", "tk:113"),
        ("ТК: ст. 113, 115; ГПК: ст. 148", "tk:113 tk:115 gpk:148"),
        ("ТК, ст. 113, ГПК, ст. 148", "tk:113 gpk:148"),
        ("ТК ст. 113 ГПК ст. 148", "tk:113 gpk:148"),
        ("ст. 113 ТК ст. 148 ГПК", "tk:113 gpk:148"),
        ("ст. 43–1 Закона о миграции", "migration:43-1"),
        ("ст. 43¹ Закона о миграции", "migration:43-1"),
        ("ст. 43\u20111 Закона о миграции", "migration:43-1"),
        ("части 1-3 статьи 517 КоАП", "koap:517.1 koap:517.2 koap:517.3"),
        ("ст. 43-1 Закона РК от 22 июля 2011 года № 477-IV «О миграции населения»", "migration:43-1"),
        ("113 статья ТК", "tk:113"),
        ("по 113 статье ТК РК", "tk:113"),
        ("113 ст. ТК", "tk:113"),
        ("art. 113(1) and (3) of the Labour Code", "tk:113.1 tk:113.3"),
        ("ст. 5 трудового договора и ст. 113 ТК", "tk:113"),
        ("ст. 113 ТК и п. 3 договора", "tk:113"),
        ("п. 12 ч. 2 ст. 128 УК", "uk:128.2.12"),
        ("п. 12) ч. 2 ст. 128 УК РК", "uk:128.2.12"),
        ("пункт 12 части второй статьи 128 Уголовного кодекса", "uk:128.2.12"),
        ("ст. 128 ч. 2 п. 12 УК", "uk:128.2.12"),
        ("ҚК 128-бабы 2-бөлігінің 12-тармағы", "uk:128.2.12"),
        ("point 12 of part 2 of article 128 of the Criminal Code", "uk:128.2.12"),
        ("подпункт 6) части второй статьи 148 ГПК", "gpk:148.2.6"),
        ("п. 1 ст. 668 НК РК", "nk:668.1)"),
        ("ст. 113, п. 1, 3 ТК РК и ст. 9 Закона о миграции", "tk:113.1 tk:113.3 migration:9"),
        ("ст. 113 ТК РК, п. 1 и 3, и ст. 43-1 Закона о миграции", "tk:113.1 tk:113.3 migration:43-1"),
        ("ст. 113 п. 1, п. 3 ст. 115 ТК", "tk:113.1 tk:115.3"),
        ("статье 113, а также статье 115 ТК РК", "tk:113 tk:115"),
        ("статьями 113, 115, а также 160 ТК РК", "tk:113 tk:115 tk:160"),
        ("ЕК 113-ші бабы", "tk:113"),
        ("Mehnat kodeksining 113-chi moddasi", "tk:113"),
        ("113-я статья ТК", "tk:113"),
        ("sec. 113 Labour Code", "tk:113"),
        ("статья 24 Конституции РК", "constitution:24"),
        ("ст. 24 Конституции 1995 года", "constitution-1995:24"),
        ("ст. 134 ТК 2007 года", "tk-2007:134"),
        ("ст. 113 ТК РК и ст. 113 ТК РФ", "tk:113"),
    ],
)
def test_citations_as_people_write_them(text: str, refs: str) -> None:
    assert _read(text) == refs.split()
    assert _read(f"Как сказано, {text}.") == refs.split()


@pytest.mark.parametrize(
    "text",
    ["3 рабочих дня", "п. 3 договора", "до 10.04.2026", "+7 701 123 45 67", "250 000 тенге", "113 бабочек",
     "5 banditov", "часть 2 анкеты", "стать дешевле на 5", "section 5 of the form", "ТК РК и ГПК РК",
     "в 2015 году ТК РК изменили"],
)  # fmt: skip
def test_other_words_are_left_alone(text: str) -> None:
    assert read(text, REGISTRY) == []


@pytest.mark.parametrize(
    "text",
    ["статья 5 договора", "статья 5 трудового договора", "шарттың 5-бабы", "shartnomaning 5-moddasi",
     "article 5 of the contract", "article 5 of the employment contract", "3 статьи Закона о миграции",
     "еңбек шартының 5-бабы", "ст. 113 ТК РФ", "статья 113 Трудового кодекса Российской Федерации",
     "статья 113 Трудового кодекса Республики Узбекистан", "Трудовой кодекс РФ, ст. 113", "РФ ЕК 113-бабы",
     "O‘zbekiston Respublikasi Mehnat kodeksining 113-moddasi", "Ўзбекистон Меҳнат кодексининг 113-моддаси",
     "Өзбекстан Республикасы Еңбек кодексінің 113-бабы", "article 113 of the Labour Code of Uzbekistan"],
)  # fmt: skip
def test_articles_of_other_documents_are_left_alone(text: str) -> None:
    assert read(text, REGISTRY) == []


@pytest.mark.parametrize(
    ("text", "sure"),
    [("п. 1 ст. 113 ТК", True), ("п. 1 ст. 113 и 115 ТК", False), ("ст. 113 ТК, ст. 115", False),
     ("ст. 113 п. 3 ст. 115 ТК", False), ("ст. 113 ТК РК (далее – ТК), ст. 115", False),
     ("3 пункт ст. 113 ТК", False), ("ст. 113 (п. 3 ТК", False), ("ст. 113 (п. 3) ТК", True)],
)  # fmt: skip
def test_one_reading_only(text: str, sure: bool) -> None:
    assert all(found.sure for found in read(text, REGISTRY)) == sure


@given(st.lists(st.sampled_from(
    ["ст. 113", "п. 3", "ТК", "ЕК", "и", ",", "(", ")", "113-бабы", "3-тармағы", "ГПК", "10 дней", "договора", "мен",
     ";", "43–1", "Art. 113(3)", "tk:113", "Mehnat kodeksining", "5-moddasi", "подп. 2)", "-", "\n"]
), max_size=14))  # fmt: skip
def test_whatever_is_written_what_is_read_never_overlaps(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text, REGISTRY)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize("words", ["ст. 113 ", "п. 1 ", "1, 2, 3, ", "113-бабы ЕК, ", "п. 1 ст. 113, ", "ст. 113 ТК ",
                                   "Согласно пункту 3 статьи 113 ТК РК платят, а иначе 1, 2 и 5 раз. "])  # fmt: skip
def test_four_times_the_length_takes_four_times_the_calls(words: str) -> None:
    def calls(times: int) -> int:
        count = 0

        def counted(_frame: object, event: str, _arg: object) -> None:
            nonlocal count
            count += event in {"call", "c_call"}

        sys.setprofile(counted)
        try:
            read(words * times, REGISTRY)
        finally:
            sys.setprofile(None)
        return count

    assert calls(400) < 4.5 * calls(100)


@pytest.mark.parametrize(
    ("text", "refs"),
    [("113 тк", "tk:113"), ("тк 113", "tk:113"), ("ек 113 бап", "tk:113"), ("43-1 закон о миграции", "migration:43-1"),
     ("mehnat kodeksi 113", "tk:113"), ("ст 113 тк", "tk:113"), ("labour code 113", "tk:113"),
     ("тк, 113", "tk:113")],
)  # fmt: skip
def test_in_a_search_field_less_is_enough(text: str, refs: str) -> None:
    assert _read(text, loose=True) == refs.split()


def test_a_citation_without_its_act_is_found_and_says_so() -> None:
    (found,) = read("нарушена статья 113", REGISTRY)
    assert (found.text, found.refs) == ("статья 113", ())
    (found,) = read("нарушена статья 113", REGISTRY, act="tk")
    assert found.refs == (Ref("tk", "113"),)


def test_the_case_of_a_kazakh_or_uzbek_ending_is_kept() -> None:
    cases = {"113-бабына": "dat", "113-бабында": "loc", "113-бабының": "gen", "113-бабын": "acc", "113-бабынан": "abl"}
    for words, case in cases.items():
        assert read(f"ЕК {words}", REGISTRY)[0].case == case
    cases = {"modda": "nom", "moddada": "loc", "moddasiga": "dat", "moddasida": "loc", "moddasini": "acc"}
    for words, case in cases.items():
        assert read(f"Mehnat kodeksining 113-{words}", REGISTRY)[0].case == case


def _known() -> list[Ref]:
    """Every unit that the registry knows."""
    made = []
    for act in REGISTRY.values():
        for number, article in act.articles.items():
            made.append(Ref(act.id, number))
            made += [Ref(act.id, number, paragraph) for paragraph in article.paragraphs]
            for paragraph, subs in article.subparagraphs.items():
                if not paragraph or paragraph in article.paragraphs:
                    made += [Ref(act.id, number, paragraph, sub) for sub in subs]
    return made


KNOWN = _known()
languages = st.sampled_from(["ru", "kk", "uz", "en"])
cases = st.sampled_from(CASES)


def _printed(ref: Ref) -> bool:
    try:
        resolve(ref, REGISTRY)
    except CitationError:
        return False
    return True


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(KNOWN), languages, cases, st.sampled_from(["short", "full", "long"]))
def test_what_is_printed_is_read_as_the_same_citation(ref: Ref, language: str, case: str, form: str) -> None:
    said = print_refs([ref], REGISTRY, language, case, form)
    assert [found.refs for found in read(said, REGISTRY)] == [(ref,)], said


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(KNOWN), min_size=2, max_size=4, unique=True), languages, cases)
def test_several_are_printed_merged_and_read_apart(refs: list[Ref], language: str, case: str) -> None:
    said = print_refs(refs, REGISTRY, language, case)
    assert [ref for found in read(said, REGISTRY) for ref in found.refs] == refs, said


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(KNOWN), languages, cases)
def test_without_the_act_the_context_gives_it(ref: Ref, language: str, case: str) -> None:
    said = print_refs([ref], REGISTRY, language, case, "middle")
    assert [found.refs for found in read(said, REGISTRY, act=ref.act)] == [(ref,)], said


@pytest.mark.parametrize(
    ("marked", "language", "said"),
    [
        ("tk:113|nom|long", "ru", "статья 113 Трудового кодекса Республики Казахстан"),
        ("tk:113|dat|middle", "ru", "статье 113"),
        ("tk:113.3|ins|middle", "ru", "пунктом 3 статьи 113"),
        ("tk:22.1.5|gen|long", "ru", "подпункта 5) пункта 1 статьи 22 Трудового кодекса Республики Казахстан"),
        ("tk:113.1,tk:113.3", "ru", "п. 1 и 3 ст. 113 ТК РК"),
        ("tk:113.1,tk:113.3|nom|middle", "ru", "пункты 1 и 3 статьи 113"),
        ("tk:113,tk:115,tk:160", "ru", "ст. 113, 115 и 160 ТК РК"),
        ("tk:113,tk:115,nk:668|prep|long", "ru", "статьях 113 и 115 Трудового кодекса Республики Казахстан; "
                                                 "статье 668 Налогового кодекса Республики Казахстан"),
        ("uk:384.1|prep|middle", "ru", "части 1 статьи 384"),
        ("tk:113,tk:115|dat", "kk", "ҚР ЕК 113 және 115-баптарына"),
        ("uk:384.1,uk:384.2|loc", "kk", "ҚР ҚК 384-бабының 1 және 2-бөліктерінде"),
        ("tk|dat", "ru", "Трудовому кодексу Республики Казахстан"),
        ("gpk|ins", "ru", "Гражданским процессуальным кодексом Республики Казахстан"),
        ("migration|prep", "ru", "Законе Республики Казахстан «О миграции населения»"),
        ("minsk|acc", "ru", "Конвенцию о правовой помощи (Минск, 1993)"),
        ("average-pay-rules|ins", "ru", "Едиными правилами исчисления средней заработной платы"),
        ("tk|loc", "kk", "Қазақстан Республикасы Еңбек кодексінде"),
        ("gk|dat", "kk", "Қазақстан Республикасы Азаматтық кодексіне (Жалпы бөлім)"),
        ("eaeu|abl", "kk", "Еуразиялық экономикалық одақ туралы шарттан"),
        ("uz-labour|acc", "kk", "туралы келісімді"),
        ("tk|ins", "uz", "Qozog‘iston Mehnat kodeksi bilan"),
        ("tk:113.3|full", "kk", "Қазақстан Республикасы Еңбек кодексінің 113-бабының 3-тармағы"),
        ("tk:113,tk:115|dat", "uz", "QR Mehnat kodeksining 113 va 115-moddalariga"),
        ("tk:113,tk:115", "en", "Labour Code, arts 113 and 115"),
        ("tk:113.3|long", "en", "paragraph 3 of article 113 of the Labour Code of the Republic of Kazakhstan"),
    ],
)  # fmt: skip
def test_markers_print_in_the_grammar_of_the_language(marked: str, language: str, said: str) -> None:
    assert print_marked(marked, REGISTRY, language).replace(NBSP, " ").endswith(said)


@pytest.mark.parametrize("act", REGISTRY)
def test_every_act_has_a_name_that_can_be_declined(act: str) -> None:
    names = {case: print_marked(f"{act}|{case}", REGISTRY, "ru") for case in ("gen", "dat", "ins", "prep")}
    assert len(set(names.values())) >= 2, names  # a feminine noun has one form for three of them


@pytest.mark.parametrize("marked", ["tk:113|dative", "tk:113|big", "tk:113,|dat", "tk:113,gpk"])
def test_an_unknown_case_or_form_is_refused_with_the_known_ones(marked: str) -> None:
    if marked == "tk:113,gpk":
        assert "ГПК" not in print_marked("tk:113", REGISTRY, "ru")
        return
    with pytest.raises(CitationError):
        print_marked(marked, REGISTRY, "ru")


def test_an_act_is_named_in_full_once() -> None:
    mentions = Mentions()
    assert [mentions.form([act]) for act in ("tk", "tk", "gpk", "tk", "gpk")] == [
        "full",
        "short",
        "full",
        "short",
        "short",
    ]


def test_certain_means_that_it_leads_somewhere() -> None:
    assert certain(read("п. 3 ст. 113 ТК", REGISTRY)[0], REGISTRY)
    assert not certain(read("п. 9 ст. 113 ТК", REGISTRY)[0], REGISTRY)
    assert not certain(read("статья 113", REGISTRY)[0], REGISTRY)
    assert _printed(Ref("tk", "113"))
