"""When Python looks for garbage, that is for things that name each other in a circle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def none_expected() -> Iterator[None]:
    """Next to nothing becomes garbage within: looking for it again and again, through all that is made, is left out."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def keep_all() -> None:
    """What is there now stays to the end: nobody need look through it again and again for what can go, which stops all
    else for a tenth of a second when the content is there.
    """
    gc.collect()
    gc.freeze()
