"""The first paper of a wage claim in the browser: ours, docxtemplater's, Pyodide's, in one run.

    python -m benchmarks.twin_others [--rounds N]

npm fetches the other two into build/others (about 20 MB), never into the repository. Each page makes the same Russian
paper as soon as it is open: ours with interview and law, from answers; Pyodide with our own Python, from the same plan
and answers; docxtemplater with our finished paper as its template, in which all words with a digit are tags, so that it
has neither interview nor law nor grammar to run. A server on this machine sends all as brotli 11. Milliseconds from the
start of opening to the finished file, by the page's own clock; medians; the second visit finds the files in the cache.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.browser.chromium import CHROMIUM_FLAGS, whole
from tests.twin import dice

from aryz import build
from aryz.browser.onefile import one_file
from aryz.content import load_content
from aryz.project import Project

ROOT = Path(__file__).resolve().parent.parent
NPM = ROOT / "build" / "others" / "node_modules"
FETCHED = ("pyodide@314.0.7", "docxtemplater@3.71.0", "pizzip@3.3.0")
INTERVIEW, LANGUAGE = "wage-claim", "ru"
DONE = "performance.measure('paper', { start: 0, end: performance.now() }); window.paper = [...new Uint8Array(data)];"
PACK = """const z = require("zlib"), fs = require("fs"), path = require("path");
for (const name of fs.readdirSync(process.argv[1])) {
  const file = path.join(process.argv[1], name), data = fs.readFileSync(file);
  fs.writeFileSync(file + ".br", z.brotliCompressSync(data, { params: {
    [z.constants.BROTLI_PARAM_SIZE_HINT]: data.length } }));
}"""
OURS = f"""(async () => {{
  await whole;
  const program = programs[{json.dumps(INTERVIEW)}], answers = ANSWERS;
  const turn = program.evaluate(answers, "TODAY", "{LANGUAGE}");
  const data = await program.template("{INTERVIEW}", "{LANGUAGE}").renderDocx(turn.environment("{LANGUAGE}"));
  {DONE}
}})();"""
DOCXTEMPLATER = f"""<!doctype html><meta charset="utf-8"><script src="pizzip.js"></script>
<script src="docxtemplater.js"></script><script>(async () => {{
  const [template, tags] = await Promise.all([fetch("template.docx").then((one) => one.arrayBuffer()),
    fetch("tags.json").then((one) => one.json())]);
  const paper = new docxtemplater(new PizZip(template), {{ paragraphLoop: true, linebreaks: true }});
  paper.render(tags);
  const data = paper.getZip().generate({{ type: "arraybuffer", compression: "DEFLATE" }});
  {DONE}
}})();</script>"""
PYODIDE = f"""<!doctype html><meta charset="utf-8"><script type="module">
  import {{ loadPyodide }} from "./pyodide.mjs";
  const [python, modules, plan, answers] = await Promise.all([loadPyodide({{ indexURL: "./" }}),
    fetch("modules.zip").then((one) => one.arrayBuffer()), fetch("plan.json").then((one) => one.text()),
    fetch("answers.json").then((one) => one.text())]);
  python.unpackArchive(modules, "zip");
  python.globals.set("plan", plan);
  python.globals.set("answers", answers);
  const data = python.runPython(`
import json
from aryz.interviews.engine import Program
from aryz.law.functions import RUN_FUNCTIONS
turn = Program(json.loads(plan), RUN_FUNCTIONS).evaluate(json.loads(answers), "TODAY", "{LANGUAGE}")
turn.program.template("{INTERVIEW}", "{LANGUAGE}").render_docx(turn.environment("{LANGUAGE}"))
`).toJs();
  {DONE}
</script>"""


def fetch() -> None:
    """The others, from npm, unless they are there."""
    wanted = {name.rpartition("@")[0]: name.rpartition("@")[2] for name in FETCHED}
    held = {name: NPM / name / "package.json" for name in wanted}
    if all(file.exists() and json.loads(file.read_text())["version"] == wanted[name] for name, file in held.items()):
        return
    NPM.parent.mkdir(parents=True, exist_ok=True)
    command = [
        "npm",
        "install",
        "--prefix",
        str(NPM.parent),
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
    ]
    subprocess.run([*command, "--loglevel=error", *FETCHED], check=True)


def modules_of(plan: dict[str, Any], answers: dict[str, Any], today: str) -> bytes:
    """A zip of those of our modules that Python loads for this paper."""
    code = f"""import json, sys
from aryz.interviews.engine import Program
from aryz.law.functions import RUN_FUNCTIONS
plan, answers = json.load(sys.stdin)
turn = Program(plan, RUN_FUNCTIONS).evaluate(answers, "{today}", "{LANGUAGE}")
turn.program.template("{INTERVIEW}", "{LANGUAGE}").render_docx(turn.environment("{LANGUAGE}"))
print(json.dumps([m.__file__ for name, m in sys.modules.items() if name.split(".")[0] == "aryz" and m.__file__]))"""
    asked = json.dumps([plan, answers])
    done = subprocess.run([sys.executable, "-c", code], input=asked, capture_output=True, text=True, check=True)
    files = [Path(file) for file in json.loads(done.stdout)]
    top, made = next(file.parent for file in files if file.parent.name == "aryz"), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:  # brotli sees to it
        for file in files:
            archive.write(file, Path("aryz") / file.relative_to(top))
    return made.getvalue()


def template_of(paper: bytes) -> tuple[bytes, dict[str, str]]:
    """A paper whose words with a digit are tags, and what they stand for: about as many as our template has."""
    tags, made = dict[str, str](), io.BytesIO()

    def tag(found: re.Match[str]) -> str:
        name = f"answer{len(tags)}"
        tags[name] = unescape(found[2])
        return f"{found[1]}{{{name}}}"

    with zipfile.ZipFile(io.BytesIO(paper)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            text = old.read(entry).decode()
            new.writestr(
                entry, re.sub(r"(<w:t(?: [^>]*)?>)([^<]*\d[^<]*)", tag, text) if entry == "word/document.xml" else text
            )
    return made.getvalue(), tags


def pages(folder: Path) -> dict[str, str]:
    """Write all that is served; returns the page of each by its name."""
    content = load_content(Project(ROOT))
    program = content.programs[INTERVIEW]
    today, answers = next(dice.own_cases(program, ROOT, content.project.interface))
    plan = json.loads(json.dumps(program.plan))
    ending = OURS.replace("ANSWERS", json.dumps(answers)).replace("TODAY", today)
    turn, paper = program.evaluate(answers, today, LANGUAGE), program.template(INTERVIEW, LANGUAGE)
    assert paper is not None
    template, tags = template_of(paper.render_docx(turn.environment(LANGUAGE)))
    print(f"docxtemplater's template has {len(tags)} tags")
    made: dict[str, str | bytes] = {
        "ours.html": one_file({INTERVIEW: program.plan}, build.frame_of(content, today).of("ru"), ending=ending),
        "docxtemplater.html": DOCXTEMPLATER,
        "pyodide.html": PYODIDE.replace("TODAY", today),
        "template.docx": template,
        "tags.json": json.dumps(tags, ensure_ascii=False),
        "modules.zip": modules_of(plan, answers, today),
        "plan.json": json.dumps(plan, ensure_ascii=False),
        "answers.json": json.dumps(answers, ensure_ascii=False),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    for file in ("docxtemplater/build/docxtemplater.min.js", "pizzip/dist/pizzip.min.js"):
        shutil.copyfile(NPM / file, folder / Path(file).name.replace(".min", ""))
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"):
        shutil.copyfile(NPM / "pyodide" / name, folder / name)
    subprocess.run(["node", "-e", PACK, str(folder)], check=True)
    return {"Aryz": "ours.html", "docxtemplater + pizzip": "docxtemplater.html", "Pyodide": "pyodide.html"}


KINDS = {"html": "text/html", "js": "text/javascript", "mjs": "text/javascript", "wasm": "application/wasm"}


class Packed(BaseHTTPRequestHandler):
    """Sends files as brotli, to be kept for an hour."""

    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *rest: Any):
        self.folder = folder
        super().__init__(*rest)

    def do_GET(self) -> None:
        name = Path(self.path.partition("?")[0]).name
        file = self.folder / f"{name}.br"
        data = file.read_bytes() if file.exists() else b""
        self.send_response(200 if data else 404)
        kind = KINDS.get(name.rpartition(".")[2], "application/octet-stream")
        for header, value in {
            "Content-Type": kind,
            "Content-Encoding": "br",
            "Content-Length": str(len(data)),
            "Cache-Control": "max-age=3600",
        }.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *words: Any) -> None:
        """Quiet."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, folder))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def visit(page: Any, slowed: int, address: str) -> tuple[float, int, list[int]]:
    """Milliseconds to the paper, bytes received, and the paper."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.goto(address)
    while not page.evaluate("performance.getEntriesByName('paper').length"):  # the policy lets nothing wait inside
        page.wait_for_timeout(100)
    took = page.evaluate("performance.getEntriesByName('paper')[0].duration")
    entries = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
    size = page.evaluate(f"{entries}.reduce((sum, one) => sum + one.transferSize, 0)")
    return took, size, page.evaluate("window.paper")


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    fetch()
    took: dict[tuple[str, int, int], list[float]] = {}
    sizes: dict[str, int] = {}
    papers: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, served(Path(name)) as address:
        listed = pages(Path(name))
        browser = playwright.chromium.launch(executable_path=whole(), args=CHROMIUM_FLAGS)
        for _ in range(rounds):
            for slowed in (1, 6):
                for who, file in listed.items():
                    context = browser.new_context()
                    for again in (1, 2):
                        page = context.new_page()
                        spent, size, paper = visit(page, slowed, f"{address}/{file}")
                        took.setdefault((who, slowed, again), []).append(spent)
                        sizes[who] = size if again == 1 else sizes[who]
                        papers[who] = bytes(paper)
                        page.close()
                    context.close()
        browser.close()
    print("| | KB received | first visit | second | slowed six times, first | second |\n|---|---|---|---|---|---|")
    for who in listed:
        cells = [f"{statistics.median(took[who, slowed, again]):.0f}" for slowed in (1, 6) for again in (1, 2)]
        print(f"| {who} | {sizes[who] / 1000:.0f} | {' | '.join(cells)} |")
    print("the papers' text:", "equal" if len({_text(paper) for paper in papers.values()}) == 1 else "DIFFERS")


def _text(paper: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        return re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())


if __name__ == "__main__":
    main()
