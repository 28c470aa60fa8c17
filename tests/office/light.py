"""A browser that costs next to nothing: two hundred of them in one process leave the computer to the servers.

httpx needs some five milliseconds of processor for a page, as much as the page itself.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit

_HIDDEN = re.compile(r'name="(form|request|version)" value="([^"]*)"')
WITHIN = 60  # seconds for an answer
Form = dict[str, str | list[str]]


class Lost(Exception):  # noqa: N818
    """No whole answer came: what was sent may have been done or not."""


@dataclass
class Answer:
    status: int
    path: str
    text: str

    def marks(self) -> dict[str, str]:
        """What the page's forms carry."""
        return {name: unescape(value) for name, value in _HIDDEN.findall(self.text)}


@dataclass
class Light:
    """One person's browser; a connection to each server stays open."""

    token: str
    _open: dict[str, tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=dict)

    async def get(self, server: str, path: str) -> Answer:
        return await self._followed(server, "GET", path, b"")

    async def post(self, server: str, path: str, form: Form, follow: bool = True) -> Answer:
        """follow: on to the page that comes next; else the answer itself."""
        return await self._followed(server, "POST", path, urlencode(form, doseq=True).encode(), follow)

    async def _followed(self, server: str, method: str, path: str, body: bytes, follow: bool = True) -> Answer:
        try:
            async with asyncio.timeout(WITHIN):
                status, head, text = await self._once(server, method, path, body)
                while follow and status in {302, 303}:
                    path = urlsplit(head["location"]).path
                    status, head, text = await self._once(server, "GET", path, b"")
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self.close(server)
            raise Lost(type(error).__name__) from None
        return Answer(status, path, text)

    async def _once(self, server: str, method: str, path: str, body: bytes) -> tuple[int, dict[str, str], str]:
        address = urlsplit(server)
        if server in self._open and self._open[server][0].at_eof():  # nobody spoke for long, and the server hung up
            self.close(server)
        if server not in self._open:
            self._open[server] = await asyncio.open_connection(address.hostname, address.port)
        reader, writer = self._open[server]
        lines = [f"{method} {path} HTTP/1.1", f"Host: {address.netloc}", f"Cookie: aryz={self.token}"]
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        head = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        text = (await reader.readexactly(int(head.get("content-length", 0)))).decode()
        if head.get("connection") == "close":
            self.close(server)
        return int(first.split()[1]), head, text

    def close(self, server: str = "") -> None:
        """Close the connection to a server, or all."""
        for one in [server] if server else list(self._open):
            if one in self._open:
                self._open.pop(one)[1].close()
