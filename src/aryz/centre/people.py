"""Accounts: invited by an administrator, made ready by the person (password and second factor), disabled, reset."""

from __future__ import annotations

import re
import uuid

import pyotp
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from aryz.centre import notices
from aryz.centre.accounts import (
    by_name,
    digest,
    new_recovery,
    pepper,
    person_of,
    plain_name,
    same_code,
    step_of,
    typed_code,
    use_step,
    vault_name,
)
from aryz.centre.audit import Audit
from aryz.centre.clock import Clock
from aryz.centre.database import Database
from aryz.centre.errors import Forbidden, NotFound, Refused, Unknown
from aryz.centre.models import ADMINISTRATOR, CONSULTANT, LAWYER, ROLES, Person
from aryz.centre.ownaccount import Enrolment, OwnAccount
from aryz.centre.passwords import Passwords, check_password
from aryz.centre.sealing import seal, unseal
from aryz.centre.tables import account, recovery
from aryz.centre.tries import Tries, network_of
from aryz.centre.vault import Vault

INVITED = 72 * 3600  # seconds for which an invitation is good
CONSOLE = "console"  # who did it, when it was done on the command line
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


class People(OwnAccount):
    """The accounts of a centre; what concerns login and sessions is in `Sessions`, one's own account in `OwnAccount`.

    An administrator sees no case. So an account that sees cases by what an administrator did (a lawyer invited, a
    consultant or lawyer reset, whose invitation the administrator holds) opens none until a lawyer says who it is.
    """

    def __init__(
        self, database: Database, vault: Vault, audit: Audit, clock: Clock, passwords: Passwords | None = None
    ):
        super().__init__(database, vault, audit, clock, Tries(database, clock), passwords or Passwords())

    # administration; by: the administrator, or None for the command line

    def invite(self, name: str, title: str, role: str, by: Person | None = None) -> str:
        """A new account; gives the code with which its person makes it ready, once."""
        name, code = plain_name(name), typed_code()
        if not _NAME.fullmatch(name):
            raise Refused(
                "centre.user.name", "A name for login has 2 to 40 of the letters a-z, digits, dot and hyphen."
            )
        if role not in ROLES:
            raise Refused("centre.user.role", f"There is no role «{role}». There are: {', '.join(ROLES)}.")
        one = {
            "id": uuid.uuid4().hex,
            "name": name,
            "title": title.strip()[:120] or name,
            "role": role,
            "disabled": False,
            "made": self._clock.now(),
            "last_step": 0,
            "vouched": by is None or role != LAWYER,
            **self._invitation(code),
        }
        try:
            with self._database.write() as connection:
                connection.execute(sa.insert(account).values(one))
                self._vault.make(connection, vault_name(str(one["id"])))
                self._audit.add(connection, _admin(by), f"user.add {name}")
        except IntegrityError:
            raise Refused("centre.user.taken", f"There is a user «{name}» already.") from None
        return code

    def reset(self, name: str, by: Person | None = None) -> str:
        """Take password, second factor, sessions and calendar away; gives a new invitation code."""
        code = typed_code()
        with self._database.write() as connection:
            found = self._row(connection, name)
            gone = {**dict.fromkeys(("password", "secret", "feed")), "disabled": False}
            gone["vouched"] = by is None or (found.vouched and found.role not in {CONSULTANT, LAWYER})
            connection.execute(
                sa.update(account).where(account.c.id == found.id).values(**gone, **self._invitation(code))
            )
            connection.execute(sa.delete(recovery).where(recovery.c.account_id == found.id))
            self._end_all(connection, found.id)
            self._notices.tell(connection, found.id, notices.RESET, _admin(by))
            self._audit.add(connection, _admin(by), f"user.reset {found.name}")
        return code

    def disable(self, name: str, by: Person | None = None) -> None:
        """Shut an account and end its sessions; its cases stay and lawyers may hand them over."""
        with self._database.write() as connection:
            found = self._row(connection, name)
            connection.execute(sa.update(account).where(account.c.id == found.id).values(disabled=True, feed=None))
            self._end_all(connection, found.id)
            self._audit.add(connection, _admin(by), f"user.disable {found.name}")

    def waiting(self, by: Person) -> list[Person]:
        """The accounts that wait for a lawyer's word."""
        _lawyer(by)
        held = sa.select(account).where(account.c.vouched.is_(False), account.c.disabled.is_(False))
        with self._database.read() as connection:
            return [person_of(row) for row in connection.execute(held.order_by(account.c.name))]

    def vouch(self, name: str, by: Person | None = None) -> None:
        """Say that the person behind an account is who it should be. by: a lawyer, or None for the command line."""
        who = CONSOLE if by is None else _lawyer(by)
        with self._database.write() as connection:
            found = self._row(connection, name)
            held = sa.update(account).where(account.c.id == found.id, account.c.vouched.is_(False))
            if connection.execute(held.values(vouched=True)).rowcount == 1:
                self._notices.tell(connection, found.id, notices.VOUCHED, who)
                self._audit.add(connection, who, f"user.vouch {found.name}")

    def everyone(self, by: Person | None = None) -> list[Person]:
        _admin(by)
        with self._database.read() as connection:
            return [person_of(row) for row in connection.execute(sa.select(account).order_by(account.c.name))]

    def find(self, name: str) -> Person:
        """The account that is called so; raises NotFound."""
        with self._database.read() as connection:
            return person_of(self._row(connection, name))

    # the person's first login

    def enrol(self, name: str, code: str, address: str = "") -> Enrolment:
        """What the telephone needs, for who has the invitation; the same again until `finish`. Unknown, TooMany."""
        pair = self._tries.begin(plain_name(name), network_of(address))
        with self._database.write() as connection:
            row = self._invited(connection, name, code)
            key = self._vault.key(connection, vault_name(row.id))
            if row.secret is None:
                secret = pyotp.random_base32()
                sealed = seal(key, secret.encode(), "second factor", row.id)
                connection.execute(sa.update(account).where(account.c.id == row.id).values(secret=sealed))
            else:
                secret = unseal(key, row.secret, "second factor", row.id).decode()
            self._tries.right(connection, pair)
        return self.enrolment(person_of(row), secret)

    def finish(self, name: str, code: str, password: str, second: str, address: str = "") -> list[str]:
        """Set the password; second: a code of the telephone, which proves that it has the secret. Gives the recovery
        codes, to be shown once. Unknown, TooMany, Refused.
        """
        pair = self._tries.begin(plain_name(name), network_of(address))
        with self._database.read() as connection:
            row = self._invited(connection, name, code)
            if row.secret is None:
                raise Unknown("Begin with the invitation.")
            key = self._vault.key(connection, vault_name(row.id))
            salt = pepper(connection, self._vault, row.id)
        check_password(password, row.name)
        secret = unseal(key, row.secret, "second factor", row.id).decode()
        step, kept = step_of(secret, second, self._clock.now()), self._passwords.hash(password, salt)
        with self._database.write() as connection:
            once = sa.update(account).where(account.c.id == row.id, account.c.invitation == row.invitation)
            if not use_step(connection, row.id, step):
                raise Refused("centre.second.wrong", "The code of the telephone is not right. Wait for the next one.")
            if connection.execute(once.values(password=kept, invitation=None)).rowcount != 1:
                raise Unknown("The invitation was used already.")
            codes = new_recovery(connection, row.id)
            self._tries.right(connection, pair)
            self._audit.add(connection, row.name, "user.ready")
        return codes

    def _invited(self, connection: sa.Connection, name: str, code: str) -> sa.Row[tuple[object, ...]]:
        row = by_name(connection, name)
        known = row is not None and not row.disabled and row.invitation == digest(same_code(code))
        if row is None or not known or not 0 < row.invited_until - self._clock.now() <= INVITED:
            raise Unknown("The name and the invitation do not fit, or its time is over. Ask for a new one.")
        return row

    def _invitation(self, code: str) -> dict[str, object]:
        return {"invitation": digest(code), "invited_until": self._clock.now() + INVITED}

    @staticmethod
    def _row(connection: sa.Connection, name: str) -> sa.Row[tuple[object, ...]]:
        row = by_name(connection, name)
        if row is None:
            raise NotFound(f"There is no user «{name}». See: aryz user list")
        return row


def _lawyer(by: Person) -> str:
    if by.role != LAWYER or not by.vouched:
        raise Forbidden("Only a lawyer may do this.")
    return by.name


def _admin(by: Person | None) -> str:
    if by is not None and by.role != ADMINISTRATOR:
        raise Forbidden("Only an administrator may do this.")
    return by.name if by else CONSOLE
