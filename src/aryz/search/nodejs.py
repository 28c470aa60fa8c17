"""The browser's search run by Node.js, to measure it and to compare it with Python's."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aryz.diagnostics import AryzError
from aryz.files import write_text
from aryz.search.bundle import STATIC, node_bundle
from aryz.search.copies import Order
from aryz.search.searcher import Searcher
from aryz.search.shards import ORDER, write

Asked = tuple[str, str | None]  # query, the reader's language


def find(
    searcher: Searcher, asked: Iterable[Asked], copy: str = "", before: Order | None = None, **options: Any
) -> list[dict[str, Any]]:
    """What the browser's search finds over the index of a searcher; each answer as `Search.find` gives it.

    copy: it finds in the copy of this language. before: in what order the copy before had its pages.
    """
    node = shutil.which("node")
    if node is None:
        raise AryzError(
            "The browser's engine is measured with Node.js, and there is none. Install it (apt install nodejs)."
        )
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if before is not None:
            write_text(folder / "before" / f"{ORDER}.js", f"aryz({json.dumps(before)})")
        name = write(searcher, folder / "index", last=folder / "before")
        given = {"folder": str(folder / "index" / name), "asked": list(asked), "options": options, "copy": copy}
        (folder / "search.js").write_text(node_bundle(), encoding="utf-8")
        (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
        command = [node, str(STATIC / "node.js"), str(folder)]
        # no shell; Node runs our own script on a folder of ours
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # nosec B603
        if done.returncode != 0:
            raise AryzError(f"The browser's engine failed in Node.js: {done.stderr.strip()[-2000:]}")
        answers: list[dict[str, Any]] = json.loads((folder / "made.json").read_text(encoding="utf-8"))
    for hit in (hit for answer in answers for hit in answer["hits"] if not copy):
        hit["id"] = searcher.pages.table["id"][hit["page"]]
    return answers
