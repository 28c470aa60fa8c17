"""What tests of the arithmetic share: the tables that the real data make."""

from __future__ import annotations

from typing import Any

from aryz.content import load_law
from aryz.project import find_project
from tests.conftest import ROOT

TABLES: dict[str, Any] = load_law(find_project(ROOT))[1].tables
CALENDAR = TABLES["calendar"]
