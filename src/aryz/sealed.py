"""A case under a passphrase, as bytes: one format for the terminal, the servers and the browser (its twin is
`browser/twin/sealed.js`). Byte by byte in docs/saved-cases.md.

The key is stretched by PBKDF2, the only way of browsers; AES-256-GCM seals what is inside together with the head; a
sum over all tells a damaged file from a wrong passphrase.
"""

from __future__ import annotations

import hashlib
import os
import struct
import unicodedata
from dataclasses import dataclass
from typing import Any

from aryz.diagnostics import AryzError

MAGIC = b"aryzcase"
VERSION = 1
ITERATIONS = 600_000  # what OWASP asks of PBKDF2-HMAC-SHA256; no file has fewer
MOST_ITERATIONS = 6_000_000  # more is a file that is to keep us busy
STEP = 4096  # what is inside is filled up to a whole number of these
MOST_BYTES = 1_000_000
LEAST_PASSPHRASE = 12  # letters of a new one
SUFFIX = ".aryz"

_APOSTROPHES = dict.fromkeys(map(ord, "‘’ʻʼ`´"), "'")  # part of the format: cases are sealed by it, so it stays
_PBKDF2 = 1
_HEAD = struct.Struct(">8sBBII16s12s")  # magic, version, way of the key, iterations, length of the sealed, salt, nonce
_SUM = 8
_TEXTS = {
    "other": "this is no case saved by Aryz.",
    "newer": "a newer Aryz saved this case. Update Aryz, then open it.",
    "cut": "the file is not whole: its end is missing. Copy or send it again.",
    "changed": "the file is damaged: some of it is not what was saved. Copy or send it again.",
    "work": "this file asks for more work, or other work, than Aryz ever does: it was not saved by Aryz.",
    "large": "this is more than a saved case holds: 1 MB.",
    "passphrase": "it does not open with this passphrase.",  # nosec B105 (a sentence)
    "needed": "the answers are encrypted: type the passphrase that they were saved with.",
    "weak": f"the passphrase needs at least {LEAST_PASSPHRASE} letters, six of them different.",
    "differ": "the two passphrases differ.",
}


class SealedError(AryzError):
    """Why a file does not open, or a passphrase will not do; `key` is the name of its text in kb/interface."""

    def __init__(self, key: str):
        self.key = f"sealed.{key}"
        super().__init__(_TEXTS[key])


@dataclass(frozen=True)
class CaseKey:
    """The key that a passphrase gives, with what it was made of."""

    salt: bytes
    iterations: int
    key: bytes


def same(passphrase: str) -> str:
    """The same letters whatever keyboard composed them, without the space that a telephone adds: of the six signs that
    keyboards have for the apostrophe of «so‘z», one.
    """
    return composed(passphrase).translate(_APOSTROPHES)


def composed(passphrase: str) -> str:
    """As the first files took it, with the apostrophe that was typed."""
    return unicodedata.normalize("NFC", passphrase).strip(" ")


def check_passphrase(passphrase: str, again: str) -> None:
    """Raises SealedError for a new passphrase that will not do: short, or few letters again and again."""
    if len(same(passphrase)) < LEAST_PASSPHRASE or len(set(same(passphrase))) < 6:
        raise SealedError("weak")
    if same(passphrase) != same(again):
        raise SealedError("differ")


def new_key(passphrase: str) -> CaseKey:
    """The key of a new passphrase; takes a good part of a second."""
    return derived(same(passphrase), os.urandom(16), ITERATIONS)


def derived(letters: str, salt: bytes, iterations: int) -> CaseKey:
    """The key of a passphrase in the form in which it counts."""
    made = hashlib.pbkdf2_hmac("sha256", letters.encode("utf-8", "surrogatepass"), salt, iterations)
    return CaseKey(salt, iterations, made)


def is_sealed(data: bytes) -> bool:
    return data.startswith(MAGIC)


def seal(text: str, key: CaseKey, nonce: bytes | None = None) -> bytes:
    """Encrypt. nonce: only tests give one. Raises SealedError where it would be too large to be opened."""
    plain = text.encode("utf-8", "replace") + b"\x80"
    filled = plain.ljust(-(-len(plain) // STEP) * STEP, b"\0")
    nonce = nonce or os.urandom(12)
    head = _HEAD.pack(MAGIC, VERSION, _PBKDF2, key.iterations, len(filled) + 16, key.salt, nonce)
    body: bytes = head + _cipher(key).encrypt(nonce, filled, head)
    if len(body) + _SUM > MOST_BYTES:
        raise SealedError("large")
    return body + _sum(body)


def unseal(data: bytes, passphrase: str) -> tuple[str, CaseKey]:
    """Decrypt: the text, and the key by which it can be sealed again. Raises SealedError."""
    salt, nonce, iterations = looked(data)
    for letters in dict.fromkeys((same(passphrase), composed(passphrase))):
        key = derived(letters, salt, iterations)
        if (filled := _opened(data, nonce, key)) is not None:
            break
    else:
        raise SealedError("passphrase")
    plain = filled.rstrip(b"\0")
    if not plain.endswith(b"\x80"):
        raise SealedError("changed")
    try:
        return plain[:-1].decode("utf-8"), key
    except UnicodeDecodeError:
        raise SealedError("changed") from None


def _opened(data: bytes, nonce: bytes, key: CaseKey) -> bytes | None:
    """What is sealed; None if this is not its key."""
    from cryptography.exceptions import InvalidTag

    try:
        filled: bytes = _cipher(key).decrypt(nonce, data[_HEAD.size : -_SUM], data[: _HEAD.size])
    except InvalidTag:
        return None
    return filled


def looked(data: bytes) -> tuple[bytes, bytes, int]:
    """Salt, nonce and iterations, and all that can be said before the passphrase is asked for. Raises SealedError."""
    if len(data) > MOST_BYTES:
        raise SealedError("large")
    if not is_sealed(data):
        raise SealedError("other")
    if len(data) > 8 and data[8] != VERSION:
        raise SealedError("newer")
    if len(data) < _HEAD.size:
        raise SealedError("cut")
    _, _, way, iterations, size, salt, nonce = _HEAD.unpack_from(data)
    end = _HEAD.size + size
    if len(data) < end + _SUM:
        raise SealedError("cut")
    if data[end:] != _sum(data[:end]):
        raise SealedError("changed")
    if way != _PBKDF2 or not ITERATIONS <= iterations <= MOST_ITERATIONS:
        raise SealedError("work")
    return salt, nonce, iterations


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:_SUM]


def _cipher(key: CaseKey) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # takes a while, and few need it

    return AESGCM(key.key)
