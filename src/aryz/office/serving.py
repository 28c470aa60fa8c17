"""The office on a port: what it needs before it starts, and worker processes."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from aryz.centre import Centre, open_centre
from aryz.centre.models import ADMINISTRATOR
from aryz.centre.settings import loopback
from aryz.diagnostics import AryzError
from aryz.garbage import keep_all
from aryz.office.http import Bounded
from aryz.office.tokens import TokenFile
from aryz.web.app import LOOPBACK
from aryz.web.serve import free_port

log = logging.getLogger("aryz.office")
# of one process, which may hold 1,024 files: a browser between two pages holds one for 20 seconds
MOST_CONNECTIONS = 900
_ROOT, _SECURE = "ARYZ_ROOT", "ARYZ_SECURE"  # how the parent process tells its workers


@dataclass(frozen=True)
class Serving:
    """Where the server listens. ARYZ_HOSTS: the names it is reached by, with commas; ARYZ_PROXY: the addresses of the
    proxy whose X-Forwarded-For and -Proto are believed, with commas.
    """

    host: str
    port: int
    workers: int = 1
    hosts: tuple[str, ...] = LOOPBACK
    proxy: str = ""

    @classmethod
    def of(cls, host: str, port: int, workers: int, environment: Mapping[str, str] = os.environ) -> Serving:
        named = tuple(one.strip() for one in environment.get("ARYZ_HOSTS", "").split(",") if one.strip())
        if any("*" in one for one in named):
            raise AryzError("ARYZ_HOSTS names each host: with «*» a foreign page could reach the server.")
        if not named and not loopback(host):
            raise AryzError("Say by which name the server is reached: ARYZ_HOSTS=office.example.kz")
        proxy = environment.get("ARYZ_PROXY", "").strip()
        if proxy == "*":
            raise AryzError("ARYZ_PROXY names the proxy's address: with «*» anyone could say where he comes from.")
        return cls(host, port, workers, (*LOOPBACK, *named), proxy)

    @property
    def secure(self) -> bool:
        """Whether it is reached by https only: from other computers always, and behind a proxy."""
        return bool(self.proxy) or not loopback(self.host)


def checked_centre() -> Centre:
    """The centre of the environment, ready to serve; raises AryzError with what is to be done first."""
    centre = open_centre()
    people = centre.people.everyone()
    if not any(one.role == ADMINISTRATOR and not one.disabled for one in people):
        centre.close()
        raise AryzError(
            "There is no administrator yet. Make one: aryz user add NAME --role administrator (and see docs/centre.md)"
        )
    return centre


def serve_office(root: Path, serving: Serving) -> None:
    """Serve until stopped. Addresses are not logged: they name cases."""
    checked_centre().close()  # said here once, and not by every worker
    free_port(serving.host, serving.port)
    os.environ[_ROOT], os.environ["ARYZ_HOSTS"] = str(root), ",".join(serving.hosts)
    os.environ[_SECURE] = "1" if serving.secure else ""
    listen(configured(serving))


def configured(serving: Serving) -> uvicorn.Config:
    """How a server listens, and what it bears."""
    return uvicorn.Config(
        "aryz.office.serving:worker",
        factory=True,
        host=serving.host,
        port=serving.port,
        workers=serving.workers,
        http=Bounded,
        ws="none",
        proxy_headers=bool(serving.proxy),
        forwarded_allow_ips=serving.proxy or None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=20,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=10,
        # a worker says nothing while it is loaded; on a busy computer five seconds were too few: it was killed, begun
        # anew and killed again, and the server never answered
        timeout_worker_healthcheck=60,
    )


def listen(config: uvicorn.Config) -> None:
    """Serve until stopped, in one process or several; raises AryzError when it did not start."""
    with suppress(KeyboardInterrupt):
        if config.workers == 1:
            server = uvicorn.Server(config)
            server.run()
            if not server.started:
                raise AryzError("The server did not start; what it said stands above.")
            return
        shared = config.bind_socket()
        # asyncio does not see that a socket for several processes is TCP's, and would keep each page back for 40 ms
        shared.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Multiprocess(config, sockets=[shared]).run()


def worker() -> Starlette:
    """The application of one worker process, as the parent's environment says."""
    from aryz.content import load_content
    from aryz.office.app import create_office
    from aryz.project import Project
    from aryz.search import Searcher

    project = Project(Path(os.environ[_ROOT]))
    content = load_content(project)
    try:
        searcher = Searcher(project.build / "index", project.search, content.registry)
    except AryzError as error:  # cases go on without the search
        log.warning("%s", error)
        searcher = None
    hosts = tuple(os.environ["ARYZ_HOSTS"].split(","))
    site = project.build / "site"
    secure = bool(os.environ.get(_SECURE))
    tokens = TokenFile.of() if secure else None  # on this computer everyone may ask, as without accounts
    shown = site if site.is_dir() else None
    app = create_office(content, open_centre(), shown, searcher, hosts, secure=secure, tokens=tokens)
    keep_all()
    return app
