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
    centre.cases                              `cases.py`; `who` is always a Person, `request` an id of the form sent
        .create(who, contents, request, facts=None)    → Case
        .open(who, id)                        → Case; logged. NotFound also for another's case
        .row(who, id), .find(who, code="", interview="", state="", until="")    → Row, without contents
        .save(who, id, contents, expected, request, facts=None, deadlines=None) → new version number; Conflict
        .versions(who, id), .version(who, id, number)  → Contents of then
        .lock(who, id, take_over=False), .unlock(who, id)      → Lock, or Locked
        .set_state(who, id, state, request), .hand_over(who, id, to, request), .colleagues(who)
    centre.papers                             `papers.py`: .add_note, .notes, .add_upload, .uploads, .download, .remove,
                                              .asides (contents that lost a Conflict: nothing is thrown away)
    centre.care                               `care.py`: .agree, .withdraw, .consents, .keep_until, .warnings,
                                              .erase_due, .export, .erase
    centre.feed                               `feed.py`: .renew(who) → secret token, .stop(who), .calendar(token) → .ics
    centre.counts                             `counts.py`: .report(who, year) → tables with small cells hidden;
                                              facts_of(contents, …); as_csv, as_xlsx
    centre.audit                              `audit.py`: .check(), .rows(…)

What can go wrong is in `errors.py` and is an AryzError: each has a message and the `key` of a text for pages.
Calls block (database, Argon2id): pages run them in a thread.
"""
