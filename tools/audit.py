"""Known weaknesses of the locked packages, told by pip-audit from PyPI's index of them.

Exit codes: 0 nothing is known; 1 something is; 2 the index cannot be reached, so nothing was looked at. That is said
plainly, for pip-audit alone would print «no known vulnerabilities». With --if-reachable it is no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROBE = "pip==23.0\n"  # it has known weaknesses: who finds none there has no index
PATIENCE = 300  # seconds


def audited(requirements: Path) -> list[dict[str, Any]]:
    """What pip-audit says of each package of a file; nothing where it cannot say anything."""
    words = ["--disable-pip", "--no-deps", "--progress-spinner", "off", "--format", "json", "--timeout", "10"]
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), *words]
    try:
        # no shell; this Python and a file of ours
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # nosec B603
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        return []
    return found


def reachable() -> bool:
    """Whether the index knows the weaknesses of a package that has some."""
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.txt"
        probe.write_text(PROBE, encoding="utf-8")
        return any(row.get("vulns") for row in audited(probe))


def main(words: list[str]) -> int:
    """The whole look."""
    if not reachable():
        print("pip-audit: no index of vulnerabilities can be reached from here; nothing was audited.")
        return 0 if "--if-reachable" in words else 2
    rows = {(row["name"], row.get("version", "")): row for lock in LOCKS for row in audited(ROOT / lock)}
    if not rows:
        print("pip-audit: the locked packages could not be audited.")
        return 2
    known = [(name, version, one["id"]) for (name, version), row in rows.items() for one in row.get("vulns", [])]
    skipped = [name for (name, _), row in rows.items() if "skip_reason" in row]
    for name, version, key in known:
        print(f"{name} {version}: {key}")
    print(f"pip-audit: {len(rows)} packages, {len(known)} known weaknesses, {len(skipped)} not looked at.")
    return 1 if known else 2 if skipped and "--if-reachable" not in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
