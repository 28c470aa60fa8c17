"""Searches that found nothing: which of their words may be kept, and how editors get them for `synonyms.yml`.

No query is kept, and no word that may name somebody: none with a capital letter or a digit, none that ends as surnames
and patronymics do. The rest is for `aryz.centre.missed`, which waits until several people searched with the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from aryz.search.analysis import Analysis

SHORTEST, LONGEST = 3, 24  # letters
MOST = 8  # words of one search
_NAMES = re.compile(
    r"(?:[ое]в|ёв)(?:а|у|е|ы|ой|ою|ым|ых)?$"  # of a query that found nothing, so no «договоров»
    r"|(?:[ое]вич|[ое]вн)\w{0,3}$|(?:ұлы|улы|қызы|кызы|уулу)\w{0,4}$"
    r"|[oe]va?$|[oe](?:vich|vna)\w{0,3}$|o'g'li\w{0,4}$|ogli\w{0,4}$|qizi\w{0,4}$|[ou]ly$|kyzy$"
)


def found_nothing(answer: Mapping[str, Any], chosen: Mapping[str, str]) -> bool:
    """Whether an answer to words, not narrowed down, has nothing at all."""
    return not (answer["count"] or answer["interviews"] or any(chosen.values()))


def plain_words(analysis: Analysis, text: str) -> dict[str, str]:
    """The words of a search that may be kept, by their terms."""
    query = analysis.query(text)
    made: dict[str, str] = {}
    for word in query.words:
        language = next((one for one in query.languages if one in word.terms), None)
        if language is None or word.weak or word.minus or not _plain(word.text):
            continue
        small = analysis.folder.small(word.text)
        if not _NAMES.search(small):
            made.setdefault(word.terms[language], small)
    return dict(list(made.items())[:MOST])


def _plain(word: str) -> bool:
    letters = [sign for sign in word if sign.isalpha()]
    return SHORTEST <= len(letters) <= len(word) <= LONGEST and word == word.lower() and not any(map(str.isdigit, word))


def piece(rows: Iterable[tuple[str, str, int]]) -> str:
    """Rows for `search/synonyms.yml`; given: language, word and number of searches of each."""
    lines = [
        "# Words of searches that found nothing. Put each under «street» of the group that means it, or make one of",
        "# it: the words of the law come first, in all languages. Delete what names a person or a firm.",
    ]
    for at, (language, word, searches) in enumerate(rows, 1):
        quoted = "'" + word.replace("'", "''") + "'"
        law = ", ".join(f"{one}: []" for one in ("ru", "kk", "uz", "en"))
        lines.append(f"- {{id: new-{at}, {law}, street: {{{language}: [{quoted}]}}}}  # searches: {searches}")
    return "\n".join(lines) + "\n" if len(lines) > 2 else ""
