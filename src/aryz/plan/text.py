"""Build time: wording with outputs, such as «Здравствуйте, {{ worker.name }}! Пеня: [@tk:113.3].»

A text becomes a list of parts: plain strings, `["out", node]`, `["cite", ref, printed]` for a citation that a page can
link, and `["link", guide, words]` for «[words](guide:unpaid-wages)».
"""

from __future__ import annotations

import re
from typing import Any

from aryz.plan.errors import ExpressionError
from aryz.plan.parse import Scope, compile_output
from aryz.plan.vocabulary import Vocabulary

_PIECE = re.compile(r"\{\{(.*?)\}\}|\[@([^\]]+)\]|\[([^\]\n]+)\]\(guide:([a-z0-9-]+)\)", re.DOTALL)

Parts = list[Any]


def compile_text(source: str, scope: Scope, vocabulary: Vocabulary) -> Parts:
    """Compile a text; raises ExpressionError with the mend."""
    parts: Parts = []
    at = 0
    for found in _PIECE.finditer(source):
        _plain(source[at : found.start()], parts)
        at = found.end()
        ref = found.group(2)
        if found.group(4):
            parts.append(["link", found.group(4), found.group(3)])
        elif ref is None:
            parts.append(["out", compile_output(found.group(1), scope, vocabulary)])
        elif vocabulary.cite is None:
            raise ExpressionError("citations cannot stand here.", code="cite.form")
        else:
            first = ref.strip().partition("|")[0].partition(",")[0]  # of several the page of the first is linked
            parts.append(["cite", first, vocabulary.cite(ref.strip(), "nom")])
    _plain(source[at:], parts)
    return parts


def _plain(words: str, parts: Parts) -> None:
    if "{{" in words or "}}" in words or "{%" in words:
        raise ExpressionError("a tag is not closed, or stands where only {{ }} may.", "Write {{ name }}.")
    if words:
        parts.append(words)
