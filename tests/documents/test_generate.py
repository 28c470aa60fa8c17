"""The generated code of a paper means what the closures of `plan.run` mean, and tells where a paper failed."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aryz.documents.generate import Generated, Known, printed
from aryz.documents.render import MissingAnswerError, Template
from aryz.plan.run import UNKNOWN, Environment, compile_node, text_of

PATHS = ("a", "b.c", "rows", "texts", "n", "yes", "struct")
LETTERS = st.text("аәЯ xz<>&\"'{}\\\n\t\u00a0\u202f\x07\ud800😀", max_size=6)
NUMBERS = st.integers(-5, 5)
STRUCTS = st.dictionaries(st.sampled_from(["x", "y", "__class__"]), st.one_of(LETTERS, NUMBERS, st.none()), max_size=3)


def mostly(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value as a rule; now and then nothing, or what is not answered yet."""
    return st.integers(0, 9).flatmap(lambda n: st.just(None) if n == 8 else st.just(UNKNOWN) if n == 9 else values)


def contexts() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "a": mostly(LETTERS),
            "b.c": mostly(LETTERS),
            "n": mostly(NUMBERS),
            "yes": mostly(st.booleans()),
            "rows": mostly(st.lists(STRUCTS, min_size=1, max_size=3)),
            "texts": mostly(st.lists(LETTERS, min_size=1, max_size=3)),
            "struct": mostly(STRUCTS),
        }
    )


def pick(*kinds: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(*kinds)


def lit(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values.map(lambda value: ["lit", value])


def names(*kinds: str) -> st.SearchStrategy[Any]:
    return st.sampled_from([["get", kind] for kind in kinds])


class Nodes:
    """Random expressions by kind, so that most of them have a meaning, at a depth and in some loops."""

    def __init__(self, loops: tuple[tuple[str, str], ...]):
        self.structs = [["var", name] for name, kind in loops if kind == "rows"]
        self.texts = [["var", name] for name, kind in loops if kind == "texts"]
        self.loop = bool(loops)

    def struct(self) -> st.SearchStrategy[Any]:
        index = st.tuples(st.just("index"), names("rows"), self.number(0)).map(list)
        return pick(st.sampled_from([["get", "struct"], *self.structs]), index)

    def text(self, depth: int) -> st.SearchStrategy[Any]:
        flat = [names("a", "b.c"), lit(LETTERS)]
        if self.texts:
            flat.append(st.sampled_from(self.texts))
        if depth == 0:
            return pick(*flat)
        inner = self.text(depth - 1)
        part = st.tuples(st.just("attr"), self.struct(), st.sampled_from(["x", "z", "__class__"])).map(list)
        chosen = st.tuples(st.just("if"), self.truth(depth - 1), inner, inner).map(list)
        lists = st.tuples(st.just("list"), st.lists(inner, max_size=2)).map(list)
        joined = st.tuples(
            st.just("filter"), st.sampled_from(["join"]), pick(lists, names("texts")), lit(LETTERS).map(lambda x: [x])
        ).map(list)
        default = st.tuples(st.just("filter"), st.just("default"), inner, inner.map(lambda x: [x])).map(list)
        called = st.tuples(st.just("call"), st.just("law.twice"), inner.map(lambda x: [x])).map(list)
        return pick(*flat, part, chosen, joined, default, called)

    def number(self, depth: int) -> st.SearchStrategy[Any]:
        flat = [names("n"), lit(NUMBERS)]
        if self.loop:
            flat.append(st.just(["attr", ["var", "loop"], "index"]))
        if depth == 0:
            return pick(*flat)
        inner = self.number(depth - 1)
        sums = st.tuples(st.just("bin"), st.sampled_from(["+", "-", "*", "//", "%"]), inner, inner).map(list)
        counts = st.tuples(st.just("filter"), st.just("length"), names("texts", "rows"), st.just([])).map(list)
        return pick(*flat, sums, counts)

    def truth(self, depth: int) -> st.SearchStrategy[Any]:
        flat = [names("yes"), lit(st.booleans())]
        if self.loop:
            flat.append(st.sampled_from([["attr", ["var", "loop"], "first"], ["attr", ["var", "loop"], "last"]]))
        if depth == 0:
            return pick(*flat)
        inner, number, text = self.truth(depth - 1), self.number(depth - 1), self.text(depth - 1)
        signs = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
        return pick(
            *flat,
            st.tuples(st.sampled_from(["and", "or"]), inner, inner).map(list),
            st.tuples(st.just("not"), inner).map(list),
            st.tuples(st.just("empty"), pick(text, names("rows", "texts", "n"))).map(list),
            st.tuples(st.just("cmp"), signs, number, number).map(list),
            st.tuples(st.just("cmp"), st.sampled_from(["==", "!="]), text, text).map(list),
            st.tuples(st.just("in"), text, names("texts")).map(list),
            st.tuples(st.just("if"), inner, inner, inner).map(list),
        )


def bodies(depth: int, loops: tuple[tuple[str, str], ...] = ()) -> st.SearchStrategy[list[Any]]:
    nodes = Nodes(loops)
    words = st.sampled_from(["<w:p>", "</w:p>", "«Қ»", "k1", '"""', "{}"])
    outs = pick(nodes.text(2), nodes.number(2), nodes.truth(2)).map(lambda node: ["out", node])
    steps = [words, outs]
    if depth:
        inner = bodies(depth - 1, loops)
        branch = st.tuples(nodes.truth(2), inner).map(list)
        steps.append(st.tuples(st.just("if"), st.lists(branch, min_size=1, max_size=2), inner).map(list))
        for kind in ("rows", "texts"):
            for name in ("item", "row"):
                within = bodies(depth - 1, (*loops, (name, kind))) if not shadowed(name, kind, loops) else st.just([])
                steps.append(st.tuples(st.just("for"), st.just(name), st.just(["get", kind]), within).map(list))
    return st.lists(pick(*steps), max_size=4)


def shadowed(name: str, kind: str, loops: tuple[tuple[str, str], ...]) -> bool:
    """Whether a loop would give a name of another kind, which the strategies would not know."""
    return any(own == name and other != kind for own, other in loops)


def by_closures(body: list[Any], env: Environment) -> bytes:
    """What the body should print: the plan's meaning, told with closures of single expressions."""
    made = b""
    for part in body:
        if isinstance(part, str):
            made += part.encode()
        elif part[0] == "out":
            made += printed(answered(part[1], env))
        elif part[0] == "if":
            chosen = next((inner for condition, inner in part[1] if answered(condition, env)), part[2])
            made += by_closures(chosen, env)
        else:
            items, before = answered(part[2], env) or [], dict(env.locals)
            for at, item in enumerate(items):
                env.locals[part[1]] = item
                env.locals["loop"] = {"index": at + 1, "first": at == 0, "last": at == len(items) - 1}
                made += by_closures(part[3], env)
            env.locals = before
    return made


def answered(node: list[Any], env: Environment) -> Any:
    value = compile_node(node)(env)
    if value is UNKNOWN:
        raise MissingAnswerError("")
    return value


def environment(values: dict[str, Any]) -> Environment:
    return Environment(values.__getitem__, "ru", {}, {"law.twice": lambda tables, x: text_of(x) * 2})


def by_code(body: list[Any], env: Environment) -> bytes:
    return b"".join(Generated(body).render(env, Known(env)))


def outcome(act: Any, body: list[Any], values: dict[str, Any]) -> Any:
    try:
        return act(body, environment(values))
    except MissingAnswerError:
        return MissingAnswerError
    except (TypeError, ValueError, AttributeError) as error:  # an expression that the types would have refused
        return type(error)


def loop(name: str, node: Any, *body: Any) -> list[Any]:
    return ["for", name, node, list(body)]


NESTED = loop("row", ["get", "rows"], loop("row", ["get", "rows"], ["out", ["attr", ["var", "row"], "x"]]))
LOOP = loop(
    "x", ["get", "texts"], *(["out", ["attr", ["var", "loop"], part]] for part in ("index", "first", "last", "z"))
)
FULL = {"a": "", "b.c": "ж", "n": 0, "yes": True, "rows": [{"x": 1}, {"x": "<"}], "texts": ["", "б"], "struct": {}}


@example([NESTED, LOOP], FULL)
@example([LOOP, ["out", ["and", ["get", "b.c"], ["get", "b.c"]]], ["out", ["or", ["get", "n"], ["get", "a"]]]], FULL)
@example([["out", ["not", ["and", ["get", "yes"], ["get", "n"]]]]], FULL)
@settings(deadline=None, max_examples=300)
@given(bodies(2), contexts())
def test_generated_code_prints_what_the_closures_print(body: list[Any], values: dict[str, Any]) -> None:
    assert outcome(by_code, body, values) == outcome(by_closures, body, values)


@settings(deadline=None)
@given(LETTERS)
def test_what_needs_escapes_gets_them(text: str) -> None:
    breaks = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
    kept = "".join(letter for letter in text if letter not in "\x07\ud800")
    wanted = escape(kept)
    for letter, xml in breaks.items():
        wanted = wanted.replace(letter, xml)
    assert printed(text).decode() == wanted


def test_a_long_chain_of_conditions_is_not_too_deep() -> None:
    node: list[Any] = ["lit", False]
    for _ in range(500):
        node = ["or", node, ["cmp", "==", ["get", "a"], ["lit", "x"]]]
    assert by_code([["if", [[node, ["да"]]], ["нет"]]], environment({"a": "y"})) == "нет".encode()


def test_nothing_of_the_content_stands_in_the_code() -> None:
    evil = "'); __import__('os').system('x'); ('"
    body = [evil, ["out", ["get", evil]], ["for", evil, ["get", "rows"], [["out", ["attr", ["var", evil], evil]]]]]
    made = Generated(body)
    assert by_code(body, environment({evil: "1", "rows": [{evil: "2"}]})) == f"{evil}12".encode()
    for function in made.functions:
        assert evil not in function.__code__.co_consts
        assert function.__globals__["__builtins__"] == {}


def test_an_unanswered_output_is_told_with_its_paper_and_paragraph() -> None:
    body: list[Any] = [
        "<w:p><w:t>Истец: ",
        ["out", ["get", "a"]],
        "</w:t></w:p><w:p><w:t>Место работы: ",
        ["if", [[["get", "yes"], [["out", ["get", "b.c"]]]]], []],
        " (Қ)</w:t></w:p><w:p><w:t>Дата",
    ]
    paper = Template({"word/document.xml": body}, [], "wage-claim.ru")
    with pytest.raises(MissingAnswerError) as caught:
        paper.render_docx(environment({"a": "Иванов", "yes": True, "b.c": UNKNOWN}))
    assert "wage-claim.ru word/document.xml («Место работы: … (Қ)»)" in str(caught.value)
    assert caught.value.path == "b.c"
    with pytest.raises(KeyError) as failed:
        paper.render_docx(environment({"a": "Иванов"}))
    assert "Место работы" in failed.value.__notes__[0]
