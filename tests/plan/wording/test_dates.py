"""Days and months in words, with the Kazakh and Uzbek cases of all twelve."""

import pytest

from aryz.plan import wording
from aryz.plan.wording import date_short


def date_long(iso, language, case="nom"):
    """With ordinary spaces: where they do not break has a test of its own."""
    return wording.date_long(iso, language, case).replace("\u00a0", " ")


def month_long(month, language, case="nom"):
    return wording.month_long(month, language, case).replace("\u00a0", " ")


# nom gen dat acc ins loc abl, written by hand
KAZAKH = """
қаңтар қаңтардың қаңтарға қаңтарды қаңтармен қаңтарда қаңтардан
ақпан ақпанның ақпанға ақпанды ақпанмен ақпанда ақпаннан
наурыз наурыздың наурызға наурызды наурызбен наурызда наурыздан
сәуір сәуірдің сәуірге сәуірді сәуірмен сәуірде сәуірден
мамыр мамырдың мамырға мамырды мамырмен мамырда мамырдан
маусым маусымның маусымға маусымды маусыммен маусымда маусымнан
шілде шілденің шілдеге шілдені шілдемен шілдеде шілдеден
тамыз тамыздың тамызға тамызды тамызбен тамызда тамыздан
қыркүйек қыркүйектің қыркүйекке қыркүйекті қыркүйекпен қыркүйекте қыркүйектен
қазан қазанның қазанға қазанды қазанмен қазанда қазаннан
қараша қарашаның қарашаға қарашаны қарашамен қарашада қарашадан
желтоқсан желтоқсанның желтоқсанға желтоқсанды желтоқсанмен желтоқсанда желтоқсаннан
"""
CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "abl")

RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
UZBEK = "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr"
ENGLISH = "January February March April May June July August September October November December"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "24 ноября 2026 года"),
        ("kk", "2026 жылғы 24 қараша"),
        ("uz", "2026-yil 24-noyabr"),
        ("en", "24 November 2026"),
    ],
)
def test_a_day_is_written_as_papers_of_the_language_write_it(language, text):
    assert date_long("2026-11-24", language) == text


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("ru", "24_ноября 2026_года", "ноябрь 2026_года"),
        ("kk", "2026_жылғы 24_қараша", "2026_жылғы қараша"),
        ("en", "24_November 2026", "November 2026"),
    ],
)
def test_a_day_keeps_its_month_and_a_year_its_word_on_one_line(language, day, month):
    assert wording.date_long("2026-11-24", language).replace("\u00a0", "_") == day
    assert wording.month_long("2026-11", language).replace("\u00a0", "_") == month


def test_a_day_below_ten_has_no_zero():
    assert date_long("2026-03-05", "ru") == "5 марта 2026 года"
    assert date_long("2026-03-05", "uz") == "2026-yil 5-mart"


@pytest.mark.parametrize(("language", "names"), [("ru", RUSSIAN), ("uz", UZBEK), ("en", ENGLISH)])
def test_every_month_has_its_own_name_in_a_day(language, names):
    written = [date_long(f"2025-{month:02d}-01", language) for month in range(1, 13)]
    assert [name for name, text in zip(names.split(), written, strict=True) if name not in text] == []


def test_the_day_in_digits_is_the_same_in_every_russian_case():
    assert {date_long("2026-11-24", "ru", case) for case in CASES} == {"24 ноября 2026 года"}


@pytest.mark.parametrize(("number", "line"), list(enumerate(KAZAKH.split("\n")[1:-1], start=1)))
def test_every_kazakh_month_takes_the_suffixes_of_its_harmony(number, line):
    for case, form in zip(CASES, line.split(), strict=True):
        assert date_long(f"2026-{number:02d}-24", "kk", case) == f"2026 жылғы 24 {form}"
        assert month_long(f"2026-{number:02d}", "kk", case) == f"2026 жылғы {form}"


@pytest.mark.parametrize(
    ("case", "form"),
    [
        ("gen", "24-noyabrning"),
        ("dat", "24-noyabrga"),
        ("acc", "24-noyabrni"),
        ("loc", "24-noyabrda"),
        ("prep", "24-noyabrda"),
        ("abl", "24-noyabrdan"),
        ("ins", "24-noyabr bilan"),
    ],
)
def test_an_uzbek_day_takes_case_suffixes(case, form):
    assert date_long("2026-11-24", "uz", case) == f"2026-yil {form}"


def test_the_prepositional_is_the_kazakh_locative():
    assert date_long("2026-11-24", "kk", "prep") == "2026 жылғы 24 қарашада"


@pytest.mark.parametrize(
    ("case", "march", "may", "july", "october"),
    [
        ("nom", "март", "май", "июль", "октябрь"),
        ("gen", "марта", "мая", "июля", "октября"),
        ("dat", "марту", "маю", "июлю", "октябрю"),
        ("acc", "март", "май", "июль", "октябрь"),
        ("ins", "мартом", "маем", "июлем", "октябрём"),
        ("prep", "марте", "мае", "июле", "октябре"),
        ("loc", "марте", "мае", "июле", "октябре"),
        ("abl", "марта", "мая", "июля", "октября"),
    ],
)
def test_a_russian_month_is_declined(case, march, may, july, october):
    written = [month_long(month, "ru", case) for month in ("2026-03", "2026-05", "2026-07", "2026-10")]
    assert written == [f"{name} 2026 года" for name in (march, may, july, october)]


@pytest.mark.parametrize(
    ("language", "text"), [("kk", "2026 жылғы наурыз"), ("uz", "2026-yil mart"), ("en", "March 2026")]
)
def test_a_month_is_written_as_papers_of_the_language_write_it(language, text):
    assert month_long("2026-03", language) == text


def test_an_uzbek_month_takes_case_suffixes():
    assert month_long("2026-03", "uz", "abl") == "2026-yil martdan"


def test_uzbek_in_cyrillic_drops_the_soft_sign_before_a_suffix():
    assert date_long("2026-11-24", "uz-cyrl") == "2026 йил 24 ноябрь"
    assert date_long("2026-11-24", "uz-cyrl", "abl") == "2026 йил 24 ноябрдан"
    assert date_long("2026-05-05", "uz-cyrl", "dat") == "2026 йил 5 майга"
    assert month_long("2026-07", "uz-cyrl", "gen") == "2026 йил июлнинг"
    assert month_long("2026-07", "uz-cyrl", "ins") == "2026 йил июль билан"


def test_english_has_no_cases():
    assert date_long("2026-11-24", "en", "abl") == "24 November 2026"
    assert month_long("2026-11", "en", "gen") == "November 2026"


def test_a_short_day_is_in_digits():
    assert date_short("2026-11-04") == "04.11.2026"


def test_the_leap_day_is_real_in_a_leap_year():
    assert date_short("2028-02-29") == "29.02.2028"


@pytest.mark.parametrize("iso", ["2026-02-29", "2026-13-01", "24.11.2026", "2026-11", "", "2026-1-1"])
def test_what_is_no_day_is_refused_with_its_value(iso):
    with pytest.raises(ValueError, match=f"'{iso}'"):
        date_long(iso, "ru")
    with pytest.raises(ValueError, match=f"'{iso}'"):
        date_short(iso)


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "2026-3", "2026-03-01", "март"])
def test_what_is_no_month_is_refused_with_its_value(month):
    with pytest.raises(ValueError, match=f"'{month}'"):
        month_long(month, "ru")


def test_an_unknown_language_or_case_is_refused_by_name():
    with pytest.raises(ValueError, match="'kz'"):
        date_long("2026-11-24", "kz")
    with pytest.raises(ValueError, match="'kz'"):
        month_long("2026-11", "kz")
    for language in ("ru", "kk", "uz", "en"):
        with pytest.raises(ValueError, match="'genitive'"):
            date_long("2026-11-24", language, "genitive")
        with pytest.raises(ValueError, match="'genitive'"):
            month_long("2026-11", language, "genitive")
