"""Hundreds of consultants at once: how long a turn takes, and whether every answer that was confirmed is there.

    python -m benchmarks.office [--people 200,300,400] [--seconds 60] [--think 5] [--on sqlite|postgresql]

From the root of the repository. A turn is an answer sent, kept (sealed, logged, on the disk), and the next page read.
Each consultant has a case and thinks between turns. SQLite: one server of two worker processes; PostgreSQL: two servers
of one process each on one database of its own. The consultants run in this process and share the computer with them:
what a turn costs in processor time (servers + database + consultants) stands beside, for that is what bounds it.
At the end each case is opened and compared with the answers whose pages came back.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.databases import Place, databases
from tests.office.crowd import CHOICES, Seated, crowd
from tests.office.light import Form, Light, Lost
from tests.office.servers import Server

from aryz.centre import Centre

SPAN = 5  # seconds


@dataclass
class Consultant:
    seat: Seated
    confirmed: list[str] = field(default_factory=list)  # the last answer whose page came back
    turns: list[tuple[float, float]] = field(default_factory=list)  # when it began, and how long it took
    first: float = 0.0  # how long the first page took: the session and the lock are written, that it was opened too
    failed: int = 0
    saved: int = 1  # the version that is confirmed


async def work(one: Consultant, servers: list[str], until: float, think: float, dice: random.Random) -> None:
    """Answer, read on, think; the same form again where no page came back."""
    question, browser = one.seat.question, Light(one.seat.token)
    await asyncio.sleep(dice.uniform(0, think))
    began = time.perf_counter()
    page = await browser.get(dice.choice(servers), question)
    one.first = time.perf_counter() - began
    while time.monotonic() < until:
        chosen = sorted(dice.sample(CHOICES, dice.randint(1, 3)), key=CHOICES.index)
        form: Form = {**page.marks(), "triage.trouble": chosen, "action": "next"}
        began = time.perf_counter()
        try:
            answer = await browser.post(dice.choice(servers), question, form)
        except Lost:
            one.failed += 1
            continue
        if answer.status != 200:
            one.failed += 1
            page = await browser.get(dice.choice(servers), question)
            continue
        one.turns.append((began, time.perf_counter() - began))
        page, one.confirmed, one.saved = answer, chosen, one.saved + 1
        await asyncio.sleep(dice.expovariate(1 / think))
    browser.close()


def cpu(process: int) -> float:
    """The seconds of CPU of a process and of those that it started."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu(int(child)) for child in children)


@dataclass(frozen=True)
class Spent:
    """Seconds of processor: of the servers, of the database's own processes, of the consultants."""

    servers: float
    database: float
    people: float

    @classmethod
    def now(cls, running: list[Server], place: Place) -> Spent:
        database = cpu(place.server.process) if place.server else 0.0
        return cls(sum(cpu(one.process.pid) for one in running), database, time.process_time())


def run(place: Place, words: str, layout: list[int], people: int, given: argparse.Namespace) -> None:
    """layout: for each server its number of processes."""
    folder = place.folder / str(people)
    folder.mkdir()
    url = place.server.create(f"office_{people}") if place.server else f"sqlite:///{folder}/centre.sqlite"
    office, seated = crowd(url, folder, people)
    centre, consultants = office.centre, [Consultant(one) for one in seated]
    running = [Server(url, office.key_file, workers) for workers in layout]
    servers = [one.address for one in running]
    try:
        for one in running:
            one.wait()
        time.sleep(10)  # all workers are there
        dice = random.Random(given.seed)

        async def everyone() -> None:
            until = time.monotonic() + given.seconds
            seeds = [random.Random(dice.random()) for _ in consultants]
            await asyncio.gather(
                *(work(one, servers, until, given.think, own) for one, own in zip(consultants, seeds, strict=True))
            )

        load, before, began = os.getloadavg()[0], Spent.now(running, place), time.perf_counter()
        asyncio.run(everyone())
        after = Spent.now(running, place)
    finally:
        for one in running:
            one.stop()
    turns = sorted(took for one in consultants for _, took in one.turns)
    cost = [
        f"{(getattr(after, side) - getattr(before, side)) / len(turns) * 1000:.1f}"
        for side in ("servers", "database", "people")
    ]
    median, slow = statistics.median(turns), turns[int(len(turns) * 0.95)]
    failed, lost = sum(one.failed for one in consultants), lost_of(centre, consultants)
    print(
        f"| {place.name}, {words} | {people} | {len(turns)} | {len(turns) / given.seconds:.0f} | {median * 1000:.0f} | "
        f"{slow * 1000:.0f} | {' + '.join(cost)} | {failed} | {lost} | {load:.0f} |",
        flush=True,
    )
    print_when(began, consultants)
    centre.close()


def print_when(began: float, consultants: list[Consultant]) -> None:
    """Where the slow ones are: the first pages, and the turns by the five seconds in which they began."""
    firsts = sorted(one.first for one in consultants)
    print(f"  first pages: median {statistics.median(firsts) * 1000:.0f} ms, slowest {firsts[-1] * 1000:.0f}")
    spans: dict[int, list[float]] = {}
    for at, took in (turn for one in consultants for turn in one.turns):
        spans.setdefault(int((at - began) // SPAN), []).append(took * 1000)
    for span, unsorted in sorted(spans.items()):
        times = sorted(unsorted)
        print(
            f"  {span * SPAN:3d} s: {len(times)} turns, median {statistics.median(times):.0f} ms, "
            f"95 % {times[int(len(times) * 0.95)]:.0f}, slowest {times[-1]:.0f}",
            flush=True,
        )


def lost_of(centre: Centre, consultants: list[Consultant]) -> int:
    """How many cases are not as the last page that came back said."""
    lost = 0
    for one in consultants:
        found = centre.cases.open(centre.people.find(one.seat.name), one.seat.case)
        kept = found.contents.answers.get("triage.trouble", [])
        lost += found.version < one.saved or (found.version == one.saved and kept != one.confirmed and bool(one.turns))
    return lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", default="200", help="How many at once; several numbers with commas.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    given = parser.parse_args()
    print("| | consultants | turns | a second | median ms | 95 % ms | CPU ms a turn | failed | lost | load before |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    layouts = {"SQLite": ("2 workers", [2]), "PostgreSQL": ("2 servers", [1, 1])}
    for place in databases(given.on):
        for people in map(int, given.people.split(",")):
            run(place, *layouts[place.name], people, given)


if __name__ == "__main__":
    main()
