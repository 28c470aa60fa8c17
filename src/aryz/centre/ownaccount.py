"""What a person does with the own account: a fresh code before something grave, new password, telephone and codes."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

import pyotp
import sqlalchemy as sa

from aryz.centre import notices
from aryz.centre.accounts import ISSUER, new_recovery, pepper, step_of, use_second, use_step, vault_name
from aryz.centre.errors import Damaged, Refused, Unknown
from aryz.centre.models import Person
from aryz.centre.passwords import check_password
from aryz.centre.sealing import seal, unseal
from aryz.centre.sessions import Row, Sessions
from aryz.centre.tables import account
from aryz.centre.tries import network_of

_TICKET = 15 * 60  # seconds in which a new telephone has to give its first code


@dataclass(frozen=True)
class Enrolment:
    """What the person's telephone needs: the secret to be typed, or the address of its picture code. ticket: proves
    the first step of a change to the second; nobody but the server can make or read one.
    """

    person: Person
    secret: str
    uri: str
    ticket: str = ""


class OwnAccount(Sessions):
    """Changes that the person makes; each is told at the next login too, should it have been another."""

    def prove(self, person: Person, code: str, address: str = "") -> None:
        """Use a fresh code up, of the telephone or for recovery, before something grave. Raises Refused, TooMany."""
        pair = self._tries.begin(person.name, network_of(address))
        with self._database.write() as connection:
            row = self._own(connection, person)
            right = use_second(connection, self._vault, row, code, self._clock.now())
            if right:
                self._tries.right(connection, pair)
                self._used(connection, row, right)
            else:
                self._audit.add(connection, person.name, f"code.wrong {network_of(address)}")
        if not right:
            raise Refused("centre.second.fresh", "The code is not right, or was used already. Type the next one.")

    def change_password(self, person: Person, old: str, new: str, address: str = "") -> None:
        """Set a new password and end all sessions, for who knows the old one. Raises Unknown, TooMany, Refused."""
        pair = self._known(person, old, address)
        check_password(new, person.name)
        with self._database.read() as connection:
            salt = pepper(connection, self._vault, person.id)
        kept = self._passwords.hash(new, salt)
        with self._database.write() as connection:
            self._tries.right(connection, pair)
            connection.execute(sa.update(account).where(account.c.id == person.id).values(password=kept))
            self._end_all(connection, person.id)
            self._notices.tell(connection, person.id, notices.PASSWORD, network_of(address))
            self._audit.add(connection, person.name, "user.password")

    def new_recovery_codes(self, person: Person, password: str, address: str = "") -> list[str]:
        """Fresh recovery codes in place of the old ones, to be shown once. Raises Unknown, TooMany."""
        pair = self._known(person, password, address)
        with self._database.write() as connection:
            self._tries.right(connection, pair)
            codes = new_recovery(connection, person.id)
            self._notices.tell(connection, person.id, notices.RECOVERY, network_of(address))
            self._audit.add(connection, person.name, "user.recovery")
        return codes

    def begin_telephone(self, person: Person, password: str, code: str, address: str = "") -> Enrolment:
        """A secret for another telephone, for who knows the password and has the old telephone or a recovery code.
        Nothing is changed until `finish_telephone`. Raises Unknown, Refused, TooMany.
        """
        pair = self._known(person, password, address)
        with self._database.write() as connection:
            self._tries.right(connection, pair)
        self.prove(person, code, address)
        secret = pyotp.random_base32()
        with self._database.read() as connection:
            key = self._vault.key(connection, vault_name(person.id))
        said = json.dumps([secret, self._clock.now()]).encode()
        ticket = base64.urlsafe_b64encode(seal(key, said, "new telephone", person.id)).decode()
        return self.enrolment(person, secret, ticket)

    def read_ticket(self, person: Person, ticket: str) -> Enrolment:
        """The same from its ticket; raises Refused for one that is over or was not made here."""
        with self._database.read() as connection:
            key = self._vault.key(connection, vault_name(person.id))
        try:
            sealed = base64.urlsafe_b64decode(ticket.encode())
            secret, made = json.loads(unseal(key, sealed, "new telephone", person.id))
        except (Damaged, ValueError, binascii.Error):
            secret, made = "", 0
        if not 0 <= self._clock.now() - made <= _TICKET:
            raise Refused("centre.telephone.late", "It took too long. Begin anew with the new telephone.")
        return self.enrolment(person, secret, ticket)

    def finish_telephone(self, person: Person, ticket: str, second: str, here: str, address: str = "") -> None:
        """The new telephone showed a right code: it takes the place of the old one. here: the id of this session, which
        goes on; all others end. Raises Refused.
        """
        secret = self.read_ticket(person, ticket).secret
        step = step_of(secret, second, self._clock.now())
        with self._database.write() as connection:
            if not use_step(connection, person.id, step):
                raise Refused("centre.second.wrong", "The code of the telephone is not right. Wait for the next one.")
            key = self._vault.key(connection, vault_name(person.id))
            sealed = seal(key, secret.encode(), "second factor", person.id)
            connection.execute(sa.update(account).where(account.c.id == person.id).values(secret=sealed))
            self._end_all(connection, person.id, but=here)
            self._notices.tell(connection, person.id, notices.TELEPHONE, network_of(address))
            self._audit.add(connection, person.name, "user.telephone")

    @staticmethod
    def enrolment(person: Person, secret: str, ticket: str = "") -> Enrolment:
        uri = pyotp.TOTP(secret).provisioning_uri(name=person.name, issuer_name=ISSUER)
        return Enrolment(person, secret, uri, ticket)

    def _known(self, person: Person, password: str, address: str) -> str:
        """The pair of tries of who knows the password; raises Unknown, TooMany."""
        pair = self._tries.begin(person.name, network_of(address))
        if self._proven(person.name, password) is None:
            raise Unknown("The present password is not right.")
        return pair

    @staticmethod
    def _own(connection: sa.Connection, person: Person) -> Row:
        return connection.execute(sa.select(account).where(account.c.id == person.id)).one()
