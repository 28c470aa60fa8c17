"""Ten interviews in a row in one page: it holds no more after the tenth than before the first of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aryz.browser.onefile import Frame, one_file
from aryz.content import Content
from tests.browser.filling import FILLING, as_typed
from tests.browser.test_every_interview import frame, visit
from tests.browser.test_one_file import Visit
from tests.conftest import ROOT
from tests.twin.dice import own_cases

__all__ = ["frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser
ROUND = ("wage-claim", "passport-return")
# an interview from the list of them to its papers, «erased», and back to the list; returns how many papers were made
WALK = f"""async ([raw, title]) => {{
  await ({FILLING})(raw, title);
  const all = (where) => [...document.querySelectorAll(where)], make = URL.createObjectURL;
  let made = 0;
  URL.createObjectURL = (blob) => {{ made += 1; return make.call(URL, blob); }};
  const papers = all("[data-paper]");
  papers.forEach((paper) => paper.click());
  while (made < papers.length) await new Promise((done) => setTimeout(done, 5));
  URL.createObjectURL = make;
  all("main button").at(-1).click();
  while (all(".answer").length) await new Promise((done) => setTimeout(done, 5));
  all("main button")[0].click();
  return made;
}}"""
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


@pytest.mark.long
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
            assert page.evaluate(WALK, [as_typed(program, own[key][1]), program.plan["title"]["ru"]]) > 0
        else:
            page.clock.run_for(61_000)  # the papers are let go a minute after they were made
            held.append(_held(session))
    assert visit.said == []
    return {name: held[1][name] - value for name, value in held[0].items()}


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
