"""Build time: the tree of a part's blocks becomes a body of the plan: texts, outputs, branches and loops.

What a template sets, its macros and its rich text are put in where they are used; the plan needs no words for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import jinja2
from jinja2 import nodes as jn

from aryz.documents.archive import RefusedError
from aryz.documents.blocks import Block, Item, Leaf, Section, rest_of, word_of
from aryz.documents.bring import Bring
from aryz.documents.guards import UnsureError, guarded
from aryz.documents.loops import loop_names, settled
from aryz.documents.markup import MarkupMaker
from aryz.documents.merging import merged
from aryz.documents.names import Body, Loop, Macro, Markup, Names, level_of
from aryz.documents.tags import Tag
from aryz.plan import types as t
from aryz.plan.errors import ExpressionError
from aryz.plan.parse import compile_condition, compile_parsed, paths_of
from aryz.plan.quotes import straighten
from aryz.plan.source import parse_expression
from aryz.plan.types import Type
from aryz.plan.vocabulary import Vocabulary

DEEPEST, DEEPEST_LOOPS = 20, 8  # of blocks in blocks, macros opened
MOST_NODES = 2_000  # in what one name stands for
MOST_PARTS, MOST_LETTERS = 100_000, 20_000_000  # of a body with everything put in
_PICTURES = 500  # pictures of a file that may stand in loops
_FIRST_PICTURE = 1000  # below are the numbers of parts without tags
_ENVIRONMENT = jinja2.Environment(autoescape=False)  # nosec B701  # it parses templates, it renders nothing


@dataclass(frozen=True)
class Report:
    """Where findings and uses go: problem(tag, code, message, mend), used(path, tag), at(tag) = «from now on here»."""

    problem: Callable[[Tag, str, str, str], None]
    used: Callable[[str, Tag], None]
    at: Callable[[Tag | None], None]


class Builder:
    """Compiles one part. `bring` brings pictures, links and other templates into the file."""

    def __init__(self, vocabulary: Vocabulary, report: Report, bring: Bring):
        self.vocabulary, self.report, self.bring = vocabulary, report, bring
        self.maker = MarkupMaker(self)
        self.running: list[str] = []  # names that loops give at run time, from the outside in
        self.aliases: list[str] = []
        self.calls: list[str] = []
        self.depth = self.loops = self.parts = self.letters = 0
        self.pictures = bring.first_picture

    def items(self, items: list[Item], names: Names) -> tuple[Body, Names]:
        """The body of some items and the names known after them."""
        body: Body = []
        guards: list[tuple[str, int]] = []
        for item in items:
            self.parts += 1
            self.letters += len(item) if isinstance(item, str) else 0
            if self.parts > MOST_PARTS or self.letters > MOST_LETTERS:
                raise RefusedError(
                    "template.too-large", "macros and included papers grow too large.", "Split the paper."
                )
            if isinstance(item, str):
                body.append(item)
            elif isinstance(item, Block):
                names = self._guarded(item.sections[0].tag, self._block, item, names, body)
            elif item.tag.kind == "guard":
                guards.append((item.tag.inner, len(body)))
            elif item.tag.kind == "guarded":
                self._guard(item.tag, guards, body)
            else:
                names = self._guarded(item.tag, self._leaf, item, names, body)
        return body, names

    def _guarded(
        self, tag: Tag, act: Callable[[Any, Names, Body], Names], item: Any, names: Names, body: Body
    ) -> Names:
        """Act, and turn what is wrong into findings; the names stay as they were then."""
        self.report.at(tag)
        try:
            return act(item, names, body)
        except ExpressionError as error:
            self._report(tag, error, names)
        except RefusedError as error:
            if error.code == "template.too-large":
                raise
            self.report.problem(tag, error.code, error.message, error.mend)
        finally:
            self.report.at(None)
        return names

    def _report(self, tag: Tag, error: ExpressionError, names: Names) -> None:
        code = "template.unknown-variable" if error.code == "expr.unknown-name" else error.code
        mend = names.partial.get(error.name.split(".")[0], error.mend)
        self.report.problem(tag, code, error.message, mend)

    def _guard(self, tag: Tag, guards: list[tuple[str, int]], body: Body) -> None:
        if not guards or guards[-1][0] != tag.inner:
            return
        _, at = guards.pop()
        try:
            body[at:] = guarded(tag.inner, body[at:])
        except UnsureError:
            what = "table" if tag.inner == "tbl" else "row"
            message = f"whether anything is left of this {what} depends on each item: Word refuses an empty one."
            mend = "Give it a heading that always stands, or decide with «if» around the loop."
            self.report.problem(tag, "template.empty-table", message, mend)

    # leaves

    def _leaf(self, leaf: Leaf, names: Names, body: Body) -> Names:
        tag = leaf.tag
        if tag.kind == "output":
            made = self.maker.output(tag, names)
            level = level_of(leaf.within, tag.scope)
            fitting = made.at(level, tag)
            if fitting is None:
                raise _misplaced(made.level)
            body += fitting if level != "plain" else self.maker.plain(fitting)
        elif tag.kind == "statement":
            return self._set(tag, names)
        elif tag.kind == "number":
            body.append(self.number())
        else:
            body += self._attribute(tag, names)
        return names

    def number(self) -> Any:
        """A number that no other picture of the part has, also when loops repeat it."""
        self.pictures += 1
        own = self.pictures
        if not self.aliases:
            return str(_FIRST_PICTURE + own)
        if len(self.aliases) > 2 or own > _PICTURES:
            raise ExpressionError("a picture stands in too many loops.", "Put it outside.", "template.picture")
        node: Any = ["attr", ["var", self.aliases[-1]], "index"]
        if len(self.aliases) == 2:
            outer: Any = ["attr", ["var", self.aliases[0]], "index"]
            node = ["bin", "+", node, ["bin", "*", outer, ["lit", 1000]]]
        return ["out", ["bin", "+", ["bin", "*", node, ["lit", _PICTURES]], ["lit", _FIRST_PICTURE + own]]]

    def _attribute(self, tag: Tag, names: Names) -> Body:
        """What stands in an attribute of a cell or column."""
        node, type_ = self.compiled(parse_expression(tag.inner), names, tag)
        if tag.kind == "color":
            if not t.fits(type_, t.TEXT):
                raise ExpressionError("«cellbg» takes a colour.", "Write «{% cellbg 'DDEEFF' %}».", "expr.type")
            return [["out", ["filter", "colour", node, []]]]
        if not t.fits(type_, t.INTEGER):
            raise ExpressionError(f"«{tag.inner}» is no whole number.", "Write «{% colspan 2 %}».", "expr.type")
        if tag.kind == "width":
            length, _ = names.scope.bound.get("loop.length", (["lit", 1], t.INTEGER))
            return [["out", ["bin", "//", node, length]]]
        if node[0] == "lit":
            if not 1 <= node[1] <= 63:
                raise ExpressionError("a cell spans 1 to 63 columns.", "Write «{% colspan 2 %}».", "expr.type")
            return [str(node[1])]
        return [["out", ["if", ["cmp", ">", node, ["lit", 0]], node, ["lit", 1]]]]

    def compiled(self, node: jn.Node, names: Names, tag: Tag) -> tuple[Any, Type]:
        """An expression compiled, and its variables noted."""
        made, type_ = compile_parsed(node, names.scope, self.vocabulary)
        self._use(made, tag)
        return made, type_

    def _use(self, node: Any, tag: Tag) -> None:
        if not tag.echo:
            for path in paths_of(node):
                self.report.used(path, tag)

    # set, with, macro

    def _set(self, tag: Tag, names: Names) -> Names:
        parsed = _statement(tag, "")
        if not isinstance(parsed, jn.Assign) or not isinstance(parsed.target, jn.Name):
            raise ExpressionError(f"«{tag.inner}» cannot be read.", "Write «set name = value».", "template.statement")
        return self.bind(parsed.target.name, cast(jn.Expr, parsed.node), names, names, tag)

    def bind(self, name: str, value: jn.Expr, seen: Names, names: Names, tag: Tag) -> Names:
        """`names` with one more, which stands for `value` as seen among the names `seen`."""
        if name.startswith("_") or name in {"loop", "law", "today"}:
            raise ExpressionError(f"«{name}» cannot be set.", "Take another name.", "template.statement")
        if isinstance(value, jn.Name) and value.name == "loop" and "loop.index" in seen.scope.bound:
            parts = {k.replace("loop", name, 1): v for k, v in seen.scope.bound.items() if k.startswith("loop.")}
            return names.with_scope(names.scope.with_bound(**parts))
        markup = self.maker.markup(value, seen, tag)
        if markup is not None:
            return names.with_markup(name, markup)
        node, type_ = self.compiled(value, seen, tag)
        if _size(node) > MOST_NODES:
            mend = "Compute it in the interview, under «values:»."
            raise ExpressionError(f"what «{name}» stands for is too long.", mend, "template.too-large")
        return names.with_bound(name, node, type_)

    def _block(self, block: Block, names: Names, body: Body) -> Names:
        self.depth += 1
        try:
            if self.depth > DEEPEST:
                mend = "Compute a part of it in the interview, under «values:»."
                message = f"more than {DEEPEST} blocks and macros stand inside each other."
                raise ExpressionError(message, mend, "template.too-deep")
            act: Callable[[Block, Names, Body], Names] = getattr(self, f"_on_{block.word}")
            return act(block, names, body)
        finally:
            self.depth -= 1

    def _on_set(self, block: Block, names: Names, body: Body) -> Names:
        name = rest_of(block.sections[0].tag)
        if not name.isidentifier() or name.startswith("_"):
            mend = "Write «set name» … «endset», or «set name = value»."
            raise ExpressionError(f"«{block.sections[0].tag.inner}» cannot be read.", mend, "template.statement")
        made, _ = self.items(block.sections[0].items, names)
        return names.with_markup(name, Markup(level_of(block.within, block.sections[0].tag.scope), made))

    def _on_with(self, block: Block, names: Names, body: Body) -> Names:
        tag = block.sections[0].tag
        parsed = _statement(tag, "{% endwith %}")
        inner = names
        if not isinstance(parsed, jn.With):
            raise ExpressionError(f"«{tag.inner}» cannot be read.", "Write «with name = value».", "template.statement")
        for target, value in zip(parsed.targets, parsed.values, strict=True):
            if not isinstance(target, jn.Name):
                raise ExpressionError(
                    f"«{tag.inner}» cannot be read.", "Write «with name = value».", "template.statement"
                )
            inner = self.bind(target.name, value, names, inner, tag)
        body += self.items(block.sections[0].items, inner)[0]
        return names

    def _on_macro(self, block: Block, names: Names, body: Body) -> Names:
        tag = block.sections[0].tag
        parsed = _statement(tag, "{% endmacro %}")
        if not isinstance(parsed, jn.Macro):
            raise ExpressionError(f"«{tag.inner}» cannot be read.", "Write «macro name(a, b)».", "template.statement")
        missing = len(parsed.args) - len(parsed.defaults)
        defaults = [None] * missing + list(parsed.defaults)
        parameters = tuple((a.name, d) for a, d in zip(parsed.args, defaults, strict=True))
        macro = Macro(tag, parameters, block.sections[0].items, level_of(block.within, tag.scope), names)
        return replace(names, macros={**names.macros, parsed.name: macro})

    # branches

    def _on_if(self, block: Block, names: Names, body: Body) -> Names:
        branches: list[Any] = []
        other: Body = []
        after: list[tuple[Any, Names]] = []
        for section in block.sections:
            word = "if" if section is block.sections[0] else word_of(section.tag)
            condition = None if word == "else" else self._condition(section, names)
            made, known = self.items(section.items, names)
            after.append((condition, known))
            if condition is None:
                other = made
            else:
                branches.append([condition, made])
        if after[-1][0] is not None:
            after.append((None, names))
        body.append(["if", branches, other])
        return merged(after, names)

    def _condition(self, section: Section, names: Names) -> Any:
        tag = section.tag
        self.report.at(tag)
        try:
            node = compile_condition(rest_of(tag), names.scope, self.vocabulary)
            self._use(node, tag)
            return node
        except ExpressionError as error:
            self._report(tag, error, names)
            return ["lit", True]

    # loops

    def _on_for(self, block: Block, names: Names, body: Body) -> Names:
        tag = block.sections[0].tag
        name, items, item, inner, test = self._loop_head(tag, names)
        if len(self.aliases) == DEEPEST_LOOPS:
            mend = "Compute a part of it in the interview, under «values:»."
            raise ExpressionError(
                f"more than {DEEPEST_LOOPS} loops stand inside each other.", mend, "template.too-deep"
            )
        self.loops += 1
        alias = f"loop_{self.loops}"
        unique = name if name not in self.running and name != "loop" else f"{name}_{self.loops}"
        inner = inner.with_bound(name, ["var", unique], item)
        inner = inner.with_scope(inner.scope.with_local(unique, item))
        self.running.append(unique)
        self.aliases.append(alias)
        loop = Loop(alias, len(names.loops) + 1)
        inner = replace(inner, loops=(*names.loops, loop))
        hidden = {k: v for k, v in inner.scope.bound.items() if not k.startswith("loop.")}
        if test is None:
            hidden |= loop_names(alias, items, item, loop.depth)
        else:
            mend = "Put «{% if … %}» inside the loop instead, or choose the items with «selectattr»."
            inner = replace(inner, partial={**inner.partial, "loop": mend})
        inner = inner.with_scope(replace(inner.scope, bound=hidden))
        try:
            made = self._loop_body(block, inner, test)
        finally:
            self.running.pop()
            self.aliases.pop()
        node: Any = ["for", unique, items, settled(made, alias)]
        if len(block.sections) > 1:
            other, _ = self.items(block.sections[1].items, names)
            node = ["if", [[["not", ["empty", items]], [node]]], other]
        body.append(node)
        return names

    def _loop_body(self, block: Block, inner: Names, test: jn.Expr | None) -> Body:
        tag = block.sections[0].tag
        if test is None:
            return self.items(block.sections[0].items, inner)[0]
        if len(block.sections) > 1:
            mend = "Choose the items with «selectattr»."
            raise ExpressionError("«for … if» cannot have an «else».", mend, "template.statement")
        condition, type_ = self.compiled(test, inner, tag)
        if type_.kind not in {"bool", "any"}:
            raise ExpressionError("the condition of the loop must be yes or no.", "Compare it.", "expr.type")
        return [["if", [[condition, self.items(block.sections[0].items, inner)[0]]], []]]

    def _loop_head(self, tag: Tag, names: Names) -> tuple[str, Any, Type, Names, jn.Expr | None]:
        """Name, list, item type and condition of a `for`; what is wrong is said, and the body compiled all the same."""
        parsed = _statement(tag, "{% endfor %}")
        if not isinstance(parsed, jn.For) or not isinstance(parsed.target, jn.Name) or parsed.recursive:
            message = f"«{tag.inner}» cannot be read."
            raise ExpressionError(message, "Write «for row in list», with one name.", "template.statement")
        name, source = parsed.target.name, tag.inner.partition(" in ")[2]
        if name.startswith("_"):
            raise ExpressionError(f"«{name}» cannot be the name of an item.", "Take another.", "template.statement")
        try:
            node, type_ = self.compiled(parsed.iter, names, tag)
            if type_.kind not in {"list", "any"}:
                raise ExpressionError(f"«{source}» is no list.", "Name a list field.", "expr.type")
        except ExpressionError as error:
            self._report(tag, error, names)
            node, type_ = ["lit", []], t.ANY
        return name, node, type_.item or t.ANY, names, cast("jn.Expr | None", parsed.test)


def _statement(tag: Tag, closing: str) -> jn.Node:
    """Jinja's own reading of a statement."""
    try:
        parsed = _ENVIRONMENT.parse("{% " + straighten(tag.inner) + " %}" + closing)
    except (jinja2.TemplateSyntaxError, RecursionError):
        word = word_of(tag)
        examples = {"for": "for row in list", "macro": "macro name(a, b)", "with": "with name = value"}
        mend = f"Write «{examples.get(word, 'set name = value')}»."
        raise ExpressionError(f"«{tag.inner}» cannot be read.", mend, "template.statement") from None
    return parsed.body[0]


def _misplaced(level: str) -> ExpressionError:
    if level == "block":
        return ExpressionError("whole paragraphs cannot stand in a line.", "Write «{{p … }}».", "template.level")
    mend = "Write «{{ … }}» for text, «{{r … }}» for runs, «{{p … }}» for paragraphs."
    return ExpressionError("this cannot stand here.", mend, "template.level")


def _size(node: Any) -> int:
    return 1 + sum(_size(part) for part in node) if isinstance(node, list) else 1
