"""The scripts written by hand, by TypeScript's rules; and what the browser's policy would refuse stands in none."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from aryz.browser.onefile import page_script
from aryz.browser.twin import TWIN
from tests.conftest import ROOT

COMPILER = ROOT / "build" / "types" / "node_modules" / "typescript" / "bin" / "tsc"
fetched = pytest.mark.skipif(not COMPILER.exists(), reason="TypeScript is not there: `sh tools/types.sh` fetches it")


@fetched
def test_the_types_of_the_scripts_hold() -> None:
    command = ["node", str(COMPILER), "-p", str(TWIN / "jsconfig.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@fetched
def test_no_name_is_unknown_in_what_is_made_from_python(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(page_script(), encoding="utf-8")
    options = ["--allowJs", "--checkJs", "--noEmit", "--target", "es2022", "--lib", "es2022,dom,dom.iterable"]
    command = ["node", str(COMPILER), *options, str(tmp_path / "page.js")]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert [line for line in told.splitlines() if "Cannot find name" in line] == []


def test_no_text_is_run_as_code_and_none_is_put_into_the_page_as_markup() -> None:
    script = page_script()
    assert re.findall(r"\beval\(|\bnew Function\b|innerHTML|insertAdjacentHTML|document\.write", script) == []
    assert (
        re.findall(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|localStorage|sessionStorage|indexedDB", script) == []
    )
