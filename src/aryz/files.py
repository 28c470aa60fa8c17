"""Writing files and folders so that nothing half-written is ever seen: a temporary neighbour first, then a rename."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from aryz.diagnostics import AryzError


def write_bytes(path: Path, data: bytes, private: bool = False) -> None:
    """Put `data` into `path`; raises AryzError when the folder cannot be written. private: only its owner may read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            if not private:
                os.chmod(name, 0o644)  # noqa: PTH101 (mkstemp makes it private)
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except (FileExistsError, NotADirectoryError):
        raise AryzError(f"{path} cannot be written: «{path.parent}» is no folder.") from None
    except OSError as error:
        raise AryzError(f"{path} cannot be written: {error.strerror}.") from None


def write_text(path: Path, text: str) -> None:
    """The same for text, as UTF-8."""
    write_bytes(path, text.encode("utf-8"))


@contextmanager
def new_folders(out: Path) -> Iterator[Callable[[str, Mapping[str, bytes]], None]]:
    """A function that puts a new folder with its files into `out`, whole or not at all. Made for thousands of them.

    `out` itself appears with the first. The function raises AryzError when the disk does not take it.
    """
    hidden: list[Path] = []

    def put(name: str, files: Mapping[str, bytes]) -> None:
        try:
            if not hidden:
                out.mkdir(parents=True, exist_ok=True)
                hidden.append(Path(tempfile.mkdtemp(dir=out, prefix=".new-")))
            fresh = f"{hidden[0]}/{name}"  # plain strings: to make paths takes as long as to make the folder
            os.mkdir(fresh)  # noqa: PTH102
            for file, data in files.items():
                with open(f"{fresh}/{file}", "wb") as paper:  # noqa: PTH123
                    paper.write(data)
            os.rename(fresh, f"{out}/{name}")  # noqa: PTH104
        except OSError as error:
            raise AryzError(f"{out / name} cannot be written: {error.strerror}.") from None

    try:
        yield put
    finally:
        for folder in hidden:
            shutil.rmtree(folder, ignore_errors=True)


def write_like(before: Path | None, folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts under a new folder by their paths there; the same file lies in both where `before` has it already.

    Made for thousands of small files of which few differ. Nobody may write into such files afterwards.
    """
    made: set[str] = set()
    for name, text in texts.items():
        path, data = f"{folder}/{name}", text.encode("utf-8")
        parent = path.rpartition("/")[0]
        if parent not in made:
            Path(parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        if before is None or not _linked(f"{before}/{name}", path, data):
            with open(path, "wb") as file:  # noqa: PTH123 (a Path for each takes as long as writing)
                file.write(data)


def _linked(old: str, new: str, data: bytes) -> bool:
    """Let a new name stand for a file of before, if that holds the same."""
    try:
        with open(old, "rb") as file:  # noqa: PTH123
            if file.read() != data:
                return False
        os.link(old, new)
    except OSError:  # not there, or a disk without links
        return False
    return True


@contextmanager
def replaced_folder(path: Path) -> Iterator[Path]:
    """A new folder to fill; it takes the place of `path` when the block ends well, and vanishes when it does not.

    Two at once do not meet: each fills its own, and the last one stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=path.parent, prefix=f"{path.name}.new-"))
    fresh.chmod(0o755)
    try:
        yield fresh
        _put(fresh, path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(fresh: Path, path: Path, tries: int = 10) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f"{path.name}.old-") as bin_:
        for attempt in range(tries):
            with suppress(FileNotFoundError):
                path.rename(Path(bin_) / str(attempt))
            try:
                fresh.rename(path)
            except OSError:  # another put its own there in between
                if attempt + 1 == tries:
                    raise
            else:
                return
