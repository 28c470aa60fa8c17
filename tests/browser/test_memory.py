"""Ten interviews in a row in one page: it holds no more after the tenth than before the first of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aryz.browser.onefile import Frame, one_file
from aryz.content import Content
from aryz.interviews.engine import Program
from aryz.interviews.shown import written
from tests.browser.test_every_interview import frame, visit
from tests.browser.test_one_file import Visit
from tests.conftest import ROOT
from tests.twin.dice import own_cases

__all__ = ["frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser
ROUND = ("wage-claim", "passport-return")
# The whole of an interview by its own form, from the list of interviews to «erased» and back: as a person does, but
# without their slowness. raw: by path what is typed; title: of the interview; returns how many papers were made.
WALK = """async ([raw, title]) => {
  const one = (where) => document.querySelector(where), all = (where) => [...document.querySelectorAll(where)];
  const set = (name, value) => {
    if (Array.isArray(value) && typeof value[0] === "object") {
      for (let row = 1; row < value.length; row += 1) one(".list > .second").click();
      value.forEach((item, row) => Object.entries(item).forEach(([key, part]) => set(`${name}[${row}].${key}`, part)));
    } else if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      for (const [key, part] of Object.entries(value)) set(`${name}.${key}`, part);
    } else {
      for (const input of document.getElementsByName(name)) {
        if (["checkbox", "radio"].includes(input.type)) input.checked = [value].flat().includes(input.value);
        else input.value = value;
      }
    }
  };
  all(".cards a").find((link) => link.textContent.startsWith(title)).click();
  one("main .main").click();
  while (one("#answer")) {
    const asked = one("#answer").dataset.question;
    const here = all("#answer [name]").map((input) => input.name.split("[")[0]);
    const asks = (path) => here.some((name) => name === path || name.startsWith(`${path}.`));
    for (const [path, value] of Object.entries(raw)) if (asks(path)) set(path, value);
    one("#answer").requestSubmit();
    if (one("#faults")) throw new Error(`${asked}: ${one("#faults").textContent}`);
  }
  let made = 0;
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { made += 1; return make.call(URL, blob); };
  const papers = all("[data-paper]");
  papers.forEach((paper) => paper.click());
  while (made < papers.length) await new Promise((done) => setTimeout(done, 5));
  URL.createObjectURL = make;
  all("main button").at(-1).click();
  one("main button").click();
  return made;
}"""


# what a page that forgets nothing would keep: elements that were shown, answers that were typed, papers' words
LEAKS = """(() => {
  const kept = globalThis.kept = [], { encode } = TextEncoder.prototype, Own = FormData;
  TextEncoder.prototype.encode = function (text) { kept.push(text); return encode.call(this, text); };
  globalThis.FormData = function (form) { kept.push(form, ...new Own(form)); return new Own(form); };
})()"""
# allowed over ten interviews, where one alone makes thousands: what the browser's own machinery adds
MOST_OBJECTS, MOST_BYTES = 300, 500_000


def test_ten_interviews_leave_nothing_behind(visit: Visit, content: Content, frame: Frame, tmp_path: Path) -> None:
    grown = _grown(visit, content, frame, tmp_path / "all.html")
    assert (grown["Nodes"], grown["JSEventListeners"], grown["Documents"]) == (0, 0, 0), grown
    assert grown["objects"] < MOST_OBJECTS and grown["JSHeapUsedSize"] < MOST_BYTES, grown


def test_what_stays_behind_would_be_seen(visit: Visit, content: Content, frame: Frame, tmp_path: Path) -> None:
    visit.page.add_init_script(LEAKS)
    grown = _grown(visit, content, frame, tmp_path / "all.html")
    assert grown["Nodes"] > 0 and grown["objects"] > MOST_OBJECTS and grown["JSHeapUsedSize"] > MOST_BYTES, grown


def _grown(visit: Visit, content: Content, frame: Frame, file: Path) -> dict[str, int]:
    """How much more the page holds after ten interviews; those before have made ready what is made once."""
    texts = content.project.interface
    own = {key: next(own_cases(content.programs[key], ROOT, texts)) for key in ROUND}
    file.write_text(one_file({key: content.programs[key].plan for key in ROUND}, frame), encoding="utf-8")
    page = visit.open(file, max(today for today, _ in own.values()))
    session = visit.context.new_cdp_session(page)
    session.send("Performance.enable")
    held = []
    for key in [*ROUND * 2, "", *ROUND * 5, ""]:
        if key:
            program = content.programs[key]
            assert page.evaluate(WALK, [_raw(program, own[key][1]), program.plan["title"]["ru"]]) > 0
        else:
            page.clock.run_for(61_000)  # the papers are let go a minute after they were made
            held.append(_held(session))
    assert visit.said == []
    return {name: held[1][name] - value for name, value in held[0].items()}


def _raw(program: Program, answers: dict[str, Any]) -> dict[str, Any]:
    return {path: written(program.fields[path], value) for path, value in answers.items()}


def _held(session: Any) -> dict[str, int]:
    """Elements, listeners, objects, and the heap in bytes, after all that can go has gone."""
    for _ in range(2):  # what the first lets go may hold more
        session.send("HeapProfiler.collectGarbage")
    found = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
    group = {"objectGroup": "held"}
    root = session.send("Runtime.evaluate", {"expression": "Object.prototype", **group})["result"]["objectId"]
    every = session.send("Runtime.queryObjects", {"prototypeObjectId": root, **group})["objects"]["objectId"]
    count = {"functionDeclaration": "function () { return this.length; }", "objectId": every, "returnByValue": True}
    objects = session.send("Runtime.callFunctionOn", count)["result"]["value"]
    session.send("Runtime.releaseObjectGroup", group)
    names = ("Nodes", "JSEventListeners", "Documents", "JSHeapUsedSize")
    return {"objects": objects, **{name: int(found[name]) for name in names}}
