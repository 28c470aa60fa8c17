"""What the build makes of scripts before they travel: smaller, and the same."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from aryz.browser.bundle import static
from aryz.browser.modules import Library, Source
from aryz.browser.own import OWN, asked_by
from aryz.browser.settled import settled
from aryz.browser.small import small_script
from aryz.browser.twin import twin_library


def _said(script: str) -> Any:
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("body", "given"),
    [
        # the minifier alone asks for `one` before it is there
        ("const one = { x: { two: 5 } }; const { two } = (one && one.x) || {}; return two;", 5),
        ("let one = take(); const [two] = (one && [take()]); const three = two; return [one, two, three];", [1, 2, 2]),
        ("const one = take(), [two, three] = [take(), one], four = three; return [one, two, four];", [1, 2, 1]),
        ("for (let at = take(), [end] = [3]; at < end; at += 1) take(); return take();", 4),
        ("const all = []; for (const [one, two] of [[1, 2], [3, 4]]) { const sum = one + two; all.push(() => sum); }"
         " return all.map((one) => one());", [3, 7]),
    ],
)  # fmt: skip
def test_declarations_keep_their_order(body: str, given: Any) -> None:
    asked = f"let count = 0; const take = () => (count += 1); const f = () => {{ {body} }}; return f();"
    made = small_script(f"console.log(JSON.stringify((() => {{ {asked} }})()));")
    assert _said(made) == given
    assert "const" not in made


def _library(path: Path, code: str) -> tuple[Library, dict[str, Any]]:
    path.write_text(code, encoding="utf-8")
    names: dict[str, Any] = {}
    exec(code, names)
    values = {key: value for key, value in names.items() if key.isupper()}
    return Library([Source(path, "piece", values=values)], static("kernel.js")), names


def test_names_live_where_they_are_used_and_no_shorter(tmp_path: Path) -> None:
    code = """
def f(rows, last):
    total = 0
    for row in rows:
        if row > 1:
            seen = row
            half = row // 2
        elif row == 1:
            half = 7
        else:
            total = total + seen
            continue
        total = total + half
    for row in rows:
        one, other = row, last
        while one < other:
            one = one + 1
            step = one
            total = total + step
        last = other
    if total > 5:
        kept = [row for row in rows if row]
        return kept + [last, row]
    return [total]
"""
    library, names = _library(tmp_path / "piece.py", code)
    cases = [[[3, 0, 1, 0, 2], 4], [[1], 0], [[5], 9], [[2, 2], 2]]
    script = library.script(f"console.log(JSON.stringify({json.dumps(cases)}.map((one) => piece.f(...one))))")
    assert _said(script) == [names["f"](*case) for case in cases]
    assert "let [one, other] =" in script
    assert "let step =" in script


def test_what_is_done_for_languages_that_nobody_speaks_is_left_out(tmp_path: Path) -> None:
    code = """
NORTH = "sme"
FEW = {"fi", "sme"}
def finnish(word):
    return word + "ssa"
def northern(word):
    return word + "s"
def russian(word):
    return "v " + word
def f(language, word):
    if language == "fi":
        return finnish(word)
    elif language in {NORTH, "smn"} or not word:
        return northern(word) if language != "smn" else word
    if word and language not in FEW:
        return russian(word)
    return word + ("!" if language == "ru" and word != "x" else "?")
"""
    library, names = _library(tmp_path / "piece.py", code)
    ask = 'console.log(JSON.stringify([piece.f("ru", "x"), piece.f("ru", ""), piece.f("kk", "y")]))'
    expected = [names["f"]("ru", "x"), names["f"]("ru", ""), names["f"]("kk", "y")]
    whole, cut = library.script(ask), library.script(ask, None, ["fi", "sme", "smn"])
    assert _said(whole) == _said(cut) == expected
    assert "finnish" in whole
    assert "finnish" not in cut
    assert "FEW" not in cut
    assert "northern" in library.script(ask, None, ["fi"])


def test_what_will_not_run_is_left_out() -> None:
    script = """
const say = [MANY ? (MANY && "many") : ["one", MANY ? 1 : 2], MANY && other];
if (MANY) { say.push("more"); }
if (MANY) for (const one of say) console.log(one);
console.log(JSON.stringify(say));
"""
    with pytest.raises(AssertionError, match="asked by itself"):
        settled("const all = !MANY;", "MANY", True)
    one = settled(script, "MANY", False)
    assert _said(one) == [["one", 2], False]
    assert not {"MANY", "more", "for", "other"} & set(re.findall(r"\w+", one))
    many = settled(script.replace("console.log(one)", "one"), "MANY", True)
    assert _said(f"const other = 3; {many}") == ["many", 3, "more"]


def test_parts_of_our_own_objects_get_short_names() -> None:
    script = """
class Case { constructor() { this.earlier = 1; this.lost = 2; this.view = 3; } get doubt() { return this.earlier; } }
const made = new Case(), { lost } = made, both = { lost, gone: 4, needed: 5, worded: 6, ...made };
const text = "{needed}".replace(/{(\\w+)}/, (_, name) => both[name]);
console.log(JSON.stringify([both, made.doubt, lost, both["worded"], text]));
"""
    whole = _said(small_script(script))
    made, doubt, lost, worded, text = _said(small_script(script, asked_by('{"text": "{needed}"}')))
    assert [doubt, lost, worded, text] == whole[1:] == [1, 2, 6, "5"]
    assert list(made.values()) == list(whole[0].values())
    assert [key for key in made if key in whole[0]] == ["needed", "worded", "view"]  # asked for, spelt, not of our own
    assert all(len(key) == 1 for key in made if key not in whole[0])


def test_no_part_of_our_own_is_one_of_a_map_in_python() -> None:
    nodes = [node for source in twin_library().sources.values() for node in ast.walk(source.tree)]
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert {"notes", "surname"} <= words
    assert not OWN & words


@pytest.mark.browser
def test_no_part_of_our_own_is_the_browser_s(browser: Any) -> None:
    page = browser.new_page()
    listed = page.evaluate("""() => Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]/.test(name))
      .flatMap((name) => [globalThis[name], globalThis[name].prototype]).filter(Boolean).concat(globalThis)
      .flatMap((one) => Object.getOwnPropertyNames(one))""")
    page.close()
    known = set(listed)
    assert {"append", "getElementById", "fromEntries", "toISOString", "scrollTo"} <= known
    assert not OWN & known
