"""What the browser shows of pages: their rows, in files by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aryz.project import CYRILLIC
from aryz.search.packing import trimmed
from aryz.search.searcher import Searcher

_HEAD = 400  # characters of a page that come with its title; the rest when they hold nothing of the query

Row = list[Any]
Put = Callable[[str, Any], None]  # writes a value under a name


class Alphabet(Protocol):
    """Writes a language in other letters."""

    def json(self, value: Any, skip: frozenset[str] = frozenset()) -> Any:
        """Every string of a value."""


def pages(searcher: Searcher, alphabets: Mapping[str, Alphabet], block: int, put: Put) -> None:
    """Rows of what is shown of pages, so many in a file, and again in other letters where pages have them."""
    for first in range(0, searcher.pages.count, block):
        rows: list[Row] = []
        changed: list[Row | int] = []
        for page in range(first, min(first + block, searcher.pages.count)):
            row, tail = _row(searcher, page)
            rows.append(row)
            if tail:
                put(f"y/{page}", tail)
            language = searcher.pages.value("language", page)
            if language not in alphabets:
                changed.append(0)
                continue
            change = alphabets[language].json
            url, title, head, breadcrumb, *more = row
            changed.append(
                [url.replace(f"{language}/", f"{language}{CYRILLIC}/", 1), *change([title, head, breadcrumb]), *more]
            )
            if tail:
                put(f"y/{page}{CYRILLIC}", change(tail))
        put(f"x/{first // block}", rows)
        if any(changed):
            put(f"x/{first // block}{CYRILLIC}", changed)


def _row(searcher: Searcher, page: int) -> tuple[Row, str]:
    """[url, title, beginning, breadcrumb, whether there is more, interviews, links], and the rest of a text."""
    known = searcher.pages
    kept = searcher.store.page(known.table["pages"][page])
    head, tail = _cut(kept.get("body", ""))
    row = [kept["url"], kept.get("title", ""), head, kept.get("breadcrumb", []), int(bool(tail))]
    interviews = [known.versions.get(("interview", name), []) for name in kept.get("interviews", [])]
    return row + trimmed(interviews, known.links.get(page, [])), tail


def _cut(body: str) -> tuple[str, str]:
    """The beginning of a text up to the end of a sentence, and the rest."""
    if len(body) <= _HEAD * 3 // 2:
        return body, ""
    end = max(body.rfind(sign, _HEAD // 2, _HEAD) for sign in (". ", "? ", "! ", "\n")) + 1
    end = end or body.rfind(" ", _HEAD // 2, _HEAD) + 1 or _HEAD
    return body[:end], body[end:].lstrip()
