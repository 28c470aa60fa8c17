"""The application with all its content, and programs that ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from aryz.content import Content
from aryz.searching import searcher_of
from aryz.web import create_app


@pytest.fixture(scope="session")
def app(content: Content) -> Iterator[Starlette]:
    with searcher_of(content.project) as searcher:
        yield create_app(content.project, content.programs, searcher=searcher, content=content)


@pytest.fixture(scope="session")
def client(app: Starlette) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1") as made:
        yield made
