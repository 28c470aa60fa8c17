"""Servers killed with -9 while several consultants send answers over HTTP, at random moments; and the database too.

After each kill every case is looked at by another process: what a client got a confirmation for (the redirect after
its form) is there, nothing is there by half, and a form that got no answer was done whole or not at all. It is sent
again to the next server, and is done once.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.centre.conftest import Office
from tests.conftest import ROOT, free_port
from tests.office.crowd import CHOICES, Seated, crowd
from tests.office.light import Form, Light, Lost

WITHIN = 0.06  # seconds after some confirmations within which the kill comes


@dataclass
class Client:
    """A consultant who answers without a pause, and remembers what was confirmed and what got no answer."""

    seat: Seated
    browser: Light
    saved: int = 1  # the version that was confirmed
    confirmed: list[str] = field(default_factory=list)
    pending: tuple[Form, list[str]] | None = None
    again: int = 0  # forms that were sent more than once until an answer came
    done: bool = False  # whether the pending one was saved, as was seen after a kill
    halfway: int = 0  # forms that were saved while their confirmation did not get out

    async def turn(self, server: str, dice: random.Random) -> bool:
        """Send an answer, or again the one that got none. False: no answer came this time either."""
        second = self.pending is not None
        try:
            if self.pending is None:
                page = await self.browser.get(server, self.seat.question)
                if page.status == 503:
                    return False
                assert page.status == 200, page.text
                chosen = sorted(dice.sample(CHOICES, dice.randint(1, 3)), key=CHOICES.index)
                self.pending = {**page.marks(), "triage.trouble": chosen, "action": "next"}, chosen
            form, chosen = self.pending
            answer = await self.browser.post(server, self.seat.question, form, follow=False)
        except Lost:
            return False
        if answer.status == 503:  # the database is gone: it says so
            return False
        assert answer.status == 303, f"{answer.status}: a form sent again is no conflict"
        self.saved, self.confirmed, self.pending = self.saved + 1, chosen, None
        self.again += second
        self.halfway, self.done = self.halfway + self.done, False
        return True


class Mother:
    """The process that forks servers."""

    def __init__(self, url: str, key: Path):
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "tests.office.mother", url, str(key), str(port)]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def serve(self) -> int:
        """A fresh server; its process."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return int(self._line())

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@dataclass
class Trial:
    """An office, its clients, and what came of them. fell: kills the database in place of the server, and starts it."""

    url: str
    folder: Path
    dice: random.Random
    people: int = 4
    kills: int = 0
    fallen: int = 0

    def run(self, times: int, fell: Callable[[], None] | None = None, every: int = 10) -> list[Client]:
        """Kill so often; of every so many kills one is the database's, where that can be done. Gives the clients."""
        office, seated = crowd(self.url, self.folder, self.people)
        clients = [Client(one, Light(one.token)) for one in seated]
        mother = Mother(self.url, office.key_file)
        try:
            while self.kills + self.fallen < times:
                database = fell is not None and (self.kills + self.fallen) % every == every - 1
                asyncio.run(self._round(mother, clients, fell if database else None))
                if database:
                    office.centre.close()  # what was connected before the fall is not
                self._look(office, clients)
            server = mother.serve()
            asyncio.run(self._finish(mother.address, clients))
            os.kill(server, signal.SIGKILL)
            self._look(office, clients)
        finally:
            mother.stop()
            office.centre.close()
        return clients

    async def _round(self, mother: Mother, clients: list[Client], fell: Callable[[], None] | None) -> None:
        """Serve, let them answer, and kill."""
        server, over, wanted = mother.serve(), asyncio.Event(), self.dice.randint(1, 2 * self.people)
        before = sum(one.saved for one in clients)
        enough = asyncio.Event()

        async def answers(one: Client) -> None:
            while not over.is_set():
                if not await one.turn(mother.address, self.dice):
                    await asyncio.sleep(0.005)  # it starts, or was killed
                if sum(each.saved for each in clients) - before >= wanted:
                    enough.set()

        tasks = [asyncio.create_task(answers(one)) for one in clients]
        waiting = asyncio.create_task(enough.wait())
        await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(self.dice.uniform(0, WITHIN))
        if fell is not None:
            await asyncio.to_thread(fell)
            self.fallen += 1
            enough.clear()
            before = sum(one.saved for one in clients)
            await asyncio.wait([asyncio.create_task(enough.wait()), *tasks], return_when=asyncio.FIRST_COMPLETED)
        else:
            self.kills += 1
        os.kill(server, signal.SIGKILL)
        over.set()
        await asyncio.gather(*tasks)
        for one in clients:
            one.browser.close()

    async def _finish(self, server: str, clients: list[Client]) -> None:
        """Whatever got no answer is sent again until it does."""
        for one in clients:
            while one.pending is not None:
                await one.turn(server, self.dice)
            one.browser.close()

    def _look(self, office: Office, clients: list[Client]) -> None:
        """The cases as another process finds them now."""
        centre = office.centre
        for client in clients:
            who = centre.people.find(client.seat.name)
            found = centre.cases.open(who, client.seat.case)
            pending = client.pending
            assert found.version >= client.saved, "a confirmed answer is lost"
            assert found.version <= client.saved + (pending is not None), "a form was done twice"
            client.done = found.version > client.saved
            wanted = pending[1] if pending and client.done else client.confirmed
            assert found.contents.answers.get("triage.trouble", []) == wanted, "a case is there by half"
            numbers = [one.number for one in centre.cases.versions(who, client.seat.case)]
            assert numbers == list(range(found.version, found.version - len(numbers), -1)), "a version is missing"
            saves = sum(row.what == "case.save" for row in centre.audit.rows(code=found.row.code, limit=1_000_000))
            assert saves == found.version - 1, "the log and the case differ"
        checked = centre.audit.check()
        assert checked.fault is None, checked.message
