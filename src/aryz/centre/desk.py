"""What all work on cases shares: whose case it is, its key, and writes that may be sent twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from aryz.centre.audit import OPENED_AGAIN, Audit
from aryz.centre.clock import Clock
from aryz.centre.database import Database
from aryz.centre.errors import Forbidden, NotFound, Refused, Waiting
from aryz.centre.models import LAWYER, Case, Contents, Lock, Person, Row
from aryz.centre.questions import holding, listing, opening
from aryz.centre.sealing import unseal
from aryz.centre.tables import case_file, request, version
from aryz.centre.vault import Vault

LEASE = 10 * 60  # seconds for which an edit lock holds without a sign of life

Found = sa.Row[Any]


@dataclass(frozen=True)
class Desk:
    """The means of one centre."""

    database: Database
    vault: Vault
    audit: Audit
    clock: Clock

    # whose case

    def row(self, connection: sa.Connection, who: Person, case: str, change: bool = False) -> Found:
        """The case's row, if this person may see it; raises NotFound, Forbidden. change: hold it until the end."""
        wanted = sa.select(case_file).where(case_file.c.id == case, mine(who))
        found = connection.execute(wanted.with_for_update() if change else wanted).first()
        if found is None:
            raise NotFound("There is no such case.")
        return found

    def listed(self, connection: sa.Connection, wanted: sa.ColumnElement[bool], limit: int, skip: int) -> list[Row]:
        """Cases as lists show them: those with the nearest day first, then the last changed."""
        columns, joined, upcoming = listing(self.clock.today())
        order = (upcoming.is_(None), upcoming, case_file.c.changed.desc(), case_file.c.code)
        chosen = sa.select(*columns).select_from(joined).where(wanted).order_by(*order).limit(limit).offset(skip)
        now = self.clock.now()
        return [_shown(one, now) for one in connection.execute(chosen)]

    # contents

    def key(self, connection: sa.Connection, case: str) -> bytes:
        return self.vault.key(connection, vault_name(case))

    def contents(self, connection: sa.Connection, case: str, number: int) -> Contents:
        """What a version says; raises NotFound, Damaged."""
        wanted = sa.select(version.c.body).where(version.c.case_id == case, version.c.number == number)
        body = connection.execute(wanted).scalar()
        if body is None:
            raise NotFound("There is no such version.")
        return as_contents(unseal(self.key(connection, case), body, "version", case, number))

    def case(self, connection: sa.Connection, who: Person, case: str) -> tuple[Case, bool]:
        """The case as it stands, and whether this person opened it within the last hour."""
        now, key = self.clock.now(), vault_name(case)
        more = {"today": self.clock.today(), "name": who.name, "since": now - OPENED_AGAIN, "now": now}
        row = connection.execute(opening(sees_all(who)), {"case": case, "key": key, "who": who.id, **more}).first()
        if row is None or row.body is None:
            raise NotFound("There is no such case.")
        body = unseal(self.vault.opened(row, key), row.body, "version", case, row.version)
        return Case(_shown(row, now), as_contents(body)), bool(row.lately)

    def held(self, connection: sa.Connection, who: Person, case: str) -> Found:
        """The case's row, held until the end of the change, with its key, its days and the title of who edits it."""
        given = {"case": case, "key": vault_name(case), "who": who.id}
        found = connection.execute(holding(sees_all(who)), given).first()
        if found is None:
            raise NotFound("There is no such case.")
        return found

    def fact_of(self, connection: sa.Connection, row: Found, key: bytes | None = None) -> str:
        """The id of what is counted of a case, or "". key: the case's, where it is known already."""
        if row.fact_link is None:
            return ""
        return unseal(key or self.key(connection, row.id), row.fact_link, "fact", row.id).decode()

    # writes

    def once(
        self, who: Person, form: str, action: str, case: str, work: Callable[[sa.Connection], str], likely: str = ""
    ) -> tuple[str, bool]:
        """Do the work as one change and remember its answer by the id of the form; a repeated form gets that answer and
        nothing is done. Gives the answer and whether it was done now. likely: the answer that is expected, which then
        need not be written again.
        """
        if not 0 < len(form) <= 64:
            raise Refused("centre.form.used", "The form has no id, or a wrong one. Load the page again.")
        with self.database.write() as connection:
            fresh = {"account_id": who.id, "id": form, "action": action, "case_id": case, "answer": likely}
            # of two at once the second waits here until the first is done
            claimed = sa.text(
                "INSERT INTO request (account_id, id, action, case_id, answer, at) "
                "VALUES (:account_id, :id, :action, :case_id, :answer, :at) ON CONFLICT DO NOTHING"
            )
            mine_now = connection.execute(claimed, {**fresh, "at": self.clock.now()}).rowcount == 1
            this = sa.and_(request.c.account_id == who.id, request.c.id == form)
            if not mine_now:
                earlier = connection.execute(sa.select(request).where(this)).one()
                if (earlier.action, earlier.case_id) != (action, case):
                    raise Refused("centre.form.used", "This form was used for something else. Load the page again.")
                return str(earlier.answer), False
            answer = work(connection)
            if answer != likely:
                connection.execute(sa.update(request).where(this).values(answer=answer))
            return answer, True


def mine(who: Person) -> sa.ColumnElement[bool]:
    """The cases a person may see; raises Forbidden for roles that see none."""
    return sa.true() if sees_all(who) else case_file.c.owner == who.id


def sees_all(who: Person) -> bool:
    """Whether a person sees all cases, or their own; raises Forbidden for roles that see none."""
    if not who.reads_cases:
        raise Forbidden("Your role opens no cases.")
    if not who.vouched:
        raise Waiting("A lawyer has to say first that it is you who works with this account.")
    return who.role == LAWYER


def lock_of(row: Found, title: str, now: int) -> Lock | None:
    """The lock of a case's row, while its lease runs. A lease longer than any: the clock was set back meanwhile."""
    if row.editor is None or not now < row.edited_until <= now + LEASE:
        return None
    return Lock(row.editor, title, row.edited_until)


def vault_name(case: str) -> str:
    return f"case:{case}"


def as_bytes(contents: Contents) -> bytes:
    plain = asdict(contents) | {"faulty": sorted(contents.faulty)}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def as_contents(data: bytes) -> Contents:
    plain: dict[str, Any] = json.loads(data)
    return Contents(**{**plain, "faulty": set(plain["faulty"])})


def _shown(one: Found, now: int) -> Row:
    return Row(
        id=one.id,
        code=one.code,
        interview=one.interview,
        language=one.language,
        state=one.state,
        deadline=one.next_day or "",
        owner=one.owner,
        owner_title=one.owner_title,
        version=one.version,
        created=one.created,
        changed=one.changed,
        erase_on=one.erase_on,
        lock=lock_of(one, one.editor_title or "", now),
    )
