"""`aryz interview run` with its lines piped in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.terminal.screen import PATIENCE


def piped(
    root: Path,
    out: Path,
    *typed: str,
    interview: str = "trial",
    resume: Path | None = None,
    more: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[str]:
    """Run an interview of the project in `root` with these lines."""
    command = [sys.executable, "-m", "aryz", "--project", str(root), "interview", "run", interview, "--out", str(out)]
    command += ["--resume", str(resume)] if resume else []
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    lines = "".join(f"{line}\n" for line in typed)
    return subprocess.run(
        [*command, *more], input=lines, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
