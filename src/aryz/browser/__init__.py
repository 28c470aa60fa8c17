"""What runs in the reader's browser, without a server."""

from pathlib import Path

from aryz.browser.bundle import law_bundle, reading_bundle, reading_parts

SCRIPTS = Path(__file__).parent / "static"

__all__ = ["SCRIPTS", "law_bundle", "reading_bundle", "reading_parts"]
