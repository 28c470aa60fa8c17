"""Bad input: hostile or broken files are refused with one message with file and line: no traceback, no hang."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aryz import yamlfile
from aryz.content import Content
from aryz.diagnostics import ContentError, Findings
from aryz.interviews import cases, readers
from aryz.interviews.answers import Known, Limits, read_question
from aryz.interviews.engine import Program
from aryz.interviews.load import load_interview
from aryz.interviews.saved import resume, saved
from aryz.interviews.say import fault_text
from aryz.plan import types as t
from aryz.plan.errors import ExpressionError
from aryz.plan.faults import FaultError
from aryz.plan.parse import Scope, compile_expression
from aryz.plan.run import Environment, compile_node
from aryz.plan.types import Type
from aryz.plan.vocabulary import Vocabulary
from tests.interviews.leave import GOOD, LEAVE, TODAY, checked, written
from tests.interviews.small import program_of

HOSTILE = [  # what it is, the file, the code and the line of the one finding
    ("deep lists", b"id: leave\nfields: " + b"[" * 100_000, "yaml.deep", 2),
    ("deep maps", b"id: leave\n" + b"".join(b" " * i + b"a:\n" for i in range(200)), "yaml.deep", 32),
    ("aliases that explode", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml.alias", 2),
    ("an alias to itself", b"a: &a [*a]\n", "yaml.alias", 1),
    ("a merge key", b"a: &a {x: 1}\nb: {<<: *a}\n", "yaml.alias", 2),
    ("a Python object", b"id: leave\ntitle: !!python/object/apply:os.system ['ls']\n", "yaml.tag", 2),
    ("a binary", b"title: !!binary aGk=\n", "yaml.tag", 1),
    ("a huge list", b"a: [" + b"1," * 500_000 + b"]", "yaml.large", 1),
    ("megabytes of text", b"a: " + b"x" * 5_000_000, "yaml.large", 0),
    ("dozens of megabytes", b"a" * 17_000_000, "file.large", 0),
    ("a NUL", b"id: leave\ntitle: a\0b\n", "yaml.letters", 2),
    ("an escape character", b"id: leave\n\n\x1b[31m: x\n", "yaml.letters", 3),
    ("no UTF-8", b"id: leave\ntitle: \xcf\xf0\xe8\xe2\xe5\xf2\n", "file.encoding", 0),
    ("UTF-16", "id: leave".encode("utf-16"), "file.encoding", 0),
    ("half a letter", b'title: "\\ud83d"\n', "yaml.syntax", 1),
    ("tabs", b"id: leave\nfields:\n\tx: text\n", "yaml.syntax", 3),
    ("two documents", b"id: leave\n---\nid: leave\n", "yaml.syntax", 2),
    ("a list for a key", b"[a, b]: c\n", "yaml.key", 1),
    ("nothing", b"", "yaml.shape", 1),
    ("a list", b"- id: leave\n", "yaml.shape", 1),
    ("a picture", bytes(range(256)) * 8, "file.encoding", 0),
]  # fmt: skip


@pytest.mark.parametrize(("what", "data", "code", "line"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_a_hostile_interview_is_one_finding_with_its_line(
    what: str, data: bytes, code: str, line: int, tmp_path: Path, content: Content
) -> None:
    path = tmp_path / "leave.yml"
    path.write_bytes(data)
    findings = Findings()
    assert load_interview(path, ["ru"], content.project.everywhere, findings) is None
    assert [(p.code, p.place.line) for p in findings] == [(code, line)]
    assert findings.problems[0].mend or code.startswith("file.")


@pytest.mark.parametrize(
    ("line", "said"),
    [("\tx: text", "tab"), ('  x: "a "b" c"', "quotes write"), ('  x: {ru: "a", kk: "b"', "indentation")],
)
def test_common_slips_of_yaml_are_named(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "leave.yml"
    path.write_text(f"id: leave\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        yamlfile.load_map(path)
    assert said in caught.value.problems[0].mend


EXPRESSIONS = [
    ("(" * 3000 + "days" + ")" * 3000, "expr.large"),
    ("not " * 900 + "ended", "expr.large"),
    (" + ".join(["days"] * 300), "expr.large"),
    ("days" + " | default('x')" * 200, "expr.type"),
    ("[" * 500 + "]" * 500, "expr.large"),
    ("days == " + "1" * 3900, "expr.large"),
    ("9" * 5000, "expr.large"),
    ("days == 10000000000000000", "expr.large"),
    ("tenge(99999999999999)", "expr.arguments"),
    ("day('2026-02-31') == since", "expr.arguments"),
    ("days ** 99", "expr.syntax"),
    ("'x' * 1000000000", "expr.type"),
    ("range(1000)", "expr.arguments"),
    ("lipsum()", "expr.unknown-function"),
    ("self", "expr.unknown-name"),
    ("cycler.__init__.__globals__", "expr.unknown-name"),
    ("worker.name.__class__.__mro__", "expr.unknown-name"),
    ("''.__class__", "expr.unknown-name"),
    ("rows[0].__dict__", "expr.unknown-name"),
    ("rows | attr('__class__')", "expr.unknown-filter"),
    ("(rows | first)['__class__']", "expr.unknown-name"),
    ("days }} {% for x in rows %} {{ x", "expr.syntax"),
    ("{% include '/etc/passwd' %}", "expr.syntax"),
    ("rows | map('upper')", "expr.unknown-name"),
    ("'%s' % days", "expr.type"),
    ("'{0.__class__}'.format(days)", "expr.unknown-function"),
]
SCOPE = Scope(
    {
        "days": t.INTEGER,
        "pay": t.MONEY,
        "hours": t.NUMBER,
        "since": t.DATE,
        "month": t.MONTH,
        "ended": t.BOOL,
        "words": t.TEXT,
        "route": Type("choice", choices=("ask", "go"), labels="route"),
        "reasons": Type("choices", choices=("ill", "other"), labels="route"),
        "worker.name": t.NAME,
        "rows": t.list_of(t.struct(sum=t.MONEY, day=t.DATE, note=t.TEXT)),
    }
)
VALUES: dict[str, Any] = {
    "days": 9_999_999_999, "pay": 10**15, "hours": 750, "since": "9999-12-30", "month": "9999-12", "ended": True,
    "words": "слово", "route": "ask", "reasons": ["ill"], "worker.name": {"surname": "Ким", "given": "Ю",
    "patronymic": "", "latin": ""}, "rows": [{"sum": 10**15, "day": None, "note": "x"}] * 200, "today": TODAY,
}  # fmt: skip


@pytest.mark.parametrize(("source", "code"), EXPRESSIONS, ids=[row[0][:30] for row in EXPRESSIONS])
def test_a_hostile_expression_is_refused(source: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, SCOPE, Vocabulary())
    assert caught.value.code == code
    assert len(str(caught.value)) < 5000


_LITERALS = ["3", "0", "1000000", "'ask'", "''", "none", "true", "tenge(5)", "day('2026-01-31')", "[]", "['ill']"]
_NAMES = st.sampled_from([*SCOPE.paths, "today", "rows[0].sum", "rows[0].note", *_LITERALS])
_FILTERS = [
    "length", "upper", "trim", "first", "last", "sum('sum')", "join", "default('x')", "number", "currency_in_words",
    "in_words", "format_date", "format_month('gen')", "labels", "unique", "plural('a', 'b', 'c')", "initials",
    "currency", "percent",
]  # fmt: skip


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["+", "-", "*", "//", "%", "<", "==", ">=", "in", "not in", "and", "or"])
    return st.one_of(
        st.tuples(inner, signs, inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(inner, st.sampled_from(_FILTERS)).map(lambda p: f"({p[0]} | {p[1]})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        inner.map(lambda p: f"(not {p})"),
        inner.map(lambda p: f"({p} is empty)"),
        inner.map(lambda p: f"(-{p})"),
    )


@given(st.one_of(st.text(max_size=200), st.recursive(_NAMES, _joined, max_leaves=25)))
def test_any_text_is_an_expression_that_runs_or_is_refused(source: str) -> None:
    try:
        node, _ = compile_expression(source, SCOPE, Vocabulary())
    except ExpressionError as error:
        assert error.message
        return
    tables = {"labels": {"route": {key: {"ru": key} for key in ("ask", "go", "ill", "other")}}}
    run = compile_node(node)
    for values in (VALUES, dict.fromkeys(VALUES)):
        try:
            run(Environment(lambda path, values=values: values.get(path), "ru", tables, {}))  # type: ignore[misc]
        except FaultError as fault:
            assert fault.fault.key


def _spoilt(text: str) -> st.SearchStrategy[bytes]:
    """A good file with a piece taken out and another put in."""
    data = text.encode()
    odd = st.sampled_from([b"[", b"{", b": ", b"*a", b"&a ", b"!!int ", b"\n- ", b"{{", b"'"])
    places, lengths = st.integers(0, len(data)), st.integers(0, 40)
    spoilt = st.tuples(places, lengths, st.one_of(st.binary(max_size=12), odd))
    return spoilt.map(lambda p: data[: p[0]] + p[2] + data[p[0] + p[1] :])


@given(st.one_of(st.binary(max_size=300), _spoilt(LEAVE)))
def test_any_bytes_as_an_interview_give_findings(
    tmp_path_factory: pytest.TempPathFactory, content: Content, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    written(folder, {name: text for name, text in GOOD.items() if "." not in name})
    path = folder / "interviews" / "leave.yml"
    path.write_bytes(data)
    findings = Findings()
    interview = load_interview(path, list(content.project.languages), content.project.everywhere, findings)
    if interview is None:
        assert findings.errors
    else:
        small = checked(folder, content, {"leave": data.decode()}, limit=50)
        assert all(str(problem) for problem in small.findings)


ODD = [42, True, 1.5, float("nan"), [], [1], [[]], ["a"], {}, {"a": 1}, {"surname": 5}]


@pytest.mark.parametrize("kind", readers.READERS)
def test_a_value_of_another_shape_is_read_or_refused(kind: str) -> None:
    for raw in ODD:
        with suppress(readers.RefusedError):
            readers.READERS[kind]({"type": kind, "choices": {"a": {}}}, readers.clean(raw))


@pytest.mark.parametrize("odd", [["1000"], {"sum": "1000"}])
def test_a_list_where_one_value_belongs_is_told_what_belongs_there(content: Content, odd: object) -> None:
    own = {"month": "month", "agreed": "money", "due": "date"}
    row = {"month": "03.2026", "agreed": "1000", "due": "10.04.2026"}
    program, texts = content.programs["wage-claim"], content.project.interface["ru"]
    for part, kind in own.items():
        faults = read_question(program, {}, TODAY, "unpaid", {"wages.unpaid": [row | {part: odd}]}, "ru")[1]
        assert faults[f"wages.unpaid[0].{part}"].key == f"{kind}.form"
    faults = read_question(program, {}, TODAY, "worker-papers", {"worker.citizenship": odd, "worker.iin": odd}, "ru")[1]
    assert [faults[at].key for at in ("worker.citizenship", "worker.iin")] == ["country.unknown", "iin.form"]
    assert fault_text(faults["worker.iin"], texts, "ru") == "«…» — не ИИН. В ИИН 12 цифр."
    for kind in set(readers.READERS) - {"name", "address"}:  # these have parts
        with pytest.raises(readers.RefusedError) as refused:
            readers.refuse_shape({"type": kind, "choices": {"a": {}}})
        assert fault_text(refused.value.fault, texts, "ru")  # each kind has its words


def test_a_message_repeats_no_more_than_the_beginning_of_what_was_typed(program: Program, content: Content) -> None:
    texts, long = content.project.interface["ru"], "я" * 90 + " "
    name = {"surname": "Ким", "given": "Ю"}
    typed: list[tuple[str, dict[str, Any]]] = [
        ("claim-date", {"claim.date": long * 100}),
        ("worker-name", {"worker.name": {**name, "gen": long * 3}, "worker.sex": "m"}),
        ("worker-name", {"worker.name": {**name, long * 100: "x"}, "worker.sex": "m"}),
        ("unpaid", {"wages.unpaid": [{"month": "03.2026", "agreed": "1000", long * 100: "x"}]}),
    ]
    for question, raw in typed:
        faults = read_question(program, {}, TODAY, question, raw, "ru")[1]
        said = [
            fault_text(fault, texts, "ru")
            for fault in faults.values()
            if fault.params.keys() & {"value", "words", "name"}
        ]
        assert said and all(one.count("я") < 110 and "…" in one for one in said), said


def test_a_plain_word_in_a_list_is_the_one_part_that_must_not_be_left_out(tmp_path: Path) -> None:
    program = program_of(
        tmp_path,
        "outcomes: [{id: all, kind: advice, title: All, say: '{{ seen | map(attribute=\"who\") | join }}'}]\n"
        "fields: {seen: {type: list, item: {who: {type: text}, told: {type: text, optional: true}}}}\n"
        "questions: [{id: seen, ask: Who?, fields: [seen]}]\n",
    )
    made, faults = read_question(program, {}, TODAY, "seen", {"seen": ["Ким"]}, "ru")
    assert (made["seen"], faults) == ([{"who": "Ким", "told": None}], {})


@pytest.fixture(scope="session")
def program(content: Content) -> Program:
    return content.programs["wage-claim"]


CASE = (
    '{"interview": "wage-claim", "format": 2, "plan": "0", "language": "ru", "answers": {"wages.pay_day": {"value": 10,'
    ' "type": "integer", "asked": "kk"}, "worker.name": {"value": {"surname": "Ким", "given": "Ю"}, "type": "name",'
    ' "asked": "ru"}, "wages.unpaid": {"value": [{"month": "2026-05", "agreed": "1000.00"}], "type": "list"}}}'
)


@given(st.one_of(st.binary(max_size=300), _spoilt(CASE)))
def test_any_bytes_as_a_case_are_refused_or_read(program: Program, data: bytes) -> None:
    path = Path("case.json")
    try:
        found = cases.parse(data.decode("utf-8", "replace"), path)
        made = resume(program, found, path, TODAY, "ru")
    except ContentError as error:
        assert all(problem.code and problem.place.path == path for problem in error.problems)
        return
    assert set(made.answers) <= set(program.fields)
    assert set(made.asked_in.values()) <= {"ru", "kk", "uz", "en"}
    program.evaluate(made.answers, TODAY)


def test_a_case_of_another_interview_and_of_a_newer_version_is_refused(program: Program) -> None:
    for text, code in (
        (CASE.replace("wage-claim", "passport-return"), "answers.interview"),
        (CASE.replace('"format": 2', '"format": 3'), "answers.newer"),
        (CASE.replace('"answers"', '"answer"'), "answers.key"),
        ("[1, 2]", "yaml.shape"),
    ):
        with pytest.raises(ContentError) as caught:
            resume(program, cases.parse(text, Path("case.json")), Path("case.json"), TODAY, "ru")
        assert caught.value.problems[0].code == code


def test_an_answer_whose_type_has_changed_is_asked_again(program: Program) -> None:
    text = CASE.replace('"value": 10, "type": "integer"', '"value": "10", "type": "money"')
    made = resume(program, cases.parse(text, Path("case.json")), Path("case.json"), TODAY, "ru")
    assert "wages.pay_day" in made.changed
    assert "wages.pay_day" not in made.answers


def test_what_is_saved_is_read_again(program: Program) -> None:
    made = resume(program, cases.parse(CASE, Path("case.json")), Path("case.json"), TODAY, "ru")
    text = saved(program, made.answers, "ru", made.asked_in)
    again = resume(program, cases.parse(text, Path("case.json")), Path("case.json"), TODAY, "ru")
    assert again.answers == made.answers


def test_a_long_chain_of_questions_is_refused(tmp_path: Path, content: Content) -> None:
    """Each question waits for the one before: the engine would run out of stack."""
    fields = "".join(f"  f{i}: yes_no\n" for i in range(300))
    asked = "".join(f'  - {{id: q{i}, ask: Да?, fields: [f{i}], when: "f{i - 1}"}}\n' for i in range(1, 300))
    text = (
        "id: leave\ntitle: x\nsummary: x\noutcomes:\n"
        "  - {id: end, kind: advice, title: x, say: \"{{ 'a' if f299 else 'b' }}\"}\n"
        f"fields:\n{fields}questions:\n  - {{id: q0, ask: Да?, fields: [f0]}}\n{asked}"
    )
    found = checked(tmp_path, content, {"leave": text}).findings
    assert [p.code for p in found] == ["graph.deep"]


@pytest.mark.parametrize(
    ("kind", "pasted", "value"),
    [
        ("date", "24/11/2026", "2026-11-24"),
        ("date", "24. 11. 2026", "2026-11-24"),
        ("date", "24-11-2026", "2026-11-24"),
        ("date", "2026-11-24", "2026-11-24"),
        ("date", "24.11.1826", "date.min"),
        ("date", "31.12.9999", "date.max"),  # nothing can be counted from it
        ("month", "01.0206", "month.min"),
        ("month", "11.2206", "month.max"),
        ("date", "11/26", "date.form"),
        ("document", "kj 12-345 678", "KJ12-345678"),
        ("yes_no", "Иә", True),
        *(("yes_no", word, True) for word in ("да", "ha", "yes", "true")),
        *(("yes_no", word, False) for word in ("нет", "жоқ", "yo‘q", "yo'q", "no", "false")),
        ("phone", "\u202a+7\u00a0701\u00a0123\u00a045\u00a067\u202c", "+7 701 123 45 67"),  # out of a list of contacts
        ("text", "\ufeffТОО\u00ad «При\u200bмер»\u202e", "ТОО «Пример»"),
        ("text", "\u200b", None),
    ],
)
def test_what_is_pasted_is_read_as_it_looks(kind: str, pasted: str, value: object) -> None:
    try:
        read = readers.READERS[kind]({"type": kind}, readers.clean(pasted))
    except readers.RefusedError as error:
        read = error.fault.key
    assert read == value


def test_what_was_read_before_is_read_anew_where_a_limit_is_another_answer(content: Content) -> None:
    program = content.program("crime-report")
    known: Known = {}
    for start, key in (("2026-04-10", None), ("2026-11-21", "date.min")):
        limits = Limits(program, {}, TODAY, "ru", known)
        found = limits.read(["held.from", "held.to"], {"held.from": start, "held.to": "2026-11-20"})
        assert [fault.key for fault in found.values()] == ([key] if key else [])
