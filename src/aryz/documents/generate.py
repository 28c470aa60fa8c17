"""Run time: the bodies of a compiled paper as plain Python functions, made once for each template.

The code holds words of this module and numbers only: whatever comes from a plan (texts, paths, names of filters) is
bound to a name such as `k12`, so that no content can become code. It means the same as the closures of `plan.run`
with one difference: what is not answered stops it at once instead of spreading, for a paper cannot be made without.
"""

from __future__ import annotations

from aryz.plan.filters import FILTERS, RUN_FILTERS, WORDED, of_empty
from aryz.plan.run import COMPARISONS, UNKNOWN, arithmetic, inside, is_empty, item_of, text_of

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

    from aryz.plan.run import Environment

    Part = Callable[[list[bytes], "Environment", "Known"], None]

_CONTROL = dict.fromkeys([*range(9), *range(11, 32), 127, 65534, 65535])
_ESCAPES = {
    **_CONTROL,
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("\n"): '</w:t><w:br/><w:t xml:space="preserve">',
    ord("\t"): '</w:t><w:tab/><w:t xml:space="preserve">',
}
_NBSP = "\u00a0"
_PIECE = 24  # so many nodes of a body make one function
_ROW = 64  # so many pieces are put into one tuple
_LOOP = {"index": "i{n}", "first": "i{n} == 1", "last": "i{n} == n{n}"}


class MissingAnswerError(Exception):
    """A paper was asked for before all it needs was answered. `place` says where it stands."""

    def __init__(self, path: str, place: str = ""):
        self.path, self.place = path, place
        super().__init__(f"{place}: «{path}» is not answered yet." if place else f"«{path}» is not answered yet.")


class Known(dict[str, "Any"]):
    """The values of one paper by path, each looked up when it is first needed."""

    def __init__(self, env: Environment):
        super().__init__()
        self.lookup = env.lookup

    def __missing__(self, path: str) -> Any:
        value = self[path] = known(self.lookup(path), path)
        return value


def known(value: Any, name: str) -> Any:
    """The value, if it is one; MissingAnswerError when it is not answered yet."""
    if value is UNKNOWN:
        raise MissingAnswerError(name)
    return value


def printed(value: Any) -> bytes:
    """A value as it stands in the XML of a paper. Most need no escapes, and to see that is quick."""
    text = value if value.__class__ is str else text_of(value)
    if "&" in text or "<" in text or ">" in text:
        return _escaped(text)
    return text.encode() if text.isprintable() or text.replace(_NBSP, " ").isprintable() else _escaped(text)


def _escaped(text: str) -> bytes:
    return text.translate(_ESCAPES).encode("utf-8", "ignore")  # halves of surrogate pairs are dropped


_HELPERS = {
    "__builtins__": {},
    "bool": bool,
    "len": len,
    "enumerate": enumerate,
    "known": known,
    "printed": printed,
    "arithmetic": arithmetic,
    "inside": inside,
    "is_empty": is_empty,
    "item_of": item_of,
}


class Generated:
    """A part of a paper as functions, and where its outputs stand. Several short functions, for Python's compiler
    takes a megabyte for one as long as ten pages.
    """

    def __init__(self, body: list[Any]):
        self._words: list[bytes] = []
        self.constants: list[bytes] = []  # those outside of loops
        self.functions: list[Part] = []
        self._marks: dict[CodeType, list[tuple[int, int]]] = {}
        for at in range(0, len(body), _PIECE):
            writer = _Writer(self._words, self.constants)
            writer.block(body[at : at + _PIECE], 1)
            function = writer.function()
            self.functions.append(function)
            self._marks[function.__code__] = writer.marks

    def render(self, env: Environment, values: Known) -> list[bytes]:
        """The part for one paper, in pieces: constants are the very objects of `constants`."""
        out: list[bytes] = []
        for function in self.functions:
            function(out, env, values)
        return out

    def around(self, error: BaseException) -> str:
        """The words of the paragraph in which a function failed."""
        trace, at = error.__traceback__, 0
        while trace is not None:
            marks = self._marks.get(trace.tb_frame.f_code, [])
            at = max((words for line, words in marks if line <= trace.tb_lineno), default=at)
            trace = trace.tb_next
        before = _last_paragraph(b"".join(self._words[:at]).decode())
        after = b"".join(self._words[at:]).decode().partition("</w:p>")[0]
        return " ".join(_without_tags(f"{before}…{after}").split())[:80]


def _last_paragraph(xml: str) -> str:
    return xml[max(xml.rfind("<w:p>"), xml.rfind("<w:p "), 0) :]


def _without_tags(xml: str) -> str:
    return "".join(piece.rpartition(">")[2] for piece in xml.split("<"))


class _Writer:
    """Writes the lines of a function. Loops are numbered by depth: the item is `v0`, its number from 1 `i0`, the
    count `n0`. `words` are the constant texts in order, `marks` the pairs of a line and how many words stand before.
    """

    def __init__(self, words: list[bytes], constants: list[bytes]) -> None:
        self.lines = ["def part(out, env, known_by):"]
        self.names: dict[str, Any] = {}
        self.words, self.constants = words, constants
        self.marks: list[tuple[int, int]] = []
        self._loops: list[str] = []
        self._row: list[str] = []

    def function(self) -> Part:
        """What was written, compiled."""
        names = {**_HELPERS, **self.names}
        # the lines are written here from checked nodes; words of templates and answers are values, never code
        exec(compile("\n".join([*self.lines, ""]), "<paper>", "exec"), names)  # nosec B102
        made: Part = names["part"]
        return made

    def block(self, body: list[Any], depth: int) -> None:
        """The statements of a body, indented by `depth`."""
        start = len(self.lines)
        constant: list[str] = []
        for part in body:
            if isinstance(part, str):
                constant.append(part)
            elif part[0] == "out" and part[1][0] == "lit":
                constant.append(printed(part[1][1]).decode())
            else:
                self._constant(constant, depth)
                if part[0] == "out":
                    self._add(f"printed({self.value(part[1])}),", depth)
                else:
                    self._end_row(depth)
                    _STATEMENTS[part[0]](self, depth, *part[1:])
        self._constant(constant, depth)
        self._end_row(depth)
        if len(self.lines) == start:
            self._line("pass", depth)

    def _line(self, code: str, depth: int) -> None:
        self.lines.append(" " * depth + code)
        self.marks.append((len(self.lines), len(self.words)))

    def _constant(self, texts: list[str], depth: int) -> None:
        words = "".join(texts).encode()
        texts.clear()
        if words:
            self._add(f"{self.bound(words)},", depth)
            self.words.append(words)
            if not self._loops:
                self.constants.append(words)

    def _add(self, piece: str, depth: int) -> None:
        if not self._row:
            self._line("out += (", depth)
        self._line(piece, depth)
        self._row.append(piece)
        if len(self._row) == _ROW:
            self._end_row(depth)

    def _end_row(self, depth: int) -> None:
        if self._row:
            self._line(")", depth)
            self._row.clear()

    def branches(self, depth: int, branches: list[list[Any]], other: list[Any]) -> None:
        word = "if"
        for condition, body in branches:
            self._line(f"{word} {self.truth(condition)}:", depth)
            self.block(body, depth + 1)
            word = "elif"
        if other:
            self._line("else:", depth)
            self.block(other, depth + 1)

    def loop(self, depth: int, name: str, node: list[Any], body: list[Any]) -> None:
        n = len(self._loops)
        self._line(f"l{n} = {self.value(node)} or ()", depth)
        self._line(f"n{n} = len(l{n})", depth)
        self._line(f"for i{n}, v{n} in enumerate(l{n}, 1):", depth)
        self._loops.append(name)
        self.block(body, depth + 1)
        self._loops.pop()

    def bound(self, value: Any) -> str:
        """A name for a value of the plan."""
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def value(self, node: list[Any]) -> str:
        """The code of an expression."""
        return _VALUES[node[0]](self, *node[1:])

    def truth(self, node: list[Any]) -> str:
        """The code of a condition: true or false in Python's sense."""
        word = node[0]
        if word not in {"and", "or"}:
            return f"not {self.truth(node[1])}" if word == "not" else self.value(node)
        sides = []
        while node[0] == word:  # a long chain stays flat: Python's parser takes brackets within brackets only so deep
            sides.append(node[2])
            node = node[1]
        return f"({f' {word} '.join(map(self.truth, [node, *reversed(sides)]))})"

    def _literal(self, value: Any) -> str:
        return self.bound(value)

    def _get(self, path: str) -> str:
        return f"known_by[{self.bound(path)}]"

    def _var(self, name: str) -> str:
        at = self._loop_of(name)
        if at is None:
            key = self.bound(name)
            return f"known(env.locals[{key}], {key})"
        if name != "loop":
            return f"v{at}"
        parts = ", ".join(f"{self.bound(key)}: {code.format(n=at)}" for key, code in _LOOP.items())
        return f"{{{parts}}}"

    def _loop_of(self, name: str) -> int | None:
        """The number of the loop that gives a name."""
        if name == "loop":
            return len(self._loops) - 1 if self._loops else None
        return next((at for at in reversed(range(len(self._loops))) if self._loops[at] == name), None)

    def _attribute(self, inner: list[Any], name: str) -> str:
        if inner == ["var", "loop"] and self._loops:
            return f"({_LOOP[name].format(n=len(self._loops) - 1)})" if name in _LOOP else self.bound(None)
        return f"(None if (t := {self.value(inner)}) is None else t.get({self.bound(name)}))"

    def _index(self, inner: list[Any], index: list[Any]) -> str:
        return f"item_of({self.value(inner)}, {self.value(index)})"

    def _list(self, nodes: list[list[Any]]) -> str:
        return f"[{self._listed(nodes)}]"

    def _listed(self, nodes: list[list[Any]]) -> str:
        return ", ".join(map(self.value, nodes))

    def _logic(self, *node: Any) -> str:
        return f"bool({self.truth(list(node))})"

    def _and(self, left: list[Any], right: list[Any]) -> str:
        return self._logic("and", left, right)

    def _or(self, left: list[Any], right: list[Any]) -> str:
        return self._logic("or", left, right)

    def _not(self, inner: list[Any]) -> str:
        return f"(not {self.truth(inner)})"

    def _empty(self, inner: list[Any]) -> str:
        return f"is_empty({self.value(inner)})"

    def _choice(self, test: list[Any], then: list[Any], other: list[Any]) -> str:
        return f"({self.value(then)} if {self.truth(test)} else {self.value(other)})"

    def _in(self, left: list[Any], right: list[Any]) -> str:
        return f"inside({self.value(left)}, {self.value(right)})"

    def _compare(self, sign: str, left: list[Any], right: list[Any]) -> str:
        if sign in {"==", "!="}:
            return f"({self.value(left)} {sign} {self.value(right)})"
        return f"{self.bound(COMPARISONS[sign])}({self.value(left)}, {self.value(right)})"

    def _arithmetic(self, sign: str, left: list[Any], right: list[Any]) -> str:
        return f"arithmetic({self.bound(sign)}, {self.value(left)}, {self.value(right)})"

    def _filter(self, name: str, inner: list[Any], arguments: list[list[Any]]) -> str:
        value, listed = self.value(inner), ["env" if name in WORDED else "None", *map(self.value, arguments)]
        if name == "default" or any(argument[0] != "lit" for argument in arguments):
            return f"{self.bound(RUN_FILTERS[name])}({', '.join([value, *listed])})"
        empty = self.bound(of_empty(name, ()))  # no argument is to be worked out: an empty value needs no call
        return f"({empty} if (t := {value}) is None else {self.bound(FILTERS[name])}(t, {', '.join(listed)}))"

    def _call(self, name: str, arguments: list[list[Any]]) -> str:
        listed = ", ".join(["env.tables", *map(self.value, arguments)])
        return f"env.functions[{self.bound(name)}]({listed})"


_STATEMENTS: dict[str, Callable[..., None]] = {"if": _Writer.branches, "for": _Writer.loop}
_VALUES: dict[str, Callable[..., str]] = {
    "lit": _Writer._literal,
    "get": _Writer._get,
    "var": _Writer._var,
    "attr": _Writer._attribute,
    "index": _Writer._index,
    "list": _Writer._list,
    "and": _Writer._and,
    "or": _Writer._or,
    "not": _Writer._not,
    "empty": _Writer._empty,
    "if": _Writer._choice,
    "in": _Writer._in,
    "cmp": _Writer._compare,
    "bin": _Writer._arithmetic,
    "filter": _Writer._filter,
    "call": _Writer._call,
}
