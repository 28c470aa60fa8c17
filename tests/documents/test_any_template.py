"""Whatever stands in a template: it makes papers that Word takes, or is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aryz.documents.render import Template
from tests.documents.features import VALUES, compiled, lines, rendered, runs, table, written
from tests.documents.word import faults_of

PIECES = st.sampled_from([
    "{{", "}}", "{%", "%}", "{#", "#}", "-", "{%p ", "{%tr ", "{%tc ", "{%r ", "{{r ", "{{p ", " if ", " else ",
    " endif ",
    " for r in rows ", " endfor ", " set x = ", " macro m(a) ", " endmacro ", "m(city)", "city", "rows", "r.name",
    "ended",
    "'", '"', "«", "»", "’", "(", ")", "[", "]", "|", " upper", " join", ".", "~", "+", "loop.index", "rich(",
    "bold=True",
    "image('dot.png', width=3)", "raw", "endraw", "cellbg 'FFFFFF'", "colspan 2", "vm", "hm", "\n", "\t", "слово",
    "{", "}",
    "__class__", "1", "=", ",", "\\a", "\\f", "with", "endwith", "elif ended", "is", "not", "in", "range(3)",
])  # fmt: skip
WHOLE = st.sampled_from([
    "{% if ended %}", "{% else %}", "{% endif %}", "{% for r in rows %}", "{% endfor %}", "{{ city }}", "{{ r.name }}",
    "{%- if ended -%}", "{%- endif -%}", "{%p if ended %}", "{%p endif %}", "{%p for r in rows %}", "{%p endfor %}",
    "{%tr for r in rows %}", "{%tr endfor %}", "{%tc if ended %}", "{%tc endif %}", "{% vm %}", "{% hm %}", "слово", "",
    "{{r rich(city, bold=True) }}", "{%r if ended %}", "{%r endif %}", "{% set x = city %}", "{{ x }}", "{{p city }}",
    "{% macro m() %}", "{% endmacro %}", "{{ m() }}", "{% colspan 1 %}", "{% cellbg city %}", "{{ loop.index }}",
    "{{ image('dot.png', width=3) }}", "{{p include_docx_template('other.docx') }}",
])  # fmt: skip
QUIET = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def sound_or_refused(path: Path) -> None:
    """A template that compiles makes papers that Word takes, whatever the answers; else it is refused in words."""
    template, findings = compiled(path)
    assert all(p.message for p in findings)
    if template is not None and not findings.errors:
        assert isinstance(template, Template)
        for ended in (True, False):
            for rows in ([], VALUES["rows"]):
                assert faults_of(rendered(path, {**VALUES, "ended": ended, "rows": rows})) == []


@QUIET
@given(st.lists(st.lists(PIECES, max_size=9).map("".join), max_size=4))
def test_any_text_as_a_template(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    sound_or_refused(written(tmp_path_factory.getbasetemp(), lines(*texts)))


@QUIET
@given(st.lists(st.lists(WHOLE, max_size=3).map("".join), min_size=1, max_size=6))
def test_any_tags_in_paragraphs(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    sound_or_refused(written(tmp_path_factory.getbasetemp(), lines(*texts)))


@QUIET
@given(st.lists(st.lists(WHOLE, max_size=2).map("\n".join), min_size=1, max_size=8))
def test_any_tags_in_a_table(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    rows = [[text, texts[-1 - at]] for at, text in enumerate(texts)]
    sound_or_refused(written(tmp_path_factory.getbasetemp(), table(*rows)))


@QUIET
@given(st.lists(st.tuples(PIECES, st.booleans()), max_size=12))
def test_any_tags_cut_into_runs(tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, bool]]) -> None:
    sound_or_refused(written(tmp_path_factory.getbasetemp(), runs(*pieces)))


@QUIET
@given(st.binary(max_size=60), st.integers(0, 10_000))
def test_any_damage_to_the_file(tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int) -> None:
    path = written(tmp_path_factory.getbasetemp(), lines("{{ city }}"))
    data = path.read_bytes()
    path.write_bytes(data[: at % len(data)] + noise + data[at % len(data) + len(noise) :])
    _, findings = compiled(path)
    assert all(p.message for p in findings)
