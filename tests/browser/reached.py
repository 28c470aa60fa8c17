"""The engine inside a file's page, within reach of a test: the page's own script with one line more at its end."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aryz.browser.onefile import page_script
from aryz.browser.twin import twin_bundle
from tests.twin.snapshot import Case

SNAPSHOT = Path(__file__).parents[1] / "twin" / "snapshot.js"
_END = "})();\n\n})();\n"
# what a case shows, and its papers as files instead of their parts
_RUN = """async (cases) => {{
  const {{ shown, paper }} = ({snapshot})(reached.T, reached.programs, reached.texts);
  const base64 = (data) => {{
    let letters = "";
    for (let at = 0; at < data.length; at += 4096) letters += String.fromCharCode(...data.subarray(at, at + 4096));
    return btoa(letters);
  }};
  const made = [];
  for (const one of cases) {{
    const {{ steps, end }} = shown(one), of = {{ ...one, answers: end.answers }}, papers = {{}};
    for (const key of Object.keys(end.papers)) papers[key] = base64(await paper(of, key.split("."), false));
    made.push({{ steps, end: {{ ...end, papers }} }});
  }}
  return JSON.stringify(made);
}}"""


def reached_script() -> str:
    """The page's script, which hands out its engine as `reached`."""
    script = page_script()
    assert script.endswith(_END), "the page's script ends otherwise now: hand out its engine from there"
    found = re.search(r"return \{ (.*) \};\n\}\)\(\);\n$", twin_bundle())
    assert found is not None
    handed = f"globalThis.reached = {{ programs, texts: DATA.texts, T: {{ {found[1]} }} }};\n"
    return script.removesuffix(_END) + handed + _END


def run_in(page: Any, cases: Sequence[Case]) -> list[Any]:
    """What the page's engine shows of cases, all in one call; papers are DOCX files in base64."""
    made: list[Any] = json.loads(page.evaluate(_RUN.format(snapshot=SNAPSHOT.read_text(encoding="utf-8")), cases))
    return made
