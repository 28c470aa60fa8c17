"""Search: indexing, renewing, asking and starting cold, beside Whoosh with its StandardAnalyzer, same texts, same run.

    .venv/bin/python benchmarks/search.py [--pages 25000] [--corpus FILE.jsonl[.gz] --queries FILE.jsonl]

Without a corpus, pages are made from our own articles and guides: sentences of three of one language, recombined.
Seconds are of the processor, so that a busy machine distorts them less; a query's time is the best of three rounds.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aryz.build import entries
from aryz.content import load_content
from aryz.project import find_project
from aryz.search import Entry, Searcher
from aryz.search.corpus import read_corpus, rows
from aryz.search.index import build

ROOT = Path(__file__).parent.parent
COLD = """
import gc, sys
gc.disable()
from pathlib import Path
from aryz.search import Searcher
Searcher(Path(sys.argv[1]), Path(sys.argv[2])).find("не платят зарплату")
"""


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--pages", type=int, default=25_000)
    asked.add_argument("--corpus", type=Path)
    asked.add_argument("--queries", type=Path)
    asked.add_argument("--only", choices=["ours", "whoosh"])
    chosen = asked.parse_args()
    if chosen.only is None:  # each in a process of its own, so that memory is its own
        for one in ("ours", "whoosh"):
            subprocess.run([sys.executable, *sys.argv, "--only", one], check=True)
        return
    own = entries(load_content(find_project(ROOT))) if chosen.corpus is None else read_corpus(chosen.corpus)[0]
    pages = recombined(own, chosen.pages)
    queries = [str(row["q"]) for row in rows(chosen.queries)] if chosen.queries else questions(own)
    words = sum(len(page.body.split()) for page in pages) / len(pages)
    load = os.getloadavg()[0]
    print(
        f"{chosen.only}: {len(pages):,} pages of {words:.0f} words, {len(queries)} queries; texts {memory():.0f} MB; "
        f"load {load:.1f} on {os.cpu_count()} processors"
    )
    with tempfile.TemporaryDirectory() as folder:
        (ours if chosen.only == "ours" else whoosh)(pages, queries, Path(folder) / "index")


def recombined(own: list[Entry], count: int) -> list[Entry]:
    """Pages with sentences of three pages of one language."""
    dice = random.Random(113)
    by_language: dict[str, list[Entry]] = {}
    for entry in own:
        by_language.setdefault(entry.language, []).append(entry)
    made = []
    for number in range(count):
        page = dice.choice(own)
        texts = [page, *dice.choices(by_language[page.language], k=2)]
        sentences = [one for text in texts for one in text.body.split(". ")[:12]]
        dice.shuffle(sentences)
        made.append(replace(page, id=f"{page.id}.{number}", body=". ".join(sentences)))
    return made


def questions(own: list[Entry]) -> list[str]:
    """Titles, questions of guides, and sentences of ten to twenty words, which are the slow ones."""
    dice = random.Random(7)
    made = [entry.title for entry in dice.sample(own, 150)]
    made += dice.sample(listed := [question for entry in own for question in entry.questions], min(150, len(listed)))
    long = [one for entry in own for one in entry.body.split(". ") if 10 <= len(one.split()) <= 20]
    return made + dice.sample(long, min(100, len(long)))


def ours(pages: list[Entry], queries: list[str], folder: Path) -> None:
    settings = ROOT / "search"
    seconds = timed(lambda: build(pages, folder, settings))
    report("index", pages, seconds, folder)
    changed = list(pages)
    changed[len(pages) // 2] = replace(pages[len(pages) // 2], body="Новый текст о зарплате.")
    print(f"  one edited page: {timed(lambda: build(changed, folder, settings)):.2f} s")
    print(f"  nothing changed: {timed(lambda: build(changed, folder, settings)):.2f} s")
    with Searcher(folder, settings) as searcher:
        asked(queries, lambda text: searcher.ranked(text), "numbers of pages, first time", rounds=1)
        asked(queries, lambda text: searcher.ranked(text), "numbers of pages")
        asked(queries, lambda text: searcher.find(text, "ru"), "ten results with passages and facets")
    for name, command in (
        ("an index of so many pages", [sys.executable, "-c", COLD, str(folder), str(settings)]),
        ("bare Python", [sys.executable, "-c", ""]),
    ):
        spent = [children(lambda c=command: run(c)) for _ in range(5)]
        print(f"  cold process, {name}: {1000 * min(spent):.0f} ms")


def whoosh(pages: list[Entry], queries: list[str], folder: Path) -> None:
    from whoosh import fields, index, qparser
    from whoosh.analysis import StandardAnalyzer

    text = fields.TEXT(analyzer=StandardAnalyzer(), stored=False, phrase=False)
    folder.mkdir()
    made = index.create_in(str(folder), fields.Schema(id=fields.ID(stored=True), title=text, body=text))

    def write() -> None:
        writer = made.writer()
        for page in pages:
            writer.add_document(id=page.id, title=page.title, body=page.body)
        writer.commit()

    report("index", pages, timed(write), folder)
    parser = qparser.MultifieldParser(["title", "body"], made.schema, group=qparser.OrGroup)
    with made.searcher() as searcher:
        asked(queries, lambda text: searcher.search(parser.parse(text), limit=10), "ids of ten pages, first time", 1)
        asked(queries, lambda text: searcher.search(parser.parse(text), limit=10), "ids of ten pages")


def report(what: str, pages: list[Entry], seconds: float, folder: Path) -> None:
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(f"  {what}: {seconds:.1f} s, {len(pages) / seconds:,.0f} pages/s, {size:.1f} MB, memory {memory():.0f} MB")


def asked(queries: list[str], ask: Callable[[str], object], what: str, rounds: int = 3) -> None:
    found = [[1000 * timed(lambda text=text: ask(text)) for text in queries] for _ in range(rounds)]
    times = sorted(map(min, zip(*found, strict=True)))
    worst = times[int(len(times) * 0.95)]
    print(f"  {what}: median {statistics.median(times):.1f} ms, p95 {worst:.1f} ms; memory {memory():.0f} MB")


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def children(work: Callable[[], object]) -> float:
    """What processes that were started took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(command: list[str]) -> None:
    subprocess.run(command, check=True)


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
