"""The scripts written by hand, by TypeScript's rules; and what the browser's policy would refuse stands in none."""

from __future__ import annotations

import re
import subprocess

import pytest

from aryz.browser.onefile import page_script
from aryz.browser.twin import TWIN
from tests.conftest import ROOT

COMPILER = ROOT / "build" / "types" / "node_modules" / "typescript" / "bin" / "tsc"


def test_the_types_of_the_scripts_hold() -> None:
    if not COMPILER.exists():
        pytest.skip("TypeScript is not there: `sh tools/types.sh` fetches it (`make test` does)")
    command = ["node", str(COMPILER), "-p", str(TWIN / "jsconfig.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_text_is_run_as_code_and_none_is_put_into_the_page_as_markup() -> None:
    script = page_script()
    assert re.findall(r"\beval\(|\bnew Function\b|innerHTML|insertAdjacentHTML|document\.write", script) == []
    assert (
        re.findall(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|localStorage|sessionStorage|indexedDB", script) == []
    )
