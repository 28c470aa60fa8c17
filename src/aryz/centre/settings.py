"""Where the centre keeps its things, as the environment says."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """ARYZ_DATA: the data folder; ARYZ_DATABASE_URL: PostgreSQL instead of the file in it.

    ARYZ_KEY_FILE: the file of the master key, or ARYZ_KEY_PASSPHRASE instead of it. ARYZ_CLAMD: ClamAV's socket.
    """

    data: Path
    url: str
    key_file: Path | None = None
    passphrase: str = ""
    clamd: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        data = Path(environment.get("ARYZ_DATA") or "data")
        url = environment.get("ARYZ_DATABASE_URL") or f"sqlite:///{data / 'centre.sqlite'}"
        if url.startswith(("postgres://", "postgresql://")):
            url = "postgresql+psycopg://" + url.partition("://")[2]
        named = environment.get("ARYZ_KEY_FILE")
        key_file = Path(named) if named else None
        passphrase, clamd = (environment.get(name, "") for name in ("ARYZ_KEY_PASSPHRASE", "ARYZ_CLAMD"))
        return cls(data, url, key_file, passphrase, clamd)


def loopback(host: str) -> bool:
    """Whether a host is this computer."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
