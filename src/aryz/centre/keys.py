"""Master keys: from a file that only its owner reads, or from a passphrase. They are never in the database.

A key's id is a fingerprint of it, so the right key is known without a try. A key file may hold several: the old ones
are needed until everything is sealed anew.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from argon2.low_level import Type, hash_secret_raw

from aryz.centre.errors import NoKey
from aryz.centre.sealing import KEY, new_key
from aryz.centre.settings import Settings

_MARK = "aryz-key"
LEAST_PASSPHRASE = 20  # letters


class Keys(Protocol):
    """Where master keys come from."""

    kind: str

    def get(self, key: str, how: str) -> bytes:
        """The key with this id; how: its row's JSON. Raises NoKey."""
        ...


def fingerprint(key: bytes) -> str:
    return hashlib.sha256(b"aryz master key " + key).hexdigest()[:16]


class FileKeys:
    """Keys of a file, one a line. Read anew when an unknown one is asked for: rotation needs no restart."""

    kind = "file"

    def __init__(self, path: Path):
        self.path = path
        self._known = self._read()

    def get(self, key: str, how: str) -> bytes:
        if key not in self._known:
            self._known = self._read()
        if key not in self._known:
            raise NoKey(f"The key {key} is not in {self.path}. Put the file back that holds it.")
        return self._known[key]

    def _read(self) -> dict[str, bytes]:
        try:
            mode = self.path.stat().st_mode
            lines = self.path.read_text(encoding="ascii").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no key file"
            raise NoKey(f"The key file {self.path} cannot be read: {reason}.") from None
        if os.name == "posix" and mode & 0o077:
            raise NoKey(f"Others may read the key file {self.path}. Mend it: chmod 600 {self.path}")
        return dict(self._line(number, line) for number, line in enumerate(lines, 1) if line.strip())

    def _line(self, number: int, line: str) -> tuple[str, bytes]:
        mark, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if mark != _MARK or len(key) != KEY or fingerprint(key) != name:
            raise NoKey(f"{self.path}, line {number}: this is no key. Take the file from its copy.")
        return name, key


def add_to_file(path: Path) -> str:
    """Write a new key at the end of the file, or a new file; gives the key's id. Kept on the disk before it returns."""
    if path.exists():
        FileKeys(path)  # nothing is added to what is not a key file
    key = new_key()
    line = f"{_MARK} {fingerprint(key)} {base64.b64encode(key).decode()}\n"
    _replace(path, (path.read_text(encoding="ascii") if path.exists() else "") + line)
    return fingerprint(key)


def drop_from_file(path: Path, name: str) -> None:
    """Delete a key from the file."""
    lines = path.read_text(encoding="ascii").splitlines(keepends=True)
    _replace(path, "".join(line for line in lines if line.split(" ")[1] != name))


def _replace(path: Path, text: str) -> None:
    """The file whole or not at all, readable by its owner only."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise NoKey(f"The key file {path} cannot be written: {error.strerror}.") from None


@dataclass(frozen=True)
class Stretching:
    """How much work a passphrase costs (Argon2id). Stored beside the salt, so it may be raised later."""

    time: int = 3
    memory: int = 256 * 1024  # KiB
    lanes: int = 4


class PassphraseKeys:
    """The key that a passphrase gives, worked out once for each salt."""

    kind = "passphrase"

    def __init__(self, passphrase: str):
        self._passphrase = passphrase
        self._known: dict[str, bytes] = {}

    def get(self, key: str, how: str) -> bytes:
        if key not in self._known:
            made = stretched(self._passphrase, how)
            if fingerprint(made) != key:
                raise NoKey("The passphrase is not the one of this database.")
            self._known[key] = made
        return self._known[key]


def new_stretching(work: Stretching) -> str:
    """A fresh salt and the parameters, as JSON."""
    return json.dumps({"salt": base64.b64encode(os.urandom(16)).decode(), **asdict(work)})


def stretched(passphrase: str, how: str) -> bytes:
    """The key of a passphrase; how: as `new_stretching` made it."""
    given = json.loads(how)
    salt = base64.b64decode(given["salt"])
    return hash_secret_raw(
        passphrase.encode(), salt, given["time"], given["memory"], given["lanes"], hash_len=KEY, type=Type.ID
    )


def keys_of(settings: Settings) -> Keys:
    """The keys that the environment names; raises NoKey."""
    if settings.key_file is not None:
        return FileKeys(settings.key_file)
    if settings.passphrase:
        return PassphraseKeys(settings.passphrase)
    raise NoKey("There is no master key. Name its file in ARYZ_KEY_FILE (`aryz key new` makes one).")
