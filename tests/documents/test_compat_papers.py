"""Our own papers, all examples, both languages: rendered by docxtpl with the same filters and the clauses copied in by
hand, the parts are the same.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import pytest

from aryz.content import load_content
from aryz.diagnostics import Findings
from aryz.documents.compile import compile_template
from aryz.interviews.cases import read_answers, read_file
from aryz.interviews.include import read_top
from aryz.plan import types as t
from aryz.plan.constants import constant_call
from aryz.plan.printed import PRINTED, as_text
from aryz.plan.rules import picked, summed
from aryz.plan.run import Environment, compile_node, text_of
from aryz.plan.types import Type
from aryz.plan.vocabulary import FILTERS, Vocabulary
from aryz.project import Project
from tests.conftest import ROOT
from tests.documents.reference import docxtpl_renders, parts_of
from tests.documents.word import faults_of

EXAMPLES = sorted((ROOT / "examples").glob("*.yml"))
CASES = sorted((ROOT / "interviews").glob("*.cases.yml"))
EVERY = 3  # of the cases one in three: a paper of docxtpl takes a tenth of a second


@dataclass
class Compiled:
    """What a template was compiled with."""

    scope: Any
    words: Vocabulary


@pytest.fixture(scope="module")
def loaded() -> Any:
    """The content, and for each template the scope and vocabulary it was compiled with."""
    known: dict[Path, Compiled] = {}

    def noting(path: Path, scope: Any, words: Vocabulary, *others: Any) -> Any:
        known[path] = Compiled(scope, copy.copy(words))
        return compile_template(path, scope, words, *others)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aryz.interviews.compile.compile_template", noting)
        content = load_content(Project(ROOT))
    return content, known


class Value:
    """A value as docxtpl's templates see it: printed, compared and looped over as its type wants."""

    def __init__(self, raw: Any, type_: Type, env: Environment):
        self.raw, self.type, self.env = raw, type_, env

    def run(self, node: Any) -> Any:
        env = self.env
        local = {**env.locals, "x": self.raw}
        return compile_node(node)(Environment(env.lookup, env.language, env.tables, env.functions, local))

    def __str__(self) -> str:
        return text_of(self.run(as_text(["var", "x"], self.type, "x")))

    def __getattr__(self, name: str) -> Any:
        part = self.type.field(name)
        if name.startswith("__") or part is None:
            raise AttributeError(name)
        return Value(None if self.raw is None else self.raw.get(name), part, self.env)

    def __getitem__(self, index: int) -> Any:
        return Value(self.raw[index], self.type.item or t.ANY, self.env)

    def __iter__(self) -> Iterator[Any]:
        return iter([Value(item, self.type.item or t.ANY, self.env) for item in self.raw or []])

    def __len__(self) -> int:
        return len(self.raw or [])

    def __bool__(self) -> bool:
        return bool(self.raw)

    def __contains__(self, item: Any) -> bool:
        return plain(item) in (self.raw or [])

    def __eq__(self, other: object) -> bool:
        return bool(self.raw == plain(other))

    def __hash__(self) -> int:
        return hash(str(self.raw))

    def __lt__(self, other: Any) -> bool:
        return self._ordered("<", other)

    def __gt__(self, other: Any) -> bool:
        return self._ordered(">", other)

    def __le__(self, other: Any) -> bool:
        return self._ordered("<=", other)

    def __ge__(self, other: Any) -> bool:
        return self._ordered(">=", other)

    def _ordered(self, sign: str, other: Any) -> bool:
        return bool(self.run(["cmp", sign, ["var", "x"], ["lit", plain(other)]]))

    def _joined(self, sign: str, other: Any) -> Any:
        return Value(self.run(["bin", sign, ["var", "x"], ["lit", plain(other)]]), self.type, self.env)

    def __add__(self, other: Any) -> Any:
        return self._joined("+", other)

    def __sub__(self, other: Any) -> Any:
        return self._joined("-", other)


def plain(value: Any) -> Any:
    return value.raw if isinstance(value, Value) else value


class Branch:
    """A dotted name that is no value yet, such as `worker`."""

    def __init__(self, path: str, scope: Any, env: Environment):
        self._path, self._scope, self._env = path, scope, env

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return named(f"{self._path}.{name}", self._scope, self._env)


def named(path: str, scope: Any, env: Environment) -> Any:
    type_ = scope.paths.get(path)
    if type_ is not None:
        return Value(env.lookup(path), type_, env)
    if any(known.startswith(f"{path}.") for known in scope.paths):
        return Branch(path, scope, env)
    raise AttributeError(path)


def jinja_of(env: Environment) -> jinja2.Environment:
    """Jinja with our filters in place of its own, and our test for what is empty."""
    made = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    for name in FILTERS:
        made.filters[name] = filtering(name, env)
    made.tests["empty"] = lambda value: plain(value) in (None, "", [])
    return made


def filtering(name: str, env: Environment) -> Any:
    spec = FILTERS[name]

    def apply(value: Any, *args: Any, **kwargs: Any) -> Any:
        given = value if isinstance(value, Value) else Value(plain(value), t.ANY, env)
        node: Any = ["var", "x"]
        type_ = given.type
        if "text" in spec.takes and type_.kind in PRINTED and type_.kind not in spec.takes:
            node, type_ = as_text(node, type_, name), t.TEXT
        order = dict(zip((p.name for p in spec.parameters), args, strict=False)) | kwargs
        arguments = [["lit", plain(order.get(p.name))] for p in spec.parameters]
        if name in {"label", "labels"}:
            arguments = [["lit", type_.labels]]
        result = spec.result if isinstance(spec.result, Type) else spec.result(type_)
        if name == "sum" and type_.kind != "any":
            result = summed(type_, arguments)
        elif name in {"map", "selectattr", "rejectattr", "max", "min"} and type_.kind != "any":
            result = picked(name, type_, arguments)
        return Value(given.run(["filter", name, node, arguments]), result, env)

    return apply


def context_of(compiled: Compiled, env: Environment) -> dict[str, Any]:
    heads = {path.partition(".")[0] for path in compiled.scope.paths}
    made = {head: named(head, compiled.scope, env) for head in heads}

    def constant(name: str) -> Any:
        def call(*args: Any) -> Any:
            listed = [jinja2.nodes.Const(a) for a in args]
            node, type_ = constant_call(name, jinja2.nodes.Call(None, listed, [], None, None), compiled.words)
            return Value(compile_node(node)(env), type_, env)

        return call

    return {
        **made,
        "today": Value(env.lookup("today"), t.DATE, env),
        **{n: constant(n) for n in ("cite", "tenge", "day")},
    }


def unbound(document: bytes) -> bytes:
    """The paper with ordinary spaces and hyphens: docxtpl leaves the template's words as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                hyphen = r'</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
                data = data.decode().replace(hyphen, "-").replace("\u00a0", " ").encode()
            made.writestr(name, data)
    return out.getvalue()


def compare(content: Any, known: dict[Path, Compiled], program: Any, answers: Any, today: str) -> set[str]:
    """Every paper of a case in every language, ours against docxtpl's; returns the papers made."""
    turn = program.evaluate(answers, today, "ru")
    complete = {end for end in turn.documents if not turn.missing}
    for document in complete:
        for language in program.plan["document_languages"]:
            path = ROOT / "templates" / document / f"{language}.docx"
            env, template = turn.environment(language), program.template(document, language)
            ours = template.render_docx(env)
            theirs = docxtpl_renders(path, context_of(known[path], env), jinja_of(env))
            compared, wanted = parts_of(unbound(ours)), parts_of(unbound(theirs))
            for name in compared:
                if name.startswith("word/"):
                    assert compared[name] == wanted[name], (document, language, name)
            assert faults_of(ours) == []
    return complete


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_our_papers_are_as_docxtpl_makes_them(example: Path, loaded: Any) -> None:
    content, known = loaded
    data = read_file(example)
    program = content.program(data["interview"])
    today = str(data.get("today") or date.today().isoformat())
    answers = read_answers(program, data, example, today, content.project.interface["ru"], "ru")
    assert compare(content, known, program, answers, today)


@pytest.mark.parametrize("cases", CASES, ids=lambda path: path.name.partition(".")[0])
def test_the_papers_of_every_case_too(cases: Path, loaded: Any) -> None:
    content, known = loaded
    interview = cases.name.partition(".")[0]
    program = content.program(interview)
    top = read_top(cases, Findings())
    assert top is not None
    listed = [item.data for item in top.items("cases") if not isinstance(item.data.get("answers"), str)]
    for case in listed[::EVERY]:
        today = str(case["today"])
        answers = read_answers(program, case, cases, today, content.project.interface["ru"], "ru")
        compare(content, known, program, answers, today)
