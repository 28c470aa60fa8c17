"""Serves the office in a process that may be killed, again and again: python -m tests.office.mother URL KEY PORT

All content is loaded once. For each line on its input it forks a server and says its number; when that was killed, it
waits for the next line.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import uvicorn

from aryz.centre import put_together
from aryz.centre.database import Database
from aryz.centre.keys import FileKeys
from aryz.content import load_content
from aryz.office import create_office
from aryz.project import Project
from tests.conftest import ROOT


def main(url: str, key: str, port: str) -> None:
    # nothing is connected before the fork: each server opens connections of its own
    centre = put_together(Database(url), FileKeys(Path(key)))
    app = create_office(load_content(Project(ROOT)), centre)
    print("ready", flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            os.close(0)
            uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="critical", access_log=False)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
