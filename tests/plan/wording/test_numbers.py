"""Numbers in words against num2words, and against hand-written words where it has no such language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from aryz.plan.wording import in_words, plural

NUMBERS = st.integers(min_value=0, max_value=10**12)


def plain_english(number: int) -> str:
    """num2words writes British English: with commas and "and"."""
    return num2words(number, lang="en").replace(",", "").replace(" and ", " ")


def russian(number: int, gender: str) -> str:
    """num2words lends the noun's gender to millions too («одна миллион»): ask it for the last group alone."""
    if number % 1000 in (0, number):
        return num2words(number, lang="ru", gender=gender if number < 1000 else "m")
    last = num2words(number % 1000, lang="ru", gender=gender)
    return f"{num2words(number - number % 1000, lang='ru')} {last}"


@pytest.mark.parametrize("gender", ["m", "f", "n"])
def test_russian_up_to_ten_thousand_is_that_of_num2words(gender):
    wrong = [n for n in range(10_001) if in_words(n, "ru", gender) != russian(n, gender)]
    assert wrong == []


def test_kazakh_up_to_ten_thousand_is_that_of_num2words():
    assert [n for n in range(10_001) if in_words(n, "kk") != num2words(n, lang="kz")] == []


def test_english_up_to_ten_thousand_is_that_of_num2words_without_and():
    assert [n for n in range(10_001) if in_words(n, "en") != plain_english(n)] == []


@given(NUMBERS, st.sampled_from("mfn"))
def test_large_russian_numbers_are_those_of_num2words(number, gender):
    assert in_words(number, "ru", gender) == russian(number, gender)


@given(NUMBERS)
def test_large_kazakh_and_english_numbers_are_those_of_num2words(number):
    assert in_words(number, "kk") == num2words(number, lang="kz")
    assert in_words(number, "en") == plain_english(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (7, "yetti"),
        (10, "o‘n"),
        (14, "o‘n to‘rt"),
        (39, "o‘ttiz to‘qqiz"),
        (90, "to‘qson"),
        (100, "bir yuz"),
        (111, "bir yuz o‘n bir"),
        (1_000, "bir ming"),
        (1_001, "bir ming bir"),
        (3_586, "uch ming besh yuz sakson olti"),
        (21_060, "yigirma bir ming oltmish"),
        (250_000, "ikki yuz ellik ming"),
        (1_000_000, "bir million"),
        (
            45_070_840_302,
            "qirq besh milliard yetmish million sakkiz yuz qirq ming uch yuz ikki",
        ),
        (2_000_000_000_001, "ikki trillion bir"),
        (-58, "minus ellik sakkiz"),
    ],
)
def test_uzbek_numbers_are_written_with_every_digit_named(number, words):
    assert in_words(number, "uz") == words


# a letter of Uzbek Latin for a letter of its Cyrillic
UZBEK_LETTERS = [("o‘", "ў"), ("sh", "ш"), ("ch", "ч"), ("ye", "е"), ("yu", "ю"), ("yi", "йи"), *zip(
    "abdeghiklmnoqrstuz", "абдегҳиклмноқрстуз", strict=True)]  # fmt: skip


@given(NUMBERS)
def test_uzbek_in_cyrillic_is_the_same_letter_by_letter(number):
    words = in_words(number, "uz")
    for latin, cyrillic in UZBEK_LETTERS:
        words = words.replace(latin, cyrillic)
    assert in_words(number, "uz-cyrl") == " ".join(word.replace("еллик", "эллик") for word in words.split())


def test_uzbek_in_cyrillic_has_its_own_minus_and_nought():
    assert in_words(0, "uz-cyrl") == "нол"
    assert in_words(-8_014, "uz-cyrl") == "минус саккиз минг ўн тўрт"


@given(NUMBERS, NUMBERS)
def test_different_numbers_have_different_words_in_uzbek(one, other):
    assert (in_words(one, "uz") == in_words(other, "uz")) == (one == other)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "минус двадцать одна тысяча два"),
        ("kk", "минус жиырма бір мың екі"),
        ("uz", "minus yigirma bir ming ikki"),
        ("en", "minus twenty-one thousand two"),
    ],
)
def test_a_negative_number_begins_with_minus(language, words):
    assert in_words(-21_002, language) == words


def test_gender_changes_one_and_two_at_the_end_only():
    assert in_words(1_001_001, "ru", "n") == "один миллион одна тысяча одно"
    assert in_words(2_002_002, "ru", "f") == "два миллиона две тысячи две"
    assert in_words(12, "ru", "f") == "двенадцать"
    assert in_words(2, "ru", "n") == "два"


def test_the_largest_number_still_has_words():
    assert in_words(10**15 - 1, "ru").startswith("девятьсот девяносто девять триллионов девятьсот")
    assert in_words(-(10**14), "en") == "minus one hundred trillion"


@pytest.mark.parametrize("number", [10**15, -(10**15)])
def test_a_number_beyond_the_last_name_is_refused_with_the_limit(number):
    with pytest.raises(ValueError, match=r"10\*\*15"):
        in_words(number, "ru")


def test_an_unknown_language_or_gender_is_refused_by_name():
    with pytest.raises(ValueError, match=r"'kz'.*ru, kk, uz, en"):
        in_words(0, "kz")
    with pytest.raises(ValueError, match="'x'"):
        in_words(5, "ru", "x")
    with pytest.raises(ValueError, match="'de'"):
        plural(5, ["Tag", "Tage"], "de")


@pytest.mark.parametrize(
    ("numbers", "form"),
    [
        ((1, 21, 101, 1_001, -1, -31), "день"),
        ((2, 3, 4, 22, 64, 102, 1_003, -2), "дня"),
        ((0, 5, 10, 11, 12, 13, 14, 19, 20, 111, 112, 1_014, -11, -25, 100), "дней"),
    ],
)
def test_a_russian_noun_has_three_forms(numbers, form):
    assert [plural(n, ["день", "дня", "дней"], "ru") for n in numbers] == [form] * len(numbers)


def test_an_english_noun_has_two_forms():
    assert [plural(n, ["day", "days"], "en") for n in (0, 1, -1, 2, 11, 21)] == [
        "days", "day", "day", "days", "days", "days",
    ]  # fmt: skip


def test_kazakh_and_uzbek_nouns_do_not_change():
    assert {plural(n, ["күн"], "kk") for n in (0, 1, 2, 5, 21)} == {"күн"}
    assert {plural(n, ["kun"], "uz") for n in (0, 1, 2, 5, 21)} == {"kun"}


TOO_FEW = [("ru", ["день", "дни"]), ("en", ["day"]), ("kk", []), ("uz", [])]


@pytest.mark.parametrize(("language", "forms"), TOO_FEW)
def test_too_few_forms_are_refused_even_when_the_number_would_find_one(language, forms):
    with pytest.raises(ValueError, match=f"{language} needs"):
        plural(1, forms, language)
