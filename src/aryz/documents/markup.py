"""Build time: what a tag prints: an expression, or markup that stands for runs, paragraphs, pictures, whole papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes as jn

from aryz.documents.names import TEXT, Body, Macro, Markup, Names
from aryz.documents.rich import (
    PARAGRAPH_CALLS,
    RUN_CALLS,
    RUN_PROPERTIES,
    link,
    literals,
    picture_size,
    picture_xml,
    run_open,
)
from aryz.documents.tags import Tag
from aryz.plan.errors import ExpressionError, nearest
from aryz.plan.parse import compile_parsed
from aryz.plan.printed import as_text
from aryz.plan.source import parse_expression

if TYPE_CHECKING:
    from aryz.documents.body import Builder

_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(13, 32), 127, 65534, 65535, *range(55296, 57344)])
_ESCAPES = {**_CONTROL, ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_BREAKS = {ord("\n"): f"</w:t><w:br/>{TEXT}", ord("\t"): f"</w:t><w:tab/>{TEXT}"}
_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_BRINGS = {"clause", "include_docx_template", "subdoc", "image", "InlineImage", "page_break"}
_FONT = {"bold", "italic", "underline"}


class MarkupMaker:
    """Makes markup for a builder."""

    def __init__(self, builder: Builder):
        self.builder = builder

    def output(self, tag: Tag, names: Names) -> Markup:
        """What `{{ … }}` prints."""
        parsed = parse_expression(tag.inner)
        made = self.markup(parsed, names, tag)
        return made if made is not None else self._expression(parsed, names, tag)

    def plain(self, body: Body) -> Body:
        """Text for a place that takes no elements, such as a title: in one line."""
        return [["out", ["filter", "single_paragraph", _string(part[1]), []]] if part[0] == "out" else part
                for part in map(_without_breaks, body)]  # fmt: skip

    def markup(self, node: jn.Node, names: Names, tag: Tag) -> Markup | None:
        """The markup that an expression stands for, or None where it is a plain value."""
        if isinstance(node, jn.Name):
            return names.markup.get(node.name)
        if isinstance(node, jn.Call) and isinstance(node.node, jn.Name):
            return self._call(node.node.name, node, names, tag)
        if isinstance(node, jn.Filter) and node.name in _FONT and node.node is not None:
            return self._run({node.name: True}, node.node, names, tag)
        if isinstance(node, jn.Add):
            return self._joined([node.left, node.right], names, tag)
        if isinstance(node, jn.Concat):
            return self._joined(node.nodes, names, tag)
        if isinstance(node, jn.CondExpr):
            return self._either(node, names, tag)
        return None

    def _expression(self, node: jn.Node, names: Names, tag: Tag) -> Markup:
        made, type_ = compile_parsed(node, names.scope, self.builder.vocabulary)
        made = as_text(made, type_, tag.inner)
        self.builder._use(made, tag)
        if _breaks(made) and (made[0] != "lit" or tag.closed):
            message = "a new paragraph or page («\\a», «\\f») cannot begin here."
            raise ExpressionError(message, "Write it in a tag of its own: «{{ '\\f' }}».", "template.level")
        if made[0] == "lit":
            return Markup("text", [_literal(made[1], tag)])
        return Markup("text", [["out", made]])

    def _joined(self, sides: list[Any], names: Names, tag: Tag) -> Markup | None:
        made = [self.markup(side, names, tag) for side in sides]
        if not any(made):
            return None
        all_made = [m or self._expression(side, names, tag) for m, side in zip(made, sides, strict=True)]
        level = next(m.level for m in made if m is not None)
        return Markup(level, [part for m in all_made for part in self._fitting(m, level, tag)])

    def _either(self, node: jn.CondExpr, names: Names, tag: Tag) -> Markup | None:
        then = self.markup(node.expr1, names, tag)
        other = self.markup(node.expr2, names, tag) if node.expr2 is not None else None
        if then is None and other is None:
            return None
        level = (then or other or Markup("text", [])).level
        bodies: list[Body] = []
        for side, markup in ((node.expr1, then), (node.expr2, other)):
            made = markup or (self._expression(side, names, tag) if side is not None else Markup(level, []))
            bodies.append(self._fitting(made, level, tag))
        condition, type_ = self.builder.compiled(node.test, names, tag)
        if type_.kind not in {"bool", "any"}:
            raise ExpressionError("the condition must be yes or no.", "Compare it with something.", "expr.type")
        return Markup(level, [["if", [[condition, bodies[0]]], bodies[1]]])

    def _fitting(self, markup: Markup, level: str, tag: Tag) -> Body:
        made = markup.at(level, tag)
        if made is None:
            raise ExpressionError(
                "text and whole paragraphs cannot be put together.", "Write two tags.", "template.level"
            )
        return made

    # calls

    def _call(self, name: str, node: jn.Call, names: Names, tag: Tag) -> Markup | None:
        if name in names.macros:
            return self._macro(name, names.macros[name], node, names, tag)
        if name in RUN_CALLS:
            if len(node.args) != 1:
                raise ExpressionError(f"«{name}» takes one text.", "Write «rich(text, bold=True)».", "expr.arguments")
            return self._run(literals(node, name, RUN_PROPERTIES), node.args[0], names, tag)
        if name in PARAGRAPH_CALLS:
            return self._paragraph(name, node, names, tag)
        if name in _BRINGS:
            return self._bring(name, node, names, tag)
        known = {*self.builder.vocabulary.functions, "cite", "tenge", "day", "range", "Listing"}
        mend = "" if name in known else nearest(name, [*names.macros, *RUN_CALLS, *PARAGRAPH_CALLS, *_BRINGS, *known])
        if mend:
            raise ExpressionError(f"there is no function «{name}».", mend, "expr.unknown-function")
        return None

    def _run(self, given: dict[str, Any], text: jn.Expr, names: Names, tag: Tag) -> Markup:
        inner = self.markup(text, names, tag)
        if inner is not None and inner.level != "text":
            mend = "Give the properties where the text stands: «rich(text, bold=True, italic=True)»."
            raise ExpressionError("rich text takes plain text.", mend, "expr.type")
        body = inner.body if inner is not None else self._expression(text, names, tag).body
        made: Body = [f"{run_open(given)}{TEXT}", *body, "</w:t></w:r>"]
        if given.get("url"):
            if _breaks_out(body):
                raise ExpressionError("a link ends in its paragraph.", "Write two tags.", "template.level")
            made = [link(given["url"], self.builder.bring.link), *made, "</w:hyperlink>"]
        return Markup("run", made)

    def _paragraph(self, name: str, node: jn.Call, names: Names, tag: Tag) -> Markup:
        given = literals(node, name, {"parastyle": str})
        if len(node.args) != 1:
            raise ExpressionError(f"«{name}» takes one text.", "Write «rich_paragraph(rich(…))».", "expr.arguments")
        inner = self.markup(node.args[0], names, tag) or self._expression(node.args[0], names, tag)
        style = given.get("parastyle")
        head = f'<w:p><w:pPr><w:pStyle w:val="{self.builder.bring.style(style)}"/></w:pPr>' if style else "<w:p>"
        plain = Markup("text", inner.body) if inner.level == "text" else inner
        runs = ["<w:r>" + TEXT, *plain.body, "</w:t></w:r>"] if plain.level == "text" else plain.body
        return Markup("block", [head, *runs, "</w:p>"])

    def _bring(self, name: str, node: jn.Call, names: Names, tag: Tag) -> Markup:
        if name == "page_break":
            return Markup("run", ['<w:r><w:br w:type="page"/></w:r>'])
        if len(node.args) != 1 or not isinstance(node.args[0], jn.Const) or not isinstance(node.args[0].value, str):
            message = f"«{name}» takes the name of a file, written out in the template."
            raise ExpressionError(message, f'Write «{name}("name", …)».', "expr.arguments")
        file = node.args[0].value
        if name in {"image", "InlineImage"}:
            given = literals(node, name, {"width": int, "height": int})
            relation, label, dots = self.builder.bring.picture(file)
            return Markup("run", picture_xml(relation, label, picture_size(dots, given), self.builder.number()))
        inner = names
        for keyword in node.kwargs:
            inner = self.builder.bind(keyword.key, keyword.value, names, inner, tag)
        bring = self.builder.bring
        file = bring.clause(file) if name == "clause" else file
        return Markup("block", bring.included(file, self.builder, inner, tag))

    def _macro(self, name: str, macro: Macro, node: jn.Call, names: Names, tag: Tag) -> Markup:
        builder = self.builder
        if name in builder.calls:
            message = f"the macro «{name}» calls itself."
            raise ExpressionError(message, "Loop over a list instead.", "template.too-deep")
        given = {k.key: k.value for k in node.kwargs}
        known = [parameter for parameter, _ in macro.parameters]
        if len(node.args) > len(known) or not set(given) <= set(known) or node.dyn_args or node.dyn_kwargs:
            mend = f"It takes: {', '.join(known) or 'nothing'}."
            raise ExpressionError(f"«{name}» is called with other arguments than it has.", mend, "expr.arguments")
        given |= dict(zip(known, node.args, strict=False))
        inner = macro.names
        for parameter, default in macro.parameters:
            value = given.get(parameter, default)
            if value is None:
                mend = f"Write «{name}({', '.join(known)})»."
                raise ExpressionError(f"«{name}» needs «{parameter}».", mend, "expr.arguments")
            inner = builder.bind(parameter, value, names if parameter in given else inner, inner, tag)
        builder.calls.append(name)
        builder.depth += 1
        try:
            body, _ = builder.items(macro.items, inner)
        finally:
            builder.calls.pop()
            builder.depth -= 1
        return Markup(macro.level, body)


def _string(node: Any) -> Any:
    return ["filter", "join", ["list", [node]], [["lit", ""]]]


def _breaks_out(body: Body) -> bool:
    return any(isinstance(part, str) and "</w:p>" in part for part in body)


def _breaks(node: Any) -> bool:
    """Whether a text of an expression begins a paragraph or a page."""
    if isinstance(node, list):
        return any(_breaks(part) for part in node)
    return isinstance(node, str) and ("\a" in node or "\f" in node)


def _without_breaks(part: Any) -> Any:
    if isinstance(part, str):
        return part.replace(_BREAKS[10], " ").replace(_BREAKS[9], " ")
    return part


def _literal(value: Any, tag: Tag) -> str:
    """A constant as it stands in the XML. `\\a` begins a paragraph and `\\f` a page, as docxtpl has it."""
    text = "" if value is None else str(value)
    if "\a" in text or "\f" in text:
        pieces = text.replace("\f", "\a\f\a").split("\a")
        close, reopen = "</w:t></w:r></w:p>", f"{tag.par}{tag.run}{TEXT}"
        made = _escaped(pieces[0])
        waiting = ""
        for piece in pieces[1:]:
            if piece == "\f":
                waiting = _PAGE
                continue
            made += close + waiting + reopen + _escaped(piece)
            waiting = ""
        return made
    return _escaped(text)


def _escaped(text: str) -> str:
    return text.translate({**_ESCAPES, **_BREAKS})
