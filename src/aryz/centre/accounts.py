"""What login and administration share of accounts: rows as persons, hashes of secrets, the second factor."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

import pyotp
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aryz.centre.models import Person
from aryz.centre.sealing import derived, unseal
from aryz.centre.tables import account, recovery
from aryz.centre.vault import Vault

ISSUER = "Aryz"
RECOVERY_CODES = 10
TELEPHONE, SPARE = "telephone", "spare"  # which second factor was used
_STEP = 30  # seconds for which a code is shown
_LETTERS = 16  # of a code that is typed: 80 bits


def person_of(row: Row[tuple[object, ...]]) -> Person:
    return Person(
        row.id, row.name, row.title, row.role, bool(row.disabled), row.password is not None, bool(row.vouched)
    )


def by_name(connection: Connection, name: str) -> Row[tuple[object, ...]] | None:
    """The account that is called so, whatever the case of letters."""
    return connection.execute(sa.select(account).where(account.c.name == plain_name(name))).first()


def plain_name(name: str) -> str:
    return name.strip().casefold()[:60]


def vault_name(account_id: str) -> str:
    return f"account:{account_id}"


def digest(secret: str) -> str:
    """What is stored of a random secret: it has bits enough to need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def typed_code() -> str:
    """A random code that people can copy by hand: ABCD-EFGH-…"""
    letters = base64.b32encode(secrets.token_bytes(_LETTERS * 5 // 8)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, _LETTERS, 4))


def same_code(typed: str) -> str:
    """A typed code as it was made, whatever signs stand between its letters."""
    bare = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(bare[at : at + 4] for at in range(0, len(bare), 4))


def step_of(secret: str, code: str, now: int) -> int:
    """The step in which the code is right, one before and after now allowed; 0 when it is wrong."""
    bare, right = "".join(code.split()), 0
    for step in (now // _STEP + shift for shift in (-1, 0, 1)):
        if hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step).encode(), bare.encode()):
            right = step
    return right


def use_step(connection: Connection, account_id: str, step: int) -> bool:
    """Use a code up: each is taken once, and none older than the last. A last one from the future was noted while the
    clock was wrong, and must not keep its owner out until then.
    """
    used = sa.and_(account.c.last_step >= step, account.c.last_step <= step + 2)
    once = sa.update(account).where(account.c.id == account_id, sa.not_(used))
    return step > 0 and connection.execute(once.values(last_step=step)).rowcount == 1


def use_second(connection: Connection, vault: Vault, row: Row[tuple[object, ...]], code: str, now: int) -> str:
    """Use the second factor up: a code of the telephone, or one of the recovery codes. Gives which; "": neither."""
    if row.secret is None:
        return ""
    key = vault.key(connection, vault_name(row.id))
    secret = unseal(key, row.secret, "second factor", row.id).decode()
    if use_step(connection, row.id, step_of(secret, code, now)):
        return TELEPHONE
    spare = sa.delete(recovery).where(recovery.c.account_id == row.id, recovery.c.hash == digest(same_code(code)))
    return SPARE if connection.execute(spare).rowcount == 1 else ""


def spare_left(connection: Connection, account_id: str) -> int:
    """How many recovery codes are left."""
    counted = sa.select(sa.func.count()).where(recovery.c.account_id == account_id)
    return int(connection.execute(counted).scalar_one())


def pepper(connection: Connection, vault: Vault, account_id: str) -> bytes:
    """What goes into the password's hash and is not in the database in the clear. It follows from the account's own
    key, which the master key seals: a new master key changes nothing.
    """
    return derived(vault.key(connection, vault_name(account_id)), "password")


def new_recovery(connection: Connection, account_id: str) -> list[str]:
    """Fresh recovery codes in place of the old ones."""
    codes = [typed_code() for _ in range(RECOVERY_CODES)]
    connection.execute(sa.delete(recovery).where(recovery.c.account_id == account_id))
    connection.execute(sa.insert(recovery), [{"account_id": account_id, "hash": digest(code)} for code in codes])
    return codes
