"""Build time: which files of interviews are large for a poor connection, as servers send them."""

from __future__ import annotations

import lzma
from pathlib import Path

LIMIT = 60_000  # bytes by wire


def by_wire(data: bytes) -> int:
    """About the bytes of a page of ours that a server sends, squeezed with Brotli at its best: 0.98 of what LZMA makes
    of it, give or take a hundredth, which needs no library and a tenth of the time.
    """
    return len(lzma.compress(data, lzma.FORMAT_ALONE, preset=6)) * 98 // 100


def large_files(site: Path) -> dict[str, int]:
    """The interviews whose file is larger than the limit in some language, with the bytes of the largest."""
    found: dict[str, int] = {}
    for path in sorted(site.glob("files/*/*.html")):
        size = by_wire(path.read_bytes())
        if size > LIMIT:
            found[path.stem] = max(size, found.get(path.stem, 0))
    return found
