"""What a file makes ready at once is what a first paper calls: counted by the browser's own coverage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aryz.browser.onefile import Frame, one_file
from aryz.content import Content
from tests.browser.test_one_file import frame
from tests.conftest import ROOT
from tests.twin.dice import own_cases

__all__ = ["frame"]  # a fixture
pytestmark = pytest.mark.browser
STRAIGHT = """window.made = whole.then(() => {
  const turn = programs["KEY"].evaluate(ANSWERS, "TODAY", "ru", true);
  return paper(turn, turn.documents[0], turn.program.plan.document_languages[0], () => true);
});"""
LEAST = 2 / 3  # of what stands in brackets; each case leaves out what other cases need


@pytest.mark.parametrize("interview", ["wage-claim", "legal-aid"])
def test_a_first_paper_calls_most_of_what_is_made_ready(
    browser: Any, content: Content, frame: Frame, tmp_path: Path, interview: str
) -> None:
    program = content.programs[interview]
    cases = own_cases(program, ROOT, content.project.interface)
    today, answers = next(one for one in cases if program.evaluate(one[1], one[0]).documents)
    given = json.dumps(answers)
    ending = STRAIGHT.replace("KEY", interview).replace("TODAY", today).replace("ANSWERS", given)
    text = one_file({interview: program.plan}, frame.of("ru"), None, ending)
    (tmp_path / "file.html").write_text(text, encoding="utf-8")
    script = max(text.split("<script>"), key=len).split("</script>")[0]
    ready = [one for one in _functions(browser, tmp_path / "file.html", len(script)) if _in_brackets(script, *one[:2])]
    called, all_ = (sum(end - start for start, end, count in ready if count >= least) for least in (1, 0))
    assert len(ready) > 50 and called > LEAST * all_, f"{called} of {all_} bytes of {len(ready)} functions"


def _functions(browser: Any, file: Path, size: int) -> list[tuple[int, int, int]]:
    """Where each function of the page's script begins and ends, and how often it was called before the paper."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": False})
    page.goto(file.as_uri())
    assert page.evaluate("made") is True
    counted = session.send("Profiler.takePreciseCoverage")["result"]
    context.close()
    found = [[one["ranges"][0] for one in script["functions"]] for script in counted]
    ranges = max(found, key=len)
    assert max(one["endOffset"] for one in ranges) <= size
    return [(one["startOffset"], one["endOffset"], one["count"]) for one in ranges]


def _in_brackets(script: str, start: int, end: int) -> bool:
    return script[start - 1] == "(" and script[end : end + 1] == ")" and script.startswith("function", start)
