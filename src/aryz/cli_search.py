"""`aryz search`: find, and measure how well is found. The first result must come fast: imports stay inside."""

from __future__ import annotations

import dataclasses
import gc
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aryz.cli_shared import language_of, project_of
from aryz.diagnostics import AryzError
from aryz.searching import searcher_of

if TYPE_CHECKING:
    from aryz.project import Project
    from aryz.search import Results


class _Search(click.Group):
    """`aryz search WORDS…` searches; `aryz search eval …` measures."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["query", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Search)
def search() -> None:
    """Search guides, articles and interviews; `aryz search eval` measures relevance.

    Example: aryz search не платят зарплату
    """


@search.command("query", hidden=True, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", default="ru", show_default=True, help="Results in this language come first.")
@click.option("--kind", type=click.Choice(["act", "guide", "interview"]))
@click.option("--act", default="", help="Only articles of this act, by its id.")
@click.option("--topic", default="", help="Only guides of this topic.")
@click.option("--citizenship", default="", help="Only what concerns citizens of: eaeu, uz, tj, kg, other.")
@click.option("--as-of", default="", help="Texts of acts as they were in force on this day, YYYY-MM-DD.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def query(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    lang: str,
    as_of: str,
    limit: int,
    as_json: bool,
    **facets: str | None,
) -> None:
    """Search guides, articles and interviews.

    Example: aryz search --lang uz pasportimni olib qo‘ydi
    """
    from aryz.plan.days import is_day

    gc.disable()  # all that is loaded is needed: looking through it for garbage takes a fifth of the time to an answer
    ctx.call_on_close(gc.enable)
    project = project_of(ctx)
    language_of(project, lang)
    if as_of and not is_day(as_of):
        raise AryzError(f"«{as_of}» is no day. Write YYYY-MM-DD.")
    chosen = {name: value for name, value in facets.items() if value}
    with searcher_of(project) as searcher:
        found = searcher.find(" ".join(words), language=lang, chosen=chosen, limit=limit, as_of=as_of)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1))
    else:
        _print(project, lang, found)


def _print(project: Project, lang: str, found: Results) -> None:
    if found.meant:
        click.echo(project.text(lang, "search.meant", query=found.meant))
    for hit in found.interviews:
        click.echo(f"→ {hit.title}  [{hit.kind}, {hit.language}]\n  {hit.url}")
    for hit in found.hits:
        click.echo(f"{hit.title}  [{hit.kind}, {hit.language}]\n  {hit.url}\n  {_marked(hit.excerpt, hit.marks)}")
    if not found.hits:
        click.echo(project.text(lang, found.hint or "search.none"))


def _marked(text: str, marks: list[tuple[int, int]]) -> str:
    """The words found in bold, where the terminal can; control characters never reach it."""
    parts, at = [], 0
    for start, end in marks:
        parts += [text[at:start], click.style(text[start:end], bold=True)]
        at = end
    return "".join([*parts, text[at:]]).replace("\n", " ")


@search.command("missed")
@click.option("--year", type=click.IntRange(2000, 2100), help="Only of this year.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def missed(year: int | None, as_json: bool) -> None:
    """Words of searches on the consultants' server that found nothing, as a piece for search/synonyms.yml.

    The centre switches it on on its page «Statistics»; of months that are over, and only what several people typed.

    Example: aryz search missed --year 2026 >> search/synonyms.yml
    """
    from aryz.cli_centre import missed_words
    from aryz.search.missed import piece

    rows = missed_words(year)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return
    click.echo(piece((row.language, row.word, row.searches) for row in rows), nl=False)
    if not rows:
        click.echo("There are no such words, or the centre keeps none.", err=True)


@search.command("eval")
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON lines, .gz too.")
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON lines.")
@click.option("--engine", type=click.Choice(["whoosh", "browser"]), default="whoosh", show_default=True)
@click.option("--compare", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A run of before.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep this run.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def evaluate(
    ctx: click.Context,
    corpus: Path | None,
    queries: Path | None,
    engine: str,
    compare: Path | None,
    save: Path | None,
    as_json: bool,
) -> None:
    """Measure relevance: on our own judgments, or on any corpus and queries of JSON lines.

    Example: aryz search eval --corpus corpus.jsonl --queries queries.jsonl --json
    """
    from aryz.build import build_index
    from aryz.content import load_content
    from aryz.files import write_text
    from aryz.law.acts import load_registry
    from aryz.search import evaluate as measuring
    from aryz.search.judgments import FILE

    if (corpus is None) != (queries is None):
        raise AryzError("--corpus and --queries go together; without both, our own judgments are asked.")
    project, before = project_of(ctx), measuring.kept(compare) if compare else {}
    if corpus is not None and queries is not None:
        figures = measuring.evaluate(corpus, queries, project.search, load_registry(project), engine)
    else:
        build_index(load_content(project))  # what is measured is the content as it is now
        with searcher_of(project) as searcher:
            figures = measuring.judged(project.search / FILE, searcher, engine)
    if save:
        write_text(save, json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    for line in measuring.table(figures, before):
        click.echo(line)
