"""Build time: what is wrong with an expression, said to an author."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ExpressionError(Exception):
    """An expression that does not compile: what is wrong, the mend, the code of the rule, and the name that nothing
    gives, if that is what is wrong.
    """

    def __init__(self, message: str, mend: str = "", code: str = "expr.syntax", name: str = ""):
        self.message, self.mend, self.code, self.name = message, mend, code, name
        super().__init__(f"{message} {mend}".strip())


def nearest(name: str, known: Iterable[str]) -> str:
    """«Did you mean …?» for an unknown name, or an empty string."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"Did you mean «{close[0]}»?" if close else ""
