"""The ready pipelines: commands that exist, the least rights, versions that are pinned, nothing published unchecked."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from aryz.cli import cli
from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [*WORKFLOWS, ROOT / ".gitlab-ci.yml", ROOT / ".pre-commit-hooks.yaml", ROOT / "tools" / "hooks" / "pre-commit"]


def _jobs(path: Path) -> dict[str, Any]:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    assert isinstance(jobs, dict)
    return jobs


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_of_a_pipeline_is_one_of_ours(path: Path) -> None:
    calls = re.findall(r'(?:\.venv/bin/aryz|entry: aryz|"\$aryz") ([a-z][^>|\n]+)', path.read_text(encoding="utf-8"))
    assert calls
    for call in calls:
        name, *words = [word for word in shlex.split(call) if not word.startswith("$")]
        command = cli.commands[name]
        assert isinstance(command, click.Command)
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, call


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read_but_for_the_job_that_runs_nothing_of_ours(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert "secrets." not in text and "pull_request_target" not in text
    for name, job in _jobs(path).items():
        steps = job["steps"]
        for used in (step["uses"] for step in steps if "uses" in step):
            assert re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", used), used
        if "permissions" in job:
            assert not any("checkout" in step.get("uses", "") for step in steps), name
            assert set(job["permissions"]) <= {"pull-requests", "pages", "id-token"}
        for step in steps:
            assert not re.search(r"\$\{\{", step.get("run", "")), "what others typed stays out of scripts"
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_nothing_is_published_that_was_not_checked() -> None:
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    build = _jobs(ROOT / ".github" / "workflows" / "publish.yml")["build"]
    for lines in (gitlab["pages"]["script"], [step.get("run", "") for step in build["steps"]]):
        check, made = (next(i for i, line in enumerate(lines) if f"aryz {word}" in line) for word in ("check", "build"))
        assert check < made


def test_the_hook_checks_what_is_committed_and_everything_when_a_file_goes(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    program = tmp_path / ".venv" / "bin" / "aryz"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "called: $*"\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)

    def git(*words: str) -> None:
        names = {f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        subprocess.run(["git", *words], cwd=tmp_path, check=True, env={**os.environ, **names})

    def hook() -> tuple[bool, str]:
        command = [str(ROOT / "tools" / "hooks" / "pre-commit")]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode == 0, done.stdout

    git("init", "-q")
    (tmp_path / "README").write_text("x", encoding="utf-8")
    git("add", "README")
    assert hook() == (True, "")
    for name in ("a b.md", "c.md"):
        (tmp_path / "kb" / name).write_text("x", encoding="utf-8")
    git("add", "kb")
    assert hook() == (False, "called: check --turns 0 kb/a b.md kb/c.md\n")
    git("commit", "-qm", "one", "--no-verify")
    git("rm", "-q", "kb/c.md")
    assert hook() == (False, "called: check --turns 0\n")
