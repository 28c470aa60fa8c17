"""How long a thousand claims from a spreadsheet take, without PDF, on one core.

.venv/bin/python benchmarks/many.py
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl

from aryz import yamlfile
from aryz.content import load_content
from aryz.many.book import read_book
from aryz.many.run import assemble_many
from aryz.project import find_project

WORKERS = 1000
INTERVIEW = "wage-claim"


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Time on the wall, and of the processor, which other programs do not lengthen."""
    wall, own = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - wall:.2f} s (processor {time.process_time() - own:.2f} s)")


def flat(program: Any, data: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The answers of a file by path, as a sheet has them."""
    for key, value in data.items():
        path = f"{prefix}{key}"
        if path in program.fields:
            yield path, " ".join(list(value.values())[:3]) if isinstance(value, dict) else value
        else:
            yield from flat(program, value, f"{path}.")


def sheet(program: Any, answers: dict[str, Any], today: str, path: Path) -> None:
    """A workbook of the example's worker a thousand times, with six months of wages each."""
    book = openpyxl.Workbook(write_only=True)
    lists = {path: value for path, value in answers.items() if isinstance(value, list)}
    own = {path: value for path, value in answers.items() if path.startswith("worker.")}
    first, shared = book.create_sheet("Workers"), book.create_sheet("Shared")
    first.append(list(own))
    for _ in range(WORKERS):
        first.append(list(own.values()))
    shared.append(["path", "value"])
    shared.append(["today", today])
    for key, value in answers.items():
        if key not in own and key not in lists:
            shared.append([key, value])
    for key, rows in lists.items():
        parts = list(program.fields[key]["item"])
        rows = [row if isinstance(row, dict) else {parts[0]: row} for row in rows]
        one = book.create_sheet(key)
        one.append(["key", *parts])
        for number in range(2, WORKERS + 2):
            for row in rows:
                one.append([number, *(row.get(part) for part in parts)])
    book.save(path)


def main() -> None:
    with timed("load and compile all content"):
        project = find_project()
        content = load_content(project)
        program = content.program(INTERVIEW)
    data = yamlfile.load_map(project.root / "examples" / "six-months-unpaid.yml")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workers.xlsx"
        sheet(program, dict(flat(program, data["answers"])), str(data["today"]), path)
        with timed(f"read {WORKERS} workers from a sheet of {path.stat().st_size // 1024} kB"):
            read_book(program, path, project.interface, "ru")
        with timed("read, check, make and write"):
            done = assemble_many(content, INTERVIEW, path, Path(folder) / "out", ["docx"])
        print(f"{done.made} of {done.cases} workers, {len(done.papers)} papers; faults: {len(done.problems)}")


if __name__ == "__main__":
    main()
