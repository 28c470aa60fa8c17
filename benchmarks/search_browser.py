"""Search in the browser: what is transferred for a first answer and for later ones, and how long the script works.

    .venv/bin/python benchmarks/search_browser.py [--pages 25000] [--others FOLDER]

Pages are made as benchmarks/search.py makes them. FOLDER: an npm folder with `lunr` (2.3.9, as mkdocs-material runs it:
one prebuilt index of all pages) and `pagefind`, to measure them beside ours on the same texts; nothing of them is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import sync_playwright

from aryz.build import entries
from aryz.content import load_content
from aryz.project import find_project
from aryz.search import Entry, Searcher, build
from aryz.search.bundle import node_bundle, search_bundle
from aryz.search.shards import write
from search import ROOT, questions, recombined  # type: ignore[import-not-found]

PAGE = """<!doctype html><meta charset="utf-8"><script src="search.js"></script><script>
const waiting = new Map(), values = new Map();
window.aryzShard = (name, value) => { waiting.get(name)(value); };
const load = (name) => new Promise((found) => {
  if (values.has(name)) return found(values.get(name));
  waiting.set(name, (value) => { values.set(name, value); found(value); });
  const made = document.createElement("script");
  made.src = `INDEX/${name}.js`;
  document.head.append(made);
});
let session = new Search(load);
const warm = async (text) => {  // all shards at hand, nothing decoded: what the script itself takes
  const fresh = new Search(load);
  await fresh.open();
  const start = performance.now();
  await fresh.find(text, "ru", {});
  return performance.now() - start;
};
</script>"""


class Counting(SimpleHTTPRequestHandler):
    """Serves files as a web server with gzip would, and counts."""

    sent = 0
    kinds: ClassVar[Counter[str]] = Counter()
    lock = threading.Lock()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        data = gzip.compress(path.read_bytes(), 9) if path.is_file() else b""
        self.send_response(200 if data else 404)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        with Counting.lock:
            kind = self.path.strip("/").split("/")[1] if self.path.count("/") > 2 else path.name
            if path.name not in {"search.js", "index.html"}:  # the site's own script is counted apart
                Counting.sent += len(data)
                Counting.kinds[kind] += len(data)

    def log_message(self, *words: Any) -> None:
        pass


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--pages", type=int, default=25_000)
    asked.add_argument("--queries", type=int, default=60)
    asked.add_argument("--others", type=Path)
    chosen = asked.parse_args()
    content = load_content(find_project(ROOT))
    own = entries(content)
    pages, queries = recombined(own, chosen.pages), questions(own)
    queries = queries[:: max(1, len(queries) // chosen.queries)]
    script = gzip.compress(search_bundle("0" * 12).encode(), 9)
    print(f"{len(pages):,} pages, {len(queries)} queries; the site's script {len(script) / 1000:.1f} KB")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        build(pages, folder / "index", ROOT / "search")
        start = time.perf_counter()
        with Searcher(folder / "index", ROOT / "search", content.registry) as searcher:
            name = write(searcher, folder / "site")
        files = [path for path in (folder / "site" / name).rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        print(f"  shards: {time.perf_counter() - start:.0f} s, {len(files):,} files, {size:.0f} MB")
        (folder / "site" / "search.js").write_text(node_bundle(), encoding="utf-8")
        (folder / "site" / "index.html").write_text(PAGE.replace("INDEX", name), encoding="utf-8")
        ours(folder / "site", queries, len(script))
        if chosen.others:
            lunr(pages, queries, chosen.others.resolve())


def ours(site: Path, queries: list[str], script: int) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/index.html"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        page = browser.new_page()
        first, later, times, walls = [], [], [], []
        for text in queries[::3]:
            page.goto(address)
            Counting.sent = 0
            start = time.perf_counter()
            page.evaluate("text => session.find(text, 'ru', {})", text)
            walls.append(1000 * (time.perf_counter() - start))
            first.append((Counting.sent + script) / 1000)
        page.goto(address)
        for text in queries:
            Counting.sent = 0
            page.evaluate("text => session.find(text, 'ru', {})", text)
            later.append(Counting.sent / 1000)
            times.append(page.evaluate("text => warm(text)", text))
        browser.close()
    server.shutdown()
    report("first answer, nothing cached, with the script", first, "KB")
    report("later answers", later[1:], "KB")
    print("  sent, KB by kind of shard:", {kind: round(size / 1000) for kind, size in Counting.kinds.most_common()})
    report("first answer on this machine", walls, "ms")
    report("script", times, "ms")


LUNR = """
const lunr = require("lunr"), fs = require("fs");
const { pages, queries } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const started = performance.now();
const index = lunr(function () {
  this.ref("id"); this.field("title", { boost: 1000 }); this.field("text");
  this.pipeline.remove(lunr.stemmer);
  pages.forEach((page) => this.add(page));
});
const built = performance.now() - started;
const times = queries.map((text) => {
  const start = performance.now();
  try { index.search(text.replace(/[^\\p{L}\\p{N}]+/gu, " ")); } catch { /* its own syntax */ }
  return performance.now() - start;
});
const size = require("zlib").gzipSync(JSON.stringify(pages), { level: 9 }).length;
console.log(JSON.stringify({ built, times, size }));
"""


def lunr(pages: list[Entry], queries: list[str], folder: Path) -> None:
    """As mkdocs-material: the texts of all pages are fetched, and each reader's browser makes the index."""
    rows = [{"id": page.url, "title": page.title, "text": page.body} for page in pages]
    with tempfile.TemporaryDirectory() as made:
        given = Path(made) / "given.json"
        given.write_text(json.dumps({"pages": rows, "queries": queries}), encoding="utf-8")
        (folder / "run.cjs").write_text(LUNR, encoding="utf-8")
        done = subprocess.run(
            ["node", "--max-old-space-size=8000", str(folder / "run.cjs"), str(given)],
            capture_output=True,
            text=True,
            check=True,
        )
    found = json.loads(done.stdout)
    print(
        f"lunr: {found['size'] / 1000:,.0f} KB before the first answer, "
        f"{found['built'] / 1000:.1f} s of script to build"
    )
    report("lunr, script", found["times"], "ms")


def report(what: str, values: list[float], unit: str) -> None:
    listed = sorted(values)
    worst = listed[int(len(listed) * 0.95)]
    print(f"  {what}: median {statistics.median(listed):.1f} {unit}, p95 {worst:.1f}, most {listed[-1]:.1f}")


if __name__ == "__main__":
    main()
