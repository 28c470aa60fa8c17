"""What editors write for the consultants' server: what is usual (`kb/unusual.yml`), and the text of consent
(`kb/consent.yml`). It is read without the server's libraries, so that `aryz check` needs none of them.
"""

from __future__ import annotations

from typing import NamedTuple

from aryz import yamlfile
from aryz.diagnostics import Findings
from aryz.project import Project
from aryz.reader import Reader

# entries of the log of which many within an hour may mean something: `audit.add` in `aryz.centre` writes them
COUNTED = (
    *("case.open", "case.save", "case.create", "case.export", "case.erase", "case.hand-over", "case.take-over"),
    *("upload.add", "upload.open", "upload.refused", "note.add", "login", "login.wrong", "code.wrong", "refused"),
    *("user.add", "user.reset", "user.disable", "user.vouch", "user.password", "user.telephone", "user.recovery"),
    *("consent.given", "consent.withdrawn", "session.end", "session.end-all"),
)
BY_NETWORK = ("login.wrong", "code.wrong", "login")  # entries that say from where


class Usual(NamedTuple):
    """More entries `what` than so many within an hour, of one person or of one network, are unusual."""

    what: str
    more_than: int
    by_network: bool


def read_usual(project: Project, findings: Findings) -> list[Usual]:
    path = project.kb / "unusual.yml"
    said = Reader(yamlfile.load_map(path), path, findings)
    said.known(["person", "network"])
    made = []
    for key, entries, by_network in (("person", COUNTED, False), ("network", BY_NETWORK, True)):
        kind = said.map(key)
        if kind is not None:
            kind.known(entries)
            made += [Usual(str(what), kind.count(what), by_network) for what in kind.data]
    return made


def read_consents(project: Project, findings: Findings) -> dict[str, dict[str, str]]:
    """The texts by version and language, the newest last."""
    path = project.kb / "consent.yml"
    said = Reader(yamlfile.load_map(path), path, findings)
    if not said.data:
        findings.add(
            "consent.version", said.place(), "there is no text of consent.", "Add a version, such as «2026-11:»."
        )
    made = {}
    for version in map(str, said.data):
        row = said.map(version)
        if row is not None:
            row.known(project.languages)
            made[version] = project.written({one: row.text(one, required=True) for one in project.languages})
    return made
