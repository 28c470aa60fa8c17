"""Cells of wide tables say which column they stand in, so that a phone can show each row as a list of named values.

An extension of Markdown, named in `mkdocs.yml`. The style that uses the names is in `kb/theme/assets/base.css`.
"""

from __future__ import annotations

# only the type of what Markdown hands over; nothing is parsed here
from xml.etree.ElementTree import Element  # nosec B405

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_WIDE = 3  # columns that a phone has no room for


class _Labels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            heads = ["".join(head.itertext()).strip() for head in table.iterfind("thead/tr/th")]
            if len(heads) < _WIDE:
                continue
            for row in table.iterfind("tbody/tr"):
                for head, cell in list(zip(heads, row.iterfind("td"), strict=False))[1:]:
                    cell.set("data-label", head)


class CellLabels(Extension):
    """`<td data-label="heading">` for every cell but the first of a row."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown names it
        md.treeprocessors.register(_Labels(md), "cell-labels", 1)  # after what makes markup of the cells' text


def makeExtension(**_: object) -> CellLabels:  # noqa: N802
    return CellLabels()
