"""The English pages of the site, taken along in tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aryz.kb.takealong import Edition
from aryz.project import Project
from tests.browser.served import NOW, Served, edition


@pytest.fixture(scope="session")
def english(project: Project, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English pages of the built site, made today."""
    return edition(project, site, tmp_path_factory.mktemp("edition") / "en", "en", Edition(NOW))


@pytest.fixture
def served(english: Path) -> Iterator[Served]:
    made = Served(english).start()
    yield made
    made.cut()


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    yield context.new_page()
    context.close()
