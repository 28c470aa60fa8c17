"""`aryz acts …`: the registry of acts, their official texts and what changed in them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from aryz.cli_shared import known_act, language_of, project_of
from aryz.diagnostics import AryzError, counted
from aryz.plan import days


@click.group()
def acts() -> None:
    """The registry of acts, their texts by redaction, and what changed.

    Example: aryz acts list
    """


def _day(text: str | None) -> str:
    if text and not days.is_day(text):
        raise click.BadParameter(f"«{text}» is no day; write YYYY-MM-DD")
    return text or ""


@acts.command("list")
@click.option("--lang", default="ru", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def acts_list(ctx: click.Context, lang: str, as_json: bool) -> None:
    """List the acts with their ids.

    Example: aryz acts list --lang kk
    """
    from aryz.acts_show import listed
    from aryz.law.acts import load_registry

    project = project_of(ctx)
    rows = listed(load_registry(project), language_of(project, lang))
    if as_json:
        click.echo(json.dumps({"acts": [dataclasses.asdict(row) for row in rows]}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        repealed = f"  [{row.state} {row.repealed}]" if row.repealed else ""
        click.echo(f"{row.id}: {row.name}{repealed}")


@acts.command("show")
@click.argument("ref")
@click.option("--lang", default="ru", show_default=True)
@click.option("--as-of", help="The day on which it must be in force; today if left out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def acts_show(ctx: click.Context, ref: str, lang: str, as_of: str | None, as_json: bool) -> None:
    """Show an article as it held on a day: title, our digest, the official text if it was brought in, its redactions.

    Example: aryz acts show tk:113 --as-of 2024-05-01
    """
    from aryz.acts_show import show, shown
    from aryz.law.acts import load_registry

    project = project_of(ctx)
    one = shown(project, load_registry(project), ref, language_of(project, lang), _day(as_of))
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(one), ensure_ascii=False, indent=1))
    else:
        click.echo(show(project, one, lang))


@acts.command("diff")
@click.argument("act")
@click.option("--from", "first", help="A day of the older redaction; the one before the newer if left out.")
@click.option("--to", "last", help="A day of the newer redaction; the newest if left out.")
@click.option("--lang", default="ru", show_default=True, help="ru or kk.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def acts_diff(ctx: click.Context, act: str, first: str | None, last: str | None, lang: str, as_json: bool) -> None:
    """What changed in an act between two days, article by article.

    Example: aryz acts diff tk --from 2024-01-01 --to 2026-03-02
    """
    from aryz.law.acts import load_registry
    from aryz.law.texts import show, store
    from aryz.law.texts.compare import compare

    project = project_of(ctx)
    language_of(project, lang)
    known_act(load_registry(project), act)
    texts = store.load(project.kb / "texts", act, lang)
    if not texts:
        mend = f"save the official page and run «aryz acts import FILE --act {act} --in-force DATE»."
        raise AryzError(f"No text of «{act}» in «{lang}» was brought in. Use «aryz acts sync --mirror PATH», or {mend}")
    new = store.as_of(texts, _day(last)) if last else texts[-1]
    before = [text for text in texts if new and text.in_force < new.in_force]
    old = store.as_of(texts, _day(first)) if first else (before[-1] if before else None)
    if new is None or old is None:
        raise AryzError(f"The oldest redaction of «{act}» that was brought in is of {texts[0].in_force}.")
    changes = compare(old, new)
    if as_json:
        rows = {"act": act, "from": old.in_force, "to": new.in_force, "changes": show.as_rows(changes)}
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    words = project.texts_under(lang, "texts.kind.")
    click.echo(f"{act} {old.in_force} → {new.in_force}: {len(changes)}")
    if changes:
        click.echo(show.as_text(changes, words))


@acts.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--act", required=True, help="The act's id: see aryz acts list.")
@click.option("--in-force", "in_force", required=True, help="The first day on which this redaction holds.")
@click.option("--lang", type=click.Choice(["ru", "kk"]), help="Told by its letters if left out.")
@click.option("--cause", default="", help="The act that made the redaction: «Закон РК от … № …».")
@click.option("--source", default="", help="The address it was saved from.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def acts_import(
    ctx: click.Context, file: Path, act: str, in_force: str, lang: str | None, cause: str, source: str, as_json: bool
) -> None:
    """Bring in an official text that you saved: a web page, a DOCX or plain text.

    Example: aryz acts import tk.html --act tk --in-force 2026-07-08 --cause "Закон РК от 09.01.2026 № 256-VIII"
    """
    from aryz.law.acts import load_registry
    from aryz.law.texts.importing import import_file
    from aryz.law.texts.model import Cause

    project = project_of(ctx)
    known_act(load_registry(project), act)
    made_by = Cause(cause) if cause else None
    text = import_file(file, act, _day(in_force), project.kb / "texts", lang or "", made_by, source)
    if as_json:
        unplaced = [{"line": line, "text": words} for line, words in text.unplaced]
        made = {"act": act, "language": text.language, "in_force": text.in_force, "articles": len(text.articles)}
        click.echo(json.dumps({**made, "unplaced": unplaced}, ensure_ascii=False, indent=1))
        return
    click.echo(f"{act} {text.language} {text.in_force}: {counted(len(text.articles), 'article')}")
    for line, words in text.unplaced:
        click.echo(f"{file}:{line}: {words}")
    if text.unplaced:
        click.echo(f"{counted(len(text.unplaced), 'line')} found no place: see docs/redactions.md.")


@acts.command("sync")
@click.option("--mirror", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--act", "only", multiple=True, help="Only this act; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def acts_sync(ctx: click.Context, mirror: Path, only: tuple[str, ...], as_json: bool) -> None:
    """Take every new redaction from a local clone of the public git mirror, in Russian and Kazakh.

    Example: aryz acts sync --mirror ../codes --act tk --act migration
    """
    from aryz.law.acts import load_registry
    from aryz.law.texts.mirror import sync

    project = project_of(ctx)
    registry = load_registry(project)
    for act in only:
        known_act(registry, act)
    report = sync(mirror, registry, project.kb / "texts", list(only) or None)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(report), ensure_ascii=False, indent=1))
        return
    for act, taken in report.acts.items():
        click.echo(f"{act}: {len(taken.added)} added, {len(taken.replaced)} replaced, {taken.unchanged} unchanged")
        for row in taken.unplaced:
            click.echo(f"  {row}")
    if report.missing:
        click.echo(f"Not in the mirror: {', '.join(report.missing)}")
