"""Cases in files of the terminal: in the clear as ever, or under a passphrase (`aryz.sealed`)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from getpass import getpass
from pathlib import Path

from aryz.diagnostics import AryzError
from aryz.interviews import cases
from aryz.sealed import (
    MOST_BYTES,
    SUFFIX,
    CaseKey,
    SealedError,
    check_passphrase,
    is_sealed,
    looked,
    new_key,
    unseal,
)
from aryz.yamlfile import YamlMap

TRIES = 3
Texts = Mapping[str, str]
Ask = Callable[[str], str]  # a passphrase, by what stands before it


def ask_hidden(label: str) -> str:
    """A passphrase from the terminal, which does not show it; without one, the next line of what is piped in."""
    if sys.stdin.isatty():
        return getpass(f"{label}: ")
    return sys.stdin.readline().rstrip("\r\n")


def open_case(file: Path, texts: Texts, ask: Ask = ask_hidden) -> tuple[YamlMap, CaseKey | None]:
    """The top of a saved case, and the key by which it was sealed, if it was. Raises AryzError."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise AryzError(f"{file} cannot be read: {error.strerror}.") from None
    if not is_sealed(data) and file.suffix != SUFFIX:
        return cases.read_file(file), None
    try:
        looked(data)
        text, key = _unsealed(data, texts, ask)
    except SealedError as error:
        raise AryzError(f"{file}: {texts[error.key]}") from None
    return cases.parse(text, file), key


def _unsealed(data: bytes, texts: Texts, ask: Ask) -> tuple[str, CaseKey]:
    """Ask until it opens; who types gets more than one try."""
    for _ in range(_tries() - 1):
        try:
            return unseal(data, ask(texts["keep.phrase"]))
        except SealedError as error:
            print(texts[error.key], file=sys.stderr)
    return unseal(data, ask(texts["keep.phrase"]))


def ask_key(texts: Texts, ask: Ask = ask_hidden) -> CaseKey:
    """The key of a new passphrase, which is typed twice; raises AryzError."""
    print(texts["keep.what"], texts["keep.phrase.about"], sep="\n", file=sys.stderr)
    for _ in range(_tries()):
        one = ask(texts["keep.phrase"])
        try:
            check_passphrase(one, ask(texts["keep.again"]))
            return new_key(one)
        except SealedError as error:
            wrong = texts[error.key]
            print(wrong, file=sys.stderr)
    raise AryzError(wrong)


def _tries() -> int:
    return TRIES if sys.stdin.isatty() else 1
