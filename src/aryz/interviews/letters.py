"""Build time: a plan in Cyrillic letters too, for languages that have them: whatever a person reads, made of the Latin.

Papers are none of it; what people typed, citations' references, names of guides stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.cyrillic import Cyrillic
from aryz.project import CYRILLIC

Plan = dict[str, Any]
_PLACES = ("countries", "regions")  # tables that people choose from
_WORDLESS = ("values", "fixed", "tables")  # parts of a plan without texts by language


def in_letters(plan: Plan, alphabets: Mapping[str, Cyrillic]) -> Plan:
    """The plan with each text of these languages in Cyrillic letters beside it."""
    made = plan
    for language, alphabet in alphabets.items():
        if language in plan["languages"]:
            made = _Writer(language, alphabet, frozenset(made["languages"])).plan(made)
    return made


class _Writer:
    """own: the language in Cyrillic letters; all_: the languages that texts are in until now."""

    def __init__(self, language: str, alphabet: Cyrillic, all_: frozenset[str]):
        self.latin, self.own, self.alphabet, self.all = language, f"{language}{CYRILLIC}", alphabet, all_

    def plan(self, plan: Plan) -> Plan:
        made = {name: part if name in _WORDLESS else self._part(part) for name, part in plan.items()}
        tables = {name: self._places(table) if name in _PLACES else table for name, table in plan["tables"].items()}
        at = plan["languages"].index(self.latin) + 1
        languages = [*plan["languages"][:at], self.own, *plan["languages"][at:]]
        return {**made, "languages": languages, "tables": tables}

    def _part(self, node: Any) -> Any:
        """A part of the plan: a map by language of words, or of parts of a text, is what gets the letters."""
        if isinstance(node, list):
            return [self._part(one) for one in node]
        if not isinstance(node, dict):
            return node
        words = all(isinstance(one, str | list) for one in node.values())
        if words and self.latin in node and self.all.issuperset(node):
            return {**node, self.own: self._text(node[self.latin])}
        return {key: self._part(one) for key, one in node.items()}

    def _text(self, text: str | list[Any]) -> str | list[Any]:
        return self.alphabet.text(text) if isinstance(text, str) else [self._piece(piece) for piece in text]

    def _piece(self, piece: Any) -> Any:
        if isinstance(piece, str):
            return self.alphabet.text(piece)
        kind, *rest = piece
        if kind == "out":
            return ["out", self._printed(rest[0])]
        return [kind, rest[0], self.alphabet.text(rest[1])]  # a citation or a link: what it leads to, and its words

    def _printed(self, node: Any) -> Any:
        """Words that an expression prints; those that it compares are keys."""
        match node:
            case ["lit", str(words)]:
                return ["lit", self.alphabet.text(words)]
            case ["if", test, then, other]:
                return ["if", test, self._printed(then), self._printed(other)]
        return node

    def _places(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """Names of places, in the forms that texts print."""
        return {key: {**row, self.own: self.alphabet.json(row[self.latin])} for key, row in table.items()}
