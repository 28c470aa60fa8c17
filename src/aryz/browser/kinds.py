"""Build time: what kind of value an expression of Python gives, as far as its form and its types tell.

The transpiler then says things as JavaScript does, where both languages mean the same by it; where the kind is not
known, the kernel finds out at run time.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from aryz.browser import syntax

# "" is what may be anything; PLAIN is words, a number, a truth value or nothing, of which both languages take the same
# for true; of lists and maps they do not
BOOL, WORDS, NUMBER, PLAIN, LIST = "bool", "words", "number", "plain", "list"
_OF_TYPES = {"bool": BOOL, "str": WORDS, "int": NUMBER, "None": PLAIN}
_LISTS = ("list", "tuple", "set", "frozenset", "Iterator")
_CALLS = (
    dict.fromkeys(("bool", "isinstance", "any", "all"), BOOL)
    | {"len": NUMBER, "int": NUMBER, "str": WORDS}
    | dict.fromkeys(("sorted", "set", "frozenset", "list", "tuple", "range", "enumerate", "zip", "iter"), LIST)
)
_ASKING = ("endswith", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isprintable", "isupper", "startswith")
_WORDY = ("join", "lower", "lstrip", "removeprefix", "replace", "rstrip", "strip", "translate", "upper", "zfill")
_METHODS = (
    dict.fromkeys(_ASKING, BOOL)
    | dict.fromkeys(_WORDY, WORDS)
    | dict.fromkeys(("items", "partition", "rpartition", "split", "values"), LIST)
)
_LITERALS = (ast.List, ast.Tuple, ast.Set, ast.ListComp, ast.GeneratorExp, ast.SetComp)


class Scope:
    """What stands around functions: here nothing; `modules` knows what a module defines and imports."""

    def named(self, name: str, part: str = "") -> str | None:
        """What a name is called in JavaScript, or a part of the module of that name; None: as it is."""
        return None

    def function(self, name: str, part: str = "") -> ast.FunctionDef | None:
        return None

    def constant(self, name: str, part: str = "") -> object:
        """What a constant of a module, or of the module of that name, holds; None where it is something else."""
        return None


class Kinds:
    """Tells the kinds of expressions within one function after the other."""

    def __init__(self, scope: Scope):
        self.scope = scope
        self.local: Mapping[str, str] = {}  # names that are local here, and their kinds

    def of_module(self, node: ast.expr) -> str | None:
        """What `module.name` is called."""
        match node:
            case ast.Attribute(value=ast.Name(id=home), attr=attr) if home not in self.local:
                return self.scope.named(home, attr)
        return None

    def called(self, node: ast.expr) -> ast.FunctionDef | None:
        """The function of ours that a call names."""
        match node:
            case ast.Name(id=name) if name not in self.local:
                return self.scope.function(name)
            case ast.Attribute(value=ast.Name(id=home), attr=attr) if home not in self.local:
                return self.scope.function(home, attr)
        return None

    def kind(self, node: ast.expr | None) -> str:
        match node:
            case ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return BOOL
            case ast.Constant(value=value):
                return _of_value(value)
            case ast.JoinedStr():
                return WORDS
            case ast.Name(id=name):
                return self.local[name] if name in self.local else _of_value(self.scope.constant(name), "")
            case ast.BoolOp(values=values):
                return common(map(self.kind, values))
            case ast.IfExp(body=body, orelse=other):
                return common(map(self.kind, (body, other)))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                found = {self.kind(left), self.kind(right)}
                return WORDS if WORDS in found else LIST if LIST in found else NUMBER if found == {NUMBER} else ""
            case ast.Subscript(value=base, slice=ast.Slice()):
                found_kind = self.kind(base)
                return found_kind if found_kind in (WORDS, LIST) else ""
            case ast.Call(func=func):
                return self._of_call(func)
        return LIST if isinstance(node, _LITERALS) else ""

    def _of_call(self, func: ast.expr) -> str:
        if function := self.called(func):
            return LIST if syntax.yields(function.body) else of_type(function.returns)
        match func:
            case ast.Name(id=name) if name not in self.local:
                return _CALLS.get(name, "")
            case ast.Attribute(attr=attr) if not self.of_module(func):
                return _METHODS.get(attr, "")
        return ""

    def is_simple(self, node: ast.expr) -> bool:
        """Whether both languages take the same of these values for true."""
        return self.kind(node) not in ("", LIST)


def of_type(annotation: ast.expr | None) -> str:
    """The kind of what has such a type."""
    if annotation is None:
        return ""
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) in _LISTS:
        return LIST
    return common(_OF_TYPES.get(one, "") for one in syntax.kinds(annotation))


def common(kinds: Iterable[str]) -> str:
    """The kind of what is of one of these kinds."""
    found = set(kinds)
    return found.pop() if len(found) == 1 else "" if found & {"", LIST} else PLAIN


def _of_value(value: object, nothing: str = PLAIN) -> str:
    if value is None:
        return nothing
    if isinstance(value, list | tuple | set | frozenset):
        return LIST
    return _OF_TYPES.get(type(value).__name__, "")
