"""Saves answers until it is killed, and says each save that was confirmed: python -m tests.centre.killed URL KEY CASE

The word goes out only after `save` has returned, so what is read from here was confirmed. Each save writes the same
number into several answers and a note beside, to show a half one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from argon2 import PasswordHasher

from aryz.centre import Centre, Contents, Due, put_together
from aryz.centre.database import Database
from aryz.centre.keys import FileKeys
from aryz.centre.passwords import Passwords

HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
WIDTH = 40  # answers that carry the number


def answers(number: int) -> dict[str, int]:
    return {f"answer.{at}": number for at in range(WIDTH)}


def centre_of(url: str, key: str) -> Centre:
    return put_together(Database(url), FileKeys(Path(key)), passwords=Passwords(HASHER))


def main(url: str, key: str, case: str, name: str) -> None:
    centre = centre_of(url, key)
    who = centre.people.find(name)
    number = centre.cases.open(who, case).version
    while True:
        contents = Contents("wage-claim", "ru", answers=answers(number + 1))
        number = centre.cases.save(
            who, case, contents, number, f"save-{number + 1}", deadlines=[Due("2027-01-15", number)]
        )
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
