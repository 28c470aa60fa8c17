"""Build time: Snowball's stemmers, as the package snowballstemmer has them in Python, made into JavaScript.

Nothing of that package lies in this repository: its own classes are read by `ast`, statement by statement. What the
compiler of Snowball writes is a small part of Python; anything else stops the build. The runtime that the classes
inherit is `static/snowball.js`.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

STATIC = Path(__file__).parent / "static"
_SOURCES = {"russian": RussianStemmer, "english": EnglishStemmer}
LATER = ("english",)  # loaded when a query or a page has words in its letters
_COMPARED = {ast.Eq: "===", ast.NotEq: "!==", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_OPERATORS = {ast.Add: "+", ast.Sub: "-"}


class SnowballError(Exception):
    """The package's Python has a form that is not understood: a new version wants a look at this file."""


def analysis_parts(later: Iterable[str] = ()) -> str:
    """What sets `Analysis`: given the rules, it analyses words as `aryz.search.analysis` does.

    later: the stemmers that it lacks.
    """
    parts = [(STATIC / name).read_text(encoding="utf-8") for name in ("snowball.js", "analysis.js")]
    sources = {name: source for name, source in _SOURCES.items() if name not in later}
    return f"{parts[0]}{snowball_script(sources)}{parts[1]}"


def stemmer_script(name: str) -> str:
    """One stemmer, made by a function of what stemmers stand on."""
    return f"(Snowball, among) => {{\n{snowball_script({name: _SOURCES[name]})}return snowball.{name};\n}}"


def snowball_script(sources: Mapping[str, type]) -> str:
    """`const snowball = {name: word => stem}` for classes of the package."""
    made = []
    for name, source in sources.items():
        path = inspect.getsourcefile(source)
        tree = ast.parse(Path(str(path)).read_text(encoding="utf-8"))
        found = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == source.__name__)
        made.append(f"{json.dumps(name)}: {_stemmer(found)}")
    return f"const snowball = {{ {', '.join(made)} }};\n"


def _stemmer(source: ast.ClassDef) -> str:
    constants, starts, methods = [], [], []
    for node in source.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int() as value)):
                starts.append(f"{name}: {json.dumps(value)}")
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                constants.append(f"const {name} = {_constant(value)};")
            case ast.FunctionDef():
                methods.append(_method(node, source.name))
            case ast.Expr(value=ast.Constant()):
                pass
            case _:
                raise _error(node)
    body = "\n".join(methods)
    lines = [*constants, f"class Stemmer extends Snowball {{\n{body}\n}}"]
    lines.append(f"Object.assign(Stemmer.prototype, {{ {', '.join(starts)} }});")  # no fields of classes: Safari 14.1
    lines.append("return (word) => new Stemmer().stem(word);")
    return f"(() => {{\n{chr(10).join(lines)}\n}})()"


def _constant(node: ast.expr) -> str:
    """A group of letters, a tuple of texts, or a table of endings with their numbers."""
    match node:
        case ast.Constant(value=str() as letters):
            return json.dumps(letters, ensure_ascii=False)
        case ast.Set(elts=parts):
            return json.dumps("".join(sorted(ast.literal_eval(part) for part in parts)), ensure_ascii=False)
        case ast.Tuple():
            return json.dumps(list(ast.literal_eval(node)), ensure_ascii=False)
        case ast.List(elts=rows):
            return f"among({json.dumps([_among(row) for row in rows], ensure_ascii=False, separators=(',', ':'))})"
    raise _error(node)


def _among(node: ast.expr) -> list[object]:
    match node:
        case ast.Call(func=ast.Name(id="Among"), args=[ast.Constant(value=text), _, number]):
            return [text, ast.literal_eval(number)]
    raise _error(node)


def _method(node: ast.FunctionDef, own: str) -> str:
    writer = _Writer(own)
    body = writer.block(node.body)
    names = f"let {', '.join(sorted(writer.names))};" if writer.names else ""
    name = "run" if node.name == "_stem" else node.name.lstrip("_")
    return f"{name}() {{ {names}\n{body}\n}}"


class _Writer:
    def __init__(self, own: str):
        self.own = own
        self.names: set[str] = set()

    def block(self, body: list[ast.stmt]) -> str:
        return "\n".join(self.statement(node) for node in body)

    def statement(self, node: ast.stmt) -> str:
        match node:
            case ast.Assign(targets=[target], value=value):
                if isinstance(target, ast.Name):
                    self.names.add(target.id)
                return f"{self.value(target)} = {self.value(value)};"
            case ast.AugAssign(target=target, op=op, value=value) if type(op) in _OPERATORS:
                return f"{self.value(target)} {_OPERATORS[type(op)]}= {self.value(value)};"
            case ast.If(test=test, body=body, orelse=orelse):
                tail = f" else {{ {self.block(orelse)} }}" if orelse else ""
                return f"if ({self.value(test)}) {{ {self.block(body)} }}{tail}"
            case ast.While(test=ast.Constant(value=True), body=body, orelse=[]):
                return f"for (;;) {{ {self.block(body)} }}"
            case ast.Try(body=body, handlers=[ast.ExceptHandler(type=ast.Name(id=label), body=[ast.Pass()])]):
                return f"{label}: {{ {self.block(body)} }}"
            case ast.Raise(exc=ast.Call(func=ast.Name(id=label), args=[])):
                return f"break {label};"
            case ast.Return(value=value) if value is not None:
                return f"return {self.value(value)};"
            case ast.Expr(value=ast.Call() as value):
                return f"{self.value(value)};"
            case ast.Break():
                return "break;"
            case ast.Continue():
                return "continue;"
            case ast.Pass():
                return ""
        raise _error(node)

    def value(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=value) if isinstance(value, bool | int | str):
                return json.dumps(value, ensure_ascii=False)
            case ast.Name(id=name) if name in self.names:
                return name
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                return f"this.{name.lstrip('_')}"
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if name == self.own:
                return attr
            case ast.Subscript(value=base, slice=index) if not isinstance(index, ast.Slice):
                return f"{self.value(base)}[{self.value(index)}]"
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return f"({self.value(left)} {_OPERATORS[type(op)]} {self.value(right)})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"!({self.value(operand)})"
            case ast.BoolOp(op=op, values=values):
                word = " && " if isinstance(op, ast.And) else " || "
                return f"({word.join(self.value(value) for value in values)})"
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
                return f"{self.value(left)} {_COMPARED[type(op)]} {self.value(right)}"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self")) as called, args=args, keywords=[]):
                return f"{self.value(called)}({', '.join(self.value(arg) for arg in args)})"
        raise _error(node)


def _error(node: ast.AST) -> SnowballError:
    return SnowballError(f"line {getattr(node, 'lineno', 0)}: {ast.unparse(node)[:80]}")
