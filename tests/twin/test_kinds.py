"""What the transpiler says in JavaScript's own way, because it knows the kinds of values, means what Python means."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from aryz.browser.bundle import static
from aryz.browser.modules import Library, Source

# each value may be of more kinds than its first look tells
CODE = """
_ROMAN = ("I", "V", "X")

def told(words: list[str], maybe: list[str] | None, text: str, count: int, any_: object) -> list[object]:
    later = None
    found: list[str] | None = None
    if words:
        found = [one for one in words if one != text]
        later = [*words]
    more, others = list(words), list(maybe or "")
    more.append(text)
    others.append(text)
    either = words if count else None
    total = len(words) - 1
    mixed = count
    for mixed in (any_, text):
        words = words + [f"{mixed}{count}"]
    return [
        "found" if found else "none", "later" if later else "none", "maybe" if maybe else "none", bool(words),
        "either" if either else "none", f"{count}{text}", f"{text}{count} {any_}", str(text), total, len(text),
        any_ == count, any_ == text, count == len(words), any_ in (1, "1", None), any_ in ("1", None), text in words,
        text in _ROMAN, "e" in text, words[1:], text[1:], text + text, list(words), [one for one in text], mixed,
        not words, count or text, text or count, (found or []) + words, any(one for one in words),
        {"text": text, "from": count}["from"], more, others, maybe,
    ]
"""
CASES: list[list[Any]] = [
    [[], [], "", 0, True],
    [[], None, "I", 1, True],
    [["a", "😀b"], ["x"], "😀b", 2, "😀b"],
    [["1"], [], "1", 10**15, 1],
    [["", ""], None, "X", 1, None],
    [["e"], None, "e", -1, 0],
]


def test_kinds_change_no_value(tmp_path: Path) -> None:
    path = tmp_path / "piece.py"
    path.write_text(CODE, encoding="utf-8")
    ours: dict[str, Any] = {}
    exec(compile(CODE, "piece.py", "exec"), ours)
    source = Source(path, "piece", values=ours)
    asked = f"console.log(JSON.stringify({json.dumps(CASES)}.map((one) => piece.told(...one))));"
    script = Library([source], static("kernel.js")).script(asked)
    assert ".includes(" in script and "found.length" not in script  # said so, but not where nothing may stand
    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout) == json.loads(json.dumps([ours["told"](*case) for case in CASES]))
