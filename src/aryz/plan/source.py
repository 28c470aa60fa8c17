"""Build time: the source of an expression, as Jinja reads it, and how large it may be."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes as jn

from aryz.plan.errors import ExpressionError
from aryz.plan.quotes import straighten

LONGEST = 4000  # letters of an expression
DEEPEST = 80  # levels within each other, so that running it never runs out of stack

_SPLIT = "Make a part of it a value of its own."

_ENVIRONMENT = jinja2.Environment(autoescape=False)  # nosec B701  # it parses expressions, it renders nothing


def too_deep() -> ExpressionError:
    return ExpressionError(f"the expression goes more than {DEEPEST} levels deep.", _SPLIT, "expr.large")


def depth_of(node: Any) -> int:
    """How many lists stand within each other, two to a level of an expression."""
    deepest, waiting = 0, [(node, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, list):
            deepest = max(deepest, depth)
            waiting += [(part, depth + 1) for part in one]
    return deepest


@lru_cache(maxsize=4096)  # papers say the same things in each language; no tree is ever changed
def parse_expression(source: str) -> jn.Node:
    """Jinja's tree of one expression; raises ExpressionError."""
    text = source.strip()
    if not text:
        raise ExpressionError("the expression is empty.", "Write a name or a condition.")
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression has more than {LONGEST} letters.", _SPLIT, "expr.large")
    try:
        parsed = _ENVIRONMENT.parse("{{ " + straighten(text) + " }}")
    except jinja2.TemplateSyntaxError as error:
        raise ExpressionError(f"«{text}» cannot be read: {error.message}.") from None
    except RecursionError:
        raise too_deep() from None
    except ValueError:  # a number of thousands of digits
        raise ExpressionError(f"«{text[:40]}…» has a number that is too large.", "", "expr.large") from None
    outputs = parsed.body
    if len(outputs) != 1 or not isinstance(outputs[0], jn.Output) or len(outputs[0].nodes) != 1:
        raise ExpressionError(f"«{text}» is not one expression.")
    if isinstance(outputs[0].nodes[0], jn.TemplateData):
        raise ExpressionError(f"«{text}» is not one expression.")
    return outputs[0].nodes[0]
