"""What the commands share: the project they run in and the words a person gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aryz.diagnostics import AryzError
from aryz.project import Project, find_project

if TYPE_CHECKING:
    from aryz.law.acts import Registry


def project_of(ctx: click.Context) -> Project:
    """The project named by `--project`, or the one around the current folder. Raises AryzError."""
    return find_project(ctx.find_root().obj)


def language_of(project: Project, language: str) -> str:
    """A language of the project; raises AryzError naming those that there are."""
    if language not in project.languages:
        raise AryzError(f"There is no language «{language}». There are: {', '.join(project.languages)}.")
    return language


def spoken_of(project: Project, language: str) -> str:
    """A language that interviews speak; raises AryzError naming those that there are."""
    if language not in project.spoken:
        raise AryzError(f"There is no language «{language}». There are: {', '.join(project.spoken)}.")
    return language


def known_act(registry: Registry, act: str) -> str:
    """An act of the registry; raises AryzError."""
    if act not in registry:
        raise AryzError(f"There is no act «{act}»; «aryz acts list» shows the known ones.")
    return act
