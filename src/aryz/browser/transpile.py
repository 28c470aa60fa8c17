"""Build time: functions written once in Python, made into JavaScript.

Only a small part of Python is taken, so that what comes out means the same: plain functions, if / for / while /
continue / break / return / raise / try-except, yield (all at once, as a list), assignments, + − * // % and | of maps,
comparisons, and / or / not, one-line comprehensions, lambdas, f-strings, literals with `*` and `**`, slices, and the
built-ins and methods listed below; `static/kernel.js` gives them Python's meaning: truth (an empty list is false),
whole numbers of any size, text by code points. Anything else stops the build with the file and line. `modules` reads
whole files.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from aryz.browser import syntax
from aryz.browser.kinds import BOOL, LIST, NUMBER, WORDS, Kinds, Scope, of_type

_CALLS = {
    "len": "$len", "bool": "$truth", "int": "$int", "str": "$str", "sum": "$sum", "any": "$any", "all": "$all",
    "sorted": "$sorted", "set": "$unique", "frozenset": "$unique", "list": "$iter", "tuple": "$iter",
    "range": "$range", "enumerate": "$enumerate", "abs": "$abs", "divmod": "$divmod", "dict": "$dict",
    "next": "$next", "iter": "$iter", "zip": "$zip", "Fault": "$Fault",
}  # fmt: skip
_METHODS = frozenset((
    "encode", "endswith", "get", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isprintable", "isupper",
    "items", "lower", "lstrip", "partition", "pop", "removeprefix", "replace", "rpartition", "rstrip", "setdefault",
    "split", "startswith", "strip", "translate", "upper", "values", "zfill",
))  # fmt: skip
_EXACT = {ast.Add: "$add", ast.Sub: "$sub", ast.Mult: "$mul", ast.FloorDiv: "$floordiv", ast.Mod: "$mod",
          ast.BitOr: "$merge"}  # fmt: skip
_COMPARED = {ast.Eq: "===", ast.NotEq: "!==", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_WORDS = {ast.And: " && ", ast.Or: " || "}
_FORMATS = {"02d": "$two", "02": "$two", ",": "$grouped"}
_RAISED = ("FaultError", "RefusedError")


class TranspileError(Exception):
    """A piece of Python that has no twin: file, line, what."""


class Writer(Kinds):
    """Writes functions and expressions."""

    def __init__(self, path: Path, scope: Scope):
        super().__init__(scope)
        self.path = path
        self.declaring: dict[ast.stmt, set[str]] = {}  # statements that declare the names they give a value to

    def error(self, node: ast.AST, what: str) -> TranspileError:
        return TranspileError(f"{self.path}:{getattr(node, 'lineno', 0)}: {what}: {ast.unparse(node)[:80]}")

    @contextmanager
    def within(self, names: Mapping[str, str]) -> Iterator[None]:
        """Where these names are local."""
        before = self.local
        self.local = {**before, **names}
        yield
        self.local = before

    def named(self, name: str) -> str:
        return syntax.name(name) if name in self.local else self.scope.named(name) or syntax.name(name)

    # statements

    def function(self, node: ast.FunctionDef) -> list[str]:
        if node.args.kwonlyargs or node.args.kwarg or not all(map(syntax.is_cache, node.decorator_list)):
            raise self.error(node, "only plain positional arguments have a twin")
        names = {one.arg: of_type(one.annotation) for one in syntax.given(node.args)}
        body = node.body[1:] if isinstance(node.body[0], ast.Expr) else node.body
        assigned = syntax.assigned(body)
        declaring = syntax.declaring(body, assigned - names.keys())
        self.declaring |= declaring
        own = sorted({syntax.name(name) for name in (assigned - names.keys()).difference(*declaring.values())})
        lines = [f"function {self.named(node.name)}({self.arguments(node.args)}) {{"]
        if own:
            lines.append(f"  let {', '.join(own)};")
        if syntax.yields(body):
            names["made$"] = ""
            lines.append("  const made$ = [];")
            body = [*body, ast.Return()]
        with self.within(dict.fromkeys([*assigned, *syntax.named_within(body)], "") | names):
            for name, first, type_ in syntax.firsts(body):
                if name not in names:
                    self.local = {**self.local, name: of_type(type_) if type_ else self.first(first)}
            return [*lines, *self.block(body), "}"]

    def first(self, value: ast.expr) -> str:
        """The kind of a name by its first value; of nothing what comes later is not known."""
        return "" if isinstance(value, ast.Constant) and value.value is None else self.kind(value)

    def arguments(self, given: ast.arguments) -> str:
        names = [syntax.name(argument.arg) for argument in given.args]
        gap = len(names) - len(given.defaults)
        defaults = [""] * gap + [f" = {self.value(default)}" for default in given.defaults]
        listed = [f"{name}{default}" for name, default in zip(names, defaults, strict=True)]
        return ", ".join([*listed, f"...{syntax.name(given.vararg.arg)}"] if given.vararg else listed)

    def block(self, body: list[ast.stmt]) -> list[str]:
        return [f"  {line}" for statement in body for line in self.statement(statement)]

    def statement(self, node: ast.stmt) -> list[str]:
        match node:
            case ast.Return(value=None) if "made$" in self.local:
                return ["return made$;"]
            case ast.Expr(value=ast.Yield(value=ast.expr() as value)):
                return [f"made$.push({self.value(value)});"]
            case ast.Expr(value=ast.YieldFrom(value=value)):
                return [f"made$.push(...{self.listed(value)});"]
            case ast.Return(value=value):
                return [f"return {self.value(value) if value else 'null'};"]
            case ast.Assign(targets=[target], value=value):
                return [f"{self.declared(node)}{self.target(target)} = {self.value(value)};"]
            case ast.AnnAssign(target=target, value=value) if value is not None:
                return [f"{self.declared(node)}{self.target(target)} = {self.value(value)};"]
            case ast.AugAssign(target=target, op=op, value=value) if type(op) in _EXACT:
                return [f"{self.target(target)} = {self.binary(node, target, op, value)};"]
            case ast.If(test=test, body=body, orelse=orelse):
                lines = [f"if ({self.truth(test)}) {{", *self.block(body), "}"]
                return [*lines, "else {", *self.block(orelse), "}"] if orelse else lines
            case ast.While(test=test, body=body, orelse=[]):
                return [f"while ({self.truth(test)}) {{", *self.block(body), "}"]
            case ast.For(target=target, iter=each, body=body, orelse=[]):
                head = f"{self.declared(node)}{self.target(target)} of {self.listed(each)}"
                return [f"for ({head}) {{", *self.block(body), "}"]
            case ast.Raise(exc=ast.Call(func=ast.Name(id="ValueError"))):
                return ["throw new $ValueError();"]  # a slip of ours: Python says which
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[key], keywords=keywords)) if name in _RAISED:
                params = ", ".join(f"{k.arg}: {self.value(k.value)}" for k in keywords)
                return [f"throw new ${name}({self.value(key)}, {{ {params} }});"]
            case ast.Try(body=body, handlers=[ast.ExceptHandler(type=ast.Name(id=kind), name=name, body=caught)]):
                other = f"  if (!({name} instanceof ${kind})) throw {name};"
                return ["try {", *self.block(body), f"}} catch ({name}) {{", other, *self.block(caught), "}"]
            case ast.Continue() | ast.Break():
                return ["continue;" if isinstance(node, ast.Continue) else "break;"]
            case ast.FunctionDef():
                return self.function(node)
            case ast.Expr(value=value):
                return [f"{self.value(value)};"]
        raise self.error(node, "this statement has no twin")

    def declared(self, node: ast.stmt) -> str:
        return "let " if node in self.declaring else ""

    def target(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return syntax.name(name)
            case ast.Tuple(elts=parts):
                return f"[{', '.join(self.target(part) for part in parts)}]"
            case ast.Subscript(value=base, slice=ast.UnaryOp(op=ast.USub(), operand=index)):
                return f"{self.value(base)}[{self.value(base)}.length - {self.value(index)}]"
            case ast.Subscript(value=base, slice=index) if not isinstance(index, ast.Slice):
                return f"{self.value(base)}[{self.value(index)}]"
        raise self.error(node, "this cannot be assigned to")

    # expressions

    def truth(self, node: ast.expr) -> str:
        """A condition: what JavaScript takes for true as Python does stays, all else is asked by Python's rules."""
        match node:
            case ast.BoolOp(op=op, values=values):
                return f"({_WORDS[type(op)].join(self.truth(one) for one in values)})"
        if self.kind(node) == LIST:
            return f"{self.value(node)}.length"
        return self.value(node) if self.is_simple(node) else f"$truth({self.value(node)})"

    def listed(self, node: ast.expr) -> str:
        """What can be gone through, as a list."""
        return self.value(node) if self.kind(node) == LIST else f"$iter({self.value(node)})"

    def value(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=value):
                return syntax.literal(value)
            case ast.Name(id=name):
                return self.named(name)
            case ast.Attribute(value=base, attr=attr):
                return self.of_module(node) or f"{self.value(base)}.{attr}"
            case ast.Subscript():
                return self.subscript(node)
            case ast.BinOp(left=left, op=op, right=right):
                return self.binary(node, left, op, right)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                constant = isinstance(operand, ast.Constant)
                return f"-{self.value(operand)}" if constant else f"$neg({self.value(operand)})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"!{self.truth(operand)}"
            case ast.BoolOp(op=op, values=values):
                if all(map(self.is_simple, values[:-1])):
                    return f"({_WORDS[type(op)].join(self.value(one) for one in values)})"
                word = "$and" if isinstance(op, ast.And) else "$or"
                return f"{word}({', '.join(f'() => {self.value(v)}' for v in values)})"
            case ast.Compare():
                return self.compare(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return f"({self.truth(test)} ? {self.value(body)} : {self.value(orelse)})"
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return f"[{', '.join(self.part(part) for part in parts)}]"
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                return f"({{ {', '.join(self.pair(key, value) for key, value in pairs)} }})"
            case ast.JoinedStr(values=values):
                pieces = [self.piece(value, at) for at, value in enumerate(values)]
                return f"({' + '.join(pieces)})" if values else "''"
            case ast.ListComp(elt=elt) | ast.GeneratorExp(elt=elt):
                return self.comprehension(node.generators, lambda: self.value(elt))
            case ast.SetComp(elt=made):
                return f"$unique({self.comprehension(node.generators, lambda: self.value(made))})"
            case ast.DictComp(key=key, value=value):
                listed = self.comprehension(node.generators, lambda: f"[{self.value(key)}, {self.value(value)}]")
                return f"Object.fromEntries({listed})"
            case ast.Lambda(args=given, body=body):
                with self.within({one.arg: "" for one in syntax.given(given)}):
                    return f"(({self.arguments(given)}) => {self.value(body)})"
            case ast.Call():
                return self.call(node)
        raise self.error(node, "this expression has no twin")

    def part(self, node: ast.expr) -> str:
        return f"...{self.value(node.value)}" if isinstance(node, ast.Starred) else self.value(node)

    def pair(self, key: ast.expr | None, value: ast.expr) -> str:
        if key is None:
            return f"...{self.value(value)}"
        return f"{syntax.key(key) or f'[{self.value(key)}]'}: {self.value(value)}"

    def piece(self, node: ast.expr, at: int) -> str:
        """A part of a text that is put together. at: the first or a later one, where numbers become words by `+`."""
        match node:
            case ast.Constant(value=value):
                return syntax.literal(value)
            case ast.FormattedValue(value=value, format_spec=None):
                as_is = (WORDS, NUMBER) if at else (WORDS,)
                return self.value(value) if self.kind(value) in as_is else f"$str({self.value(value)})"
            case ast.FormattedValue(value=value, format_spec=ast.JoinedStr(values=[ast.Constant(value=kind)])):
                if kind in _FORMATS:
                    return f"{_FORMATS[kind]}({self.value(value)})"
        raise self.error(node, "this format has no twin")

    def subscript(self, node: ast.Subscript) -> str:
        base = self.value(node.value)
        if isinstance(node.slice, ast.Slice):
            if node.slice.step is not None:
                raise self.error(node, "a slice with a step has no twin")
            low = self.value(node.slice.lower) if node.slice.lower else "0"
            high = f", {self.value(node.slice.upper)}" if node.slice.upper else ""
            return f"{base}.slice({low}{high})" if self.kind(node.value) == LIST else f"$slice({base}, {low}{high})"
        if name := syntax.key(node.slice):
            return f"{base}.{name}"
        return f"$at({base}, {self.value(node.slice)})"

    def binary(self, node: ast.AST, left: ast.expr, op: ast.operator, right: ast.expr) -> str:
        """Of words, + is the sign itself; of all else the kernel finds out what it is of."""
        first, second = self.value(left), self.value(right)
        if isinstance(op, ast.Add) and WORDS in (self.kind(left), self.kind(right)):
            return f"({first} + {second})"
        if type(op) not in _EXACT:
            raise self.error(node, "this operator has no twin")
        return f"{_EXACT[type(op)]}({first}, {second})"

    def compare(self, node: ast.Compare) -> str:
        made = []
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            first, second = self.value(left), self.value(right)
            if isinstance(op, ast.Is | ast.IsNot):
                made.append(f"{first} {'==' if isinstance(op, ast.Is) else '!='} {second}")
            elif isinstance(op, ast.In | ast.NotIn):
                has = f"{second}.includes({first})" if self.includes(left, right) else f"$has({second}, {first})"
                made.append(f"{'!' if isinstance(op, ast.NotIn) else ''}{has}")
            elif isinstance(op, ast.Eq | ast.NotEq) and not self.same(left, right):
                made.append(f"{'!' if isinstance(op, ast.NotEq) else ''}$eq({first}, {second})")
            else:
                made.append(f"{first} {_COMPARED[type(op)]} {second}")
            left = right
        return f"({' && '.join(made)})"

    def same(self, left: ast.expr, right: ast.expr) -> bool:
        """Whether JavaScript compares the two as Python does: words with anything, a number with a number."""
        found = (self.kind(left), self.kind(right))
        return WORDS in found or found == (NUMBER, NUMBER) or syntax.is_plain(left) or syntax.is_plain(right)

    def includes(self, item: ast.expr, values: ast.expr) -> bool:
        """Whether JavaScript looks for an item as Python does: for words in words, for words in a list."""
        kind = self.kind(values)
        return kind == WORDS or (kind == LIST and (self.kind(item) == WORDS or syntax.all_words(values)))

    def comprehension(self, generators: list[ast.comprehension], each: Callable[[], str]) -> str:
        one, *inner = generators
        made = self.listed(one.iter)
        with self.within(dict.fromkeys(syntax.targets(one.target), "")):
            name = self.target(one.target)
            for test in one.ifs:
                made += f".filter(({name}) => {self.truth(test)})"
            value = self.comprehension(inner, each) if inner else each()
        if one.ifs and value == name:
            return made
        return f"{made}.{'flatMap' if inner else 'map'}(({name}) => {value})"

    # calls

    def call(self, node: ast.Call) -> str:
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[value, kinds]):
                return f"$is({self.value(value)}, {', '.join(map(syntax.literal, syntax.kinds(kinds)))})"
            case ast.Call(func=ast.Name(id="max" | "min" as which), args=args, keywords=keywords):
                home = "Math." if len(args) > 1 else "$"
                return f"{home}{which}({', '.join(self.value(one) for one in [*args, *(k.value for k in keywords)])})"
            case ast.Call(func=ast.Attribute(value=base, attr="format"), args=[], keywords=keywords):
                named = [f"...{self.value(k.value)}" if k.arg is None else f"{k.arg}: {self.value(k.value)}"
                         for k in keywords]  # fmt: skip
                return f"$format({self.value(base)}, {{ {', '.join(named)} }})"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="dict"), attr="fromkeys"), args=[one]):
                return f"$unique({self.value(one)})"  # its keys: nothing else of it is ever used
        given = ", ".join([self.part(argument) for argument in node.args] + self.by_name(node))
        if of_module := self.of_module(node.func):
            return f"{of_module}({given})"
        match node.func:
            case ast.Name(id="list") if node.args:
                return f"[...{self.listed(node.args[0])}]"  # a new one, which may be changed
            case ast.Name(id="tuple" | "iter") if node.args and self.kind(node.args[0]) == LIST:
                return self.value(node.args[0])
            case ast.Name(id="bool") if self.kind(node.args[0]) == BOOL:
                return self.value(node.args[0])
            case ast.Name(id="str") if self.kind(node.args[0]) == WORDS:
                return self.value(node.args[0])
            case ast.Name(id="len") if self.kind(node.args[0]) == LIST:
                return f"{self.value(node.args[0])}.length"
            case ast.Name(id=name) if name in _CALLS or not hasattr(builtins, name):
                return f"{_CALLS.get(name) or self.named(name)}({given})"
            case ast.Name():
                raise self.error(node, "this built-in has no twin")
            case ast.Attribute(value=base, attr="extend"):
                return f"{self.value(base)}.push(...{given})"
            case ast.Attribute(value=base, attr="append"):
                return f"{self.value(base)}.push({given})"
            case ast.Attribute(value=base, attr="join"):
                return f"{self.listed(node.args[0])}.join({self.value(base)})"
            case ast.Attribute(value=base, attr=attr) if attr in _METHODS:
                return f"${attr}({', '.join([self.value(base), *([given] if given else [])])})"
            case ast.Attribute(value=base, attr=attr):
                return f"{self.value(base)}.{attr}({given})"
        return f"{self.value(node.func)}({given})"

    def by_name(self, node: ast.Call) -> list[str]:
        """Arguments given by name, which must be those that come next."""
        if isinstance(node.func, ast.Name) and node.func.id == "zip":
            return []
        function = self.called(node.func)
        following = [one.arg for one in function.args.args[len(node.args) :]] if function else []
        if [k.arg for k in node.keywords] != following[: len(node.keywords)]:
            raise self.error(node, "a call by name has no twin")
        return [self.value(k.value) for k in node.keywords]
