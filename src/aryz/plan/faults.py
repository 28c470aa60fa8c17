"""What can be wrong with an answer, as a key and its parameters: each face (web, terminal, browser) words it itself.

The texts are `fault.<key>` in `kb/interface/<language>.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """`key` such as `date.unreal`; `params` fill the {names} of its text."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


class FaultError(Exception):
    """Raised by a function of the plan that cannot give an honest result, such as a day outside a table."""

    def __init__(self, key: str, **params: Any):
        self.fault = Fault(key, params)
        super().__init__(f"{key} {params}")
