"""`aryz check` and `aryz translated`: what is wrong with the content, and which translations are behind."""

from __future__ import annotations

from pathlib import Path

import click

from aryz.cli_shared import project_of
from aryz.diagnostics import AryzError


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.option(
    "--fix", is_flag=True, help="First write [@…] where a citation stands by hand and its reading is certain."
)
@click.option("--translations", is_flag=True, help="List the translations that are behind, and what changed since.")
@click.option("--turns", type=click.IntRange(0), help="How far each interview is walked; 0: not at all, a quick look.")
@click.option("--since", default="", help="A git revision, such as origin/main: its pages must still have addresses.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(
    ctx: click.Context, form: str, fix: bool, translations: bool, turns: int | None, since: str, paths: tuple[Path, ...]
) -> None:
    """Find what is wrong with the content: each finding with file, line and mend.

    Example: aryz check interviews/wage-claim.yml
    """
    from aryz import check as checking
    from aryz.interviews.proof import LIMIT

    if translations:
        _tell_translations(ctx)
        return
    for path in paths:
        if not path.exists():
            raise AryzError(f"There is no file or folder «{path}».")
    if fix:
        from aryz.fix import fix as mend

        for line in mend(project_of(ctx)):
            click.echo(line, err=form != "text")
    limit = LIMIT if turns is None else turns
    problems = checking.check(project_of(ctx), paths, limit, lambda line: click.echo(line, err=True), since)
    click.echo(checking.FORMATS[form](problems))
    ctx.exit(1 if any(problem.severity == "error" for problem in problems) else 0)


def _tell_translations(ctx: click.Context) -> None:
    from aryz.content import load_content
    from aryz.kb import translations

    project = project_of(ctx)
    library = load_content(project, stop=False).library
    click.echo(translations.as_text(project, library))
    late = any(row.state != "current" for row in translations.states(project, library))
    ctx.exit(1 if late else 0)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def translated(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Say that translations follow their source page as it is now; do it after you compared them.

    Example: aryz translated kb/kk/unpaid-wages.md kb/uz/unpaid-wages.md
    """
    from aryz.content import load_content
    from aryz.kb import translations

    project = project_of(ctx)
    for line in translations.follow(project, load_content(project, stop=False).library, list(files)):
        click.echo(line)
