"""An expression of a plan written out again, so that a finding can name it."""

from __future__ import annotations

import json
from typing import Any


def words_of(node: list[Any]) -> str:
    """The node as an author would write it, such as «worker.sex == 'm' and not work.ended»."""
    match node:
        case ["lit", value]:
            return _literal(value)
        case ["get" | "var", name]:
            return str(name)
        case ["attr", inner, name]:
            return f"{words_of(inner)}.{name}"
        case ["index", inner, at]:
            return f"{words_of(inner)}[{words_of(at)}]"
        case ["list", parts]:
            return f"[{', '.join(map(words_of, parts))}]"
        case ["and" | "or" as word, left, right]:
            return f"{_within(left, word)} {word} {_within(right, word)}"
        case ["not", ["empty", inner]]:
            return f"{words_of(inner)} is not empty"
        case ["not", inner]:
            return f"not {_within(inner, 'not')}"
        case ["empty", inner]:
            return f"{words_of(inner)} is empty"
        case ["cmp" | "bin", sign, left, right]:
            return f"{words_of(left)} {sign} {words_of(right)}"
        case ["in", left, right]:
            return f"{words_of(left)} in {words_of(right)}"
        case ["if", test, yes, no]:
            return f"{words_of(yes)} if {words_of(test)} else {words_of(no)}"
        case ["filter", name, inner, arguments]:
            return f"{words_of(inner)} | {name}{_given(arguments)}"
        case ["call", name, arguments]:
            return f"{name}{_given(arguments) or '()'}"
    return str(node)


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}'"
    return {True: "true", False: "false", None: "none"}[value] if value is None or value is True or value is False \
        else json.dumps(value, ensure_ascii=False)  # fmt: skip


def _given(arguments: list[Any]) -> str:
    given = [words_of(one) for one in arguments if one != ["lit", None]]
    return f"({', '.join(given)})" if given else ""


def _within(node: list[Any], word: str) -> str:
    mixed = node[0] in {"and", "or"} and node[0] != word
    return f"({words_of(node)})" if mixed or node[0] == "if" else words_of(node)
