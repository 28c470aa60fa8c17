"""The office as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.conftest import ROOT, free_port

_SERVER = """
import os, sys
from aryz.office.serving import Serving, configured, listen
listen(configured(Serving("127.0.0.1", int(sys.argv[1]), int(sys.argv[2]))))
"""


class Server:
    """A server on a free port of this computer, of one or several processes."""

    def __init__(self, url: str, key: Path, workers: int = 1):
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        settings = {"ARYZ_DATABASE_URL": url, "ARYZ_KEY_FILE": str(key), "ARYZ_ROOT": str(ROOT)}
        env = {**os.environ, **settings, "ARYZ_HOSTS": "127.0.0.1", "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", _SERVER, str(port), str(workers)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env)

    def wait(self) -> None:
        """Until it answers."""
        while self.process.poll() is None:
            try:
                httpx.get(f"{self.address}/login", timeout=5)
                return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the server does not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
