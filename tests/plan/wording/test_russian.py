"""Names in Russian cases as papers print them: the proposal, when it is in doubt, and the form written by hand.

A name is written «surname | given | patronymic».
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.plan.nametables import load_name_tables
from aryz.plan.wording import name_in_case, unsure
from tests.plan.wording.test_names import MEN, WOMEN, name, names

TABLES = json.loads(json.dumps(load_name_tables()))  # as a plan carries them

# name: genitive, dative; the proposal is beyond doubt
SURE_MEN = """
Каримов | Шерзод | Бахтиёрович: Каримова Шерзода Бахтиёровича, Каримову Шерзоду Бахтиёровичу
Абдуллаев | Жасур | Алишер угли: Абдуллаева Жасура Алишер угли, Абдуллаеву Жасуру Алишер угли
Қонысбай | Әділет | Серікұлы: Қонысбая Әділета Серікұлы, Қонысбаю Әділету Серікұлы
Сағындық | Ерлан | Болатұлы: Сағындықа Ерлана Болатұлы, Сағындықу Ерлану Болатұлы
Серікұлы | Арман |: Серікұлы Армана, Серікұлы Арману
Насырдин уулу | Бакыт |: Насырдин уулу Бакыта, Насырдин уулу Бакыту
Сарсенбек | Қанат |: Сарсенбека Қаната, Сарсенбеку Қанату
Ахмади | Исмоил | Холматович: Ахмади Исмоила Холматовича, Ахмади Исмоилу Холматовичу
Ли | Виктор | Андреевич: Ли Виктора Андреевича, Ли Виктору Андреевичу
Петренко | Пётр | Ильич: Петренко Петра Ильича, Петренко Петру Ильичу
Юсупов | Абдулло |: Юсупова Абдулло, Юсупову Абдулло
Достоевский | Мустафа | Игоревич: Достоевского Мустафы Игоревича, Достоевскому Мустафе Игоревичу
"""
SURE_WOMEN = """
Юлдашева | Дилноза | Рустам кызы: Юлдашевой Дилнозы Рустам кызы, Юлдашевой Дилнозе Рустам кызы
Сағындық | Айгүл | Болатқызы: Сағындық Айгүл Болатқызы, Сағындық Айгүл Болатқызы
Азиз кызы | Жылдыз |: Азиз кызы Жылдыз, Азиз кызы Жылдыз
Ким | Анна | Сергеевна: Ким Анны Сергеевны, Ким Анне Сергеевне
Шевчук | Мария | Ильинична: Шевчук Марии Ильиничны, Шевчук Марии Ильиничне
Цой | Любовь | Петровна: Цой Любови Петровны, Цой Любови Петровне
Петренко | Сымбат |: Петренко Сымбат, Петренко Сымбат
"""
# the proposal may be wrong: a person must look at it
DOUBTFUL_MEN = """
Кравец | Олег |
Дюма | Ален |
Глинка | Олег |
Рахимзода | Фирдавс |
Сухой | Иван |
Черных | Иван |
Гашек | Ян |
Соловьёв-Седой | Василий |
Токаев | Касым-Жомарт | Кемелевич
Каримов | Мухаммад Али |
Петренко | Данило |
Иванов | Михайло | Петрович
Каримов | Шерзод | Бахтиёр
Karimov | Шерзод |
Каримов | Шерзод | Сергеевна
"""
DOUBTFUL_WOMEN = """
Оспан | Айгуль | Маратқызы
Бекова | Алуа |
Мирза | Лия |
Иванова-Петренко | Елена | Ивановна
Каримова | Нодира | Бахтиёр
"""


def rows(men: str, women: str) -> list[tuple[str, str]]:
    return [(line, sex) for lines, sex in ((men, "m"), (women, "f")) for line in lines.strip().split("\n")]


@pytest.mark.parametrize(("line", "sex"), rows(SURE_MEN, SURE_WOMEN))
def test_plain_names_are_declined_beyond_doubt(line, sex):
    words, _, forms = line.partition(":")
    genitive, dative = forms.split(", ")
    person = name(words)
    assert name_in_case(person, "gen", sex, TABLES) == genitive.strip()
    assert name_in_case(person, "dat", sex, TABLES) == dative
    assert not unsure(person, "gen", sex, TABLES)


@pytest.mark.parametrize(("line", "sex"), rows(DOUBTFUL_MEN, DOUBTFUL_WOMEN))
def test_names_that_only_a_person_can_judge_are_in_doubt(line, sex):
    assert unsure(name(line), "gen", sex, TABLES)


def test_a_short_surname_on_in_is_in_doubt_only_in_the_instrumental():
    person = name("Амин | Рустам |")
    assert [case for case in ("gen", "dat", "acc", "ins", "prep") if unsure(person, case, "m", TABLES)] == ["ins"]


def test_without_the_sex_a_name_stays_and_is_in_doubt_unless_it_never_changes():
    person = name("Ким | Саша |")
    assert name_in_case(person, "dat", "", TABLES) == "Ким Саша"
    assert unsure(person, "dat", "", TABLES)
    assert not unsure(name("Ли | Али |"), "dat", "", TABLES)
    assert name_in_case(name("Ким | Саша | Петрович"), "dat", "", TABLES) == "Киму Саше Петровичу"


def test_a_form_written_by_hand_is_printed_and_leaves_no_doubt():
    person = {**name("Оспан | Айгуль | Маратқызы"), "gen": "Оспан Айгуль Маратқызы"}
    assert name_in_case(person, "gen", "f", TABLES) == "Оспан Айгуль Маратқызы"
    assert name_in_case(person, "abl", "f", TABLES) == "Оспан Айгуль Маратқызы"
    assert name_in_case(person, "dat", "f", TABLES) == "Оспан Айгули Маратқызы"
    assert not unsure(person, "gen", "f", TABLES)
    assert unsure(person, "dat", "f", TABLES)


def test_the_nominative_is_never_in_doubt():
    assert not unsure(name("Дюма | Саша |"), "nom", "", TABLES)


@pytest.mark.parametrize("ask", [name_in_case, unsure])
def test_an_unknown_case_is_refused_by_name(ask):
    with pytest.raises(ValueError, match="'genitive'"):
        ask(name("Каримов | Шерзод |"), "genitive", "m", TABLES)


def test_most_typical_names_are_beyond_doubt():
    doubtful = [person for lines, sex in ((MEN, "m"), (WOMEN, "f")) for person in names(lines)
                if unsure(person, "gen", sex, TABLES)]  # fmt: skip
    assert len(doubtful) < 12, doubtful


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12), st.sampled_from(["m", "f", ""]))
def test_any_words_keep_their_number_and_are_never_lost(surname, given_name, patronymic, sex):
    person = {"surname": surname, "given": given_name, "patronymic": patronymic, "latin": ""}
    made = name_in_case(person, "dat", sex, TABLES)
    assert len(made.split(" ")) == len(name_in_case(person, "nom", sex, TABLES).split(" "))
    assert isinstance(unsure(person, "dat", sex, TABLES), bool)
