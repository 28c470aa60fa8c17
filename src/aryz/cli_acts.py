"""`aryz acts …`: the registry of acts, their official texts and what changed in them."""

from __future__ import annotations

import json
from typing import Any

import click

from aryz.diagnostics import AryzError
from aryz.plan import days
from aryz.project import Project, find_project


@click.group()
def acts() -> None:
    """The registry of acts, their texts by redaction, and what changed.

    Example: aryz acts list
    """


def _project(ctx: click.Context) -> Project:
    return find_project(ctx.find_root().obj)


def _language(project: Project, language: str) -> str:
    if language not in project.languages:
        raise AryzError(f"There is no language «{language}». There are: {', '.join(project.languages)}.")
    return language


def _day(text: str | None) -> str:
    if text and not days.is_day(text):
        raise click.BadParameter(f"«{text}» is no day; write YYYY-MM-DD")
    return text or ""


@acts.command("list")
@click.option("--lang", default="ru", show_default=True)
@click.pass_context
def acts_list(ctx: click.Context, lang: str) -> None:
    """List the acts with their ids.

    Example: aryz acts list --lang kk
    """
    from aryz.content import load_registry

    project = _project(ctx)
    _language(project, lang)
    for act in load_registry(project).values():
        repealed = f"  [{act.state} {act.repealed}]" if act.repealed else ""
        click.echo(f"{act.id}: {act.names[lang].full}{repealed}")


@acts.command("show")
@click.argument("ref")
@click.option("--lang", default="ru", show_default=True)
@click.option("--as-of", help="The day on which it must be in force; today if left out.")
@click.pass_context
def acts_show(ctx: click.Context, ref: str, lang: str, as_of: str | None) -> None:
    """Show an article as it held on a day: title, our digest, the official text if it was brought in, its redactions.

    Example: aryz acts show tk:113 --as-of 2024-05-01
    """
    from aryz.acts_show import show
    from aryz.content import load_registry

    project = _project(ctx)
    _language(project, lang)
    click.echo(show(project, load_registry(project), ref, lang, _day(as_of)))


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
    from aryz.content import load_registry
    from aryz.law.texts import show, store
    from aryz.law.texts.compare import compare

    project = _project(ctx)
    _language(project, lang)
    registry = load_registry(project)
    if act not in registry:
        raise AryzError(f"There is no act «{act}»; «aryz acts list» shows the known ones.")
    texts = store.load(project.kb / "texts", act, lang)
    if not texts:
        mend = f"save the official page and run «aryz acts import FILE --act {act} --in-force DATE»."
        raise AryzError(f"No text of «{act}» in «{lang}» was brought in. Use «aryz acts sync --mirror PATH», or {mend}")
    new = store.as_of(texts, _day(last)) if last else texts[-1]
    if new is None:
        raise AryzError(f"The oldest redaction of «{act}» that was brought in is of {texts[0].in_force}.")
    before = [text for text in texts if text.in_force < new.in_force]
    old = store.as_of(texts, _day(first)) if first else (before[-1] if before else None)
    if old is None:
        raise AryzError(f"The oldest redaction of «{act}» that was brought in is of {texts[0].in_force}.")
    changes = compare(old, new)
    if as_json:
        rows = {"act": act, "from": old.in_force, "to": new.in_force, "changes": show.as_rows(changes)}
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    words = _words(project, lang)
    click.echo(f"{act} {old.in_force} → {new.in_force}: {len(changes)}")
    if changes:
        click.echo(show.as_text(changes, words))


def _words(project: Project, lang: str) -> dict[str, Any]:
    prefix = "texts.kind."
    return {k.removeprefix(prefix): v for k, v in project.interface[lang].items() if k.startswith(prefix)}
