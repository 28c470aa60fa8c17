"""Passwords: long, not among the commonest, no other rule (as OWASP ASVS asks); kept as Argon2id."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from aryz.centre.errors import Refused

LEAST, MOST = 12, 200
AT_ONCE = 2  # passwords that one process works on: each takes 64 MB, and many logins at once shall not take all
_WORDS = Path(__file__).parent / "common-passwords.txt"


class Passwords:
    """Makes and checks hashes. hasher: tests give one with little work."""

    def __init__(self, hasher: PasswordHasher | None = None):
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("the password of nobody")
        self._slots = BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        with self._slots:
            return self._hasher.hash(_same(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the password; as slow for an account that has none."""
        try:
            with self._slots:
                return self._hasher.verify(kept or self._nobody, _same(password)[:MOST]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def weak(self, kept: str) -> bool:
        """Whether the hash was made with less work than is usual now."""
        return self._hasher.check_needs_rehash(kept)


def check_password(password: str, *own: str) -> None:
    """Raises Refused for a password that may not be used. own: words that belong to the account, such as its name."""
    plain = _same(password)
    if len(plain) < LEAST:
        raise Refused("centre.password.short", f"The password needs at least {LEAST} letters. Three or four words do.")
    if len(plain) > MOST:
        raise Refused("centre.password.long", f"The password may have at most {MOST} letters.")
    folded = plain.casefold()
    if folded in _commonest() or _dull(folded) or any(len(word) > 3 and word.casefold() in folded for word in own):
        raise Refused(
            "centre.password.common",
            "This password is among the first that are tried. Take words that only you put together.",
        )


def _same(password: str) -> str:
    """The same letters whatever keyboard composed them."""
    return unicodedata.normalize("NFC", password)


def _dull(folded: str) -> bool:
    """A piece of up to four letters again and again, or letters in the order of the alphabet."""
    repeated = any(folded == (folded[:size] * len(folded))[: len(folded)] for size in range(1, 5))
    steps = {ord(after) - ord(before) for before, after in pairwise(folded)}
    return repeated or steps <= {1} or steps <= {-1}


@cache
def _commonest() -> frozenset[str]:
    return frozenset(_WORDS.read_text(encoding="utf-8").split())
