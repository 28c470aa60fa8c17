"""Build time: short names for the parts of objects that no one but our scripts knows.

`names` shortens what a script declares. The part of an object may be the browser's or a plan's as well, so only these
are shortened: names that scripts of interviews (`twin/`) give to parts of their own objects, that are no browser's
and no part of a map in Python (`tests/browser/test_small.py`), and that nobody outside of the file relies on, be it a
saved case.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import product
from string import ascii_letters

from aryz.browser.javascript import Place, nodes, read, replaced, text_of

OWN = frozenset((
    "COMPARISONS", "DOCUMENT", "ESCAPES", "LEAST_PASSPHRASE", "MOST_BYTES", "MOST_ROWS", "PIECES",
    "SealedError", "Turn", "alone", "applied", "arithmetic", "askedBy", "askedIn", "begins", "blocks", "bodies",
    "bytesOf", "counted", "crc", "derived", "doubt", "earlier", "elsewhere", "ends", "environments",
    "faulty", "filed", "filled", "forget", "fresh", "functions", "gone", "guarded", "idOf", "inRussian",
    "isEmpty", "keep", "keepDraft", "knows", "locals", "looked", "lost", "memo", "need", "needed", "newKey",
    "noted", "nothing", "noting", "onward", "packed", "planOf", "printed", "rank", "readForm", "render", "runs",
    "same", "textOf", "unlocked", "unpacked", "unseal", "visit", "visits", "warning", "weak", "withProposals",
    "withoutEmptyRows", "worded",
))  # fmt: skip
_SHORTHANDS = ("shorthand_property_identifier", "shorthand_property_identifier_pattern")
_PARTS = (*_SHORTHANDS, "property_identifier")
_SPELLED = "string_fragment"
_WORDS = re.compile(r'["{](\w+)')


def asked_by(data: str) -> frozenset[str]:
    """Of these names those that JSON may ask for: as a key or a word, or as a place in a text that is filled in."""
    return OWN.intersection(_WORDS.findall(data))


def shortened(script: str, asked: Collection[str]) -> str:
    """The script with short names. asked: those that its data may ask for, which stay, as do those that it spells."""
    source = script.encode()
    found = nodes(read(source), *_PARTS, _SPELLED)
    names = dict.fromkeys(text_of(one) for one in found if one.type in _PARTS)
    kept = {*asked, *(text_of(one) for one in found if one.type == _SPELLED)}
    free = (name for size in (1, 2) for name in map("".join, product(ascii_letters, repeat=size)) if name not in names)
    short = {name: next(free) for name in names if name in OWN and name not in kept}

    def edits() -> Iterator[tuple[Place, bytes]]:
        for node in found:
            was = text_of(node)
            if node.type in _PARTS and (made := short.get(was)):
                text = f"{made}: {was}" if node.type in _SHORTHANDS else made
                yield (node.start_byte, node.end_byte), text.encode()

    return replaced(source, edits()).decode()
