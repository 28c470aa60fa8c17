"""Waiting until what was committed is on the disk: one write of the disk for all who wait at the same time."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock


class Settling:
    """Called after a commit: returns when everything that was committed before the call is on the disk."""

    def __init__(self, flush: Callable[[], None]):
        self._flush = flush
        self._asked = self._done = 0
        self._count, self._line = Lock(), Lock()

    def __call__(self) -> None:
        with self._count:
            self._asked += 1
            own = self._asked
        with self._line:
            if self._done >= own:  # who was before in the line did it for all who had asked by then
                return
            upto = self._asked
            self._flush()
            self._done = upto


def on_disk(path: str) -> None:
    """Wait until the disk has what was written to a file, by whichever process."""
    opened = os.open(path, os.O_RDWR)
    try:
        getattr(os, "fdatasync", os.fsync)(opened)  # not on every system
    finally:
        os.close(opened)


def name_on_disk(path: str) -> None:
    """Wait until the disk has the folder's line for a file, which may be new. Where folders cannot be opened (Windows),
    the system sees to it.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(Path(path).parent, os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
