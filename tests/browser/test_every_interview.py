"""Each interview's file in Chromium without network: all its own cases by the page's engine, one by the form itself."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aryz import build
from aryz.browser.onefile import Frame, one_file
from aryz.browser.twin import twin_library
from aryz.content import Content
from aryz.interviews.answers import read_question
from aryz.interviews.engine import Program, plain
from aryz.interviews.shown import written
from aryz.package import paper_text
from aryz.project import tag_of
from tests.browser.going import back
from tests.browser.reached import REACHED, run_in
from tests.browser.test_one_file import Visit, entries, fill
from tests.conftest import ROOT
from tests.thorough import some
from tests.twin.compare import apart
from tests.twin.dice import own_cases
from tests.twin.snapshot import Case, shown

pytestmark = pytest.mark.browser
INTERVIEWS = sorted(path.name.removesuffix(".cases.yml") for path in (ROOT / "interviews").glob("*.cases.yml"))
LANGUAGES = ("ru", "uz-cyrl", "kk", "uz", "en")
# each interview in one language, the most used in two
WALKS = [("wage-claim", "ru"), *((interview, LANGUAGES[(at + 1) % 5]) for at, interview in enumerate(INTERVIEWS))]


@pytest.fixture(scope="module")
def frame(content: Content) -> Frame:
    return build.frame_of(content, "2026-11-25")


@pytest.fixture
def visit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    params = getattr(request.node, "callspec", None)
    made = Visit(browser, params.params.get("language", "ru") if params else "ru")
    yield made
    made.context.close()


def typed(program: Program, today: str, answers: dict[str, Any], language: str) -> Case:
    """A case as a person types it, question after question."""
    known: dict[str, Any] = {}
    steps = []
    while (question := program.evaluate(known, today, language).question) is not None:
        paths = program.questions[question]["fields"]
        raw = {path: written(program.fields[path], answers[path]) for path in paths}
        known, faults = read_question(program, known, today, question, raw, language)
        assert not faults, f"{question}: {faults}"
        steps.append([question, raw])
    return {"interview": program.plan["id"], "language": language, "today": today, "typed": steps}


def expected(program: Program, case: Case, texts: Any) -> Any:
    """What Python shows of a case; papers are the entries of their files."""
    made = shown(program, case, texts)
    turn = program.evaluate(made["end"]["answers"], case["today"], case["language"])
    made["end"]["texts"] = {}
    for key in made["end"]["papers"]:
        document, language = key.split(".")
        template = program.template(document, language)
        assert template is not None
        made["end"]["papers"][key] = _files(template.render_docx(turn.environment(language)))
        made["end"]["texts"][key] = paper_text(program, turn, document, language)
    return in_words(json.loads(json.dumps(made)))


def in_words(made: Any) -> Any:
    """What a case shows with its texts as one string each: in a file citations and guides are words like the others."""
    for step in made["steps"]:
        step["help"] = plain(step["help"])
    end = made["end"]
    end["notices"] = [plain(parts) for parts in end["notices"]]
    end["said"] = {outcome: plain(parts) for outcome, parts in end["said"].items()}
    end["deadlines"] = [
        [plain(part) if isinstance(part, list) else part for part in deadline] for deadline in end["deadlines"]
    ]
    return made


def _files(data: bytes) -> list[list[str]]:
    return [[name, base64.b64encode(part).decode()] for name, part in entries(data)]


@pytest.mark.parametrize("interview", INTERVIEWS)
def test_all_own_cases_come_out_in_the_file_as_in_python(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path, interview: str
) -> None:
    """Each case in one of the languages, by the file of that language; in Cyrillic Uzbek by one in all languages, which
    makes the letters itself.
    """
    program, texts, modules = content.programs[interview], content.project.interface, twin_library()
    spoken, own, differ = program.plan["languages"], list(own_cases(program, ROOT, texts)), []
    for at, language in enumerate(spoken):
        cases = [typed(program, today, answers, language) for today, answers in own[at :: len(spoken)] or own]
        whole = frame if language == "uz-cyrl" else frame.of(language)
        text = one_file({interview: program.plan}, whole, modules, REACHED)
        (tmp_path / "file.html").write_text(text, encoding="utf-8")
        for case, theirs in zip(cases, run_in(visit.open(tmp_path / "file.html"), cases), strict=True):
            papers = theirs["end"]["papers"]
            papers |= {key: _files(base64.b64decode(data)) for key, data in papers.items()}
            ours = expected(program, case, texts)
            assert ours["end"]["complete"] and len(ours["steps"]) == len(case["typed"]) > 0
            differ += [f"{case['today']} {language}: {place}" for place in apart("", ours, in_words(theirs))][:1]
    assert differ == []
    assert visit.silent(), (visit.tried, visit.said)


def test_a_letter_more_in_the_pages_template_would_be_seen(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path
) -> None:
    program, texts = content.programs["passport-return"], content.project.interface
    today, answers = next(own_cases(program, ROOT, texts))
    case = typed(program, today, answers, "ru")
    other = json.loads(json.dumps(program.plan).replace("</w:document>", " </w:document>"))
    (tmp_path / "file.html").write_text(one_file({"passport-return": other}, frame, ending=REACHED), encoding="utf-8")
    theirs = run_in(visit.open(tmp_path / "file.html"), [case])[0]
    papers = theirs["end"]["papers"]
    papers |= {key: _files(base64.b64decode(data)) for key, data in papers.items()}
    places = list(apart("", expected(program, case, texts), in_words(theirs)))
    assert len(places) == len(papers) > 0 and all(place.startswith(".end.papers.") for place in places)


@pytest.mark.whole
@pytest.mark.parametrize(("interview", "language"), some(WALKS, *WALKS[:2]))
def test_from_the_first_question_to_pythons_papers(
    visit: Visit, content: Content, frame: Frame, tmp_path: Path, interview: str, language: str
) -> None:
    """The first of its own cases, as a person fills it in on a telephone: typing, ticking, choosing, clicking."""
    program, texts = content.programs[interview], content.project.interface
    today, answers = next(own_cases(program, ROOT, texts))
    text = one_file({interview: program.plan}, frame.of(language))
    (tmp_path / "file.html").write_text(text, encoding="utf-8")
    page = visit.open(tmp_path / "file.html", today)
    assert page.locator("html").get_attribute("lang") == tag_of(language)
    first = page.inner_html("main")  # as it stands in the file
    page.click("main .main")
    back(page)
    assert page.inner_html("main").replace(' tabindex="-1"', "") == first
    page.click("main .main")
    known: dict[str, Any] = {}
    while page.locator("#answer").count():
        name = page.locator("#answer").get_attribute("data-question")
        turn = program.evaluate(known, today, language)
        assert name == turn.question
        assert page.locator("h1").inner_text() == turn.plain(program.questions[name]["ask"], language)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        for path in program.questions[name]["fields"]:
            known[path] = answers[path]
            fill(page, path, program.fields[path], written(program.fields[path], answers[path]))
        page.click("#answer .main")
        assert not page.locator("#faults").count(), page.locator("#faults").inner_text()
    turn = program.evaluate(known, today, language)
    assert turn.complete
    assert page.locator(".answer").count() == len(turn.asked)
    kinds = [texts[language][f"outcome.{program.outcomes[one]['kind']}"] for one in turn.outcomes]
    assert page.locator(".outcome h2 small").all_inner_texts() == kinds
    papers = [f"{document}.{key}" for document in turn.documents for key in program.plan["document_languages"]]
    assert page.eval_on_selector_all("[data-paper]", "(all) => all.map((one) => one.dataset.paper)") == papers
    for paper in papers:
        with page.expect_download() as caught:
            page.click(f'[data-paper="{paper}"]')
        assert caught.value.suggested_filename == f"{paper}.docx"
        document, key = paper.split(".")
        template = program.template(document, key)
        assert template is not None
        assert _files(Path(caught.value.path()).read_bytes()) == _files(template.render_docx(turn.environment(key)))
    assert visit.silent(), (visit.tried, visit.said)
