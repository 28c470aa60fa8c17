"""Kazakh and Uzbek case suffixes on names and phrases; every form is written by hand."""

import pytest

from aryz.plan.wording import kk_case, uz_case

CASES = ("gen", "dat", "acc", "loc", "abl", "ins")

# gen dat acc loc abl ins
KAZAKH_NAMES = """
Каримов: Каримовтың Каримовқа Каримовты Каримовта Каримовтан Каримовпен
Алиева: Алиеваның Алиеваға Алиеваны Алиевада Алиевадан Алиевамен
Нәбиев: Нәбиевтің Нәбиевке Нәбиевті Нәбиевте Нәбиевтен Нәбиевпен
Байғараев: Байғараевтың Байғараевқа Байғараевты Байғараевта Байғараевтан Байғараевпен
Әуезов: Әуезовтің Әуезовке Әуезовті Әуезовте Әуезовтен Әуезовпен
Сейфуллин: Сейфуллиннің Сейфуллинге Сейфуллинді Сейфуллинде Сейфуллиннен Сейфуллинмен
Маратқызы: Маратқызының Маратқызына Маратқызын Маратқызында Маратқызынан Маратқызымен
Әбішұлы: Әбішұлының Әбішұлына Әбішұлын Әбішұлында Әбішұлынан Әбішұлымен
Бахтиёрович: Бахтиёровичтің Бахтиёровичке Бахтиёровичті Бахтиёровичте Бахтиёровичтен Бахтиёровичпен
Сергеевна: Сергеевнаның Сергеевнаға Сергеевнаны Сергеевнада Сергеевнадан Сергеевнамен
Бауыржан: Бауыржанның Бауыржанға Бауыржанды Бауыржанда Бауыржаннан Бауыржанмен
Шерзод: Шерзодтың Шерзодқа Шерзодты Шерзодта Шерзодтан Шерзодпен
Әлібек: Әлібектің Әлібекке Әлібекті Әлібекте Әлібектен Әлібекпен
Олжас: Олжастың Олжасқа Олжасты Олжаста Олжастан Олжаспен
Ораз: Ораздың Оразға Оразды Оразда Ораздан Оразбен
Айгүл: Айгүлдің Айгүлге Айгүлді Айгүлде Айгүлден Айгүлмен
Айгуль: Айгульдің Айгульге Айгульді Айгульде Айгульден Айгульмен
Темір: Темірдің Темірге Темірді Темірде Темірден Темірмен
Абай: Абайдың Абайға Абайды Абайда Абайдан Абаймен
Сергей: Сергейдің Сергейге Сергейді Сергейде Сергейден Сергеймен
Ким: Кимнің Кимге Кимді Кимде Кимнен Киммен
Ли: Лидің Лиге Лиді Лиде Лиден Лимен
Цой: Цойдың Цойға Цойды Цойда Цойдан Цоймен
Шевчук: Шевчуктың Шевчукқа Шевчукты Шевчукта Шевчуктан Шевчукпен
Петренко: Петренконың Петренкоға Петренконы Петренкода Петренкодан Петренкомен
Мария: Марияның Марияға Марияны Марияда Мариядан Мариямен
Гүлсім: Гүлсімнің Гүлсімге Гүлсімді Гүлсімде Гүлсімнен Гүлсіммен
Нұрғали: Нұрғалидың Нұрғалиға Нұрғалиды Нұрғалида Нұрғалидан Нұрғалимен
Тілеу: Тілеудің Тілеуге Тілеуді Тілеуде Тілеуден Тілеумен
Әлі: Әлінің Әліге Әліні Әліде Әліден Әлімен
Пётр: Пётрдің Пётрге Пётрді Пётрде Пётрден Пётрмен
Біләл: Біләлдың Біләлға Біләлды Біләлда Біләлдан Біләлмен
Садиқ: Садиқтың Садиққа Садиқты Садиқта Садиқтан Садиқпен
Лев: Левтің Левке Левті Левте Левтен Левпен
Шейх: Шейхтың Шейхқа Шейхты Шейхта Шейхтан Шейхпен
дән: дәннің дәнге дәнді дәнде дәннен дәнмен
кісі: кісінің кісіге кісіні кісіде кісіден кісімен
Салих: Салихтың Салихқа Салихты Салихта Салихтан Салихпен
"""
KAZAKH_PHRASES = """
Шу ауданы: ауданының ауданына ауданын ауданында ауданынан ауданымен
Алматы қалалық соты: сотының сотына сотын сотында сотынан сотымен
ішкі істер министрлігі: министрлігінің министрлігіне министрлігін министрлігінде министрлігінен министрлігімен
бас есепші: есепшінің есепшіге есепшіні есепшіде есепшіден есепшімен
Алматы: Алматының Алматыға Алматыны Алматыда Алматыдан Алматымен
Өзбекстан: Өзбекстанның Өзбекстанға Өзбекстанды Өзбекстанда Өзбекстаннан Өзбекстанмен
Санкт-Петербург: Петербургтің Петербургке Петербургті Петербургте Петербургтен Петербургпен
Юлдашева Дилноза Рустам кызы: кызының кызына кызын кызында кызынан кызымен
Абдуллаев Жасур Алишер угли: углидің углиге углиді углиде углиден углимен
"""
UZBEK = """
Toshkent: Toshkentning Toshkentga Toshkentni Toshkentda Toshkentdan Toshkent_bilan
Karimov: Karimovning Karimovga Karimovni Karimovda Karimovdan Karimov_bilan
Dilnoza: Dilnozaning Dilnozaga Dilnozani Dilnozada Dilnozadan Dilnoza_bilan
Bek: Bekning Bekka Bekni Bekda Bekdan Bek_bilan
Tog‘: Tog‘ning Tog‘ga Tog‘ni Tog‘da Tog‘dan Tog‘_bilan
Pedagog: Pedagogning Pedagogga Pedagogni Pedagogda Pedagogdan Pedagog_bilan
Qozoq: Qozoqning Qozoqqa Qozoqni Qozoqda Qozoqdan Qozoq_bilan
Rustam qizi: qizining qiziga qizini qizida qizidan qizi_bilan
Alisher o‘g‘li: o‘g‘lining o‘g‘liga o‘g‘lini o‘g‘lida o‘g‘lidan o‘g‘li_bilan
Каримов: Каримовнинг Каримовга Каримовни Каримовда Каримовдан Каримов_билан
Ўзбек: Ўзбекнинг Ўзбекка Ўзбекни Ўзбекда Ўзбекдан Ўзбек_билан
Қишлоқ: Қишлоқнинг Қишлоққа Қишлоқни Қишлоқда Қишлоқдан Қишлоқ_билан
KARIMOV: KARIMOVNING KARIMOVGA KARIMOVNI KARIMOVDA KARIMOVDAN KARIMOV_bilan
"""


# after a hyphen, by what is said: number or abbreviation
KAZAKH_SPELLED = """
0: дің ге ді де ден мен
1: дің ге ді де ден мен
2: нің ге ні де ден мен
3: тің ке ті те тен пен
4: тің ке ті те тен пен
5: тің ке ті те тен пен
6: ның ға ны да дан мен
7: нің ге ні де ден мен
8: дің ге ді де ден бен
9: дың ға ды да дан бен
10: ның ға ды да нан мен
20: ның ға ны да дан мен
30: дың ға ды да дан бен
40: тың қа ты та тан пен
50: дің ге ді де ден мен
60: тың қа ты та тан пен
70: тің ке ті те тен пен
80: нің ге ді де нен мен
90: ның ға ды да нан мен
15: тің ке ті те тен пен
100: дің ге ді де ден бен
1000: ның ға ды да нан мен
250_000: ның ға ды да нан мен
1_000_000: ның ға ды да нан мен
2026: ның ға ны да дан мен
№ 5: тің ке ті те тен пен
43-1: дің ге ді де ден мен
2026 жылғы 305: тің ке ті те тен пен
25_%: дың ға ды да дан бен
ЖШС: тің ке ті те тен пен
«Арай» ЖШС: тің ке ті те тен пен
ҚР: ның ға ны да дан мен
ҚР ЕК: нің не н нде нен мен
ЖСН: нің ге ді де нен мен
БСН: нің ге ді де нен мен
АЕК: тің ке ті те тен пен
АҚ: ның ға ны да дан мен
ТМД: нің ге ні де ден мен
"""


def rows(text: str) -> list[tuple[str, str]]:
    pairs = (line.split(":") for line in text.strip().split("\n"))
    return [(words, forms.strip()) for words, forms in pairs]


@pytest.mark.parametrize(("words", "forms"), rows(KAZAKH_NAMES))
def test_a_kazakh_suffix_follows_harmony_and_the_last_sound(words, forms):
    assert [kk_case(words, case) for case in CASES] == forms.split()


@pytest.mark.parametrize(("words", "forms"), rows(KAZAKH_PHRASES))
def test_only_the_last_word_of_a_kazakh_phrase_changes(words, forms):
    wanted = forms.split()
    stem = words[: len(words) - len(words.replace("-", " ").split()[-1])]
    assert [kk_case(words, case) for case in CASES] == [stem + form for form in wanted]


@pytest.mark.parametrize(("words", "forms"), rows(KAZAKH_SPELLED))
def test_after_digits_and_abbreviations_a_kazakh_suffix_follows_what_is_said(words, forms):
    words = words.replace("_", "\u00a0")
    assert [kk_case(words, case) for case in CASES] == [f"{words}-{form}" for form in forms.split()]


def test_a_number_too_large_to_be_said_stays():
    assert kk_case("1" * 16, "dat") == "1" * 16


@pytest.mark.parametrize(("words", "forms"), rows(UZBEK))
def test_an_uzbek_suffix_does_not_change_but_for_the_dative_after_k_and_q(words, forms):
    wanted = [form.replace("_", " ") for form in forms.split()]
    stem = words[: len(words) - len(words.split()[-1])]
    assert [uz_case(words, case) for case in CASES] == [stem + form for form in wanted]


def test_the_name_of_the_republic_has_the_ending_of_belonging():
    assert kk_case("Қазақстан Республикасы", "dat") == "Қазақстан Республикасына"
    assert kk_case("Қазақстан Республикасы", "abl") == "Қазақстан Республикасынан"


def test_a_full_name_in_kazakh_changes_at_its_patronymic():
    assert kk_case("Каримов Шерзод Бахтиёрович", "dat") == "Каримов Шерзод Бахтиёровичке"


def test_a_given_name_on_i_at_the_end_of_a_full_name_is_no_ending_of_belonging():
    assert kk_case("Сулейменов Әлі", "dat") == "Сулейменов Әліге"


def test_capitals_take_a_suffix_in_capitals():
    assert kk_case("КАРИМОВ", "gen") == "КАРИМОВТЫҢ"
    assert kk_case("МАРАТҚЫЗЫ", "dat") == "МАРАТҚЫЗЫНА"


@pytest.mark.parametrize("write", [kk_case, uz_case])
def test_the_nominative_changes_nothing_and_the_prepositional_is_the_locative(write):
    assert write("Алматы", "nom") == "Алматы"
    assert write("Тошкент", "prep") == write("Тошкент", "loc") != "Тошкент"


@pytest.mark.parametrize("words", ["", "«Арай»", "Karimov", "COVID"])
def test_kazakh_leaves_alone_what_does_not_end_in_a_cyrillic_letter(words):
    assert kk_case(words, "gen") == words


def test_nothing_has_no_uzbek_suffix():
    assert uz_case("", "gen") == ""


@pytest.mark.parametrize("write", [kk_case, uz_case])
def test_an_unknown_case_is_refused_by_name(write):
    with pytest.raises(ValueError, match="'genitive'"):
        write("Каримов", "genitive")
