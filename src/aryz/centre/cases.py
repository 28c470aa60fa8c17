"""Cases: begun, saved version by version, found, locked while edited, handed over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from aryz.centre.desk import LEASE, Desk, as_bytes, lock_of, mine, vault_name
from aryz.centre.errors import Conflict, Locked, NotFound, Refused, Unavailable
from aryz.centre.models import (
    CONSULTANT,
    LAWYER,
    OPEN,
    OUTCOMES,
    STATES,
    Case,
    Contents,
    Due,
    Facts,
    Lock,
    Person,
    Row,
    Version,
)
from aryz.centre.papers import set_aside
from aryz.centre.questions import next_due
from aryz.centre.sealing import seal
from aryz.centre.steps import Step, delete, insert, update
from aryz.centre.tables import account, case_file, due, fact, version
from aryz.codenames import code_name
from aryz.plan import days

KEPT_VERSIONS = 30
KEEP = 365  # days after which a case is erased by itself, unless prolonged
LONGEST_LIST = 200
_LARGEST = 4_000_000  # bytes of a case's answers


class Cases:
    """The cases of a centre, as each person may see them. keep: days until a new case is erased by itself."""

    def __init__(self, desk: Desk, keep: int = KEEP):
        self._desk, self._keep = desk, keep

    # looking

    def open(self, who: Person, case: str, edit: bool = False) -> Case:
        """A case with its contents. That it was opened is logged, once an hour for the same person. edit: take the lock
        too, or hold it longer; raises Locked while another holds it.

        One's own lock with more than half of its time left stays as it is: every page of an interview asks for it.
        Where the disk is full, who is in the log may go on reading: a save looks at the version anyway.
        """
        desk = self._desk
        with desk.database.read() as connection:
            found, logged = desk.case(connection, who, case)
        wanted = edit and not self.holds(who, found.row.lock)
        if logged and not wanted:
            return found
        held: Lock | None = None
        try:
            with desk.database.write() as connection:
                if wanted:
                    held = self._taken(connection, who, case, take_over=False)
                if not logged:
                    desk.audit.add(connection, who.name, "case.open", found.row.code)
        except Unavailable:
            if not logged:  # nobody reads what the log cannot tell
                raise
        if held is not None and held.person != who.id:
            raise Locked(held)
        return found

    def row(self, who: Person, case: str) -> Row:
        """A case without its contents."""
        with self._desk.database.read() as connection:
            return self._row(connection, who, case)

    def read(self, who: Person, case: str) -> Row:
        """The same, by who will read something in it: logged as an opening is."""
        row = self.row(who, case)
        self._desk.audit.opened(who.name, row.code)
        return row

    def find(
        self,
        who: Person,
        code: str = "",
        interview: str = "",
        state: str = "",
        until: str = "",
        limit: int = LONGEST_LIST,
        skip: int = 0,
    ) -> list[Row]:
        """Cases without contents. code: a part of the code name; until: the next day that counts is then or before."""
        wanted = [mine(who)]
        if code:
            plain = "".join(sign for sign in code.casefold() if sign.isalnum() or sign == "-")
            wanted.append(case_file.c.code.contains(plain) if plain else sa.false())
        if interview:
            wanted.append(case_file.c.interview == interview)
        if state:
            wanted.append(case_file.c.state == state)
        if until:
            wanted.append(next_due(self._desk.clock.today()) <= until)
        with self._desk.database.read() as connection:
            return self._desk.listed(connection, sa.and_(*wanted), max(0, min(limit, LONGEST_LIST)), max(0, skip))

    def versions(self, who: Person, case: str) -> list[Version]:
        """The kept versions, the newest first: by their numbers, whatever the clock said."""
        with self._desk.database.read() as connection:
            self._desk.row(connection, who, case)
            wanted = sa.select(version.c.number, version.c.at, account.c.title)
            wanted = wanted.outerjoin(account, account.c.id == version.c.by).where(version.c.case_id == case)
            rows = connection.execute(wanted.order_by(version.c.number.desc()))
            return [Version(one.number, one.title or "", one.at) for one in rows]

    def version(self, who: Person, case: str, number: int) -> Contents:
        """What the case said then; logged as an opening is. To go back to it, save it."""
        self.read(who, case)
        with self._desk.database.read() as connection:
            return self._desk.contents(connection, case, number)

    # saving

    def create(
        self,
        who: Person,
        contents: Contents,
        request: str,
        facts: Facts | None = None,
        deadlines: Sequence[Due] = (),
    ) -> Case:
        """A new case of this person's, saved as version 1."""
        mine(who)

        def work(connection: sa.Connection) -> str:
            row = self._fresh(connection, who, contents)
            self._desk.vault.make(connection, vault_name(row["id"]))
            key = self._desk.key(connection, row["id"])
            saved = self._written(who, row["id"], 1, contents, key)
            self._note_days(connection, row["id"], deadlines)
            steps: list[Step] = [saved]
            if facts is not None:
                counted, link = self._counted(row["id"], "", facts, key)
                steps += [counted, update(case_file, {"id": row["id"]}, link)]
            self._desk.audit.add(connection, who.name, "case.create", row["code"], *steps)
            return row["id"]

        case, _ = self._desk.once(who, request, "create", "", work)
        with self._desk.database.read() as connection:
            return self._desk.case(connection, who, case)[0]

    def save(
        self,
        who: Person,
        case: str,
        contents: Contents,
        expected: int,
        request: str,
        facts: Facts | None = None,
        deadlines: Sequence[Due] | None = None,
    ) -> int:
        """Keep the contents as the next version; gives its number. On return it is on the disk.

        expected: the version that was edited; when another was saved since, Conflict (with that one), and while another
        person holds the lock, Locked. In both cases the contents are set aside and not lost. deadlines: None leaves
        them as they are.
        """

        def work(connection: sa.Connection) -> str:
            row = self._desk.held(connection, who, case)
            lock = lock_of(row, row.editor_title or "", self._desk.clock.now())
            if row.version != expected or (lock and lock.person != who.id):
                set_aside(self._desk, connection, who, case, contents)
                return "conflict" if row.version != expected else "locked"
            number, key = row.version + 1, self._desk.vault.opened(row, vault_name(case))
            steps = [self._written(who, case, number, contents, key)]
            now = self._desk.clock.now()
            kept: dict[str, Any] = {"version": number, "language": contents.language, "changed": now}
            kept |= {"editor": who.id, "edited_until": now + LEASE}
            if deadlines is not None and _by_day(deadlines) != _noted(row.days):
                self._note_days(connection, case, deadlines)
            if number > KEPT_VERSIONS:
                steps.append(delete(version, {"case_id": case, "number <=": number - KEPT_VERSIONS}))
            if facts is not None:
                counted, link = self._counted(case, self._desk.fact_of(connection, row, key), facts, key)
                steps.append(counted)
                kept |= link
            steps.append(update(case_file, {"id": case}, kept))
            self._desk.audit.add(connection, who.name, "case.save", row.code, *steps)
            return str(number)

        answer, _ = self._desk.once(who, request, "save", case, work, likely=str(expected + 1))
        if answer == "conflict":
            raise Conflict(self.open(who, case))
        if answer == "locked":
            lock = self.row(who, case).lock
            if lock is None:  # it ran out meanwhile
                raise Conflict(self.open(who, case))
            raise Locked(lock)
        return int(answer)

    def _fresh(self, connection: sa.Connection, who: Person, contents: Contents) -> dict[str, str]:
        now = self._desk.clock.now()
        row = {
            "id": uuid.uuid4().hex,
            "code": self._free_code(connection),
            "interview": contents.interview,
            "language": contents.language,
            "state": OPEN,
            "owner": who.id,
            "erase_on": days.add(self._desk.clock.today(), self._keep),
            "warned": "",
        }
        times = {"version": 1, "created": now, "changed": now, "edited_until": 0}
        connection.execute(sa.insert(case_file).values(**row, **times))
        return row

    def _free_code(self, connection: sa.Connection) -> str:
        self._desk.database.lock(connection, 7403)  # so that two at once do not take the same
        for _ in range(100):
            code = code_name()
            if connection.execute(sa.select(case_file.c.id).where(case_file.c.code == code)).first() is None:
                return code
        raise Unavailable("full", "There are no free code names left. Erase closed cases.")

    def _written(self, who: Person, case: str, number: int, contents: Contents, key: bytes) -> Step:
        data = as_bytes(contents)
        if len(data) > _LARGEST:
            raise Refused("centre.case.large", "The answers of this case are too long to be kept.")
        body = seal(key, data, "version", case, number)
        row = {"case_id": case, "number": number, "by": who.id, "at": self._desk.clock.now(), "body": body}
        return insert(version, row)

    def _note_days(self, connection: sa.Connection, case: str, deadlines: Sequence[Due]) -> None:
        connection.execute(sa.delete(due).where(due.c.case_id == case))
        rows = [{"case_id": case, "day": day, "remind": remind} for day, remind in _by_day(deadlines).items()]
        if rows:
            connection.execute(sa.insert(due), rows)

    def _counted(self, case: str, known: str, facts: Facts, key: bytes) -> tuple[Step, dict[str, bytes]]:
        """What keeps what is counted of the case, and what leads to it; month and outcome only with the first save."""
        row = asdict(facts)
        first = {"month": row.pop("month") or self._desk.clock.today()[:7], "outcome": row.pop("outcome")}
        if known:
            return update(fact, {"id": known}, row), {}
        fresh = uuid.uuid4().hex
        link = seal(key, fresh.encode(), "fact", case)
        return insert(fact, {"id": fresh, **first, **row}), {"fact_link": link}

    # the lock

    def lock(self, who: Person, case: str, take_over: bool = False) -> Lock:
        """Take the lock. Raises Locked while another holds it, unless it is taken over by word."""
        with self._desk.database.write() as connection:
            held = self._taken(connection, who, case, take_over)
        if held.person != who.id:
            raise Locked(held)
        return held

    def _taken(self, connection: sa.Connection, who: Person, case: str, take_over: bool) -> Lock:
        """The lock: this person's now, or that of who holds it."""
        row = self._desk.held(connection, who, case)
        held = lock_of(row, row.editor_title or "", self._desk.clock.now())
        if held and held.person != who.id and not take_over:
            return held
        until = self._desk.clock.now() + LEASE
        taken = sa.update(case_file).where(case_file.c.id == case).values(editor=who.id, edited_until=until)
        connection.execute(taken)
        if held and held.person != who.id:
            self._desk.audit.add(connection, who.name, "case.take-over", row.code)
        return Lock(who.id, who.title, until)

    def holds(self, who: Person, lock: Lock | None) -> bool:
        """Whether the lock of a case just read is this person's, with more than half of its time left."""
        return lock is not None and lock.person == who.id and lock.until - self._desk.clock.now() > LEASE // 2

    def unlock(self, who: Person, case: str) -> None:
        """Give the lock back, if it is this person's."""
        own = sa.update(case_file).where(case_file.c.id == case, case_file.c.editor == who.id)
        with self._desk.database.write() as connection:
            connection.execute(own.values(editor=None, edited_until=0))

    # state and owner

    def set_state(self, who: Person, case: str, state: str, request: str, outcome: str = "") -> None:
        """Open, filed, waiting or closed; outcome: what came of it, for the counts."""
        if state not in STATES:
            raise Refused("centre.case.state", f"There is no state «{state}». There are: {', '.join(STATES)}.")
        if outcome and outcome not in OUTCOMES:
            raise Refused("centre.case.outcome", f"There is no outcome «{outcome}». There are: {', '.join(OUTCOMES)}.")
        self._change(who, case, request, f"case.state {state}", {"state": state}, outcome)

    def hand_over(self, who: Person, case: str, to: str, request: str) -> None:
        """Make a colleague the owner; to: the account's id. Who is no lawyer sees the case no more."""
        if to not in {one.id for one in self.colleagues(who)} | {who.id}:
            raise NotFound("There is no such colleague.")
        moved = {"owner": to, "editor": None, "edited_until": 0}
        self._change(who, case, request, "case.hand-over", moved)

    def refused(self, who: Person, case: str, where: str) -> None:
        """Note that a person asked for a case that is there and is not theirs."""
        with self._desk.database.read() as connection:
            foreign = sa.and_(case_file.c.id == case, sa.not_(mine(who)))
            code = connection.execute(sa.select(case_file.c.code).where(foreign)).scalar()
        if code is not None:
            self._desk.audit.refused(who.name, where, code)

    def colleagues(self, who: Person) -> list[Person]:
        """To whom a case can be handed over."""
        mine(who)
        wanted = sa.select(account).where(account.c.role.in_((CONSULTANT, LAWYER)), account.c.disabled.is_(False))
        wanted = wanted.where(account.c.vouched)
        with self._desk.database.read() as connection:
            rows = connection.execute(wanted.where(account.c.id != who.id).order_by(account.c.title))
            return [Person(r.id, r.name, r.title, r.role, False, r.password is not None) for r in rows]

    def _change(
        self,
        who: Person,
        case: str,
        request: str,
        what: str,
        values: dict[str, str | int | None],
        outcome: str = "",
    ) -> None:
        def work(connection: sa.Connection) -> str:
            row = self._desk.row(connection, who, case, change=True)
            connection.execute(sa.update(case_file).where(case_file.c.id == case).values(**values))
            if outcome:
                counted = self._desk.fact_of(connection, row)
                connection.execute(sa.update(fact).where(fact.c.id == counted).values(outcome=outcome))
            self._desk.audit.add(connection, who.name, what, row.code)
            return "done"

        self._desk.once(who, request, what, case, work)

    def _row(self, connection: sa.Connection, who: Person, case: str) -> Row:
        listed = self._desk.listed(connection, sa.and_(case_file.c.id == case, mine(who)), 1, 0)
        if not listed:
            raise NotFound("There is no such case.")
        return listed[0]


def _by_day(deadlines: Sequence[Due]) -> dict[str, int]:
    return {one.day: one.remind for one in deadlines}


def _noted(days: str | None) -> dict[str, int]:
    """The days of a case as `Desk.held` gives them."""
    pairs = [one.rpartition(":") for one in (days or "").split(",") if one]
    return {day: int(remind) for day, _, remind in pairs}
