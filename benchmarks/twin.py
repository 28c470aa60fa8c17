"""The twin of the interview engine in the browser: how large, how quick, and how equal to Python.

    python benchmarks/twin.py               sizes and times
    python benchmarks/twin.py --pairs N     N random pairs of a plan and answers in both languages (`make twin`: 10,000)

Sizes by brotli 11 of node. Times in Chromium without network, from the disk, at full speed and slowed six times:
question after question, and from opening to the first paper of a case whose answers are there, beside an empty page.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.bare import Bare  # noqa: E402
from tests.browser.chromium import CHROMIUM_FLAGS, whole  # noqa: E402
from tests.browser.test_one_file import fill  # noqa: E402
from tests.twin import dice  # noqa: E402
from tests.twin.compare import SNAPSHOT, Twin  # noqa: E402

from aryz import build  # noqa: E402
from aryz.browser.onefile import one_file, page_script  # noqa: E402
from aryz.browser.small import small_script  # noqa: E402
from aryz.browser.twin import handed, twin_library, twin_parts  # noqa: E402
from aryz.content import Content, load_content  # noqa: E402
from aryz.interviews.shown import written  # noqa: E402
from aryz.project import Project  # noqa: E402

BROTLI = """const z = require("zlib"), b = require("fs").readFileSync(0);
console.log(z.brotliCompressSync(b, {params: {[z.constants.BROTLI_PARAM_SIZE_HINT]: b.length}}).length)"""
WATCH = """window.made = []; const make = URL.createObjectURL;
URL.createObjectURL = (blob) => { window.made.push(performance.now()); return make.call(URL, blob); };"""
CLICK = """(button) => { const begun = performance.now(); button.click(); return performance.now() - begun; }"""
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
PRESS = "(button) => { const begun = performance.now(); button.click(); return begun; }"
# what a page does last: as soon as its first page is drawn and all of it there, a case's answers are put in and the
# paper is made as by its button
STRAIGHT = """performance.mark("ready");
whole.then(() => requestAnimationFrame(() => setTimeout(() => {
  const program = programs["wage-claim"];
  paper(program.evaluate(ANSWERS, "TODAY", "ru", true), "wage-claim", "ru", () => performance.mark("paper"));
})));"""
EMPTY = '<!doctype html><meta charset="utf-8"><title>Aryz</title><script>performance.mark("paper")</script>'
# of an opening, in milliseconds by the page's own clock, as soon as the paper is there; 0: there is none
MOMENTS = """performance.getEntriesByName("paper").length ? [
  ...["first-contentful-paint", "ready"].map((name) => (performance.getEntriesByName(name)[0] || {}).startTime || 0),
  performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  performance.getEntriesByName("paper")[0].startTime] : null"""


def brotli(text: str) -> int:
    return int(subprocess.run(["node", "-e", BROTLI], input=text.encode(), capture_output=True, check=True).stdout)


def sizes(content: Content) -> None:
    """What goes over the wire."""
    frame, modules = build.frame_of(content, "2026-11-25"), twin_library()
    core = twin_parts(modules, f"return {handed(SNAPSHOT)};")
    rows = {
        "the twin alone (engine, wording, law, papers)": small_script(f"(() => {{{core}}})()"),
        "the page's script, with the twin": small_script(page_script()),
        "`files/aryz.html`, all thirteen": one_file(content.plans, frame, modules),
    }
    for name, text in rows.items():
        print(f"| {name} | {len(text.encode()) / 1000:.0f} | {brotli(text) / 1000:.1f} |", flush=True)
    print(f"| brotli of files/<language>/<id>.html | {' | '.join(frame.languages)} |")
    for key, plan in content.plans.items():
        each = [brotli(one_file({key: plan}, frame.of(language), modules)) / 1000 for language in frame.languages]
        print(f"| {key} | {' | '.join(f'{size:.1f}' for size in each)} |", flush=True)


def _cpu(session: Any) -> float:
    """Milliseconds of the page's thread so far."""
    found = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in found if one["name"] == "TaskDuration")


class Visit:
    """A telephone that opens a file and answers: milliseconds by the page's own clock, and CPU of the page's thread,
    which does not depend on what else the machine does.
    """

    def __init__(self, browser: Any, file: Path, slowed: int):
        self.context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="ru", offline=True, accept_downloads=True
        )
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH)
        self.session = self.context.new_cdp_session(self.page)
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.page.goto(file.as_uri())
        self.opened = self.page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        self.page.evaluate(DRAWN)
        self.opened_cpu = self.cpu()
        self.turns, self.turns_cpu = list[float](), list[float]()
        self.page.wait_for_timeout(500)  # what the page makes ready while it is read
        for _ in range(2):  # the first brings Playwright's own script along
            before = self.cpu()
            self.page.eval_on_selector("main .main", "() => 1")
            self.page.evaluate(DRAWN)
            self.nothing_cpu = self.cpu() - before  # what asking costs

    def cpu(self) -> float:
        return _cpu(self.session)

    def click(self, button: str) -> None:
        """Press, and wait until what comes is drawn."""
        before = self.cpu()
        self.turns.append(self.page.eval_on_selector(button, CLICK))
        self.page.evaluate(DRAWN)
        self.turns_cpu.append(self.cpu() - before)

    def paper(self) -> tuple[float, float]:
        before = self.cpu()
        with self.page.expect_download():
            begun = self.page.eval_on_selector("[data-paper]", PRESS)
        return self.page.evaluate("window.made[0]") - begun, self.cpu() - before


def times(content: Content, slowed: int, rounds: int) -> None:
    """From opening the wage claim to its paper."""
    from playwright.sync_api import sync_playwright

    program = content.programs["wage-claim"]
    today, answers = next(dice.own_cases(program, ROOT, content.project.interface))
    rows: list[list[float]] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "claim.html"
        frame = build.frame_of(content, today).of("ru")
        file.write_text(one_file({"wage-claim": program.plan}, frame), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=whole(), args=CHROMIUM_FLAGS)
        for _ in range(rounds):
            visit = Visit(browser, file, slowed)
            visit.click("main .main")
            while visit.page.locator("#answer").count():
                name = visit.page.locator("#answer").get_attribute("data-question")
                for path in program.questions[name]["fields"]:
                    fill(visit.page, path, program.fields[path], written(program.fields[path], answers[path]))
                visit.click("#answer .main")
            paper, paper_cpu = visit.paper()
            turn, turn_cpu = statistics.median(visit.turns), statistics.median(visit.turns_cpu)
            last, last_cpu = visit.turns[-1], visit.turns_cpu[-1]
            cpu = [visit.opened_cpu, turn_cpu, last_cpu, paper_cpu, visit.nothing_cpu]
            rows.append([visit.opened, turn, last, paper, *cpu])
            visit.context.close()
        browser.close()
    print(
        f"| {slowed} | {' | '.join(f'{statistics.median(one):.0f}' for one in zip(*rows, strict=True))} |", flush=True
    )


def first_papers(content: Content, slowed: int, rounds: int) -> None:
    """From opening to the first paper of a wage claim whose answers are there, by turns with an empty page; nothing
    looks on.
    """
    program = content.programs["wage-claim"]
    today, answers = next(dice.own_cases(program, ROOT, content.project.interface))
    ending = STRAIGHT.replace("ANSWERS", json.dumps(answers)).replace("TODAY", today)
    frame, modules = build.frame_of(content, today), twin_library()
    one = one_file({"wage-claim": program.plan}, frame.of("ru"), modules, ending)
    pages = {"an empty page": EMPTY, "the wage claim": one, "all": one_file(content.plans, frame, modules, ending)}
    rows: dict[str, list[list[float]]] = {name: [] for name in pages}
    with tempfile.TemporaryDirectory() as folder, Bare() as browser:
        for name, text in pages.items():
            (Path(folder) / f"{name}.html").write_text(text, encoding="utf-8")
        for at, name in enumerate(list(pages) * (rounds + 1)):
            moments, cpu = browser.visit(Path(folder) / f"{name}.html", slowed, MOMENTS, 0.5 + 0.4 * slowed)
            if at >= len(pages):  # the first of each makes the browser warm
                rows[name].append([*moments, cpu])
    for name, found in rows.items():
        cells = [statistics.median(column) for column in zip(*found, strict=True)]
        print(f"| {slowed} | {name} | {' | '.join(f'{one:.0f}' if one else '' for one in cells)} |", flush=True)


def pairs(content: Content, count: int, seed: int) -> int:
    """Random pairs in both; returns how many differ."""
    texts, programs = content.project.interface, content.programs
    each = -(-count // len(programs))
    with tempfile.TemporaryDirectory() as folder:
        twin = Twin(Path(folder))
        twin.takes(programs, texts)
        begun, done, found = time.perf_counter(), 0, list[str]()
        for program in programs.values():
            listed = islice(dice.cases(program, ROOT, texts, seed, each), each)
            cases: list[Any] = json.loads(json.dumps(list(listed)))
            found += twin.differences(programs, texts, cases)
            done += len(cases)
        twin.close()
    print(f"{done} pairs in {time.perf_counter() - begun:.0f} s, seed {seed}: {len(found)} differ")
    print("\n".join(found[:20]))
    return len(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--times", action="store_true", help="times alone")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    content = load_content(Project(ROOT))
    if asked.pairs:
        return 1 if pairs(content, asked.pairs, asked.seed) else 0
    if not asked.times:
        sizes(content)
    print(
        "| slowed | opened | turn | review | paper | CPU: opened | turn and drawing | review | paper | asking alone |"
    )
    for slowed in (1, 6):
        times(content, slowed, asked.rounds)
    print("| slowed | from opening, answers there | first page drawn | script run | opened | paper made | CPU |")
    for slowed in (1, 6):
        first_papers(content, slowed, asked.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
