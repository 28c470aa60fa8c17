"""What the browser shows of pages: their rows, in files by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aryz.search.searcher import Searcher

_HEAD = 800  # characters of a page that come with its title; the rest when they hold nothing of the query

Put = Callable[[str, Any], None]  # writes a value under a name


class Alphabet(Protocol):
    """Writes a language in other letters."""

    def json(self, value: Any, skip: frozenset[str] = frozenset()) -> Any:
        """Every string of a value."""


def pages(searcher: Searcher, alphabets: Mapping[str, Alphabet], put: Put) -> None:
    """A file for each page: what is shown of it, and a second one in other letters where it has them."""
    for page in range(searcher.pages.count):
        language = searcher.pages.value("language", page)
        row, tail = _row(searcher, page)
        put(f"x/{page}", row)
        if tail:
            put(f"y/{page}", tail)
        if language in alphabets:
            change = alphabets[language].json
            own = {"url": row["url"].replace(f"{language}/", f"{language}-cyrl/", 1)}
            texts = {key: change(row[key]) for key in ("title", "head", "breadcrumb") if key in row}
            put(f"x/{page}-cyrl", row | own | texts)
            if tail:
                put(f"y/{page}-cyrl", change(tail))


def _row(searcher: Searcher, page: int) -> tuple[dict[str, Any], str]:
    """What comes with a page's title, and the rest of its text."""
    known, table = searcher.pages, searcher.pages.table
    kept = searcher.store.page(table["pages"][page])
    head, tail = _cut(kept.get("body", ""))
    row = {
        "id": table["id"][page],
        "url": kept["url"],
        "title": kept.get("title", ""),
        "head": head,
        "tail": int(bool(tail)),
        "breadcrumb": kept.get("breadcrumb", []),
        "interviews": [known.versions.get(("interview", name), []) for name in kept.get("interviews", [])],
        "refs": table["refs"][page] if known.value("kind", page) == "act" else [],
        "links": known.links.get(page, []),
    }
    return {key: value for key, value in row.items() if value}, tail


def _cut(body: str) -> tuple[str, str]:
    """The beginning of a text up to the end of a sentence, and the rest."""
    if len(body) <= _HEAD * 3 // 2:
        return body, ""
    end = max(body.rfind(sign, _HEAD // 2, _HEAD) for sign in (". ", "? ", "! ", "\n")) + 1
    end = end or body.rfind(" ", _HEAD // 2, _HEAD) + 1 or _HEAD
    return body[:end], body[end:].lstrip()
