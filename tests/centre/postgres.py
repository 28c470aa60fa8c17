"""A PostgreSQL of the tests' own: on loopback, in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.conftest import free_port


class NoPostgres(Exception):  # noqa: N818
    """It cannot be started here; the message says why."""


class Postgres:
    """A running server. `url` is of its first database."""

    def __init__(self, folder: Path, fsync: str = "off"):
        if sys.platform == "win32":
            raise NoPostgres("PostgreSQL is not tried on Windows.")
        self._programs = _programs()
        self._user, self._fsync = _user(), fsync
        self._data, self.port = folder / "data", free_port()
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "-D", str(self._data), "-U", "aryz", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()
        self.url = self.address("postgres")

    def address(self, name: str) -> str:
        return f"postgresql+psycopg://aryz@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """A fresh database; gives its address."""
        self._run(
            "psql",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "aryz",
            "-d",
            "postgres",
            "-c",
            f"CREATE DATABASE {name}",
        )
        return self.address(name)

    @property
    def process(self) -> int:
        """The id of the first of its processes."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync={self._fsync}"
        log = str(self._data / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-t", "300", "-l", log, "-o", options, "start")

    def fall(self) -> None:
        """All its processes are killed at one moment, and it is started again."""
        first = self.process
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for one in [first, *map(int, children)]:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while any(Path(f"/proc/{one}").exists() for one in [first, *children]) and time.monotonic() < deadline:
            time.sleep(0.02)
        self.start()

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if self._user:
            command = ["runuser", "-u", self._user, "--", *command]
        clean = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
        # a server that was started keeps what it inherits: its output must not be a pipe that is waited for
        told = subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE
        done = subprocess.run(command, env=clean, cwd="/", stdout=subprocess.DEVNULL, stderr=told, timeout=600)
        if done.returncode:
            raise NoPostgres(f"{program}: {(done.stderr or b'').decode(errors='replace').strip()}")


def _programs() -> Path:
    found = shutil.which("initdb")
    folders = (
        [str(Path(found).resolve().parent)] if found else sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")))
    )
    if not folders:
        raise NoPostgres("PostgreSQL is not installed: apt-get install postgresql")
    return Path(folders[-1])


def _user() -> str:
    """As whom to run it: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return ""
    known = {one.pw_name for one in pwd.getpwall()}
    chosen = next((name for name in ("postgres", "nobody") if name in known), "")
    if not chosen or not shutil.which("runuser"):
        raise NoPostgres("As root PostgreSQL needs another user to run as, and runuser.")
    return chosen
