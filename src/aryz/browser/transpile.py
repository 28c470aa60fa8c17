"""Build time: the law's arithmetic, written once in Python, made into JavaScript.

Only a small part of Python is taken, so that what comes out means the same: functions with positional arguments,
if / for / while / continue / return / raise FaultError, assignments, + − * // %, comparisons, and / or / not, one-line
comprehensions with one `for`, f-strings, dict and list literals with `*` and `**`, slices, and the built-ins listed
below. Truth is asked by Python's rules (an empty list is false). Whole numbers must stay below 2**53: products
that may not go through `exact.proportion`. Anything else stops the build with the file and line.
"""

from __future__ import annotations

import ast
from pathlib import Path

_CALLS = {
    "len": "$.len", "bool": "$.truth", "int": "$.int", "str": "$.str", "sum": "$.sum", "any": "$.any", "all": "$.all",
    "sorted": "$.sorted", "set": "$.unique", "list": "$.iter", "range": "$.range", "enumerate": "$.enumerate",
    "min": "Math.min", "max": "Math.max", "abs": "Math.abs",
}  # fmt: skip
_METHODS = {"append": "push", "replace": "replaceAll"}
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARED = {ast.Eq: "===", ast.NotEq: "!==", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_RESERVED = {"default", "new", "var", "function", "this", "case", "switch", "let", "const", "delete", "void"}


class TranspileError(Exception):
    """A piece of Python that has no twin: file, line, what."""


def transpile(path: Path, name: str) -> str:
    """One module as `const NAME = (() => { … })();`. Modules it imports must stand before it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    writer = _Writer(path)
    lines: list[str] = []
    exported: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            lines += writer.function(node)
            exported.append(node.name)
        elif isinstance(node, ast.ImportFrom):
            lines += _imported(node)
        elif not _is_type_or_text(node):
            raise writer.error(node, "only functions and imports may stand at the top")
    body = "\n".join(f"  {line}" for line in lines)
    return f"const {name} = (() => {{\n{body}\n  return {{ {', '.join(exported)} }};\n}})();\n"


def _is_type_or_text(node: ast.stmt) -> bool:
    """A docstring, or an alias such as `Row = dict[str, Any]`."""
    return isinstance(node, ast.Expr) or (isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript))


def _imported(node: ast.ImportFrom) -> list[str]:
    """A module of ours is already in scope by its name; a single function is taken from its module."""
    module = str(node.module)
    if not module.startswith("aryz.law.calc."):
        return []
    home = module.rsplit(".", 1)[-1]
    return [f"const {alias.name} = {home}.{alias.name};" for alias in node.names]


class _Writer:
    def __init__(self, path: Path):
        self.path = path

    def error(self, node: ast.AST, what: str) -> TranspileError:
        return TranspileError(f"{self.path}:{getattr(node, 'lineno', 0)}: {what}: {ast.unparse(node)[:80]}")

    # statements

    def function(self, node: ast.FunctionDef) -> list[str]:
        if node.args.kwonlyargs or node.args.vararg or node.args.kwarg or node.decorator_list:
            raise self.error(node, "only plain positional arguments have a twin")
        names = [argument.arg for argument in node.args.args]
        gap = len(names) - len(node.args.defaults)
        defaults = [""] * gap + [f" = {self.value(default)}" for default in node.args.defaults]
        listed = ", ".join(f"{_name(name)}{default}" for name, default in zip(names, defaults, strict=True))
        body = node.body[1:] if isinstance(node.body[0], ast.Expr) else node.body
        own = sorted({_name(name) for name in _assigned(body)} - {_name(name) for name in names})
        lines = [f"function {node.name}({listed}) {{"]
        if own:
            lines.append(f"  let {', '.join(own)};")
        return [*lines, *self.block(body), "}"]

    def block(self, body: list[ast.stmt]) -> list[str]:
        return [f"  {line}" for statement in body for line in self.statement(statement)]

    def statement(self, node: ast.stmt) -> list[str]:
        match node:
            case ast.Return(value=value):
                return [f"return {self.value(value) if value else 'null'};"]
            case ast.Assign(targets=[target], value=value):
                return [f"{self.target(target)} = {self.value(value)};"]
            case ast.AnnAssign(target=target, value=value) if value is not None:
                return [f"{self.target(target)} = {self.value(value)};"]
            case ast.AugAssign(target=target, op=op, value=value) if type(op) in _OPERATORS:
                return [f"{self.target(target)} {_OPERATORS[type(op)]}= {self.value(value)};"]
            case ast.If(test=test, body=body, orelse=orelse):
                lines = [f"if ({self.truth(test)}) {{", *self.block(body), "}"]
                return [*lines, "else {", *self.block(orelse), "}"] if orelse else lines
            case ast.While(test=test, body=body, orelse=[]):
                return [f"while ({self.truth(test)}) {{", *self.block(body), "}"]
            case ast.For(target=target, iter=each, body=body, orelse=[]):
                return [f"for ({self.target(target)} of $.iter({self.value(each)})) {{", *self.block(body), "}"]
            case ast.Raise(exc=ast.Call(func=ast.Name(id="FaultError"), args=[key], keywords=keywords)):
                params = ", ".join(f"{k.arg}: {self.value(k.value)}" for k in keywords)
                return [f"throw new $.FaultError({self.value(key)}, {{ {params} }});"]
            case ast.Continue():
                return ["continue;"]
            case ast.Expr(value=value):
                return [f"{self.value(value)};"]
        raise self.error(node, "this statement has no twin")

    def target(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return _name(name)
            case ast.Tuple(elts=parts):
                return f"[{', '.join(self.target(part) for part in parts)}]"
            case ast.Subscript(value=base, slice=ast.UnaryOp(op=ast.USub(), operand=index)):
                return f"{self.value(base)}[{self.value(base)}.length - {self.value(index)}]"
            case ast.Subscript(value=base, slice=index) if not isinstance(index, ast.Slice):
                return f"{self.value(base)}[{self.value(index)}]"
        raise self.error(node, "this cannot be assigned to")

    # expressions

    def truth(self, node: ast.expr) -> str:
        """A condition: comparisons are booleans already, everything else is asked by Python's rules."""
        plain = isinstance(node, ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
        return self.value(node) if plain else f"$.truth({self.value(node)})"

    def value(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=value):
                return _literal(value)
            case ast.Name(id=name):
                return _name(name)
            case ast.Attribute(value=base, attr=attr):
                return f"{self.value(base)}.{attr}"
            case ast.Subscript():
                return self.subscript(node)
            case ast.BinOp(left=left, op=op, right=right):
                return self.binary(node, left, op, right)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"-({self.value(operand)})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"!{self.truth(operand)}"
            case ast.BoolOp(op=op, values=values):
                word = "$.and" if isinstance(op, ast.And) else "$.or"
                return f"{word}({', '.join(f'() => {self.value(v)}' for v in values)})"
            case ast.Compare():
                return self.compare(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return f"({self.truth(test)} ? {self.value(body)} : {self.value(orelse)})"
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return f"[{', '.join(self.part(part) for part in parts)}]"
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                return f"({{ {', '.join(self.pair(key, value) for key, value in pairs)} }})"
            case ast.JoinedStr(values=values):
                return f"[{', '.join(self.piece(value) for value in values)}].join('')"
            case ast.ListComp() | ast.GeneratorExp():
                return self.comprehension(node)
            case ast.Call():
                return self.call(node)
        raise self.error(node, "this expression has no twin")

    def part(self, node: ast.expr) -> str:
        return f"...{self.value(node.value)}" if isinstance(node, ast.Starred) else self.value(node)

    def pair(self, key: ast.expr | None, value: ast.expr) -> str:
        return f"...{self.value(value)}" if key is None else f"[{self.value(key)}]: {self.value(value)}"

    def piece(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=value):
                return _literal(value)
            case ast.FormattedValue(value=value, format_spec=None):
                return f"$.str({self.value(value)})"
            case ast.FormattedValue(value=value, format_spec=ast.JoinedStr(values=[ast.Constant(value="02d")])):
                return f"$.two({self.value(value)})"
        raise self.error(node, "this format has no twin")

    def subscript(self, node: ast.Subscript) -> str:
        base = self.value(node.value)
        if isinstance(node.slice, ast.Slice):
            if node.slice.step is not None:
                raise self.error(node, "a slice with a step has no twin")
            low = self.value(node.slice.lower) if node.slice.lower else "0"
            high = f", {self.value(node.slice.upper)}" if node.slice.upper else ""
            return f"{base}.slice({low}{high})"
        return f"$.at({base}, {self.value(node.slice)})"

    def binary(self, node: ast.BinOp, left: ast.expr, op: ast.operator, right: ast.expr) -> str:
        first, second = self.value(left), self.value(right)
        if isinstance(op, ast.FloorDiv):
            return f"Math.floor({first} / {second})"
        if isinstance(op, ast.Mod):
            return f"$.mod({first}, {second})"
        if type(op) not in _OPERATORS:
            raise self.error(node, "this operator has no twin")
        return f"({first} {_OPERATORS[type(op)]} {second})"

    def compare(self, node: ast.Compare) -> str:
        made = []
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            first, second = self.value(left), self.value(right)
            if isinstance(op, ast.Is | ast.IsNot):
                made.append(f"{first} {'==' if isinstance(op, ast.Is) else '!='} {second}")
            elif isinstance(op, ast.In | ast.NotIn):
                made.append(f"{'!' if isinstance(op, ast.NotIn) else ''}$.has({second}, {first})")
            else:
                made.append(f"{first} {_COMPARED[type(op)]} {second}")
            left = right
        return f"({' && '.join(made)})"

    def comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> str:
        if len(node.generators) != 1:
            raise self.error(node, "only one «for» has a twin")
        one = node.generators[0]
        name = self.target(one.target)
        made = f"$.iter({self.value(one.iter)})"
        for test in one.ifs:
            made += f".filter(({name}) => {self.truth(test)})"
        return f"{made}.map(({name}) => {self.value(node.elt)})"

    def call(self, node: ast.Call) -> str:
        if node.keywords:
            raise self.error(node, "a call by name has no twin")
        given = ", ".join(self.part(argument) for argument in node.args)
        match node.func:
            case ast.Name(id=name):
                return f"{_CALLS.get(name, _name(name))}({given})"
            case ast.Attribute(value=base, attr="get"):
                return f"$.get({self.value(base)}, {given})"
            case ast.Attribute(value=base, attr="extend"):
                return f"{self.value(base)}.push(...{given})"
            case ast.Attribute(value=base, attr="join"):
                return f"$.iter({given}).join({self.value(base)})"
            case ast.Attribute(value=base, attr=attr):
                return f"{self.value(base)}.{_METHODS.get(attr, attr)}({given})"
        raise self.error(node, "this call has no twin")


def _name(name: str) -> str:
    return f"{name}_" if name in _RESERVED else name


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _assigned(body: list[ast.stmt]) -> set[str]:
    """The names that statements give a value to, not counting those inside comprehensions."""
    found: set[str] = set()
    for statement in body:
        for node in ast.walk(statement):
            targets: list[ast.expr] = []
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For):
                targets = [node.target]
            for target in targets:
                found |= {n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return found
