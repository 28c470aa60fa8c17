"""Sums of money and per cent. In the expectations `_` stands for the space that does not break (U+00A0)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz.plan.wording import formula, money, money_full, money_in_words, money_number, percent

SUMS = st.integers(min_value=-(10**14), max_value=10**14)


def spaced(text: str) -> str:
    return text.replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("tiyn", "language", "text"),
    [
        (25_000_000, "ru", "250_000_тенге"),
        (25_000_050, "ru", "250_000,50_тенге"),
        (25_000_005, "ru", "250_000,05_тенге"),
        (25_000_000, "kk", "250_000_теңге"),
        (25_000_050, "kk", "250_000,50_теңге"),
        (25_000_000, "uz", "250_000_tenge"),
        (25_000_000, "en", "250,000_tenge"),
        (25_000_050, "en", "250,000.50_tenge"),
        (25_000_050, "uz-cyrl", "250_000,50_тенге"),
        (0, "ru", "0_тенге"),
        (7, "ru", "0,07_тенге"),
        (99_900, "ru", "999_тенге"),
        (100_000, "ru", "1_000_тенге"),
        (123_456_789_012, "ru", "1_234_567_890,12_тенге"),
        (123_456_789_012, "en", "1,234,567,890.12_tenge"),
        (-100_000, "ru", "−1_000_тенге"),
        (-50, "ru", "−0,50_тенге"),
    ],
)
def test_a_sum_is_grouped_by_thousands_and_shows_tiyn_only_when_there_are_any(tiyn, language, text):
    assert money(tiyn, language) == spaced(text)


@pytest.mark.parametrize(
    ("tiyn", "language", "text"),
    [
        (25_000_000, "ru", "250_000,00"),
        (25_000_000, "kk", "250_000,00"),
        (25_000_000, "uz", "250_000,00"),
        (25_000_000, "en", "250,000.00"),
        (1, "ru", "0,01"),
        (-123_450, "ru", "−1_234,50"),
    ],
)
def test_a_number_in_a_table_always_has_two_digits_of_tiyn(tiyn, language, text):
    assert money_number(tiyn, language) == spaced(text)


@given(SUMS, st.sampled_from(["ru", "kk", "uz", "en"]))
def test_a_number_in_a_table_reads_back_as_the_same_sum(tiyn, language):
    text = money_number(tiyn, language).replace("−", "-")
    digits = "".join(c for c in text if c.isdigit() or c == "-")
    assert int(digits) == tiyn


@pytest.mark.parametrize(
    ("tiyn", "language", "text"),
    [
        (25_000_000, "ru", "двести пятьдесят тысяч тенге 00_тиынов"),
        (25_000_000, "kk", "екі жүз елу мың теңге 00_тиын"),
        (25_000_000, "uz", "ikki yuz ellik ming tenge 00_tiyin"),
        (25_000_000, "en", "two hundred fifty thousand tenge 00_tiyn"),
        (101, "ru", "один тенге 01_тиын"),
        (202, "ru", "два тенге 02_тиына"),
        (2_111, "ru", "двадцать один тенге 11_тиынов"),
        (31, "ru", "ноль тенге 31_тиын"),
        (550, "ru", "пять тенге 50_тиынов"),
        (550, "kk", "бес теңге 50_тиын"),
        (550, "uz-cyrl", "беш тенге 50_тийин"),
        (100, "en", "one tenge 00_tiyn"),
        (-250, "ru", "минус два тенге 50_тиынов"),
        (0, "ru", "ноль тенге 00_тиынов"),
        (-50, "uz", "minus nol tenge 50_tiyin"),
    ],
)
def test_a_sum_in_words_has_tenge_in_words_and_tiyn_in_digits(tiyn, language, text):
    assert money_in_words(tiyn, language) == spaced(text)


@pytest.mark.parametrize(
    ("tiyn", "language", "text"),
    [
        (25_000_000, "ru", "250_000 (двести пятьдесят тысяч) тенге 00_тиынов"),
        (25_000_000, "kk", "250_000 (екі жүз елу мың) теңге 00_тиын"),
        (25_000_000, "uz", "250_000 (ikki yuz ellik ming) tenge 00_tiyin"),
        (25_000_000, "en", "250,000 (two hundred fifty thousand) tenge 00_tiyn"),
        (100_143, "ru", "1_001 (одна тысяча один) тенге 43_тиына"),
        (-300, "ru", "−3 (минус три) тенге 00_тиынов"),
        (0, "ru", "0 (ноль) тенге 00_тиынов"),
    ],
)
def test_a_sum_in_full_has_the_number_and_then_its_words(tiyn, language, text):
    assert money_full(tiyn, language) == spaced(text)


@pytest.mark.parametrize(
    ("hundredths", "language", "text"),
    [
        (1625, "ru", "16,25_%"),
        (1625, "kk", "16,25_%"),
        (1625, "uz", "16,25_%"),
        (1625, "en", "16.25%"),
        (1700, "ru", "17_%"),
        (1700, "en", "17%"),
        (1650, "ru", "16,5_%"),
        (1605, "ru", "16,05_%"),
        (5, "ru", "0,05_%"),
        (0, "ru", "0_%"),
        (10_000, "ru", "100_%"),
        (-125, "ru", "−1,25_%"),
    ],
)
def test_per_cent_loses_its_trailing_zeros(hundredths, language, text):
    assert percent(hundredths, language) == spaced(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [("ru", "240_000,00 ÷ 22 × (18 + 15/31) − 1,5 = 0,05"), ("en", "240,000.00 ÷ 22 × (18 + 15/31) − 1.5 = 0.05")],
)
def test_a_line_of_a_calculator_is_written_as_in_papers(language, text):
    assert formula("240000.00 / 22 × (18 + 15/31) - 1.5 = 0.05", language) == spaced(text)


@pytest.mark.parametrize("write", [money, money_number, money_in_words, money_full, percent])
@pytest.mark.parametrize("number", [0, 150, -150])
def test_an_unknown_language_is_refused_by_name(write, number):
    with pytest.raises(ValueError, match="'kz'"):
        write(number, "kz")


def test_a_sum_too_large_for_words_is_refused():
    with pytest.raises(ValueError, match=r"10\*\*15"):
        money_full(10**17, "ru")
