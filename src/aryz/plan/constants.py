"""Build time: calls that become literals when the plan is compiled."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes as jn

from aryz.plan import days
from aryz.plan import types as t
from aryz.plan.errors import ExpressionError
from aryz.plan.types import Type
from aryz.plan.vocabulary import Vocabulary

Node = list[Any]
LARGEST = 10**15  # whole numbers up to it are exact in every runtime
_MENDS = {
    "cite": 'Write «cite("tk:113.3")».',
    "tenge": "Write «tenge(5000)».",
    "day": 'Write «day("2026-01-31")».',
}


def constant_call(name: str, node: jn.Call, vocabulary: Vocabulary) -> tuple[Node, Type]:
    """cite("tk:113.3", "dat"), tenge(5000) and day("2026-01-31")."""
    words = [a.value for a in node.args if isinstance(a, jn.Const)]
    words += [k.value.value for k in node.kwargs if isinstance(k.value, jn.Const)]
    if name == "tenge" and len(words) == 1 and isinstance(words[0], int) and words[0] <= LARGEST // 100:
        return ["lit", words[0] * 100], t.MONEY
    if name == "day" and len(words) == 1 and isinstance(words[0], str) and days.is_day(words[0]):
        return ["lit", words[0]], t.DATE
    if name == "cite" and vocabulary.cite is None:
        there = "Write «cite» in the paper or «[@…]» in the text, and choose between them by a condition."
        raise ExpressionError("a citation here would be printed in one language for all.", there, "cite.form")
    if name == "cite" and words and all(isinstance(w, str) for w in words):
        return _cite(words[0], words[1] if len(words) > 1 else "nom", vocabulary), t.TEXT
    raise ExpressionError(f"«{name}» takes one literal.", _MENDS[name], "expr.arguments")


def _cite(ref: str, case: str, vocabulary: Vocabulary) -> Node:
    """The printed citation; where another article held before, the one in force on the day that matters."""
    assert vocabulary.cite is not None
    printed = vocabulary.cite(ref, case)
    if vocabulary.law_day is None or vocabulary.cited_before is None:
        return ["lit", printed]
    before = vocabulary.cited_before(ref, case)
    chain = [printed, *(words for _, words in before)]
    node: Node = ["lit", chain[-1]]
    for index in reversed(range(len(before))):
        earlier: Node = ["cmp", "<", vocabulary.law_day, ["lit", before[index][0]]]
        node = ["if", earlier, node, ["lit", chain[index]]]
    return node
