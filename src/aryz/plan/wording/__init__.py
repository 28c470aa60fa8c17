"""Run time: numbers, money, days and names in the words of a paper.

Pure, on the standard library alone, so that a JavaScript twin can do the same. Each module is loaded with the first
name that is asked of it: a cold process that makes one paper reads no more than the paper needs.
"""

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from aryz.plan.wording._common import NBSP, UZ_CYRILLIC
    from aryz.plan.wording.alphabet import proposed, to_cyrillic, to_latin
    from aryz.plan.wording.dates import date_long, date_short, month_long
    from aryz.plan.wording.learned import AND, CITATIONS, learn
    from aryz.plan.wording.names import decline_ru, full_name, initials, sex_of, unmixed
    from aryz.plan.wording.numbers import in_words, plural
    from aryz.plan.wording.phrases import phrase_declines, phrase_in_case
    from aryz.plan.wording.russian import HAND_CASES, name_in_case, unsure
    from aryz.plan.wording.suffixes import kk_case, uz_case
    from aryz.plan.wording.sums import formula, money, money_full, money_in_words, money_number, number, percent
else:
    _HOMES = {
        "_common": ("NBSP", "UZ_CYRILLIC"),
        "alphabet": ("proposed", "to_cyrillic", "to_latin"),
        "dates": ("date_long", "date_short", "month_long"),
        "learned": ("AND", "CITATIONS", "learn"),
        "sums": ("formula", "money", "money_full", "money_in_words", "money_number", "number", "percent"),
        "names": ("decline_ru", "full_name", "initials", "sex_of", "unmixed"),
        "numbers": ("in_words", "plural"),
        "phrases": ("phrase_declines", "phrase_in_case"),
        "russian": ("HAND_CASES", "name_in_case", "unsure"),
        "suffixes": ("kk_case", "uz_case"),
    }

    def __getattr__(name: str) -> object:
        for home, names in _HOMES.items():
            if name in names:
                module = __import__(f"{__name__}.{home}", fromlist=(name,))
                globals().update({each: getattr(module, each) for each in names})
                return globals()[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "AND",
    "CITATIONS",
    "HAND_CASES",
    "NBSP",
    "UZ_CYRILLIC",
    "date_long",
    "date_short",
    "decline_ru",
    "formula",
    "full_name",
    "in_words",
    "initials",
    "kk_case",
    "learn",
    "money",
    "money_full",
    "money_in_words",
    "money_number",
    "month_long",
    "name_in_case",
    "number",
    "percent",
    "phrase_declines",
    "phrase_in_case",
    "plural",
    "proposed",
    "sex_of",
    "to_cyrillic",
    "to_latin",
    "unmixed",
    "unsure",
    "uz_case",
]
