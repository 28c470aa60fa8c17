"""Sums of money and per cent as papers write them. A sum is a whole number of tiyn: 100 tiyn are 1 tenge."""

from __future__ import annotations

from functools import lru_cache

from aryz.plan.wording._common import NBSP, UZ_CYRILLIC, pick
from aryz.plan.wording.numbers import in_words, plural

GROUP = {"ru": NBSP, "kk": NBSP, "uz": NBSP, "en": ",", UZ_CYRILLIC: NBSP}
POINT = {"ru": ",", "kk": ",", "uz": ",", "en": ".", UZ_CYRILLIC: ","}
TENGE = {"ru": "тенге", "kk": "теңге", "uz": "tenge", "en": "tenge", UZ_CYRILLIC: "тенге"}
TIYN: dict[str, tuple[str, ...]] = {
    "ru": ("тиын", "тиына", "тиынов"),
    "kk": ("тиын",),
    "uz": ("tiyin",),
    "en": ("tiyn", "tiyn"),
    UZ_CYRILLIC: ("тийин",),
}
MINUS_WORD = {"ru": "минус", "kk": "минус", "uz": "minus", "en": "minus", UZ_CYRILLIC: "минус"}
_MINUS = "\u2212"
_KEPT = 2_000  # sums in words and digits: a paper says each of them several times


def money(tiyn: int, language: str) -> str:
    """«250 000 тенге», with tiyn only when there are any: «250 000,50 тенге». A minus is U+2212.

    All of it stays on one line (U+00A0).
    """
    number = money_number(tiyn, language) if tiyn % 100 else _sign(tiyn) + _whole(abs(tiyn) // 100, language)
    return f"{number}{NBSP}{pick(TENGE, language)}"


@lru_cache(_KEPT)
def money_number(tiyn: int, language: str) -> str:
    """The number alone, for tables, always with two digits of tiyn: «250 000,00», English "250,000.00"."""
    return f"{_sign(tiyn)}{_whole(abs(tiyn) // 100, language)}{pick(POINT, language)}{_two_digits(tiyn)}"


def money_in_words(tiyn: int, language: str) -> str:
    """«двести пятьдесят тысяч тенге 00 тиынов»: tenge in words, tiyn in two digits.

    ValueError for 10**15 tenge and more.
    """
    words = in_words(abs(tiyn) // 100, language)
    return f"{_word_sign(tiyn, language)}{words} {TENGE[language]} {_tiyn(tiyn, language)}"


@lru_cache(_KEPT)
def money_full(tiyn: int, language: str) -> str:
    """«250 000 (двести пятьдесят тысяч) тенге 00 тиынов»: the number, the same in words, tiyn in two digits.

    ValueError for 10**15 tenge and more.
    """
    tenge = abs(tiyn) // 100
    number = _sign(tiyn) + _whole(tenge, language)
    words = _word_sign(tiyn, language) + in_words(tenge, language)
    return f"{number} ({words}) {TENGE[language]} {_tiyn(tiyn, language)}"


def percent(hundredths: int, language: str) -> str:
    """Per cent from hundredths of one: 1625 → «16,25 %», 1700 → «17 %»; U+00A0 before %. English "16.25%"."""
    words = number(hundredths, language)
    return f"{words}%" if language == "en" else f"{words}{NBSP}%"


@lru_cache(_KEPT)
def number(hundredths: int, language: str) -> str:
    """A number from its hundredths: 750 → «7,5», 700 → «7». English "7.5"."""
    whole = _sign(hundredths) + _whole(abs(hundredths) // 100, language)
    part = _two_digits(hundredths).rstrip("0")
    return f"{whole}{POINT[language]}{part}" if part else whole


def formula(plain: str, language: str) -> str:
    """A line of a calculator as papers write it: «240000.00 / 22 - 1.5» → «240 000,00 ÷ 22 − 1,5»."""
    divided = plain.replace(" / ", " ÷ ").replace(" - ", f" {_MINUS} ")
    made, at = "", 0
    while at < len(divided):
        end = at
        while end < len(divided) and (divided[end].isdecimal() or (divided[end] == "." and end > at)):
            end += 1
        made += _number(divided[at:end], language) if end > at else divided[at]
        at = max(end, at + 1)
    return made


def _number(digits: str, language: str) -> str:
    """«240000.00» as the language writes it; a full stop that ends a sentence stays."""
    whole, mark, part = digits.partition(".")
    return _whole(int(whole), language) + (pick(POINT, language) + part if part else mark)


def _sign(number: int) -> str:
    return _MINUS if number < 0 else ""


def _word_sign(number: int, language: str) -> str:
    return pick(MINUS_WORD, language) + " " if number < 0 else ""


def _whole(number: int, language: str) -> str:
    """Digits in groups of three, from the right."""
    return f"{number:,}".replace(",", pick(GROUP, language))


def _two_digits(number: int) -> str:
    part = abs(number) % 100
    return f"0{part}" if part < 10 else str(part)


def _tiyn(tiyn: int, language: str) -> str:
    """«00 тиынов», «01 тиын», «02 тиына», «50 тиынов»."""
    part = abs(tiyn) % 100
    return f"{_two_digits(tiyn)}{NBSP}{plural(part, TIYN[language], language)}"
