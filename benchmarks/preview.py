"""How soon an edited guide is seen in `aryz preview`, and how soon the search knows of it, on our own content.

    .venv/bin/python benchmarks/preview.py

Seconds of the processor and by the clock; the first edit also learns what later ones remember.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from aryz.preview import Preview
from aryz.project import find_project

ROOT = Path(__file__).parent.parent
CONTENT = ("kb", "interviews", "templates", "search", "examples")
EDITS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(ROOT / "mkdocs.yml", root)
        for name in CONTENT:
            shutil.copytree(ROOT / name, root / name)
        preview = Preview(find_project(root))
        page = root / "kb" / "ru" / "unpaid-wages.md"
        for number in range(EDITS):
            page.write_text(f"{page.read_text(encoding='utf-8')}\n\nПравка {number}.\n", encoding="utf-8")
            told("the page", lambda: preview.update([page]))
            told("the search", preview.add_search)
            told("the other languages", preview.complete)


def told(what: str, work: Callable[[], object]) -> None:
    clock, spent = time.perf_counter(), time.process_time()
    work()
    print(
        f"{what:20} {time.process_time() - spent:.2f} s, by the clock {time.perf_counter() - clock:.2f} s", flush=True
    )


if __name__ == "__main__":
    main()
