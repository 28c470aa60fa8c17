"""What a client may ask for, and what happens by itself: consent, a copy of all, erasure; erasure after its term."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict

import sqlalchemy as sa

from aryz.centre.clock import written
from aryz.centre.desk import Desk, Found, as_contents, mine, sees_all, vault_name
from aryz.centre.errors import Refused
from aryz.centre.models import Consent, Contents, Person, Row
from aryz.centre.papers import NOTE, UPLOAD, body_of, heads, put
from aryz.centre.questions import last_piece
from aryz.centre.sealing import unseal
from aryz.centre.tables import case_file, due, fact, piece, request, version
from aryz.plan import days

WARNING = 14  # days between the announcement of an erasure and the erasure
LONGEST_KEPT = 5 * 365  # days ahead for which a case may be kept
CONSENT = "consent"
_REQUESTS_KEPT = 7 * 24 * 3600  # seconds


class Care:
    """Consent, export and erasure."""

    def __init__(self, desk: Desk):
        self._desk = desk

    # consent

    def agree(self, who: Person, case: str, text: str, language: str, request: str, given: bool = True) -> None:
        """Record that the client agreed; text: the version of what was read to them; given=False: took it back."""

        def work(connection: sa.Connection) -> str:
            row = self._desk.row(connection, who, case, change=True)
            put(self._desk, connection, who, case, CONSENT, {"text": text, "language": language, "given": given})
            what = "consent.given" if given else "consent.withdrawn"
            self._desk.audit.add(connection, who.name, what, row.code)
            return "done"

        self._desk.once(who, request, "consent", case, work)

    def consents(self, who: Person, case: str) -> list[Consent]:
        """What was agreed to and taken back, the newest first."""
        with self._desk.database.read() as connection:
            self._desk.row(connection, who, case)
            rows = heads(self._desk, connection, case, CONSENT)
        return [Consent(h["text"], h["language"], row.title or "", row.at, h["given"]) for row, h in rows]

    def agreed(self, who: Person, case: str) -> bool:
        """Whether the client's last word on it was yes: asked with every answer, so in one question."""
        desk, key = self._desk, vault_name(case)
        with desk.database.read() as connection:
            given = {"case": case, "key": key, "who": who.id, "kind": CONSENT}
            row = connection.execute(last_piece(sees_all(who)), given).first()
        if row is None:
            return False
        head = unseal(desk.vault.opened(row, key), row.head, CONSENT, "head", case, row.id)
        return bool(json.loads(head)["given"])

    # how long

    def keep_until(self, who: Person, case: str, day: str, request: str) -> None:
        """Set the day on which the case is erased by itself: from tomorrow until in five years."""
        today = self._desk.clock.today()
        if not days.is_day(day) or not today < day <= days.add(today, LONGEST_KEPT):
            raise Refused("centre.case.keep", "The day of erasure is from tomorrow on and within five years.")

        def work(connection: sa.Connection) -> str:
            row = self._desk.row(connection, who, case, change=True)
            # who sets a nearer day knows of it; a later one is announced in its time
            warned = days.add(day, -WARNING) if day <= row.erase_on else ""
            connection.execute(sa.update(case_file).where(case_file.c.id == case).values(erase_on=day, warned=warned))
            self._desk.audit.add(connection, who.name, f"case.keep {day}", row.code)
            return "done"

        self._desk.once(who, request, f"case.keep {day}", case, work)

    def warnings(self, who: Person) -> list[Row]:
        """This person's cases that are erased by themselves within two weeks."""
        soon = case_file.c.erase_on <= days.add(self._desk.clock.today(), WARNING)
        with self._desk.database.read() as connection:
            return self._desk.listed(connection, sa.and_(soon, mine(who)), 200, 0)

    def erase_due(self) -> list[str]:
        """Erase what is due, announce what soon will be; gives the code names erased. To be run daily.

        Nothing is erased that was not announced two weeks before: a clock set forward erases nothing at once.
        """
        today = self._desk.clock.today()
        with self._desk.database.write() as connection:
            soon = sa.and_(case_file.c.erase_on <= days.add(today, WARNING), case_file.c.warned == "")
            connection.execute(sa.update(case_file).where(soon).values(warned=today))
            over = sa.and_(case_file.c.warned != "", case_file.c.warned <= days.add(today, -WARNING))
            wanted = sa.select(case_file).where(case_file.c.erase_on <= today, over)
            rows = connection.execute(wanted.order_by(case_file.c.id).with_for_update()).all()
            for row in rows:
                self._erase(connection, row, "the term", forget=False)
            old = request.c.at < self._desk.clock.now() - _REQUESTS_KEPT
            connection.execute(sa.delete(request).where(old))
        if rows:
            self._desk.database.sweep()
        return [row.code for row in rows]

    # a copy, and the end

    def answers(self, who: Person, case: str) -> Contents:
        """The answers as they stand, to go with the client as a file; the log notes a copy."""
        with self._desk.database.read() as connection:
            found, _ = self._desk.case(connection, who, case)
        with self._desk.database.write() as connection:
            self._desk.audit.add(connection, who.name, "case.export", found.row.code)
        return found.contents

    def export(self, who: Person, case: str, more: Mapping[str, bytes] | None = None) -> bytes:
        """All that is kept of the client, in the clear, as a ZIP for the client. more: files that the pages add."""
        with self._desk.database.read() as connection:
            row = self._desk.row(connection, who, case)
            made = self._copy(connection, row, more or {})
        with self._desk.database.write() as connection:
            self._desk.audit.add(connection, who.name, "case.export", row.code)
        return made

    def _copy(self, connection: sa.Connection, row: Found, more: Mapping[str, bytes]) -> bytes:
        desk, key = self._desk, self._desk.key(connection, row.id)
        bodies = connection.execute(sa.select(version).where(version.c.case_id == row.id).order_by(version.c.number))
        versions = [
            {
                "version": one.number,
                "saved": written(one.at),
                **_plain(unseal(key, one.body, "version", row.id, one.number)),
            }
            for one in bodies
        ]
        told = {
            "code": row.code,
            "state": row.state,
            "begun": written(row.created),
            "erased_on": row.erase_on,
            "days": list(connection.execute(sa.select(due.c.day).where(due.c.case_id == row.id)).scalars()),
            "consents": [{**head, "at": written(one.at)} for one, head in heads(desk, connection, row.id, CONSENT)],
            "notes": [{**head, "at": written(one.at)} for one, head in heads(desk, connection, row.id, NOTE)],
            "versions": versions,
        }
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "case.json", json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
            )
            for number, (one, head) in enumerate(heads(desk, connection, row.id, UPLOAD), 1):
                data = body_of(desk, connection, row.id, UPLOAD, one.id)
                archive.writestr(f"files/{number}-{head['name']}", data)
            for name, data in more.items():
                archive.writestr(name, data)
        return packed.getvalue()

    def erase(self, who: Person, case: str, request: str, forget: bool = True) -> None:
        """Erase a case for good, its key first. forget: take it out of the counts too; otherwise its coarse facts stay,
        with no link to anything.
        """

        def work(connection: sa.Connection) -> str:
            row = self._desk.row(connection, who, case, change=True)
            self._erase(connection, row, who.name, forget)
            return "done"

        if self._desk.once(who, request, "case.erase", case, work)[1]:
            self._desk.database.sweep()

    def _erase(self, connection: sa.Connection, row: Found, who: str, forget: bool) -> None:
        counted = self._desk.fact_of(connection, row)
        self._desk.vault.destroy(connection, vault_name(row.id))
        for table in (version, piece, due):
            connection.execute(sa.delete(table).where(table.c.case_id == row.id))
        connection.execute(sa.delete(case_file).where(case_file.c.id == row.id))
        connection.execute(sa.delete(request).where(request.c.case_id == row.id, request.c.action != "case.erase"))
        if forget:
            connection.execute(sa.delete(fact).where(fact.c.id == counted))
        self._desk.audit.add(connection, who, "case.erase", row.code)


def _plain(data: bytes) -> dict[str, object]:
    """The contents as a copy shows them: what was answered and typed."""
    plain = asdict(as_contents(data))
    return {name: plain[name] for name in ("interview", "language", "answers", "drafts", "asked_in")}
