"""The consultants' office without its pages: people, encrypted cases, log, counts. No HTTP here; pages stand on top.

    centre = open_centre()                    settings from the environment (`settings.py`); Unavailable, NoKey
    centre.people                             `people.py`, `sessions.py`
        .invite(name, title, role, by)        → one-time code; .reset, .disable, .everyone, .find(name)
        .enrol(name, code, network)           → Enrolment(secret, uri): the first page after an invitation
        .finish(name, code, password, totp, network)   → recovery codes, shown once
        .login(name, password, code, network, old="")  → token for the cookie; TooMany, Unknown. Always a new token
        .session(token)                       → Session | None (idle 30 min, absolute 12 h); touches it
        .logout(token), .sessions(person), .end(person, session id), .end_all(person)
        .change_password(person, old, new, network), .new_recovery_codes(person, password, network)
        .prove(person, code, network)         a fresh code before something grave; Refused (`ownaccount.py`)
        .begin_telephone, .finish_telephone   another telephone in place of the old one
        .waiting(lawyer), .vouch(name, lawyer)         accounts that open no case until a lawyer says who it is
    centre.notices                            `notices.py`: .unread(person), .read(person, ids): what happened to it
    centre.cases                              `cases.py`; `who` is always a Person, `request` an id of the form sent
        .create(who, contents, request, facts=None)    → Case
        .open(who, id)                        → Case; logged. NotFound also for another's case
        .read(who, id)                        → Row; logged, for who will read notes or names of papers
        .row(who, id), .find(who, code="", interview="", state="", until="")    → Row, without contents
        .save(who, id, contents, expected, request, facts=None, deadlines=None) → new version number; Conflict
        .versions(who, id), .version(who, id, number)  → Contents of then
        .lock(who, id, take_over=False), .unlock(who, id)      → Lock, or Locked
        .set_state(who, id, state, request), .hand_over(who, id, to, request), .colleagues(who)
    centre.papers                             `papers.py`: .add_note, .notes, .add_upload, .uploads, .download, .remove,
                                              .asides (contents that lost a Conflict: nothing is thrown away)
    centre.care                               `care.py`: .agree (and taken back), .consents, .keep_until, .warnings,
                                              .erase_due, .export, .erase
    centre.feed                               `feed.py`: .renew(who) → secret token, .stop(who), .calendar(token) → .ics
    centre.counts                             `counts.py`: .years(who), .report(who, year), .crossed(who, year, a, b):
                                              tables with small cells hidden; as_csv, as_xlsx (`countsheets.py`).
                                              facts_of(contents, topics, today), topics_of: what create and save take
    centre.missed                             `missed.py`: .on, .switch, .note(words, asker), .words(who, year), .clear:
                                              words of searches that found nothing
    centre.audit                              `audit.py`: .check(), .rows(…)
    centre.watch                              `unusual.py`: .unusual(rules): what was done too often within an hour

What can go wrong is in `errors.py` and is an AryzError: each has a message and the `key` of a text for pages.
Calls block (database, Argon2id): pages run them in a thread.
"""

from aryz.centre.centre import Centre, open_centre, put_together
from aryz.centre.countsheets import Words, as_csv, as_xlsx, by_name
from aryz.centre.facts import facts_of, topics_of
from aryz.centre.models import Case, Contents, Due, Facts, Person, Row, Session
from aryz.centre.ownaccount import Enrolment
from aryz.centre.settings import Settings

__all__ = [
    "Case",
    "Centre",
    "Contents",
    "Due",
    "Enrolment",
    "Facts",
    "Person",
    "Row",
    "Session",
    "Settings",
    "Words",
    "as_csv",
    "as_xlsx",
    "by_name",
    "facts_of",
    "open_centre",
    "put_together",
    "topics_of",
]
