"""The command line. Each command is a thin face of one library call.

Exit codes: 0 done, 1 findings or bad input (one clear message), 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from aryz import __version__
from aryz.cli_acts import acts
from aryz.cli_calc import calc
from aryz.cli_centre import db, key, serve_centre
from aryz.cli_check import check, translated
from aryz.cli_interview import interview_answers, interview_graph, interview_schema, interview_test
from aryz.cli_leaflets import leaflets
from aryz.cli_mcp import mcp
from aryz.cli_report import report
from aryz.cli_search import search
from aryz.cli_shared import language_of, project_of, spoken_of
from aryz.cli_users import audit, token, user
from aryz.diagnostics import AryzError


class _Commands(click.Group):
    """Turns mistakes of the user's, and files that the system refuses, into one message and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AryzError as error:
            told = str(error)
        except OSError as error:
            if error.filename is None:  # such as a pipe that was closed
                raise
            told = f"{error.filename}: {error.strerror}."
        click.echo(_readable(told), err=True)
        ctx.exit(1)


def _readable(message: str) -> str:
    """Paths as seen from where the person stands."""
    return message.replace(f"{Path.cwd()}/", "")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aryz")
@click.option("--project", "folder", type=click.Path(path_type=Path), help="The folder with mkdocs.yml and kb/.")
@click.pass_context
def cli(ctx: click.Context, folder: Path | None) -> None:
    """Aryz: guides, search, interviews and papers for labour and migration law in Kazakhstan.

    Example: aryz serve
    """
    ctx.obj = folder


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-build", is_flag=True, help="Serve the site as it was built last.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Any but this computer needs accounts and a key.")
@click.option("--centre", is_flag=True, help="With accounts and kept cases on this computer, too. See docs/centre.md")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes, with accounts.")
@click.pass_context
def serve(ctx: click.Context, port: int, no_build: bool, host: str, centre: bool, workers: int) -> None:
    """Build the site and serve it with search and interviews, on 127.0.0.1 if no host is named.

    Example: aryz serve --port 8080
    """
    if centre or host not in {"127.0.0.1", "localhost"}:  # without accounts it listens on 127.0.0.1 and nowhere else
        serve_centre(ctx, host, port, workers, no_build)
        return
    if workers > 1:
        raise click.UsageError("Without accounts cases live in the memory of one process: --workers needs --centre.")
    from aryz import build as building
    from aryz.content import load_content
    from aryz.search import Searcher
    from aryz.web import create_app
    from aryz.web import serve as run

    project = project_of(ctx)
    content = load_content(project)
    site = project.build / "site"
    if not no_build or not site.is_dir():
        click.echo("Building the site …")
        building.build(content)
    searcher = Searcher(project.build / "index", project.search, content.registry)
    click.echo(f"Aryz: http://127.0.0.1:{port}/   (Ctrl+C stops it)")
    titles, helplines = content.titles, content.library.contacts.helplines(project)
    run(
        create_app(project, content.programs, site, searcher, guides=titles, helplines=helplines, content=content), port
    )


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--lang", "languages", multiple=True, help="Only this language; may be given several times. Faster.")
@click.pass_context
def preview(ctx: click.Context, port: int, languages: tuple[str, ...]) -> None:
    """Show the site while you write: a saved page appears in the browser within a second or two.

    Example: aryz preview --lang ru
    """
    from aryz.preview import run

    project = project_of(ctx)
    run(project, port, [language_of(project, key) for key in languages], click.echo)


@cli.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where to; build/site if left out.")
@click.option("--zip", "archive", type=click.Path(path_type=Path), help="Also a ZIP that opens from disk.")
@click.option("--lang", "languages", multiple=True, help="Only this language in the ZIP; may be given several times.")
@click.pass_context
def build(ctx: click.Context, out: Path | None, archive: Path | None, languages: tuple[str, ...]) -> None:
    """Build the static site with its search index.

    Example: aryz build --out public --zip aryz-ru.zip --lang ru
    """
    from aryz import build as building
    from aryz.browser.weight import LIMIT, large_files
    from aryz.content import load_content
    from aryz.kb import sizes, zip_site

    project = project_of(ctx)
    chosen = [language_of(project, key) for key in languages]
    made = building.build(load_content(project), out)
    click.echo(f"The site is in {made}")
    taken = ", ".join(f"{language} {size / 1e6:.1f} MB" for language, size in sizes(made).items())
    click.echo(f"Taken along on a phone: {taken}")
    for name, size in large_files(made).items():
        told = f"about {size / 1000:.0f} KB by wire, {LIMIT // 1000} KB are wanted for poor connections"
        click.echo(f"files/<language>/{name}.html is large: {told}. Shorter words make it smaller.", err=True)
    if archive is not None:
        zip_site(made, archive, chosen)
        click.echo(f"The ZIP is {archive}; unpack it and open aryz/index.html")


@cli.command("new")
@click.argument("kind", type=click.Choice(["guide", "interview", "template", "update"]))
@click.argument("name")
@click.pass_context
def new(ctx: click.Context, kind: str, name: str) -> None:
    """Begin a guide, an interview, a template or a piece of news; what is to be written is «…».

    Example: aryz new guide lost-luggage
    """
    from aryz import scaffold

    for path in scaffold.new(project_of(ctx), kind, name):
        click.echo(path)


@cli.group()
def interview() -> None:
    """Guided interviews: list them, run one in the terminal.

    Example: aryz interview list
    """


interview.add_command(interview_test)
interview.add_command(interview_schema)
interview.add_command(interview_graph)
interview.add_command(interview_answers)


@interview.command("list")
@click.option("--lang", default="ru", show_default=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def interview_list(ctx: click.Context, lang: str, as_json: bool) -> None:
    """List the interviews.

    Example: aryz interview list --lang uz
    """
    from aryz.content import load_content

    project = project_of(ctx)
    rows = load_content(project).listed(spoken_of(project, lang))
    if as_json:
        click.echo(json.dumps({"interviews": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['id']}: {row['title']}\n  {row['summary']}")


@interview.command("run")
@click.argument("name")
@click.option("--lang", help="The language of the questions, such as uz-cyrl; a resumed case keeps its own, else ru.")
@click.option("--resume", type=click.Path(exists=True, path_type=Path), help="Go on with a saved case.")
@click.option("--save", "kept", type=click.Path(path_type=Path), help="Save the answers here, under a passphrase.")
@click.option("--out", default=Path(), type=click.Path(path_type=Path), show_default=True, help="For papers and case.")
@click.option("--format", "formats", default="docx", show_default=True, help="docx, pdf, txt, joined by commas.")
@click.option("--plain", is_flag=True, help="Lines only, for screen readers; so it is too where there is no terminal.")
@click.pass_context
def interview_run(
    ctx: click.Context,
    name: str,
    lang: str | None,
    resume: Path | None,
    kept: Path | None,
    out: Path,
    formats: str,
    plain: bool,
) -> None:
    """Ask the questions of an interview here and make its papers. At any prompt ? shows help and the commands.

    Ctrl-C, a lost connection and `kill` save the answers first: in the clear, or under the passphrase of --save or of
    the case gone on with (.aryz, as pages of the browser save them too). Exit codes: 0 papers made, or stopped with !;
    1 the input ended; 130 Ctrl-C.

    Example: aryz interview run wage-claim --lang uz --save topaz-orbita-42.aryz
    """
    from aryz.terminal.run import run_interview

    project = project_of(ctx)
    if lang is not None:
        spoken_of(project, lang)
    ctx.exit(run_interview(project, name, lang, resume, out, _formats(formats), plain, kept))


def _formats(words: str) -> list[str]:
    from aryz.assemble import FORMATS

    wanted = [word.strip() for word in words.split(",") if word.strip()]
    for word in wanted:
        if word not in FORMATS:
            raise click.BadParameter(f"«{word}» is not a format; there are: {', '.join(FORMATS)}")
    return wanted


@cli.command("assemble")
@click.argument("name")
@click.option("--answers", type=click.Path(path_type=Path), help="A .yml or .json file, or a sheet: .xlsx, .csv.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the papers.")
@click.option("--lang", help="Papers in this language only; all if left out. With --blank: of the headings.")
@click.option("--format", "formats", help="docx, pdf, txt, joined by commas; docx if left out, for a package docx,txt.")
@click.option("--package", is_flag=True, help="Also annex list, calculation, note and deadlines; --out may be a .zip.")
@click.option("--blank", type=click.Path(path_type=Path), help="Make an empty sheet of workers to fill in, .xlsx.")
@click.option("--columns", help="With --blank: what differs by worker, first words of fields; worker,work,wages.")
@click.option("--together", is_flag=True, help="The rows of the sheet are the parties of one collective paper.")
@click.pass_context
def assemble_command(
    ctx: click.Context,
    name: str,
    answers: Path | None,
    out: Path | None,
    lang: str | None,
    formats: str | None,
    package: bool,
    blank: Path | None,
    columns: str | None,
    together: bool,
) -> None:
    """Make the papers of an interview from a file of answers, or from a sheet with a row for each worker.

    Example: aryz assemble wage-claim --answers examples/six-months-unpaid.yml --out build/try --format docx,pdf

    Example: aryz assemble wage-claim --answers examples/six-months-unpaid.yml --package --out build/case.zip

    Example: aryz assemble wage-claim --blank workers.xlsx --lang uz
    """
    from aryz import cli_many
    from aryz.assemble import Order, assemble
    from aryz.compiled import load_compiled

    wanted = _formats(formats or ("docx,txt" if package else "docx"))
    compiled = load_compiled(project_of(ctx))
    if blank:
        if answers or out:
            raise click.UsageError("--blank makes a sheet, --answers and --out papers: give one or the other.")
        cli_many.make_blank(compiled, name, blank, lang, together, columns)
    elif not answers or not out:
        raise click.UsageError("Give --answers FILE and --out DIR, or --blank FILE.")
    elif cli_many.is_sheet(answers):
        order = Order(out, wanted, lang, package=package)
        ctx.exit(cli_many.make_papers(compiled, name, answers, order, together))
    elif together:
        raise click.UsageError("--together is for sheets of workers (.xlsx, .csv).")
    else:
        order = Order(out, wanted, lang, package=package)
        for path in assemble(compiled, name, answers, order, say=partial(click.echo, err=True)):
            click.echo(path)


@cli.group()
def templates() -> None:
    """Word templates.

    Example: aryz templates text templates/wage-claim/ru.docx
    """


@templates.command("text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--clauses", is_flag=True, help="With the words of the clauses it brings in, each under its name.")
def templates_text(file: Path, clauses: bool) -> None:
    """The plain text of a template with its tags, for `git diff`.

    Example: aryz templates text --clauses templates/wage-claim/ru.docx
    """
    from aryz.documents.text import docx_text

    click.echo(docx_text(file, clauses))


@templates.command("check")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def templates_check(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Find what is wrong with templates, all or some: tags, names, filters, citations. Faster than `aryz check`.

    Example: aryz templates check templates/wage-claim/ru.docx
    """
    from aryz import check as checking

    problems = checking.check_templates(project_of(ctx), files)
    click.echo(checking.as_text(problems))
    ctx.exit(1 if any(problem.severity == "error" for problem in problems) else 0)


@cli.command()
@click.argument("refs", nargs=-1)
@click.option("--since", help="A git revision: the law that changed since then on this branch.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def impact(ctx: click.Context, refs: tuple[str, ...], since: str | None, as_json: bool) -> None:
    """List what rests on an article: guides, digests, interview questions, calculators, templates.

    Example: aryz impact tk:113 tk:160
    """
    from aryz import impact as weighing
    from aryz.content import load_content

    if not refs and not since:
        raise click.UsageError("Name articles, such as tk:113, or a git revision with --since.")
    content = load_content(project_of(ctx), stop=False)
    changed = [*refs, *(weighing.changed_since(content, since) if since else [])]
    if as_json:
        click.echo(json.dumps(weighing.rests_on(content, changed), ensure_ascii=False, indent=1))
        return
    found = weighing.resting(content, changed)
    click.echo(weighing.as_text(changed, found) if changed else f"No article changed since {since}.")


cli.add_command(acts)
cli.add_command(calc)
cli.add_command(search)
cli.add_command(check)
cli.add_command(report)
cli.add_command(translated)
cli.add_command(leaflets)
for group in (token, db, key, user, audit):
    cli.add_command(group)
cli.add_command(mcp)


def main() -> None:
    """The entry point of `aryz`."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    cli(prog_name="aryz")
