"""The form of what a phone takes along, for those who write it and who read what was written before."""

from __future__ import annotations

import re
from hashlib import sha256

FORM = 1


def packed_name(packed: bytes) -> str:
    """The name of a pack: by it a phone knows that it is whole, and what the site sent."""
    return sha256(packed).hexdigest()[:20]


def address(name: str) -> str:
    """The address of a file of the site."""
    return re.sub(r"(^|/)index\.html$", r"\1", name)
