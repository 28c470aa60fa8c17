"""Authenticated encryption of small things: AES-256-GCM, lengths rounded up, bound to where they belong."""

from __future__ import annotations

import hmac
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aryz.centre.errors import Damaged

KEY = 32  # bytes
LEAST = 512  # bytes to which the shortest content is filled up
_NONCE = 12
_END = b"\x80"


def new_key() -> bytes:
    return os.urandom(KEY)


def derived(key: bytes, purpose: str) -> bytes:
    """Another key that follows from a key, for one purpose; it tells nothing of the first."""
    return hmac.digest(key, f"aryz {purpose}".encode(), "sha256")


def seal(key: bytes, data: bytes, *bound: str | int) -> bytes:
    """Encrypt. bound: what it belongs to (kind, case, version); it opens only with the same."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, filled(data), _bound(bound))


def unseal(key: bytes, sealed: bytes, *bound: str | int) -> bytes:
    """Decrypt; raises Damaged when the data, the key or what it belongs to is another."""
    try:
        return emptied(AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(bound)))
    except (InvalidTag, ValueError):
        raise Damaged("What is stored was changed or belongs elsewhere. Take it from the last backup.") from None


def filled(data: bytes) -> bytes:
    """Data with its end marked, filled up to a step. The steps grow with the length (Padmé: at most 12 % is added), so
    that the length of what is stored tells little of what it says.
    """
    return (data + _END).ljust(step(len(data) + 1), b"\0")


def emptied(data: bytes) -> bytes:
    """What was filled; raises ValueError for anything else."""
    whole = data.rstrip(b"\0")
    if not whole.endswith(_END):
        raise ValueError("not filled")
    return whole[:-1]


def step(length: int) -> int:
    """The stored length for `length` bytes: only the highest bits of it stay."""
    if length <= LEAST:
        return LEAST
    highest = length.bit_length() - 1
    free = highest - highest.bit_length()
    return (length + (1 << free) - 1) >> free << free


def _bound(bound: tuple[str | int, ...]) -> bytes:
    return json.dumps(["aryz", 1, *bound], ensure_ascii=True).encode()
