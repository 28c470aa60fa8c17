"""Languages whose forms are data (`forms:` in kb/languages.yml) and not code: days, months, sums, lists.

A language without forms is written in what holds everywhere: days in digits, sums with KZT, numbers as digits.
"""

from __future__ import annotations

from aryz.plan.wording._common import NBSP, UZ_CYRILLIC
from aryz.plan.wording.dates import DAY, MONTH, MONTHS, date_long, month_long
from aryz.plan.wording.numbers import FORMS, LEARNED
from aryz.plan.wording.sums import GROUP, MINUS_WORD, POINT, TENGE, TIYN, money_full, money_number, number

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

CODED = ("ru", "kk", "uz", "en", UZ_CYRILLIC)
AND = {"ru": "и", "kk": "және", "uz": "va", "en": "and", UZ_CYRILLIC: "ва"}

CITATIONS: dict[str, dict[str, str]] = {}  # how such a language names the units of an act: aryz.law.printing


def learn(language: str, forms: Mapping[str, Any]) -> None:
    """Take in the forms of a language that has no code of its own; one that has keeps it."""
    if language in CODED:
        return
    months = forms.get("months")
    MONTHS[language] = tuple(months) if months else tuple(f"{number:02}" for number in range(1, 13))
    DAY[language] = forms.get("day", f"{{day}}{NBSP}{{month}} {{year}}") if months else "{day:02}.{month}.{year}"
    MONTH[language] = forms.get("month", "{month} {year}") if months else "{month}.{year}"
    GROUP[language], POINT[language] = forms.get("group", NBSP), forms.get("point", ",")
    TENGE[language], TIYN[language] = forms.get("tenge", "KZT"), tuple(forms.get("tiyn", ["тиын"]))
    MINUS_WORD[language] = "\u2212"
    AND[language] = forms.get("and", "")
    CITATIONS[language] = dict(forms.get("cite") or {})
    FORMS[language] = len(TIYN[language])
    LEARNED.add(language)
    for remembered in (date_long, month_long, money_full, money_number, number):  # written before it was known
        remembered.cache_clear()
