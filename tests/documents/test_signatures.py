"""A signature never stands alone on a page: in the papers of all cases the line before it keeps with it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from aryz.content import Content
from tests.conftest import ROOT
from tests.twin.dice import own_cases

INTERVIEWS = sorted(path.name.removesuffix(".cases.yml") for path in (ROOT / "interviews").glob("*.cases.yml"))


def loose(paper: bytes) -> Iterator[str]:
    """The lines before a signature that may stay on the page before."""
    document = docx.Document(io.BytesIO(paper))
    for table in document.tables:
        line = table._tbl.getprevious()
        if _signed(table) and line is not None and line.tag == qn("w:p"):
            before = Paragraph(line, document._body)
            if not before.paragraph_format.keep_with_next:
                yield before.text


def _signed(table: Table) -> bool:
    return any(cell.text.startswith("____________ ") for row in table.rows for cell in row.cells)


@pytest.mark.parametrize("interview", INTERVIEWS)
def test_the_line_before_a_signature_keeps_with_it(content: Content, interview: str) -> None:
    program = content.program(interview)
    for today, answers in own_cases(program, ROOT, content.project.interface):
        turn = program.evaluate(answers, today, "ru")
        for document in turn.documents if not turn.missing else []:
            for language in program.plan["document_languages"]:
                paper = program.template(document, language).render_docx(turn.environment(language))
                assert list(loose(paper)) == [], (document, language, today)
