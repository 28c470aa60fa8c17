"""Writing files so that nothing half-written is ever seen: a temporary neighbour first, then a rename."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from aryz.diagnostics import AryzError


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` into `path`; raises AryzError when the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, 0o644)  # noqa: PTH101 (mkstemp makes it private)
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AryzError(f"{path} cannot be written: {error.strerror}.") from None


def write_text(path: Path, text: str) -> None:
    """The same for text, as UTF-8."""
    write_bytes(path, text.encode("utf-8"))
