"""How the office listens."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from aryz.office import serving
from aryz.office.http import Bounded


def test_pages_of_several_processes_are_sent_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without TCP_NODELAY, which accepted connections take from the listening socket, each page waits for 40 ms."""
    shared: list[socket.socket] = []

    class Parent:
        def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]):
            shared.extend(sockets)

        def run(self) -> None:
            (listening,) = shared
            listening.listen()
            with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    monkeypatch.setattr(serving, "Multiprocess", Parent)
    serving.listen(uvicorn.Config("aryz.office.serving:worker", factory=True, port=0, workers=2))
    assert len(shared) == 1
    shared[0].close()


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n" + b"x" * 90_000, True),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"x" * 30_000 + b"\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"x" * 40_000, False),  # and no end of it
        (b"GET /" + b"x" * 40_000, False),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 7_000, False),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"A: b\r\n" * 7_000, False),
    ],
    ids=["large body", "large head", "endless header", "endless address", "endless headers", "endless trailers"],
)
def test_the_head_of_a_request_is_bounded(sent: bytes, taken: bool) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(ClientDisconnect):
            await Request(scope, receive).body()
        await Response("here")(scope, receive, send)

    async def asked() -> bytes:
        config = uvicorn.Config(app, http=Bounded, lifespan="off", ws="none", log_config=None)
        config.load()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Bounded(config, ServerState(), {}), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        with suppress(ConnectionError):
            for at in range(0, len(sent), 10_000):
                writer.write(sent[at : at + 10_000])
                await writer.drain()
                await asyncio.sleep(0)
        with suppress(ConnectionError):
            answer = await asyncio.wait_for(reader.read(20), 60)
        writer.close()
        server.close()
        return answer

    with ThreadPoolExecutor(1) as beside:  # in the tests' own thread the browser's loop may run
        answer = beside.submit(asyncio.run, asked()).result()
    assert answer.startswith(b"HTTP/1.1 200" if taken else b"HTTP/1.1 400")
