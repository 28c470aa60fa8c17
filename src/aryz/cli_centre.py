"""The consultants' server on the command line: database and master keys. Settings come from the environment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aryz.cli_shared import project_of
from aryz.diagnostics import AryzError, counted

if TYPE_CHECKING:
    from aryz.centre import Centre, Settings
    from aryz.centre.database import Database
    from aryz.centre.keys import Keys
    from aryz.centre.missed import Missed
    from aryz.centre.vault import Vault

_EXTRA = "The consultants' server needs more packages: pip install 'aryz[centre]'"


def _settings() -> Settings:
    try:
        from aryz.centre import Settings
    except ImportError as error:
        raise AryzError(f"{_EXTRA} ({error.name} is lacking).") from None
    return Settings.of()


def opened_centre() -> Centre:
    """The centre that the environment names; raises AryzError where packages or settings are lacking."""
    settings = _settings()
    from aryz.centre import open_centre

    return open_centre(settings)


def opened_database() -> Database:
    """Its database alone; raises Unavailable where its tables are not those of this Aryz."""
    database = _database()
    database.check()
    return database


def _database() -> Database:
    """The same in whatever state it is."""
    settings = _settings()
    from aryz.centre.database import Database

    return Database(settings.url)


def missed_words(year: int | None) -> list[Missed]:
    """The words of searches that found nothing, for `aryz search missed`."""
    return opened_centre().missed.words(year=year)


def serve_centre(ctx: click.Context, host: str, port: int, workers: int, no_build: bool) -> None:
    """`aryz serve` with accounts; what is lacking is said before the site is built."""
    _settings()
    from aryz import build as building
    from aryz.content import load_content
    from aryz.office import Serving, serve_office
    from aryz.office.serving import checked_centre

    serving, project = Serving.of(host, port, workers), project_of(ctx)
    checked_centre().close()
    if not no_build or not (project.build / "site").is_dir():
        click.echo("Building the site …")
        building.build(load_content(project))
    click.echo(f"Aryz with accounts: {host}, port {port}   (Ctrl+C stops it)")
    serve_office(project.root, serving)


@click.group()
def db() -> None:
    """The database of the consultants' server.

    Example: aryz db upgrade
    """


@db.command("upgrade")
def db_upgrade() -> None:
    """Make the tables, or bring them up to date. Make a backup first.

    Example: aryz db upgrade
    """
    click.echo(f"The database is at revision {_database().upgrade()}.")


@db.command("check")
def db_check() -> None:
    """Say whether the database answers, and whether its tables are those of this Aryz.

    Example: aryz db check
    """
    click.echo(f"The database answers and is at revision {_database().check()}.")


@db.command("backup")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def db_backup(path: Path) -> None:
    """Copy the SQLite database as it is at this moment, while the server goes on. The key file is not in it.

    Example: aryz db backup /backup/centre-2026-11-25.sqlite
    """
    _database().backup(path)
    click.echo(f"The copy is {path}. It opens with the same master key only.")


@db.command("tidy")
def db_tidy() -> None:
    """Erase the cases whose term is over, and announce those of the next two weeks. To be run daily.

    Example: aryz db tidy
    """
    centre = opened_centre()
    erased = centre.care.erase_due()
    centre.missed.tidy()
    click.echo(f"Erased: {', '.join(erased)}" if erased else "Nothing was due.")


@click.group()
def key() -> None:
    """The master key, which seals the keys of the cases.

    Example: aryz key list
    """


@key.command("new")
@click.option(
    "--file", "path", type=click.Path(path_type=Path, dir_okay=False), help="The key file; ARYZ_KEY_FILE else."
)
@click.option("--passphrase", is_flag=True, help="From a passphrase instead of a file. Asked for, never an argument.")
def key_new(path: Path | None, passphrase: bool) -> None:
    """Make a master key. The first one is in use at once; a later one from `aryz key rotate` on.

    Example: aryz key new --file /etc/aryz/key
    """
    settings, vault = _settings(), _vault()
    from aryz.centre.keys import add_to_file
    from aryz.centre.vault import learn_passphrase

    if passphrase:
        words = click.prompt("Passphrase, five or six words", hide_input=True, confirmation_prompt=True)
        click.echo(f"The key is {learn_passphrase(vault, words)}. Without the passphrase no case can be opened again.")
        return
    where = path or settings.key_file
    if where is None:
        raise AryzError("Say which file: aryz key new --file /etc/aryz/key (and set ARYZ_KEY_FILE to it).")
    name = add_to_file(where)
    vault.learn(name)
    click.echo(
        f"The key {name} is in {where}. Keep a copy of the file elsewhere, never beside the backups of the database."
    )


@key.command("rotate")
@click.option("--to", "name", default="", help="The key's id; the newest if left out.")
@click.option("--new-passphrase", is_flag=True, help="Ask for the passphrase of the new key too.")
def key_rotate(name: str, new_passphrase: bool) -> None:
    """Seal the keys of all cases by the newest master key. No content is touched; it may be stopped and run again.

    Example: aryz key new && aryz key rotate
    """
    settings = _settings()
    from aryz.centre.keys import FileKeys, PassphraseKeys, keys_of
    from aryz.centre.vault import SeveralKeys

    sources: list[Keys] = [keys_of(settings)]
    if settings.passphrase and settings.key_file is not None:  # from the one to the other
        sources = [FileKeys(settings.key_file), PassphraseKeys(settings.passphrase)]
    if new_passphrase:
        sources.append(PassphraseKeys(click.prompt("The new passphrase", hide_input=True)))
    vault = _vault(SeveralKeys(*sources))
    target = name or max(vault.masters(), key=lambda one: (one.made, not one.current)).id
    click.echo(f"{counted(vault.rotate(target), 'key is', 'keys are')} sealed anew by {target}.")


@key.command("list")
@click.option("--json", "as_json", is_flag=True)
def key_list(as_json: bool) -> None:
    """The master keys, and how many keys each seals.

    Example: aryz key list
    """
    rows = _vault().masters()
    if as_json:
        told = [{"id": r.id, "kind": r.kind, "current": r.current, "seals": r.seals} for r in rows]
        click.echo(json.dumps(told, indent=1))
        return
    for row in rows:
        click.echo(f"{row.id}  {row.kind:10}  {'in use' if row.current else '      '}  seals {row.seals}")


@key.command("drop")
@click.argument("name")
def key_drop(name: str) -> None:
    """Forget a master key that seals nothing any more, and take it out of the key file.

    Backups made before are opened by it only: keep a copy of it as long as you keep them.

    Example: aryz key drop 1f0c9a55d2b7e604
    """
    settings = _settings()
    from aryz.centre.keys import drop_from_file

    _vault().forget(name)
    if settings.key_file is not None:
        drop_from_file(settings.key_file, name)
    click.echo(f"The key {name} is forgotten.")


def _vault(keys: Keys | None = None) -> Vault:
    """A vault for work on master keys; without keys it can only list and learn. Raises Unavailable."""
    from aryz.centre.clock import Clock
    from aryz.centre.vault import SeveralKeys, Vault

    return Vault(opened_database(), keys or SeveralKeys(), Clock())
