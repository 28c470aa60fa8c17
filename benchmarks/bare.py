"""Chromium as a person has it: nothing looks on while a page opens.

Playwright puts a world of its own with scripts into each page, keeps all that comes for its reader, and asks the page
again and again: on a slowed processor a large part of an opening. Here the browser is told to slow down and to open a
file, through its own pipe, and the page is asked once, when it is done.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self

from tests.browser.chromium import CHROMIUM_FLAGS, whole

_READS, _WRITES = 3, 4  # where Chromium expects the two ends of its pipe


class Bare:
    """A browser without Playwright, to be used in `with`."""

    def __enter__(self) -> Self:
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        reads, self._to = os.pipe()
        self._from, writes = os.pipe()
        # copies above both numbers, so that neither end takes the other's place
        ends = [(os.dup2(reads, 100, inheritable=False), _READS), (os.dup2(writes, 101, inheritable=False), _WRITES)]
        command = [whole(), *CHROMIUM_FLAGS, "--remote-debugging-pipe", "--no-startup-window"]
        self._browser = subprocess.Popen(
            [*command, f"--user-data-dir={self._home.name}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=lambda: [os.dup2(end, at) for end, at in ends],
        )
        for end in (reads, writes, 100, 101):
            os.close(end)
        self._said, self._count = b"", 0
        return self

    def __exit__(self, *_: object) -> None:
        self.send("Browser.close")
        self._browser.wait(timeout=20)
        os.close(self._to)
        os.close(self._from)
        self._home.cleanup()

    def send(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """One command and what it gives."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._count:
                result: dict[str, Any] = told["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._said:
            more = os.read(self._from, 1 << 16)
            assert more, "the browser has ended"
            self._said += more
        first, self._said = self._said.split(b"\0", 1)
        told: dict[str, Any] = json.loads(first)
        return told

    def visit(self, file: Path, slowed: int, ask: str, seconds: float) -> tuple[Any, float]:
        """Open a file in a window of its own, slowed; after these seconds, and again until it is there, what `ask` (an
        expression) gives; and the milliseconds of the page's thread up to then.
        """
        context = self.send("Target.createBrowserContext")["browserContextId"]
        page = {"url": "about:blank", "browserContextId": context, "width": 360, "height": 740}
        target = self.send("Target.createTarget", **page)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.send("Emulation.setCPUThrottlingRate", session, rate=slowed)
        self.send("Performance.enable", session, timeDomain="threadTicks")
        time.sleep(0.3)  # the empty page's own work
        self.send("Page.navigate", session, url=file.as_uri())
        found = None
        while found is None:
            time.sleep(seconds)
            metrics = self.send("Performance.getMetrics", session)["metrics"]
            found = self.send("Runtime.evaluate", session, expression=ask, returnByValue=True)["result"].get("value")
        self.send("Target.disposeBrowserContext", browserContextId=context)
        return found, 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")
