"""Papers as PDF by LibreOffice, where it is installed. DOCX is the paper; PDF is a convenience."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from aryz.diagnostics import AryzError

TIMEOUT = 120  # seconds; the first start of LibreOffice on a slow machine takes ten


def find_office() -> str | None:
    """The program that converts, or None."""
    known = (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
    )
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((path for path in known if Path(path).is_file()), None)


def to_pdf(docx: bytes, timeout: int = TIMEOUT) -> bytes:
    """Convert a paper; raises AryzError when LibreOffice is missing or fails. Leaves no file behind."""
    office = find_office()
    if office is None:
        raise AryzError("PDF needs LibreOffice, and it was not found. Install it, or ask for docx and txt only.")
    with tempfile.TemporaryDirectory(prefix="aryz-pdf-") as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(docx)
        profile = (Path(folder) / "profile").as_uri()
        command = [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
        ]
        try:
            done = subprocess.run([*command, str(source)], capture_output=True, timeout=timeout, check=False)
        except subprocess.TimeoutExpired:
            raise AryzError(f"LibreOffice did not finish within {timeout} seconds.") from None
        made = Path(folder) / "paper.pdf"
        if not made.is_file():
            raise AryzError(f"LibreOffice could not make the PDF (exit code {done.returncode}).")
        return made.read_bytes()
