"""What tests share: the real project, and a small project of one interview in a temporary folder."""

from __future__ import annotations

import fcntl
import gc
import os
import random
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from aryz.content import Content, load_content
from aryz.garbage import keep_all
from aryz.project import Project
from tests.browser.chromium import browser, headless_shell, playwright, whole_chromium

__all__ = ["browser", "headless_shell", "playwright", "whole_chromium"]  # fixtures

settings.register_profile("aryz", deadline=None)  # how long a test takes is no property of the code
settings.load_profile("aryz")

ROOT = Path(__file__).resolve().parent.parent
OLD = "old.html"  # a page of an older site where the site of the tests is built


def pytest_collection_finish() -> None:
    keep_all()
    gc.set_threshold(20_000)  # tests make much that is gone with its last name: looking at it so often finds nothing


@pytest.fixture(scope="session")
def project() -> Project:
    """The project itself, with its real content."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def content(project: Project) -> Content:
    made = load_content(project)
    keep_all()  # or looking through it again and again takes a fifth of the processor's time
    return made


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """A copy of the content that a test may break."""
    return copy_to(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """Three pages and the wage claim, which a test may break: read in a sixth of the time that all content takes."""
    from tests.small_site import small_project

    return small_project(tmp_path, "wage-claim")


def copy_to(root: Path) -> Project:
    """The content copied into a folder."""
    for name in ("kb", "interviews", "templates", "search", "examples"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return Project(root)


@pytest.fixture(scope="session")
def site(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `aryz build` makes it, and its index. Tests do not change it.

    Where tests run in several processes at once, the first that needs it makes it for all.
    """
    from aryz import build
    from aryz.kb.site import MARK

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            (folder / "site").mkdir(exist_ok=True)
            for name in (MARK, OLD):  # an older site of ours, which the new one replaces
                (folder / "site" / name).write_text("")
            build.build(content, folder / "site")
            (folder / "done").touch()
    return folder / "site"


def free_port() -> int:
    """A port of this machine that nobody listens on, below those that systems give out by themselves: nobody else comes
    by it before it is used, nor while a server on it is down.
    """
    dice = random.SystemRandom()  # other processes look for ports too, some with the same seed
    while True:
        port = dice.randrange(15_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@pytest.fixture(scope="session")
def address(content: Content, site: Path) -> Iterator[str]:
    """The application, with the built site, on a free port of this machine."""
    import threading
    import time

    import uvicorn

    from aryz.search import Searcher
    from aryz.web import create_app

    port = free_port()
    searcher = Searcher(content.project.build / "index", content.project.search, content.registry)
    helplines = content.library.contacts.helplines(content.project)
    app = create_app(content.project, content.programs, site, searcher, helplines=helplines)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server does not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


Aryz = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def aryz(content: Content, monkeypatch: pytest.MonkeyPatch) -> Aryz:
    """The command line on the real project, but in this process, where its content is compiled already."""
    monkeypatch.setattr("aryz.content.load_content", partial(_loaded, content))
    monkeypatch.chdir(ROOT)

    return call_aryz


def call_aryz(*words: str) -> subprocess.CompletedProcess[str]:
    """The command line in this process, which saves the second that another one takes to start."""
    from click.testing import CliRunner

    from aryz.cli import cli

    done = CliRunner().invoke(cli, words, prog_name="aryz", catch_exceptions=False)
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def _loaded(content: Content, project: Project, stop: bool = True) -> Content:
    return content if project == content.project else load_content(project, stop)


def run_aryz(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command line as people call it."""
    import sys

    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "aryz", *words]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
