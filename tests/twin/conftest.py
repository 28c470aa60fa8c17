"""The twin, started once for these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.twin.compare import Twin


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    made = Twin(tmp_path_factory.mktemp("twin"))
    yield made
    made.close()
