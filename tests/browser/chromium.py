"""Which browser the tests open: Chromium's headless shell where Debian's package is installed, else the whole Chromium.

Both are the same source. The shell has no windows, tabs or toolbars to make, which cost the whole Chromium most of the
processor's time of a page. What a person's browser adds to the engine, tests marked `whole` look at in the whole one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def quick() -> str:
    """The program for most tests."""
    return shutil.which("chromium-headless-shell") or whole()


def whole() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "The browser tests need Chromium: see tools/system-packages.sh"
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # as for all else that is waited for
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def whole_chromium(playwright: Any) -> Iterator[Any]:
    """Chromium as people have it."""
    opened = playwright.chromium.launch(executable_path=whole(), args=CHROMIUM_FLAGS)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def headless_shell(playwright: Any) -> Iterator[Any]:
    opened = playwright.chromium.launch(executable_path=quick(), args=CHROMIUM_FLAGS)
    yield opened
    opened.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Any:
    """The browser of a test: the quick one, or the whole one where the test is marked."""
    return request.getfixturevalue("whole_chromium" if request.node.get_closest_marker("whole") else "headless_shell")
