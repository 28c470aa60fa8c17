"""How long a thousand claims from a spreadsheet take, without PDF, on one core: as a whole, by part, and the floor.

.venv/bin/python benchmarks/many.py
"""

from __future__ import annotations

import gc
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from aryz import yamlfile
from aryz.assemble import Order
from aryz.compiled import Compiled, load_compiled
from aryz.documents.render import LEVEL
from aryz.files import new_folders
from aryz.many.book import read_book
from aryz.many.run import _Run, assemble_many
from aryz.package import drafts
from aryz.project import find_project

WORKERS = 1000
INTERVIEW = "wage-claim"
ROUNDS = 3


def timed(what: str, act: Callable[[], Any], out: Path | None = None) -> Any:
    """Print the least time of the processor over some rounds: other programs lengthen the rest. out: emptied before."""
    best, result = float("inf"), None
    for _ in range(ROUNDS):
        result = None
        gc.collect()
        if out:
            shutil.rmtree(out, ignore_errors=True)
        start = time.process_time()
        result = act()
        best = min(best, time.process_time() - start)
    print(f"{what:<58}{best:6.2f} s")
    assert result is not None
    return result


def flat(program: Any, data: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The answers of a file by path, as a sheet has them."""
    for key, value in data.items():
        path = f"{prefix}{key}"
        if path in program.fields:
            yield path, " ".join(list(value.values())[:3]) if isinstance(value, dict) else value
        else:
            yield from flat(program, value, f"{path}.")


def worker(own: dict[str, Any], number: int) -> dict[str, Any]:
    """The example's worker with a name, a birthday, a passport and a telephone of his own."""
    surname, given = f"Примеров{'абвгдежзик'[number % 10] * 2}ов", f"Образец{'аеиоу'[number % 5]}н"
    return {
        **own,
        "worker.name": f"{surname} {given} Бахтиёрович",
        "worker.born": date(1970, 1, 1) + timedelta(days=13 * number),
        "worker.passport": f"FA{number:07d}",
        "worker.phone": f"+7 700 {number // 100:03d} {number % 100:02d} 01",
    }


def sheet(program: Any, answers: dict[str, Any], today: str, path: Path) -> None:
    """A workbook of the example's case a thousand times, with six months of wages each; people and sums differ."""
    book = openpyxl.Workbook(write_only=True)
    lists = {path: value for path, value in answers.items() if isinstance(value, list)}
    own = {path: value for path, value in answers.items() if path.startswith("worker.")}
    first, shared = book.create_sheet("Workers"), book.create_sheet("Shared")
    first.append(list(own))
    for number in range(WORKERS):
        first.append(list(worker(own, number).values()))
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
                sums = {"agreed": row["agreed"] + 137 * number} if "agreed" in row else {}
                one.append([number, *({**row, **sums}.get(part) for part in parts)])
    book.save(path)


def main() -> None:
    project = find_project()
    load_compiled(project)  # compiles the content where nothing is kept
    compiled = timed("what was compiled, read from where it is kept", lambda: load_compiled(project))
    program = compiled.program(INTERVIEW)
    data = yamlfile.load_map(project.root / "examples" / "six-months-unpaid.yml")
    gc.collect()
    gc.freeze()  # as the command line does
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "workers.xlsx", Path(folder) / "out"
        sheet(program, dict(flat(program, data["answers"])), str(data["today"]), path)
        for languages in (["ru"], ["ru", "kk"]):
            print(f"\n{WORKERS} workers, papers in {' and '.join(languages)}")

            def whole(languages: list[str] = languages) -> Any:
                order = Order(out, ["docx"], languages[0] if len(languages) == 1 else None)
                return assemble_many(compiled, INTERVIEW, path, order)

            done = timed("everything, from the sheet to the folders", whole, out)
            assert (done.made, done.problems) == (WORKERS, [])
            by_part(compiled, program, path, out, languages)


def by_part(compiled: Compiled, program: Any, path: Path, out: Path, languages: list[str]) -> None:
    """The same in steps, each alone; then what no step can do without."""
    texts = compiled.project.interface
    book = timed("  the sheet's XML and its answers", lambda: read_book(program, path, texts, "ru"))
    run = _Run(program, book, book.today, texts["ru"], "ru")
    turns: list[Any] = timed("  answers read and checked, the law's sums", lambda: [run.ready(c) for c in book.cases])
    made = timed("  papers", lambda: [drafts(program, turn, languages, ["docx"]) for turn in turns])

    def write() -> int:
        with new_folders(out) as put:
            for number, files in enumerate(made):
                put(str(number), files)
        return len(made)

    timed("  files and folders", write, out)
    papers = [(program.template(INTERVIEW, own), turn.environment(own)) for turn in turns for own in languages]
    parts = timed("floor: the papers' texts alone", lambda: [template.render_parts(env) for template, env in papers])

    def deflate() -> int:
        size = 0
        for files in parts:
            for xml in files.values():
                packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
                size += len(packer.compress(xml)) + len(packer.flush())
        return size

    timed("floor: deflate alone", deflate)
    timed("floor: the files alone, without a folder appearing whole", lambda: plain(out, made), out)


def plain(out: Path, made: list[dict[str, bytes]]) -> int:
    """Folders and files, nothing else."""
    out.mkdir()
    for number, files in enumerate(made):
        (out / str(number)).mkdir()
        for name, data in files.items():
            with (out / str(number) / name).open("wb", buffering=0) as file:
                file.write(data)
    return len(made)


if __name__ == "__main__":
    main()
