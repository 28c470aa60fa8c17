"""One address of each type of page, in every language, for the tests that visit them all."""

from __future__ import annotations

from typing import Any

from tests.browser.going import follow

LANGUAGES = ("ru", "kk", "uz", "uz-cyrl", "en")
SITE = (
    "",
    "unpaid-wages/",
    "forced-labour/",
    "about/",
    "topics/pay/",
    "for/",
    "for/uz/",
    "review/",
    "updates/",
    "acts/",
    "acts/tk/",
    "acts/tk/113/",
    "interviews/",
    "interviews/wage-claim/",
    "interviews/wage-claim/map/",
    "calculators/",
    "calculators/penalty/",
    "search/",
    "call/",
    "contacts/",
    "offline/",
    "no-network/",
)
ALONE = ("/", "/404.html")
INTERVIEW = ("/interview?lang={}", "/interview/hotline-triage?lang={}", "/interview/hotline-triage/lost?lang={}")
INTERVIEW_LANGUAGES = ("ru", "kk", "uz", "en")


def addresses(language: str) -> list[str]:
    """The pages of the site in a language, and of the interviews before a case is opened."""
    site = [f"/{language}/{page}" for page in SITE]
    return site + [page.format(language) for page in INTERVIEW if language in INTERVIEW_LANGUAGES]


def through_triage(page: Any, address: str, language: str) -> list[str]:
    """Opens a case of the triage; returns the addresses of its first question, which is shown, and of the case."""
    page.goto(f"{address}/interview/hotline-triage?lang={language}")
    follow(page, "button.main")
    question = str(page.url)
    return [question, question.partition("/q/")[0]]
