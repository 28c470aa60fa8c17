"""Editions of the site, and a server of one of them that can be cut off, spoiled, or held back."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aryz.kb import alphabets
from aryz.kb.takealong import Edition, write_packs
from aryz.project import Project


def edition(project: Project, site: Path, target: Path, language: str, made: Edition, **changed: str) -> Path:
    """One language of a built site as of another day. changed: what is added to the text of guides."""
    for room in (language, "assets", "files"):
        shutil.copytree(site / room, target / room, copy_function=os.link)
    os.link(site / "sw.js", target / "sw.js")
    for slug, text in changed.items():
        page = target / language / slug / "index.html"
        words = page.read_text(encoding="utf-8").replace("</h1>", f"</h1><p>{text}</p>")
        page.unlink()  # the built site has the same file
        page.write_text(words, encoding="utf-8")
    write_packs(project, target, made, alphabets(project))
    return target


@dataclass
class Served:
    """folder: what is served, which may change; asked: the addresses asked for; spoil: other content by address;
    hold: called before an answer is sent.
    """

    folder: Path
    asked: list[str] = field(default_factory=list)
    spoil: dict[str, bytes] = field(default_factory=dict)
    hold: Callable[[str], None] = lambda path: None
    port: int = 0

    def start(self) -> Served:
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_Handler, self))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def cut(self) -> None:
        """From now on nobody answers."""
        self._server.shutdown()
        self._server.server_close()

    def packs(self) -> list[str]:
        return [path for path in self.asked if path.endswith(".pack")]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, served: Served, *rest: object):
        self.served = served
        super().__init__(*rest, directory=str(served.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.served.asked.append(self.path)
        self.served.hold(path)
        if path in self.served.spoil:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.served.spoil[path])
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Quiet."""
