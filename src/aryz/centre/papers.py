"""What lies with a case: notes, the client's papers, and contents that could not be saved because another was first."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from aryz.centre.desk import Desk, Found, as_bytes, as_contents
from aryz.centre.errors import NotFound, Refused
from aryz.centre.filetypes import kind_of, safe_name
from aryz.centre.models import Contents, Note, Person, Upload, Version
from aryz.centre.scanning import Scan, nothing
from aryz.centre.sealing import seal, unseal
from aryz.centre.tables import account, piece

MOST_UPLOADS = 60
MOST_BYTES = 100_000_000  # of all uploads of one case
LONGEST_NOTE = 20_000  # letters
MOST_NOTES = 1000
_KEPT_ASIDES = 20
NOTE, UPLOAD, ASIDE = "note", "upload", "aside"


class Papers:
    """Notes and uploads of cases. All is sealed with the case's key, names of files too."""

    def __init__(self, desk: Desk, scan: Scan = nothing):
        self._desk, self._scan = desk, scan

    # notes

    def add_note(self, who: Person, case: str, text: str, request: str) -> str:
        """Gives the note's id."""
        plain = text.strip()
        if not plain or len(plain) > LONGEST_NOTE:
            raise Refused("centre.note.length", f"A note has 1 to {LONGEST_NOTE} letters.")

        def work(connection: sa.Connection) -> str:
            row = self._desk.row(connection, who, case, change=True)
            if _count(connection, case, NOTE) >= MOST_NOTES:
                raise Refused("centre.note.many", "There are too many notes in this case.")
            made = put(self._desk, connection, who, case, NOTE, {"text": plain})
            self._desk.audit.add(connection, who.name, "note.add", row.code)
            return made

        return self._desk.once(who, request, "note.add", case, work)[0]

    def notes(self, who: Person, case: str) -> list[Note]:
        """The notes, the newest first."""
        return [Note(row.id, row.title or "", row.at, head["text"]) for row, head in self._listed(who, case, NOTE)]

    # uploads

    def add_upload(self, who: Person, case: str, name: str, data: bytes, request: str) -> str:
        """Keep a file of the client's; gives its id. Raises Refused for a wrong kind, malware, too large or many."""
        kind = kind_of(data)
        with self._desk.database.read() as connection:
            code = self._desk.row(connection, who, case).code
        try:
            self._scan(data)
        except Refused:
            with self._desk.database.write() as connection:
                self._desk.audit.add(connection, who.name, "upload.refused", code)
            raise
        head = {"name": safe_name(name, kind), "kind": kind}

        def work(connection: sa.Connection) -> str:
            row = self._desk.row(connection, who, case, change=True)
            ours = sa.and_(piece.c.case_id == case, piece.c.kind == UPLOAD)
            total = connection.execute(sa.select(sa.func.coalesce(sa.func.sum(piece.c.size), 0)).where(ours)).scalar()
            if _count(connection, case, UPLOAD) >= MOST_UPLOADS or int(total or 0) + len(data) > MOST_BYTES:
                raise Refused("centre.upload.many", "This case has no room for more files. Remove what is not needed.")
            made = put(self._desk, connection, who, case, UPLOAD, head, data)
            self._desk.audit.add(connection, who.name, "upload.add", row.code)
            return made

        return self._desk.once(who, request, "upload.add", case, work)[0]

    def uploads(self, who: Person, case: str) -> list[Upload]:
        """The files, the newest first."""
        rows = self._listed(who, case, UPLOAD)
        return [Upload(row.id, head["name"], head["kind"], row.size, row.title or "", row.at) for row, head in rows]

    def download(self, who: Person, case: str, upload: str) -> tuple[Upload, bytes]:
        """A file and its bytes; logged."""
        found = next((one for one in self.uploads(who, case) if one.id == upload), None)
        if found is None:
            raise NotFound("There is no such file.")
        with self._desk.database.read() as connection:
            row = self._desk.row(connection, who, case)
            data = body_of(self._desk, connection, case, UPLOAD, upload)
        with self._desk.database.write() as connection:
            self._desk.audit.add(connection, who.name, "upload.open", row.code)
        return found, data

    def remove(self, who: Person, case: str, one: str, request: str) -> None:
        """Take out a note, a file or contents set aside."""

        def work(connection: sa.Connection) -> str:
            row = self._desk.row(connection, who, case, change=True)
            ours = sa.delete(piece).where(piece.c.id == one, piece.c.case_id == case)
            if connection.execute(ours.where(piece.c.kind.in_((NOTE, UPLOAD, ASIDE)))).rowcount != 1:
                raise NotFound("It was removed already.")
            self._desk.audit.add(connection, who.name, "piece.remove", row.code)
            return "done"

        self._desk.once(who, request, "piece.remove", case, work)

    # set aside

    def asides(self, who: Person, case: str) -> list[tuple[str, Version]]:
        """Contents that were set aside, the newest first, with their ids; `number` = the version that stood then."""
        rows = self._listed(who, case, ASIDE)
        return [(row.id, Version(head["after"], row.title or "", row.at)) for row, head in rows]

    def aside(self, who: Person, case: str, one: str) -> Contents:
        """What was set aside; logged as an opening is."""
        with self._desk.database.read() as connection:
            code = self._desk.row(connection, who, case).code
        self._desk.audit.opened(who.name, code)
        with self._desk.database.read() as connection:
            return as_contents(body_of(self._desk, connection, case, ASIDE, one))

    def _listed(self, who: Person, case: str, kind: str) -> list[tuple[Found, dict[str, Any]]]:
        with self._desk.database.read() as connection:
            self._desk.row(connection, who, case)
            return heads(self._desk, connection, case, kind)


def put(
    desk: Desk,
    connection: sa.Connection,
    who: Person,
    case: str,
    kind: str,
    head: dict[str, Any],
    data: bytes | None = None,
) -> str:
    """Add a piece to a case whose row this change holds; gives its id."""
    one, key = uuid.uuid4().hex, desk.key(connection, case)
    last = connection.execute(sa.select(sa.func.max(piece.c.rank)).where(piece.c.case_id == case)).scalar()
    row = {
        "id": one,
        "case_id": case,
        "kind": kind,
        "by": who.id,
        "at": desk.clock.now(),
        "rank": (last or 0) + 1,
        "size": len(data or b""),
        "head": seal(key, json.dumps(head).encode(), kind, "head", case, one),
        "body": None if data is None else seal(key, data, kind, "body", case, one),
    }
    connection.execute(sa.insert(piece).values(row))
    return one


def heads(desk: Desk, connection: sa.Connection, case: str, kind: str) -> list[tuple[Found, dict[str, Any]]]:
    """What lists show of a case's pieces, the newest first, and who added them (`title`)."""
    columns = (piece.c.id, piece.c.at, piece.c.size, piece.c.head, account.c.title)
    wanted = sa.select(*columns).outerjoin(account, account.c.id == piece.c.by)
    wanted = wanted.where(piece.c.case_id == case, piece.c.kind == kind).order_by(piece.c.rank.desc())
    key = desk.key(connection, case)
    rows: Sequence[Any] = connection.execute(wanted).all()
    return [(row, json.loads(unseal(key, row.head, kind, "head", case, row.id))) for row in rows]


def body_of(desk: Desk, connection: sa.Connection, case: str, kind: str, one: str) -> bytes:
    """What is in a piece; raises NotFound."""
    ours = sa.and_(piece.c.id == one, piece.c.case_id == case, piece.c.kind == kind)
    body = connection.execute(sa.select(piece.c.body).where(ours)).scalar()
    if body is None:
        raise NotFound("It was removed.")
    return unseal(desk.key(connection, case), body, kind, "body", case, one)


def set_aside(desk: Desk, connection: sa.Connection, who: Person, case: str, contents: Contents) -> None:
    """Keep contents that lost: the case's row is held. Of very many only the newest stay."""
    row = desk.row(connection, who, case)
    put(desk, connection, who, case, ASIDE, {"after": row.version}, as_bytes(contents))
    newest = sa.select(piece.c.id).where(piece.c.case_id == case, piece.c.kind == ASIDE)
    kept = newest.order_by(piece.c.rank.desc()).limit(_KEPT_ASIDES).subquery()
    old = sa.delete(piece).where(piece.c.case_id == case, piece.c.kind == ASIDE)
    connection.execute(old.where(piece.c.id.not_in(sa.select(kept.c.id))))


def _count(connection: sa.Connection, case: str, kind: str) -> int:
    counted = sa.select(sa.func.count()).where(piece.c.case_id == case, piece.c.kind == kind)
    return int(connection.execute(counted).scalar_one())
