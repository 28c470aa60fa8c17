"""`aryz interview test|schema|graph`: for those who write interviews."""

from __future__ import annotations

import json
from pathlib import Path

import click

from aryz.cli_shared import language_of, project_of


@click.command("test")
@click.argument("names", nargs=-1)
@click.pass_context
def interview_test(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Run the test cases of interviews and list what no case reaches.

    Example: aryz interview test wage-claim
    """
    from aryz.check import as_text, run_cases
    from aryz.content import load_content

    content = load_content(project_of(ctx))
    for name in names:
        content.program(name)  # an unknown one is told at once
    for key, coverage in run_cases(content, names or content.interviews).items():
        click.echo(coverage.line(content.programs[key]))
        if coverage.asked:
            click.echo(coverage.counts(content.programs[key]))
        for line in coverage.missed(content.programs[key]):
            click.echo(f"  {line}")
    if content.findings.errors:
        click.echo(as_text([p.under(content.project.root) for p in content.findings.problems if p.severity == "error"]))
        ctx.exit(1)


@click.command("schema")
@click.pass_context
def interview_schema(ctx: click.Context) -> None:
    """Print the JSON Schema of interview files, for completion and errors while you type.

    Example: aryz interview schema > interviews/interview.schema.json
    """
    from aryz.interviews.schema import schema

    click.echo(schema(list(project_of(ctx).languages)), nl=False)


@click.command("answers")
@click.argument("name")
@click.option("--lang", default="ru", show_default=True, help="The language of the questions.")
@click.pass_context
def interview_answers(ctx: click.Context, name: str, lang: str) -> None:
    """Print as JSON what an interview asks and makes, with the JSON Schema of its answers.

    Example: aryz interview answers wage-claim --lang en
    """
    from aryz.content import load_content
    from aryz.interviews.answers_schema import described

    project = project_of(ctx)
    made = described(load_content(project).program(name), language_of(project, lang))
    click.echo(json.dumps(made, ensure_ascii=False, indent=1))


@click.command("graph")
@click.argument("name")
@click.option("--lang", default="ru", show_default=True, help="The language of the questions.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the SVG here; without it, to standard output.")
@click.pass_context
def interview_graph(ctx: click.Context, name: str, lang: str, out: Path | None) -> None:
    """Draw an interview: questions in order, their conditions, the papers that need them.

    Example: aryz interview graph wage-claim --lang ru --out build/wage-claim.svg
    """
    from aryz.content import load_content
    from aryz.files import write_text
    from aryz.interviews.drawing import draw

    project = project_of(ctx)
    language = language_of(project, lang)
    svg = draw(load_content(project).program(name), language, project.texts_under(language, "drawing."))
    if out is None:
        click.echo(svg, nl=False)
    else:
        write_text(out, svg)
        click.echo(str(out))
