"""The engine inside a file's page, within reach of a test: the page's own script with one line more, REACHED."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aryz.browser.twin import handed
from tests.twin.compare import SNAPSHOT as ASKED
from tests.twin.snapshot import Case

SNAPSHOT = Path(__file__).parents[1] / "twin" / "snapshot.js"
# what a case shows, its papers as files instead of their parts, and as text
_RUN = """async (cases) => {{
  const {{ shown, paper }} = ({snapshot})(reached.T, reached.programs, reached.texts);
  const base64 = (data) => {{
    let letters = "";
    for (let at = 0; at < data.length; at += 4096) letters += String.fromCharCode(...data.subarray(at, at + 4096));
    return btoa(letters);
  }};
  const made = [];
  for (const one of cases) {{
    const {{ steps, end }} = shown(one), of = {{ ...one, answers: end.answers }}, papers = {{}}, texts = {{}};
    const program = reached.programs[one.interview], turn = program.evaluate(end.answers, one.today, one.language);
    for (const key of Object.keys(end.papers)) {{
      const [document, language] = key.split(".");
      papers[key] = base64(await paper(of, [document, language], false));
      texts[key] = reached.paperText(program.template(document, language), turn.environment(language));
    }}
    made.push({{ steps, end: {{ ...end, papers, texts }} }});
  }}
  return JSON.stringify(made);
}}"""


REACHED = (
    f"globalThis.reached = {{ programs, texts: DATA.texts, paperText, T: {handed(ASKED)} }};"  # the page does this last
)


def run_in(page: Any, cases: Sequence[Case]) -> list[Any]:
    """What the page's engine shows of cases, all in one call; papers are DOCX files in base64."""
    made: list[Any] = json.loads(page.evaluate(_RUN.format(snapshot=SNAPSHOT.read_text(encoding="utf-8")), cases))
    return made
