"""What is sealed by whom: each case (and each account's second factor) has its own key, and a master key seals those.

Changing the master key seals the small keys anew and touches no content. Erasing a key's row makes all that it sealed
unreadable, in every copy of the contents that has not the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aryz.centre.clock import Clock
from aryz.centre.database import Database
from aryz.centre.errors import CentreError, NoKey, NotFound
from aryz.centre.keys import LEAST_PASSPHRASE, Keys, PassphraseKeys, Stretching, fingerprint, new_stretching, stretched
from aryz.centre.questions import key_of
from aryz.centre.sealing import new_key, seal, unseal
from aryz.centre.tables import master, sealed_key

_BATCH = 200


@dataclass(frozen=True)
class Master:
    """A master key as `aryz key list` shows it; `seals` = how many keys it still seals."""

    id: str
    kind: str
    made: int
    current: bool
    seals: int


class Vault:
    """Seals and opens within a change or a look at the database."""

    def __init__(self, database: Database, keys: Keys, clock: Clock):
        self._database, self._keys, self._clock = database, keys, clock

    def ready(self) -> None:
        """Raises NoKey when the master key in use is not at hand."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(master).where(master.c.current)).first()
        if row is None:
            raise NoKey("The database has no master key yet. Make one: aryz key new")
        if row.kind != self._keys.kind:
            other = "ARYZ_KEY_FILE" if row.kind == "file" else "ARYZ_KEY_PASSPHRASE"
            raise NoKey(f"The master key of this database is a {row.kind}: set {other}.")
        self._keys.get(row.id, row.how)

    # contents

    def make(self, connection: Connection, owner: str) -> None:
        """Give an owner («case:…», «account:…») a key."""
        # held until the end of this change: a rotation that goes on meanwhile will find the new key
        row = connection.execute(sa.select(master).where(master.c.current).with_for_update(read=True)).first()
        if row is None:
            raise NoKey("The database has no master key yet. Make one: aryz key new")
        sealed = seal(self._keys.get(row.id, row.how), new_key(), "key", owner, row.id)
        connection.execute(sa.insert(sealed_key).values(owner=owner, master=row.id, sealed=sealed))

    def key(self, connection: Connection, owner: str) -> bytes:
        """The key of an owner, to seal or open several things; raises NotFound once it was erased."""
        return self.opened(connection.execute(key_of(), {"key": owner}).first(), owner)

    def opened(self, row: Any, owner: str) -> bytes:
        """The key of a row that has the columns `SEALED` of `questions.py`."""
        if row is None or row.sealed is None:
            raise NotFound("This was erased.")
        return unseal(self._keys.get(row.master_id, row.how), row.sealed, "key", owner, row.master_id)

    def destroy(self, connection: Connection, owner: str) -> None:
        connection.execute(sa.delete(sealed_key).where(sealed_key.c.owner == owner))

    # master keys

    def masters(self) -> list[Master]:
        count = sa.select(sa.func.count()).where(sealed_key.c.master == master.c.id).scalar_subquery()
        with self._database.read() as connection:
            rows = connection.execute(sa.select(master, count.label("seals")).order_by(master.c.made, master.c.id))
            return [Master(r.id, r.kind, r.made, bool(r.current), int(r.seals)) for r in rows]

    def learn(self, name: str, kind: str = "file", how: str = "{}") -> None:
        """Note a new master key by its id; the first one is in use at once."""
        with self._database.write() as connection:
            self._database.lock(connection, 7402)
            first = connection.execute(sa.select(master.c.id)).first() is None
            connection.execute(
                sa.insert(master).values(id=name, kind=kind, how=how, made=self._clock.now(), current=first)
            )

    def rotate(self, to: str) -> int:
        """Seal all keys by the master key `to`; gives how many were sealed anew. May be stopped and run again."""
        with self._database.write() as connection:
            self._database.lock(connection, 7402)
            target = connection.execute(sa.select(master).where(master.c.id == to)).first()
            if target is None:
                raise NoKey(f"There is no master key {to}. See: aryz key list")
            fresh = self._keys.get(target.id, target.how)
            connection.execute(sa.update(master).values(current=master.c.id == to))
        done = 0
        while batch := self._seal_anew(to, fresh):
            done += batch
        return done

    def _seal_anew(self, to: str, fresh: bytes) -> int:
        with self._database.write() as connection:
            old = sa.select(sealed_key, master.c.how).join(master).where(sealed_key.c.master != to)
            rows = connection.execute(old.limit(_BATCH).with_for_update(of=sealed_key)).all()
            for row in rows:
                key = unseal(self._keys.get(row.master, row.how), row.sealed, "key", row.owner, row.master)
                anew = seal(fresh, key, "key", row.owner, to)
                at = sealed_key.c.owner == row.owner
                connection.execute(sa.update(sealed_key).where(at).values(master=to, sealed=anew))
            return len(rows)

    def forget(self, name: str) -> None:
        """Take a master key out of the list that seals nothing any more; raises CentreError for one in use."""
        found = next((one for one in self.masters() if one.id == name), None)
        if found is None:
            raise NoKey(f"There is no master key {name}. See: aryz key list")
        if found.current or found.seals:
            raise CentreError(f"The key {name} is in use. First: aryz key new, aryz key rotate")
        with self._database.write() as connection:
            connection.execute(sa.delete(master).where(master.c.id == name))


def learn_passphrase(vault: Vault, passphrase: str, work: Stretching | None = None) -> str:
    """Note the master key that a new passphrase gives; its id."""
    if len(passphrase) < LEAST_PASSPHRASE:
        message = (
            f"A passphrase needs at least {LEAST_PASSPHRASE} letters: five or six words that only you put together."
        )
        raise CentreError(message)
    how = new_stretching(work or Stretching())
    name = fingerprint(stretched(passphrase, how))
    vault.learn(name, PassphraseKeys.kind, how)
    return name


class SeveralKeys:
    """Old and new source together, while keys go from one to the other."""

    def __init__(self, *sources: Keys):
        self._sources = sources
        self.kind = sources[-1].kind if sources else ""

    def get(self, key: str, how: str) -> bytes:
        for source in self._sources:
            try:
                return source.get(key, how)
            except NoKey:
                continue
        raise NoKey(f"None of the given keys is {key}.")
