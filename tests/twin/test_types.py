"""The scripts written by hand, by TypeScript's rules; and what the browser's policy would refuse stands in none."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from aryz.browser.bundle import law_bundle
from aryz.browser.bundle import static as by_hand
from aryz.browser.onefile import page_script
from aryz.browser.twin import TWIN
from aryz.search.bundle import later_bundles, search_bundle
from tests.conftest import ROOT

COMPILER = ROOT / "build" / "types" / "node_modules" / "typescript" / "bin" / "tsc"
fetched = pytest.mark.skipif(not COMPILER.exists(), reason="TypeScript is not there: `sh tools/types.sh` fetches it")


@fetched
def test_the_types_of_the_scripts_hold() -> None:
    command = ["node", str(COMPILER), "-p", str(TWIN / "jsconfig.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_text_is_run_as_code_and_none_is_put_into_the_page_as_markup() -> None:
    script = page_script()
    assert re.findall(r"\beval\(|\bnew Function\b|innerHTML|insertAdjacentHTML|document\.write", script) == []
    assert re.findall(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|sessionStorage|\.cookie\b", script) == []
    store = (TWIN / "store.js").read_text(encoding="utf-8").rstrip()
    assert store in script
    assert re.findall(r"localStorage|indexedDB", script.replace(store, "")) == []  # one place keeps, and it is sealed


# features of the language and of browsers that are newer than docs/saved-cases.md says is needed
SERVED = "es2020"


def shipped() -> str:
    """Every script of files, of the site and of the server as one text."""
    site = [by_hand(f"aryz-{name}.js") for name in ("calc", "call", "offline", "texts")]
    worker = by_hand("age.js") + by_hand("sw.js")
    server = [path.read_text("utf-8") for path in sorted((TWIN.parents[1] / "office" / "static").glob("*.js"))]
    made = [page_script(), law_bundle({}), search_bundle("index"), *later_bundles().values()]
    return "\n".join(f"{{\n{one}\n}}" for one in [*made, *site, worker, *server])


@fetched
def test_the_scripts_ask_for_no_newer_browser_than_is_said_and_know_all_they_name(tmp_path: Path) -> None:
    page, script = tmp_path / "page.js", shipped()
    page.write_text(script, encoding="utf-8")
    out = {}
    for target in (SERVED, "esnext"):
        compiled("--noCheck", "--target", target, "--outDir", str(tmp_path / target), str(page))
        out[target] = (tmp_path / target / "page.js").read_text(encoding="utf-8")
    assert out[SERVED] == out["esnext"]  # nothing had to be written in older words
    told = compiled("--checkJs", "--noEmit", "--target", SERVED, "--lib", f"{SERVED},dom,dom.iterable", str(page))
    wrong = ("TS2550", "Change the 'lib'", "Cannot find name")
    lines = [line for line in told.splitlines() if "name 'aryz'." not in line]  # set by the script that loads shards
    assert [line for line in lines if any(one in line for one in wrong)] == []
    assert re.findall(r"\(\?<[=!]|/[a-z]*[dv][a-z]*\.(?:exec|test)", script) == []  # newer regular expressions


def compiled(*options: str) -> str:
    """What the compiler says of scripts."""
    command = ["node", str(COMPILER), "--allowJs", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
