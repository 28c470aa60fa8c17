"""Who works at a centre on the command line: users, what they did, tokens of programs."""

from __future__ import annotations

import json
import sys

import click

from aryz.cli_centre import opened_centre, opened_database
from aryz.cli_shared import project_of
from aryz.diagnostics import counted


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
    _invited(name, opened_centre().people.invite(name, title, role))


@user.command("reset")
@click.argument("name")
def user_reset(name: str) -> None:
    """Take password, second factor and sessions away, and invite anew: for a lost telephone, or a disabled user.

    Example: aryz user reset aigul
    """
    _invited(name, opened_centre().people.reset(name))


@user.command("disable")
@click.argument("name")
def user_disable(name: str) -> None:
    """Shut an account and end its sessions. Its cases stay; a lawyer may hand them over.

    Example: aryz user disable aigul
    """
    opened_centre().people.disable(name)
    click.echo(f"{name} is disabled and logged out everywhere.")


@user.command("vouch")
@click.argument("name")
def user_vouch(name: str) -> None:
    """Say that the person behind an account is who it should be, where no lawyer of the centre can: after an
    administrator invited a lawyer, or reset who works on cases. Speak with the person first.

    Example: aryz user vouch aigul
    """
    opened_centre().people.vouch(name)
    click.echo(f"{name} may open cases.")


@user.command("list")
@click.option("--json", "as_json", is_flag=True)
def user_list(as_json: bool) -> None:
    """The users, their roles and whether they can log in.

    Example: aryz user list
    """
    rows = [
        (one, "disabled" if one.disabled else "ready" if one.ready else "invited", one.vouched)
        for one in opened_centre().people.everyone()
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

    found = Audit(opened_database(), Clock()).check(noted)
    if found.fault is not None:
        click.echo(found.message, err=True)
        sys.exit(1)
    click.echo(f"{counted(found.rows, 'row')}, none changed. Note this down outside of the computer:\n  {found.head}")


@audit.command("unusual")
@click.pass_context
def audit_unusual(ctx: click.Context) -> None:
    """What was done more often within an hour than kb/unusual.yml calls usual, in the last seven days. Exits 1 when
    there is something, so that a timer can tell.

    Example: aryz audit unusual
    """
    database = opened_database()
    from aryz.centre.clock import Clock, written
    from aryz.centre.unusual import Watch
    from aryz.office.administration import load_rules

    found = Watch(database, Clock()).unusual(load_rules(project_of(ctx)))
    for one in found:
        click.echo(f"{written(one.hour)}  {one.who:20}  {one.what:14}  {counted(one.count, 'time')} within an hour")
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
    database = opened_database()
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
