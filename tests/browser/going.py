"""Presses that lead elsewhere, and are over when that is there: how soon a browser begins to go is nobody's promise."""

from __future__ import annotations

from typing import Any

# history.back() in a page that is one document: its own listener has shown the view before the one here is called
_BACK = """new Promise((done) => {
  addEventListener("popstate", () => done(true), { once: true });
  history.back();
})"""


def follow(page: Any, what: str) -> None:
    """Press a link, or a button that sends a form, and wait for the page that comes, with its scripts."""
    with page.expect_navigation():
        page.click(what)


def back(page: Any) -> None:
    """One view back in a file's page."""
    page.evaluate(_BACK)
