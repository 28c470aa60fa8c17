"""The second engine builds the same pages (all of them: make engines)."""

from __future__ import annotations

from pathlib import Path

import pytest

from aryz.content import load_content
from tests.engines import differences
from tests.small_site import rendered, small_project, written


@pytest.mark.long
def test_properdocs_makes_the_pages_that_mkdocs_makes(tmp_path: Path) -> None:
    content = load_content(small_project(tmp_path / "project"))
    (config,) = written(content, tmp_path, ["kk"], articles=1)
    site = rendered(content, tmp_path, ["kk"])
    assert len(list(site.rglob("index.html"))) > 100
    assert differences(config, site / "kk", tmp_path / "other") == []

    (tmp_path / "source" / "kk" / "unpaid-wages.md").write_text("# Other\n", encoding="utf-8")
    assert differences(config, site / "kk", tmp_path / "other") == ["unpaid-wages/index.html differs"]
