"""Build time: what tags bring into a paper's file: pictures, links, and other templates.

Files are found beside the template, or under `templates/` as `<name>/<language>.docx`; never outside that folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from aryz.diagnostics import Findings
from aryz.documents.archive import RefusedError, W, check_part, open_docx, parse
from aryz.documents.blocks import Item, Reader
from aryz.documents.layout import lay_out
from aryz.documents.package import Package, read_picture
from aryz.documents.subdoc import adopt
from aryz.documents.tags import Tag, TagProblem, fragment, mark_tags, plain_paragraphs
from aryz.plan.errors import ExpressionError, nearest

if TYPE_CHECKING:
    from aryz.documents.body import Builder
    from aryz.documents.names import Body, Names

MOST_INCLUDED = 5  # templates in templates
CLAUSES = "clauses"  # the folder, among those of papers, of what several papers share
_NUMBER = re.compile(r'<w:numId w:val="([0-9]+)"/>')


class Bring:
    """Brings things into one part of a file."""

    def __init__(
        self,
        path: Path,
        part: str,
        root: etree._Element,
        package: Package,
        problem: Callable[[Tag, str, str, str], None],
    ):
        self.path, self.part, self.root, self.package, self.problem = path, part, root, package, problem
        self.open: list[Path] = [path.resolve()]
        self.included_files: set[Path] = set()
        self.first_picture = 50 * sorted(package.entries).index(part) % 450 if part != "word/document.xml" else 0

    def link(self, url: str) -> str:
        return self.package.relate(self.part, "hyperlink", url, external=True)

    def picture(self, name: str) -> tuple[str, str, tuple[int, int]]:
        """The relationship of a picture, its file's name, its width and height in dots."""
        path = self._file(name, "picture")
        data, ending, wide, high = read_picture(path)
        return self.package.picture(self.part, data, ending), path.name, (wide, high)

    def style(self, name: str) -> str:
        """The id of a paragraph style, by its id or name."""
        root = parse(self.package.entries.get("word/styles.xml", b"<none/>"))
        known = {}
        for style in root.iter(f"{W}style"):
            if style.get(f"{W}type") == "paragraph":
                identity, label = style.get(f"{W}styleId") or "", style.find(f"{W}name")
                known[identity] = identity
                if label is not None:
                    known[(label.get(f"{W}val") or identity).lower()] = identity
        found = known.get(name) or known.get(name.lower())
        if found is None:
            mend = nearest(name, known) or "Make the style in Word."
            raise ExpressionError(f"the template has no paragraph style «{name}».", mend, "expr.arguments")
        return found

    def _file(self, name: str, what: str) -> Path:
        folder = self.path.parent
        root = folder.parent.resolve()
        path = (folder / name if "." in Path(name).name else folder.parent / name / self.path.name).resolve()
        if not path.is_relative_to(root) or name.startswith(("/", "~")) or "\\" in name:
            message = f"the {what} «{name}» lies outside the folder of templates."
            raise RefusedError("template.outside", message, f"Put it beside {self.path.name}.")
        return path

    def clause(self, name: str) -> str:
        """The name of a clause as a template's name; raises ExpressionError where there is none of the language."""
        root = self.path.parent.parent / CLAUSES
        known = sorted(file.parent.name for file in root.glob(f"*/{self.path.name}"))
        if name not in known:
            mend = nearest(name, known) or f"There are: {', '.join(known) or 'none'}."
            message = f"there is no clause «{CLAUSES}/{name}/{self.path.name}»."
            raise ExpressionError(message, mend, "template.missing")
        return f"{CLAUSES}/{name}"

    def included(self, name: str, builder: Builder, names: Names, tag: Tag) -> Body:
        """The body of another template, compiled with the names of this one. Its numbered paragraphs go on with the
        list of the paragraph that the tag stands in, if that is numbered.
        """
        path = self._file(name, "template")
        if path in self.open or len(self.open) > MOST_INCLUDED:
            message = f"«{name}» is included in itself, or too deep."
            raise RefusedError("template.too-deep", message, "Include each paper once.")
        found = Findings()
        entries = open_docx(path, found)
        if entries is None:
            first = found.problems[0]
            raise RefusedError(first.code, f"«{name}»: {first.message}", first.mend)
        self.included_files.add(path)
        root = parse(entries["word/document.xml"])
        check_part(root)
        number = _NUMBER.search(tag.par)
        adopt(root, entries, self.package, self.part, number[1] if number else "")
        for at, text in plain_paragraphs(root):
            for hand in builder.vocabulary.handwritten(text):
                mend = hand.mend('{{ cite("', '") }}')
                self._said(TagProblem("cite.by-hand", at, " ".join(text.split())[:80], hand.message(), mend), path)
        items = self._items(root, path)
        self.open.append(path)
        try:
            return builder.items(items, names)[0]
        finally:
            self.open.pop()

    def _items(self, root: etree._Element, path: Path) -> list[Item]:
        marked = mark_tags(root)
        lay_out(marked, repeated=True)
        for problem in marked.problems:
            self._said(problem, path)
        user = f"{self.path.parent.name}/{self.path.name}"
        marked.tags = [replace(tag, file=path, user=user) for tag in marked.tags]
        body = root.find(f"{W}body")
        assert body is not None
        xml = body.text or ""
        for child in body:
            xml += ("" if child.tag == f"{W}sectPr" else fragment(child, self.root)) + (child.tail or "")

        return Reader(marked.tags, self.problem).read(xml)

    def _said(self, problem: TagProblem, path: Path) -> None:
        """What is wrong with an included file whichever paper uses it: said without the user, and so once."""
        tag = Tag("output", "", "", problem.paragraph, problem.around, file=path)
        self.problem(tag, problem.code, problem.message, problem.mend)
