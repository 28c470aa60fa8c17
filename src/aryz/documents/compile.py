"""Build time: a DOCX with docxtpl's tags becomes a compiled template: nested lists that any runtime can follow.

Compiled once and by tree, rendered many times with string joining alone. docs/templates.md tells lawyers what may
stand in a template; docs/plan.md describes the result. The way: `archive` opens the file, `tags` marks the tags,
`layout` does what they ask of paragraphs and tables, `blocks` finds what closes what, `body` compiles.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from aryz.diagnostics import Findings, Place
from aryz.documents.archive import RefusedError, check_part, open_docx, parse
from aryz.documents.binding import bind
from aryz.documents.blocks import Reader
from aryz.documents.body import Builder, Report
from aryz.documents.bring import Bring
from aryz.documents.clean import Paper, clean
from aryz.documents.layout import lay_out
from aryz.documents.lean import lean
from aryz.documents.names import Names
from aryz.documents.package import Package
from aryz.documents.tags import Marked, Tag, mark_plain, mark_tags, plain_paragraphs, stray
from aryz.plan.parse import Scope
from aryz.plan.vocabulary import Vocabulary

Body = list[Any]
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_CHARTS = re.compile(r"word/(charts|diagrams|glossary)/")
_CORE = "docProps/core.xml"


@dataclass(frozen=True)
class Variable:
    """A path that a template uses, and where."""

    path: str
    place: Place
    around: str = ""  # the words of the paragraph


@dataclass(frozen=True)
class Citation:
    """A citation that a template prints, and where."""

    ref: str
    place: Place | None


@dataclass
class CompiledTemplate:
    """`parts`: bodies of the XML parts with tags, by zip name; `fixed`: the other entries, deflated, as
    [name, CRC-32, size, base64]; `fixed_id`: their digest, under which the plan shares them.
    """

    parts: dict[str, Body] = field(default_factory=dict)
    fixed: list[list[Any]] = field(default_factory=list)
    fixed_id: str = ""
    variables: list[Variable] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    included: set[Path] = field(default_factory=set)  # files of clauses and other papers that it brings in


def compile_template(
    path: Path, scope: Scope, vocabulary: Vocabulary, findings: Findings, paper: Paper | None = None
) -> CompiledTemplate | None:
    """Compile a template; None when the file cannot be read. All problems go to `findings`.

    paper: what the finished file shall tell about itself, without any traces of its making, and with words bound that
    belong on one line; None = the file as it is.
    """
    entries = open_docx(path, findings)
    if entries is None:
        return None
    if paper is not None:
        entries = clean(entries, paper)
    made = CompiledTemplate()
    package = Package(entries)
    cite = vocabulary.cite
    if cite is not None:
        vocabulary.cite = _noting(cite, vocabulary, made)
    try:
        for name in list(entries):
            if _PARTS.match(name) or name == _CORE:
                body = _Part(path, name, package, scope, vocabulary, findings, made).compiled()
                if body is not None:
                    made.parts[name] = bind(body) if paper is not None and name != _CORE else body
                elif name == _CORE and paper is not None:
                    made.parts[name] = [entries[name].decode()]  # constant, but not what the papers of a plan share
    finally:
        vocabulary.cite = cite
    constant = package.entries if paper is None else lean(package.entries, _texts(made.parts))
    for name, data in constant.items():
        if name not in made.parts:
            if _CHARTS.match(name) and (b"{{" in data or b"{%" in data):
                message, mend = (
                    "a tag stands in a chart or diagram, where none is filled in.",
                    "Write it into the text.",
                )
                findings.add("template.tag", Place(path, 0, name), message, mend)
            made.fixed.append([name, zlib.crc32(data), len(data), _deflated(data)])
    digest = hashlib.sha256("".join(f"{e[0]}:{e[1]}:{e[2]};" for e in made.fixed).encode())
    made.fixed_id = digest.hexdigest()[:16]
    return made


def _noting(cite: Any, vocabulary: Vocabulary, made: CompiledTemplate) -> Any:
    """`cite`, with each citation noted."""

    def noted(ref: str, case: str) -> str:
        printed: str = cite(ref, case)
        made.citations.append(Citation(ref, vocabulary.spot))
        return printed

    return noted


def _texts(node: Any) -> str:
    """All text of compiled bodies."""
    if isinstance(node, str):
        return node
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return "".join(map(_texts, inner))


def _deflated(data: bytes) -> str:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(deflate.compress(data) + deflate.flush()).decode("ascii")


@dataclass
class _Part:
    """One part of a template on its way."""

    path: Path
    name: str
    package: Package
    scope: Scope
    vocabulary: Vocabulary
    findings: Findings
    made: CompiledTemplate

    def compiled(self) -> Body | None:
        """The body of the part, or None when it has no tags and stays as it is."""
        try:
            root = parse(self.package.entries[self.name])
            check_part(root)
            return self._body(root)
        except RefusedError as error:
            self.findings.add(error.code, Place(self.path, 0, self.name), error.message, error.mend)
        except RecursionError:
            message, mend = "the template is nested too deep.", "Take some tables or blocks out of each other."
            self.findings.add("template.too-deep", Place(self.path, 0, self.name), message, mend)
        return None

    def _body(self, root: etree._Element) -> Body | None:
        for number, text in plain_paragraphs(root):
            for hand in self.vocabulary.handwritten(text):
                place = self._place(number, " ".join(text.split())[:80])
                self.findings.add("cite.by-hand", place, hand.message(), hand.mend('{{ cite("', '") }}'))
        marked = mark_plain(root) if self.name == _CORE else mark_tags(root)
        if marked.tags and self.name != _CORE:
            lay_out(marked)
        stray(marked)
        for problem in marked.problems:
            place = self._place(problem.paragraph, problem.around)
            self.findings.add(problem.code, place, problem.message, problem.mend)
        if not marked.tags and self.name != "word/document.xml":
            return None
        return self._built(marked)

    def _built(self, marked: Marked) -> Body:
        xml = etree.tostring(marked.root, xml_declaration=True, encoding="UTF-8", standalone=True).decode("utf-8")
        items = Reader(marked.tags, self._problem).read(xml)
        bring = Bring(self.path, self.name, marked.root, self.package, self._problem)
        report = Report(self._problem, self._used, self._at)
        body, _ = Builder(self.vocabulary, report, bring).items(
            items, Names(self.scope, partial={"loop": "It belongs inside a «for»."})
        )
        self.made.included |= bring.included_files
        return _merged(body)

    def _place(self, paragraph: int, around: str) -> Place:
        where = f"paragraph {paragraph}: «{around}»" if paragraph else f"{self.name}: «{around}»"
        if paragraph and self.name != "word/document.xml":
            where = f"{self.name.removeprefix('word/').removesuffix('.xml')}, {where}"
        return Place(self.path, 0, where)

    def _problem(self, tag: Tag, code: str, message: str, mend: str) -> None:
        if not tag.echo:
            self.findings.add(code, self._of(tag), message, mend)

    def _of(self, tag: Tag) -> Place:
        """Where a tag stands: in this file, or in a clause and by whom the clause is used."""
        if tag.file is None:
            return self._place(tag.paragraph, tag.around)
        user = f", in {tag.user}" if tag.user else ""
        return Place(tag.file, 0, f"paragraph {tag.paragraph}: «{tag.around}»{user}")

    def _used(self, path: str, tag: Tag) -> None:
        self.made.variables.append(Variable(path, self._of(tag), tag.around))

    def _at(self, tag: Tag | None) -> None:
        self.vocabulary.spot = None if tag is None else self._of(tag)


def _merged(body: Body) -> Body:
    """The body with neighbouring texts joined."""
    made: Body = []
    for part in body:
        if isinstance(part, str):
            if made and isinstance(made[-1], str):
                made[-1] += part
            elif part:
                made.append(part)
        elif part[0] == "if":
            made.append(["if", [[condition, _merged(inner)] for condition, inner in part[1]], _merged(part[2])])
        elif part[0] == "for":
            made.append(["for", part[1], part[2], _merged(part[3])])
        else:
            made.append(part)
    return made
