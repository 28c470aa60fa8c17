"""The twin in a process of its own, and where it differs from Python."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from aryz.browser.small import small_script
from aryz.browser.twin import twin_bundle
from aryz.interviews.engine import Program
from aryz.plan import wording
from tests.twin.snapshot import Case, Texts, shown

RUNNER = Path(__file__).with_name("runner.js")
# by module what `snapshot.js` asks of the twin, and what tests ask besides
SNAPSHOT = {
    "$": ["FaultError", "RefusedError"],
    "law_functions": ["RUN_FUNCTIONS"],
    "interviews_answers": ["read_question"],
    "interviews_say": ["fault_text"],
    "interviews_shown": ["reasons", "readable", "by_topic", "written"],
    "interviews_declined": ["to_check", "proposals"],
    "interviews_calling": ["all_of", "said"],
}
_LETTERS = ["isalnum", "isalpha", "isdecimal", "isdigit", "isprintable", "isupper", "lower", "upper"]
ASKED = {
    **SNAPSHOT,
    "$": [*SNAPSHOT["$"], *_LETTERS, "replace", "rstrip", "sorted", "split", "strip"],
    "days": ["from_number", "is_day", "number", "weekday"],
    "plan_wording": [name for name in wording.__all__ if name != "learn"],
    "interviews_numbers": ["read_decimal", "read_integer", "read_phone", "check_iin"],
}


class Twin:
    """Node with the twin in it, which answers a question a line; see `runner.js`."""

    def __init__(self, folder: Path):
        script = folder / "twin.js"
        script.write_text(small_script(twin_bundle(ASKED)), encoding="utf-8")
        command = ["node", str(RUNNER), str(script)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, kind: str, given: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([kind, given]).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the twin has stopped: what it said stands above"
        return json.loads(line)

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()

    def takes(self, programs: Mapping[str, Program], texts: Texts) -> None:
        """Give it the plans and the interface texts."""
        self.ask("plans", {key: program.plan for key, program in programs.items()})
        self.ask("texts", dict(texts))

    def differences(self, programs: Mapping[str, Program], texts: Texts, cases: Iterable[Case]) -> list[str]:
        """Where it differs from Python, a line a case."""
        found = []
        for case in cases:
            ours = json.loads(json.dumps(shown(programs[case["interview"]], case, texts)))
            place = next(apart("", ours, self.ask("case", case)), None)
            if place is not None:
                found.append(f"{case['interview']} {case['today']} {case['language']}: {place}")
        return found


def apart(at: str, ours: Any, theirs: Any) -> Iterator[str]:
    """The places at which two snapshots differ; the order of keys counts where it is that of faults."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in {**ours, **theirs}:
            yield from apart(f"{at}.{key}", ours.get(key, "(none)"), theirs.get(key, "(none)"))
        if at.endswith("faults") and list(ours) != list(theirs):
            yield f"{at}: the order {list(ours)} is {list(theirs)}"
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from apart(f"{at}[{index}]", one, other)
    elif ours != theirs or isinstance(ours, bool) != isinstance(theirs, bool):
        yield f"{at}: Python {_short(ours, theirs)}, the twin {_short(theirs, ours)}"


def _short(one: Any, other: Any) -> str:
    """What differs, with a little before it."""
    first, second = json.dumps(one, ensure_ascii=False), json.dumps(other, ensure_ascii=False)
    start = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), 0)
    return first[max(start - 40, 0) : start + 80]
