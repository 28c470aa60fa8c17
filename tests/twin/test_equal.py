"""The same questions, values, faults and papers in both languages: own cases, random answers, random plans."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aryz.content import Content
from aryz.interviews.engine import Program
from aryz.interviews.needs import needs_of
from aryz.law.functions import RUN_FUNCTIONS
from aryz.plan.filters import WORDED
from aryz.plan.run import UNKNOWN, text_of
from tests.conftest import ROOT
from tests.documents.test_generate import Nodes, bodies, by_code, contexts, environment
from tests.twin import dice
from tests.twin.compare import Twin, apart
from tests.twin.snapshot import plain, shown, tried

RANDOM = 14  # answers for each interview, beside its own cases


@pytest.fixture(scope="module")
def ready(twin: Twin, content: Content) -> Twin:
    twin.takes(content.programs, content.project.interface)
    return twin


def test_every_interview_asks_says_and_makes_the_same(ready: Twin, content: Content) -> None:
    texts = content.project.interface
    made = [case for program in content.programs.values() for case in dice.cases(program, ROOT, texts, 2026, RANDOM)]
    assert ready.differences(content.programs, texts, made) == []
    ends = [shown(content.programs[case["interview"]], case, texts) for case in made[:40]]
    assert any(end["end"]["papers"] for end in ends)  # what is compared is not empty


def test_a_function_of_the_law_that_fails_is_said_beside_the_answer(ready: Twin, content: Content) -> None:
    typed = [
        ["body", {"body.kind": "migration"}],
        ["asked", {"asked.about": "wages", "asked.date": "2021-07-15", "asked.number": "", "asked.result": "silent"}],
    ]
    case = {"interview": "prosecutor-complaint", "language": "uz", "today": "2026-08-31", "typed": typed}
    texts, program = content.project.interface, content.programs["prosecutor-complaint"]
    assert shown(program, case, texts)["steps"][1]["faults"]["asked.about"]["key"] == "calendar.outside"
    assert ready.differences(content.programs, texts, [case]) == []


def test_lists_and_maps_are_no_words(ready: Twin, content: Content) -> None:
    """Of a list of one word JavaScript makes that word, Python none."""
    texts, program = content.project.interface, content.programs["wage-claim"]
    today, answers = next(dice.own_cases(program, ROOT, texts))
    made = []
    for path, value in answers.items():
        if isinstance(value, str | bool | list) and value != []:
            name = next(name for name, one in program.questions.items() if path in one["fields"])
            for odd in ([value], {"value": value}):
                typed = [[name, {**{key: answers.get(key) for key in program.questions[name]["fields"]}, path: odd}]]
                made.append({"interview": "wage-claim", "language": "ru", "today": today, "typed": typed})
    assert len(made) > 20
    assert ready.differences(content.programs, texts, made) == []
    assert all(shown(program, case, texts)["steps"][0]["faults"] for case in made)


def test_a_difference_would_be_seen(ready: Twin, content: Content) -> None:
    program, texts = content.programs["wage-claim"], content.project.interface
    today, answers = next(dice.own_cases(program, ROOT, texts))
    case = {"interview": "wage-claim", "language": "ru", "today": today, "answers": answers}
    other = {**case, "answers": {**answers, "worker.sex": {"m": "f", "f": "m"}[answers["worker.sex"]]}}
    ours = json.loads(json.dumps(shown(program, case, texts)))
    assert list(apart("", ours, ready.ask("case", case))) == []
    assert any(".papers." in place for place in apart("", ours, ready.ask("case", other)))


@pytest.mark.parametrize("store", [False, True])
def test_a_paper_has_the_entries_of_pythons(ready: Twin, content: Content, store: bool) -> None:
    """Deflated or stored by the twin: the same names in the same order, the same bytes in each."""
    texts = content.project.interface
    for program in content.programs.values():
        for today, answers in list(dice.own_cases(program, ROOT, texts))[:1]:
            turn = program.evaluate(answers, today)
            for document in turn.documents:
                for key in program.plan["document_languages"]:
                    case = {"interview": program.plan["id"], "language": "ru", "today": today, "answers": answers}
                    data = ready.ask("docx", {"of": case, "paper": [document, key], "store": store})
                    template = program.template(document, key)
                    assert template is not None
                    ours = _entries(template.render_docx(turn.environment(key)))
                    assert _entries(base64.b64decode(data)) == ours


def _entries(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return [(name, archive.read(name)) for name in archive.namelist()]


# random plans: fields of every shape, conditions and values by chance, a paper by chance

_FIELDS = {
    "a": "text",
    "b.c": "text",
    "n": "integer",
    "yes": "yes_no",
    "rows": "list",
    "texts": "choices",
    "struct": "text",
}
TRUTHS = Nodes(()).truth(2)
TEXTS = Nodes(()).text(2)


def plans() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        _plan,
        st.lists(st.one_of(st.none(), TRUTHS), min_size=len(_FIELDS), max_size=len(_FIELDS)),
        st.lists(st.one_of(TEXTS, Nodes(()).number(2)), min_size=2, max_size=2),
        st.one_of(st.none(), TRUTHS),
        bodies(2),
        TRUTHS,
    )


def _plan(whens: list[Any], values: list[Any], chosen: Any, body: list[Any], told: Any) -> dict[str, Any]:
    """A plan of one paper and one outcome. A condition speaks only of fields before its own, as compiled ones do."""
    computed = {"made.first": values[0], "made.second": ["if", ["lit", True], values[1], ["get", "made.first"]]}
    questions, before = [], set[str]()
    for path, when in zip(_FIELDS, whens, strict=True):
        asked = when if when is not None and _paths(when) <= before else None
        questions.append({"id": f"q-{path}", "topic": "", "ask": {}, "help": {}, "fields": [path], "when": asked})
        before.add(path)
    whole = [*body, *(["out", ["get", path]] for path in computed)]
    end = {"title": {"ru": "x", "kk": "x"}, "when": chosen}
    said = {"ru": ["сказано: ", ["out", ["get", "made.second"]]]}
    return {
        "id": "random",
        "fields": {path: {"type": kind, "label": {}, "help": {}} for path, kind in _FIELDS.items()},
        "questions": questions,
        "topics": {},
        "why": {q["id"]: [] for q in questions},
        "values": computed,
        "checks": [],
        "notices": [{"when": told, "say": {"ru": ["!"]}}],
        "contacts": [],
        "deadlines": [],
        "labels": {},
        "tables": {},
        "documents": [
            {
                **end,
                "id": "paper",
                "templates": {"ru": {"parts": {"word/document.xml": whole}, "fixed": "x"}},
                "needs": needs_of([whole], computed),
            }
        ],
        "outcomes": [
            {
                **end,
                "id": "told",
                "kind": "advice",
                "say": said,
                "guides": [],
                "interviews": [],
                "contacts": [],
                "needs": needs_of([said["ru"]], computed),
            }
        ],
        "fixed": {"x": []},
        "languages": ["ru"],
        "document_languages": ["ru"],
    }


def _paths(node: Any) -> set[str]:
    if not isinstance(node, list):
        return set()
    return {node[1]} if node[:1] == ["get"] else set().union(*map(_paths, node))


@settings(max_examples=250)
@given(plans(), contexts())
def test_random_plans_run_alike(twin: Twin, plan: dict[str, Any], values: dict[str, Any]) -> None:
    functions = {**RUN_FUNCTIONS, "law.twice": lambda tables, x: text_of(x) * 2}
    program = Program(plan, functions)
    answers = {path: value for path, value in values.items() if value is not UNKNOWN}
    twin.ask("plans", {"random": plan})
    case = {"interview": "random", "language": "ru", "today": "2026-11-24", "answers": answers}
    theirs = twin.ask("case", case)["end"]
    ours = shown(program, case, {"ru": {}})["end"]
    for one in (ours, theirs):  # the rows of these plans have no shape that a person could read
        if not one.get("error"):
            del one["readable"], one["written"]
    assert list(apart("", json.loads(json.dumps(ours)), theirs)) == []


@settings(max_examples=250)
@given(bodies(2), contexts())
def test_random_papers_are_printed_alike(twin: Twin, body: list[Any], values: dict[str, Any]) -> None:
    ours = tried(lambda: by_code(body, environment(values)).decode())
    theirs = twin.ask("body", {"body": body, "values": plain(values), "language": "ru"})
    assert theirs == ours


def test_words_are_known_to_both(twin: Twin) -> None:
    assert sorted(WORDED) == twin.ask("call", ["$", "sorted", sorted(WORDED, reverse=True)])
