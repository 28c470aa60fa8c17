"""Whole-number arithmetic and its plain wording. The twin in JavaScript is `browser/static/kernel.js`."""

from __future__ import annotations


def proportion(factors: list[int], divisors: list[int]) -> int:
    """The product of `factors` over the product of `divisors`, rounded half up to a whole number. None is negative."""
    above, below = 1, 1
    for factor in factors:
        above *= factor
    for divisor in divisors:
        below *= divisor
    return (2 * above + below) // (2 * below)


def decimal(hundredths: int) -> str:
    """Hundredths as a plain decimal: 25000050 → «250000.50», 1625 → «16.25», 1700 → «17»."""
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    if rest == 0:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{rest:02d}".rstrip("0")


def money(tiyn: int) -> str:
    """Tiyn as tenge with two decimals: 25000050 → «250000.50»."""
    whole, rest = divmod(abs(tiyn), 100)
    return f"{'-' if tiyn < 0 else ''}{whole}.{rest:02d}"
