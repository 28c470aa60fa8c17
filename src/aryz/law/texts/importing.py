"""`aryz acts import`: an official text that an editor saved becomes a redaction."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aryz.diagnostics import AryzError
from aryz.law.texts import store
from aryz.law.texts.build import build
from aryz.law.texts.model import Cause, Text
from aryz.law.texts.readers import read_file
from aryz.law.texts.stream import Line, article

_KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")


def language_of(lines: Sequence[Line]) -> str:
    """«kk» or «ru» by the letters; an empty string when there are too few words to tell."""
    letters = [letter for line in lines for letter in line.text if letter.isalpha()]
    cyrillic = [letter for letter in letters if "Ѐ" <= letter <= "ӿ"]
    if len(cyrillic) < 40 or len(cyrillic) * 2 < len(letters):
        return ""
    return "kk" if sum(letter in _KAZAKH for letter in cyrillic) * 25 > len(cyrillic) else "ru"


def import_file(
    path: Path, act: str, in_force: str, folder: Path, language: str = "", cause: Cause | None = None, source: str = ""
) -> Text:
    """Read a saved text and keep it as the redaction of `in_force`, in place of one of the same day.

    language: «ru» or «kk»; empty = told by its letters. folder: `kb/texts`. Raises AryzError for a file that is empty,
    unreadable, without a single article, or in another language.
    """
    lines = [line for line in read_file(path) if line.text]
    if not lines:
        raise AryzError(f"{path} is empty.")
    if not any(article(line.text) for line in lines):
        raise AryzError(f"{path} has no article («Статья 1.» or «1-бап.»). Save the whole act from its official page.")
    found = language or language_of(lines)
    if not found:
        raise AryzError(f"The language of {path} cannot be told. Say it: --lang ru or --lang kk.")
    text = build(lines, act, found, in_force, cause, source)
    keep(folder, text)
    return text


def keep(folder: Path, text: Text) -> str:
    """Put a redaction among those kept: «added», «replaced» (same day, other words) or «unchanged»."""
    known = store.load(folder, text.act, text.language)
    same = next((other for other in known if other.in_force == text.in_force), None)
    if same == text:
        return "unchanged"
    store.write(folder, [*(other for other in known if other.in_force != text.in_force), text])
    return "added" if same is None else "replaced"
