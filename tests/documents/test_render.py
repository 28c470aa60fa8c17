"""The file that the renderer writes: sound, the same in every process, and made with little."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import zipfile
import zlib
from typing import Any

import pytest

from aryz.documents import deflate
from aryz.documents.render import Template
from aryz.plan.run import Environment
from tests.conftest import ROOT

BODY: list[Any] = ["<w:p><w:t>", ["for", "x", ["get", "rows"], [["out", ["var", "x"]], "<w:br/>"]], "</w:t></w:p>"]
ROWS = [f"строка {number} & <ещё>" for number in range(500)]


def fixed(name: str, data: bytes) -> list[Any]:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(data) + deflate.flush()
    return [name, zlib.crc32(data), len(data), base64.b64encode(packed).decode()]


def template() -> Template:
    parts = {"word/document.xml": BODY, "docProps/core.xml": ["<core>", "Қ</core>"]}
    return Template(parts, [fixed("[Content_Types].xml", b"<Types/>"), fixed("word/styles.xml", b"<styles/>" * 100)])


def environment() -> Environment:
    return Environment({"rows": ROWS}.__getitem__, "ru", {}, {})


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_file_holds_what_stays_and_what_is_made() -> None:
    made = contents(template().render_docx(environment()))
    assert list(made) == ["[Content_Types].xml", "word/styles.xml", "docProps/core.xml", "word/document.xml"]
    assert made["word/styles.xml"] == b"<styles/>" * 100
    assert made["docProps/core.xml"].decode() == "<core>Қ</core>"
    rows = "".join(f"строка {number} &amp; &lt;ещё&gt;<w:br/>" for number in range(500))
    assert made["word/document.xml"].decode() == f"<w:p><w:t>{rows}</w:t></w:p>"


def test_many_papers_of_one_template_do_not_mix() -> None:
    one, other = template(), Environment({"rows": ["б"]}.__getitem__, "ru", {}, {})
    first = one.render_docx(environment())
    assert contents(one.render_docx(other))["word/document.xml"].decode() == "<w:p><w:t>б<w:br/></w:t></w:p>"
    assert one.render_docx(environment()) == first


@pytest.mark.parametrize("level", [1, 2, 6, 9])
def test_how_hard_to_deflate_changes_no_content(level: int) -> None:
    assert contents(template().render_docx(environment(), level)) == contents(template().render_docx(environment()))


def test_long_constants_are_ready_and_streams_are_whole() -> None:
    """Constants beside answers of every length, at the beginning, at the end, in branches and within loops."""
    words = [f"<w:t>{letter * 700}{at}</w:t>" for at, letter in enumerate("абвг")]
    item = ["out", ["var", "row"]]
    loop = ["for", "row", ["get", "rows"], [words[1], item]]
    body = [words[0], ["out", ["get", "a"]], words[2], ["if", [[["get", "long"], [words[3]]]], []], loop, words[0]]
    for length in (0, 1, 48, 49, 400, 2048, 2049, 70_000):
        values = {"a": "ж" * length, "long": length > 48, "rows": ["1", "2"]}
        env = Environment(values.__getitem__, "ru", {}, {})
        made = Template({"word/document.xml": body}, [])
        for level in (1, 2, 6, 9):
            xml = contents(made.render_docx(env, level))["word/document.xml"].decode()
            branch = words[3] if length > 48 else ""
            rows = f"{words[1]}1{words[1]}2"
            assert xml == f"{words[0]}{'ж' * length}{words[2]}{branch}{rows}{words[0]}", (length, level)


def test_isal_changes_no_content(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = pytest.importorskip("isal.isal_zlib")
    slow = contents(template().render_docx(environment()))
    monkeypatch.setattr(deflate, "fast", fast)
    monkeypatch.setattr(deflate, "crc32", fast.crc32)
    assert contents(template().render_docx(environment())) == slow


def run(code: str, seed: str = "0") -> str:
    """What a bare Python prints: nothing but the standard library and our source."""
    start = f"import sys; sys.path[:0] = [{str(ROOT / 'src')!r}, {str(ROOT)!r}]\n"
    command = [sys.executable, "-S", "-c", start + code]
    done = subprocess.run(command, capture_output=True, check=True, text=True, env={"PYTHONHASHSEED": seed})
    return done.stdout.strip()


def test_each_process_makes_the_same_bytes() -> None:
    code = f"""
from aryz.documents.render import Template
from aryz.plan.run import Environment
import hashlib
parts = {{"word/document.xml": {BODY!r}}}
env = Environment({{"rows": {ROWS!r}}}.__getitem__, "ru", {{}}, {{}})
print(hashlib.sha256(Template(parts, []).render_docx(env)).hexdigest())
"""
    assert run(code, "1") == run(code, "2")
    if deflate.fast is None:
        own = Template({"word/document.xml": BODY}, []).render_docx(environment())
        assert run(code) == hashlib.sha256(own).hexdigest()


def test_the_first_paper_needs_little_of_the_library() -> None:
    heavy = {
        "typing",
        "datetime",
        "dataclasses",
        "inspect",
        "re",
        "base64",
        "zipfile",
        "xml",
        "pathlib",
        "lxml",
        "jinja2",
    }
    code = "import aryz.documents.render; print(*sorted(sys.modules))"
    assert not heavy & set(run(code).split())
