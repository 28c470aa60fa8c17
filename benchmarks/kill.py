"""Servers killed with -9 while they save, at random moments: is what was confirmed there, is anything there by half?

    python -m benchmarks.kill [--times 200] [--seed 1] [--on sqlite|postgresql] [--how http|save]

From the root of the repository. For SQLite, and for a PostgreSQL of its own where one can be started.

http: four consultants send answers without a pause; the server is killed within 60 ms of one to eight confirmations,
every tenth time all processes of PostgreSQL instead; every case, its versions and the log are looked at; the forms that
got no answer are sent again to the next server. save: a process that does nothing but save is killed within the first
50 ms of its second save.
"""

from __future__ import annotations

import argparse
import random
import time

from benchmarks.databases import Place, databases
from tests.centre.conftest import office_at
from tests.centre.test_kill import kill_while_saving
from tests.office.killing import Trial

_HTTP = (
    "| over HTTP | server killed | database killed | answers confirmed | sent again | of them saved before |"
    " lost | by half | took |\n|---|---|---|---|---|---|---|---|---|"
)
_SAVE = "| saving alone | kills | saves confirmed | lost | by half | took |\n|---|---|---|---|---|---|"


def over_http(place: Place, times: int, seed: int) -> str:
    folder = place.folder / "http"
    folder.mkdir()
    url = place.server.create("http") if place.server else f"sqlite:///{folder}/centre.sqlite"
    trial = Trial(url, folder, random.Random(seed))
    clients = trial.run(times, place.server.fall if place.server else None)
    saved, again, before = (
        sum(part) for part in zip(*((c.saved - 1, c.again, c.halfway) for c in clients), strict=True)
    )
    return f"{trial.kills} | {trial.fallen} | {saved} | {again} | {before}"


def saving(place: Place, times: int, seed: int) -> str:
    return f"{times} | {kill_while_saving(office_at(place.url, place.folder), times, random.Random(seed))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    parser.add_argument("--how", choices=["http", "save"])
    given = parser.parse_args()
    for how, heads, run in (("http", _HTTP, over_http), ("save", _SAVE, saving)):
        if given.how not in {None, how}:
            continue
        print(heads, flush=True)
        for place in databases(given.on):
            began = time.monotonic()
            found = run(place, given.times, given.seed)  # a loss stops it
            print(f"| {place.name} | {found} | 0 | 0 | {time.monotonic() - began:.0f} s |", flush=True)


if __name__ == "__main__":
    main()
