"""The XML of Word files that people bring."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from aryz.diagnostics import AryzError
from aryz.documents.text import docx_text
from aryz.law.texts.readers import docx_lines

BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize("data", [BOMB.encode(), BOMB.encode("utf-16"), b"\xff\xfe<d/>", b"<d>"])
def test_entities_and_broken_parts_are_no_word_document(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", data)
    with pytest.raises(AryzError, match="Word"):
        docx_text(path)
    with pytest.raises(AryzError, match="Word"):
        list(docx_lines(path))
