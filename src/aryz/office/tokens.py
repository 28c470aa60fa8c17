"""Tokens of the API of a centre: names, scopes and hashes in a file. Without it nobody asks the API from outside."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

from aryz.api import SCOPES
from aryz.diagnostics import AryzError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class TokenFile:
    """The tokens of a file, read with each question: one that is taken out is over at once."""

    def __init__(self, path: Path | None):
        self.path = path

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> TokenFile:
        named = environment.get("ARYZ_API_TOKENS", "")
        return cls(Path(named) if named else None)

    def check(self, token: str) -> Collection[str] | None:
        """The scopes of a token, or None."""
        return next((scopes for kept, scopes in self.rows().values() if kept == _hash(token)), None)

    def rows(self) -> dict[str, tuple[str, list[str]]]:
        """Hash and scopes by name."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines() if self.path else []
        except FileNotFoundError:
            return {}
        split = [line.split() for line in lines]
        return {row[0]: (row[1], row[2].split(",")) for row in split if len(row) == 3}

    def add(self, name: str, scopes: Collection[str]) -> str:
        """A new token; only its hash is kept."""
        if not _NAME.fullmatch(name) or name in self.rows():
            raise AryzError(f"«{name}» is taken, or no name of small letters, digits, dots and hyphens.")
        wrong = sorted(set(scopes) - set(SCOPES))
        if wrong or not scopes:
            raise AryzError(f"Scopes are {', '.join(SCOPES)}; not: {', '.join(wrong) or 'none'}.")
        token = secrets.token_urlsafe(32)
        self._write({**self.rows(), name: (_hash(token), sorted(scopes))})
        return token

    def drop(self, name: str) -> None:
        rows = self.rows()
        if name not in rows:
            raise AryzError(f"There is no token «{name}». See: aryz token list")
        del rows[name]
        self._write(rows)

    def _write(self, rows: Mapping[str, tuple[str, list[str]]]) -> None:
        if self.path is None:
            raise AryzError("Say where the tokens are: ARYZ_API_TOKENS=/etc/aryz/tokens")
        text = "".join(f"{name} {kept} {','.join(scopes)}\n" for name, (kept, scopes) in rows.items())
        beside = self.path.with_name(f"{self.path.name}.new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "w", encoding="utf-8") as file:
            file.write(text)
        beside.replace(self.path)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
