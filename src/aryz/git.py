"""What git knows of a project's files. Content need not be kept in git; then it knows nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

from aryz.diagnostics import AryzError


def run(root: Path, *words: str, missing: bytes | None = None) -> bytes:
    """What git prints in the folder `root`. missing: what to give instead of an error. Raises AryzError."""
    try:
        # without a shell; git is whichever the person has, and words are ours or revisions that git has resolved
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)  # nosec B603 B607
    except FileNotFoundError:
        if missing is not None:
            return missing
        raise AryzError("git is not installed, and without it nobody knows what changed.") from None
    if done.returncode == 0:
        return done.stdout
    if missing is not None:
        return missing
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    name = words[-1].removesuffix("^{commit}")
    raise AryzError(f"git does not know «{name}» here. {said[-1] if said else ''}".strip())


def text(root: Path, *words: str, missing: str | None = None) -> str:
    """The same as text; what is no UTF-8 comes out as marks."""
    made = run(root, *words, missing=None if missing is None else missing.encode())
    return made.decode("utf-8", "replace")


def known(root: Path, revision: str) -> str:
    """The commit that `revision` names. Raises AryzError when there is none."""
    if revision.startswith("-"):  # it would be an option
        raise AryzError(f"«{revision}» is no revision of git.")
    return text(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()


def branched(root: Path, revision: str) -> str:
    """The commit on which this branch left `revision`: what was done there since is no change of ours."""
    known(root, revision)
    return text(root, "merge-base", revision, "HEAD", missing="").strip() or known(root, revision)


def names(root: Path, *words: str, missing: str | None = None) -> list[str]:
    """The file names that git prints, zero bytes between them, so that no letter is written as a number."""
    command, *rest = words
    return [name for name in text(root, command, "-z", *rest, missing=missing).split("\0") if name]


def changed(root: Path, revision: str, *paths: str) -> dict[str, str]:
    """The files that differ from `revision`, by name under the folder: A(dded), M(odified) or D(eleted); files that
    git does not keep yet are added. Raises AryzError.
    """
    rows = names(root, "diff", "--name-status", "--no-renames", "--relative", revision, "--", *paths)
    made = dict(zip(rows[1::2], (row[0] for row in rows[::2]), strict=True))
    made |= dict.fromkeys(names(root, "ls-files", "--others", "--exclude-standard", "--", *paths), "A")
    return dict(sorted(made.items()))


def file_at(root: Path, revision: str, name: str) -> bytes:
    """A file as it was; empty when it was not there."""
    return run(root, "show", f"{revision}:./{name}", missing=b"")


def text_at(root: Path, revision: str, name: str) -> str:
    """The same as text."""
    return file_at(root, revision, name).decode("utf-8", "replace")
