"""How the office listens."""

from __future__ import annotations

import socket

import pytest
import uvicorn

from aryz.office import serving


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
