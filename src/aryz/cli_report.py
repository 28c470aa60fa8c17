"""`aryz report`: what a branch changes, for the reviewers of a pull request."""

from __future__ import annotations

import json

import click

from aryz.cli_shared import project_of


@click.command()
@click.option("--since", required=True, help="The branch that this one will join, such as origin/main.")
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
@click.pass_context
def report(ctx: click.Context, since: str, form: str) -> None:
    """Tell what changed since a branch: the law and what rests on it, pages, translations, words of Word templates.

    Example: aryz report --since origin/main
    """
    from aryz import report as telling
    from aryz.content import load_content
    from aryz.report_text import as_markdown

    made = telling.make(load_content(project_of(ctx), stop=False), since)
    click.echo(json.dumps(telling.as_json(made), ensure_ascii=False, indent=1) if form == "json" else as_markdown(made))
