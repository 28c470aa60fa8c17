"""Build time: interviews as one HTML file that opens from a memory stick, without a server and without a request.

The page says so itself, and the browser holds it to that: its policy allows the scripts and styles with these digests,
and no connection, form or picture at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from aryz.browser.bundle import static
from aryz.browser.twin import KEPT, twin_parts, written

_SAID = (
    "clock.", "contacts.help", "deadline.past", "fault.", "field.", "file.", "keep.", "name.", "outcome.", "progress.",
    "resume.", "sealed.", "site.interviews", "site.language", "site.leave", "site.outcomes", "site.papers",
    "site.prepare", "site.skip", "site.start", "topic.", "web.", "why.",
)  # fmt: skip
CODE_WORDS = Path(__file__).parent.parent / "centre" / "code-words.txt"


@dataclass(frozen=True)
class Frame:
    """What every file shares. texts: of the interface by language; helplines: name, number printed and dialled by
    language; made: the day on which it is made; neutral: where «leave» goes; styles: of the web app's pages.
    """

    languages: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    helplines: Mapping[str, Sequence[tuple[str, str, str]]]
    made: str
    neutral: str
    styles: str


def one_file(plans: Mapping[str, Mapping[str, Any]], frame: Frame, script: str | None = None) -> str:
    """The file with these interviews. script: `page_script()`, where many files are made.

    What stands in `main` is for browsers in which the script does not run, whatever the reason; else it takes its place.
    """
    first = next(iter(frame.languages))
    scripts = [script or page_script(), static("leave.js")]
    styles = static("colours.css") + frame.styles
    allowed = " ".join(f"'{_digest(one)}'" for one in scripts)
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src '{_digest(styles)}'; connect-src 'none'; "
        "form-action 'none'; base-uri 'none'"
    )
    t = frame.texts[first]
    opening = "".join(f'<p lang="{key}">{escape(said["file.script"])}</p>' for key, said in frame.texts.items())
    neutral = escape(frame.neutral)
    return f"""<!doctype html>
<html lang="{first}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Aryz</title>
<style>{styles}</style>
</head>
<body>
<a class="skip" id="skip" href="#main">{escape(t["site.skip"])}</a>
<header class="top"><span class="name">Aryz</span><nav id="languages"></nav></header>
<nav class="helplines" id="helplines"></nav>
<main id="main" tabindex="-1">{opening}</main>
<footer>
<p id="leave-note"></p>
<a class="leave" id="leave" data-leave="{neutral}" href="{neutral}" rel="noreferrer noopener"></a>
</footer>
<script type="application/json" id="data">{_data(plans, frame)}</script>
<script>{scripts[0]}</script>
<script>{scripts[1]}</script>
</body>
</html>
"""


def page_script() -> str:
    """The twin and the page. Raises TranspileError."""
    page = written((*KEPT, "store.js", "inputs.js", "device.js", "keep.js", "page.js"))
    return f'(() => {{\n"use strict";\n{twin_parts()}\n{page}\n}})();\n'


def _data(plans: Mapping[str, Mapping[str, Any]], frame: Frame) -> str:
    """Plans, words and tables; what several plans hold alike stands once. `<` is written so that no tag can begin."""
    tables: dict[str, Any] = {}
    fixed: dict[str, Any] = {}
    short = {}
    for key, plan in plans.items():
        tables |= plan["tables"]
        fixed |= plan["fixed"]
        short[key] = {**plan, "tables": list(plan["tables"]), "fixed": list(plan["fixed"])}
    texts = {key: {k: v for k, v in said.items() if k.startswith(_SAID)} for key, said in frame.texts.items()}
    data = {
        "plans": short,
        "tables": tables,
        "fixed": fixed,
        "texts": texts,
        "languages": frame.languages,
        "helplines": frame.helplines,
        "made": frame.made,
        "words": CODE_WORDS.read_text(encoding="utf-8").split(),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
