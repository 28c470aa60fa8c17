"""The consultants' server on the command line: database, keys, users, log. Settings come from the environment."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aryz.cli_shared import project_of
from aryz.diagnostics import AryzError

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


def _centre() -> Centre:
    settings = _settings()
    from aryz.centre import open_centre

    return open_centre(settings)


def _database() -> Database:
    settings = _settings()
    from aryz.centre.database import Database

    return Database(settings.url)


def missed_words(year: int | None) -> list[Missed]:
    """The words of searches that found nothing, for `aryz search missed`."""
    return _centre().missed.words(year=year)


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
    centre = _centre()
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
    settings, database = _settings(), _database()
    database.check()
    from aryz.centre.keys import add_to_file
    from aryz.centre.vault import learn_passphrase

    vault = _vault(database)
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
    settings, database = _settings(), _database()
    database.check()
    from aryz.centre.keys import FileKeys, PassphraseKeys, keys_of
    from aryz.centre.vault import SeveralKeys

    sources: list[Keys] = [keys_of(settings)]
    if settings.passphrase and settings.key_file is not None:  # from the one to the other
        sources = [FileKeys(settings.key_file), PassphraseKeys(settings.passphrase)]
    if new_passphrase:
        sources.append(PassphraseKeys(click.prompt("The new passphrase", hide_input=True)))
    vault = _vault(database, SeveralKeys(*sources))
    target = name or max(vault.masters(), key=lambda one: (one.made, not one.current)).id
    click.echo(f"{vault.rotate(target)} keys are sealed anew by {target}.")


@key.command("list")
@click.option("--json", "as_json", is_flag=True)
def key_list(as_json: bool) -> None:
    """The master keys, and how many keys each seals.

    Example: aryz key list
    """
    rows = _vault(_database()).masters()
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

    _vault(_database()).forget(name)
    if settings.key_file is not None:
        drop_from_file(settings.key_file, name)
    click.echo(f"The key {name} is forgotten.")


def _vault(database: Database, keys: Keys | None = None) -> Vault:
    """A vault for work on master keys; without keys it can only list and learn."""
    from aryz.centre.clock import Clock
    from aryz.centre.vault import SeveralKeys, Vault

    return Vault(database, keys or SeveralKeys(), Clock())


@click.group()
def user() -> None:
    """The users of the consultants' server.

    Example: aryz user list
    """


@user.command("add")
@click.argument("name")
@click.option("--title", default="", help="What colleagues see, such as «Aigul, Shymkent».")
@click.option("--role", required=True, help="consultant, lawyer, statistics or administrator.")
def user_add(name: str, title: str, role: str) -> None:
    """Invite a user. The code that is printed is good for one use within three days.

    Example: aryz user add aigul --title "Aigul" --role consultant
    """
    _invited(name, _centre().people.invite(name, title, role))


@user.command("reset")
@click.argument("name")
def user_reset(name: str) -> None:
    """Take password, second factor and sessions away, and invite anew: for a lost telephone, or a disabled user.

    Example: aryz user reset aigul
    """
    _invited(name, _centre().people.reset(name))


@user.command("disable")
@click.argument("name")
def user_disable(name: str) -> None:
    """Shut an account and end its sessions. Its cases stay; a lawyer may hand them over.

    Example: aryz user disable aigul
    """
    _centre().people.disable(name)
    click.echo(f"{name} is disabled and logged out everywhere.")


@user.command("vouch")
@click.argument("name")
def user_vouch(name: str) -> None:
    """Say that the person behind an account is who it should be, where no lawyer of the centre can: after an
    administrator invited a lawyer, or reset who works on cases. Speak with the person first.

    Example: aryz user vouch aigul
    """
    _centre().people.vouch(name)
    click.echo(f"{name} may open cases.")


@user.command("list")
@click.option("--json", "as_json", is_flag=True)
def user_list(as_json: bool) -> None:
    """The users, their roles and whether they can log in.

    Example: aryz user list
    """
    rows = [
        (one, "disabled" if one.disabled else "ready" if one.ready else "invited", one.vouched)
        for one in _centre().people.everyone()
    ]
    if as_json:
        told = [
            {"name": one.name, "title": one.title, "role": one.role, "state": state, "vouched": vouched}
            for one, state, vouched in rows
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for one, state, vouched in rows:
        waits = "" if vouched else "  (opens no case until a lawyer, or `aryz user vouch`, says who it is)"
        click.echo(f"{one.name:20}  {one.role:14}  {state:8}  {one.title}{waits}")


def _invited(name: str, code: str) -> None:
    click.echo(f"{name} begins at /login/first with this code, once, within three days:\n  {code}")


@click.group()
def audit() -> None:
    """The log of who did what, without contents.

    Example: aryz audit check
    """


@audit.command("check")
@click.option("--noted", default="", help="The head that an earlier check printed, kept outside of this computer.")
def audit_check(noted: str) -> None:
    """Find rows that were changed, removed or moved. Exits 1 when there are.

    Example: aryz audit check --noted 1204:5be0…
    """
    from aryz.centre.audit import Audit
    from aryz.centre.clock import Clock

    found = Audit(_database(), Clock()).check(noted)
    if found.fault is not None:
        click.echo(found.message, err=True)
        sys.exit(1)
    click.echo(f"{found.rows} rows, none changed. Note this down outside of the computer:\n  {found.head}")


@audit.command("unusual")
@click.pass_context
def audit_unusual(ctx: click.Context) -> None:
    """What was done more often within an hour than kb/unusual.yml calls usual, in the last seven days. Exits 1 when
    there is something, so that a timer can tell.

    Example: aryz audit unusual
    """
    database = _database()
    from aryz.centre.clock import Clock, written
    from aryz.centre.unusual import Watch
    from aryz.office.administration import load_rules

    found = Watch(database, Clock()).unusual(load_rules(project_of(ctx)))
    for one in found:
        click.echo(f"{written(one.hour)}  {one.who:20}  {one.what:14}  {one.count} times within an hour")
    if found:
        sys.exit(1)
    click.echo("Nothing was unusual.")


@audit.command("list")
@click.option("--case", "code", default="", help="Only of the case with this code name.")
@click.option("--user", "who", default="", help="Only of this user.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100000))
def audit_list(code: str, who: str, limit: int) -> None:
    """The latest rows first.

    Example: aryz audit list --case topaz-orbita-42
    """
    database = _database()
    from aryz.centre.audit import Audit
    from aryz.centre.clock import Clock, written

    for row in Audit(database, Clock()).rows(code, who, limit):
        click.echo(f"{row.number:8}  {written(row.at)}  {row.who:20}  {row.what:24}  {row.code}")


@click.group()
def token() -> None:
    """The tokens of the API, in the file that ARYZ_API_TOKENS names.

    Example: aryz token list
    """


@token.command("new")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, help="search, acts, calc or assemble; several times.")
def token_new(name: str, scopes: tuple[str, ...]) -> None:
    """Make a token. It is printed once; the file keeps its hash only.

    Example: aryz token new hotline-bot --scope search --scope calc
    """
    from aryz.office.tokens import TokenFile

    click.echo(TokenFile.of().add(name, scopes))


@token.command("list")
def token_list() -> None:
    """The names of the tokens and what each may.

    Example: aryz token list
    """
    from aryz.office.tokens import TokenFile

    for name, (_, scopes) in TokenFile.of().rows().items():
        click.echo(f"{name:30}  {', '.join(scopes)}")


@token.command("drop")
@click.argument("name")
def token_drop(name: str) -> None:
    """Take a token back; it is over at once.

    Example: aryz token drop hotline-bot
    """
    from aryz.office.tokens import TokenFile

    TokenFile.of().drop(name)
    click.echo(f"The token {name} is over.")


GROUPS = (token, db, key, user, audit)
