"""`aryz leaflets`: print-ready leaflets."""

from __future__ import annotations

from pathlib import Path

import click

from aryz.cli_shared import project_of


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where to; build/leaflets if left out.")
@click.option("--lang", "languages", multiple=True, help="Only this language, such as uz or uz-cyrl; several times.")
@click.option("--address", default="", help="The site that the codes lead to; left out: site_url of mkdocs.yml.")
@click.argument("names", nargs=-1)
@click.pass_context
def leaflets(
    ctx: click.Context, out: Path | None, languages: tuple[str, ...], address: str, names: tuple[str, ...]
) -> None:
    """Make the leaflets as PDF: A4 folded in three and cards of A6, black on white.

    Example: aryz leaflets --address https://aryz.kz --lang uz wages
    """
    from aryz.content import load_content
    from aryz.leaflets import address_of, make

    project = project_of(ctx)
    site = address_of(project, address)
    made = make(project, load_content(project).leaflets, out or project.build / "leaflets", site, languages, names)
    for path in made:
        click.echo(path)
