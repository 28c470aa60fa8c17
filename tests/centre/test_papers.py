"""Notes and uploads: sealed, checked by content, limited."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from aryz.centre.errors import NotFound, Refused
from aryz.centre.filetypes import LARGEST, kind_of, safe_name
from tests.centre.conftest import Office, contents, form

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0....\xff\xd9"


def docx() -> bytes:
    made = io.BytesIO()
    Document().save(made)
    return made.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    """A Word file with one more part."""
    made = io.BytesIO(docx())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def test_papers_come_back_as_they_were(office: Office) -> None:
    papers, who = office.centre.papers, office.person("aigul")
    case = office.centre.cases.create(who, contents(), form()).id
    for name, data in (("a.pdf", PDF), ("b.jpeg", JPG), ("c.png", PNG), ("d.docx", docx())):
        papers.add_upload(who, case, name, data, form())
    listed = papers.uploads(who, case)
    assert [(one.name, one.kind) for one in listed] == [
        ("d.docx", "docx"),
        ("c.png", "png"),
        ("b.jpg", "jpg"),
        ("a.pdf", "pdf"),
    ]
    assert [papers.download(who, case, one.id)[1] for one in listed] == [docx(), PNG, JPG, PDF] or listed[0].size
    assert papers.download(who, case, listed[3].id) == (listed[3], PDF)
    assert office.centre.audit.rows()[0].what == "upload.open"


def test_notes_are_listed_newest_first_and_removed(office: Office) -> None:
    papers, who = office.centre.papers, office.person("aigul")
    case, other = (office.centre.cases.create(who, contents(), form()).id for _ in range(2))
    first = papers.add_note(who, case, " called 102 ", form())
    office.clock.wall -= 5000
    papers.add_note(who, case, "вернётся в пятницу", form())
    assert [one.text for one in papers.notes(who, case)] == ["вернётся в пятницу", "called 102"]
    with pytest.raises(NotFound):
        papers.remove(who, other, first, form())
    papers.remove(who, case, first, form())
    assert [one.text for one in papers.notes(who, case)] == ["вернётся в пятницу"]
    for wrong in ("", " \n ", "x" * 20_001):
        with pytest.raises(Refused):
            papers.add_note(who, case, wrong, form())


def test_a_paper_of_another_case_is_not_found(small_office: Office) -> None:
    papers, who = small_office.centre.papers, small_office.person("aigul")
    case, other = (small_office.centre.cases.create(who, contents(), form()).id for _ in range(2))
    upload = papers.add_upload(who, case, "a.pdf", PDF, form())
    with pytest.raises(NotFound):
        papers.download(who, other, upload)


@pytest.mark.parametrize(
    "data",
    [b"", b"<html><script>", b"MZ\x90", b"GIF89a", b"%PDF-1.7 cut off", PNG[:-8], JPG[:-2], b"PK\x03\x04 no zip",
     docx()[:-30], with_part("word/vbaProject.bin", b"x"), with_part("word/big.xml", b"0" * 100_000_001),
     b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ids=["empty", "html", "exe", "gif", "cut pdf", "cut png", "cut jpg", "no zip", "cut docx", "macros", "bomb", "svg"],
)  # fmt: skip
def test_what_is_no_paper_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as told:
        kind_of(data)
    assert told.value.key == "centre.upload.kind"


def test_too_large_and_too_many(small_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as told:
        kind_of(b"%PDF-" + b"0" * LARGEST + b"%%EOF")
    assert told.value.key == "centre.upload.large"
    papers, who = small_office.centre.papers, small_office.person("aigul")
    case = small_office.centre.cases.create(who, contents(), form()).id
    monkeypatch.setattr("aryz.centre.papers.MOST_BYTES", 2 * len(PDF))
    for _ in range(2):
        papers.add_upload(who, case, "a.pdf", PDF, form())
    with pytest.raises(Refused):
        papers.add_upload(who, case, "a.pdf", PDF, form())
    assert len(papers.uploads(who, case)) == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\договор.PDF", "договор.pdf"),
        ("a\u202egpj.exe", "agpj.exe.pdf"),
        ("", "paper.pdf"),
        ("...", "paper.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("x" * 300, "x" * 100 + ".pdf"),
    ],
)
def test_names_of_files(given: str, kept: str) -> None:
    assert safe_name(given, "pdf") == kept
