"""What runs in the reader's browser, without a server."""

from aryz.browser.bundle import law_bundle

__all__ = ["law_bundle"]
