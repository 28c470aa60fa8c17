"""Run time: deflating a part of which most never changes.

The long constants of a template are deflated once, each as a piece of stream that leans on nothing before it and ends
on a whole byte; for a paper only what stands between them is deflated, and the pieces are put one after the other.
Where answers stand close together, as in our claims, the whole is done sooner, and is half the size.
"""

from __future__ import annotations

import zlib
from struct import Struct

try:
    from isal import isal_zlib as fast
except ImportError:
    fast = None

TYPE_CHECKING = False  # see plan.run
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

LONG = 400  # bytes from which a constant is worth a piece of its own: a piece costs some ten bytes
_WORTH = 1_000  # bytes that they have on the average, or else setting up for what stands between takes longer
_SHORT = 2048  # up to here a small window is enough, and quicker to set up
_PLAIN = 48  # up to here nothing is won by deflating
_STORED = Struct("<BHH")
_END = b"\x03\x00"  # an empty last block

crc32 = zlib.crc32 if fast is None else fast.crc32


class Deflater:
    """Deflates parts made of these constants and of other pieces. Constants are known by identity."""

    def __init__(self, constants: Iterable[bytes]):
        kept = [one for one in constants if len(one) >= LONG]
        self._size = sum(map(len, kept))
        self._kept = kept if self._size >= _WORTH * len(kept) else []  # held: their identities must stay theirs
        self._ready: dict[int, bytes] = {}

    def deflated(self, pieces: list[bytes], data: bytes, level: int) -> bytes:
        """The deflated stream of `data`, which is the pieces joined. level: 1 to 9; isal has its own."""
        if fast is not None or not self._kept or 2 * self._size < len(data):
            return whole(data, level)
        if not self._ready:
            self._ready = {id(one): _constant(one) for one in self._kept}
        ready, made, between = self._ready.get, list[bytes](), list[bytes]()
        for piece in pieces:
            done = ready(id(piece))
            if done is None:
                between.append(piece)
                continue
            if between:
                made.append(_between(b"".join(between), level))
                between.clear()
            made.append(done)
        made.append(whole(b"".join(between), level) if between else _END)
        return b"".join(made)


def whole(data: bytes, level: int) -> bytes:
    """A whole deflated stream."""
    if fast is not None:
        return _piece(fast.compressobj(2, fast.DEFLATED, -15), data, fast.Z_FINISH)  # as small as zlib's 2
    return _piece(zlib.compressobj(level, zlib.DEFLATED, -15), data, zlib.Z_FINISH)


def _constant(data: bytes) -> bytes:
    return _piece(zlib.compressobj(9, zlib.DEFLATED, -15), data, zlib.Z_FULL_FLUSH)


def _between(data: bytes, level: int) -> bytes:
    """A piece of stream between two others."""
    if len(data) <= _PLAIN:
        return _STORED.pack(0, len(data), len(data) ^ 0xFFFF) + data
    if len(data) <= _SHORT:
        return _piece(zlib.compressobj(level, zlib.DEFLATED, -11, 3), data, zlib.Z_FULL_FLUSH)
    return _piece(zlib.compressobj(level, zlib.DEFLATED, -15), data, zlib.Z_FULL_FLUSH)


def _piece(deflate: Any, data: bytes, end: int) -> bytes:
    first: bytes = deflate.compress(data)
    last: bytes = deflate.flush(end)
    return first + last
