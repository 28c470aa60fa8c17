"""Run time: compiled templates to papers. Pure, standard library only; JavaScript has a twin of it.

The same answers give the same bytes: time stamps in the zip are fixed. What never changes (parts without tags, their
headers in the zip) is made ready once; for a paper the parts with tags are joined from constants and answers, and
deflated: `LEVEL` says how hard. `isal` (the extra `fast`) halves the time of that.
"""

from __future__ import annotations

import zlib
from binascii import a2b_base64
from struct import Struct

from aryz.documents import deflate
from aryz.documents.deflate import Deflater
from aryz.documents.generate import Generated, Known, MissingAnswerError

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aryz.plan.run import Environment

__all__ = ["MissingAnswerError", "Template"]

_ENTRY = Struct("<HHHHHIIIHH")
_WHERE = Struct("<HHHII")
_END = Struct("<HHHHIIH")
_DATE = 0x21  # 1 January 1980, the first day that a zip knows
_UTF8 = 0x800
_DOCUMENT = "word/document.xml"

LEVEL = 2  # of deflate: ten pages take a tenth of the time of level 6, and the file is a twentieth larger

# Once a large piece of memory was given back, glibc keeps pieces such as deflate's 260 KB at hand instead of asking
# the system anew for each paper: half the time of a short one.
bytes(1 << 20)


class Template:
    """A compiled template made ready to run. `parts` and `fixed` are as in the plan; `name` is for messages."""

    def __init__(self, parts: Mapping[str, list[Any]], fixed: list[list[Any]], name: str = ""):
        self._name = name
        self._parts: dict[str, Generated] = {}
        self._deflaters: dict[str, Deflater] = {}
        self._fixed = _Zip()
        for entry, crc, size, deflated in fixed:
            self._fixed.add(entry, crc, size, a2b_base64(deflated))
        for part, body in parts.items():
            if part != _DOCUMENT and all(isinstance(piece, str) for piece in body):
                data = "".join(body).encode()
                self._fixed.add(part, zlib.crc32(data), len(data), deflate.whole(data, 9))
            else:
                self._parts[part] = Generated(body)
                self._deflaters[part] = Deflater(self._parts[part].constants)

    def render_parts(self, env: Environment) -> dict[str, bytes]:
        """The XML of each part that has tags, by zip name; raises MissingAnswerError."""
        answers = Known(env)
        return {name: b"".join(self._render(name, env, answers)) for name in self._parts}

    def render_docx(self, env: Environment, level: int = LEVEL) -> bytes:
        """The paper as a DOCX file. level: of deflate, 1 to 9; isal has its own."""
        made, answers = self._fixed.copy(), Known(env)
        for name in self._parts:
            pieces = self._render(name, env, answers)
            data = b"".join(pieces)
            made.add(name, deflate.crc32(data), len(data), self._deflaters[name].deflated(pieces, data, level))
        return made.bytes()

    def render_text(self, env: Environment) -> str:
        """The paper as plain text."""
        from aryz.documents.text import plain_text  # brings an XML parser with it

        return plain_text(b"".join(self._render(_DOCUMENT, env, Known(env))).decode())

    def _render(self, name: str, env: Environment, answers: Known) -> list[bytes]:
        part = self._parts[name]
        try:
            return part.render(env, answers)
        except MissingAnswerError as error:
            raise MissingAnswerError(error.path, self._place(name, part, error)) from None
        except Exception as error:
            error.add_note(f"This happened in {self._place(name, part, error)}.")
            raise

    def _place(self, name: str, part: Generated, error: Exception) -> str:
        return f"{self._name} {name} («{part.around(error)}»)".strip()


class _Zip:
    """A zip file that grows by entries deflated already."""

    def __init__(self) -> None:
        self._body: list[bytes] = []
        self._directory: list[bytes] = []
        self._count = self._size = 0

    def copy(self) -> _Zip:
        """A zip that goes on from this one; what this one holds is joined once and not copied."""
        self._body, self._directory = [b"".join(self._body)], [b"".join(self._directory)]
        made = _Zip()
        made._body, made._directory = self._body.copy(), self._directory.copy()
        made._count, made._size = self._count, self._size
        return made

    def add(self, name: str, crc: int, size: int, data: bytes) -> None:
        """One more entry: its CRC-32 and size before deflating, and the deflated bytes."""
        label = name.encode()
        common = _ENTRY.pack(20, _UTF8, 8, 0, _DATE, crc, len(data), size, len(label), 0)
        self._body += (b"PK\x03\x04", common, label, data)
        self._directory += (b"PK\x01\x02\x14\x00", common, _WHERE.pack(0, 0, 0, 0, self._size), label)
        self._count += 1
        self._size += 30 + len(label) + len(data)

    def bytes(self) -> bytes:
        directory = b"".join(self._directory)
        end = _END.pack(0, 0, self._count, self._count, len(directory), self._size, 0)
        return b"".join((*self._body, directory, b"PK\x05\x06", end))
