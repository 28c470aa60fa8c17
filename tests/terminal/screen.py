"""A terminal for tests: a program on a pseudo-terminal, its screen as a person sees it, and keys to press."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte

from tests.conftest import ROOT

KEYS = {
    "enter": "\r",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
    "ctrl-u": "\x15",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f10": "\x1b[21~",
}
ROWS, COLUMNS = 60, 110
PATIENCE = 600  # seconds for what takes one or two: other tests run beside
TAIL = 40  # lines from the end of the screen in which a prompt is looked for


class _Screen(pyte.Screen):
    """A screen that answers «where is the cursor», as terminals do."""

    def __init__(self, answer: int):
        super().__init__(COLUMNS, ROWS)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        os.write(self._answer, data.encode())


class Terminal:
    """`aryz WORDS…` on a screen."""

    def __init__(self, *words: str, cwd: Path = ROOT, env: dict[str, str] | None = None):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))  # before it looks
            own = {**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **(env or {})}
            os.execve(sys.executable, [sys.executable, "-m", "aryz", *words], own)
        self.screen = _Screen(self.fd)
        self.stream = pyte.ByteStream(self.screen)
        self.code: int | None = None

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> bool:
        """Take in what the program writes for a while; False when it has closed the terminal."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.stream.feed(data)
        return bool(data)

    def wait(self, *words: str, prompt: bool = True, seconds: float = PATIENCE) -> None:
        """Until the words stand at the end of the screen; prompt: and the keys of a prompt below them."""
        end = time.monotonic() + seconds
        while not self._stands(words, prompt):
            assert time.monotonic() < end, f"{words} did not come:\n{self.text}"
            assert self.read(0.05) or self._stands(words, prompt), f"the end before {words}:\n{self.text}"

    def _stands(self, words: tuple[str, ...], prompt: bool) -> bool:
        lines = self.text.rstrip().split("\n")[-TAIL:]
        tail = " ".join(" ".join(lines).split())
        return all(word in tail for word in words) and (not prompt or "Ctrl-C" in " ".join(lines[-2:]))

    def press(self, *keys: str) -> None:
        """Press keys by name, or type words."""
        for key in keys:
            os.write(self.fd, KEYS.get(key, key).encode())

    def reply(self, words: str, *keys: str) -> None:
        """Wait for the words in a prompt, then press keys and Enter."""
        self.wait(words)
        self.press(*keys, "enter")

    def hang_up(self) -> None:
        os.close(self.fd)

    def end(self, seconds: float = PATIENCE) -> int:
        """Wait for the program's end; its exit code."""
        limit = time.monotonic() + seconds
        while self.read(0.05) and time.monotonic() < limit:
            pass
        return self.exit_code(limit)

    def exit_code(self, limit: float) -> int:
        while time.monotonic() < limit:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.code = os.waitstatus_to_exitcode(status)
                return self.code
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError(f"it did not end:\n{self.text}")
