"""Run the application on this computer only."""

from __future__ import annotations

import errno
import socket

import uvicorn
from starlette.applications import Starlette

from aryz.diagnostics import AryzError
from aryz.garbage import keep_all

HOST = "127.0.0.1"


def serve(app: Starlette, port: int) -> None:
    """Serve on 127.0.0.1 until stopped; raises AryzError when the port is taken. Addresses of cases are not logged."""
    free_port(HOST, port)
    keep_all()
    # h11 bounds the head of a request; where httptools is there, uvicorn would take that, which does not
    uvicorn.run(app, host=HOST, port=port, http="h11", log_level="warning", access_log=False, server_header=False)


def free_port(host: str, port: int) -> None:
    """Raises AryzError when the port is taken."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise AryzError(f"Port {port} is in use. Choose another: aryz serve --port {port + 1}") from None
            raise AryzError(f"Port {port} cannot be used: {error.strerror}.") from None
