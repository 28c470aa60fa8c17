"""Makes our scripts smaller by what can do no harm: comments go, and blanks where none is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*)
    |"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'
    |`(?:\\.|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`
    |[\w$]+|=>|\+\+|--|.""",
    re.X,
)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")  # a regular expression
_BEFORE_PATTERN = frozenset(["(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "=>", "return"])
_ENDS, _BEGINS = frozenset("{;,([=:?&|"), frozenset("}),.?:&|")  # where a line may be joined to the one before or after


def minified(text: str) -> str:
    """A script that does the same."""
    made: list[str] = []
    gap = ""
    for blank, part in _tokens(text):
        if blank:
            gap = "\n" if "\n" in part or gap == "\n" else " "
            continue
        made.append(_between(made[-1] if made else ";", gap, part))
        made.append(part)
        gap = ""
    return "".join(made) + "\n"


def _tokens(text: str) -> Iterator[tuple[bool, str]]:
    """Whether it is blank, and its text, of each part of a script."""
    at, before = 0, ";"
    while at < len(text):
        pattern = _PATTERN.match(text, at) if before in _BEFORE_PATTERN and text[at : at + 2] != "//" else None
        match = pattern or _TOKEN.match(text, at)
        assert match is not None  # any sign is a token
        blank = not pattern and match.lastgroup == "blank"
        yield blank, match.group()
        if not blank:
            before = match.group()
        at = match.end()


def _between(before: str, gap: str, part: str) -> str:
    """What must stand between two tokens."""
    left, right = before[-1:], part[:1]
    if gap == "\n":
        return "" if left in _ENDS or right in _BEGINS else "\n"
    words = _is_word(left) and _is_word(right)
    return " " if gap and (words or (left == right and left in "+-")) else ""


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_$"
