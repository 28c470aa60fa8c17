"""All of a case in one zip, made by the file that holds all interviews: the files are Python's, byte for byte."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from aryz.browser.onefile import Frame, one_file
from aryz.content import Content
from aryz.interviews.engine import Turn
from aryz.package import Package, package_drafts
from tests.browser.filling import FILLING, as_typed
from tests.browser.reached import REACHED
from tests.browser.test_every_interview import frame, visit
from tests.browser.test_one_file import Visit
from tests.conftest import ROOT
from tests.twin.dice import own_cases

__all__ = ["frame", "visit"]  # fixtures
pytestmark = pytest.mark.browser
CASES = 4  # of each interview
MADE = """async (cases) => {
  const made = [], base64 = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
  for (const { interview, today, answers, language } of cases) {
    const turn = reached.programs[interview].evaluate(answers, today, language);
    const files = await reached.packaging.files(turn, reached.held, language);
    made.push(Object.entries(files).map(([name, data]) => [name, base64(data)]));
  }
  return JSON.stringify(made);
}"""


def pythons(turn: Turn, content: Content, language: str) -> dict[str, Any]:
    """What the server makes, where it has no LibreOffice."""
    spoken = turn.program.plan["document_languages"]
    wanted = Package(spoken, ("docx", "txt"), language, content.project.interface, content.titles)
    return package_drafts(turn.program, turn, wanted)


def opened(files: dict[str, bytes]) -> dict[str, Any]:
    """Files by name; of Word files their parts in order."""
    return {name: parts(data) if name.endswith(".docx") else data.decode() for name, data in files.items()}


def parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_the_files_of_own_cases_are_pythons(visit: Visit, content: Content, frame: Frame, tmp_path: Path) -> None:
    cases, turns = list[dict[str, Any]](), list[Turn]()
    for key, program in content.programs.items():
        own = own_cases(program, ROOT, content.project.interface)
        for (today, answers), language in zip(own, program.plan["languages"][:CASES], strict=False):
            cases.append({"interview": key, "today": today, "answers": answers, "language": language})
            turns.append(program.evaluate(answers, today, language))
    plans = {key: program.plan for key, program in content.programs.items()}
    ending = f"{REACHED} Object.assign(globalThis.reached, {{ packaging, held: DATA }});"
    (tmp_path / "all.html").write_text(one_file(plans, frame, ending=ending), encoding="utf-8")
    page = visit.open(tmp_path / "all.html")
    seen = set[str]()
    for case, turn, made in zip(cases, turns, json.loads(page.evaluate(MADE, cases)), strict=True):
        theirs = opened({name: base64.b64decode(data) for name, data in made})
        ours = opened(pythons(turn, content, case["language"]))
        assert list(theirs) == list(ours), (case["interview"], case["language"])
        for name, data in ours.items():
            assert theirs[name] == data, (case["interview"], case["language"], name)
        seen |= {name.partition(".")[0] for name in ours}
    assert {"note", "annexes", "calculation", "deadlines"} <= seen
    assert visit.silent(), (visit.tried, visit.said)


def test_one_button_gives_all_of_it(visit: Visit, content: Content, frame: Frame, tmp_path: Path) -> None:
    program = content.programs["wage-claim"]
    plans = {key: content.programs[key].plan for key in ("wage-claim", "hotline-triage")}
    (tmp_path / "two.html").write_text(one_file(plans, frame), encoding="utf-8")
    today, answers = next(own_cases(program, ROOT, content.project.interface))
    page = visit.open(tmp_path / "two.html", today)
    page.evaluate(
        f"([raw, title]) => ({FILLING})(raw, title)", [as_typed(program, answers), program.plan["title"]["ru"]]
    )
    with page.expect_download() as caught:
        page.click("#package")
    assert caught.value.suggested_filename == "wage-claim.zip"
    made = dict(parts(Path(caught.value.path()).read_bytes()))
    assert opened(made) == opened(pythons(program.evaluate(answers, today, "ru"), content, "ru"))
    assert visit.silent(), (visit.tried, visit.said)
