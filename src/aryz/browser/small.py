"""Build time: scripts and styles made small for the wire. Blanks and comments go, local names are shortened
(`names`).

What is made small here is compared with Python as it is shipped (`tests/twin`, `tests/search/test_twin.py`,
`tests/browser/test_every_interview.py`).

The library (2.24) joins declarations, patterns first, and overlooks what stands in brackets: of «const one = …; const
{ two } = (one && …) || {};» it makes a script that asks for `one` too early. «one ? … : {}» is understood.
"""

from __future__ import annotations

import re
from functools import lru_cache

import minify

from aryz.browser.early import in_brackets, told_apart
from aryz.browser.names import short_names

minify.config({"js-version": 2018})  # nothing that browsers of older telephones do not know
_ENDS = re.compile(r"</script|<!--", re.IGNORECASE)


@lru_cache(maxsize=128)  # files of one interview in several languages share scripts
def small_script(text: str) -> str:
    """A script that does the same and may stand in a page."""
    made = in_brackets(short_names(minify.string("application/javascript", told_apart(text))))
    assert not _ENDS.search(made), "this would end the script in the page"
    return made


def small_style(text: str) -> str:
    made: str = minify.string("text/css", text)
    return made
