"""What a file is, by what is in it and not by its name; and whether it may be kept."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

from aryz.centre.errors import Refused

LARGEST = 10_000_000  # bytes of one file
_UNPACKED = 100_000_000  # bytes of all parts of a docx
_PARTS = 2000
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def kind_of(data: bytes) -> str:
    """pdf, jpg, png or docx; raises Refused for anything else, and for what is too large."""
    if len(data) > LARGEST:
        raise Refused("centre.upload.large", f"The file is larger than {LARGEST // 1_000_000} MB.")
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return "pdf"
    if data.startswith(b"\xff\xd8\xff") and data.rstrip(b"\0").endswith(b"\xff\xd9"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n") and b"IEND" in data[-16:]:
        return "png"
    if data.startswith(b"PK\x03\x04") and _is_docx(data):
        return "docx"
    raise Refused("centre.upload.kind", "Only PDF, JPG, PNG and DOCX files are taken, and whole ones.")


def _is_docx(data: bytes) -> bool:
    """A Word file without macros, which does not unpack to far more than it seems."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    names = {part.filename.lower() for part in parts}
    small = len(parts) <= _PARTS and sum(part.file_size for part in parts) <= _UNPACKED
    macros = any(name.endswith(("vbaproject.bin", ".exe", ".dll")) for name in names)
    return small and not macros and {"[content_types].xml", "word/document.xml"} <= names


def safe_name(name: str, kind: str) -> str:
    """The file's name without folders and signs that mislead, ending as its kind does."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] not in "C" and sign not in '<>:"|?*')
    stem = re.sub(r"\.(pdf|jpe?g|png|docx)$", "", kept.strip(". "), flags=re.IGNORECASE).strip(". ")[:100]
    return f"{stem or 'paper'}.{kind}"
