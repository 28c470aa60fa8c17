"""What became of an article over the redactions of its act: its wordings by day, and the days on which it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from aryz.law.citations import parse_ref
from aryz.law.texts.compare import Change, compare
from aryz.law.texts.model import Article, Cause, Text


@dataclass(frozen=True)
class Wording:
    """An article from `first` (an ISO day) until the next wording. `article` is None while the act does not have it."""

    first: str
    cause: Cause | None
    article: Article | None


def wordings(redactions: list[Text], number: str) -> list[Wording]:
    """The different wordings of an article, oldest first; redactions that leave it alone make none. Notes count not."""
    made: list[Wording] = []
    for text in redactions:
        article = text.article(number)
        if not made and article is None:
            continue
        if not made or _norm(made[-1].article) != _norm(article):
            made.append(Wording(text.in_force, text.cause, article))
        elif article is not None:
            made[-1] = Wording(made[-1].first, made[-1].cause, article)  # the newest notes
    return made


def _norm(article: Article | None) -> tuple[object, ...] | None:
    return None if article is None else (article.heading, article.state, article.units)


def steps(redactions: list[Text]) -> list[tuple[Text, list[Change]]]:
    """Each redaction after the first with what it changed, oldest first."""
    return [(new, compare(old, new)) for old, new in pairwise(redactions)]


def changed_articles(redactions: list[Text], since: str) -> dict[str, str]:
    """Article → the last day after `since` on which its norm changed. Mended misprints are no change of the norm."""
    kept = [index for index, text in enumerate(redactions) if text.in_force > since]
    if not kept:
        return {}
    found: dict[str, str] = {}
    for text, changes in steps(redactions[max(kept[0] - 1, 0) :]):
        for number in _articles(changes):
            found[number] = text.in_force
    return found


def _articles(changes: Iterable[Change]) -> set[str]:
    named = {ref for change in changes if not change.misprint for ref in (change.ref, change.to) if ref}
    return {parse_ref(ref).article for ref in named} - {""}
