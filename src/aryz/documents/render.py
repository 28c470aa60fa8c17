"""Run time: compiled templates to papers. Pure, standard library only; JavaScript has a twin of it.

The same answers give the same bytes: time stamps in the zip are fixed.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from aryz.documents.text import plain_text
from aryz.plan.run import UNKNOWN, Environment, compile_node, text_of

Write = Callable[[list[str], Environment], None]

_DROPPED = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 65534, 65535, *range(55296, 57344)])
_ESCAPES = {
    **_DROPPED,
    13: None,
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("\n"): '</w:t><w:br/><w:t xml:space="preserve">',
    ord("\t"): '</w:t><w:tab/><w:t xml:space="preserve">',
}
_DATE = 0x21  # 1 January 1980, the first day that a zip knows
_UTF8 = 0x800


class MissingAnswerError(Exception):
    """A paper was asked for before all it needs was answered."""


class Template:
    """A compiled template made ready to run. `parts` and `fixed` are as in the plan."""

    def __init__(self, parts: Mapping[str, list[Any]], fixed: list[list[Any]]):
        self._writers = {name: _writer(body) for name, body in parts.items()}
        self._fixed = [(name, crc, size, base64.b64decode(data)) for name, crc, size, data in fixed]

    def render_parts(self, env: Environment) -> dict[str, str]:
        """The XML of each part that has tags, by zip name; raises MissingAnswerError."""
        made = {}
        for name, write in self._writers.items():
            out: list[str] = []
            write(out, env)
            made[name] = "".join(out)
        return made

    def render_docx(self, env: Environment) -> bytes:
        """The paper as a DOCX file."""
        entries = list(self._fixed)
        for name, xml in self.render_parts(env).items():
            data = xml.encode("utf-8")
            deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
            entries.append((name, zlib.crc32(data), len(data), deflate.compress(data) + deflate.flush()))
        return _zip(entries)

    def render_text(self, env: Environment) -> str:
        """The paper as plain text."""
        return plain_text(self.render_parts(env)["word/document.xml"])


def _zip(entries: list[tuple[str, int, int, bytes]]) -> bytes:
    """A zip file of entries that are deflated already: (name, CRC-32, size before, deflated)."""
    body, directory, at = [], [], 0
    for name, crc, size, data in entries:
        label = name.encode("utf-8")
        common = struct.pack("<HHHHHIIIHH", 20, _UTF8, 8, 0, _DATE, crc, len(data), size, len(label), 0)
        body.append(b"PK\x03\x04" + common + label + data)
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + label)
        at += 30 + len(label) + len(data)
    central = b"".join(directory)
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(central), at, 0)
    return b"".join([*body, central, b"PK\x05\x06", end])


def _writer(body: list[Any]) -> Write:
    steps = [_write_step(part) for part in body]

    def write(out: list[str], env: Environment) -> None:
        for step in steps:
            step(out, env)

    return write


def _write_step(part: Any) -> Write:
    if isinstance(part, str):
        return lambda out, env: out.append(part)
    made: Write = _WRITERS[part[0]](*part[1:])
    return made


def _write_out(node: list[Any]) -> Write:
    run = compile_node(node)

    def write(out: list[str], env: Environment) -> None:
        value = run(env)
        if value is UNKNOWN:
            raise MissingAnswerError(str(node))
        out.append(text_of(value).translate(_ESCAPES))

    return write


def _write_if(branches: list[list[Any]], other: list[Any]) -> Write:
    made = [(compile_node(condition), _writer(body)) for condition, body in branches]
    otherwise = _writer(other)

    def write(out: list[str], env: Environment) -> None:
        for run, inner in made:
            value = run(env)
            if value is UNKNOWN:
                raise MissingAnswerError("a condition")
            if value:
                inner(out, env)
                return
        otherwise(out, env)

    return write


def _write_for(name: str, node: list[Any], body: list[Any]) -> Write:
    run, inner = compile_node(node), _writer(body)

    def write(out: list[str], env: Environment) -> None:
        items = run(env)
        if items is UNKNOWN:
            raise MissingAnswerError(str(node))
        each(items, name, env, lambda: inner(out, env))

    return write


_WRITERS: dict[str, Callable[..., Write]] = {"out": _write_out, "if": _write_if, "for": _write_for}


def each(items: list[Any] | None, name: str, env: Environment, act: Callable[[], None]) -> None:
    """Act once for each item, with the item and `loop` among the locals."""
    before = dict(env.locals)
    count = len(items or [])
    for index, item in enumerate(items or []):
        env.locals[name] = item
        env.locals["loop"] = {"index": index + 1, "first": index == 0, "last": index == count - 1}
        act()
    env.locals = before
