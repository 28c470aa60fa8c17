"""Build time: quotes in expressions. Word makes typographic ones of what an author types; those around a text are
straightened, those inside it are the author's words and stay.
"""

from __future__ import annotations

CLOSING = {
    '"': '"', "'": "'", "“": "”“\"", "”": "”\"", "„": "“”\"", "«": "»", "‘": "’'", "’": "’'", "‚": "‘’",
}  # fmt: skip
_LONE = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"}


def end_of_quote(text: str, start: int) -> int:
    """Where the quoted text that begins at `start` ends, after its closing quote, or -1."""
    end = _closed_by(text, start, CLOSING[text[start]])
    return _closed_by(text, start, "”“»") if end < 0 and text[start] == '"' else end


def _closed_by(text: str, start: int, closers: str) -> int:
    at = start + 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] in closers and not _apostrophe(text, at):
            return at + 1
        at += 1
    return -1


def _apostrophe(text: str, at: int) -> bool:
    """Whether ’ stands inside a word, as in «o’qish»."""
    return text[at] == "’" and text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha()


def straighten(expression: str) -> str:
    """Typographic quotes around texts made straight; quotes and guillemets inside texts stay as they are."""
    made, at = [], 0
    while at < len(expression):
        letter = expression[at]
        end = end_of_quote(expression, at) if letter in CLOSING else -1
        if end < 0:
            made.append(_LONE.get(letter, letter))
            at += 1
        elif letter in "\"'":
            made.append(expression[at:end])
            at = end
        else:
            made.append('"' + expression[at + 1 : end - 1].replace('"', '\\"') + '"')
            at = end
    return "".join(made)
