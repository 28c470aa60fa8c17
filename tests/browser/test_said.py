"""What a page brings along: the texts and styles that it may use, told from its script."""

from __future__ import annotations

from aryz.browser.said import by_number, said_by
from aryz.browser.small import small_style
from aryz.browser.spoken import spoken_in

TEXTS = [
    "web.next", "web.back", "web.name.given", "fault.date.form", "fault.date.max", "fault.iin.form", "fault.money.form",
    "fault.money.min", "fault.money.max", "fault.gone", "outcome.advice", "outcome.referral", "keep.done", "keep.full",
    "file.old",
]  # fmt: skip
SCRIPT = """h(t["web.next"], t[`web.name.${key}`]); refuse(kind ? "keep.full" : "keep.done"); t()[`outcome.${kind}`];
throw new Error("file.old"); t["keep.full"]; fault("gone"); t["fault.date.form"]; t[`fault.${key}`]"""
PLAN = {
    "fields": {
        "rows": {"type": "list", "item": {"sum": {"type": "money", "min": ["lit", 1]}}},
        "day": {"type": "date"},
    },
    "outcomes": [{"kind": "advice"}],
}


def test_a_page_says_what_its_script_names_or_begins_to_name() -> None:
    silent = ("web.back", "fault.iin.form", "fault.money.max", "outcome.referral")
    assert said_by(SCRIPT, [PLAN], TEXTS) == [one for one in TEXTS if one not in silent]


def test_texts_that_are_named_whole_are_asked_for_by_number() -> None:
    script, keys = by_number(SCRIPT, TEXTS)
    assert keys == ["web.next", "keep.full", "keep.done"]
    assert "t[1], t[`web.name.${key}`]); refuse(kind ? 2 : 3)" in script
    assert 'new Error("file.old"); t[2]' in script  # the message of an error stays a word
    assert 't["fault.date.form"]' in script  # it is asked for by its parts too
    assert "outcome.advice" not in by_number(f'{SCRIPT}; t["outcome.advice"]', TEXTS)[1]  # and so is this


def test_styles_of_what_a_page_does_not_have_stay_behind() -> None:
    styles = """:root { --ink: #123; --rare: #456 }
p, .card p, .note:not(.card) { color: var(--ink) }
@media print { .card { color: var(--rare) } .note { margin: 0 } }"""
    page = '<style></style><p class="note"></p>'
    assert small_style(styles, page) == (
        ":root{--ink:#123}p,.note:not(.card){color:var(--ink)}@media print{.note{margin:0}}"
    )
    assert ".card p" in small_style(styles)


def test_citations_in_a_file_are_words() -> None:
    day = ["out", ["get", "day"]]
    told = [["cite", "tk:1", "ст. 1"], " и ", ["link", "guide", "тут"], day, ".", ["cite", "tk:2", "ст. 2"]]
    plan = {key: {} for key in ("labels", "tables", "fixed")} | {
        "languages": ["ru", "kk"],
        "document_languages": ["ru"],
        "notices": [{"when": None, "say": {"ru": told, "kk": told}}],
    }
    said = spoken_in({"x": plan}, ["ru"])["x"]["notices"][0]["say"]
    assert said == {"ru": ["ст. 1 и тут", day, ".ст. 2"]}
