"""What a test tries in many languages or cases: some in each run, all of them by `make long`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def some(values: Iterable[Any], *kept: Any) -> list[Any]:
    """The values for `parametrize`, of which each run takes those in `kept`."""
    long = pytest.mark.long
    return [
        one if one in kept else pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=long) for one in values
    ]
