"""Build time: what Jinja and docassemble have and the plan does without, said in the plan's own words.

Filters, tests and calls are rewritten in Jinja's tree before it is compiled, so that no runtime needs to know them.
What is left out on purpose is refused with the mend.
"""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes as jn

from aryz.plan.errors import ExpressionError

MOST_IN_RANGE = 200
SAME_AS = {"count": "length", "d": "default", "title": "title_case"}
NOTHING_TO_DO = {"e", "escape", "forceescape", "ampersand_filter", "manual_line_breaks", "list"}
_HTML = "Delete it: the words of an answer are always words, never code."
_ORDER = "Sort in the interview, or let the worker give the order: alphabets differ by language."
_TREE = "Use «map», «selectattr» or «rejectattr», or compute it in the interview under «values:»."
_ENGLISH = "Word it in the template: it is in one language."
LEFT_OUT = {
    "safe": _HTML, "tojson": _HTML, "xmlattr": _HTML, "striptags": _HTML, "urlize": _HTML, "pprint": _HTML,
    "markdown": "Use «{{r rich(…, bold=True) }}».", "inline_markdown": "Use «{{r rich(…, bold=True) }}».",
    "RichText": "Write «{{r rich(…) }}».", "bold": "Write «{{r … | bold }}».", "italic": "Write «{{r … | italic }}».",
    "sort": _ORDER, "dictsort": _ORDER, "groupby": _TREE, "attr": "Write «value.part».", "items": _TREE,
    "select": _TREE, "reject": _TREE, "batch": _TREE, "slice": _TREE, "reverse": _TREE, "random": _TREE,
    "format": "Write «~» between texts, and a filter for each number.",
    "float": "There are no fractions: use money, percent or number.",
    "int": "Give the field the type integer.", "round": "There are no fractions: use money, percent or number.",
    "ordinal": _ENGLISH, "ordinal_number": _ENGLISH, "verb_past": _ENGLISH, "verb_present": _ENGLISH,
    "noun_plural": "Use «plural».", "noun_singular": "Use «plural».", "indefinite_article": _ENGLISH,
    "name_suffix": _ENGLISH, "catchall_label": _TREE, "format_time": "There are no times of day: use a text field.",
    "format_datetime": "There are no times of day: use «format_date».", "dow_of": "Use «format_date».",
    "word": "Write the word: each language has a template of its own.", "add_separators": "Use «comma_and_list».",
    "paragraphs": "Use «{%p for … %}».", "single_to_double_newlines": "Use «{%p for … %}».",
    "qr_code": "Put the picture into the template.", "truncate": "A paper cuts no words off.",
    "indent": "Indent the paragraph in Word.", "center": "Centre the paragraph in Word.",
    "wordwrap": "Word breaks lines itself.", "filesizeformat": _TREE, "wordcount": _TREE, "urlencode": _HTML,
    "phone_number_formatted": "Print the field as it is.", "phone_number_in_e164": "Print the field as it is.",
    "space_to_underscore": _TREE, "period_list": "Use Word's own numbering.", "redact": "Write the dots yourself.",
}  # fmt: skip
_METHODS = {
    "upper": "upper", "lower": "lower", "title": "title_case", "capitalize": "capitalize", "strip": "trim",
    "join": "join", "replace": "replace", "format_date": "format_date", "strftime": "format_date",
    "full": "full_name", "name_full": "full_name", "familiar": "initials", "number": "length",
    "comma_and_list": "comma_and_list", "block": "address", "on_one_line": "address", "true_values": "labels",
}  # fmt: skip
_NAMESPACES = {
    "namespace": "Use «set», or compute it in the interview under «values:».", "cycler": "Use «loop.cycle(…)».",
    "joiner": "Use «{% if not loop.last %}, {% endif %}».", "lipsum": "Write the words.", "dict": _TREE,
    "super": "Write the words.", "self": "Write the words.", "caller": "Give the macro an argument.",
}  # fmt: skip


def lowered_filter(node: jn.Filter) -> jn.Expr | None:
    """Another expression that means the same, or None where the filter is the plan's own."""
    inner = node.node
    if inner is None:
        return None
    if node.name in NOTHING_TO_DO:
        return inner
    if node.name in SAME_AS:
        return jn.Filter(inner, SAME_AS[node.name], node.args, node.kwargs, None, None)
    if node.name == "string":
        return jn.Concat([inner])
    if node.name == "abs":
        return jn.CondExpr(_less(inner, 0), jn.Neg(inner), inner)
    if node.name == "nice_number":
        words = jn.Filter(inner, "in_words", [], [], None, None)
        return jn.CondExpr(jn.And(_less(jn.Const(0), inner), _less(inner, 11)), words, jn.Concat([inner]))
    if node.name == "default" and len(node.args) == 2:
        return jn.Filter(inner, "default", node.args[:1], node.kwargs, None, None)
    if node.name == "comma_list":
        return jn.Filter(inner, "join", [jn.Const(", ")], [], None, None)
    if node.name == "join":
        return _join(node, inner)
    if node.name in LEFT_OUT:
        message = f"the filter «{node.name}» is left out on purpose."
        raise ExpressionError(message, LEFT_OUT[node.name], "expr.unknown-filter")
    return None


def _join(node: jn.Filter, inner: jn.Expr) -> jn.Expr | None:
    """`join(", ", attribute="name")` joins a part of each item."""
    part = next((k.value for k in node.kwargs if k.key == "attribute"), node.args[1] if len(node.args) > 1 else None)
    if part is None:  # Jinja puts nothing between, where nothing is said
        bare = not node.args and not node.kwargs
        return jn.Filter(inner, "join", [jn.Const("")], [], None, None) if bare else None
    parts = jn.Filter(inner, "map", [part], [], None, None)
    between = [k for k in node.kwargs if k.key != "attribute"]
    return jn.Filter(parts, "join", node.args[:1], between, None, None)


def _less(left: jn.Expr | int, right: jn.Expr | int) -> jn.Expr:
    sides = [jn.Const(side) if isinstance(side, int) else side for side in (left, right)]
    return jn.Compare(sides[0], [jn.Operand("lt", sides[1])])


_SIGNS = {
    "eq": "eq", "equalto": "eq", "==": "eq", "ne": "ne", "!=": "ne", "lt": "lt", "lessthan": "lt", "<": "lt",
    "le": "lteq", "<=": "lteq", "gt": "gt", "greaterthan": "gt", ">": "gt", "ge": "gteq", ">=": "gteq", "in": "in",
}  # fmt: skip


def lowered_test(node: jn.Test) -> jn.Expr | None:
    """`is odd`, `is divisibleby(3)`, `is eq(2)`, `is true` as plain comparisons."""
    if node.name in {"odd", "even"} and not node.args:
        wanted = 1 if node.name == "odd" else 0
        return jn.Compare(jn.Mod(node.node, jn.Const(2)), [jn.Operand("eq", jn.Const(wanted))])
    if node.name == "divisibleby" and len(node.args) == 1:
        return jn.Compare(jn.Mod(node.node, node.args[0]), [jn.Operand("eq", jn.Const(0))])
    if node.name in _SIGNS and len(node.args) == 1:
        return jn.Compare(node.node, [jn.Operand(_SIGNS[node.name], node.args[0])])
    if node.name == "true":
        return node.node
    return jn.Not(node.node) if node.name == "false" else None


def lowered_call(node: jn.Call, name: str) -> jn.Expr | None:
    """`range(3)`, `loop.cycle(a, b)` and `Listing(text)`; calls of methods are refused with the filter to use."""
    special = _CALLS.get(name.rpartition(".")[2] if name.endswith(".cycle") else name)
    if special is not None:
        return special(node)
    if name in _NAMESPACES:
        raise ExpressionError(f"«{name}» is left out on purpose.", _NAMESPACES[name], "expr.unknown-function")
    if isinstance(node.node, jn.Getattr) and (name == "?" or not name.startswith("law.")):
        method = node.node.attr
        use = (
            f"Write «… | {_METHODS[method]}»."
            if method in _METHODS
            else "Compute it in the interview, or use a filter."
        )
        raise ExpressionError(f"«{method}(…)»: methods of answers cannot be called.", use, "expr.unknown-function")
    return None


def _range(node: jn.Call) -> jn.Expr:
    numbers = [a.value for a in node.args if isinstance(a, jn.Const) and isinstance(a.value, int)]
    if len(numbers) != len(node.args) or not 1 <= len(numbers) <= 3 or node.kwargs or numbers[2:] == [0]:
        raise ExpressionError("«range» takes whole numbers as they are.", "Write «range(3)».", "expr.arguments")
    if len(range(*numbers)) > MOST_IN_RANGE:
        message = f"«range» gives more than {MOST_IN_RANGE} numbers."
        raise ExpressionError(message, "Loop over a list of the interview.", "expr.arguments")
    return jn.List([jn.Const(number) for number in range(*numbers)])


def _cycle(node: jn.Call) -> jn.Expr:
    if not node.args or not isinstance(node.node, jn.Getattr):
        raise ExpressionError(
            "«cycle» takes the words to go through.", "Write «loop.cycle('a', 'b')».", "expr.arguments"
        )
    place = jn.Mod(jn.Getattr(node.node.node, "index0", "load"), jn.Const(len(node.args)))
    return jn.Getitem(jn.List(node.args), place, "load")


def _listing(node: jn.Call) -> jn.Expr:
    if len(node.args) != 1:
        raise ExpressionError("«Listing» takes one text.", "Write «Listing(text)».", "expr.arguments")
    return node.args[0]


_CALLS: dict[str, Callable[[jn.Call], jn.Expr]] = {"range": _range, "cycle": _cycle, "Listing": _listing}
