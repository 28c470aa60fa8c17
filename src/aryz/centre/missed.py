"""Words of searches that found nothing, for the synonyms: only where the centre switched it on.

A word is kept only after several people searched with it, with the month and a number, and without anything else of
the search. Until then two marks stand for it (HMAC with a key that the master key seals): of the word, and of who
searched with it, another for each word. Who has the disk reads neither; switching off destroys the key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from aryz.centre.desk import Desk
from aryz.centre.errors import Forbidden, NotFound
from aryz.centre.models import ADMINISTRATOR, STATISTICS, Person
from aryz.centre.tables import missed_mark, missed_word, sealed_key

WIDE = 3  # people who must have searched with a word before it is kept
KEPT = 12  # months
MOST = 20_000  # marks that wait: a programme that searches for nonsense does not fill the disk
SWITCH = frozenset({STATISTICS, ADMINISTRATOR})
_OWNER = "searches"  # whose key it is, among those of cases and accounts


@dataclass(frozen=True)
class Missed:
    """A word that was searched for and not found: how often, and in which month last."""

    word: str
    language: str
    searches: int
    month: str


class MissedWords:
    """What is kept of searches that found nothing."""

    def __init__(self, desk: Desk):
        self._desk = desk

    def on(self) -> bool:
        """Whether the centre wants it."""
        with self._desk.database.read() as connection:
            return (
                connection.execute(sa.select(sealed_key.c.owner).where(sealed_key.c.owner == _OWNER)).first()
                is not None
            )

    def today(self) -> str:
        return self._desk.clock.today()

    def switch(self, who: Person, on: bool) -> None:
        """Begin to keep words, or stop. What waits is forgotten then; words that were kept stay until `clear`."""
        _may_switch(who)
        if self.on() == on:
            return
        with self._desk.database.write() as connection:
            self._desk.database.lock(connection, 7404)
            self._desk.vault.destroy(connection, _OWNER)
            connection.execute(sa.delete(missed_mark))
            if on:
                self._desk.vault.make(connection, _OWNER)
            self._desk.audit.add(connection, who.name, "search.on" if on else "search.off")

    def clear(self, who: Person) -> None:
        """Forget all words and marks."""
        _may_switch(who)
        with self._desk.database.write() as connection:
            connection.execute(sa.delete(missed_mark))
            connection.execute(sa.delete(missed_word))
            self._desk.audit.add(connection, who.name, "search.clear")

    def note(self, words: Mapping[str, str], asker: str) -> None:
        """Note the words (by their terms, such as ru:крипт) of one search. asker: whoever searched, in any form."""
        if not words or not self.on():
            return
        with self._desk.database.write() as connection:
            try:
                key = self._desk.vault.key(connection, _OWNER)
            except NotFound:  # switched off meanwhile
                return
            for term, word in sorted(words.items()):
                self._note(connection, key, term, word, asker)

    def _note(self, connection: sa.Connection, key: bytes, term: str, word: str, asker: str) -> None:
        month = self._desk.clock.today()[:7]
        kept = connection.execute(sa.select(missed_word.c.word).where(missed_word.c.term == term).limit(1)).scalar()
        if kept is not None:
            self._count(connection, term, month, kept, 1)
            return
        marks = sa.select(sa.func.count()).select_from(missed_mark)
        if connection.execute(marks).scalar_one() >= MOST:
            return
        mark = _mark(key, "word", term)
        fresh = {"word": mark, "asker": _mark(key, "asker", term, asker), "month": month}
        added = sa.text("INSERT INTO missed_mark VALUES (:word, :asker, :month) ON CONFLICT DO NOTHING")
        connection.execute(added, fresh)
        askers = connection.execute(marks.where(missed_mark.c.word == mark)).scalar_one()
        if askers >= WIDE:
            connection.execute(sa.delete(missed_mark).where(missed_mark.c.word == mark))
            self._count(connection, term, month, word, askers)

    @staticmethod
    def _count(connection: sa.Connection, term: str, month: str, word: str, searches: int) -> None:
        row = {"term": term, "month": month, "word": word, "searches": searches}
        added = sa.text(
            "INSERT INTO missed_word (term, month, word, searches) VALUES (:term, :month, :word, :searches) "
            "ON CONFLICT (term, month) DO UPDATE SET searches = missed_word.searches + excluded.searches"
        )
        connection.execute(added, row)

    def words(self, who: Person | None = None, year: int | None = None) -> list[Missed]:
        """The words of months that are over, those searched for most first. who: None for the command line."""
        if who is not None and not who.reads_counts:
            raise Forbidden("Your role does not see the counts.")
        table = missed_word.c
        over = sa.and_(
            table.month < self._desk.clock.today()[:7], table.month.startswith(f"{year:04d}-" if year else "")
        )
        number, last = sa.func.sum(table.searches), sa.func.max(table.month)
        wanted = sa.select(
            table.term, sa.func.min(table.word).label("word"), number.label("number"), last.label("last")
        )
        wanted = wanted.where(over).group_by(table.term).order_by(number.desc(), table.term)
        with self._desk.database.read() as connection:
            return [Missed(r.word, r.term[:2], int(r.number), r.last) for r in connection.execute(wanted)]

    def tidy(self) -> None:
        """Forget what is older than a year: marks that never became a word, and words."""
        year, month = map(int, self._desk.clock.today()[:7].split("-"))
        oldest = f"{year - KEPT // 12:04d}-{month:02d}"
        with self._desk.database.write() as connection:
            for table in (missed_mark, missed_word):
                connection.execute(sa.delete(table).where(table.c.month < oldest))


def _may_switch(who: Person) -> None:
    if who.role not in SWITCH:
        raise Forbidden("Only an administrator or an editor of statistics switches this.")


def _mark(key: bytes, *said: str) -> str:
    return hmac.new(key, "\0".join(said).encode(), hashlib.sha256).hexdigest()
