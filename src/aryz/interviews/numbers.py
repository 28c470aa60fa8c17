"""Run time: numbers as people type them: «250 000,50», «8 701 123 45 67», an IIN with its check digit."""

from __future__ import annotations

from typing import Any

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")
_LARGEST = 10**13  # ten million millions: beyond it a sum is a slip of the finger
_GROUPS = {"998": (2, 3, 2, 2), "996": (3, 3, 3), "992": (2, 3, 2, 2), "7": (3, 3, 2, 2)}
_WEIGHTS = (
    (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2),
)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def read_decimal(raw: Any) -> int | None:
    """«250 000,5» → 25000050, in hundredths; at most two decimals. None when it is no such number."""
    if isinstance(raw, bool):
        return None
    text = str(raw).translate(_SPACES)
    sign = -1 if text.startswith("-") else 1
    whole, mark, part = text.lstrip("-").replace(",", ".").partition(".")
    if not _digits(whole) or (mark and not (_digits(part) and len(part) <= 2)) or len(whole) > 13:
        return None
    value = int(whole) * 100 + int((part + "00")[:2])
    return sign * value if value <= _LARGEST * 100 else None


def read_integer(raw: Any) -> int | None:
    """«1 200» → 1200; None when it is no whole number."""
    if isinstance(raw, bool):
        return None
    text = str(raw).translate(_SPACES)
    bare = text.removeprefix("-")
    return int(text) if _digits(bare) and len(bare) <= 15 else None


def read_phone(raw: str) -> str | None:
    """A telephone number as +7 701 123 45 67: 10 to 15 digits; a Kazakh 8 at the front becomes +7."""
    plus = raw.strip().startswith("+")
    digits = "".join(ch for ch in raw if ch in "0123456789")
    if any(ch not in "0123456789+-() \u00a0" for ch in raw):
        return None
    if not plus and len(digits) == 11 and digits.startswith("8"):
        digits = "7" + digits[1:]
    elif not plus and len(digits) == 10 and digits.startswith("7"):
        digits = "7" + digits
    return _grouped(digits) if 10 <= len(digits) <= 15 else None


def _grouped(digits: str) -> str:
    """«+7 701 123 45 67» for the countries that the groups are known of, else the digits in one piece."""
    for code, groups in _GROUPS.items():
        if digits.startswith(code) and len(digits) == len(code) + sum(groups):
            parts, at = [code], len(code)
            for size in groups:
                parts.append(digits[at : at + size])
                at += size
            return "+" + " ".join(parts)
    return f"+{digits}"


def check_iin(digits: str) -> bool:
    """Whether the twelfth digit of an IIN or BIN is the right check digit for the eleven before it."""
    for weights in _WEIGHTS:
        rest = sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11
        if rest != 10:
            return rest == int(digits[11])
    return False
