"""The tables. In plain text stand only code names, interviews, states, days and who did what; all contents are sealed.

They change by migrations only (`migrations/versions`); a test compares the two.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()
_Id = sa.String(40)
_Time = sa.BigInteger  # whole seconds since 1970


def _own_case(key: bool = False) -> sa.Column[str]:
    """The case a row belongs to; it goes with the case."""
    target = sa.ForeignKey("case_file.id", ondelete="CASCADE")
    return sa.Column("case_id", _Id, target, primary_key=key, nullable=False, index=not key)


master = sa.Table(
    "master",  # the master keys by their ids; never the keys themselves
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("kind", sa.String(12), nullable=False),  # file | passphrase
    sa.Column("how", sa.Text, nullable=False),  # JSON: salt and parameters of the passphrase
    sa.Column("made", _Time, nullable=False),
    sa.Column("current", sa.Boolean, nullable=False),
)

sealed_key = sa.Table(
    "sealed_key",  # the key of one case or account, sealed by a master key; without its row the contents are gone
    metadata,
    sa.Column("owner", sa.String(60), primary_key=True),
    sa.Column("master", sa.String(16), sa.ForeignKey("master.id"), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

account = sa.Table(
    "account",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("name", sa.String(60), nullable=False, unique=True),
    sa.Column("title", sa.String(120), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("made", _Time, nullable=False),
    sa.Column("password", sa.Text),
    sa.Column("secret", sa.LargeBinary),  # of the second factor, sealed
    sa.Column("last_step", sa.BigInteger, nullable=False),  # of the last code used: each is taken once
    sa.Column("invitation", sa.String(64)),
    sa.Column("invited_until", _Time, nullable=False),
    sa.Column("feed", sa.String(64), unique=True),  # hash of the calendar's token
    sa.Column("vouched", sa.Boolean, nullable=False, server_default=sa.true()),  # False: no cases until it is
)

notice = sa.Table(
    "notice",  # what happened to an account, until its person says that it was read
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("account_id", _Id, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("at", _Time, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("about", sa.String(120), nullable=False),
)

browser = sa.Table(
    "browser",  # from which kinds of browsers and wider networks an account was used
    metadata,
    sa.Column("account_id", _Id, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("seen", _Time, nullable=False),
)

recovery = sa.Table(
    "recovery",
    metadata,
    sa.Column("account_id", _Id, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("hash", sa.String(64), primary_key=True),
)

attempt = sa.Table(
    "attempt",  # wrong tries by account and network
    metadata,
    sa.Column("pair", sa.String(64), primary_key=True),
    sa.Column("fails", sa.Integer, nullable=False),
    sa.Column("until", _Time, nullable=False),
    sa.Column("last", _Time, nullable=False, index=True),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("account_id", _Id, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("network", sa.String(60), nullable=False),
    sa.Column("began", _Time, nullable=False),
    sa.Column("seen", _Time, nullable=False),
    sa.Column("boot", sa.String(40), nullable=False),
    sa.Column("ticks", _Time, nullable=False),
    sa.Column("age", _Time, nullable=False),
)

case_file = sa.Table(
    "case_file",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    sa.Column("code", sa.String(60), nullable=False, unique=True),
    sa.Column("interview", sa.String(80), nullable=False),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("owner", _Id, sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created", _Time, nullable=False),
    sa.Column("changed", _Time, nullable=False),
    sa.Column("erase_on", sa.String(10), nullable=False, index=True),
    sa.Column("warned", sa.String(10), nullable=False),  # the day on which its erasure was first announced
    sa.Column("editor", _Id),
    sa.Column("edited_until", _Time, nullable=False),
    sa.Column("fact_link", sa.LargeBinary),  # the id of what is counted of it, sealed
)

version = sa.Table(
    "version",
    metadata,
    _own_case(key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("by", _Id, nullable=False),
    sa.Column("at", _Time, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

piece = sa.Table(
    "piece",  # notes, uploads, consents, and contents set aside in a conflict
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _own_case(),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("by", _Id, nullable=False),
    sa.Column("at", _Time, nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),  # what lists show, sealed
    sa.Column("body", sa.LargeBinary),
)

due = sa.Table(
    "due",
    metadata,
    _own_case(key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("remind", sa.Integer, nullable=False),
)

request = sa.Table(
    "request",  # writes that were done, by the id that the form carried: a repeated one gives the first's answer
    metadata,
    sa.Column("account_id", _Id, primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("case_id", _Id, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("at", _Time, nullable=False, index=True),
)

fact = sa.Table(
    "fact",  # what is counted; which case it is of is sealed in the case
    metadata,
    sa.Column("id", _Id, primary_key=True),
    *(
        sa.Column(name, sa.String(80), nullable=False)
        for name in ("interview", "topic", "region", "citizenship", "sex", "age", "language", "outcome")
    ),
    sa.Column("month", sa.String(7), nullable=False, index=True),
    sqlite_with_rowid=False,  # in the order of the random ids, not of entry
)

missed_mark = sa.Table(
    "missed_mark",  # a word of a search that found nothing, and who searched, both as marks until several people did
    metadata,
    sa.Column("word", sa.String(64), primary_key=True),
    sa.Column("asker", sa.String(64), primary_key=True),
    sa.Column("month", sa.String(7), nullable=False),
    sqlite_with_rowid=False,  # in the order of the marks, not of entry
)

missed_word = sa.Table(
    "missed_word",  # words that several people searched for in vain
    metadata,
    sa.Column("term", sa.String(80), primary_key=True),
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("word", sa.String(40), nullable=False),
    sa.Column("searches", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", _Time, nullable=False),
    sa.Column("who", sa.String(60), nullable=False),
    sa.Column("what", sa.String(120), nullable=False),
    sa.Column("code", sa.String(60), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

audit_head = sa.Table(
    "audit_head",  # one row: the last number and hash; its lock puts writers in a line
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)
sa.Index("audit_who_code", audit.c.who, audit.c.code, audit.c.at)
sa.Index("audit_at", audit.c.at)
