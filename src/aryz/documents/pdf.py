"""Papers as PDF by LibreOffice, where it is installed. DOCX is the paper; PDF is a convenience.

LibreOffice needs seconds to start and a fraction of one for a paper, so many papers are converted in one start.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from aryz.diagnostics import AryzError

TIMEOUT = 120  # seconds; the first start of LibreOffice on a slow machine takes ten
EACH = 10  # seconds more for each paper
AT_ONCE = 200  # papers in one start: command lines have an end


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


def needed_office() -> str:
    """The program that converts; raises AryzError where LibreOffice is not installed."""
    office = find_office()
    if office is None:
        raise AryzError("PDF needs LibreOffice, and it was not found. Install it, or ask for docx and txt only.")
    return office


def to_pdf(docx: bytes) -> bytes:
    """Convert a paper; raises AryzError when LibreOffice is missing or fails. Leaves no file behind."""
    return to_pdfs([docx])[0]


def to_pdfs(papers: Sequence[bytes], timeout: int = TIMEOUT) -> list[bytes]:
    """Convert papers in the order given; raises AryzError when LibreOffice is missing or fails. Leaves no file behind.

    timeout: seconds for a start; each paper has some more.
    """
    office = needed_office() if papers else ""
    made: list[bytes] = []
    for at in range(0, len(papers), AT_ONCE):
        some = papers[at : at + AT_ONCE]
        with tempfile.TemporaryDirectory(prefix="aryz-pdf-") as folder:
            made += _convert(office, Path(folder), some, timeout + EACH * (len(some) - 1))
    return made


def _convert(office: str, folder: Path, papers: Sequence[bytes], timeout: int) -> list[bytes]:
    sources = [folder / f"{number:04d}.docx" for number in range(len(papers))]
    for source, docx in zip(sources, papers, strict=True):
        source.write_bytes(docx)
    profile = (
        f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # its own, so that an open Writer is no hindrance
    )
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    try:
        # no shell; names of files are numbers of ours; LibreOffice runs no macros of a file it converts
        done = subprocess.run(command, capture_output=True, timeout=timeout, check=False)  # nosec B603
    except subprocess.TimeoutExpired:
        raise AryzError(f"LibreOffice did not finish within {timeout} seconds.") from None
    made = [source.with_suffix(".pdf") for source in sources]
    lacking = sum(not path.is_file() for path in made)
    if lacking:
        raise AryzError(f"LibreOffice could not make {lacking} of {len(made)} PDFs (exit code {done.returncode}).")
    return [path.read_bytes() for path in made]
