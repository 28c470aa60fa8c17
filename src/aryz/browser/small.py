"""Build time: scripts and styles made small for the wire. Blanks and comments go, local names are shortened.

Search keeps a maker of its own (`search/minify.py`): this one gives two names of its `cites.js` one letter. What is
made small here is compared with Python as it is shipped (`tests/twin`, `tests/browser/test_every_interview.py`).
"""

from __future__ import annotations

import re

import minify

minify.config({"js-version": 2018})  # nothing that browsers of older telephones do not know
_ENDS = re.compile(r"</script|<!--", re.IGNORECASE)


def small_script(text: str) -> str:
    """A script that does the same and may stand in a page."""
    made: str = minify.string("application/javascript", text)
    assert not _ENDS.search(made), "this would end the script in the page"
    return made


def small_style(text: str) -> str:
    made: str = minify.string("text/css", text)
    return made
