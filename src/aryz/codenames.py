"""Code names: what a case is called in lists, logs and calendars instead of a person's name.

The words are the same in Russian, Kazakh and Uzbek, name no person, place or people, and say nothing of the case.
"""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "code-words.txt"


def code_name() -> str:
    """Two words and a number, by chance: «topaz-orbita-42». There are some two million."""
    first, second = secrets.choice(words()), secrets.choice(words())
    return f"{first}-{second}-{secrets.randbelow(90) + 10}"


@cache
def words() -> tuple[str, ...]:
    return tuple(_WORDS.read_text(encoding="utf-8").split())
