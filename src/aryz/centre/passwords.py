"""Passwords: long, not soon guessed, no other rule (as OWASP ASVS asks); kept as Argon2id over a keyed hash."""

from __future__ import annotations

import hmac
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from aryz.centre.errors import Refused

LEAST, MOST = 12, 128
_TRIED = 200  # letters of a password that are looked at: once so many were taken
AT_ONCE = 2  # passwords that one process works on: each takes 64 MB, and many logins at once shall not take all
GUESSES = 9  # powers of ten: what is found by fewer tries is refused
_WORDS = Path(__file__).parent / "common-passwords.txt"
_PEPPERED = "hmac-sha256:"  # before a hash that is good for nothing without the account's key
# what a word typed on the Russian layout is on the Latin keys, where the lists of guesses know it
_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")


class Passwords:
    """Makes and checks hashes. hasher: tests give one with little work. pepper: see `accounts.pepper`."""

    def __init__(self, hasher: PasswordHasher | None = None):
        self._hasher = hasher or PasswordHasher()
        self._nobody = _PEPPERED + self._hasher.hash("the password of nobody")
        self._slots = BoundedSemaphore(AT_ONCE)

    def hash(self, password: str, pepper: bytes) -> str:
        with self._slots:
            return _PEPPERED + self._hasher.hash(_mixed(password, pepper))

    def fits(self, kept: str | None, password: str, pepper: bytes) -> bool:
        """Whether it is the password; as slow for an account that has none. A hash of an older Aryz has no pepper."""
        stands = kept or self._nobody
        given = _mixed(password, pepper) if stands.startswith(_PEPPERED) else _same(password)[:_TRIED]
        try:
            with self._slots:
                return self._hasher.verify(stands.removeprefix(_PEPPERED), given) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def weak(self, kept: str) -> bool:
        """Whether the hash was made without a pepper, or with less work than is usual now."""
        bare = kept.removeprefix(_PEPPERED)
        return bare == kept or self._hasher.check_needs_rehash(bare)


def check_password(password: str, *own: str) -> None:
    """Raises Refused for a password that may not be used. own: words that belong to the account, such as its name."""
    plain = _same(password)
    if len(plain) < LEAST:
        raise Refused("centre.password.short", f"The password needs at least {LEAST} letters. Three or four words do.")
    if len(plain) > MOST:
        raise Refused("centre.password.long", f"The password may have at most {MOST} letters.")
    folded = plain.casefold()
    named = any(len(word) > 3 and word.casefold() in folded for word in own)
    if folded in _commonest() or _dull(folded) or named or _guessed(folded):
        raise Refused(
            "centre.password.common",
            "This password is among the first that are tried. Take words that only you put together.",
        )


def _mixed(password: str, pepper: bytes) -> str:
    return hmac.new(pepper, _same(password)[:_TRIED].encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def _guessed(folded: str) -> bool:
    """Whether known words, names, years and rows of keys make it up, so that few tries find it."""
    from zxcvbn import zxcvbn

    return float(zxcvbn(folded.translate(_KEYS)[:72])["guesses_log10"]) < GUESSES


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
