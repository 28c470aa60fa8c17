"""Editions of the site, and a server of one of them that can be cut off, spoiled, or held back."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aryz.kb.takealong import Edition, write_packs
from aryz.project import Project
from tests.conftest import free_port

NOW = date.today().isoformat()
_CONTROLLED = """() => navigator.serviceWorker.controller
  ? true : new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(true)))"""
_KEPT = """async () => {
  const made = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const body = (await cache.match(key)).body;
      const plain = key.url.endsWith(".pack") ? body.pipeThrough(new DecompressionStream("gzip")) : body;
      made.push([key.url, await new Response(plain).text()]);
    }
  }
  return made;
}"""


def edition(
    project: Project, site: Path, target: Path, language: str, made: Edition, last: Path | None = None, **changed: str
) -> Path:
    """One language of a built site as of another day. last: the edition before; changed: what is added to guides."""
    for room in (language, "assets", "files"):
        shutil.copytree(site / room, target / room, copy_function=os.link)
    os.link(site / "sw.js", target / "sw.js")
    for slug, text in changed.items():
        _rewrite(target / language / slug / "index.html", "</h1>", f"</h1><p>{text}</p>")
    for file in (target / "files").rglob("*.html"):
        _rewrite(file, f'"made":"{NOW}"', f'"made":"{made.made}"')
    write_packs(project, target, made, last)
    return target


def _rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8").replace(old, new)
    file.unlink()  # the built site has the same file
    file.write_text(text, encoding="utf-8")


@dataclass
class Served:
    """folder: what is served, which may change; asked: the addresses asked for; spoil: other content by address;
    hold: called before an answer is sent; half: after its first bytes.
    """

    folder: Path
    asked: list[str] = field(default_factory=list)
    spoil: dict[str, bytes] = field(default_factory=dict)
    hold: Callable[[str], object] = lambda path: None
    half: Callable[[str], object] = lambda path: None
    missing: str = ""  # a part of addresses for which the server has nothing
    port: int = field(default_factory=free_port)  # its own while nobody answers there, too

    def start(self) -> Served:
        self._server = _Server(("127.0.0.1", self.port), partial(_Handler, self))
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Browsers go away, and tests break off."""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, served: Served, *rest: object):
        self.served = served
        super().__init__(*rest, directory=str(served.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.served.asked.append(self.path)
        self.served.hold(path)
        if self.served.missing and self.served.missing in path:
            self.send_error(404)
        elif path in self.served.spoil:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")  # as the log-in page of a Wi-Fi comes
            self.end_headers()
            self.wfile.write(self.served.spoil[path])
        else:
            super().do_GET()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        outputfile.write(source.read(500))
        outputfile.flush()
        self.served.half(self.path.partition("?")[0])
        super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def state(page: Any, words: str) -> str:
    page.wait_for_selector(f"[data-part=state]:has-text('{words}')", timeout=60_000)
    return str(page.inner_text("[data-part=state]"))


def take(page: Any, address: str, language: str = "en") -> None:
    page.goto(f"{address}/{language}/offline/")
    page.click("[data-part=take]")
    page.wait_for_selector("[data-part=erase]:visible", timeout=60_000)
    page.evaluate(_CONTROLLED)


def kept(page: Any) -> dict[str, str]:
    return dict(page.evaluate(_KEPT))
