"""Build time: a DOCX with docxtpl's tags becomes a compiled template: nested lists that any runtime can follow.

Compiled once and by tree, rendered many times with string joining alone. docs/templates.md tells lawyers what may
stand in a template; docs/plan.md describes the result.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from aryz.diagnostics import Findings, Place
from aryz.documents.clean import Paper, clean
from aryz.documents.tags import MARKER, Tag, mark_tags, plain_paragraphs
from aryz.plan import types as t
from aryz.plan.errors import ExpressionError
from aryz.plan.parse import Scope, compile_condition, compile_expression, compile_output, paths_of
from aryz.plan.vocabulary import Vocabulary

Body = list[Any]
MOST_BYTES = 50_000_000  # of a paper unpacked
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_ELEMENT = re.compile(r"<(/?)([A-Za-z][^\s/>]*)[^>]*?(/?)>")
_LOOP = t.struct(index=t.INTEGER, first=t.BOOL, last=t.BOOL)
_FOR = re.compile(r"^for\s+([A-Za-z][A-Za-z0-9_]*)\s+in\s+(.+)$", re.DOTALL)


@dataclass(frozen=True)
class Variable:
    """A path that a template uses, and where."""

    path: str
    place: Place
    around: str = ""  # the words of the paragraph


@dataclass
class CompiledTemplate:
    """`parts`: bodies of the XML parts with tags, by zip name; `fixed`: the other entries, deflated, as
    [name, CRC-32, size, base64]; `fixed_id`: their digest, under which the plan shares them.
    """

    parts: dict[str, Body] = field(default_factory=dict)
    fixed: list[list[Any]] = field(default_factory=list)
    fixed_id: str = ""
    variables: list[Variable] = field(default_factory=list)


def compile_template(
    path: Path, scope: Scope, vocabulary: Vocabulary, findings: Findings, paper: Paper | None = None
) -> CompiledTemplate | None:
    """Compile a template; None when the file cannot be read. All problems go to `findings`.

    paper: what the finished file shall tell about itself, without any traces of its making; None = the file as it is.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                findings.add(
                    "template.large", Place(path), "the file is too large for a paper.", "Make pictures smaller."
                )
                return None
            entries = [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    except FileNotFoundError:
        mend = "Make it in Word and save it under this name."
        findings.add("template.missing", Place(path), "the template is missing.", mend)
        return None
    except (zipfile.BadZipFile, OSError, zlib.error, NotImplementedError, RuntimeError, ValueError):
        findings.add("template.broken", Place(path), "this is no DOCX file.", "Save it in Word as .docx.")
        return None
    if "word/document.xml" not in {name for name, _ in entries}:
        findings.add(
            "template.broken", Place(path), "there is no Word document in this file.", "Save it in Word as .docx."
        )
        return None
    if paper is not None:
        entries = list(clean(dict(entries), paper).items())
    made = CompiledTemplate()
    for name, data in entries:
        body = _part(path, name, data, scope, vocabulary, findings, made) if _PARTS.match(name) else None
        if name == "docProps/core.xml" and paper is not None:
            body = [data.decode()]  # constant, but apart from what the papers of a plan share
        if body is None:
            made.fixed.append([name, zlib.crc32(data), len(data), _deflated(data)])
        else:
            made.parts[name] = body
    digest = hashlib.sha256("".join(f"{e[0]}:{e[1]}:{e[2]};" for e in made.fixed).encode())
    made.fixed_id = digest.hexdigest()[:16]
    return made


def _deflated(data: bytes) -> str:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(deflate.compress(data) + deflate.flush()).decode("ascii")


def _part(
    path: Path,
    name: str,
    data: bytes,
    scope: Scope,
    vocabulary: Vocabulary,
    findings: Findings,
    made: CompiledTemplate,
) -> Body | None:
    """The body of a part, or None when it has no tags and stays as it is."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        findings.add(
            "template.broken", Place(path, 0, name), f"the XML is broken: {error.msg}", "Save it anew in Word."
        )
        return None
    for number, text in plain_paragraphs(root):
        for hand in vocabulary.handwritten(text):
            place = _place(path, number, " ".join(text.split())[:80])
            findings.add("cite.by-hand", place, hand.message(), hand.mend('{{ cite("', '") }}'))
    tags, problems = mark_tags(root)
    for problem in problems:
        place = _place(path, problem.paragraph, problem.around)
        findings.add(problem.code, place, problem.message, problem.mend)
    if not tags and name != "word/document.xml":
        return None
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True).decode("utf-8")
    return _Builder(path, tags, scope, vocabulary, findings, made).build(xml)


def _place(path: Path, paragraph: int, around: str) -> Place:
    return Place(path, 0, f"paragraph {paragraph}: «{around}»")


@dataclass
class _Block:
    """An open `if` or `for`: `bodies` collects what stands inside, `chain` the XML elements open where it began."""

    tag: Tag | None
    chain: list[str]
    scope: Scope
    body: Body
    node: Body = field(default_factory=list)


class _Builder:
    """Goes through the text of a part once, from marker to marker, with a stack of open blocks."""

    def __init__(
        self,
        path: Path,
        tags: list[Tag],
        scope: Scope,
        vocabulary: Vocabulary,
        findings: Findings,
        made: CompiledTemplate,
    ):
        self.path, self.tags, self.vocabulary, self.findings, self.made = path, tags, vocabulary, findings, made
        self.chain: list[str] = []
        self.stack = [_Block(None, [], scope, [])]
        self.trim = False

    def build(self, xml: str) -> Body:
        pieces = MARKER.split(xml)
        for index, piece in enumerate(pieces):
            if index % 2:
                self._tag(self.tags[int(piece)])
            else:
                self._text(piece)
        while len(self.stack) > 1:
            open_tag = self.stack.pop().tag
            assert open_tag is not None
            word = "endfor" if open_tag.inner.startswith("for") else "endif"
            self._problem(open_tag, "template.block", f"«{open_tag.inner}» is never closed.", f"Add «{{% {word} %}}».")
        return self.stack[0].body

    def _text(self, piece: str) -> None:
        if self.trim:
            piece, self.trim = piece.lstrip(), False
        if piece:
            self.stack[-1].body.append(piece)
        for closing, name, empty in _ELEMENT.findall(piece):
            if closing:
                if self.chain:
                    self.chain.pop()
            elif not empty:
                self.chain.append(name)

    def _tag(self, tag: Tag) -> None:
        body = self.stack[-1].body
        if tag.trim_before and body and isinstance(body[-1], str):
            body[-1] = body[-1].rstrip()
        self.trim = tag.trim_after
        if tag.scope == "r":
            mend = "Use «{{ … }}»; bold and italics come from the run the tag stands in."
            self._problem(tag, "template.rich-text", "rich text («{{r», «{%r») is not taken.", mend)
            return
        self.vocabulary.spot = _place(self.path, tag.paragraph, tag.around)
        try:
            if tag.kind == "output":
                body.append(["out", self._used(compile_output(tag.inner, self.stack[-1].scope, self.vocabulary), tag)])
            elif tag.kind == "statement":
                self._statement(tag)
        except ExpressionError as error:
            code = "template.unknown-variable" if error.code == "expr.unknown-name" else error.code
            self._problem(tag, code, error.message, error.mend)
        finally:
            self.vocabulary.spot = None

    def _statement(self, tag: Tag) -> None:
        word = tag.inner.split(None, 1)[0] if tag.inner else ""
        rest = tag.inner[len(word) :].strip()
        if word == "if":
            self._open(tag, ["if", [], []])
            self._branch(tag, rest)
        elif word in {"elif", "else"} and self._inside("if", tag):
            self._level(tag)
            self._branch(tag, rest if word == "elif" else None)
        elif word == "for":
            self._for(tag)
        elif word in {"endif", "endfor"} and self._inside(word[3:], tag):
            self._level(tag)
            self.stack.pop()
        elif word not in {"elif", "else", "endif", "endfor"}:
            mend = "Statements are: if, elif, else, endif, for … in, endfor."
            self._problem(tag, "template.statement", f"«{word}» is not known.", mend)

    def _open(self, tag: Tag, node: Body) -> None:
        parent = self.stack[-1]
        parent.body.append(node)
        self.stack.append(_Block(tag, list(self.chain), parent.scope, [], node))

    def _branch(self, tag: Tag, condition: str | None) -> None:
        block = self.stack[-1]
        block.body = []
        if condition is None:
            block.node[2] = block.body
            return
        branch: Body = [["lit", True], block.body]
        block.node[1].append(branch)
        branch[0] = self._used(compile_condition(condition, block.scope, self.vocabulary), tag)

    def _for(self, tag: Tag) -> None:
        match = _FOR.match(tag.inner)
        node: Body = ["for", "item", ["lit", []], []]
        self._open(tag, node)
        block = self.stack[-1]
        block.body = node[3]
        if not match:
            raise ExpressionError(f"«{tag.inner}» cannot be read.", "Write «for row in list».", "template.statement")
        name = match.group(1)
        block.scope = block.scope.with_local(name, t.ANY).with_local("loop", _LOOP)
        made, type_ = compile_expression(match.group(2), self.stack[-2].scope, self.vocabulary)
        if type_.kind != "list":
            raise ExpressionError(f"«{match.group(2)}» is no list.", "Name a list field.", "expr.type")
        block.scope = block.scope.with_local(name, type_.item or t.ANY)
        node[1], node[2] = name, self._used(made, tag)

    def _inside(self, word: str, tag: Tag) -> bool:
        opened = self.stack[-1].tag
        if opened is not None and opened.inner.startswith(word):
            return True
        if opened is None:
            self._problem(tag, "template.block", f"«{tag.inner}» closes nothing.", f"Add «{{% {word} … %}}» before it.")
        else:
            message = f"«{tag.inner}» stands inside «{opened.inner}» of paragraph {opened.paragraph}."
            self._problem(tag, "template.block", message, "Close the inner block first.")
        return False

    def _level(self, tag: Tag) -> None:
        """Both ends of a block must lie in the same kind of element, else the paper's XML would break."""
        block = self.stack[-1]
        assert block.tag is not None
        if block.chain != self.chain:
            message = f"the block that begins in paragraph {block.tag.paragraph} ends in another kind of place."
            mend = "Let both tags stand in text, or both alone in a paragraph with «{%p», or both in rows with «{%tr»."
            self._problem(tag, "template.level", message, mend)
            block.chain = list(self.chain)

    def _used(self, node: Body, tag: Tag) -> Body:
        place = _place(self.path, tag.paragraph, tag.around)
        for path in paths_of(node):
            self.made.variables.append(Variable(path, place, tag.around))
        return node

    def _problem(self, tag: Tag, code: str, message: str, mend: str) -> None:
        self.findings.add(code, _place(self.path, tag.paragraph, tag.around), message, mend)
