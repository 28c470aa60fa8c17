"""A condition of the plan in a person's words, for lawyers who review an interview without reading its file."""

from __future__ import annotations

from typing import Any

from aryz.interviews.engine import Program, Turn
from aryz.interviews.needs import answers_under
from aryz.plan.parse import paths_of

Node = list[Any]
LONGEST = 200  # letters of a value told in full


class InWords:
    """Says conditions in one language. texts: the interface texts under `drawing.`."""

    def __init__(self, program: Program, language: str, texts: dict[str, str]):
        self.program, self.language, self.texts = program, language, texts
        self.turn = Turn(program, {}, "", language, closed=True)

    def name(self, path: str) -> str:
        """A field as its label or its question names it; a computed value by the fields it rests on."""
        field = self.program.fields.get(path)
        if field is None:
            return self._computed(self.program.plan["values"].get(path)) or path
        label = self.turn.plain(field["label"], self.language)
        asking = self.program.asked_by.get(path)
        if label or not asking:
            return label.rstrip("?.") or path
        return self.turn.plain(self.program.questions[asking[0][0]]["ask"], self.language).rstrip("?.")

    def _computed(self, node: Node | None) -> str:
        answers = answers_under(paths_of(node), self.program.plan["values"])
        under = list(dict.fromkeys(self.name(path) for path in answers))
        return f"{self.texts['computed']} ({', '.join(under)})" if under else ""

    def say(self, node: Node) -> str:
        """The condition as a sentence without its full stop. A value that is a condition itself is told in full, unless
        that is long: then the answers that it rests on are named.
        """
        value = self.program.plan["values"].get(node[1]) if node[0] == "get" else None
        if value is not None and value[0] in _CONDITIONS:
            whole = self.say(value)
            return whole if len(whole) <= LONGEST else f"«{self._computed(value)}» — {self.texts['yes']}"
        kind = node[0]
        if kind in {"and", "or"}:
            return f" {self.texts[kind]} ".join(self._part(part, kind) for part in node[1:])
        if kind == "not":
            return self._not(node[1])
        if kind == "cmp":
            return f"«{self._term(node[2])}» {_SIGNS.get(node[1], node[1])} {self._value(node[3], node[2])}"
        if kind == "in":
            return self._in(node[1], node[2])
        if kind == "empty":
            return f"«{self._term(node[1])}» {self.texts['empty']}"
        return f"«{self._term(node)}» — {self.texts['yes']}"

    def _part(self, node: Node, inside: str) -> str:
        said = self.say(node)
        inner = self.program.plan["values"].get(node[1], node)[0] if node[0] == "get" else node[0]
        return f"({said})" if inner in {"and", "or"} and inner != inside else said

    def _not(self, node: Node) -> str:
        if node[0] == "empty":
            return f"«{self._term(node[1])}» {self.texts['filled']}"
        value = self.program.plan["values"].get(node[1], node) if node[0] == "get" else node
        if value[0] in {"get", "var", "attr", "call"}:
            return f"«{self._term(node)}» — {self.texts['no']}"
        return f"{self.texts['not']} ({self.say(node)})"

    def _in(self, item: Node, where: Node) -> str:
        if where[0] == "list":
            either = f" {self.texts['or']} "
            return f"«{self._term(item)}» = {either.join(self._value(one, item) for one in where[1])}"
        return f"«{self._term(where)}» {self.texts['has']} {self._value(item, where)}"

    def _term(self, node: Node) -> str:
        found = list(dict.fromkeys(paths_of(node)))
        if node[0] == "call":
            return self._computed(node) or str(node[1])
        return ", ".join(self.texts["today"] if path == "today" else self.name(path) for path in found) or str(node[-1])

    def _value(self, node: Node, beside: Node) -> str:
        """What something is compared with: a choice in its words, a constant, another answer."""
        if node[0] != "lit":
            return f"«{self._term(node)}»"
        paths = list(paths_of(beside))
        field = self.program.fields.get(paths[0]) if paths else None
        words = dict(self.program.options(field, self.language)) if field is not None else {}
        said = words.get(node[1], self.texts["empty"] if node[1] is None else str(node[1]))
        return f"«{said}»"


_CONDITIONS = {"and", "or", "not", "cmp", "in", "empty"}
_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}
