"""A server killed with -9 while it saves, at random moments: is what was confirmed there, is anything there by half?

    python -m benchmarks.kill [--times 200] [--seed 1]

From the root of the repository. For SQLite, and for a PostgreSQL of its own where one can be started; each kill ends a
fresh process within the first 50 ms of its second save, then the case, its versions and the log are looked at.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from benchmarks.databases import databases
from tests.centre.conftest import office_at
from tests.centre.test_kill import kill_while_saving


def run(name: str, url: str, folder: Path, times: int, seed: int) -> None:
    began = time.monotonic()
    confirmed = kill_while_saving(office_at(url, folder), times, random.Random(seed))
    print(f"| {name} | {times} | {confirmed} | 0 | 0 | {time.monotonic() - began:.0f} s |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print("| database | kills | saves confirmed | lost | by half | took |\n|---|---|---|---|---|---|")
    for place in databases():
        run(place.name, place.url, place.folder, given.times, given.seed)


if __name__ == "__main__":
    main()
