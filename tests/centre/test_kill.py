"""A server killed while it saves: what was confirmed is there, and nothing is there by half."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from aryz.centre import put_together
from aryz.centre.database import Database
from aryz.centre.keys import FileKeys
from tests.centre.conftest import Office, contents, form, quick
from tests.centre.killed import answers

ROOT = Path(__file__).resolve().parent.parent.parent


def kill_while_saving(office: Office, times: int, dice: random.Random) -> int:
    """Kill a saving process so often, and look at the case each time; gives how many saves were confirmed."""
    who = office.person("aigul")
    case = office.centre.cases.create(who, contents(**answers(1)), form()).id
    office.centre.close()
    confirmed = 1
    for _ in range(times):
        command = [sys.executable, "-m", "tests.centre.killed", office.url, str(office.key_file), case, who.name]
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        first = child.stdout.readline()  # it is at work
        time.sleep(dice.uniform(0, 0.05))
        child.send_signal(signal.SIGKILL)
        said = [first, *child.stdout.read().splitlines()]
        child.wait()
        confirmed = max([confirmed, *(int(line) for line in said if line.strip().isdigit())])
        confirmed = look(office, case, confirmed)
    return confirmed


def look(office: Office, case: str, confirmed: int) -> int:
    """The case as another process finds it now."""
    centre = put_together(Database(office.url), FileKeys(office.key_file), office.clock, quick())
    try:
        who = centre.people.find("aigul")
        found = centre.cases.open(who, case)
        assert found.version >= confirmed, "a confirmed save is lost"
        assert found.version <= confirmed + 1, "more was saved than can be"
        assert found.contents.answers == answers(found.version), "a save is there by half"
        numbers = [one.number for one in centre.cases.versions(who, case)]
        assert numbers[0] == found.version and numbers == list(range(numbers[0], numbers[-1] - 1, -1))
        for number in numbers[:3]:
            assert centre.cases.version(who, case, number).answers == answers(number)
        checked = centre.audit.check()
        assert checked.fault is None, checked.message
        saves = sum(row.what == "case.save" for row in centre.audit.rows(code=found.row.code, limit=100_000))
        assert saves == found.version - 1, "the log and the case differ"
        return found.version
    finally:
        centre.close()


def test_what_was_confirmed_survives_kill_9(office: Office) -> None:
    assert kill_while_saving(office, 7, random.Random(5)) > 7
