"""Looks for malware in what is uploaded, by ClamAV's daemon where there is one (ARYZ_CLAMD).

Only clamd's INSTREAM is spoken: pieces with their lengths, an empty one at the end, one line as the answer.
"""

from __future__ import annotations

import logging
import socket
import struct
from collections.abc import Callable
from contextlib import closing

from aryz.centre.errors import CentreError, Refused

Scan = Callable[[bytes], None]
WITHIN = 30  # seconds for each step of the talk
_PIECE = 65_536
log = logging.getLogger("aryz.centre")


def nothing(_: bytes) -> None:
    """Where no scanner is named."""


def scanner(address: str) -> Scan:
    """What raises Refused for a file with malware in it, and when the scanner does not answer: unseen files are not
    kept. address: the path of clamd's socket, or host:port; "" for no scanner.
    """
    if not address:
        return nothing
    if not address.startswith("/") and not address.rpartition(":")[2].isdigit():
        raise CentreError("ARYZ_CLAMD is the path of clamd's socket, or host:port: ARYZ_CLAMD=/run/clamav/clamd.ctl")

    def scan(data: bytes) -> None:
        try:
            said = _asked(address, data)
        except OSError as error:
            said = f"{type(error).__name__}"
        if said.endswith("FOUND"):
            raise Refused("centre.upload.malware", "The scanner found malware in this file. It was not kept.")
        if said != "stream: OK":
            log.error("clamd: %s", said[:80])
            raise Refused("centre.upload.unscanned", "The scanner for malware does not answer. The file was not kept.")

    return scan


def _asked(address: str, data: bytes) -> str:
    with closing(_connected(address)) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        with line.makefile("rb") as answer:
            return answer.read(1000).split(b"\0")[0].decode("utf-8", "replace").strip()


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(WITHIN)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=WITHIN)
