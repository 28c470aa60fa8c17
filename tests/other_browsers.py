"""All own cases of each interview in Firefox and in WebKit: `make browsers`. What is not installed is left out.
`python -m tests.other_browsers wage-claim` asks for one interview alone.

Debian: apt install firefox-esr webkit2gtk-driver xvfb. Firefox is driven by Marionette, WebKit by WebKitWebDriver.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from aryz import build
from aryz.browser.onefile import one_file
from aryz.browser.twin import twin_library
from aryz.content import Content, load_content
from aryz.project import Project
from tests.browser.reached import REACHED, run_in
from tests.browser.test_every_interview import _files, expected, in_words, typed
from tests.conftest import ROOT, free_port
from tests.twin.compare import apart
from tests.twin.dice import own_cases

_PATIENCE = 60  # seconds
# a function of the page, and what it is given, as WebDriver runs scripts
_CALL = """const done = arguments[arguments.length - 1];
({function})(arguments[0]).then(done, (error) => done({{ error: String(error) }}));"""


class Page:
    """As much of a browser's page as `run_in` asks for. send: a command of WebDriver with its values."""

    def __init__(self, send: Callable[[str, dict[str, Any]], Any]):
        self._send = send
        send("timeouts", {"script": 600_000, "pageLoad": 600_000})

    def goto(self, url: str) -> None:
        self._send("url", {"url": url})

    def evaluate(self, function: str, given: Any) -> Any:
        made = self._send("execute/async", {"script": _CALL.format(function=function), "args": [given]})
        if isinstance(made, dict):
            raise AssertionError(made["error"])
        return made


@contextmanager
def _running(command: list[str], folder: str, **env: str) -> Iterator[None]:
    """A process with its children, in a home of its own."""
    home = {"HOME": folder, "XDG_DATA_HOME": folder, "XDG_CACHE_HOME": folder, "XDG_CONFIG_HOME": folder}
    process = subprocess.Popen(
        command,
        env={**os.environ, **home, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answering(port: int) -> socket.socket:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


_NAMES = {"timeouts": "SetTimeouts", "url": "Navigate", "execute/async": "ExecuteAsyncScript", "session": "NewSession"}


class Marionette:
    """Firefox's own protocol: numbered commands as JSON, each behind its length."""

    def __init__(self, port: int):
        self._wire, self._count = _answering(port).makefile("rwb"), 0
        self._read()  # who it is

    def send(self, command: str, values: dict[str, Any]) -> Any:
        self._count += 1
        text = json.dumps([0, self._count, f"WebDriver:{_NAMES[command]}", values]).encode()
        self._wire.write(b"%d:%s" % (len(text), text))
        self._wire.flush()
        _, _, fault, made = self._read()
        if fault:
            raise AssertionError(fault["message"])
        return made.get("value") if isinstance(made, dict) else made

    def _read(self) -> Any:
        length = b""
        while (sign := self._wire.read(1)) != b":":
            length += sign
        return json.loads(self._wire.read(int(length)))


@contextmanager
def firefox(folder: str) -> Iterator[Page]:
    port = free_port()
    (Path(folder) / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    command = [str(shutil.which("firefox-esr") or shutil.which("firefox")), "--headless", "--marionette", "--no-remote"]
    with _running([*command, "--profile", folder], folder):
        wire = Marionette(port)
        wire.send("session", {})
        yield Page(wire.send)


@contextmanager
def webkit(folder: str) -> Iterator[Page]:
    """MiniBrowser has no way without a screen: it gets one of its own."""
    port, screen = free_port(), f":{free_port()}"
    with ExitStack() as stack:
        stack.enter_context(_running(["Xvfb", screen, "-nolisten", "tcp"], folder))
        sight = {"DISPLAY": screen, "GDK_BACKEND": "x11", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        stack.enter_context(_running(["WebKitWebDriver", f"--port={port}"], folder, **sight))
        _answering(port).close()
        client = stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600))

        def post(path: str, values: dict[str, Any]) -> Any:
            answer = client.post(path, json=values).json()["value"]
            if isinstance(answer, dict) and "error" in answer and "message" in answer:
                raise AssertionError(answer["message"])
            return answer

        session = post("/session", {"capabilities": {}})["sessionId"]
        yield Page(lambda command, values: post(f"/session/{session}/{command}", values))
        client.delete(f"/session/{session}")


BROWSERS = {"Firefox": (firefox, ["firefox-esr"]), "WebKit": (webkit, ["WebKitWebDriver", "Xvfb"])}


def differing(page: Page, content: Content, folder: Path) -> list[str]:
    """Where what a file shows of a case is not what Python shows."""
    frame, modules, texts = build.frame_of(content, date.today().isoformat()), twin_library(), content.project.interface
    found = []
    for interview in sys.argv[1:] or content.programs:
        program = content.programs[interview]
        spoken, own = program.plan["languages"], list(own_cases(program, ROOT, texts))
        for at, language in enumerate(spoken):
            cases = [typed(program, today, answers, language) for today, answers in own[at :: len(spoken)] or own]
            file = folder / f"{interview}.{language}.html"
            file.write_text(one_file({interview: program.plan}, frame.of(language), modules, REACHED), encoding="utf-8")
            page.goto(file.as_uri())
            for case, theirs in zip(cases, run_in(page, cases), strict=True):
                papers = theirs["end"]["papers"]
                papers |= {key: _files(base64.b64decode(data)) for key, data in papers.items()}
                ours = expected(program, case, texts)
                found += [
                    f"{interview} {language} {case['today']}: {one}" for one in apart("", ours, in_words(theirs))
                ][:1]
        print(".", end="", flush=True)
    return found


def main() -> int:
    content, wrong = load_content(Project(ROOT)), 0
    for name, (browser, needed) in BROWSERS.items():
        if missing := [one for one in needed if not shutil.which(one)]:
            print(f"{name}: left out, for {', '.join(missing)} is not installed")
            continue
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, browser(folder) as page:
            found = differing(page, content, Path(folder))
        print(f" {name}: {len(found) or 'none'} of the own cases differ from Python's")
        print("\n".join(found))
        wrong += len(found)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
