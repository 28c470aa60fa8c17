"""Search in the browser: what is transferred for a first answer and for later ones, and how long the script works.

    .venv/bin/python -m benchmarks.search_browser [--pages 25000] [--others FOLDER] [--only ours|lunr|pagefind]

Pages are made as benchmarks/search.py makes them. Beside ours: lunr as mkdocs-material runs it (its worker is taken
from the installed package) and, where `npm install pagefind` was run in FOLDER, Pagefind; the same texts and queries,
in Chromium, from a server that compresses as `gzip -6` does. Nothing of theirs is kept. A query's time is that of the
page's thread on the processor, which a busy machine distorts little, and by the clock (lunr works in a worker: only the
clock tells); the load is printed.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.search import ROOT, questions, recombined
from playwright.sync_api import sync_playwright
from tests.browser.chromium import CHROMIUM_FLAGS, whole

from aryz.build import entries
from aryz.content import load_content
from aryz.project import find_project
from aryz.search import Entry, Searcher
from aryz.search.bundle import node_bundle, search_bundle
from aryz.search.index import build
from aryz.search.shards import write

ROUNDS = 5  # of a query whose time is taken
# each page sets ask(text), which gives ten results as a reader sees them, and warm(text), the same with all at hand and
# ready() done
OURS = """<!doctype html><meta charset="utf-8"><script src="engine.js"></script><script>
const values = new Map();
window.aryz = (value, text) => document.currentScript.found(text ? Search.swapped(value) : value);
const load = (name) => new Promise((found) => {
  if (values.has(name)) return found(values.get(name));
  const made = document.createElement("script");
  made.found = (value) => { values.set(name, value); found(value); };
  made.src = `INDEX/${name}.js`;
  document.head.append(made);
});
const session = new Search(load), ask = (text) => session.find(text, "ru", {}).then((found) => found.hits.length);
let fresh;
const ready = async () => { fresh = new Search(load); await fresh.open(); };  // as when the field is touched
const warm = (text) => fresh.find(text, "ru", {});  // all shards at hand, nothing decoded
</script>"""
LUNR = """<!doctype html><meta charset="utf-8"><script>
let worker, waiting;
const said = (type, data, answer) => new Promise((found) => {
  worker.onmessage = (event) => { if (event.data.type === answer) found(event.data.data); };
  worker.postMessage({ type, data });
});
const open_ = async () => {
  worker = new Worker("assets/javascripts/workers/search.js");
  const index = await (await fetch("search_index.json")).json();
  await said(0, { ...index, options: { suggest: false } }, 1);
};
const ask = async (text) => { if (!worker) await open_(); return (await said(2, text, 3)).items.length; };
const warm = ask, ready = () => {};
</script>"""
PAGEFIND = """<!doctype html><html lang="ru"><meta charset="utf-8"><script>
let engine;
const ask = async (text) => {
  engine = engine || await import("./pagefind/pagefind.js");
  const found = await engine.search(text);
  return (await Promise.all(found.results.slice(0, 10).map((one) => one.data()))).length;
}, warm = ask, ready = () => {};
</script>"""
PLAIN = '<!doctype html><html lang="{}"><title>{}</title><body><h1>{}</h1><p>{}</p></body></html>'


class Counting(SimpleHTTPRequestHandler):
    """Serves files as a web server with gzip would, and counts."""

    sent = 0
    asked = 0
    kinds: ClassVar[Counter[str]] = Counter()
    lock = threading.Lock()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        data = gzip.compress(path.read_bytes(), 6) if path.is_file() else b""
        self.send_response(200 if data else 404)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        with Counting.lock:
            if path.suffix != ".ico" and path.name not in {"index.html", "engine.js"}:  # our script is counted apart
                Counting.sent += len(data)
                Counting.asked += 1
                Counting.kinds[path.parent.name if len(path.parent.name) == 1 else path.stem] += len(data)

    def log_message(self, *words: Any) -> None:
        pass


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--pages", type=int, default=25_000)
    asked.add_argument("--queries", type=int, default=60)
    asked.add_argument("--others", type=Path)
    asked.add_argument("--only", choices=["ours", "lunr", "pagefind"])
    chosen = asked.parse_args()
    content = load_content(find_project(ROOT))
    own = entries(content)
    pages, queries = recombined(own, chosen.pages), questions(own)
    queries = queries[:: max(1, len(queries) // chosen.queries)]
    load = os.getloadavg()[0]
    print(f"{len(pages):,} pages, {len(queries)} queries; load {load:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if chosen.only in {None, "ours"}:
            build(pages, folder / "index", ROOT / "search")
            with Searcher(folder / "index", ROOT / "search", content.registry) as searcher:
                ours(searcher, folder / "ours", queries)
        if chosen.only in {None, "lunr"}:
            lunr(pages, folder / "lunr", queries)
        if chosen.only in {None, "pagefind"}:
            pagefind(pages, folder / "pagefind", queries, chosen.others)


def ours(searcher: Searcher, site: Path, queries: list[str]) -> None:
    start = time.perf_counter()
    name = write(searcher, site)
    report_files("ours", site, time.perf_counter() - start)
    script = len(gzip.compress(search_bundle("0" * 12).encode(), 6))
    print(f"  the script of every page {script / 1000:.1f} KB")
    (site / "engine.js").write_text(node_bundle(), encoding="utf-8")
    (site / "index.html").write_text(OURS.replace("INDEX", name), encoding="utf-8")
    measure(site, queries, script)
    with chromium() as browser:
        tab = browser.new_page()
        tab.goto((site / "index.html").as_uri())
        found = sum(tab.evaluate("text => ask(text)", text) > 0 for text in queries)
        processor, clock, _ = at_hand(tab, queries)
    print(f"  from the disk (file://): answers to {found} of {len(queries)}")
    report("script there, everything at hand, on the processor", processor, "ms")
    report("  by the clock", clock, "ms")


def lunr(pages: list[Entry], site: Path, queries: list[str]) -> None:
    """The texts of all pages are fetched, and each reader's browser makes the index."""
    package = find_spec("material")
    if package is None or package.origin is None:
        print("lunr: mkdocs-material is not installed, so it was not measured")
        return
    scripts = Path(package.origin).parent / "templates" / "assets" / "javascripts"
    (site / "assets" / "javascripts" / "workers").mkdir(parents=True)
    shutil.copytree(scripts / "lunr", site / "assets" / "javascripts" / "lunr")
    worker = next((scripts / "workers").glob("search.*.min.js"))
    shutil.copyfile(worker, site / "assets" / "javascripts" / "workers" / "search.js")
    rows = [{"location": page.url, "title": page.title, "text": html.escape(page.body)} for page in pages]
    config = {  # as its Russian translation and its plugin say
        "lang": ["ru"],
        "separator": r"[\s\-]+",
        "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
    }
    (site / "search_index.json").write_text(json.dumps({"config": config, "docs": rows}, ensure_ascii=False), "utf-8")
    (site / "index.html").write_text(LUNR, encoding="utf-8")
    report_files("lunr, as mkdocs-material runs it", site, 0)
    measure(site, queries, 0, first=1)


def pagefind(pages: list[Entry], site: Path, queries: list[str], others: Path | None) -> None:
    command = (others or Path()) / "node_modules" / ".bin" / "pagefind"
    if not command.exists():
        print("pagefind: not measured; run «npm install pagefind» in a folder and name it with --others")
        return
    for number, page in enumerate(pages):
        (site / str(number)).mkdir(parents=True)
        title = html.escape(page.title)
        text = PLAIN.format(page.language, title, title, html.escape(page.body))
        (site / str(number) / "index.html").write_text(text, encoding="utf-8")
    start = time.perf_counter()
    subprocess.run([str(command.resolve()), "--site", str(site)], check=True, capture_output=True)
    report_files("pagefind", site / "pagefind", time.perf_counter() - start)
    (site / "index.html").write_text(PAGEFIND, encoding="utf-8")
    measure(site, queries, 0)


@contextmanager
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=whole(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def measure(site: Path, queries: list[str], script: int, first: int = 20) -> None:
    """script: bytes of ours that come with every page; first: of so many queries the first answer is measured."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/index.html"
    with chromium() as browser:
        sizes, walls, asked, later, more = [], [], [], [], []
        for text in queries[:: max(1, len(queries) // first)]:
            page = browser.new_context().new_page()  # nothing is cached
            page.goto(address)
            Counting.sent = Counting.asked = 0
            walls.append(page.evaluate(timed("ask"), text))
            sizes.append((Counting.sent + script) / 1000)
            asked.append(float(Counting.asked))
            page.context.close()
        Counting.kinds.clear()
        answered = 0
        page = browser.new_page()
        page.goto(address)
        for text in queries:
            Counting.sent = Counting.asked = 0
            answered += bool(page.evaluate("text => ask(text)", text))
            later.append(Counting.sent / 1000)
            more.append(float(Counting.asked))
        processor, clock, opened = at_hand(page, queries)
    server.shutdown()
    print(f"  answers to {answered} of {len(queries)} queries")
    report("first answer, nothing cached", sizes, "KB")
    report("  its requests", asked, "")
    report("  on this machine", walls, "ms")
    report("later answers", later[1:], "KB")
    report("  their requests", more[1:], "")
    print("  of that KB by kind:", {kind: round(size / 1000) for kind, size in Counting.kinds.most_common(9)})
    report(f"script, everything at hand, median of {ROUNDS}, on the processor", processor, "ms")
    report("  by the clock", clock, "ms")
    report("  made ready before, when the field is touched, by the clock", opened, "ms")
    print(f"  load now {os.getloadavg()[0]:.1f}")


def at_hand(page: Any, queries: list[str]) -> tuple[list[float], list[float], list[float]]:
    """The milliseconds of each query once its shards are there: of the thread's processor time, by the clock, and what
    was made ready before took.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        found = session.send("Performance.getMetrics")["metrics"]
        return next(1000 * float(row["value"]) for row in found if row["name"] == "TaskDuration")

    processor, clock, opened = [], [], []
    for text in queries:
        rounds, walls = [], []
        for _ in range(ROUNDS):
            opened.append(page.evaluate(timed("ready"), ""))
            start = spent()
            walls.append(page.evaluate(timed("warm"), text))
            rounds.append(spent() - start)
        processor.append(statistics.median(rounds))
        clock.append(statistics.median(walls))
    return processor, clock, opened


def timed(name: str) -> str:
    return f"async text => {{ const start = performance.now(); await {name}(text); return performance.now() - start; }}"


def report_files(what: str, folder: Path, seconds: float) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{what}: made in {seconds:.0f} s, {len(files):,} files, {size:.0f} MB")


def report(what: str, values: list[float], unit: str) -> None:
    listed = sorted(values)
    worst = listed[int(len(listed) * 0.95)]
    print(f"  {what}: median {statistics.median(listed):.1f} {unit}, p95 {worst:.1f}, most {listed[-1]:.1f}")


if __name__ == "__main__":
    main()
