"""Build time: where the tags of a text begin and end.

docxtpl looks for the first `%}` or `}}`; here a `}}` inside a quoted text does not close a tag, and what stands between
`{% raw %}` and `{% endraw %}` is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aryz.plan.quotes import CLOSING, end_of_quote

CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_RAW = re.compile(r"^\{%-?\s*raw\s*-?%\}$")
_ENDRAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")


@dataclass(frozen=True)
class Span:
    """A tag's place in the text; `hidden` marks `raw` and `endraw`, which print nothing."""

    start: int
    end: int
    hidden: bool = False


def spans(text: str) -> Iterator[Span]:
    """Every tag of the text, in order."""
    at = 0
    while True:
        opened = min((found for found in (text.find(mark, at) for mark in CLOSERS) if found >= 0), default=-1)
        if opened < 0:
            return
        end = _end(text, opened)
        if end < 0:
            at = opened + 2
            continue
        if _RAW.match(text[opened:end]):
            closing = _ENDRAW.search(text, end)
            if closing:
                yield Span(opened, end, True)
                yield Span(closing.start(), closing.end(), True)
                at = closing.end()
                continue
        yield Span(opened, end)
        at = end


def _end(text: str, start: int) -> int:
    """Where the tag that begins at `start` ends, or -1."""
    closer = CLOSERS[text[start : start + 2]]
    plain = text.find(closer, start + 2)
    if plain < 0 or closer == "#}":
        return plain + 2 if plain >= 0 else -1
    at = start + 2
    while at < len(text):
        if text.startswith(closer, at):
            return at + 2
        at = end_of_quote(text, at) if text[at] in CLOSING else at + 1
        if at < 0:
            break
    return plain + 2  # a lone apostrophe: as docxtpl reads it
