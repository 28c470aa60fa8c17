"""Days (`2026-11-24`) and months (`2026-11`) as papers write them."""

from __future__ import annotations

from functools import lru_cache

from aryz.plan import days
from aryz.plan.wording._common import NBSP, UZ_CYRILLIC, check_case, pick
from aryz.plan.wording.suffixes import kk_case, uz_case

# nominative, genitive, dative, accusative, instrumental, prepositional
_MONTHS_RU = (
    ("январь", "января", "январю", "январь", "январём", "январе"),
    ("февраль", "февраля", "февралю", "февраль", "февралём", "феврале"),
    ("март", "марта", "марту", "март", "мартом", "марте"),
    ("апрель", "апреля", "апрелю", "апрель", "апрелем", "апреле"),
    ("май", "мая", "маю", "май", "маем", "мае"),
    ("июнь", "июня", "июню", "июнь", "июнем", "июне"),
    ("июль", "июля", "июлю", "июль", "июлем", "июле"),
    ("август", "августа", "августу", "август", "августом", "августе"),
    ("сентябрь", "сентября", "сентябрю", "сентябрь", "сентябрём", "сентябре"),
    ("октябрь", "октября", "октябрю", "октябрь", "октябрём", "октябре"),
    ("ноябрь", "ноября", "ноябрю", "ноябрь", "ноябрём", "ноябре"),
    ("декабрь", "декабря", "декабрю", "декабрь", "декабрём", "декабре"),
)
# «в марте» and «с марта» are what other languages say with the locative and the ablative.
_CASE_RU = {"nom": 0, "gen": 1, "dat": 2, "acc": 3, "ins": 4, "prep": 5, "loc": 5, "abl": 1}
MONTHS: dict[str, tuple[str, ...]] = {
    "ru": tuple(forms[0] for forms in _MONTHS_RU),
    "kk": (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
        "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
    ),
    "uz": (
        "yanvar", "fevral", "mart", "aprel", "may", "iyun",
        "iyul", "avgust", "sentabr", "oktabr", "noyabr", "dekabr",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    UZ_CYRILLIC: (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
}  # fmt: skip
_KEPT = 2_000  # days in words: a paper says few, and the next one says the same
DAY: dict[str, str] = {"en": f"{{day}}{NBSP}{{month}} {{year}}"}  # of languages whose days are a pattern
MONTH: dict[str, str] = {"en": "{month} {year}"}


@lru_cache(_KEPT)
def date_long(iso: str, language: str, case: str = "nom") -> str:
    """A day: «24 ноября 2026 года», «2026 жылғы 24 қараша», «2026-yil 24-noyabr», «24 November 2026».

    `case` is one of nom gen dat acc ins prep loc abl: it changes Kazakh («2026 жылғы 24 қарашадан») and Uzbek
    («2026-yil 24-noyabrdan»); Russian writes the day in digits and so is the same in every case.
    The day and its month, the year and its word stay on one line (U+00A0).
    ValueError when `iso` is no real day, or the language or case is unknown.
    """
    if not days.is_day(iso):
        raise ValueError(f"not a real day: {iso!r}")
    check_case(case)
    name = pick(MONTHS, language)[int(iso[5:7]) - 1]
    year, day = int(iso[:4]), int(iso[8:])
    if language == "ru":
        return f"{day}{NBSP}{_MONTHS_RU[int(iso[5:7]) - 1][1]} {year}{NBSP}года"
    if language == "kk":
        return f"{year}{NBSP}жылғы {day}{NBSP}{kk_case(name, case)}"
    if language == "uz":
        return f"{year}-yil {day}-{uz_case(name, case)}"
    if language == UZ_CYRILLIC:
        return f"{year}{NBSP}йил {day}{NBSP}{_uzbek_month(name, case)}"
    return DAY[language].format(day=day, month=name, year=year)


@lru_cache(_KEPT)
def date_short(iso: str) -> str:
    """A day in digits, the same in every language: «24.11.2026». ValueError when `iso` is no real day."""
    if not days.is_day(iso):
        raise ValueError(f"not a real day: {iso!r}")
    return f"{iso[8:]}.{iso[5:7]}.{iso[:4]}"


@lru_cache(_KEPT)
def month_long(month: str, language: str, case: str = "nom") -> str:
    """A month: «март 2026 года» (gen «марта 2026 года»), «2026 жылғы наурыз», «2026-yil mart», «March 2026».

    `case` is one of nom gen dat acc ins prep loc abl; in Russian loc is prep and abl is gen («с марта»).
    ValueError when `month` is no real month written YYYY-MM, or the language or case is unknown.
    """
    if not days.is_month(month):
        raise ValueError(f"not a real month: {month!r}")
    check_case(case)
    number, year = int(month[5:]) - 1, int(month[:4])
    name = pick(MONTHS, language)[number]
    if language == "ru":
        return f"{_MONTHS_RU[number][_CASE_RU[case]]} {year}{NBSP}года"
    if language == "kk":
        return f"{year}{NBSP}жылғы {kk_case(name, case)}"
    if language == "uz":
        return f"{year}-yil {uz_case(name, case)}"
    if language == UZ_CYRILLIC:
        return f"{year}{NBSP}йил {_uzbek_month(name, case)}"
    return MONTH[language].format(month=name, year=year)


def _uzbek_month(name: str, case: str) -> str:
    """In Cyrillic the soft sign gives way to a suffix: ноябрь, ноябрдан, but ноябрь билан."""
    return uz_case(name if case in ("nom", "ins") else name.rstrip("ь"), case)
