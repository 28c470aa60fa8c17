"""Citations: read from `tk:113.3`, resolved against the registry, printed in each language and case.

Grammar: `act`, `act:article`, `act:article.paragraph`, `act:article.paragraph.sub`, and `act:article.sub)` for a
sub-paragraph that stands directly under the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aryz.diagnostics import AryzError
from aryz.law.acts import Act, Article, Registry
from aryz.plan.errors import nearest

_NUMBER = r"[0-9]+(?:-[0-9]+)?"
_REF = re.compile(
    rf"^(?P<act>[a-z][a-z0-9-]*)(?::(?P<article>{_NUMBER})"
    rf"(?:\.(?P<direct>{_NUMBER})\)|(?:\.(?P<paragraph>{_NUMBER}))?(?:\.(?P<sub>{_NUMBER})\)?)?)?)?$"
)
IN_TEXT = re.compile(r"\[@([^\]\s]+)\]")


def as_data() -> str:
    """The pattern of a citation such as `tk:113.3`, for the browser."""
    return _REF.pattern.replace("?P<", "?<")


class CitationError(Exception):
    """A citation that leads nowhere: what is wrong, the mend, the code of the rule."""

    def __init__(self, message: str, mend: str = "", code: str = "cite.form"):
        self.message, self.mend, self.code = message, mend, code
        super().__init__(f"{message} {mend}".strip())


@dataclass(frozen=True)
class Ref:
    """What a citation names; empty strings for what it does not go down to."""

    act: str
    article: str = ""
    paragraph: str = ""
    sub: str = ""

    def __str__(self) -> str:
        if not self.article:
            return self.act
        if self.sub and not self.paragraph:
            return f"{self.act}:{self.article}.{self.sub})"
        return ".".join(part for part in (f"{self.act}:{self.article}", self.paragraph, self.sub) if part)


@lru_cache(maxsize=50_000)  # pages ask for the same ones again and again
def parse_ref(text: str) -> Ref:
    """Read `tk:113.3`; raises CitationError."""
    match = _REF.match(text.strip())
    if not match:
        mend = "Write such as «tk:113», «tk:113.3», «tk:22.1.5», «nk:668.1)»."
        raise CitationError(f"«{text}» is no citation.", mend)
    found = match.groupdict(default="")
    return Ref(found["act"], found["article"], found["paragraph"], found["direct"] or found["sub"])


def typed_ref(text: str) -> Ref:
    """A citation that a person typed: what is wrong is one message. Raises AryzError."""
    try:
        return parse_ref(text)
    except CitationError as error:
        raise AryzError(str(error)) from error


def resolve(ref: Ref, registry: Registry) -> tuple[Act, Article | None]:
    """The act and article that a citation names; raises CitationError with the nearest known one."""
    act = registry.get(ref.act)
    if act is None:
        mend = nearest(ref.act, registry) or f"Add kb/acts/{ref.act}.yml; «aryz acts list» shows the known ones."
        raise CitationError(f"there is no act «{ref.act}».", mend, "cite.unknown-act")
    if not ref.article:
        return act, None
    article = act.articles.get(ref.article)
    if article is None:
        mend = f"Add the article to kb/acts/{act.id}.yml, or cite another."
        raise CitationError(f"«{act.id}» has no article {ref.article} in our registry.", mend, "cite.unknown-article")
    if ref.paragraph and ref.paragraph not in article.paragraphs:
        known = ", ".join(article.paragraphs) or "none"
        raise CitationError(
            f"article {act.id}:{article.number} has no numbered unit {ref.paragraph}.",
            f"It has: {known}. Correct the citation, or add the unit to kb/acts/{act.id}.yml.",
            "cite.unknown-paragraph",
        )
    subs = article.subparagraphs.get(ref.paragraph)
    if ref.sub and subs and ref.sub not in subs:
        raise CitationError(
            f"{Ref(ref.act, ref.article, ref.paragraph)} has no sub-paragraph {ref.sub}).",
            f"It has: {', '.join(subs)}.",
            "cite.unknown-paragraph",
        )
    return act, article


def find_refs(markdown: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each `[@…]` of a text and the line it stands on (the first is 1)."""
    for match in IN_TEXT.finditer(markdown):
        yield match, markdown.count("\n", 0, match.start()) + 1
